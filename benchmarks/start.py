"""B9: what it costs to start, beside a process that imports the whole serving stack."""

import os
import subprocess
import tempfile
import time
from typing import Any

from benchmarks.measure import PYTHON, processes
from benchmarks.report import figure
from benchmarks.serving import cpu, resident
from benchmarks.telegram import fake_telegram

_EAGER = (
    "import telegram, telegram.ext, sqlmodel, sqlalchemy.ext.asyncio, alembic.command, "
    "babel.messages.pofile, starlette.applications, uvicorn, httpx, pydantic_settings, rapidfuzz"
)
_SETTLE = 4.0  # seconds until an idle process has done all it does at start


def run() -> dict[str, Any]:
    """CPU seconds and peak memory: ``--help``, ``ask``, an idle ``serve`` with Telegram."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/bench.db"}
        env.pop("TELEGRAM_BOT_TOKEN", None)
        liaison = [PYTHON, "-m", "bot"]
        commands = {
            "help": [*liaison, "--help"],
            "ask": [*liaison, "ask", "--as", "科技部", "/help"],
            "eager_imports": [PYTHON, "-c", _EAGER],
        }
        figures: dict[str, Any] = processes(commands, env)
        figures["serve_telegram"] = _idle(env)
    eager = figures["eager_imports"]["cpu_s"]
    serve = figures["serve_telegram"]
    found = [
        figure("CPU s of --help", figures["help"]["cpu_s"], at_most=0.15),
        figure("CPU s of ask to eager imports", figures["ask"]["cpu_s"], eager),
        figure("CPU s of an idle serve to eager imports", serve["cpu_s"], eager, at_most=0.65),
        figure("MiB of an idle serve", serve["resident_mib"], at_most=75),
    ]
    return {"figures": found, "processes": figures}


def _idle(env: dict[str, str]) -> dict[str, float]:
    """An idle server's CPU since start and its resident memory, read from the kernel."""
    with fake_telegram() as base:
        env = {**env, "TELEGRAM_BOT_TOKEN": "1:bench-token", "TELEGRAM_API_BASE": base}
        server = subprocess.Popen([PYTHON, "-m", "bot", "serve"], env=env)
        try:
            time.sleep(_SETTLE)
            return {
                "cpu_s": round(cpu(server.pid), 3),
                "resident_mib": round(resident(server.pid), 1),
            }
        finally:
            server.terminate()
            server.wait()
