"""Makes the draft of a circular that somebody asked for: looks in a view, writes in a thread."""

import asyncio
from dataclasses import replace
from datetime import datetime, tzinfo

from bot import ledgers
from bot.cards import circular as cards
from bot.documents import Order
from bot.locale import words
from bot.messages import Card, Language
from bot.model.ledger import Ledger
from bot.model.period import Period
from bot.model.task import Department, Task
from bot.ports import SheetWriter, Store, Unit
from bot.workdays import Calendar


async def made(
    order: Order, store: Store, writer: SheetWriter, *, now: datetime, zone: tzinfo
) -> Card:
    """The card with its document.  Raises ``UserError`` where the plan is no longer in force."""
    say = words(Language(order.language), zone)
    async with store.view() as unit:
        ledger, calendar = await look(unit, order, now=now, zone=zone)

    def drawn() -> bytes:
        return writer.write(cards.paper(say, ledger, calendar, order.chapter), order.format)

    return cards.made(say, ledger, await asyncio.to_thread(drawn), order.chapter)


async def look(unit: Unit, order: Order, *, now: datetime, zone: tzinfo) -> tuple[Ledger, Calendar]:
    """The rows of the ledger that it is about: all that it says is counted from them."""
    ledger, calendar = await ledgers.look(unit, order, now=now, zone=zone)
    if order.chapter is not None:
        rows = [row for row in ledger.rows if in_chapter(row.task, order.chapter)]
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


def in_chapter(task: Task, words: str) -> bool:
    """第一章, or words of the title of its chapter or section."""
    wanted = words.removeprefix("第").removesuffix("章") if words.startswith("第") else words
    if wanted != words:
        return (task.chapter or "").startswith(f"{wanted}、")
    return any(words.lower() in (title or "").lower() for title in (task.chapter, task.section))
