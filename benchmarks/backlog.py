"""B10: a restart with much waiting: how soon the first message leaves, and what memory it takes.

Beside an APScheduler whose store holds as many jobs, all due.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.outbox import fill
from benchmarks.report import Figure, figure, size
from benchmarks.serving import cpu, resident, serving
from benchmarks.telegram import fake_telegram, sends, wait_for

_WAITING = size(20_000, 1_000_000)
_JOBS = size(2_000, 100_000)
_SOME = 60  # messages after which the memory is read
_SETTLE = 4.0


def run() -> dict[str, Any]:
    """Seconds to the first send, with and without a backlog, and the difference in memory."""
    figures: list[Figure] = []
    with databases.both() as urls:
        for name, url in urls.items():
            fill(url, 1, batch="first")
            few = _restarted(url, 1)
            fill(url, _WAITING, batch="backlog")
            many = _restarted(url, _SOME)
            again = _restarted(url, _SOME)
            figures += [
                figure(
                    f"seconds to the first of {_WAITING}, beyond those to the only one, {name}",
                    max(many[0], again[0]) - few[0],
                    at_most=2.0,
                ),
                figure(f"seconds from the start to the first of {_WAITING}, {name}", many[0]),
                figure(f"MiB more than without, {name}", many[1] - few[1], at_most=5.0),
            ]
    theirs = _apscheduler()
    return {
        "figures": [
            *figures,
            figure(f"seconds to the first of {_JOBS} jobs, APScheduler", theirs["seconds"]),
            figure("MiB more than without, APScheduler", theirs["mib"]),
        ]
    }


def _restarted(url: str, count: int) -> tuple[float, float]:
    """Seconds from the start to the first send, and MiB when some have left."""
    with fake_telegram() as base:
        began = time.time()
        with serving(url, base, "--role", "delivery") as process:
            if not wait_for(base, count, patience=120):
                raise RuntimeError(f"not even {count} messages left, {cpu(process.pid)} s CPU")
            time.sleep(max(0.0, began + _SETTLE - time.time()))
            return sends(base)[0].at - began, resident(process.pid)


def _apscheduler() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        argv = [PYTHON, "-m", "benchmarks.backlog", f"sqlite:///{folder}/jobs.db", str(_JOBS)]
        done = subprocess.run(argv, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def job(_: int) -> None:
    """What an APScheduler does; it can only store what it can import."""
    if not _ran:
        _ran.append(time.monotonic())


_ran: list[float] = []


def _jobs(url: str, count: int) -> dict[str, float]:
    """Put them in, then start the scheduler and wait for the first."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    import benchmarks.backlog as here  # noqa: PLC0415, PLW0406 - as the store calls it

    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=url)})
    scheduler.start(paused=True)
    for n in range(count):
        scheduler.add_job(
            here.job, "date", run_date=datetime.now(UTC), args=[n], misfire_grace_time=None
        )
    before, began = resident(os.getpid()), time.monotonic()
    scheduler.resume()
    while not here._ran:
        time.sleep(0.01)
    return {"seconds": here._ran[0] - began, "mib": round(resident(os.getpid()) - before, 1)}


if __name__ == "__main__":
    print(json.dumps(_jobs(sys.argv[1], int(sys.argv[2]))), flush=True)
    os._exit(0)  # the rest of the jobs is of no interest
