"""People who can send files, and the worker that fetches and reads them."""

from collections.abc import Sequence
from typing import Any

from adapters.telegram import inbound
from bot.attachments import Attachment, Fetched, Missed
from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.inbox import InboxWorker
from bot.ingress import Gate
from bot.messages import Account, Address, Card, Event, Part, Platform, Request
from bot.model.ledger_file import Sheet
from bot.model.plan import PlanDraft
from bot.ports import Route
from bot.ports.reading import DocumentReader
from reminders.sheets import Sheets
from store.plan import Register, read_plan
from store.spreadsheet import sheets_of
from tests.bot.world import NOW, World
from tests.world import BOT, FakeClock, FakePlatform

ROUTE = Route(platform=FakePlatform.platform, tenant=BOT)
IDS = {"赵敏": 77, "张三": 78, "领导": 79, "Ann": 80}


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
        assert all(len(action.command.encode()) <= 64 for action in card.actions)
        self.cards.append(card)
        return (Part(plain_text(card, actions=True), card),)

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        self.fetched.append(attachment.reference)
        if self.troubles:
            return self.troubles.pop(0)
        return Fetched(self.files[attachment.reference])


class Here(DocumentReader):
    """Reads in this process: the other one is tested where documents are."""

    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        return [Sheet(name, tuple(map(tuple, rows))) for name, rows in sheets_of(data)]

    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        return read_plan(data, name=name, register=Register.shipped())


class Desk:
    """A world whose people can send files."""

    def __init__(self, world: World, reader: DocumentReader | None = None) -> None:
        self.world, self.phone, self.clock, self.number = world, Phone(), FakeClock(), 100
        bells = Bell(), Bell()
        self.gate = Gate(ROUTE, world.store, self.clock, bells[0])
        self.worker = InboxWorker(
            world.store,
            self.clock,
            world.bot,
            {ROUTE: self.phone},
            *bells,
            writer=Sheets(),
            reader=reader or Here(),
        )

    async def open(self) -> "Desk":
        async with self.world.store.unit() as unit:
            for person in await unit.people.people():
                if person.name in IDS:
                    account = Account(Platform.TELEGRAM, BOT, str(IDS[person.name]))
                    await unit.people.bind(person.id, account, at=NOW)
        return self

    async def hears(self, who: str, text: str = "", **more: Any) -> Event:
        """``file``: name and content; ``size``: as told; anything else as Telegram has it."""
        self.number += 1
        chat = more.pop("chat", {"id": IDS[who], "type": "private"})
        sender = {"id": IDS[who], "is_bot": False}
        message: dict[str, Any] = {"message_id": self.number, "from": sender, "chat": chat}
        if (file := more.pop("file", None)) is not None:
            name, content = file
            self.phone.files[id := f"file{self.number}"] = content
            size = more.pop("size", len(content))
            message["document"] = {"file_id": id, "file_name": name, "file_size": size}
            message["caption"] = text
        else:
            message["text"] = text
        event = inbound.event_of({"update_id": self.number, "message": message | more}, BOT)
        await self.gate.accept(event)
        return event

    async def says(self, who: str, text: str = "", **more: Any) -> str:
        """All that was answered, as text."""
        self.phone.cards.clear()
        await self.hears(who, text, **more)
        while await self.worker.once():
            pass
        return "\n---\n".join(plain_text(card, actions=True) for card in self.phone.cards)

    @property
    def confirm(self) -> str:
        """The line of the button that confirms."""
        actions = self.phone.cards[-1].actions
        return next(one.command for one in actions if one.command.startswith(("确认 ", "confirm ")))

    async def ledger(self, line: str = "台账", who: str = "赵敏") -> bytes:
        await self.says(who, line)
        document = self.phone.cards[-1].document
        assert document is not None
        return document.content
