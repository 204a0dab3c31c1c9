"""What became of a report that was sent: the receipt, and what may still be done with it."""

from datetime import date, datetime

from bot.cards import periods, phrases, routes
from bot.cards import report_parts as parts
from bot.cards.report import Paper, fill_in
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line
from bot.model.person import Person
from bot.model.task import Status


def sent(
    say: Words,
    paper: Paper,
    person: Person,
    at: datetime,
    *,
    left: parts.Left,
    blocked: bool = False,
    before: date | None = None,
) -> Card:
    """It has been reported.

    ``before``: the day that was registered until now.
    """
    task = paper.task
    to = routes.lead(say, task) if paper.report.to_lead else None
    title = _title(say, paper, to)
    body = _told(say, paper, before)
    if blocked:
        body.append(Fact(say("Status: "), phrases.status(say, Status.BLOCKED)))
        body.append(say("The office is asked for coordination; you are told of each step."))
    if missing := [
        share for share in routes.feeding(task, paper.share) if not routes.has_told(share)
    ]:
        names = say.listed(phrases.department(say, share.department) for share in missing)
        body.append(Fact(say("Participants that have not reported to you: "), names))
    own = phrases.department(say, person.department)
    body.append(
        say("{person} ({department}) {time}", person=person.name, department=own, time=say.time(at))
    )
    if paper.current:
        body.append(parts.left(say, left))
    actions: list[Action] = []
    if refs := left.refs:
        following = next((ref for ref in refs if ref > task.ref), refs[0])
        actions.append(fill_in(say, following))
    actions.append(Action(say("Take it back"), paper.line(say, say("withdraw")), back=True))
    actions.append(Action(say("My tasks"), say("mytasks")))
    return Card(title, tuple(body), tuple(actions), paper.seen)


def _title(say: Words, paper: Paper, to: str | None) -> str:
    """``to``: the lead department that was told."""
    number, called = paper.task.ref, periods.name(say, paper.report.period.span)
    if paper.report.offline_on is not None:
        return say(
            "Offline report registered · item {number} · {period}", number=number, period=called
        )
    if to is None:
        return say("Reported · item {number} · {period}", number=number, period=called)
    return say(
        "Told to {department} · item {number} · {period}",
        department=to,
        number=number,
        period=called,
    )


def sent_already(say: Words, paper: Paper) -> Card:
    """Nothing is left to be approved or sent; what may still be done with it."""
    title = say(
        "Reported already, nothing changed · item {number} · {period}",
        number=paper.task.ref,
        period=periods.name(say, paper.report.period.span),
    )
    body: list[Line] = [
        Fact(say("Approved in the department: "), parts.signed(say, paper.sheet)),
        say(
            "It can be changed until it is accepted, for example: {line}",
            line=paper.line(say, say("2 none")),
        ),
    ]
    actions = (
        Action(say("Show the report"), paper.line(say), opens=True),
        Action(say("Take it back"), paper.line(say, say("withdraw")), back=True),
    )
    return Card(title, tuple(body), actions, paper.seen)


def _told(say: Words, paper: Paper, before: date | None) -> list[Line]:
    """What was reported: of a restricted task its day only."""
    day = paper.report.offline_on
    if day is None:
        open_to_all = not paper.task.restricted
        return [*parts.fields(say, paper.sheet), *_approved(say, paper)] if open_to_all else []
    body: list[Line] = [Fact(say("Reported offline: "), say.day(day))]
    if before is not None and before != day:
        body.append(Fact(say("Registered before, replaced now: "), say.day(before)))
    return body


def _approved(say: Words, paper: Paper) -> list[Line]:
    """By whom, and how somebody can still be named."""
    lines: list[Line] = [Fact(say("Approved in the department: "), parts.signed(say, paper.sheet))]
    if paper.report.signed_by is None:
        line = paper.line(say, say("approved"))
        lines.append(say("To add who approved it: {line} name", line=line))
    return lines
