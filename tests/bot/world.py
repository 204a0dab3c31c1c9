"""A small plan in a real store, a few people, and a way to talk to the bot as one of them."""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event, update

from bot.cards.plain import plain_text
from bot.codes import binding_digest
from bot.dispatch import Bot
from bot.flood import Limits
from bot.messages import Account, Address, Channel, Language, Part, Platform, Request
from bot.model.audit import AuditRecord
from bot.model.plan import PlanDraft
from bot.model.task import Share, Status, Task
from bot.model.update import Update
from bot.ports import LaneState, PlanPeriod, Route, Unit
from bot.turn import Answer
from store import SqlStore, open_store
from store.tables import share as share_table
from tests.bot.cast import PEOPLE, TASKS, UNDATED, Due, drafted

PLENTY = Limits(10**6, 10**6)  # counted as always, and nobody comes so far
NOW = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)  # 10:00 in Beijing, a Friday
_BOT = Route(platform=Platform.TELEGRAM, tenant="1")
_YEAR = PlanPeriod(
    title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
)


@dataclass
class World:
    """One bot, one store, one clock; every message gets its own key."""

    store: SqlStore
    path: Path
    bot: Bot = field(
        default_factory=lambda: Bot(ZoneInfo("Asia/Shanghai"), names=("联络员",), limits=PLENTY)
    )
    now: datetime = NOW
    said: int = 0
    trace: list[str] = field(default_factory=list)
    statements: tuple[str, ...] = ()  # of the last message: its answer, and the audit's entries

    async def answer(
        self,
        who: str,
        text: str,
        *,
        channel: Channel = Channel.PRIVATE,
        reply_to: str | None = None,
        pressed: bool | None = None,
        addressed: bool = True,
        forwarded: bool = False,
        foreign: bool = False,
        **more: Any,
    ) -> Answer:
        account, private = account_of(who), place_of(who)
        origin = private if channel is Channel.PRIVATE else Address(Platform.TELEGRAM, "1", "group")
        request = Request(
            sender=account,
            origin=origin,
            private=private,
            channel=channel,
            text=text,
            reply_to=reply_to,
            pressed=reply_to is not None if pressed is None else pressed,
            addressed=addressed,
            forwarded=forwarded,
            foreign=foreign,
            **more,
        )
        self.said += 1
        async with self.store.unit() as unit:
            self.trace.clear()
            batch = f"telegram:1:{self.said}"
            answer = await self.bot.handle(request, unit, now=self.now, batch=batch)
            self.statements = tuple(self.trace)
            await self._send(unit, answer, private, origin, batch)
            before = len(self.trace)
        self.statements += tuple(self.trace[before:])
        return answer

    async def _send(
        self, unit: Unit, answer: Answer, private: Address, origin: Address, batch: str
    ) -> None:
        """What was answered has reached the chat: messages are called 1.0, 1.1, 2.0 …"""
        for place, reply in enumerate(answer.replies):
            assert all(len(action.command.encode()) <= 64 for action in reply.card.actions)
            to, id = private if reply.private else origin, f"{self.said}.{place}"
            await unit.outbox.put(id, to, [Part("", reply.card)], at=NOW, cause=batch)
            await unit.outbox.enroll(_BOT, limit=9)
            [held] = await unit.outbox.claim_answers(_BOT, batch, now=NOW, limit=1)
            await unit.outbox.intend(held, "", at=NOW)
            free = LaneState(free_at=NOW, stop_until=NOW)
            await unit.outbox.settle(held, "sent", at=NOW, lane=free, message=id)

    async def say(self, who: str, text: str, **how: object) -> str:
        """All the replies as one text, buttons too."""
        answer = await self.answer(who, text, **how)  # type: ignore[arg-type]
        return "\n---\n".join(plain_text(r.card, actions=True) for r in answer.replies)

    @property
    def last(self) -> str:
        """The id of the card that was shown last."""
        return f"{self.said}.0"

    async def task(self, ref: int) -> Task:
        async with self.store.view() as unit:
            record = await unit.plans.current()
            assert record is not None
            return (await unit.tasks.numbered(record.facts.id, [ref]))[ref]

    async def share(self, ref: int, department: str) -> Share:
        shares = (await self.task(ref)).shares
        return next(share for share in shares if share.department.short == department)

    async def put(self, ref: int, department: str, status: Status) -> None:
        """What nobody can say yet."""
        task, part = await self.task(ref), await self.share(ref, department)
        async with self.store.database.writing() as sql:
            await sql.count(
                update(share_table)
                .where(share_table.c.task_id == task.id)
                .where(share_table.c.department_id == part.department.id)
                .values(status=status)
            )

    async def updates(self) -> Sequence[Update]:
        """All records of the tasks that stories are about, oldest first."""
        found: list[Update] = []
        for id in [(await self.task(ref)).id for ref in TASKS]:
            async with self.store.view() as unit:
                found += await unit.tasks.history(id, limit=100)
        return sorted(found, key=lambda update: update.id)

    async def issue(self, who: str, code: str, *, expires: datetime) -> None:
        async with self.store.unit() as unit:
            person = next(p for p in await unit.people.people() if p.name == who)
            digest = binding_digest(code)
            await unit.people.issue(
                person.id, Platform.TELEGRAM, digest=digest, at=NOW, expires=expires
            )

    async def rebind(self, who: str) -> None:
        async with self.store.unit() as unit:
            person = next(p for p in await unit.people.people() if p.name == who)
            await unit.people.bind(person.id, account_of(who), at=NOW)

    async def noted(self, *, after: int = 0) -> list[str]:
        """The audit's entries behind number ``after``, oldest first, as words in a row."""
        async with self.store.view() as unit:
            found = await unit.audit.entries(limit=1000)
        return [
            " ".join(filter(None, (_called(one), one.channel, one.act, _object(one), one.outcome)))
            for one in reversed(found)
            if one.number > after
        ]

    async def audited(self) -> int:
        """The number of the last entry."""
        async with self.store.view() as unit:
            return (await unit.audit.head()).number

    def dump(self) -> str:
        """Everything that is stored anywhere."""
        with sqlite3.connect(self.path) as connection:
            dumped = "\n".join(connection.iterdump())
        connection.close()
        return dumped


