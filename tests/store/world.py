"""A small plan, a few people, and short names for what the tests of the store do often."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import event

from bot.messages import Account, Address, Card, Event, Part, Platform, Seen
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanDraft, PlanFacts, TaskDraft
from bot.model.task import DeadlineKind, LeadBasis, Mode
from bot.ports import PlanPeriod, Route
from store import SqlStore

NOW = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
YEAR = PlanPeriod(
    title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
)
BOT = Route(platform=Platform.TELEGRAM, tenant="7")
ALICE = Account(Platform.TELEGRAM, "7", "1001")
CHAT = Address(Platform.TELEGRAM, "7", "1001")


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def task(number: str | None, text: str, *departments: str, **more: object) -> TaskDraft:
    """The first department leads."""
    facts: dict[str, object] = {
        "chapter": "一、法规",
        "section": None,
        "mode": Mode.SOLE if len(departments) == 1 else Mode.LEAD_PARTICIPANTS,
        "leads": departments[:1],
        "lead_basis": LeadBasis.CLOSING_RULE,
        "departments": departments,
    }
    return TaskDraft(number=number, text=text, **(facts | more))  # type: ignore[arg-type]


TASKS = (
    task("1", "推进《专利法》修改。", "知识产权局", "司法部"),
    task("2", "完善商标审查100%电子化_流程。", "知识产权局"),
    task(
        "3",
        "建设地理标志 保护 示范区。",
        "林草局",
        "知识产权局",
        "市某某局",
        deadline=date(2019, 11, 30),
        deadline_kind=DeadlineKind.EXPLICIT,
        deadline_raw="11月底前",
    ),
    task("4", "国防专利绝密渠道CANARY", "国防科工局", restricted_suggested=True, lines=(9, 9)),
    task(
        "5",
        "各自落实ＰＣＴ宣传。",
        "科技部",
        "财政部",
        mode=Mode.EACH_OWN,
        deadline=date(2019, 6, 30),
        deadline_kind=DeadlineKind.MILESTONE,
    ),
)


def draft(*tasks: TaskDraft, sha256: str = "ab" * 32) -> PlanDraft:
    return PlanDraft(sha256=sha256, name="plan.txt", tasks=tasks or TASKS, rules=("每季度末报告",))


@dataclass(frozen=True)
class World:
    """A plan in force and Alice, who speaks for 知识产权局."""

    store: SqlStore
    plan: PlanFacts
    alice: Person


async def settled(store: SqlStore, *tasks: TaskDraft) -> World:
    async with store.unit() as unit:
        plan = await unit.plans.apply(await unit.plans.keep(draft(*tasks), at=NOW), YEAR, at=NOW)
        [body] = await unit.people.department("知识产权局")
        alice = await unit.people.add("爱丽丝", body.id, PersonRole.LIAISON, at=NOW)
        assert await unit.people.bind(alice.id, ALICE, at=NOW)
    return World(store, plan, alice)


def event_of(id: str, lane: str = "1001") -> Event:
    return Event(platform=BOT.platform, tenant=BOT.tenant, id=id, lane=lane, payload="{}")


def part(text: str, *about: Seen) -> Part:
    return Part(text, Card(text, about=about))


@contextmanager
def counted(store: SqlStore) -> Iterator[list[str]]:
    """The statements that run inside, BEGIN and COMMIT apart."""
    statements: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        statements.append(statement)

    for engine in store.engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in store.engines:
            event.remove(engine, "before_cursor_execute", note)
