"""Starts a fake platform as a process, and ends it with the test: both ends of the pipe.

    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        ...  # telegram.base is what TELEGRAM_API_BASE has to be

The child takes a free port, says so on its standard output, and ends when its standard input
does: however the test dies, nothing stays behind.
"""

import asyncio
import hashlib
import json
import logging
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Fake:
    """A running fake.  Its ledger is what the platform has really accepted."""

    process: subprocess.Popen[str]
    port: int
    ledger: Path

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def control(self, path: str, value: Any = None, *, patience: float = 10) -> Any:
        """POST ``value`` as JSON to one of the fake's own addresses; what it answers in time."""
        body = json.dumps(value).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self.base + path, body, headers)  # noqa: S310
        with urllib.request.urlopen(asked, timeout=patience) as answer:  # noqa: S310
            return json.load(answer)

    async def called(self, method: str, *, count: int = 1, **fields: Any) -> None:
        """Return once ``count`` calls of ``method`` had these fields; not of the emulator."""
        asked = {"method": method, "fields": fields, "count": count}
        await asyncio.to_thread(self.control, "/await", asked)

    def lay(self, name: str, content: bytes) -> str:
        """Where a platform's own host gives these bytes away: Slack's and WeCom's fakes do."""
        return f"{self.base}/kept/{Path(kept(self.ledger, content)).name}/{quote(name)}"

    def accepted(self, *methods: str) -> list[dict[str, Any]]:
        """The lines of the ledger in order, of these methods or of all."""
        lines = map(json.loads, self.ledger.read_text("utf8").splitlines())
        return [line for line in lines if not methods or line["method"] in methods]


def kept(ledger: Path, content: bytes) -> str:
    """The path of a file beside the ledger that holds these bytes; lines of the ledger name it."""
    folder = ledger.with_suffix(".files")
    folder.mkdir(exist_ok=True)
    path = folder / hashlib.sha256(content).hexdigest()
    path.write_bytes(content)
    return str(path)


def giving(app: web.Application, ledger: Path) -> None:
    """Have the fake give away what is kept beside its ledger."""

    async def get(request: web.Request) -> web.StreamResponse:
        path = ledger.with_suffix(".files") / request.match_info["name"]
        named = f"attachment; filename*=UTF-8''{quote(request.match_info['called'])}"
        return web.Response(
            body=path.read_bytes(),
            content_type="application/octet-stream",
            headers={"Content-Disposition": named},
        )

    app.router.add_get("/kept/{name:[0-9a-f]{64}}/{called}", get)


@contextmanager
def running(module: str, ledger: Path, *arguments: str) -> Iterator[Fake]:
    """The fake of this name in this folder, ready to be called."""
    ledger.touch()
    command = [sys.executable, "-m", f"tests.fakes.{module}", str(ledger), *arguments]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline()
            assert port, f"{module} did not start"
            yield Fake(process, int(port), ledger)
        finally:
            process.kill()


def serve(app: web.Application) -> None:
    """The child's end: serve ``app`` until standard input ends."""

    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # callers die, that is normal

    async def until_told() -> None:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        sys.stdout.write(f"{runner.addresses[0][1]}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)

    asyncio.run(until_told())
