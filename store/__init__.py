"""What the bot remembers, on SQLite or PostgreSQL: tables, queries, one transaction at a time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.unit import SqlStore

__all__ = ["SqlStore", "open_store"]


async def open_store(url: str, *, kept: bool = False, new: bool = True) -> "SqlStore":
    """The store at ``url``; an empty database is set up first.

    ``sqlite:///file.db``, ``sqlite://`` (this process alone, gone at the end) or
    ``postgresql://user:password@host/database``.  ``kept``: one in memory will not do;
    without ``new`` neither will one that would have to be set up.  Raises ``StoreUnavailable``
    for a database that cannot be opened or whose schema does not fit.
    """
    from store import schema  # noqa: PLC0415 - reading a document needs no database
    from store.connect import connect  # noqa: PLC0415

    database = connect(url, kept=kept)
    try:
        await schema.ensure(database, new=new)
    except BaseException:
        await database.close()
        raise
    return _sql_store()(database)


def _sql_store() -> "type[SqlStore]":
    from store.unit import SqlStore  # noqa: PLC0415

    return SqlStore


def __getattr__(name: str) -> object:
    """``SqlStore``, whose import takes a while, when it is asked for."""
    if name == "SqlStore":
        return _sql_store()
    raise AttributeError(name)
