"""An answer with a picture: painted while no transaction is open, and done only once."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from adapters.telegram import inbound
from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.inbox import InboxWorker
from bot.ingress import Gate
from bot.messages import Address, Card, Event, Part, Picture, Request, Sketch
from bot.ports import NoPainter, Painter, Route
from store import SqlStore
from tests.bot.world import NOW, World, make
from tests.journeys.serving import message
from tests.world import BOT, FakeClock, FakePlatform

ROUTE = Route(platform=FakePlatform.platform, tenant=BOT)


class Phone(FakePlatform):
    """Shows which of its cards have a picture."""

    def to_request(self, event: Event) -> Request | None:
        return inbound.to_request(event, [])

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        assert card.sketch is None
        seen = "" if card.picture is None else f"[{card.picture.words}]"
        return (Part(seen + plain_text(card), card),)


class Brush(Painter):
    """Can write to the store while it paints, which nobody could inside another's transaction.

    With ``forgets`` it never has what it was asked to paint.
    """

    def __init__(self, store: SqlStore, *, forgets: bool = False) -> None:
        self.store, self.forgets, self.asked = store, forgets, 0
        self.painted: set[str] = set()

    def ready(self, sketch: Sketch) -> bool:
        return sketch.svg in self.painted

    def picture(self, sketch: Sketch) -> Picture | None:
        return Picture(b"png", sketch.words) if sketch.svg in self.painted else None

    async def paint(self, sketch: Sketch) -> None:
        self.asked += 1
        async with self.store.unit() as unit:
            await unit.ticks.note("painted", NOW)
        if not self.forgets:
            self.painted.add(sketch.svg)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = await make(tmp_path / "painting.db")
    async with made.store.unit() as unit:
        person = next(p for p in await unit.people.people() if p.name == "张三")
        request = inbound.to_request(inbound.event_of(message(1, 77, "x"), BOT), [])
        assert request is not None
        await unit.people.bind(person.id, request.sender, at=NOW)
    yield made
    await made.store.close()


async def answered(world: World, painter: Painter, text: str = "简报") -> list[str]:
    """What the outbox holds after one message."""
    phone, clock = Phone(), FakeClock()
    bells = Bell(), Bell()
    worker = InboxWorker(world.store, clock, world.bot, {ROUTE: phone}, *bells, painter=painter)
    event = inbound.event_of(message(5, 77, text), BOT)
    await Gate(ROUTE, world.store, clock, bells[0]).accept(event)
    while await worker.once():
        pass
    async with world.store.view() as unit:
        return [row.delivery.message.content for row in await unit.outbox.answers(event.key)]


async def test_the_answer_has_its_picture_and_is_given_once(world: World) -> None:
    brush = Brush(world.store)
    [shown] = await answered(world, brush)
    assert shown.startswith(
        "[各章状态（共 106 项）；未启动 106；第三季度报送：已报 0，应报 107]【推进计划周报】"
    )
    assert brush.asked == 1


async def test_without_pictures_there_is_the_text(world: World) -> None:
    [shown] = await answered(world, NoPainter())
    assert shown.startswith("【推进计划周报】")


async def test_a_picture_that_never_comes_holds_nothing_up(world: World) -> None:
    brush = Brush(world.store, forgets=True)
    [shown] = await answered(world, brush)
    assert shown.startswith("【推进计划周报】")
    assert brush.asked == 2


async def test_what_has_no_picture_asks_nobody_to_paint(world: World) -> None:
    brush = Brush(world.store)
    [shown] = await answered(world, brush, "24 推进中 已印发")
    assert "已记录" in shown
    assert brush.asked == 0
    assert len(await world.updates()) == 1
