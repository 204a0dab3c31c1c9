"""Each test of the store runs on SQLite and on a real PostgreSQL, where one is to be had."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

from store import SqlStore, open_store
from tests import postgres
from tests.renewed import Renewed
from tests.store.world import NOW


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """Skips without PostgreSQL; in CI that is a failure."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres.server())
        except postgres.NoServer as reason:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(reason))
        yield url


@pytest.fixture(scope="session")
def filled(server: URL) -> Iterator[str]:
    """A database with the schema, to copy: quicker than to set up one for each test."""
    with postgres.database(server) as url:
        asyncio.run(_set_up(url))
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def renewed(server: URL, filled: str) -> Iterator[Renewed]:
    """A copy of it for one test after the other."""
    with closing(Renewed(server, filled)) as made:
        yield made


async def _set_up(url: str) -> None:
    await (await open_store(url)).close()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database in which nothing is yet."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/liaison.db"
        return
    with postgres.database(request.getfixturevalue("server")) as url:
        yield url


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on SQLite."""
    path = tmp_path_factory.mktemp("filled") / "liaison.db"
    asyncio.run(_set_up(f"sqlite:///{path}"))
    return path


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database that is set up already."""
    if kind == "sqlite":
        path = tmp_path / "liaison.db"
        shutil.copyfile(request.getfixturevalue("filled_file"), path)
        yield f"sqlite:///{path}"
        return
    renewed: Renewed = request.getfixturevalue("renewed")
    yield renewed.url
    renewed.put_back()


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(url)
    await opened.enlist(at=NOW)
    yield opened
    await opened.close()
