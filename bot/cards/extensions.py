"""Cards about requests for more time: asked, listed, decided."""

from collections.abc import Sequence
from datetime import date

from bot.cards import asking, phrases
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.extension import Extension, ExtensionState
from bot.model.person import Person
from bot.model.task import Deadline, Share, Task

_MOST = 10  # requests that are listed
_DECISIONS = {
    True: later("extend_ok {number}"),
    False: later("extend_no {number}"),
}
_LABELS = {
    True: later("Extend item {number}"),
    False: later("Do not extend item {number}"),
}


def asked(
    say: Words,
    task: Task,
    person: Person,
    day: date,
    reason: str,
    *,
    today: date,
    replaced: bool,
    reached: bool,
) -> Card:
    """``replaced``: an earlier request of the department; ``reached``: the office has a chat."""
    body: list[Line] = [
        Fact(say("Reason: "), reason),
        say(
            "Until the office answers, the present date stands: {date}",
            date=_day(say, task.deadline, today),
        ),
    ]
    body += asking.waits(say, replaced=replaced, reached=reached)
    body.append(asking.who(say, person.name, phrases.department(say, person.department)))
    return Card(
        say(
            "Asked · item {number} until {day}",
            number=task.ref,
            day=phrases.full_day(say, day, today),
        ),
        tuple(body),
        (asking.look(say, task),),
    )


def request(say: Words, task: Task, one: Extension, *, today: date, share: Share | None) -> Card:
    """For the office: who asks for what, and how far the task is."""
    body: list[Line] = [
        phrases.title(say, task),
        phrases.deadline(say, task.deadline),
        Fact(say("Asked for: "), phrases.full_day(say, one.day, today)),
        Fact(say("Reason: "), one.reason),
    ]
    if share is not None:
        body.append(Fact(say("Status: "), phrases.status(say, share.status)))
    body.append(asking.who(say, one.asked_by_name, phrases.department(say, one.department)))
    return Card(
        say("Request for more time · item {number}", number=task.ref),
        tuple(body),
        (*asking.decisions(say, one, _DECISIONS, _LABELS, several=False), asking.look(say, task)),
    )


def listed(say: Words, requests: Sequence[tuple[Extension, Task | None]], today: date) -> Card:
    """The open ones, by number."""
    if not requests:
        ways = (Action(say("Overview"), say("overview")),)
        return Card(say("No request for more time is open."), (), ways)
    body: list[Line] = [_line(say, one, task, today) for one, task in requests[:_MOST]]
    if (left := len(requests) - _MOST) > 0:
        body.append(say("… and {count} more", count=left))
    body.append(
        say("Answer: extend_ok 24 [date] [words], or: extend_no 24 reason"),
    )
    actions = asking.offered(say, [one for one, _ in requests], _DECISIONS, _LABELS)
    return Card(say("Requests for more time: {count}", count=len(requests)), tuple(body), actions)


def none_open(say: Words, task: Task) -> Card:
    return Card(
        say("No request for item {number} is open; nothing changed.", number=task.ref),
        (),
        (Action(say("Open requests"), say("extend")), asking.look(say, task)),
    )


def whose(say: Words, task: Task, requests: Sequence[Extension], *, granting: bool) -> Card:
    """Several departments have asked."""
    return asking.whose(say, task, requests, say(_DECISIONS[granting], number=task.ref))


def why_not(say: Words, task: Task, line: str) -> Card:
    """Refusing needs a reason, which is told to who asked."""
    return Card(
        say("Refusing item {number} needs a reason; nothing decided yet.", number=task.ref),
        (say("Send: {line} reason", line=line),),
        awaits=line,
    )


def decision_line(say: Words, ref: int, *, granting: bool) -> str:
    return say(_DECISIONS[granting], number=ref)


def decided(
    say: Words, task: Task, one: Extension, after: Deadline, *, told: Person | None
) -> Card:
    """For whoever decided; ``told``: who gets a message, None where nobody can be reached."""
    granted = one.state is ExtensionState.GRANTED
    title = (
        say("Extended · item {number}", number=task.ref)
        if granted
        else say("Extension refused · item {number}", number=task.ref)
    )
    body: list[Line] = [phrases.deadline(say, after)]
    if one.answer:
        body.append(Fact(say("Answer: "), one.answer))
    department = phrases.department(say, one.department)
    name = asking.who(say, one.asked_by_name if told is None else told.name, department)
    body.append(
        say("Will be told: {people}", people=name)
        if told is not None
        else say("{person} has no chat: please call.", person=name)
    )
    return Card(title, tuple(body), (asking.look(say, task),))


def settled(say: Words, task: Task) -> Card:
    return Card(
        say("The request for item {number} has been decided meanwhile.", number=task.ref),
        (),
        (asking.look(say, task),),
    )


def result(say: Words, task: Task, one: Extension, today: date) -> Card:
    """For who asked."""
    if one.state is ExtensionState.GRANTED:
        title = say("Your extension is granted · item {number}", number=task.ref)
    else:
        title = say("Your extension is refused · item {number}", number=task.ref)
    body: list[Line] = [phrases.title(say, task), phrases.deadline(say, task.deadline)]
    if one.granted is not None and one.granted != one.day:
        wanted = phrases.full_day(say, one.day, today)
        body.append(say("You had asked for {day}.", day=wanted))
    if one.answer:
        body.append(Fact(say("Answer: "), one.answer))
    return Card(title, tuple(body), (asking.look(say, task),))


def _line(say: Words, one: Extension, task: Task | None, today: date) -> Item:
    """``条例立法 · 科技部 11月30日 → 12月20日：征求意见范围扩大``."""
    name = "" if task is None else f"{phrases.title(say, task)} · "
    before = "" if task is None else f"{_day(say, task.deadline, today)} → "
    body = phrases.department(say, one.department)
    after = phrases.full_day(say, one.day, today)
    return Item(str(one.ref), f"{name}{body} {before}{after} · {phrases.short(one.reason)}")


def _day(say: Words, value: Deadline, today: date) -> str:
    return say("no date") if value.day is None else phrases.full_day(say, value.day, today)
