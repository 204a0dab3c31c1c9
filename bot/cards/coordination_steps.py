"""What the steps of a request for coordination are called."""

from datetime import date

from bot.cards import lines, phrases
from bot.locale import Words
from bot.messages import Action, Fact, Line
from bot.model.coordination import Coordination, Step
from bot.model.desk import CoordinationStep
from bot.model.task import Status
from bot.workdays import Calendar

_OFFERED = (Status.IN_PROGRESS, Status.BEHIND, Status.BLOCKED, Status.DONE)


def step_title(say: Words, step: Step, meeting: date | None) -> str:
    """``司法部答复``, ``10月20日会商``; ``meeting``: None where its day stands below."""
    body = None if step.department is None else phrases.department(say, step.department)
    match step.kind:
        case CoordinationStep.ANSWER:
            return say("{who} answers", who=body or say("the office"))
        case CoordinationStep.MEETING if meeting is not None:
            return say("Meeting on {day}", day=say.weekday(meeting))
        case CoordinationStep.MEETING:
            return say("Meeting arranged")
        case CoordinationStep.FORWARD:
            return say("Passed on to {department}", department=body or "")
        case CoordinationStep.AGENDA:
            return say("On the agenda of the joint meeting")
        case CoordinationStep.SETTLE:
            return say("Coordination settled")
        case CoordinationStep.ADD:
            return say("The department adds something")
    return say("The department withdraws its request")


def step_text(say: Words, step: Step) -> Line:
    return Fact(say("Details: "), step.words) if step.words else ""


def when(say: Words, day: date, calendar: Calendar) -> Fact:
    """Of a meeting, and whether it falls on a day off."""
    named = say.weekday(day)
    text = named if calendar.is_workday(day) else say("{day} (a day off)", day=named)
    return Fact(say("Day: "), text)


def answer(say: Words, one: Coordination) -> list[Line]:
    """What was answered last."""
    said = [step for step in one.steps if step.kind is CoordinationStep.ANSWER and step.words]
    title = [step_title(say, step, None) for step in said[-1:]]
    return [say("{step}: {words}", step=name, words=said[-1].words) for name in title]


def steps(say: Words, one: Coordination, today: date) -> list[Line]:
    """What has been done, a line a step."""
    talks = [step.id for step in one.steps if step.kind is CoordinationStep.MEETING]
    found: list[Line] = []
    for step in one.steps:
        day = phrases.full_day(say, step.at.astimezone(say.zone).date(), today)
        last = step.id in talks[-1:]
        done = step_title(say, step, one.meeting if last else None)
        if step.words:
            found.append(say("{day} {step}: {words}", day=day, step=done, words=step.words))
        else:
            found.append(say("{day} {step}", day=day, step=done))
    return found


def statuses(say: Words, ref: int) -> tuple[Action, ...]:
    """A department says how its item is, when nothing stands in its way any more."""
    return tuple(
        Action(say(phrases.BUTTON[status]), lines.status(say, ref, status)) for status in _OFFERED
    )
