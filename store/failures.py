"""What a database's errors mean to us: away, written in between, or a bug."""

import sqlite3
from typing import NoReturn

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import Conflict, StoreUnavailable

_SQLITE = {
    sqlite3.SQLITE_BUSY: "The database {name} is locked by another program: end it or wait.",
    sqlite3.SQLITE_LOCKED: "The database {name} is locked by another program: end it or wait.",
    sqlite3.SQLITE_READONLY: "The database {name} is read-only: "
    "let this user write the file and its folder.",
    sqlite3.SQLITE_PERM: "The database {name} may not be opened: "
    "let this user read and write the file and its folder.",
    sqlite3.SQLITE_CANTOPEN: "The database {name} cannot be opened: "
    "check that its folder exists and that this user may write there.",
    sqlite3.SQLITE_FULL: "The disk of the database {name} is full: make room.",
    sqlite3.SQLITE_IOERR: "The disk of the database {name} fails: check the disk and its room.",
    sqlite3.SQLITE_NOTADB: "The file {name} is not a database: "
    "move it away or let DATABASE_URL name another one.",
    sqlite3.SQLITE_CORRUPT: "The database {name} is damaged: restore it from a backup.",
}

_AGAIN = ("40001", "40P01")  # serialization failure, deadlock
_POSTGRESQL = {
    "08": "The database server {name} cannot be reached: start it or check DATABASE_URL.",
    "25006": "The database {name} is read-only: let DATABASE_URL name the primary server.",
    "25P03": "The database server {name} ended a transaction that stood still: it runs again.",
    "28": "The database server {name} refuses the user or the password: check DATABASE_URL.",
    "3D": "The database {name} does not exist: create it or check DATABASE_URL.",
    "42501": "The database {name} denies the user a right: make the user its owner.",
    "53100": "The disk of the database server {name} is full: make room.",
    "53": "The database server {name} has no connection or memory left: raise its limits.",
    "55P03": "The database {name} is locked by another program: end it or wait.",
    "57014": "The database server {name} cancelled a statement: it runs again.",
    "57P": "The database server {name} is starting or stopping: wait, or start it.",
    "58": "The disk of the database server {name} fails: check the disk.",
}


def fail(error: Exception, name: str) -> NoReturn:
    """Raise ``StoreUnavailable`` or ``Conflict`` instead, or the error itself: then it is a bug.

    ``name`` is how the operator knows the database.
    """
    known = _explained(error, name)
    if known is None:
        raise error
    raise known from error


def _explained(error: Exception, name: str) -> StoreUnavailable | Conflict | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    sentence = None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        sentence = None if code is None else _SQLITE.get(code & 0xFF)
    else:
        state = str(getattr(cause, "sqlstate", None) or "")
        if state in _AGAIN:
            return Conflict("the database asks to run the unit again")
        sentence = next((_POSTGRESQL[key] for key in _keys(state) if key in _POSTGRESQL), None)
        if sentence is None and _is_broken(error, cause):
            sentence = _POSTGRESQL["08"]
    return None if sentence is None else StoreUnavailable(sentence.format(name=name))


def _keys(state: str) -> tuple[str, ...]:
    """The most telling first: the whole code, its beginning, its class."""
    return (state, state[:3], state[:2])


def _is_broken(error: Exception, cause: BaseException | None) -> bool:
    if isinstance(error, PoolTimeout) or isinstance(cause, OSError | TimeoutError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated
