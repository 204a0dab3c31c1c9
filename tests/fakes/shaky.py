"""A database whose COMMIT goes wrong as PostgreSQL's can."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from store.failures import fail
from store.sqlite import Sqlite

T = TypeVar("T")
LOST = "08006"
"""The connection broke: nobody knows whether the transaction was committed.  Here it was."""
AGAIN = "40001"
"""It was not, and may be run again."""
OK = ""


class _Told(Exception):
    sqlstate = ""


def told(sqlstate: str) -> DBAPIError:
    """What SQLAlchemy would raise for an error of PostgreSQL's driver."""
    error = _Told()
    error.sqlstate = sqlstate
    return DBAPIError(None, None, error)


class ShakySqlite(Sqlite):
    """The next COMMITs are answered with ``troubles``, those after them as usual."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.troubles = deque[str]()

    async def _aside(self, work: Callable[[], T]) -> T:
        if not self.troubles or getattr(work, "__func__", None) is not Connection.commit:
            return await super()._aside(work)
        trouble = self.troubles.popleft()
        if trouble == OK:
            return await super()._aside(work)
        if trouble == LOST:
            await super()._aside(work)
        fail(told(trouble), self.name)
