"""``python -m tests.lab.nursery FOLDER``: a process that has imported everything, and forks.

Standard input: one job a line, {"kind", "name", ...} for ``tests.lab.worker``.  Standard output:
{"ready": true}, then {"started": name, "pid"}, {"ended": pid, "code"} and what the children say.
A child's log is FOLDER/name.log.  All die with their parents.
"""

import asyncio
import ctypes
import gc
import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

from tests.lab import worker

_DIE_WITH_PARENT = 1


def say(what: dict[str, Any]) -> None:
    """One write: lines of several processes do not mix."""
    os.write(1, json.dumps(what).encode() + b"\n")


def main(folder: Path) -> None:
    worker.load()
    gc.collect()
    gc.freeze()
    noticed, notice = os.pipe()
    os.set_blocking(notice, False)
    signal.set_wakeup_fd(notice, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    say({"ready": True})
    children, rest = set[int](), b""
    while True:
        ready, _, _ = select.select([0, noticed], [], [])
        if noticed in ready:
            os.read(noticed, 4096)
            children -= buried()
        if 0 in ready:
            read = os.read(0, 65536)
            if not read:
                break
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                children.add(born(json.loads(line), folder))
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def buried() -> set[int]:
    gone = set[int]()
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return gone
        if pid == 0:
            return gone
        gone.add(pid)
        say({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def born(job: dict[str, Any], folder: Path) -> int:
    pid = os.fork()
    if pid:
        say({"started": job["name"], "pid": pid})
        return pid
    live(job, folder)


def live(job: dict[str, Any], folder: Path) -> NoReturn:
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        log = os.open(folder / f"{job['name']}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        asyncio.run(worker.work(job, say))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
