"""Makes the draft of a circular that somebody asked for: looks in a view, writes in a thread."""

import asyncio
from dataclasses import replace
from datetime import datetime, tzinfo

from bot import ledgers
from bot.cards import circular as cards
from bot.chapters import is_in, meant
from bot.documents import Order
from bot.locale import words
from bot.messages import Card, Language
from bot.model.ledger import Ledger
from bot.model.period import Period
from bot.model.task import Department
from bot.ports import SheetWriter, Store, Unit
from bot.workdays import Calendar


async def made(
    order: Order, store: Store, writer: SheetWriter, *, now: datetime, zone: tzinfo
) -> Card:
    """The card with its document.  Raises ``UserError`` where the plan is no longer in force."""
    say = words(Language(order.language), zone, now)
    async with store.view() as unit:
        ledger, calendar = await look(unit, order, now=now, zone=zone)

    def drawn() -> bytes:
        return writer.write(cards.paper(say, ledger, calendar, order.chapter), order.format)

    return cards.made(say, ledger, await asyncio.to_thread(drawn), order.chapter)


async def look(unit: Unit, order: Order, *, now: datetime, zone: tzinfo) -> tuple[Ledger, Calendar]:
    """The rows of the ledger that it is about: all that it says is counted from them."""
    ledger, calendar = await ledgers.look(unit, order, now=now, zone=zone)
    if order.chapter is not None:
        words = meant(order.chapter, (row.task.chapter for row in ledger.rows))
        rows = [row for row in ledger.rows if is_in(row.task.chapter, row.task.section, words)]
        ledger = replace(ledger, rows=rows)
    return ledger, calendar


def order_for(
    plan: int,
    period: Period | None,
    department: Department | None,
    *,
    chapter: str | None,
    language: str,
    asker: str,
) -> Order:
    return Order(
        plan=plan,
        period=None if period is None else period.id,
        department=None if department is None else department.id,
        format="docx",
        language=language,
        asker=asker,
        kind="circular",
        chapter=chapter,
    )
