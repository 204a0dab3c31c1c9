"""Makes a ledger that somebody asked for: looks in a view, writes in a thread, locks nothing."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from bot.cards import export
from bot.cards import ledger as cards
from bot.documents import Order
from bot.errors import Code, UserError
from bot.locale import words
from bot.messages import Card, Language
from bot.model.ledger import Entry, Ledger, LedgerRow, row_key
from bot.model.period import Period
from bot.model.task import Department, Task
from bot.ports import SheetWriter, Store, Unit
from bot.workdays import Calendar

_NOTHING = Entry()


async def made(
    order: Order, store: Store, writer: SheetWriter, *, now: datetime, zone: tzinfo
) -> Card:
    """The card with its document.  Raises ``UserError`` where the plan is no longer in force."""
    say = words(Language(order.language), zone, now)
    async with store.view() as unit:
        ledger, calendar = await look(unit, order, now=now, zone=zone)

    def drawn() -> bytes:
        return writer.write(cards.table(say, ledger, calendar), order.format)

    return export.made(say, ledger, await asyncio.to_thread(drawn), order.format)


async def look(unit: Unit, order: Order, *, now: datetime, zone: tzinfo) -> tuple[Ledger, Calendar]:
    """What there is at one moment; ten statements, whatever the size of the plan."""
    record = await unit.plans.current()
    if record is None or record.facts.id != order.plan:
        raise UserError(Code.NO_PLAN)
    plan, period = record.facts, None
    if order.period is not None:
        every = await unit.periods.all(plan.id)
        period = next((one for one in every if one.id == order.period), None)
    entries = await unit.ledgers.entries(plan.id, period, zone=zone)
    liaisons = await unit.ledgers.liaisons()
    tasks = await unit.tasks.every(plan.id)
    rows = list(_rows(plan.id, tasks, entries, liaisons, order.department))
    ledger = Ledger(
        plan=plan,
        period=period,
        department=_department(rows, order.department),
        rows=rows,
        at=now,
        asker=order.asker,
        head=await unit.audit.head(),
    )
    return ledger, await unit.workdays.calendar()


def order_for(plan: int, period: Period | None, department: Department | None, **how: str) -> Order:
    """``how``: format, language and asker."""
    return Order(
        plan=plan,
        period=None if period is None else period.id,
        department=None if department is None else department.id,
        format="csv" if how["format"] == "csv" else "xlsx",
        language=how["language"],
        asker=how["asker"],
    )


def _rows(
    plan: int,
    tasks: Sequence[Task],
    entries: Mapping[tuple[int, int], Entry],
    liaisons: Mapping[int, tuple[str, ...]],
    department: int | None,
) -> Iterator[LedgerRow]:
    for task in tasks:
        if not task.shares and department is None:
            key = row_key(plan, task.id, 0)
            yield LedgerRow(key=key, task=task, share=None, entry=_NOTHING)
        for share in task.shares:
            body = share.department.id
            if department in (None, body):
                yield LedgerRow(
                    key=row_key(plan, task.id, body),
                    task=task,
                    share=share,
                    entry=entries.get((task.id, body), _NOTHING),
                    liaisons=liaisons.get(body, ()),
                )


def _department(rows: Sequence[LedgerRow], id: int | None) -> Department | None:
    if id is None:
        return None
    return next((row.share.department for row in rows if row.share is not None), None)
