"""The real plan of 2019 and a few people, all of one language, who play scenes."""

import csv
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from bot import making
from bot.app import assemble
from bot.attachments import Attachment, Fetched, Missed
from bot.cards.plain import plain_text
from bot.clocks import midnight
from bot.locale import words
from bot.messages import Address, Card, Channel, Language, Part, Platform, Reply
from bot.model.ledger_file import Sheet
from bot.model.plan import PlanDraft
from bot.outcomes import Outcome
from bot.parcels import Unpacker
from bot.ports import PlanPeriod
from bot.ports.reading import DocumentReader
from bot.settings import Settings
from bot.turn import Answer
from reminders.sheets import Sheets
from store import open_store
from store.plan import Register, read_plan, shipped_plan
from store.tables import person
from tests.bot.world import NOW, World, make
from tests.golden.files import content
from tests.golden.steps import CODE, ZONE, Scene, Step
from tests.world import FakeClock, FakePlatform

_PERIOD = PlanPeriod(
    title="2019年推进计划",
    starts=date(2019, 1, 1),
    ends=date(2019, 12, 31),
    issued_on=date(2019, 4, 28),
)


_WATCHED = ("张三", "李四", "王芳", "赵敏", "领导", "group")
"""Whose phones are looked at: what others get is of the same kinds."""

_CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")
_LONG = 200  # characters of what is said: more is not repeated in the file


@dataclass(frozen=True, slots=True)
class Answered:
    """``who`` with what was said, as a line; ``cards`` with where each goes.

    ``group``: it was said in the group.
    """

    line: str
    cards: Sequence[tuple[Address, Card]]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Chats:
    """What differs between platforms: whether a chat takes files, what opens the private one."""

    files: bool = True
    door: str | None = None


_ANY = Chats()


@dataclass(slots=True)
class Stage:
    """Makes each world once and copies it, so that scenes know nothing of one another."""

    folder: Path
    _first: dict[str, Path] = field(default_factory=dict)

    async def play(
        self, scene: Scene, language: Language, *, plan: bool = True, chats: Chats = _ANY
    ) -> Sequence[Answered]:
        """What was shown, in order."""
        path = Path(tempfile.mkdtemp(dir=self.folder)) / "golden.db"
        shutil.copyfile(await self._furnished(language, plan=plan), path)
        store = await open_store(f"sqlite:///{path}")
        await store.enlist(at=NOW)
        try:
            world = World(store, path, said=100)
            return await _played(world, scene, language, chats)
        finally:
            await store.close()

    async def _furnished(self, language: Language, *, plan: bool) -> Path:
        kind = f"{language}-{plan}"
        if kind not in self._first:
            path = self.folder / f"{kind}.db"
            world = await make(path, plan=False)
            if plan:
                await _import(world)
            async with world.store.database.writing() as sql:
                await sql.count(update(person).values(language=language))
            await world.answer("赵敏", "谢谢")  # whoever comes first opens the third quarter
            await world.answer("赵敏", "绑定本群", channel=Channel.OTHER)
            await world.store.close()
            self._first[kind] = path
        return self._first[kind]


async def _import(world: World) -> None:
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    async with world.store.unit() as unit:
        kept = await unit.plans.keep(draft, at=NOW)
        await unit.plans.apply(kept, _PERIOD, at=NOW)


async def _played(
    world: World, scene: Scene, language: Language, chats: Chats
) -> Sequence[Answered]:
    shown: list[Answered] = []
    last: dict[str, tuple[str, Card]] = {}
    code, files = "", _Files(chats)
    for step in scene:
        if step.until is not None:
            cards = await _waited(world, step.until)
            cards = [sent for sent in cards if step.who in ("", sent[0].chat)]
            if step.shown:
                shown.append(Answered(f"—— {step.until:%Y-%m-%d %H:%M} ——", cards))
            continue
        if step.card is not None:
            made = step.card(words(language, ZONE))
            to = Address(Platform.TELEGRAM, "1", step.who)
            shown.append(Answered(f"—— {step.text(language)} ——", [(to, made)]))
            continue
        world.now += step.after
        id, card = last.get(step.who, ("", Card("")))
        text = step.text(language)
        if step.press is not None:
            assert step.press < len(card.actions), f"{step.who} sees no such button: {card}"
            text = card.actions[step.press].command
        text = text.replace(CODE, code)
        answer = await _answer(world, step, text, id, files)
        private = Address(Platform.TELEGRAM, "1", step.who)
        group = Address(Platform.TELEGRAM, "1", "group")
        cards = [
            (group if step.group and not reply.private else private, await files.put(world, reply))
            for reply in answer.replies
        ]
        codes = [_CODE.search(plain_text(shows)) for _, shows in cards]
        code = next((found[0] for found in codes if found), code)
        for place, (to, shows) in enumerate(cards):
            if to == private:
                last[step.who] = (f"{world.said}.{place}", shows)
        if step.shown:
            shown.append(Answered(_line(step, text, card), cards, step.group))
    return shown


