"""What the office sends in, through the inbox: fetched after the door, read, and shown first."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.telegram import inbound
from bot.attachments import Attachment, Fetched, Missed
from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.inbox import InboxWorker
from bot.ingress import Gate
from bot.messages import Address, Card, Event, Part, Request
from bot.model.ledger_file import Sheet
from bot.model.plan import PlanDraft
from bot.ports import Route
from bot.ports.reading import DocumentReader
from store.plan import Register, read_plan
from store.spreadsheet import sheets_of
from tests.bot.world import NOW, World, make
from tests.world import BOT, FakeClock, FakePlatform

ROUTE = Route(platform=FakePlatform.platform, tenant=BOT)
IDS = {"赵敏": 77, "张三": 78, "领导": 79, "Ann": 80}
PLAN = "2020年推进计划\n1.推进条例立法。（科技部负责）\n2.军民知识产权转化。（科技部负责）\n"


class Phone(FakePlatform):
    """Has files, by their ids; ``troubles`` come first."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.troubles: list[Missed] = []
        self.fetched: list[str] = []
        self.cards: list[Card] = []

    def to_request(self, event: Event) -> Request | None:
        return inbound.to_request(event, ["liaison"])

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        assert card.parcel is None
        self.cards.append(card)
        return (Part(plain_text(card, actions=True), card),)

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        self.fetched.append(attachment.reference)
        if self.troubles:
            return self.troubles.pop(0)
        return Fetched(self.files[attachment.reference])


class Here(DocumentReader):
    """Reads in this process: what the other one does is tested apart."""

    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        return [Sheet(n, tuple(map(tuple, rows))) for n, rows in sheets_of(data)]

    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        return read_plan(data, name=name, register=Register.shipped())


class Desk:
    """A world whose people can send files."""

    def __init__(self, world: World) -> None:
        self.world, self.phone, self.clock, self.number = world, Phone(), FakeClock(), 100
        bells = Bell(), Bell()
        self.gate = Gate(ROUTE, world.store, self.clock, bells[0])
        self.worker = InboxWorker(
            world.store, self.clock, world.bot, {ROUTE: self.phone}, *bells, reader=Here()
        )

    async def says(self, who: str, text: str = "", **more: Any) -> str:
        """All answers as text; ``file``: name and content."""
        self.number += 1
        chat = more.pop("chat", None) or {"id": IDS[who], "type": "private"}
        message: dict[str, Any] = {
            "message_id": self.number,
            "from": {"id": IDS[who], "is_bot": False},
            "chat": chat,
        }
        if (file := more.pop("file", None)) is not None:
            name, content = file
            id = f"file{self.number}"
            self.phone.files[id] = content
            size = more.pop("size", len(content))
            message["document"] = {"file_id": id, "file_name": name, "file_size": size}
            message["caption"] = text
        else:
            message["text"] = text
        self.phone.cards.clear()
        update = {"update_id": self.number, "message": {**message, **more}}
        await self.gate.accept(inbound.event_of(update, BOT))
        while await self.worker.once():
            pass
        return "\n---\n".join(plain_text(card, actions=True) for card in self.phone.cards)

    @property
    def confirm(self) -> str:
        """The line of the button that confirms."""
        return next(a.command for a in self.phone.cards[-1].actions if "确认" in a.command)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    world = await make(tmp_path / "desk.db")
    async with world.store.unit() as unit:
        for person in await unit.people.people():
            if person.name in IDS:
                update = {"message": {"from": {"id": IDS[person.name]}, "chat": {"id": 1}}}
                account = inbound._account(inbound.event_of(update, BOT), {"id": IDS[person.name]})
                await unit.people.bind(person.id, account, at=NOW)
    yield Desk(world)
    await world.store.close()


async def test_a_file_becomes_a_draft_that_is_shown(desk: Desk) -> None:
    shown = await desk.says("赵敏", file=("2020年推进计划.txt", PLAN.encode()))
    assert "草稿" in shown or "draft" in shown
