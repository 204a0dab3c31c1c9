"""报送期: the office opens and seals reporting periods, and says how often there is one."""

from datetime import date

from bot.access import Ruling, Verdict
from bot.cards import period as cards
from bot.cards import sealing
from bot.cards.period_lines import cadence_line, open_line, seal_line
from bot.commands import grouped
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.grammar.period_command import CADENCE, OPEN, REMIND, SEAL
from bot.messages import Reply
from bot.model.period import Cadence, Span
from bot.model.plan import PlanFacts
from bot.periods import due_day, opens_on, span_of, spans
from bot.ports import Tally


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    match intent.verb:
        case verb if verb == OPEN:
            return await _open(call, intent)
        case verb if verb == SEAL:
            return await _seal(call, intent)
        case verb if verb == CADENCE:
            return await _cadence(call, Cadence(intent.words or ""))
        case verb if verb == REMIND:
            return Reply(cards.remind(call.say))
    return await _show(call, intent.period)


async def _show(call: Call, code: str | None) -> Reply:
    plan = call.facts
    tallies = await call.unit.reviews.tallies(plan.id)
    if code is None:
        periods = await call.unit.periods.all(plan.id)
        card = cards.listed(call.say, plan, periods, tallies, _coming(call, plan.cadence))
        return Reply(card, replaces=True)
    period = await call.unit.periods.find(plan.id, code)
    if period is None:
        return Reply(cards.unknown(call.say, code, span_of(code)))
    return Reply(cards.one(call.say, period, tallies.get(period.id, Tally()), call.calendar))


async def _open(call: Call, intent: Intent) -> Reply:
    """Irreversible: always shown first."""
    plan, code = call.facts, intent.period or ""
    own = intent.stretch is not None
    span = Span(code, *intent.stretch) if intent.stretch else span_of(code)
    if span is None:
        return Reply(cards.unknown(call.say, code, None))
    if (period := await call.unit.periods.find(plan.id, code)) is not None:
        return Reply(cards.already(call.say, period))
    if span.ends < (plan.issued_on or plan.starts) or span.starts > plan.ends:
        return Reply(cards.outside(call.say, plan, span))
    wanted = _in_its_year(intent.day, span) or due_day(span.ends, call.calendar)
    due = call.calendar.next_workday(wanted)
    if due < max(call.today, span.starts):
        return Reply(cards.no_day(call.say, span, due))
    if not call.confirmed:
        what = cards.Opening(
            span=span,
            due=due,
            wanted=wanted,
            owing=await call.unit.reviews.owing(plan.id),
            coverage=await call.unit.reviews.coverage(plan.id),
        )
        confirm = await call.keep(open_line(call.say, span, due, own=own))
        card = cards.open_preview(call.say, what, confirm, today=call.today, calendar=call.calendar)
        return Reply(card)
    opened = await call.unit.periods.open(
        plan.id, span, due, cadence=_is_rhythm(plan, span), at=call.now, by=call.person.id
    )
    if opened is None:
        return await _show(call, code)
    call.touch(f"period:{opened.id}")
    tallies = await call.unit.reviews.tallies(plan.id)
    return Reply(cards.opened(call.say, opened, tallies.get(opened.id, Tally())))


async def _seal(call: Call, intent: Intent) -> Reply:
    """Irreversible: who is missing is shown first."""
    plan = call.facts
    period = plan.period
    if intent.period is not None:
        period = await call.unit.periods.find(plan.id, intent.period)
        if period is None:
            return Reply(cards.unknown(call.say, intent.period, span_of(intent.period)))
    if period is None:
        return Reply(sealing.nothing_open(call.say))
    if not period.is_open:
        return Reply(cards.sealed_already(call.say, period))
    counts = (await call.unit.reviews.tallies(plan.id)).get(period.id, Tally())
    if not call.confirmed:
        standings = await call.unit.reviews.standings(period.id)
        confirm = await call.keep(seal_line(call.say, period))
        return Reply(
            sealing.seal_preview(
                call.say, period, counts, standings, today=call.today, confirm=confirm
            )
        )
    call.touch(f"period:{period.id}")
    await call.unit.reviews.seal(period.id, by=call.person.id, at=call.now)
    return Reply(sealing.sealed(call.say, period, counts))


async def _cadence(call: Call, wanted: Cadence) -> Reply:
    plan = call.facts
    if wanted is plan.cadence:
        return Reply(sealing.cadence_same(call.say, wanted))
    coming = _coming(call, wanted)
    if not call.confirmed:
        confirm = await call.keep(cadence_line(call.say, wanted))
        return Reply(sealing.cadence_preview(call.say, plan, wanted, coming, confirm))
    call.touch(f"plan:{plan.id}")
    await call.unit.plans.set_cadence(plan.id, wanted)
    return Reply(sealing.cadence_set(call.say, plan.cadence, wanted, coming))


def _in_its_year(day: date | None, span: Span) -> date | None:
    """15 January for a period that ends in December is the next one; the preview shows it."""
    if day is None or day >= span.starts or (day.month, day.day) == (2, 29):
        return day
    return day.replace(year=span.ends.year + 1)


def _is_rhythm(plan: PlanFacts, span: Span) -> bool:
    return span in spans(plan.cadence, plan.starts, plan.ends)


def _coming(call: Call, cadence: Cadence) -> tuple[Span, date] | None:
    """The next period that opens by itself, and on which day: today if it is overdue."""
    plan = call.facts
    for span in spans(cadence, plan.starts, plan.ends):
        due = due_day(span.ends, call.calendar)
        if span.ends > (plan.opened_until or date.min) and due >= call.today:
            return span, max(opens_on(due, call.calendar), call.today)
    return None
