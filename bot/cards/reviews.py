"""Cards about what the office makes of reports: accepted, sent back, and who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import periods, phrases
from bot.cards.periods import name
from bot.cards.report_parts import moment
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.period import Period
from bot.model.report import ReportState
from bot.model.task import Department
from bot.ports import Owed

STATES = {
    ReportState.OPEN: later("not reported"),
    ReportState.DRAFT: later("draft"),
    ReportState.SIGNED_OFF: later("approved in the department, not reported"),
    ReportState.SUBMITTED: later("reported"),
    ReportState.RETURNED: later("sent back"),
    ReportState.ACCEPTED: later("accepted by the office"),
    ReportState.SEALED: later("sealed"),
}
_DECIDED = (ReportState.ACCEPTED, ReportState.RETURNED)
_MOST = 20  # reports that are listed
_LINES = {
    True: later("approve {what} {period}"),
    False: later("return {what} {period}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a line is about: reports of one period, and which parts of it could not be meant.

    ``already``: those that it would accept, and that are accepted.
    """

    period: Period
    chosen: Sequence[Owed]
    left_alone: Sequence[str] = ()
    unclear: Sequence[Owed] = ()
    already: Sequence[Owed] = ()


def line(say: Words, what: str, period: Period, *, accepting: bool) -> str:
    """The line that accepts, or returns, ``what`` of a period."""
    return say(_LINES[accepting], what=what, period=period.span.code)


def changed(say: Words, one: Owed) -> list[Line]:
    """That a report is not as its department approved it, and who changed it when."""
    if not one.outgrown:
        return []
    if one.written_at is None or not one.written_by:
        return [Fact(say("Approved in the department: "), say("not registered"))]
    when = moment(say, one.written_at, one.written_by)
    return [Fact(say("Changed after it was approved: "), when)]


def accepted(say: Words, what: Choice) -> Card:
    called = name(say, what.period.span)
    back: tuple[Action, ...] = ()
    if len(what.chosen) == 1:
        [one] = what.chosen
        title = say(
            "Accepted · item {number} · {department} · {period}",
            number=one.ref,
            department=phrases.department(say, one.department),
            period=called,
        )
        body: list[Line] = [*changed(say, one), *what.left_alone]
        again = line(say, f"{one.ref} {one.department.short}", what.period, accepting=False)
        back = (Action(say("Return it"), again, back=True),)
    else:
        title = say("Accepted {count} reports for {period}", count=len(what.chosen), period=called)
        body = [*items(say, what.chosen), *what.left_alone]
    if what.chosen:
        body.append(say("The state is “accepted” now; departments get no message about it."))
    choices = _choices(say, what, accepting=True)
    return Card(title, tuple(body), (*choices, *back, _missing(say), overview(say)))


def returned(say: Words, what: Choice, reason: str, told: Sequence[str]) -> Card:
    """``told``: who gets a message; empty where nobody can be reached."""
    called = name(say, what.period.span)
    title = say("Sent back {count} reports for {period}", count=len(what.chosen), period=called)
    if len(what.chosen) == 1:
        [one] = what.chosen
        title = say(
            "Sent back · item {number} · {department} · {period}",
            number=one.ref,
            department=phrases.department(say, one.department),
            period=called,
        )
    body: list[Line] = [] if len(what.chosen) == 1 else items(say, what.chosen)
    body += [Fact(say("Returned: "), reason), *what.left_alone]
    body.append(
        say("It is owed again; told: {names}", names=say.listed(told))
        if told
        else say("It is owed again; nobody of the department is bound, please call.")
    )
    return Card(title, tuple(body), (_missing(say), overview(say)))


def nothing(say: Words, what: Choice) -> Card:
    """Nothing was there to decide, and why."""
    if what.unclear:
        return whose(say, what, accepting=True)
    called = name(say, what.period.span)
    title = say("Nothing to decide for {period}; nothing changed.", period=called)
    if len(what.already) == 1:
        title = say("Already accepted, nothing changed · {period}", period=called)
    elif what.already:
        count = len(what.already)
        title = say(
            "{count} reports for {period} are already accepted; nothing changed.",
            count=count,
            period=called,
        )
    lines = what.left_alone or [standing(say, one) for one in what.already]
    return Card(title, tuple(lines[:_MOST]), (_missing(say), overview(say)))


def whose(say: Words, what: Choice, *, accepting: bool) -> Card:
    """Several departments have reported on the item."""
    number = what.unclear[0].ref
    return Card(
        say("Whose report on item {number}? Nothing changed yet.", number=number),
        tuple(what.left_alone),
        _choices(say, what, accepting=accepting),
    )


