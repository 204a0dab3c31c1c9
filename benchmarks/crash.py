"""B5: workers killed with kill -9 every 1.6 seconds in which something is sent.

The platform's own list says what arrived.

Two delivery processes of ours, and two procrastinate workers: as they come, and with a reaper of
our making that returns what a dead worker held.
"""

import signal
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.outbox import fill
from benchmarks.report import Figure, figure, size
from benchmarks.serving import start
from benchmarks.telegram import Send, accepted, fake_telegram, sends

_COUNT = size(300, 1_500)
_CHATS = _COUNT // 5
_EVERY = 1.6
_WORKERS = 2
_START = 10.0  # seconds for the first workers to start
_QUIET = 12.0  # seconds without a message, after which nothing more is expected
_AGAIN = "（可能重复）"

Begin = Callable[[], "subprocess.Popen[bytes]"]


def run() -> dict[str, Any]:
    """What was lost, sent again and out of order, and how often somebody was killed."""
    figures: list[Figure] = []
    with databases.both() as urls:
        for name, url in urls.items():
            fill(url, _COUNT, batch=name, chats=_CHATS)
            with fake_telegram() as base:
                begin = _delivery(url, base)
                kills = _chaos(base, begin)
                figures += _ours(name, _judged(sends(base), name), kills)
        for reaper in ("", "reaper"):
            name = "procrastinate with reaper" if reaper else "procrastinate"
            with fake_telegram() as base:
                argv = [PYTHON, "-m", "benchmarks.crash_worker", urls["postgresql"], base, reaper]
                batch = f"p{reaper}"
                put = [*argv[:-1], f"put {batch} {_COUNT} {_CHATS}"]
                subprocess.run(put, check=True)
                kills = _chaos(base, lambda argv=argv: subprocess.Popen(argv))  # type: ignore[misc]
                figures += _theirs(name, _judged(sends(base), batch), kills)
    return {"figures": figures}


def _delivery(url: str, base: str) -> Begin:
    return lambda: start(url, base, "--role", "delivery", LIAISON_GRACE="3")


def _chaos(base: str, begin: Begin) -> int:
    """Kill one after the other, each when something has been sent since the last kill, until all
    has arrived or nothing comes any more; how many kills."""
    kills, workers = 0, [begin() for _ in range(_WORKERS)]
    try:
        seen, last = 0, time.monotonic() + _START
        while time.monotonic() - last < _QUIET:
            time.sleep(_EVERY)
            now = accepted(base)
            if now == seen:
                continue
            seen, last = now, time.monotonic()
            if seen < _COUNT:
                victim = kills % _WORKERS
                workers[victim].send_signal(signal.SIGKILL)
                workers[victim].wait()
                workers[victim] = begin()
                kills += 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return kills


def _judged(tried: list[Send], batch: str) -> dict[str, int]:
    """By what the platform took: of each text how often, and in which order for each chat.

    A message whose first send was killed before it arrived comes later, marked: by promise the
    others pass it meanwhile, and it is counted by itself.
    """
    took = [send for send in tried if send.accepted]
    copies, plain = Counter(map(_unmarked, took)), Counter(send.text for send in took)
    first, order, passed = set[str](), defaultdict[str, list[int]](list), 0
    for send in took:
        text = _unmarked(send)
        if text in first:
            continue
        first.add(text)
        if send.text == text:
            order[send.chat].append(int(text.rpartition(":")[2]))
        else:
            passed += 1
    pairs = [pair for one in order.values() for pair in pairwise(one)]
    wanted = {f"{batch}:{n}" for n in range(_COUNT)}
    return {
        "lost": len(wanted - set(copies)),
        "copies": sum(copies.values()) - len(copies),
        "unmarked": sum(plain.values()) - len(plain),
        "disorder": sum(later < earlier for earlier, later in pairs),
        "passed": passed,
    }


def _unmarked(send: Send) -> str:
    return send.text.removeprefix(_AGAIN).strip()


def _ours(name: str, found: dict[str, int], kills: int) -> list[Figure]:
    """One extra copy a doubt, marked: a killed sender leaves at most what it was sending."""
    return [
        figure(f"lost, {name}, {kills} kills", found["lost"], at_most=0),
        figure(f"extra copies that are not marked, {name}", found["unmarked"], at_most=0),
        figure(f"extra copies, marked, {name}", found["copies"]),
        figure(f"out of order, {name}", found["disorder"], at_most=0),
        figure(f"first copy marked, others passed it, {name}", found["passed"]),
    ]


def _theirs(name: str, found: dict[str, int], kills: int) -> list[Figure]:
    return [
        figure(f"lost, {name}, {kills} kills", found["lost"]),
        figure(f"extra copies, {name}", found["copies"]),
        figure(f"out of order, {name}", found["disorder"]),
    ]
