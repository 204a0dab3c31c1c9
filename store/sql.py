"""The one thing that the repositories ask of a database: run this statement."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, Executable, Row, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
"""Bound parameters; a sequence runs the statement for each of them, as one statement."""


class Sql(Protocol):
    """One open transaction.

    Raises ``StoreUnavailable`` and ``Conflict`` as ``store.failures`` tells them apart.
    """

    @abstractmethod
    async def rows(self, statement: Executable, values: Values = None) -> Sequence[AnyRow]:
        """What a SELECT or RETURNING gives."""

    @abstractmethod
    async def count(self, statement: Executable, values: Values = None) -> int:
        """How many rows were written; of many parameter sets together only on SQLite."""


class Lock(Protocol):
    """Something that this process alone holds until it lets go or dies."""

    @abstractmethod
    async def is_held(self) -> bool: ...

    @abstractmethod
    async def release(self) -> None: ...


class Database(Protocol):
    """A database of one kind: transactions, and locks that die with their process.

    ``name`` is how sentences for the operator call it; it holds no password.
    """

    name: str

    @property
    @abstractmethod
    def engines(self) -> Sequence[Engine]:
        """All that statements go through, to listen to them."""

    def exists(self) -> bool:
        """False for a file that is not there yet."""
        return True

    @abstractmethod
    def writing(self) -> AbstractAsyncContextManager[Sql]:
        """A transaction that is committed at the end of the block, or rolled back."""

    @abstractmethod
    def reading(self) -> AbstractAsyncContextManager[Sql]:
        """A transaction that refuses to write and waits for nobody."""

    @abstractmethod
    async def run(self, work: Callable[[Connection], T], *, write: bool) -> T:
        """Schema work on a plain connection, in one transaction; with ``write`` one at a time."""

    @abstractmethod
    async def lock(self, name: str) -> Lock | None:
        """The lock, or None while another holds it."""

    def ring(self, name: str) -> None:
        """Tell the other processes that listen.  Here: there is no way, they look by themselves."""
        return None

    async def listen(self, hear: Callable[[str], None]) -> None:
        """Hear what other processes rang, until cancelled."""
        await asyncio.Event().wait()

    @abstractmethod
    async def enlist(self, id: int) -> Lock:
        """The lock of instance ``id``, which nobody had before."""

    @abstractmethod
    async def dead(self, sql: Sql, ids: Sequence[int]) -> Sequence[int]:
        """Those of the instances whose lock is free: their processes have ended."""

    @abstractmethod
    async def close(self) -> None: ...


class _DoNothing(OnConflictDoNothing):
    inherit_cache = True
    constraint_target = None  # PostgreSQL's compiler looks for it


class _DoUpdate(OnConflictDoUpdate):
    inherit_cache = True
    constraint_target = None


def insert_new(table: Table) -> sqlite.Insert:
    """INSERT … ON CONFLICT DO NOTHING, for both databases."""
    return sqlite.insert(table).ext(_DoNothing())


def upsert(
    table: Table,
    *key: str,
    change: Sequence[str],
    only: Callable[[Any], Any] | None = None,
    made: Callable[[Any], Mapping[str, Any]] | None = None,
) -> sqlite.Insert:
    """INSERT … ON CONFLICT (key) DO UPDATE, for both databases.

    ``change`` names the columns that take the new value; ``only`` makes a condition of the new
    row (``excluded``), ``made`` more columns.
    """
    statement = sqlite.insert(table)
    new = statement.excluded
    return statement.ext(
        _DoUpdate(
            index_elements=key,
            set_={name: new[name] for name in change} | dict(made(new) if made else {}),
            where=None if only is None else only(new),
        )
    )


def refuse_writes(statement: Executable) -> None:
    """A view only reads: anything else is a mistake in our own code."""
    if not statement.is_select:
        raise RuntimeError("a view only reads")
