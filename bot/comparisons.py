"""Makes the table of what a document changes in the plan in force: looks in a view, writes in a
thread."""

import asyncio
from datetime import datetime, tzinfo

from bot.cards import comparison as cards
from bot.documents import Order
from bot.errors import Code, UserError
from bot.locale import words
from bot.messages import Card, Language
from bot.model.revision import Answers, Revision
from bot.ports import PlanPeriod, SheetWriter, Store, Unit
from bot.reissue import settled


async def made(
    order: Order, store: Store, writer: SheetWriter, *, now: datetime, zone: tzinfo
) -> Card:
    """The card with its document.  Raises ``UserError`` where the plan is no longer in force."""
    say = words(Language(order.language), zone, now)
    async with store.view() as unit:
        seen, period = await _look(unit, order)

    def drawn() -> bytes:
        return writer.write(cards.table(say, seen, period, order, now), order.format)

    return cards.made(say, seen, order, now, await asyncio.to_thread(drawn))


async def _look(unit: Unit, order: Order) -> tuple[Revision, PlanPeriod]:
    """As the preview compared it."""
    record = await unit.plans.current()
    draft = None if order.draft is None else await unit.revisions.draft(order.draft)
    if record is None or record.facts.id != order.plan or draft is None:
        raise UserError(Code.NO_PLAN)
    answers = order.answers or Answers()
    period = settled(draft, answers, record.period) or record.period
    return await unit.revisions.compare(order.draft or 0, answers, period), period


def order_for(plan: int, draft: int, answers: Answers, *, language: str, asker: str) -> Order:
    return Order(
        plan=plan,
        period=None,
        department=None,
        format="xlsx",
        language=language,
        asker=asker,
        kind="comparison",
        draft=draft,
        answers=answers,
    )
