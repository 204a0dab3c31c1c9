"""B9: what it costs to start, beside a process that imports the whole serving stack."""

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import PYTHON, processes
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
    figures["ratios"] = {
        "serve_to_eager_cpu": round(figures["serve_telegram"]["cpu_s"] / eager, 2),
        "ask_to_eager_cpu": round(figures["ask"]["cpu_s"] / eager, 2),
    }
    figures["targets"] = {"help_cpu_s": 0.15, "serve_to_eager_cpu": 0.65, "serve_mib": 75}
    return figures


def _idle(env: dict[str, str]) -> dict[str, float]:
    """An idle server's CPU since start and its resident memory, read from the kernel."""
    with fake_telegram() as base:
        env = {**env, "TELEGRAM_BOT_TOKEN": "1:bench-token", "TELEGRAM_API_BASE": base}
        server = subprocess.Popen([PYTHON, "-m", "bot", "serve"], env=env)
        try:
            time.sleep(_SETTLE)
            status = Path(f"/proc/{server.pid}/status").read_text()
            fields = Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks = os.sysconf("SC_CLK_TCK")
            resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
            return {
                "cpu_s": round((int(fields[11]) + int(fields[12])) / ticks, 3),
                "resident_mib": round(int(resident.split()[1]) / 1024, 1),
            }
        finally:
            server.terminate()
            server.wait()
