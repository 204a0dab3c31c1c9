"""B16: CPU of a message of each kind: of its answer, and from the update to what is left once sent.

The answer is the conversation: the grammar, the permissions, the gates, all that is read and
written, the card.  The whole is that with the inbox, the audit, the outbox and its settling, with a
wire that costs nothing; on SQLite.  Beside it, in the same turns, the bare grammar over the same
text, and the very statements of the same message, values written out, by SQLite's own driver on a
copy of the file.
"""

import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from benchmarks.office import GROUP, Office, opened
from benchmarks.report import Figure, figure, median, percentile, size
from bot.grammar import read
from tests.bot.grammar.shown import context
from tests.lab.texts import text

_TURNS = size(60, 600)
_TEXTS = size(1_500, 10_000)
_AGAIN = 8
_KINDS: Mapping[str, dict[str, Any]] = {
    "mytasks": {"text": "我的任务"},
    "an item": {"text": "24"},
    "an update": {"text": "24 推进中 征求意见稿已汇总21家意见"},
    "a reply": {"text": "征求意见稿已印发各地", "reply": "24"},
    "a search": {"text": "搜索 商标"},
    "help": {"text": "帮助"},
    "a group's question": {"text": "/task@liaison_bot 24", "chat": GROUP},
    "a typo": {"text": "我的任务 牵投"},
    "a typo that is asked about": {"text": "doen 24"},
    "a forward": {"text": "人类遗传资源管理条例征求意见稿已印发各地", "forwarded": True},
}
_ORDINARY, _WORST = 5, 100  # ms, as the specification has them

Times = dict[str, list[float]]


def run() -> dict[str, Any]:
    """Milliseconds of CPU, of this process with its threads."""
    return asyncio.run(_measured())


async def _measured() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as name:
        folder = Path(name)
        async with opened(folder / "measured.db") as office:
            taken = await _ordinary(office, folder)
            slowest, said = await _random(office)
    figures = [one for kind, times in taken.items() for one in _figures(kind, times)]
    figures.append(figure(f"CPU ms, the worst of {_TEXTS} random texts", slowest, at_most=_WORST))
    detail = {
        kind: {name: _spread(seen) for name, seen in one.items()} for kind, one in taken.items()
    }
    return {"figures": figures, "ms": detail, "worst": ascii(said)[:200]}


def _figures(kind: str, times: Times) -> list[Figure]:
    answer, ours = times["answer"], times["ours"]
    return [
        figure(f"CPU ms of the answer to {kind}, p50", median(answer), at_most=_ORDINARY),
        figure(f"CPU ms of the answer to {kind}, p95", percentile(answer, 0.95)),
        figure(f"CPU ms of {kind} to the settled answer, p50", median(ours)),
        figure(f"CPU ms of {kind} to the settled answer, p95", percentile(ours, 0.95)),
        figure(f"CPU ms of {kind}, p50, to its SQL", median(ours), median(times["sql"])),
        figure(f"CPU ms of {kind}, p50, to the grammar", median(ours), median(times["grammar"])),
    ]


def _spread(values: Sequence[float]) -> dict[str, float]:
    found = {"p50": median(values), "p95": percentile(values, 0.95), "max": max(values)}
    return {name: round(value, 3) for name, value in found.items()}


async def _ordinary(office: Office, folder: Path) -> dict[str, Times]:
    """All kinds by turns; the first turn warms up."""
    taken: dict[str, Times] = {
        kind: {"answer": [], "ours": [], "grammar": [], "sql": []} for kind in _KINDS
    }
    async with _traced(folder) as (traced, statements, driver):
        for turn in range(_TURNS + 1):
            for kind, how in _KINDS.items():
                answer = await office.answered(**how)
                ours = await office.said(**how)
                statements.clear()
                await traced.said(**how)
                sql = _cpu(partial(driver, statements))
                grammar = _cpu(partial(read, how["text"], context()))
                if turn:
                    for name, ms in zip(taken[kind], (answer, ours, grammar, sql), strict=True):
                        taken[kind][name].append(ms)
    return taken


def _cpu(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1e3


Statement = tuple[int, str]
"""The connection, and what it was told."""


@asynccontextmanager
async def _traced(
    folder: Path,
) -> AsyncIterator[tuple[Office, list[Statement], Callable[[Sequence[Statement]], None]]]:
    """A second office that hears the same, what it tells SQLite, and who says that to a copy."""
    statements: list[Statement] = []

    def listen(raw: sqlite3.Connection, _: object) -> None:
        raw.set_trace_callback(lambda sql: statements.append((id(raw), sql)))

    event.listen(Pool, "connect", listen)
    try:
        async with opened(folder / "traced.db") as office:
            with _driver(folder) as driver:
                yield office, statements, driver
    finally:
        event.remove(Pool, "connect", listen)


@contextmanager
def _driver(folder: Path) -> Any:
    """Says each statement on a connection for each that it came from."""
    with (
        closing(sqlite3.connect(folder / "traced.db")) as traced,
        closing(sqlite3.connect(folder / "copy.db")) as copy,
    ):
        traced.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    there: dict[int, sqlite3.Connection] = {}

    def say(statements: Sequence[Statement]) -> None:
        for (whose, sql), _ in groupby(statements):  # with triggers it is told several times
            if whose not in there:
                there[whose] = sqlite3.connect(folder / "copy.db", isolation_level=None)
            there[whose].execute(sql).fetchall()

    yield say
    for connection in there.values():
        connection.close()


async def _random(office: Office) -> tuple[float, str]:
    """The slowest of many texts that nobody would write, and which it was.

    What was slow once may have met another process: the slowest are said again, the best counts.
    """
    dice, seen = random.Random(2019), list[tuple[float, str]]()  # noqa: S311
    for _ in range(_TEXTS):
        seen.append(await _of(office, text(dice)))
    slowest = [said for _, said in sorted(seen)[-_AGAIN:]]
    return max([min([await _of(office, said) for _ in range(_AGAIN)]) for said in slowest])


async def _of(office: Office, said: str) -> tuple[float, str]:
    await office.bound()
    return await office.said(text=said), said
