"""How long a call or a process takes: medians over interleaved runs."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence


def microseconds(call: Callable[[], object], *, times: int) -> float:
    """CPU time of one call: the median of five batches, in microseconds."""
    batches = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(times):
            call()
        batches.append((time.process_time() - start) / times * 1e6)
    return statistics.median(batches)


def interleaved(calls: Mapping[str, Callable[[], object]], *, times: int) -> dict[str, float]:
    """As ``microseconds`` for each of the calls, taken in turn so that drift hits all alike."""
    batches: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(7):
        for name, call in calls.items():
            start = time.process_time()
            for _ in range(times):
                call()
            batches[name].append((time.process_time() - start) / times * 1e6)
    return {name: round(statistics.median(values), 1) for name, values in batches.items()}


def process(argv: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[float, float]:
    """CPU seconds and peak MiB of one run of a whole process."""
    child = subprocess.Popen(
        argv, env=dict(env or os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def processes(
    commands: Mapping[str, Sequence[str]], env: Mapping[str, str] | None = None, *, runs: int = 5
) -> dict[str, dict[str, float]]:
    """Median CPU seconds and peak MiB of each command, run in turn after one warm-up."""
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, argv in commands.items():
            taken = process(argv, env)
            if turn:
                seen[name].append(taken)
    return {
        name: {
            "cpu_s": round(statistics.median(cpu for cpu, _ in values), 3),
            "peak_mib": round(statistics.median(mib for _, mib in values), 1),
        }
        for name, values in seen.items()
    }


PYTHON = sys.executable
