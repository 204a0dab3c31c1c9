"""One office in one database, in which every cell is played and taken back.

A cell is played inside one transaction that is rolled back at its end; triggers of the database
itself write down every row that changed, whatever changed it.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.reception import Identity
from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from adapters.wecom.adapter import WecomAdapter, WecomSettings
from adapters.wecom.bot import BotSettings, WecomBotAdapter
from bot.app import Parts, assemble
from bot.messages import Address, Event, Platform
from bot.model.digest import Scope
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode, Task
from bot.ports import Adapter, NoPainter, PlanPeriod
from bot.settings import Settings
from bot.slots import HOUR
from store import SqlStore, open_store
from store.sql import Sql
from store.unit import SqlUnit
from tests.adapters.wecom_app import Board
from tests.adapters.world import BOT
from tests.fakes import slack_payloads, wecom_frames, wecom_payloads
from tests.matrix.entries import GROUPS, ROBOT, account_of, first_words
from tests.matrix.written import CHANGES, FORGET, Change, write_down
from tests.world import START, FakeClock

CANARY = "金丝雀七号密封件"
LEAD, EACH, PARTICIPANT, NONE, RESTRICTED = 10, 14, 26, 20, 12
TEXTS = {
    LEAD: ("加强全流程管理。", "科技部", Mode.SOLE),
    EACH: ("完善相关政策。", "科技部 司法部", Mode.EACH_OWN),
    PARTICIPANT: ("做好博览会工作。", "商务部 科技部", Mode.LEAD_PARTICIPANTS),
    NONE: ("加强进出口保护。", "海关总署", Mode.SOLE),
    RESTRICTED: (f"{CANARY}的转化。", "科技部", Mode.SOLE),
}
_ITEMS = 30
_PEOPLE = (
    ("liaison", "张三", "科技部", PersonRole.LIAISON),
    ("deputy", "李四", "科技部", PersonRole.DEPUTY),
    ("observer", "领导", "科技部", PersonRole.OBSERVER),
    ("coordinator", "赵敏", "联席会议办公室", PersonRole.COORDINATOR),
    ("revoked", "孙离", "科技部", PersonRole.LIAISON),
    ("new", "新人", "科技部", PersonRole.LIAISON),
    ("other", "周商", "商务部", PersonRole.LIAISON),
    ("former", "吴前", "科技部", PersonRole.LIAISON),
)
EARLIER = datetime(2019, 10, 11, 1, 0, tzinfo=UTC)
PLATFORMS = (Platform.TELEGRAM, Platform.SLACK, Platform.WECOM)


class _Quiet:
    """Nobody waits on the wire."""

    async def worked(self, event: Event) -> None:
        return None


class _Telegram(_Quiet, TelegramAdapter):
    pass


class _Slack(_Quiet, SlackAdapter):
    pass


class _App(_Quiet, WecomAdapter):
    pass


class _Robot(_Quiet, WecomBotAdapter):
    pass


class Rehearsal(SqlStore):
    """Inside ``cell`` every unit is a part of one transaction, which comes to nothing."""

    sql: Sql | None = None

    @asynccontextmanager
    async def unit(self) -> AsyncGenerator[SqlUnit]:
        if self.sql is None:
            async with super().unit() as unit:
                yield unit
            return
        made = SqlUnit(self.sql, self._id)
        yield made
        await made.audit.flush()

    @asynccontextmanager
    async def view(self) -> AsyncGenerator[SqlUnit]:
        if self.sql is None:
            async with super().view() as unit:
                yield unit
            return
        yield SqlUnit(self.sql, self._id)

    @asynccontextmanager
    async def cell(self) -> AsyncIterator[Sql]:
        try:
            async with self.database.writing() as sql:
                self.sql = sql
                yield sql
                raise _TakenBack
        except _TakenBack:
            return
        finally:
            self.sql = None


class _TakenBack(Exception):
    """Whatever was written in a cell goes."""


@dataclass
class Office:
    store: Rehearsal
    parts: Parts
    people: dict[str, Person] = field(default_factory=dict)
    tasks: Mapping[int, Task] = field(default_factory=dict)

    def adapter(self, name: str) -> Adapter:
        platform, _, robot = name.partition(" ")
        return next(
            adapter
            for adapter in self.parts.adapters.values()
            if adapter.platform == platform and isinstance(adapter, _Robot) == bool(robot)
        )

    async def put(self, name: str, event: Event) -> None:
        """In through the door of the adapter, and worked."""
        await self.parts.gate(self.adapter(name)).accept(event)
        while await self.parts.worker.once():
            continue

    async def forget(self) -> None:
        """What was written before the message is not its doing."""
        assert self.store.sql is not None
        await self.store.sql.count(FORGET)

    async def changes(self) -> Sequence[Change]:
        assert self.store.sql is not None
        rows = await self.store.sql.rows(CHANGES)
        return [Change(op, table, json.loads(row)) for op, table, row in rows]


async def open_office(url: str) -> Office:
    store = Rehearsal((await open_store(url)).database)
    await store.enlist(at=START)
    clock = FakeClock()
    parts = assemble(store, clock, _adapters(clock), Settings.model_construct())
    parts.worker.painter = NoPainter()
    office = Office(store, parts)
    await _plan(store)
    async with store.unit() as unit:
        for role, name, body, kind in _PEOPLE:
            [department] = await unit.people.department(body)
            person = await unit.people.add(name, department.id, kind, at=START)
            office.people[role] = person
            for platform in PLATFORMS:
                if role != "new":
                    await unit.people.bind(person.id, account_of(role, platform), at=START)
        await unit.people.revoke(office.people["revoked"].id, at=START)
        owner = office.people["coordinator"].id
        for platform, tenant, chat in GROUPS:
            await unit.groups.register(
                Address(platform, tenant, chat),
                scope=Scope.PLAN,
                of="",
                purpose="简报",
                owner=owner,
                weekday=0,
                hour=HOUR,
                at=START,
            )
    await office.put("telegram", first_words())
    async with store.view() as unit:
        record = await unit.plans.current()
        assert record is not None
        office.tasks = await unit.tasks.numbered(record.facts.id, list(TEXTS))
    await store.database.run(write_down, write=True)
    return office


def _adapters(clock: FakeClock) -> list[Adapter]:
    nowhere = "http://127.0.0.1:9"
    telegram = _Telegram(TelegramSettings(token=f"{BOT}:x", api_base=nowhere), clock, _alone)
    telegram.username = "liaison_test_bot"
    slack = SlackSettings(token="xoxb-1", app_token="xapp-1", api_base=nowhere)
    who = Identity(slack_payloads.TEAM, slack_payloads.BOT_USER, slack_payloads.APP)
    board = Board()
    app = WecomSettings(
        corp=wecom_payloads.CORP,
        agent=wecom_payloads.AGENT,
        secret="x",
        callback_tokens=(wecom_payloads.TOKEN,),
        aes_keys=(wecom_payloads.AES_KEY,),
        api_base=nowhere,
    )
    robot = BotSettings(
        bot=wecom_frames.BOT, secret="x", url="ws://x", corp=wecom_payloads.CORP, tenant=ROBOT
    )
    return [
        telegram,
        _Slack(slack, who, clock),
        _App(app, clock, board, board.exclusive),
        _Robot(robot, clock, _alone),
    ]


@asynccontextmanager
async def _alone(_: str) -> AsyncIterator[None]:
    yield


async def _plan(store: SqlStore) -> None:
    period = PlanPeriod(
        title="2019年推进计划",
        starts=date(2019, 1, 1),
        ends=date(2019, 12, 31),
        issued_on=None,
    )
    drafts = tuple(_draft(number) for number in range(1, _ITEMS + 1))
    draft = PlanDraft(sha256="ab" * 32, name="plan.txt", tasks=drafts)
    async with store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=START), period, at=START)


def _draft(number: int) -> TaskDraft:
    said, names, mode = TEXTS.get(number, (f"事项{number}。", "知识产权局", Mode.SOLE))
    bodies = tuple(names.split())
    return TaskDraft(
        number=str(number),
        text=said,
        chapter="一、深化改革",
        section=None,
        mode=mode,
        leads=bodies[:1],
        lead_basis=LeadBasis.CLOSING_RULE,
        departments=bodies,
        restricted_suggested=number == RESTRICTED,
    )
