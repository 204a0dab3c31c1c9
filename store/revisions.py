"""Drafts against the plan in force: compared, and applied."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.messages import Address
from bot.model.plan import PlanDraft
from bot.model.revision import Answers, Revised, Revision
from bot.ports import PlanPeriod, Revisions
from store.comparing import bodies_of, compare, kept, meant
from store.letters import place
from store.queues import attempt, delivery
from store.revising import revise
from store.seed import name_row
from store.sql import Sql, insert_new
from store.tables import department_name

_ADD_NAME = insert_new(department_name)
_SENT = (
    select(func.max(attempt.c.at))
    .join(delivery, delivery.c.id == attempt.c.delivery_id)
    .where(
        delivery.c.platform == bindparam("platform"),
        delivery.c.tenant == bindparam("tenant"),
        delivery.c.chat == bindparam("chat"),
        delivery.c.message == bindparam("message"),
    )
)


class SqlRevisions(Revisions):
    """See ``bot.ports.revisions``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def draft(self, id: int) -> PlanDraft | None:
        return await kept(self._sql, id)

    async def compare(
        self, draft: int | PlanDraft, answers: Answers, period: PlanPeriod
    ) -> Revision:
        return (await compare(self._sql, draft, answers, period)).revision

    async def name(self, answers: Answers) -> Sequence[str]:
        if all(short is None for _, short in answers.bodies):
            return ()
        bodies = await bodies_of(self._sql)
        names = meant(answers, bodies)
        rows = [name_row(bodies[short].id, name, "alias") for name, short in names.items()]
        await self._sql.count(_ADD_NAME, rows)
        return list(names)

    async def is_overtaken(self, address: Address, message: str, *, revised: datetime) -> bool:
        [(sent,)] = await self._sql.rows(_SENT, place(address) | {"message": message})
        return sent is not None and sent < revised

    async def revise(
        self,
        seen: Revision,
        answers: Answers,
        period: PlanPeriod,
        *,
        by: int | None,
        at: datetime,
    ) -> Revised:
        compared = await compare(self._sql, seen.draft, answers, period)
        if compared.revision.open:
            raise ValueError("something is open")
        await self.name(answers)
        return await revise(self._sql, compared, seen, period, by=by, at=at)
