"""Documents that anybody sent are read in a process of their own, within limits.

A fresh interpreter without the settings of this one; whatever becomes of it is a refusal.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.model.plan import PlanDraft
from store.plan.child import CPU_SECONDS, OUT_OF_MEMORY
from store.plan.refusal import Refusal, malformed, too_large
from store.plan.register import Register
from store.plan.source import MAX_BYTES
from store.plan.wire import Nonsense, draft_from_json

PATIENCE = 60.0
"""Seconds; a busy machine may need longer than the child's own limit of processor time."""

_MOST = 96 * 1024 * 1024  # bytes of an answer
_COMPLAINT = 8192  # bytes of standard error that are looked at
_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


async def read_plan_safely(
    data: bytes,
    *,
    name: str,
    register: Register,
    title: str | None = None,
    starts: date | None = None,
    ends: date | None = None,
    issued_on: date | None = None,
) -> PlanDraft:
    """As ``read_plan``, in a child process; the event loop goes on.  Nothing is raised."""
    digest = sha256(data).hexdigest()
    request = {
        "kind": "plan",
        "name": name,
        "register": register.content,
        "title": title,
        "starts": starts and starts.isoformat(),
        "ends": ends and ends.isoformat(),
        "issued_on": issued_on and issued_on.isoformat(),
    }
    try:
        answer = await _ask(data, request)
        return await asyncio.to_thread(draft_from_json, answer, sha256=digest, name=name)
    except Refusal as refusal:
        refused = refusal
    except Nonsense:
        refused = _broken()
    return PlanDraft(
        sha256=digest,
        name=name,
        issued_on=issued_on,
        refused=refused.code,
        refusal=refused.sentence,
    )


async def read_sheets_safely(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The pages of a spreadsheet with every row; none where it is none or cannot be read."""
    try:
        answer = await _ask(data, {"kind": "sheets"})
        pages = await asyncio.to_thread(json.loads, answer)
    except (Refusal, ValueError):
        return []
    return [(name, rows) for name, rows in pages["sheets"]]


def _broken() -> Refusal:
    return malformed("文件无法解析")


async def _ask(data: bytes, request: Mapping[str, Any]) -> bytes:
    """The child's answer.  Raises ``Refusal`` for a child that died or took too long."""
    if len(data) > MAX_BYTES:
        raise too_large("文件超过 10 MiB")
    head = json.dumps({**request, "size": len(data)}, ensure_ascii=True).encode() + b"\n"
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-s", "-m", "store.plan.child"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(),
    )
    try:
        async with asyncio.timeout(PATIENCE):
            answer, complaint = await _talk(child, head + data)
            status = await child.wait()
    except TimeoutError:
        raise too_large(f"解析超过 {CPU_SECONDS} 秒") from None
    finally:
        await _end(child)
    if status == 0 and answer:
        return answer
    raise _why(status, complaint)


async def _talk(child: asyncio.subprocess.Process, sent: bytes) -> tuple[bytes, bytes]:
    """Send and listen at once; standard input stays open: its end would end the child."""
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    listening = asyncio.create_task(_all(child.stdout, _MOST))
    complaining = asyncio.create_task(_all(child.stderr, _COMPLAINT, keep_reading=True))
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            child.stdin.write(sent)
            await child.stdin.drain()
        return await listening, await complaining
    finally:
        for task in (listening, complaining):
            task.cancel()


async def _all(stream: asyncio.StreamReader, most: int, *, keep_reading: bool = False) -> bytes:
    parts, size = [], 0
    while part := await stream.read(1 << 16):
        size += len(part)
        if size <= most:
            parts.append(part)
        elif not keep_reading:
            raise too_large("解析结果过大")
    return b"".join(parts)


async def _end(child: asyncio.subprocess.Process) -> None:
    """Whatever happened, no child is left."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    if child.stdin is not None:
        child.stdin.close()


def _why(status: int, complaint: bytes) -> Refusal:
    """What a dead child died of."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return too_large(f"解析超过 {CPU_SECONDS} 秒")
    if status == OUT_OF_MEMORY or b"memory" in complaint.lower():
        return too_large("解析需要的内存过多")
    return _broken()


def _environment() -> dict[str, str]:
    """No settings, no secrets; the same packages as here."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    paths = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "MALLOC_ARENA_MAX": "1",
    }
