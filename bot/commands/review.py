"""通过, 退回: the office accepts reports or sends them back, one by one or a department's all."""

from dataclasses import replace

from bot.access import Ruling, Verdict
from bot.cards import accepting, reviewing
from bot.cards import reviews as cards
from bot.cards.periods import name
from bot.cards.reviews import Choice
from bot.commands import grouped, telling, which_reports
from bot.commands.base import Call
from bot.commands.which import Periods
from bot.commands.which_reports import Meant, States
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Card, Reply
from bot.model.audit import task_object
from bot.model.report import ReportState
from bot.ports import Owed

_AT_ONCE = 5  # reports; more are shown first
_LONGEST = 2000  # characters of a reason
_TO_ACCEPT: States = (ReportState.SUBMITTED,)
_TO_SEND_BACK: States = (ReportState.SUBMITTED, ReportState.ACCEPTED)


async def approve(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    group = ruling.verdict is Verdict.BUTTON
    await _gate(call, intent, words=group and intent.who is not None)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if not intent.tasks and intent.who is None and intent.period is None:
        return await _waiting(call)
    meant = await which_reports.meant(call, intent, intent.who or "", _TO_ACCEPT)
    if isinstance(meant, Card):
        return Reply(meant)
    if meant.words:
        await _gate(call, intent, words=True)
        return Reply(cards.unknown(call.say, meant.words))
    what = _choice(call, intent, meant, _TO_ACCEPT)
    if not what.chosen:
        return Reply(cards.nothing(call.say, what))
    many = len(what.chosen) > _AT_ONCE and not call.confirmed
    if many or any(_is_news(call, one) for one in what.chosen):
        return Reply(await _accept_preview(call, intent, what))
    what = await _decided(call, what, ReportState.ACCEPTED, None)
    return Reply(cards.accepted(call.say, what), replaces=call.request.pressed)


def _is_news(call: Call, one: Owed) -> bool:
    """Changed after its approval, which whoever accepts it has not been shown yet."""
    if not one.outgrown or call.shown_at is None:
        return one.outgrown
    return one.written_at is not None and one.written_at > call.shown_at


async def _accept_preview(call: Call, intent: Intent, what: Choice) -> Card:
    confirm = await call.keep(_line(call, intent, what))
    if len(what.chosen) == 1:
        return accepting.preview_changed(call.say, what, confirm)
    approved = [one for one in what.chosen if not one.outgrown]
    only = None
    if 0 < len(approved) < len(what.chosen):
        only = await call.keep(_line(call, intent, replace(what, chosen=approved), numbers=True))
    return accepting.preview(call.say, what, confirm, only)


async def _waiting(call: Call) -> Reply:
    """Of the period that is current."""
    period = (await Periods.of(call)).current
    if period is None:
        return Reply(cards.no_period(call.say))
    reports = await call.unit.reviews.submitted(period.id)
    return Reply(reviewing.waiting(call.say, period, reports))


async def send_back(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """With a reason, which whoever submitted gets at once; the report is owed again."""
    await _gate(call, intent, words=True)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    meant = await which_reports.meant(call, intent, intent.words or "", _TO_SEND_BACK)
    if isinstance(meant, Card):
        return Reply(meant)
    if len(meant.words) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    what = _choice(call, intent, meant, _TO_SEND_BACK)
    if what.unclear:
        return Reply(cards.whose(call.say, what, accepting=False))
    if not what.chosen:
        return Reply(cards.nothing(call.say, what))
    if not meant.words:
        bare = not intent.words and intent.period is None
        return Reply(cards.why(call.say, what, bare=bare))
    what = await _decided(call, what, ReportState.RETURNED, meant.words)
    told = await _tell(call, what)
    return Reply(cards.returned(call.say, what, meant.words, told), replaces=call.request.pressed)


async def _gate(call: Call, intent: Intent, *, words: bool) -> None:
    """Nothing is written about a restricted item, not even on a button that offers to."""
    await call.load(intent.tasks)
    for ref in intent.tasks:
        if (await call.task(ref)).restricted and words:
            raise UserError(Code.RESTRICTED, number=ref)


def _choice(call: Call, intent: Intent, meant: Meant, states: States) -> Choice:
    """The reports that can be decided; several of one item are nobody's guess."""
    left_alone = list[str]()
    chosen, unclear, already = list[Owed](), list[Owed](), list[Owed]()
    ids = dict.fromkeys(one.task for one in meant.reports)
    by_task = {id: [one for one in meant.reports if one.task == id] for id in ids}
    for reports in by_task.values():
        of_body = [r for r in reports if meant.department in (None, r.department.id)]
        ready = [one for one in of_body if one.state in states]
        if len(ready) > 1:
            unclear += ready
        elif ready:
            chosen += ready
        else:
            already += [one for one in of_body if one.state is ReportState.ACCEPTED]
            left_alone += [cards.standing(call.say, one) for one in of_body if intent.tasks]
    owed = {one.ref for one in meant.reports}
    left_alone += [cards.none_owed(call.say, ref) for ref in intent.tasks if ref not in owed]
    return Choice(
        period=meant.period,
        chosen=chosen,
        left_alone=left_alone,
        unclear=unclear,
        already=already,
    )


def _line(call: Call, intent: Intent, what: Choice, *, numbers: bool = False) -> str:
    """As it can be typed: the items, or the department whose reports they all are."""
    bodies = {one.department.short for one in what.chosen}
    words = ["、".join(str(one.ref) for one in what.chosen)]
    words = words if intent.tasks or numbers else []
    if len(bodies) == 1:
        words += bodies
    return cards.line(call.say, " ".join(words), what.period, accepting=True)


async def _decided(call: Call, what: Choice, state: ReportState, reason: str | None) -> Choice:
    """What it was done with, at its new version; what was decided meanwhile is left alone."""
    done = await call.unit.reviews.decide(
        what.period.id,
        [(one.task, one.department.id) for one in what.chosen],
        state,
        reason=reason,
        by=call.person.id,
        at=call.now,
        batch=call.batch,
    )
    chosen, left_alone = list[Owed](), list(what.left_alone)
    for one in what.chosen:
        version = done.get((one.task, one.department.id))
        if version is None:
            left_alone.append(cards.standing(call.say, one))
        else:
            call.touch(task_object(one.task))
            chosen.append(replace(one, state=state, version=version, reason=reason))
    return replace(what, chosen=chosen, left_alone=left_alone)


async def _tell(call: Call, what: Choice) -> list[str]:
    """Whoever submitted, or speaks for the department now; the names of those who are told."""
    found = await telling.speakers(call)
    planned, names = [], list[str]()
    for one in what.chosen:
        to = telling.speaker(found, one.submitted_by, one.department.id)
        if to is None:
            continue
        title = telling.words_of(call, to)(
            "Sent back: the report for {period} · item {number}",
            period=name(telling.words_of(call, to), what.period.span),
            number=one.ref,
        )
        key = f"returned:{what.period.id}:{one.task}:{one.department.id}:{one.version}"
        data = {"period": what.period.id, "task": one.task, "version": one.version}
        data["department"] = one.department.id
        planned.append(telling.occurrence(call, key, to, title, data))
        names.append(to[0].name)
    await call.unit.occurrences.plan(planned, at=call.now)
    return list(dict.fromkeys(names))
