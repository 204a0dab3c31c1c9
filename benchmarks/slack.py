"""Slack over HTTP: from a signed slash command to its acknowledgement, which is committed first.

Beside Bolt's own app, which echoes before it responds and keeps nothing: CPU a request, one after
the other; and 1,000 commands in ten seconds, whoever is still waiting.
"""

import asyncio
import hmac
import itertools
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import aiohttp

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.report import figure, median, percentile, size
from benchmarks.serving import cpu, ending, serving
from benchmarks.slack_yardsticks import SECRET
from benchmarks.telegram import free_port

_ROUNDS = 5
_REQUESTS = size(200, 2_000)
_COMMANDS, _SECONDS = 1_000, 10.0
_PATH = "/slack/events"
_numbers = itertools.count(time.time_ns())

Target = tuple[int, int]
"""Port and process id."""


def run() -> dict[str, Any]:
    """CPU microseconds a request, and milliseconds until the acknowledgement."""
    with databases.both() as urls, ExitStack() as stack:
        base = stack.enter_context(process("fake"))
        targets = {"bolt": stack.enter_context(_bolt(base))}
        for name, url in urls.items():
            targets[name] = stack.enter_context(_ours(url, base))
            taking = _ours(url, base, "--role", "ingress")
            targets[f"{name}, ingress"] = stack.enter_context(taking)
        taken = asyncio.run(_measured(targets))
    return {"figures": _figures(taken), **taken}


def _figures(taken: Mapping[str, Mapping[str, float]]) -> list[dict[str, Any]]:
    found, bolt = [], taken["bolt"]
    for name in ("sqlite", "postgresql"):
        ours, cpu_us = taken[name], taken[f"{name}, ingress"]["cpu_us"]
        found += [
            figure(f"CPU us a command, {name}, to Bolt", cpu_us, bolt["cpu_us"], at_most=1.2),
            figure(f"ack p99 ms, 1,000 in 10 s, {name}", ours["p99_ms"], at_most=500),
            figure(f"ack p50 ms, 1,000 in 10 s, {name}, to Bolt", ours["p50_ms"], bolt["p50_ms"]),
        ]
    return found


async def _measured(targets: Mapping[str, Target]) -> dict[str, dict[str, float]]:
    taken: dict[str, dict[str, float]] = {}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        used = await _one_by_one(session, targets)
        for name, (port, _) in targets.items():
            waits = await _all_at_once(session, port)
            taken[name] = {
                "cpu_us": round(median(used[name]), 1),
                "p50_ms": round(median(waits) * 1000, 2),
                "p99_ms": round(percentile(waits, 0.99) * 1000, 2),
                "slowest_ms": round(max(waits) * 1000, 2),
            }
    return taken


async def _one_by_one(
    session: aiohttp.ClientSession, targets: Mapping[str, Target]
) -> dict[str, list[float]]:
    """CPU microseconds a request, of interleaved rounds; the first warms up."""
    used: dict[str, list[float]] = {name: [] for name in targets}
    for turn in range(_ROUNDS + 1):
        for name, (port, pid) in targets.items():
            begun = cpu(pid)
            for _ in range(_REQUESTS):
                await _command(session, port)
            if turn:
                used[name].append((cpu(pid) - begun) / _REQUESTS * 1e6)
    return used


async def _all_at_once(session: aiohttp.ClientSession, port: int) -> list[float]:
    """Seconds each of 1,000 waited for its acknowledgement, begun at an even pace."""
    loop, waiting = asyncio.get_running_loop(), []
    begun = loop.time()
    for n in range(_COMMANDS):
        await asyncio.sleep(max(0.0, begun + n * _SECONDS / _COMMANDS - loop.time()))
        waiting.append(asyncio.create_task(_command(session, port)))
    return list(await asyncio.gather(*waiting))


async def _command(session: aiohttp.ClientSession, port: int) -> float:
    number = next(_numbers)
    fields = {
        "command": "/liaison",
        "text": "我的任务",
        "team_id": "T1",
        "api_app_id": "A1",
        "user_id": f"U{number % 997}",
        "channel_id": "D1",
        "channel_name": "directmessage",
        "trigger_id": f"{number}.1.x",
    }
    body, moment = urlencode(fields).encode(), str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{moment}:".encode() + body, sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={signed}",
    }
    begun = time.perf_counter()
    url = f"http://127.0.0.1:{port}{_PATH}"
    async with session.post(url, data=body, headers=headers) as response:
        await response.read()
        if response.status != 200:
            raise RuntimeError(f"{port} answered {response.status}")
    return time.perf_counter() - begun


@contextmanager
def process(name: str, *more: str) -> Iterator[str]:
    port = free_port()
    argv = [PYTHON, "-m", "benchmarks.slack_yardsticks", name, str(port), *more]
    with ending(subprocess.Popen(argv)):
        _ready(port)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _bolt(base: str) -> Iterator[Target]:
    port = free_port()
    argv = [PYTHON, "-m", "benchmarks.slack_yardsticks", "bolt", str(port), base]
    with ending(subprocess.Popen(argv)) as process:
        yield _ready(port), process.pid


@contextmanager
def _ours(url: str, base: str, *roles: str) -> Iterator[Target]:
    """By default all roles: the answers are made and sent meanwhile."""
    port = free_port()
    env = {
        "LIAISON_HTTP": f"127.0.0.1:{port}",
        "TELEGRAM_BOT_TOKEN": "",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_MODE": "http",
        "SLACK_API_BASE": f"{base}/api",
    }
    with serving(url, base, *roles, **env) as process:
        yield _ready(port), process.pid


def _ready(port: int) -> int:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)
        except urllib.error.HTTPError:
            return port
        except OSError:
            time.sleep(0.05)
        else:
            return port
    raise RuntimeError(f"nobody listens on {port}")