@dataclass(slots=True)
class _Files:
    """``last``: what the bot has sent last."""

    chats: Chats
    last: bytes = b""

    async def put(self, world: World, reply: Reply) -> Card:
        """The card with the file that it orders."""
        card = reply.card
        if card.order is None:
            return card
        now, zone = world.now, world.bot.zone
        done = await making.made(card.order, world.store, Sheets(), now=now, zone=zone)
        card = making.filled(card, {card.order: done})
        if card.document is not None:
            self.last = card.document.content
        return card


class _Reader(DocumentReader):
    """In this process: the files are our own."""

    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        rows = csv.reader(data.decode("utf-8-sig").splitlines()) if b"P1-T" in data else ()
        return [Sheet("", tuple(map(tuple, rows)))] if rows else []

    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        return read_plan(data, name=name, register=Register.shipped())


async def _answer(world: World, step: Step, text: str, id: str, files: _Files) -> Answer:
    """What is sent in is read, and the message answered once more."""
    said = dict(
        channel=Channel.OTHER if step.group else Channel.PRIVATE,
        reply_to=id if step.replies or step.press is not None else None,
        pressed=step.press is not None,
        forwarded=step.forwarded,
        attachment=Attachment(step.file, 1, "file") if step.file else None,
        files=files.chats.files,
        door=files.chats.door,
    )
    answer = await world.answer(step.who, text, **said)  # type: ignore[arg-type]
    parcel = next((reply.card.parcel for reply in answer.replies if reply.card.parcel), None)
    if parcel is None:
        return answer
    phones = _Phones(content(step.file, files.last) if step.file else b"")
    unpacked = await Unpacker(_Reader(), FakeClock()).unpack(phones, parcel)
    return await world.answer(step.who, text, unpacked=unpacked, **said)  # type: ignore[arg-type]


class _Phones(FakePlatform):
    """Where people are; keeps the cards that reach them."""

    def __init__(self, file: bytes = b"") -> None:
        super().__init__()
        self.file = file
        self.cards: list[tuple[Address, Card]] = []

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        return Fetched(self.file)

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return (Part(plain_text(card, actions=True), card),)

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        self.cards.append((to, part.shows))
        return await super().send(to, part, key=key)


async def _waited(world: World, until: datetime) -> Sequence[tuple[Address, Card]]:
    """What is sent until then: looked for each morning, and at the end."""
    phones, clock = _Phones(), FakeClock(world.now)
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    parts = assemble(world.store, clock, [phones], settings)
    moments = [until]
    while (before := moments[0] - timedelta(days=1)) > world.now:
        moments.insert(0, before)
    for moment in [m.replace(hour=hour, minute=m.minute) for m in moments for hour in (8, m.hour)]:
        clock.at = max(clock.at, moment.astimezone(UTC))
        now = clock.now()
        await parts.planner.look(now=now, midnight=midnight(now, ZONE))
        await parts.postman.drain()
    world.now = clock.at = max(clock.at, until.astimezone(UTC))
    seen = [sent for sent in phones.cards if sent[0].chat in _WATCHED]
    return sorted(seen, key=lambda sent: sent[0].chat)


def _line(step: Step, text: str, card: Card) -> str:
    who = f"{step.who}（群）" if step.group else step.who
    if step.press is not None:
        return f"{who} [{card.actions[step.press].label}]"
    text = text if len(text) <= _LONG else f"{text[:40]}…（{len(text)}字）"
    text = step.file or text
    how = "发送 " if step.file else "回复 " if step.replies else "转发 " if step.forwarded else ""
    return f"{who}> {how}{text}"
