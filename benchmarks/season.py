"""B11: a reporting season of a whole country: opening, planning a morning's bundles, the digest.

A fresh database of each size is filled once and copied: one copy for ours, one for the raw
statements, one for the look that opens and plans at once.  Every step is a process of its own, so
that its peak of memory is its own.
"""

import asyncio
import json
import math
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import make_url

from benchmarks.country import settled
from benchmarks.measure import PYTHON
from benchmarks.report import Figure, figure, size
from benchmarks.season_steps import there_are_digests
from tests import postgres

_SIZES = size((10_000, 100_000), (10_000, 100_000, 1_000_000))
_STEPS = {"open": "opening a period", "plan": "planning T-3", "digest": "the whole plan's digest"}
_MS = 1000.0

Copy = Callable[[], Any]
Found = dict[str, dict[str, float]]


def run() -> dict[str, Any]:
    """Seconds of each step to the raw one, how it grows with the plan, and the peak of memory."""
    figures: list[Figure] = []
    detail: dict[str, Found] = {}
    for name, filled in (("sqlite", _sqlite), ("postgresql", _postgresql)):
        for pairs in _SIZES:
            with filled(pairs) as copy:
                detail[f"{name} {pairs}"] = found = _measured(copy)
            figures += _one(name, pairs, found)
        first, last = (detail[f"{name} {pairs}"] for pairs in (_SIZES[0], _SIZES[-1]))
        figures += _growth(name, first, last)
    return {"figures": figures, "steps": detail}


def _measured(copy: Copy) -> Found:
    found: Found = {}
    steps = ["open", "who", "assigned", "plan"]
    raws = ["raw-open", "raw-plan"]
    if there_are_digests():
        steps, raws = [*steps, "digest"], [*raws, "raw-digest"]
    for names in (raws, steps, ["tick"]):
        with copy() as url:
            found |= {name: _step(name, url) for name in names}
    return found


def _step(name: str, url: str) -> dict[str, float]:
    argv = [PYTHON, "-m", "benchmarks.season_steps", name, url]
    done = subprocess.run(argv, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _one(name: str, pairs: int, found: Found) -> list[Figure]:
    """Beside the raw step only where both moved the same rows."""
    figures = []
    for step, words in _STEPS.items():
        if step not in found:
            continue
        ours, raw = found[step], found[f"raw-{step}"]
        alike = ours["rows"] == raw["rows"]
        label = f"s, {words}, {pairs} pairs, {ours['rows']:.0f} rows, {name}"
        figures += [
            figure(label, ours["seconds"], raw["seconds"] if alike else None),
            figure(f"MiB at most, {words}, {pairs} pairs, {name}", ours["mib"]),
        ]
    tick = found["tick"]
    figures += [
        figure(f"s, the look that opens and plans, {pairs} pairs, {name}", tick["seconds"]),
        figure(f"MiB at most, that look, {pairs} pairs, {name}", tick["mib"]),
    ]
    return figures


def _growth(name: str, first: Found, last: Found) -> list[Figure]:
    """The power of the plan's size that the time grows with: 1 is linear."""
    times = math.log(_SIZES[-1] / _SIZES[0])
    figures = []
    for step in (*_STEPS, "tick", "who", "assigned"):
        if step not in first:
            continue
        power = math.log(last[step]["seconds"] / first[step]["seconds"]) / times
        at_most = 0.5 if step in ("who", "assigned") else 1.1
        figures.append(figure(f"growth of {step}, {name}", power, at_most=at_most))
    for step in ("who", "assigned"):
        ms = last[step]["seconds"] / _TIMES * _MS
        figures.append(figure(f"ms, {step} of {_SIZES[-1]} pairs, {name}", ms))
    return figures


_TIMES = 40


@contextmanager
def _sqlite(pairs: int) -> Iterator[Copy]:
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as folder:
        asyncio.run(settled(f"sqlite:///{folder}/filled.db", pairs=pairs))

        @contextmanager
        def copy() -> Iterator[str]:
            with tempfile.TemporaryDirectory(prefix="liaison-bench-") as own:
                shutil.copy(f"{folder}/filled.db", f"{own}/bench.db")
                yield f"sqlite:///{own}/bench.db"

        yield copy


@contextmanager
def _postgresql(pairs: int) -> Iterator[Copy]:
    with postgres.server() as server, postgres.database(server) as url:
        asyncio.run(settled(url, pairs=pairs))
        yield lambda: postgres.database(server, template=make_url(url).database or "")
