"""Reads what the office sends in, in a process that may die of it."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Sequence

from bot.model.ledger_file import Sheet
from bot.model.plan import PlanDraft
from bot.ports.reading import DocumentReader

_log = logging.getLogger(__name__)
_PATIENCE = 40.0  # seconds on the wall; the process has 20 of CPU
_LARGEST = 64 * 1024 * 1024  # bytes of what it may say
_KEEPS = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH")


class ApartReader(DocumentReader):
    """Nothing is written to disk, and no secret is in the other process's environment."""

    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        said = await _asked("store.spreadsheet", data)
        if said is None:
            return ()
        return [Sheet(name, tuple(tuple(row) for row in rows)) for name, rows in json.loads(said)]

    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        from store.plan import Register, read_plan  # noqa: PLC0415 - takes a while

        return await asyncio.to_thread(read_plan, data, name=name, register=Register.shipped())


async def _asked(module: str, data: bytes) -> bytes | None:
    """What the module prints about the bytes; None when it died of them or took too long."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEEPS if name in os.environ},
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            said, _ = await process.communicate(data)
    except TimeoutError:
        said = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or len(said) > _LARGEST:
        _log.info("a spreadsheet could not be read (%s)", process.returncode)
        return None
    return said
