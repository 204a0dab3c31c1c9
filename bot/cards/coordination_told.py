"""What the office, the department that asked and those concerned are told about coordination."""

from datetime import date

from bot.cards import phrases
from bot.cards.coordination import shown
from bot.cards.coordination_lines import line, look, names
from bot.cards.coordination_steps import statuses, step_text, step_title
from bot.grammar.coordinating import Does
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line
from bot.model.coordination import ASKER, OFFICE, PARTY, Coordination, Step
from bot.model.desk import CoordinationStep
from bot.model.task import Department, Task


def new(say: Words, task: Task, one: Coordination, *, today: date) -> Card:
    """For the office: as it stands now, with what can be done."""
    return shown(say, task, [one], today=today, own=None)


def news(say: Words, task: Task, one: Coordination, step: Step, role: str, *, today: date) -> Card:
    """One step.  ``role``: as what the reader is told."""
    asked = say(
        "{department} {day}: {question}",
        department=phrases.department(say, one.department),
        day=phrases.full_day(say, one.asked_at.astimezone(say.zone).date(), today),
        question=one.question,
    )
    body: list[Line] = [
        phrases.title(say, task),
        Fact(say("Reason: "), asked),
    ]
    if role == PARTY and one.parties:
        body.append(Fact(say("Concerns: "), names(say, one.parties)))
    if words := step_text(say, step):
        body.append(words)
    body.append(_by(say, one, step))
    title = say(
        "Coordination of item {number}: {step}",
        number=one.ref,
        step=step_title(say, step, one.meeting),
    )
    return Card(title, (*body, *_asks(say, step, role)), _actions(say, one, step, role))


def _asks(say: Words, step: Step, role: str) -> list[Line]:
    """What the reader is to do, where that is not plain."""
    if role == PARTY and step.kind is CoordinationStep.FORWARD:
        return [say("The office asks your department for its answer.")]
    if _settled(step, role):
        return [say("How is the item now?")]
    return []


def _settled(step: Step, role: str) -> bool:
    """Nothing stands in the asker's way any more: how the item is has to be said anew."""
    return role == ASKER and step.kind is CoordinationStep.SETTLE


def _actions(say: Words, one: Coordination, step: Step, role: str) -> tuple[Action, ...]:
    whose = one.department
    if _settled(step, role):
        return (*statuses(say, one.ref), look(say, one.ref))
    if role == PARTY and not one.over:
        answer = Action(say("Answer"), line(say, one.ref, Does.ANSWER, whose))
        return (answer, look(say, one.ref))
    if role == OFFICE and not one.over:
        whole = f"{say('coord {number}', number=one.ref)} {whose.short}"
        settle = Action(say("Settle it"), line(say, one.ref, Does.SETTLE, whose))
        return (Action(say("Show the request"), whole), settle, look(say, one.ref))
    return (look(say, one.ref),)


def _by(say: Words, one: Coordination, step: Step) -> str:
    """``王芳（司法部） 10月11日 10:02``; an answer without a department is the office's."""
    match step.kind:
        case CoordinationStep.ADD | CoordinationStep.WITHDRAW:
            body: Department | None = one.department
        case CoordinationStep.ANSWER:
            body = step.department
        case _:
            body = None
    who = say("{person} (the office)", person=step.by)
    if body is not None:
        own = phrases.department(say, body)
        who = say("{person} ({department})", person=step.by, department=own)
    return f"{who} {say.day(step.at)} {say.time(step.at)}"
