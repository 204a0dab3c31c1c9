"""The small world with its planner and its postman, on one clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.app import Parts, assemble
from bot.cards.plain import plain_text
from bot.model.report import ReportState
from bot.ports import Occurrence
from bot.settings import Settings
from reminders.desk import DeskRule
from store.period_tables import report
from tests.bot.world import World
from tests.world import FakeClock, FakePlatform

BEIJING = timedelta(hours=8)


def at(day: int, hour: int = 10, minute: int = 0, month: int = 10) -> datetime:
    """Of 2019, in Beijing."""
    return datetime(2019, month, day, hour, minute, tzinfo=UTC) - BEIJING


class Story:
    """The small world with its planner and its postman, on one clock."""

    def __init__(
        self,
        world: World,
        *,
        observers: int = 0,
        hours: str = "09:00-18:00",
        desk: bool = False,
    ) -> None:
        """``desk``: with the office's own message of a morning, which is no bundle."""
        self.world, self.clock, self.phone = world, FakeClock(world.now), FakePlatform()
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            liaison_escalate_to_observer=observers,
            liaison_office_hours=hours,
        )
        self.parts: Parts = assemble(world.store, self.clock, [self.phone], settings)
        if not desk:
            views = [one for one in self.parts.planner.views if not isinstance(one, DeskRule)]
            self.parts = replace(self.parts, planner=replace(self.parts.planner, views=views))
        self.midnight = datetime(2019, 10, 10, 16, tzinfo=UTC)

    def go(self, moment: datetime) -> None:
        self.clock.at = self.world.now = moment

    async def look(self) -> list[Occurrence]:
        """A tick now; what it found."""
        planned = await self.parts.planner.look(now=self.clock.now(), midnight=self.midnight)
        return list(planned.found)

    async def send(self) -> list[tuple[str, str]]:
        """Whoever is told something now, and its first line."""
        before = len(self.phone.got)
        await self.parts.postman.drain()
        return self.phone.got[before:]

    async def until(self, moment: datetime, step: int = 5) -> list[tuple[str, str]]:
        """Ticks and sends every few minutes until then."""
        told = list[tuple[str, str]]()
        while self.clock.now() < moment:
            self.go(min(moment, self.clock.now() + timedelta(minutes=step)))
            await self.look()
            told += await self.send()
        return told

    async def card(self, key: str) -> str:
        """What a bundle said, with its buttons."""
        async with self.world.store.view() as unit:
            rows = await unit.outbox.listing(every=True)
            ids = range(1, max([row.id for row in rows], default=0) + 400)
            found = [r for r in await unit.outbox.some(list(ids)) if r.delivery.key == key]
        return plain_text(found[0].delivery.message.shows, actions=True)

    async def state(self, key: str) -> str | None:
        async with self.world.store.view() as unit:
            return (await unit.occurrences.stages([key])).get(key)

    async def reported(self, department: str, *refs: int) -> None:
        """As a submitted report leaves it."""
        async with self.world.store.unit() as unit:
            [body] = await unit.people.department(department)
            tasks = [(await self.world.task(ref)).id for ref in refs]
        async with self.world.store.database.writing() as sql:
            await sql.count(
                update(report)
                .where(report.c.department_id == body.id, report.c.task_id.in_(tasks))
                .values(state=ReportState.SUBMITTED)
            )


async def key_of(story: Story, who: str, day: int) -> str:
    async with story.world.store.view() as unit:
        person = next(p for p in await unit.people.people() if p.name == who)
    return f"bundle:{person.id}:2019-10-{day:02}"
