"""Starts the fast Telegram server as a process, and talks to the bot through it."""

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.measure import PYTHON


@contextmanager
def fake_telegram() -> Iterator[str]:
    """The server as a process of its own on a free port; its base address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([PYTHON, "-m", "benchmarks.fake", str(port)])
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
    body = json.dumps({"chat": chat, "text": text}).encode()
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{base}/say", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=40) as answer:  # noqa: S310
        seconds: float = json.load(answer)["seconds"]
    return seconds
