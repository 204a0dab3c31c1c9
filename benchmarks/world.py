"""A store filled for measuring: a plan of any size, people and their accounts."""

from datetime import UTC, date, datetime

from bot.app import open_database
from bot.messages import Account, Platform
from bot.model.person import PersonRole
from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode
from bot.ports import PlanPeriod

NOW = datetime(2019, 10, 11, 2, tzinfo=UTC)
BOT = "1"
_EVERY = 9  # of so many tasks one is the measured department's
_OTHERS = ("财政部", "司法部", "公安部", "商务部", "教育部", "外交部", "知识产权局", "林草局")


def draft(tasks: int) -> PlanDraft:
    """A plan in which 科技部 has a share in every ninth task, as in the real one."""
    return PlanDraft(sha256=f"{tasks:064x}", name="bench", tasks=tuple(map(_task, range(tasks))))


def _task(n: int) -> TaskDraft:
    others = (_OTHERS[n % len(_OTHERS)], _OTHERS[(n // 3) % len(_OTHERS)])
    bodies = ("科技部", others[0]) if n % _EVERY == 0 else tuple(dict.fromkeys(others))
    return TaskDraft(
        number=str(n + 1),
        text=f"推进第{n + 1}批知识产权保护条例立法进程，组织编制配套实施细则。",
        chapter="一、深化知识产权领域改革",
        section="（一）推进管理体制机制改革",
        mode=Mode.LEAD_PARTICIPANTS,
        leads=bodies[:1],
        lead_basis=LeadBasis.CLOSING_RULE,
        departments=bodies,
        lines=(n + 1, n + 1),
    )


async def filled(url: str, *, tasks: int, chats: int) -> None:
    """Fill the store at ``url``: users 1000, 1001, ... of Telegram bot 1 speak for 科技部."""
    store = await open_database(url)
    try:
        async with store.unit() as unit:
            kept = await unit.plans.keep(draft(tasks), at=NOW)
            period = PlanPeriod(
                title="bench", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
            )
            await unit.plans.apply(kept, period, at=NOW)
            [body] = await unit.people.department("科技部")
            for n in range(chats + 1):
                person = await unit.people.add(f"联络员{n}", body.id, PersonRole.LIAISON, at=NOW)
                account = Account(Platform.TELEGRAM, BOT, str(1000 + n))
                await unit.people.bind(person.id, account, at=NOW)
    finally:
        await store.close()
