"""A database from its URL; whatever driver the URL names, ours is taken."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreUnavailable
from store.sql import Database
from store.sqlite import Sqlite

_WRITE = "write sqlite:///liaison.db or postgresql://user:password@host/database"
_POSTGRESQL = ("postgresql", "postgres")
_RENAMED = {"sslmode": "ssl"}  # libpq's word and asyncpg's
_HOST = re.compile(r"[\w.:-]*")
_TAKEN = ("ssl", "host", "port")


def connect(url: str, *, kept: bool = False) -> Database:
    """Nothing is opened yet.  ``kept``: one in memory will not do.

    Raises ``StoreUnavailable``, never with the URL in its sentence.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnavailable(f"DATABASE_URL cannot be read: {_WRITE}.") from None
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed, kept=kept)
        case name if name in _POSTGRESQL:
            return _postgresql(parsed)
        case _:
            raise StoreUnavailable(f"DATABASE_URL names an unknown kind of database: {_WRITE}.")


def _sqlite(url: URL, *, kept: bool) -> Database:
    """``sqlite:///file.db``, ``sqlite:////absolute.db``, ``sqlite://`` (in memory) and URIs."""
    if url.host:
        raise StoreUnavailable(
            "DATABASE_URL has two slashes before the file: write sqlite:///liaison.db, "
            "or sqlite:////folder/liaison.db for an absolute path."
        )
    name, query = url.database or "", {key: str(value) for key, value in url.query.items()}
    if name.startswith("file:"):
        parts = urlsplit(name)
        name, query = parts.path, query | dict(parse_qsl(parts.query))
    if name in ("", ":memory:") or query.get("mode") == "memory":
        if kept:
            raise StoreUnavailable(
                "DATABASE_URL names a database in memory, where nothing would be kept: "
                "write sqlite:///liaison.db."
            )
        return Sqlite(None)
    path = Path(name)
    if path.is_dir():
        raise StoreUnavailable(f"{path} is a folder: let DATABASE_URL name a file in it.")
    if not path.parent.is_dir():
        raise StoreUnavailable(
            f"The folder {path.parent} of the database does not exist: "
            "create it or let DATABASE_URL name another one."
        )
    return Sqlite(path, read_only=query.get("mode") == "ro")


def _postgresql(url: URL) -> Database:
    # What stands behind a password that has an @ of its own is not shown: it may be part of it.
    if not _HOST.fullmatch(url.host or "") or "@" in (url.database or ""):
        raise StoreUnavailable(
            f"DATABASE_URL cannot be read: {_WRITE}, signs like @ in the password as %40."
        )
    query = {_RENAMED.get(key, key): value for key, value in url.query.items()}
    if unknown := sorted(set(query) - set(_TAKEN)):
        raise StoreUnavailable(
            f"DATABASE_URL has options that are not known ({', '.join(unknown)}): remove them."
        )
    try:
        from store.postgresql import Postgresql  # noqa: PLC0415 - not for a file beside us

        return Postgresql(url.set(query=query))
    except ImportError:
        raise StoreUnavailable(
            "PostgreSQL needs its driver: install liaison with the extra “postgres”."
        ) from None
