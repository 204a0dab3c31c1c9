"""What the bot remembers, on SQLite or PostgreSQL: tables, queries, one transaction at a time."""

from store import schema
from store.connect import connect
from store.unit import SqlStore

__all__ = ["SqlStore", "open_store"]


async def open_store(url: str, *, kept: bool = False) -> SqlStore:
    """The store at ``url``; an empty database is set up first.

    ``sqlite:///file.db``, ``sqlite://`` (this process alone, gone at the end) or
    ``postgresql://user:password@host/database``.  ``kept``: one in memory will not do.  Raises
    ``StoreUnavailable`` for a database that cannot be opened or whose schema does not fit.
    """
    database = connect(url, kept=kept)
    try:
        await schema.ensure(database)
    except BaseException:
        await database.close()
        raise
    return SqlStore(database)
