"""Requests for coordination: asked, listed, whole; what a step is called."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.cards import into, phrases
from bot.cards.confirming import confirming
from bot.cards.coordination_errors import whose
from bot.cards.coordination_lines import line, look, names, signed, which_step
from bot.cards.coordination_steps import answer, statuses, step_text, step_title, steps, when
from bot.cards.lists import PAGE, page_foot, page_turns, pages
from bot.cards.saved import Saved
from bot.cards.task import seen
from bot.grammar.coordinating import Does
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.coordination import Coordination
from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.person import Person
from bot.model.task import Department, Task
from bot.workdays import Calendar

_STATES: Mapping[CoordinationState, str] = {
    CoordinationState.OPEN: later("waits for an answer"),
    CoordinationState.ANSWERED: later("answered"),
    CoordinationState.MEETING: later("meeting on {day}"),
    CoordinationState.AGENDA: later("on the agenda"),
    CoordinationState.SETTLED: later("settled"),
    CoordinationState.WITHDRAWN: later("withdrawn"),
}


def planned(say: Words, ref: int) -> str:
    """What a message about it is called until it is drawn."""
    return say("Coordination · item {number}", number=ref)


def asked(
    say: Words,
    one: Coordination,
    person: Person,
    at: datetime,
    told: Sequence[Person],
    *,
    saved: Saved,
) -> Card:
    """For who asked: what stands, what comes next, who is told."""
    body: list[Line] = [*_question(say, one), *_next(say, told)]
    body.append(signed(say, person, at))
    ways: tuple[Action, ...] = ()
    if saved.into is not None:
        body.append(into.sentence(say, saved.task, saved.into))
        ways = into.ways(say, saved.task, saved.change, saved.into)
    status = phrases.status(say, saved.share.status)
    title = say("Asked for coordination · item {number} → {status}", number=one.ref, status=status)
    undo = Action(say("Undo"), say("undo"), back=True)
    return Card(
        title, tuple(body), (undo, look(say, one.ref), *ways), seen(saved.task, saved.share)
    )


def added(
    say: Words,
    one: Coordination,
    said: str,
    *,
    person: Person,
    at: datetime,
    told: Sequence[Person],
) -> Card:
    body: list[Line] = [Fact(say("Added: "), said), *_next(say, told), signed(say, person, at)]
    return Card(
        say("Added to the request · item {number}", number=one.ref),
        tuple(body),
        (look(say, one.ref),),
    )


def withdrawn(say: Words, task: Task) -> Card:
    return Card(
        say("The request for item {number} is withdrawn; the office is told.", number=task.ref),
        (say("How is the item now?"),),
        (*statuses(say, task.ref), look(say, task.ref)),
    )


def listed(
    say: Words,
    found: Sequence[tuple[Coordination, Task | None]],
    page: int,
    *,
    today: date,
    office: bool,
) -> Card:
    """The open ones, by number."""
    if not found:
        way = say("Ask like this: coord 24 what it is about, with: MOJ")
        return Card(say("No request for coordination is open."), () if office else (way,))
    of = pages(len(found))
    number = min(max(page, 1), of)
    shown = found[(number - 1) * PAGE : number * PAGE]
    body: list[Line] = [_line(say, one, task, today) for one, task in shown]
    body += page_foot(say, number, of)
    body.append(say("One with its steps: coord 24"))
    refs = list(dict.fromkeys(one.ref for one, _ in shown))
    open_one = tuple(
        Action(say("Request on item {number}", number=ref), say("coord {number}", number=ref))
        for ref in refs[:3]
    )
    turns = page_turns(say, number, lambda n: say("coord page {page}", page=n), more=number < of)
    title = say("Requests for coordination: {count}", count=len(found))
    return Card(title, tuple(body), open_one + turns)


def shown(
    say: Words,
    task: Task,
    found: Sequence[Coordination],
    *,
    today: date,
    own: int | None,
    unclear: str | None = None,
) -> Card:
    """Whole, with its steps.  ``own``: the reader's department, None for the office.

    ``unclear``: words of the office that name no step; they may be an answer, or about talks;
    empty where they are neither.
    """
    if len(found) > 1:
        return whose(say, task, found, "")
    [one] = found
    body: list[Line] = [] if unclear is None else [which_step(say, unclear)]
    body += [phrases.title(say, task), *_question(say, one)]
    body += steps(say, one, today)
    body.append(Fact(say("State: "), _state(say, one, today)))
    if own is None:
        actions = _for_the_office(say, one, unclear or "")
    elif own == one.department.id:
        actions = (Action(say("Withdraw it"), line(say, one.ref, Does.WITHDRAW), back=True),)
    else:
        actions = (Action(say("Answer"), line(say, one.ref, Does.ANSWER)),)
    return Card(
        say(
            "Blocked · item {number} ({department} asked on {day})",
            number=one.ref,
            department=phrases.department(say, one.department),
            day=say.day(one.asked_at),
        ),
        tuple(body),
        (*actions, look(say, one.ref)),
    )


def settling(
    say: Words, task: Task, one: Coordination, words: str, confirm: str, *, today: date
) -> Card:
    """Before it is over; ``confirm`` is the line that ends it."""
    body: list[Line] = [phrases.title(say, task), *_question(say, one)]
    body += answer(say, one)
    body.append(Fact(say("State: "), _state(say, one, today)))
    if words:
        body.append(Fact(say("Details: "), words))
    told = names(say, [one.department, *one.parties])
    body.append(Fact(say("Will be told: "), told))
    body.append(say("It cannot be opened again; the department may ask anew."))
    body += ["", say("Confirm within 30 minutes.")]
    return Card(
        say("Settle the coordination of item {number}? Nothing is saved yet.", number=one.ref),
        tuple(body),
        confirming(say, say("Confirm and settle"), confirm),
    )


def done(
    say: Words,
    task: Task,
    one: Coordination,
    *,
    asker: Person | None,
    others: Sequence[Person],
    tells: Sequence[Department],
    calendar: Calendar,
) -> Card:
    """For whoever did it: what stands now, and who is told of it."""
    [*_, step] = one.steps
    meets = one.meeting if step.kind is CoordinationStep.MEETING else None
    body: list[Line] = [] if meets is None else [when(say, meets, calendar)]
    body += [step_text(say, step), *_reached(say, one, asker, others, tells)]
    actions = () if one.over else _for_the_office(say, one)
    title = say("{step} · item {number}", step=step_title(say, step, None), number=task.ref)
    left = Action(say("Open requests for coordination"), say("coord"))
    return Card(title, tuple(filter(None, body)), (*actions, look(say, task.ref), left))


def answered(
    say: Words,
    task: Task,
    one: Coordination,
    words: str,
    *,
    person: Person,
    at: datetime,
    told: Sequence[Person],
) -> Card:
    """For the department that was asked."""
    body: list[Line] = [
        Fact(say("Your department's answer: "), words),
        *_told(say, told),
        signed(say, person, at),
    ]
    return Card(
        say("Answered · coordination of item {number}", number=one.ref),
        tuple(body),
        (look(say, task.ref),),
    )


def _question(say: Words, one: Coordination) -> list[Line]:
    others = names(say, one.parties)
    concerns = Fact(say("Concerns: "), others) if others else say("No other department")
    return [Fact(say("Reason: "), one.question), concerns]


def _state(say: Words, one: Coordination, today: date) -> str:
    day = "" if one.meeting is None else phrases.full_day(say, one.meeting, today)
    return say(_STATES[one.state], day=day)


def _next(say: Words, told: Sequence[Person]) -> list[Line]:
    coming = later(
        "Next: the office answers, arranges talks, passes it on, or puts it on the agenda;"
        " you are told of each step."
    )
    return [say(coming), *_told(say, told)]


def _told(say: Words, told: Sequence[Person]) -> list[Line]:
    if not told:
        return [say("Nobody of the office is bound: call it, the request waits in its list.")]
    return [say("Will be told: {people}", people=say.listed(person.name for person in told))]


def _reached(
    say: Words,
    one: Coordination,
    asker: Person | None,
    others: Sequence[Person],
    tells: Sequence[Department],
) -> list[Line]:
    """Who gets a message, and who has to be called."""
    people = [*([] if asker is None else [asker]), *others]
    named = [
        say(
            "{person} ({department})",
            person=person.name,
            department=phrases.department(say, person.department),
        )
        for person in people
    ]
    lines: list[Line] = []
    if named:
        lines.append(say("Will be told: {people}", people=say.listed(named)))
    reached = {person.department.id for person in people}
    silent = [body for body in (one.department, *tells) if body.id not in reached]
    if silent:
        lines.append(say("To be called: {departments}", departments=names(say, silent)))
    return lines


def _line(say: Words, one: Coordination, task: Task | None, today: date) -> Item:
    """``条例立法 · 科技部 10月11日：分工待明确 · 待答复``."""
    title = "" if task is None else f"{phrases.title(say, task)} · "
    body = phrases.department(say, one.department)
    asked_on = phrases.full_day(say, one.asked_at.astimezone(say.zone).date(), today)
    question = phrases.short(one.question.replace("\n", " "))
    return Item(str(one.ref), f"{title}{body} {asked_on} · {question} · {_state(say, one, today)}")


def _for_the_office(say: Words, one: Coordination, words: str = "") -> tuple[Action, ...]:
    """In order of weight; the first department concerned has a button of its own."""
    who = one.department
    asked = {step.department.id for step in one.steps if step.department is not None}
    forward = Action(say("Pass on"), line(say, one.ref, Does.FORWARD, who))
    if to := next((body for body in one.parties if body.id not in asked), None):
        command = f"{line(say, one.ref, Does.FORWARD, who)} {to.short}"
        called = phrases.department(say, to)
        forward = Action(say("Pass on to {department}", department=called), command)
    return (
        Action(say("Answer"), f"{line(say, one.ref, Does.ANSWER, who)} {words}".rstrip()),
        Action(
            say("Arrange a meeting"), f"{line(say, one.ref, Does.MEETING, who)} {words}".rstrip()
        ),
        forward,
        Action(say("Onto the agenda"), line(say, one.ref, Does.AGENDA, who)),
        Action(say("Settle it"), line(say, one.ref, Does.SETTLE, who)),
    )