def _called(one: AuditRecord) -> str:
    return one.actor if one.who is None else one.who.name


def _object(one: AuditRecord) -> str:
    if one.ref is not None:
        return str(one.ref)
    return one.object if one.whom is None else one.whom.name


def account_of(who: str) -> Account:
    return Account(Platform.TELEGRAM, "1", who)


def place_of(who: str) -> Address:
    return Address(Platform.TELEGRAM, "1", who)


_made: dict[str, Path] = {}
_shelf = tempfile.TemporaryDirectory(prefix="liaison-worlds-")
atexit.register(_shelf.cleanup)


async def make(path: Path, *, plan: bool = True, dues: dict[int, Due] | None = None) -> World:
    """A fresh world, a copy of the first of its kind; ``dues`` gives some of the tasks a date."""
    kind = repr((plan, dues))
    if kind not in _made:
        first = Path(_shelf.name) / f"{len(_made)}.db"
        store = await open_store(f"sqlite:///{first}")
        await store.enlist(at=NOW)
        await _furnish(World(store, first), dues or {}, plan=plan)
        await store.close()
        _made[kind] = first
    shutil.copyfile(_made[kind], path)
    store = await open_store(f"sqlite:///{path}")
    await store.enlist(at=NOW)
    world = World(store, path, said=int(plan))
    for engine in store.engines:
        event.listen(
            engine,
            "before_cursor_execute",
            lambda _c, _k, statement, *_: world.trace.append(statement),
        )
    return world


async def _furnish(world: World, dues: dict[int, Due], *, plan: bool) -> None:
    async with world.store.unit() as unit:
        if plan:
            tasks = [drafted(number, dues.get(number, UNDATED)) for number in range(1, 107)]
            draft = PlanDraft(sha256="ab" * 32, name="plan.txt", tasks=tuple(tasks))
            await unit.plans.apply(await unit.plans.keep(draft, at=NOW), _YEAR, at=NOW)
        for name, short, role in PEOPLE:
            [body] = await unit.people.department(short)
            person = await unit.people.add(name, body.id, role, at=NOW)
            await unit.people.bind(person.id, account_of(name), at=NOW)
        await unit.people.set_language(person.id, Language.EN)
    if plan:
        await world.answer("赵敏", "谢谢")  # whoever comes first opens the third quarter
