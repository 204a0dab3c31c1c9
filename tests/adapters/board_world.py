"""The office's board over a small plan in which everything occurs once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import update

from adapters.http import build_app
from adapters.web.board import Board
from adapters.web.guard import Guard
from adapters.web.site import routes
from bot.messages import Address, Card, Event, Language, Part, Platform
from bot.model.audit import OPERATOR, AuditEntry
from bot.model.report import ReportState
from bot.model.task import DeadlineKind, Status
from bot.ports import Clock, LaneState, Page, Route
from store.tables import share as share_table
from store.tables import task as task_table
from tests.bot.cast import Due
from tests.bot.reported import reported
from tests.bot.world import NOW, World, account_of, make
from tests.world import FakeClock

URL = "http://127.0.0.1:8080"
ZONE = ZoneInfo("Asia/Shanghai")
CANARY = "石榴"  # of a restricted task: nobody reads it anywhere
NOTE = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e'\"&{{ 7*7 }}"
RESTRICTED = (12, 65)
_BOT = Route(platform=Platform.TELEGRAM, tenant="1")
_DUES: dict[int, Due] = {
    12: (date(2019, 10, 15), DeadlineKind.EXPLICIT, CANARY),
    24: (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前"),
    46: (date(2019, 10, 16), DeadlineKind.MILESTONE, "出台政策"),
    55: (date(2019, 10, 1), DeadlineKind.EXPLICIT, None),
}
PATHS = (
    "/web/board",
    "/web/board/chart.svg",
    "/web/board/tasks",
    "/web/board/task",
    "/web/board/departments",
    "/web/board/reports",
    "/web/board/deliveries",
)


@dataclass
class Office:
    """The board, and a browser before it."""

    world: World
    guard: Guard
    app: httpx.ASGITransport

    @asynccontextmanager
    async def browser(self, who: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
        """One that has entered as somebody; None: by the operator's link."""
        async with self.world.store.view() as unit:
            people = {person.name: person.id for person in await unit.people.people()}
        link = await self.guard.link(Page.BOARD, people[who] if who else None)
        async with httpx.AsyncClient(transport=self.app, base_url=URL) as client:
            sent = {"key": link.partition("key=")[2]}
            entered = await client.post("/web/enter", data=sent, headers={"Origin": URL})
            assert entered.status_code == 303
            yield client


async def busy(path: Path) -> World:
    """Statuses, notes, reports, dead letters, a parked event, an audit; who had nothing to do with
    it wrote nothing."""
    world = await make(path, dues=_DUES)
    await world.say("张三", f"24 推进中 征求意见稿已汇总 {NOTE}")
    await world.say("张三", "68 受阻")
    await world.say("张三", "10 已完成")
    await world.say("张三", "65 推进中")
    await reported(world, 2, "知识产权局", ReportState.SUBMITTED, by="陈静")
    await reported(world, 3, "知识产权局", ReportState.ACCEPTED, by="陈静")
    await reported(world, 24, "司法部", ReportState.RETURNED, by="王芳")
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    first = await world.task(1)
    async with world.store.database.writing() as sql:
        secret = update(task_table).where(task_table.c.ref.in_(RESTRICTED))
        await sql.count(secret.values(text=CANARY, folded=CANARY))
        closed = update(share_table).where(share_table.c.task_id == first.id)
        await sql.count(closed.values(status=Status.CLOSED, version=1))
    async with world.store.unit() as unit:
        entry = AuditEntry(actor=OPERATOR, channel="command line", act="invite")
        unit.audit.note(entry, at=NOW)
    await _fail(world)
    return world


async def _fail(world: World) -> None:
    """A message to 王芳 is refused, one to a group expires, and an event is parked."""
    group = Address(Platform.TELEGRAM, "1", "-100")
    mine = Address(Platform.TELEGRAM, "1", account_of("王芳").user)
    later = NOW + timedelta(1)
    async with world.store.unit() as unit:
        for key, to in (("refused", mine), ("expired", group)):
            await unit.outbox.put(key, to, [Part("", Card("第三季度进展未报"))], at=NOW)
        await unit.outbox.enroll(_BOT, limit=9)
        for held in await unit.outbox.claim(_BOT, urgent=False, now=NOW, limit=9):
            state = held.item.key
            if state not in ("refused", "expired"):
                await unit.outbox.release(held, due=later)
                continue
            await unit.outbox.intend(held, "", at=NOW)
            free = LaneState(free_at=later, stop_until=later)
            await unit.outbox.settle(held, state, at=NOW, lane=free, reason="blocked by the user")
        event = Event(platform=Platform.TELEGRAM, tenant="1", id="x", lane="x", payload=CANARY)
        await unit.inbox.add([event], at=NOW)
        [taken] = await unit.inbox.claim([_BOT], limit=1)
        await unit.inbox.settle(taken, "parked", reason="a fault")


def office(world: World, clock: Clock | None = None, url: str = URL) -> Office:
    """``clock`` lets links and sessions end."""
    now = FakeClock()
    now.at = world.now
    guard = Guard(store=world.store, clock=clock or now, url=url, open=frozenset(Page))
    places = Board(world.store, now).places()
    pages = routes(guard, places, language=Language.ZH, zone=ZONE)
    return Office(
        world, guard, httpx.ASGITransport(build_app([], pages=pages), client=("127.0.0.1", 4711))
    )
