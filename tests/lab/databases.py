"""Databases for one run each, copies of one that is prepared; and looks at them from outside."""

import asyncio
import os
import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url

from store import SqlStore, open_store, schema
from tests import postgres
from tests.lab import load

Rows = Sequence[Sequence[Any]]
_names = count(1)


class Databases(ABC):
    """Makes them; ``prepared`` has the plan and its people, ``old`` is a version behind."""

    half = 0
    """Which of the crash points a slice takes: the two kinds share them."""

    @abstractmethod
    async def copy(self, of: str = "prepared") -> str:
        """The URL of a new one, a copy of what is kept under this name, or ``empty``."""

    @abstractmethod
    async def drop(self, url: str) -> None: ...

    @abstractmethod
    async def ask(self, url: str, question: str) -> Rows:
        """One SELECT, past the product."""

    @abstractmethod
    async def released(self, url: str) -> None:
        """Return once no dead process holds a lock: a server notices a death a moment later."""

    @abstractmethod
    def empty(self) -> str: ...

    async def prepare(self) -> None:
        """Make what is copied."""
        self._kept = {"prepared": self.empty(), "old": self.empty()}
        await self.make(self._kept["prepared"])
        await self.make(self._kept["old"])
        store = await open_store(self._kept["prepared"])
        await load.prepare(store)
        await store.close()
        for revision in ("head", schema.REVISIONS[-2]):
            await schema.migrate(self._kept["old"], revision)

    async def keep(self, name: str, work: Callable[[SqlStore], Awaitable[None]]) -> None:
        """Another one to copy: ``prepared`` after ``work``."""
        self._kept[name] = await self.copy()
        store = await open_store(self._kept[name])
        await work(store)
        await store.close()

    async def clear(self) -> None:
        """Drop what was copied."""
        for url in self._kept.values():
            await self.drop(url)

    @abstractmethod
    async def make(self, url: str) -> None:
        """Create what is not there by itself."""


class Files(Databases):
    """SQLite."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def make(self, url: str) -> None:
        """Who opens a file makes it."""

    async def released(self, url: str) -> None:
        """The kernel is done with the dead before anybody hears of it."""

    def empty(self) -> str:
        return f"sqlite:///{self._folder}/liaison{next(_names)}.db"

    async def copy(self, of: str = "prepared") -> str:
        url = self.empty()
        if of != "empty":
            shutil.copy(_path(self._kept[of]), _path(url))
        return url

    async def drop(self, url: str) -> None:
        path = _path(url)
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()

    async def ask(self, url: str, question: str) -> Rows:
        connection = sqlite3.connect(_path(url), timeout=10)
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()


class Server(Databases):
    """PostgreSQL."""

    half = 1

    def __init__(self, url: URL, cluster: postgres.Cluster | None = None) -> None:
        self._url, self.cluster = url, cluster
        self._open: dict[str, Any] = {}
        self._turn = asyncio.Lock()

    def empty(self) -> str:
        name = f"liaison_lab_{os.getpid()}_{next(_names)}"
        return self._url.set(database=name).render_as_string(hide_password=False)

    async def make(self, url: str, template: str = "template1") -> None:
        name = make_url(url).database
        await postgres.execute(self._url, f"CREATE DATABASE {name} TEMPLATE {template}")

    async def copy(self, of: str = "prepared") -> str:
        url = self.empty()
        template = make_url(self._kept[of]).database if of in self._kept else "template1"
        await self.make(url, str(template))
        return url

    async def drop(self, url: str) -> None:
        name = make_url(url).database
        if (connection := self._open.pop(url, None)) is not None:
            connection.terminate()
        await postgres.execute(self._url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    async def ask(self, url: str, question: str) -> Rows:
        """Over a connection that is kept."""
        async with self._turn:
            connection = self._open.get(url)
            if connection is None or connection.is_closed():
                connection = self._open[url] = await self._connect(url)
            return [tuple(row) for row in await connection.fetch(question)]

    async def _connect(self, url: str) -> Any:
        import asyncpg  # noqa: PLC0415 - the extra may not be installed

        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return await asyncpg.connect(plain, timeout=10)

    async def released(self, url: str) -> None:
        held = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        while (await self.ask(url, f"{held} AND application_name LIKE 'liaison%'"))[0][0]:
            await asyncio.sleep(0.01)


def _path(url: str) -> Path:
    return Path(str(make_url(url).database))


@dataclass(frozen=True, slots=True)
class Place:
    """A database of one run."""

    databases: Databases
    url: str

    async def ask(self, question: str) -> Rows:
        return await self.databases.ask(self.url, question)

    async def released(self) -> None:
        await self.databases.released(self.url)


@asynccontextmanager
async def place(databases: Databases, of: str = "prepared") -> AsyncIterator[Place]:
    url = await databases.copy(of)
    try:
        yield Place(databases, url)
    finally:
        await databases.drop(url)


@asynccontextmanager
async def databases(kind: str, folder: Path) -> AsyncIterator[Databases]:
    """Of this kind, prepared.

    ``stoppable`` is a PostgreSQL of our own, ``durable`` one that would outlive the machine too.

    Raises ``tests.postgres.NoServer``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        made: Databases = Files(folder)
        if kind == "postgresql":
            made = Server(await asyncio.to_thread(stack.enter_context, postgres.server()))
        if kind in ("stoppable", "durable"):
            cluster = postgres.cluster(durable=kind == "durable")
            own = await asyncio.to_thread(stack.enter_context, cluster)
            made = Server(own.url, own)
        await made.prepare()
        try:
            yield made
        finally:
            await made.clear()
