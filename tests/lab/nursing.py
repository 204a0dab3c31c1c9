"""The laboratory's end of a nursery: start processes, hear what becomes of them, kill them."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import certifi

_ROOT = Path(__file__).parents[2]
_LINE = 1024 * 1024


@dataclass(slots=True)
class Child:
    """A process of the laboratory; ``ended`` is its exit code, negative for a signal.

    ``ids``: the instances that it was.  ``http``: where it listens.
    """

    name: str
    pid: int
    ended: asyncio.Future[int]
    ids: list[int] = field(default_factory=list)
    passes: dict[str, int] = field(default_factory=dict)
    http: str = ""

    @property
    def lives(self) -> bool:
        return not self.ended.done()

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Who has just died by itself is left alone, even if nobody has told us yet."""
        if self.lives:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def stop(self) -> int:
        """Tell it to end; its exit code."""
        self.kill(signal.SIGTERM)
        return await self.ended


class Nursery:
    """Forks processes that have imported everything already: a start costs milliseconds."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process, self.folder = process, folder
        self._names = count(1)
        self._waiting: dict[str, asyncio.Future[Child]] = {}
        self._children: dict[int, Child] = {}
        self._named: dict[str, Child] = {}
        self._ear = asyncio.create_task(self._hear())

    async def start(self, kind: str, **job: Any) -> Child:
        name = f"{kind}{next(self._names)}"
        line = json.dumps({"kind": kind, "name": name, **job}) + "\n"
        self._waiting[name] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode())
        return await self._waiting[name]

    async def _hear(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "started" in told:
                self._started(told["started"], told["pid"])
            elif "ended" in told:
                self._children.pop(told["ended"]).ended.set_result(told["code"])
            elif "born" in told:
                self._named[told["of"]].ids.append(told["born"])
            elif "passes" in told:
                self._named[told["of"]].passes.update(told["passes"])

    def _started(self, name: str, pid: int) -> None:
        child = Child(name, pid, asyncio.get_running_loop().create_future())
        self._children[pid] = self._named[name] = child
        self._waiting.pop(name).set_result(child)

    def log(self, child: Child) -> str:
        path = self.folder / f"{child.name}.log"
        return path.read_text("utf8", errors="replace") if path.exists() else ""

    async def close(self) -> None:
        self._ear.cancel()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


@asynccontextmanager
async def nursery(folder: Path) -> AsyncIterator[Nursery]:
    folder.mkdir(parents=True, exist_ok=True)
    certificates = folder / "certificates.pem"  # one is read faster than all, and none is needed
    certificates.write_text(_first(Path(certifi.where()).read_text("ascii", "ignore")))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.lab.nursery",
        str(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, "SSL_CERT_FILE": str(certificates)},
        limit=_LINE,
    )
    assert process.stdout is not None
    assert json.loads(await process.stdout.readline()) == {"ready": True}
    made = Nursery(process, folder)
    try:
        yield made
    finally:
        await made.close()


def _first(certificates: str) -> str:
    end = "-----END CERTIFICATE-----\n"
    return certificates[certificates.index("-----BEGIN") :].partition(end)[0] + end
