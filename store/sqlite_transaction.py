"""One open transaction of SQLite, and how statements run in it."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, cast

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import DBAPIError

from store.failures import fail
from store.prepared import Prepared, prepared
from store.sql import AnyRow, Sql, Values, refuse_writes


class SqliteTransaction(Sql):
    """Statements go to the driver itself; listeners of the engine hear of them all the same."""

    def __init__(self, connection: Connection, name: str, *, reads: bool) -> None:
        self._connection, self._name, self._reads = connection, name, reads
        self._raw, self._dialect = raw_of(connection), connection.dialect
        self._heard = connection.engine.dispatch

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[AnyRow]:
        cursor, known = self._run(statement, values)
        if known is None:
            found: Sequence[AnyRow] = cursor.all()
            return found
        try:
            return known.rows(cursor.description, cursor.fetchall())
        except sqlite3.Error as error:
            self._fail(error, known)

    async def count(self, statement: Executable, values: Values = None) -> int:
        cursor, _ = self._run(statement, values)
        count: int = cursor.rowcount
        return count

    def _run(self, statement: Executable, values: Values) -> tuple[Any, Prepared | None]:
        """The driver's cursor, or SQLAlchemy's for what it runs itself."""
        if self._reads:
            refuse_writes(statement)
        sets = _sets(values)
        known = prepared(self._dialect, statement, sets)
        if known is None:
            return self._by_sqlalchemy(statement, values), None
        many = len(sets) > 1
        given = [known.parameters(one) for one in sets] if many else known.parameters(sets[0])
        cursor = self._raw.cursor()
        for hear in self._heard.before_cursor_execute:
            hear(self._connection, cursor, known.sql, given, None, many)
        try:
            (cursor.executemany if many else cursor.execute)(known.sql, given)
        except sqlite3.Error as error:
            self._fail(error, known)
        return cursor, known

    def _by_sqlalchemy(self, statement: Executable, values: Values) -> CursorResult[Any]:
        try:
            return self._connection.execute(statement, values)
        except DBAPIError as error:
            fail(error, self._name)

    def _fail(self, error: sqlite3.Error, known: Prepared) -> NoReturn:
        """As SQLAlchemy tells it: with the statement and without what people wrote."""
        told = DBAPIError.instance(known.sql, None, error, sqlite3.Error, hide_parameters=True)
        fail(told, self._name)


def _sets(values: Values) -> Sequence[Mapping[str, Any]]:
    if values is None or isinstance(values, dict):
        return (values or {},)
    return cast("Sequence[Mapping[str, Any]]", values) or ({},)


def raw_of(connection: Connection) -> Any:
    """The driver's connection."""
    return connection.connection.dbapi_connection
