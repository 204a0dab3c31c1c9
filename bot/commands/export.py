"""台账: what every department has reported, as a file; for the office, in private."""

from dataclasses import replace
from difflib import get_close_matches

from bot.access import Ruling
from bot.cards import export as cards
from bot.cards import no_files
from bot.commands.base import Call
from bot.commands.which import Periods
from bot.documents import Format
from bot.grammar.intent import Intent
from bot.ledgers import order_for
from bot.messages import Reply
from bot.model.period import Period
from bot.model.task import Department


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Says what is to be made; the file is made when no transaction is open."""
    if not call.request.files:
        return Reply(no_files.refused(call.say, "liaison plan export ledger.xlsx"))
    format: Format = "csv" if intent.words == "csv" else "xlsx"
    periods = await Periods.of(call)
    period, who = periods.current, intent.who
    if intent.period is not None:
        period = periods.called(intent.period)
        if period is None:
            return Reply(cards.unknown_period(call.say, intent.period, periods.every, format))
    for word in (who or "").split():
        if (named := periods.called(word)) is not None:
            period, who = named, " ".join(w for w in (who or "").split() if w != word) or None
    department = None
    if who is not None:
        found = await call.unit.people.department(who)
        if len(found) != 1 or not await _answers(call, found[0]):
            near = found if len(found) > 1 else await _near(call, who)
            return Reply(cards.unknown_department(call.say, who, near, period, format))
        department = found[0]
    return _ordered(call, period, department, format)


def _ordered(
    call: Call, period: Period | None, department: Department | None, format: Format
) -> Reply:
    order = order_for(
        call.facts.id,
        period,
        department,
        format=format,
        language=call.person.language,
        asker=call.person.name,
    )
    return Reply(replace(cards.ordered(call.say, period, department, format), order=order))


async def _answers(call: Call, body: Department) -> bool:
    """Whether it has a part in the plan."""
    return bool(await call.unit.tasks.assigned_to(call.facts.id, body.id))


async def _near(call: Call, word: str) -> list[Department]:
    """Departments of the plan with names like it."""
    covered = [one.department for one in await call.unit.reviews.coverage(call.facts.id)]
    names: dict[str, Department] = {}
    for body in covered:
        for name in (body.short, body.english, body.acronym):
            if name:
                names.setdefault(name.casefold(), body)
    found = [names[name] for name in get_close_matches(word, names, n=5, cutoff=0.4)]
    return list({body.id: body for body in found}.values())
