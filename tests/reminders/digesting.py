"""A world with a registered group, what plans and what delivers, on one clock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.messages import Address, Card, Channel, Part, Picture, Platform, Sketch
from bot.model.digest import Scope
from bot.model.task import DeadlineKind
from bot.ports import Painter, Route
from reminders.composing import Composer
from reminders.delivery import Postman
from reminders.digests import DigestDrawing, DigestRule
from reminders.planner import Planned, Planner
from tests.bot.cast import Due
from tests.bot.world import World, make
from tests.world import BOT, FakeClock, FakePlatform

ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)
DUES: dict[int, Due] = {46: (date(2019, 9, 30), DeadlineKind.EXPLICIT, None)}
OTHER = {"channel": Channel.OTHER}
ZONE = timedelta(hours=8)


def beijing(day: int, hour: int = 16, month: int = 10, minute: int = 0) -> datetime:
    return datetime(2019, month, day, hour, minute, tzinfo=UTC) - ZONE


class FakePainter(Painter):
    """Remembers what it was given; whoever looks learns whether a transaction was open."""

    def __init__(self) -> None:
        self.painted: dict[str, bytes] = {}
        self.during: list[bool] = []
        self.meanwhile: asyncio.Event | None = None

    def ready(self, sketch: Sketch) -> bool:
        return sketch.svg in self.painted

    def picture(self, sketch: Sketch) -> Picture | None:
        png = self.painted.get(sketch.svg)
        return None if png is None else Picture(png, sketch.words)

    async def paint(self, sketch: Sketch) -> None:
        if self.meanwhile is not None:
            await self.meanwhile.wait()
        self.painted[sketch.svg] = sketch.svg.encode()


class Phone(FakePlatform):
    """Keeps whole cards, and pictures apart."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[tuple[Address, str]] = []
        self.pictures: list[bytes] = []

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        assert card.sketch is None
        if card.picture is not None:
            self.pictures.append(card.picture.png)
        text = plain_text(card, actions=True)
        self.cards.append((to, text))
        return (Part(card.title, card),)


class Office:
    """A world, what plans and what delivers, on one clock."""

    def __init__(self, world: World, painter: Painter | None = None) -> None:
        self.world, self.clock, self.phone = world, FakeClock(world.now), Phone()
        self.painter = painter or FakePainter()
        zone = world.bot.zone
        composer = Composer(slow={"digest": DigestDrawing(zone)}, painter=self.painter)
        self.man = Postman(world.store, self.clock, {ROUTE: self.phone}, Bell(), composer=composer)
        self.planner = Planner(world.store, [DigestRule(zone)])

    def at(self, moment: datetime) -> None:
        self.clock.at = self.world.now = moment

    async def look(self, moment: datetime) -> Planned:
        self.at(moment)
        midnight = (moment + ZONE).replace(hour=0, minute=0) - ZONE
        return await self.planner.look(now=moment, midnight=midnight)

    async def goes(self, moment: datetime) -> list[str]:
        """A tick and a delivery; the cards that left."""
        before = len(self.phone.cards)
        await self.look(moment)
        await self.man.drain()
        return [text for _, text in self.phone.cards[before:]]

    async def states(self) -> dict[str, str]:
        async with self.world.store.view() as unit:
            rows = await unit.outbox.some(range(1, 400))
        return {r.delivery.key: r.state for r in rows if r.delivery.kind == "digest"}


@asynccontextmanager
async def office_in(folder: Path) -> AsyncIterator[Office]:
    """The group is registered for the whole plan, Friday 16:00."""
    world = await make(folder / "digest.db", dues=DUES)
    await register(world, Address(Platform.TELEGRAM, BOT, "group"))
    yield Office(world)
    await world.store.close()


async def register(world: World, where: Address) -> None:
    """As 绑定本群 does, in the morning of the 8th."""
    async with world.store.unit() as unit:
        office = next(p for p in await unit.people.people() if p.name == "赵敏")
        await unit.groups.register(
            where,
            scope=Scope.PLAN,
            of="",
            purpose="",
            owner=office.id,
            weekday=4,
            hour=time(16),
            at=beijing(8, 9),
        )


async def check(office: Office, number: int = 1) -> str:
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(number)
    assert found is not None
    return found.digest[:8]
