"""B14: a plan of 2,000 tasks from a file to the plan in force, in each format.

As ``liaison plan import FILE --yes`` does it: read in the child process, checked, kept, applied.
Each format in a process of its own, whose largest child is the one that read the file.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.report import Figure, figure, median
from benchmarks.world import NOW
from bot.ports import PlanPeriod
from store import open_store
from store.plan import Register
from store.plan.safely import read_plan_safely
from tests.store.plan import files

_TASKS = 2000
_TIMES = 3
_BODIES = (
    "财政部",
    "司法部",
    "公安部",
    "商务部",
    "教育部",
    "外交部",
    "知识产权局",
    "林草局",
    "科技部",
)
_TITLE = "2019年知识产权工作要点"
_WIDE, _HIGH = 32, 40  # characters and lines of a printed page
_MIB_OF_KIB = 1024


def run() -> dict[str, Any]:
    """The slowest of some imports of each format, and the child's peak memory."""
    figures: list[Figure] = []
    detail: dict[str, Any] = {}
    for name in PAPERS:
        argv = [PYTHON, "-m", "benchmarks.papers", name]
        found = detail[name] = json.loads(
            subprocess.run(argv, check=True, capture_output=True).stdout
        )
        about = f"{_TASKS} tasks from {name}"
        figures += [
            figure(f"s to import {about}", found["seconds"], at_most=5),
            figure(f"CPU s of it, {name}", found["cpu_s"]),
            figure(f"MiB of the child for {about}", found["mib"], at_most=190),
        ]
    return {"figures": figures, "formats": detail}


def _text(n: int) -> str:
    first = f"推进第{n}批知识产权保护条例立法进程，组织编制配套实施细则"
    return f"{first}，开展专题培训和监督检查，按季度通报进展。"


def _duty(n: int) -> str:
    others = [_BODIES[n % len(_BODIES)], _BODIES[(n // 3 + 1) % len(_BODIES)]]
    return "、".join(dict.fromkeys(others))


def _lines() -> list[str]:
    """A chapter for every hundred tasks, as printed; the numbers go through the plan."""
    lines = [_TITLE]
    for n in range(1, _TASKS + 1):
        if n % 100 == 1:
            lines.append(f"第{'一二三四五六七八九十'[n // 100 % 10]}部分 深化改革{n}")
        lines.append(f"{n}.{_text(n)}（{_duty(n)}负责）")
    return lines


def _word() -> bytes:
    return files.word("".join(map(files.paragraph, _lines())))


def _sheet() -> bytes:
    rows = [[n, _text(n), f"{_duty(n)}负责"] for n in range(1, _TASKS + 1)]
    return files.workbook([[_TITLE], ["序号", "任务内容", "责任单位"], *rows])


def _pdf() -> bytes:
    wrapped = [line[at : at + _WIDE] for line in _lines() for at in range(0, len(line), _WIDE)]
    pages = [wrapped[at : at + _HIGH] for at in range(0, len(wrapped), _HIGH)]
    return files.pdf([f"{chr(10).join(page)}\n— {n} —" for n, page in enumerate(pages, 1)])


PAPERS: dict[str, Callable[[], bytes]] = {
    ".txt": lambda: "\n".join(_lines()).encode(),
    ".docx": _word,
    ".xlsx": _sheet,
    ".pdf": _pdf,
}


async def _imported(url: str, data: bytes, name: str) -> dict[str, float]:
    """Seconds of reading, and of the whole."""
    begun = time.perf_counter()
    draft = await read_plan_safely(data, name=name, register=Register.shipped())
    read = time.perf_counter() - begun
    if len(draft.tasks) != _TASKS or any(len(task.departments) > 2 for task in draft.tasks):
        raise RuntimeError(f"{name}: {draft.refused} {len(draft.tasks)}")
    store = await open_store(url)
    try:
        begun = time.perf_counter()
        async with store.unit() as unit:
            kept = await unit.plans.keep(draft, at=NOW)
        async with store.unit() as unit:
            period = PlanPeriod(
                title=_TITLE, starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
            )
            await unit.plans.apply(kept, period, at=NOW)
        return {"read": read, "kept": time.perf_counter() - begun}
    finally:
        await store.close()


def _cpu() -> float:
    """Of this process and of the children that have ended."""
    children = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _measured(name: str) -> dict[str, float]:
    data = PAPERS[name]()
    found = []
    before = _cpu()
    for _ in range(_TIMES):
        with databases.sqlite() as url:
            found.append(asyncio.run(_imported(url, data, f"plan{name}")))
    return {
        "seconds": round(max(one["read"] + one["kept"] for one in found), 2),
        "read_s": round(median([one["read"] for one in found]), 2),
        "cpu_s": round((_cpu() - before) / _TIMES, 2),
        "mib": round(getrusage(RUSAGE_CHILDREN).ru_maxrss / _MIB_OF_KIB, 1),
        "kib": round(len(data) / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1])))
