"""``liaison serve`` as a process, and what the kernel knows about a process."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.outbox import TOKEN

_CPU_CLOCK = 2  # of a process, in clock_gettime's numbering


def start(url: str, base: str, *options: str, **env: str) -> subprocess.Popen[bytes]:
    """A bot against the server at ``base``; not yet ready."""
    given = {
        "DATABASE_URL": url,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": base,
        "LIAISON_LOG": "error",
        "LIAISON_FLOOD": "0",
    }
    argv = [sys.executable, "-m", "bot", "serve", *options]
    return subprocess.Popen(argv, env={**os.environ, **given, **env})


@contextmanager
def serving(url: str, base: str, *options: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """A running bot, ended afterwards."""
    with ending(start(url, base, *options, **env)) as process:
        yield process


@contextmanager
def ending(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The process, killed afterwards."""
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    return time.clock_gettime((~pid << 3) | _CPU_CLOCK)


def resident(pid: int) -> float:
    """MiB of memory that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(found.split()[1]) / 1024
