"""The planner: what the views find is written by and by, and nothing of it is lost or twice."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreUnavailable
from bot.ports import TICK, Occurrence, Unit
from reminders.planner import Planner, Rule
from store import SqlStore, open_store
from store.unit import SqlUnit
from tests.world import START

MANY, TOGETHER = 1200, 500


def occurrence(key: str, at: datetime) -> Occurrence:
    return Occurrence(key=key, person=None, to=None, due=at, title="", why="")


@dataclass
class Crowd(Rule):
    """Finds many things, and remembers how far back it was asked to look."""

    asked: list[datetime] = field(default_factory=list)

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        self.asked.append(since)
        with pytest.raises(RuntimeError, match="only reads"):
            await unit.ticks.note("x", now)
        return [occurrence(f"bundle:{n}:2019-10-11", now) for n in range(MANY)]


@dataclass
class Marks(Rule):
    """Marks what it has found, so that it finds it once."""

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        if await unit.ticks.last("marked") is not None:
            return ()
        await unit.ticks.note("marked", now)
        return [occurrence("notice:1", now)]


@dataclass
class Dying(SqlStore):
    """Its ``fails``-th writing transaction is not possible."""

    fails: int = 0
    begun: int = 0

    def __init__(self, store: SqlStore, fails: int) -> None:
        super().__init__(store.database)
        self.fails, self.begun = fails, 0

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[SqlUnit]:
        self.begun += 1
        if self.begun == self.fails:
            raise StoreUnavailable("away")
        async with super().unit() as unit:
            yield unit


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path}/plan.db")
    yield opened
    await opened.close()


async def test_what_views_find_is_written_in_several_transactions(store: SqlStore) -> None:
    counting, midnight = Dying(store, fails=0), START - timedelta(hours=2)
    planner = Planner(counting, [Marks()], views=[Crowd()])
    planned = await planner.look(now=START, midnight=midnight)
    assert len(planned.new) == len(planned.found) == MANY + 1
    assert counting.begun == 1 + 3  # the marks, and three times the others
    again = await planner.look(now=START + timedelta(seconds=30), midnight=midnight)
    assert (len(again.found), len(again.new)) == (MANY, 0)


@pytest.mark.parametrize("fails", [2, 3, 4])
async def test_who_dies_in_between_leaves_the_rest_to_the_next_look(
    store: SqlStore, fails: int
) -> None:
    crowd, midnight = Crowd(), START - timedelta(hours=2)
    with pytest.raises(StoreUnavailable):
        await Planner(Dying(store, fails), [Marks()], views=[crowd]).look(
            now=START, midnight=midnight
        )
    async with store.view() as unit:
        assert await unit.ticks.last(TICK) is None
    later = START + timedelta(seconds=30)
    planned = await Planner(store, [Marks()], views=[crowd]).look(now=later, midnight=midnight)
    assert crowd.asked == [midnight, midnight]
    assert len(planned.new) == MANY - TOGETHER * (fails - 2)
    async with store.view() as unit:
        assert await unit.ticks.last(TICK) == later
        stages = await unit.occurrences.stages([f"bundle:{n}:2019-10-11" for n in range(MANY)])
    assert len(stages) == MANY


async def test_a_rehearsal_keeps_nothing(store: SqlStore) -> None:
    class Free(Crowd):
        async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
            return [occurrence("bundle:1:2019-10-11", now)]

    planner = Planner(store, [Marks()], views=[Free()])
    for _ in range(2):
        planned = await planner.look(now=START, midnight=START, keep=False)
        assert [one.key for one in planned.found] == ["notice:1", "bundle:1:2019-10-11"]
        assert len(planned.new) == 2
    async with store.view() as unit:
        assert await unit.ticks.last(TICK) is None