def which_period(say: Words, periods: Sequence[Period], said: tuple[bool, str, str]) -> Card:
    """Several are open; ``said``: whether the line accepts, of what, and its words."""
    accepting, what, text = said
    actions = tuple(
        Action(name(say, one.span), f"{line(say, what, one, accepting=accepting)} {text}".rstrip())
        for one in periods
    )
    return Card(say("Several periods are open: which one? Nothing changed yet."), (), actions)


def why(say: Words, what: Choice, *, bare: bool) -> Card:
    """Sending back needs a reason; ``bare``: the number alone chose the one report."""
    one = what.chosen[0]
    start = say("return {number}", number=one.ref)
    if not bare:
        body = phrases.typed(say, one.department)
        start = line(say, f"{one.ref} {body}", what.period, accepting=False)
    return Card(
        say("Why is it sent back? A reason is needed; nothing changed.", number=one.ref),
        (say("Send: {line} reason", line=start),),
        awaits=start,
    )


def elsewhere(say: Words, ref: int, body: Department) -> Card:
    """The department that was named has no part in the item."""
    return Card(
        say(
            "Item {number} is not {department}'s; nothing changed.",
            number=ref,
            department=phrases.department(say, body),
        ),
        (),
        (Action(say("Show item {number}", number=ref), str(ref)),),
    )


def none_owed(say: Words, ref: int) -> str:
    return say("Item {number}: no report is owed.", number=ref)


def standing(say: Words, one: Owed) -> str:
    """How far it is, and who of the office has accepted it or sent it back."""
    line = say(
        "Item {number}, {department}: {state}",
        number=one.ref,
        department=phrases.department(say, one.department),
        state=say(STATES[one.state]),
    )
    if one.decided_at is None or one.state not in _DECIDED:
        return line
    when = say("{day} {time}", day=say.weekday(one.decided_at), time=say.time(one.decided_at))
    return say("{line} ({person}, {when})", line=line, person=one.decided_by, when=when)


def unknown(say: Words, word: str) -> Card:
    return Card(
        say(
            "“{word}” is no department, period or chapter of this plan; nothing changed.", word=word
        ),
        (),
        (_missing(say), overview(say)),
    )


def no_period(say: Words) -> Card:
    return Card(
        say("No period has been opened yet."), (), (Action(say("Overview"), say("overview")),)
    )


def sent_back(say: Words, period: Period, one: Owed, today: date) -> Card:
    """For the department: why, and how to send it again."""
    return Card(
        say(
            "Sent back: the report for {period} · item {number}",
            period=name(say, period.span),
            number=one.ref,
        ),
        (
            say("reported offline") if one.restricted else phrases.short(one.text),
            Fact(say("Returned: "), one.reason or ""),
            say(
                later("It is owed again, due {weekday} {day}.")
                if today <= period.due
                else later("It is owed again; it was due {weekday} {day}."),
                weekday=say.day_of_week(period.due),
                day=say.day(period.due),
            ),
        ),
        (
            Action(say("Report again"), say("report {number}", number=one.ref)),
            Action(say("Show item {number}", number=one.ref), str(one.ref)),
        ),
    )


def _choices(say: Words, what: Choice, *, accepting: bool) -> tuple[Action, ...]:
    several = len({one.ref for one in what.unclear}) > 1
    return tuple(
        Action(
            (f"{one.ref} " if several else "") + phrases.department(say, one.department),
            line(say, f"{one.ref} {one.department.short}", what.period, accepting=accepting),
        )
        for one in what.unclear[:6]
    )


def items(say: Words, reports: Sequence[Owed]) -> list[Line]:
    """The first of them by number, each with what has to be known before it is accepted."""
    lines: list[Line] = []
    for one in reports[:_MOST]:
        body = phrases.department(say, one.department)
        lines += [Item(str(one.ref), f"{title_of(say, one)} · {body}"), *changed(say, one)]
    if (left := len(reports) - _MOST) > 0:
        lines.append(say("… and {count} more", count=left))
    return lines


def title_of(say: Words, one: Owed) -> str:
    """What the report is about, as far as everybody may read it."""
    return say("reported offline") if one.restricted else phrases.short(one.text)


def _missing(say: Words) -> Action:
    return Action(say("Who is missing"), say("missing"))


def overview(say: Words) -> Action:
    """The way back to the counts."""
    return Action(say("Overview"), say("overview"))


def sealed(say: Words, period: Period) -> Card:
    return periods.sealed(say, period, overview(say))
