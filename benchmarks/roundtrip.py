"""A question over Telegram and back, beside a bare echo bot on the same server.

The echo keeps nothing; ours has committed the event, the change and the answer on the way.
"""

import asyncio
import os
import statistics
import subprocess
import tempfile
import time
from typing import Any

from benchmarks.measure import PYTHON
from benchmarks.report import Figure, figure
from benchmarks.serving import cpu
from benchmarks.telegram import fake_telegram, say
from benchmarks.world import filled

_TOKEN = "1:bench-token"  # noqa: S105 - the fake server's
_TURNS = 60
_CHATS = 60


def run() -> dict[str, Any]:
    """Median and 95th percentile in milliseconds, and CPU milliseconds of the bot a message."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        asyncio.run(filled(url, tasks=106, chats=_CHATS))
        env = {**os.environ, "DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": _TOKEN}
        env["LIAISON_FLOOD"] = "0"  # a few people say everything
        figures: dict[str, Any] = {}
        for name, text in (("echo", "24"), ("mytasks", "/mytasks"), ("update", "24 推进中 一句")):
            with fake_telegram() as base:
                argv = (
                    [PYTHON, "-m", "benchmarks.echo", base, _TOKEN]
                    if name == "echo"
                    else [PYTHON, "-m", "bot", "serve"]
                )
                bot = subprocess.Popen(argv, env={**env, "TELEGRAM_API_BASE": base})
                try:
                    figures[name] = _turns(base, text, bot.pid)
                finally:
                    bot.kill()
                    bot.wait()
    found, echo = list[Figure](), figures["echo"]
    for name in ("mytasks", "update"):
        found += [
            figure(f"p50 ms of {name} to an echo", figures[name]["p50_ms"], echo["p50_ms"]),
            figure(f"CPU ms of {name} to an echo", figures[name]["cpu_ms"], echo["cpu_ms"]),
        ]
    return {"figures": found, "milliseconds": figures}


def _turns(base: str, text: str, pid: int) -> dict[str, float]:
    """One chat after the other, so that no limit of one chat is met."""
    say(base, 1000, text)  # the first one waits for the bot to start
    before, times = cpu(pid), []
    for turn in range(_TURNS):
        times.append(say(base, 1001 + turn % _CHATS, text) * 1000)
        time.sleep(0.04)  # stay below the platform's overall rate
    times.sort()
    return {
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "cpu_ms": round((cpu(pid) - before) / _TURNS * 1000, 2),
    }
