"""B1: one webhook update to its committed acknowledgement: CPU of the server a request.

Beside a bare Starlette that echoes, and python-telegram-bot's own webhook, which acknowledges
what is only in memory.
"""

import http.client
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.outbox import TOKEN
from benchmarks.report import figure, median, percentile, size
from benchmarks.serving import cpu, ending, serving
from benchmarks.telegram import fake_telegram, free_port

_ROUNDS = 5
_REQUESTS = size(200, 2_000)
_SECRET = "bench-secret"  # noqa: S105
_PATH = "/telegram/webhook"

Target = tuple[int, int]
"""Port and process id."""


def run() -> dict[str, Any]:
    """CPU microseconds a request, medians of interleaved rounds."""
    with databases.both() as urls, fake_telegram() as base, ExitStack() as stack:
        targets: dict[str, Target] = {
            "starlette": stack.enter_context(_bare("starlette", base)),
            "ptb": stack.enter_context(_bare("ptb", base)),
        }
        targets |= {name: stack.enter_context(_ours(url, base)) for name, url in urls.items()}
        taken = _interleaved(targets)
    return {"figures": _figures({name: one["cpu_us"] for name, one in taken.items()}), **taken}


def _figures(us: Mapping[str, float]) -> list[dict[str, Any]]:
    found = []
    for name in ("sqlite", "postgresql"):
        found += [
            figure(f"CPU us a request, {name}, to Starlette", us[name], us["starlette"], at_most=3),
            figure(f"CPU us a request, {name}, to PTB's webhook", us[name], us["ptb"], at_most=0.6),
        ]
    return found


@contextmanager
def _bare(name: str, base: str) -> Iterator[Target]:
    port = free_port()
    argv = [PYTHON, "-m", "benchmarks.webhooks", name, str(port), base, TOKEN, _SECRET]
    with ending(subprocess.Popen(argv)) as process:
        yield _ready(port), process.pid


@contextmanager
def _ours(url: str, base: str) -> Iterator[Target]:
    """Only ``ingress``: the answering is not measured here."""
    port = free_port()
    env = {
        "LIAISON_HTTP": f"127.0.0.1:{port}",
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": _SECRET,
    }
    with serving(url, base, "--role", "ingress", **env) as process:
        yield _ready(port), process.pid


def _ready(port: int) -> int:
    for _ in range(400):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return port
    raise RuntimeError(f"nobody listens on {port}")


def _interleaved(targets: Mapping[str, Target]) -> dict[str, dict[str, float]]:
    seen: dict[str, list[float]] = {name: [] for name in targets}
    waits: dict[str, list[float]] = {name: [] for name in targets}
    posts = {name: _poster(port) for name, (port, _) in targets.items()}
    number = os.getpid() * 1_000_000
    for turn in range(_ROUNDS + 1):
        for name, (_, pid) in targets.items():
            begun, times = cpu(pid), []
            for _ in range(_REQUESTS):
                number += 1
                start = time.perf_counter()
                posts[name](number)
                times.append(time.perf_counter() - start)
            if turn:
                seen[name].append((cpu(pid) - begun) / _REQUESTS * 1e6)
                waits[name] += times
    return {
        name: {
            "cpu_us": round(median(values), 1),
            "p50_ms": round(median(waits[name]) * 1000, 2),
            "p99_ms": round(percentile(waits[name], 0.99) * 1000, 2),
        }
        for name, values in seen.items()
    }


def _poster(port: int) -> Callable[[int], None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": _SECRET}
    who = {"id": 7, "is_bot": False, "first_name": "L"}

    def post(number: int) -> None:
        message = {
            "message_id": number,
            "date": 1570759200,
            "text": "24 推进中 一句",
            "from": who,
            "chat": {"id": 7, "type": "private", "first_name": "L"},
        }
        body = json.dumps({"update_id": number, "message": message})
        connection.request("POST", _PATH, body.encode(), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{port} answered {answer.status}")

    return post
