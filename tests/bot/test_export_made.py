"""A ledger through the inbox: made once, while no transaction is open, and sent with its words."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from adapters.telegram import inbound
from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.documents import Format
from bot.inbox import InboxWorker
from bot.ingress import Gate
from bot.messages import Address, Card, Event, Part
from bot.model.audit import AuditEntry
from bot.ports import Content, Route, SheetWriter
from reminders.sheets import Sheets
from tests.bot.test_export import OFFICE, head, rows
from tests.bot.test_painting import Phone
from tests.bot.world import NOW, World
from tests.journeys.serving import message
from tests.world import BOT, FakeClock

ROUTE = Route(platform=Phone.platform, tenant=BOT)


class Seeing(Phone):
    """Remembers the cards that it was given to show."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        assert card.order is None
        self.cards.append(card)
        return super().render(to, card, replacing=replacing)


class Writing(SheetWriter):
    """While it writes, another process can write to the database: nobody waits for the file.

    ``breaks``: it cannot be written.
    """

    def __init__(self, path: Path, *, breaks: bool = False) -> None:
        self.path, self.breaks, self.asked = path, breaks, 0

    def write(self, content: Content, format: Format) -> bytes:
        self.asked += 1
        if self.breaks:
            raise OSError("no room")
        other = sqlite3.connect(self.path, timeout=0.1, isolation_level=None)
        other.execute("begin immediate")
        other.execute("rollback")
        other.close()
        return Sheets().write(content, format)


async def shown(world: World, writer: SheetWriter, text: str = "台账 csv") -> list[Card]:
    """What the office is answered."""
    async with world.store.unit() as unit:
        person = next(p for p in await unit.people.people() if p.name == OFFICE)
        request = inbound.to_request(inbound.event_of(message(1, 77, "x"), BOT), [])
        assert request is not None
        await unit.people.bind(person.id, request.sender, at=NOW)
        unit.audit.note(AuditEntry(actor="operator", channel="x", act="show"), at=NOW)
    phone, clock, bells = Seeing(), FakeClock(), (Bell(), Bell())
    worker = InboxWorker(world.store, clock, world.bot, {ROUTE: phone}, *bells, writer=writer)
    event: Event = inbound.event_of(message(5, 77, text), BOT)
    await Gate(ROUTE, world.store, clock, bells[0]).accept(event)
    while await worker.once():
        pass
    return phone.cards


async def test_the_file_is_made_once_and_holds_no_lock(world: World) -> None:
    writer = Writing(world.path)
    [card] = await shown(world, writer)
    assert writer.asked == 1
    assert len(rows(card)) == 110
    assert "审计校验 2:" in plain_text(card)
    assert (await head(world)).startswith("3:")  # that it was exported comes after what is in it
    assert [action.command for action in card.actions] == ["台账 2019-Q3 xlsx", "总览"]


async def test_a_file_that_cannot_be_made_is_told(world: World) -> None:
    [card] = await shown(world, Writing(world.path, breaks=True))
    assert card.document is None
    assert "编号" in plain_text(card)
