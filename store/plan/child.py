"""The process that reads one untrusted document: ``python -m store.plan.child``.

On standard input a line of JSON (what to read and how), then the file's bytes, then nothing: the
pipe stays open as long as the parent lives.  On standard output one JSON object.
"""

import gc
import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

CPU_SECONDS = 20
MEMORY = 512 * 1024 * 1024
"""Address space in bytes, where the system can limit it (macOS cannot)."""

OUT_OF_MEMORY = 77
"""Exit status of a child whose memory did not suffice."""

_GARBAGE = 200_000  # objects; one document leaves little
_STACK = 256 * 1024


def main() -> None:
    """Read the request, the document, and answer."""
    _limit()
    gc.set_threshold(_GARBAGE)
    source, answer = sys.stdin.buffer, os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints spoils nothing
    request = json.loads(source.readline())
    data = source.read(request["size"])
    if len(data) != request["size"]:
        sys.exit(1)
    _die_with_parent(source)
    try:
        result = json.dumps(_read(data, request), default=str, ensure_ascii=False).encode()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    with os.fdopen(answer, "wb") as out:
        out.write(result)
    os._exit(0)


def _limit() -> None:
    """Time, memory, files; each where the system knows it."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):
            continue


def _die_with_parent(source: BinaryIO) -> None:
    """The end of standard input means that the parent has died or has enough."""

    def watch() -> None:
        source.read(1)
        os._exit(1)

    threading.stack_size(_STACK)
    threading.Thread(target=watch, daemon=True).start()


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    """A reader opens no connection, starts no program and writes no file."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[0], str | bytes) and arguments[2] & _WRITING:
        raise PermissionError(event)


_FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove"),
    *("os.rename", "os.mkdir", "os.rmdir", "shutil.", "urllib.", "ftplib.", "http.client."),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _read(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    sys.addaudithook(_refuse_the_world)
    kinds: dict[str, Callable[[bytes, dict[str, Any]], dict[str, Any]]] = {
        "plan": _plan,
        "sheets": _sheets,
    }
    return kinds[request["kind"]](data, request)


def _plan(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    from datetime import date  # noqa: PLC0415 - the limits come first

    from store.plan.read import read_plan  # noqa: PLC0415
    from store.plan.register import Register  # noqa: PLC0415

    days = {
        name: date.fromisoformat(request[name]) if request[name] else None
        for name in ("starts", "ends", "issued_on")
    }
    register = Register(request["register"])
    draft = read_plan(data, name=request["name"], register=register, title=request["title"], **days)
    return asdict(draft)


def _sheets(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    from store.spreadsheet import sheets_of  # noqa: PLC0415 - the limits come first

    return {"sheets": sheets_of(data)}


if __name__ == "__main__":
    main()
