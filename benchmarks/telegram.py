"""Starts the fast Telegram server as a process, and talks to the bot through it."""

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.measure import PYTHON


@dataclass(frozen=True, slots=True)
class Send:
    """A sendMessage as the server saw it; ``at`` in seconds since 1970."""

    at: float
    chat: str
    text: str
    accepted: bool


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def fake_telegram(limit: int = 0) -> Iterator[str]:
    """The server as a process of its own on a free port; its base address.

    ``limit``: messages it takes in any second, strictly; 0: any number.
    """
    port = free_port()
    server = subprocess.Popen([PYTHON, "-m", "benchmarks.fake", str(port), str(limit)])
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{base}/bot/getMe", timeout=1).read()  # noqa: S310
                break
            except OSError:
                time.sleep(0.05)
        yield base
    finally:
        server.terminate()
        server.wait()


def say(base: str, chat: int, text: str) -> float:
    """Seconds from the update being there to the reply having arrived."""
    seconds: float = _post(f"{base}/say", {"chat": chat, "text": text}, patience=40)["seconds"]
    return seconds


def sends(base: str) -> list[Send]:
    """All that were tried, in order."""
    return [Send(*row) for row in _post(f"{base}/sends", {})]


def accepted(base: str) -> int:
    """How many messages the server has taken."""
    count: int = _post(f"{base}/accepted", {})
    return count


def wait_for(base: str, count: int, *, patience: float) -> bool:
    """Return when ``count`` messages have been taken; false after ``patience`` seconds."""
    until = time.monotonic() + patience
    while accepted(base) < count:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _post(address: str, value: object, *, patience: float = 10) -> Any:
    asked = urllib.request.Request(  # noqa: S310 - our own server
        address, json.dumps(value).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=patience) as answer:  # noqa: S310
        return json.load(answer)
