"""Cards about corrections: stored beside the record, asked for, listed, decided."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import asking, periods, phrases
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.correction import Correction
from bot.model.desk import CorrectionState
from bot.model.period import Period
from bot.model.person import Person
from bot.model.task import Task

_MOST = 10  # requests that are listed
_BUTTONS = 2  # of them that come with buttons
_DECISIONS = {
    True: later("correct_ok {number}"),
    False: later("correct_no {number}"),
}
_LABELS = {
    True: later("Agree to the correction"),
    False: later("Decline the correction"),
}
_AMONG_OTHERS = {
    True: later("Agree: the correction of item {number}"),
    False: later("Decline: the correction of item {number}"),
}


def line(say: Words, ref: int) -> str:
    """How it is typed, but for the text."""
    return say("correct {number}", number=ref)


def done(
    say: Words, task: Task, person: Person, words: str, *, at: datetime, inside: Period | None
) -> Card:
    """``inside``: the period whose report carries it now, None where none was sent yet."""
    body: list[Line] = [Fact(say("Correction: "), words)]
    body.append(say("The record stays as it was, and so does the status."))
    if inside is not None:
        called = periods.name(say, inside.span)
        body.append(say("The report for {period} carries it too.", period=called))
    body.append(_signed(say, person, at))
    title = say("Corrected · item {number}", number=task.ref)
    return Card(title, tuple(body), (_history(say, task), asking.look(say, task)))


def asked(
    say: Words,
    task: Task,
    person: Person,
    period: Period,
    words: str,
    *,
    at: datetime,
    replaced: bool,
    reached: bool,
) -> Card:
    """``replaced``: an earlier request of the department; ``reached``: the office has a chat."""
    called = periods.name(say, period.span)
    shut = "" if period.sealed_at is None else say.day(period.sealed_at)
    body: list[Line] = [
        Fact(say("Correction: "), words),
        say(
            "{period} was sealed on {day}: it is added once the office agrees.",
            period=called,
            day=shut,
        ),
    ]
    body += asking.waits(say, replaced=replaced, reached=reached)
    body.append(_signed(say, person, at))
    title = say("Correction asked for · item {number}", number=task.ref)
    return Card(title, tuple(body), (_take_back(say, task.ref), asking.look(say, task)))


def how(say: Words, task: Task, period: str | None = None) -> Card:
    """``period``: the one that was named, as it is typed."""
    example = " ".join(filter(None, (line(say, task.ref), period)))
    return Card(
        say("What is to be corrected in item {number}? Nothing saved.", number=task.ref),
        (say("For example: {line} the text should read …", line=example),),
        (_history(say, task), asking.look(say, task)),
        awaits=example,
    )


def nothing(say: Words, task: Task) -> Card:
    """There is no text yet that could be wrong."""
    return Card(
        say(
            "Item {number}: your department has no record to correct; nothing saved.",
            number=task.ref,
        ),
        (
            say(
                "Update it as usual, for example: {number} in progress notice sent", number=task.ref
            ),
        ),
        (asking.look(say, task),),
    )


def withdrawn(say: Words, task: Task, *, done: bool) -> Card:
    if not done:
        return none_open(say, task)
    title = say("Withdrawn · the correction of item {number}", number=task.ref)
    return Card(title, (say("Nothing was added to the sealed report."),), (asking.look(say, task),))


def listed(say: Words, requests: Sequence[tuple[Correction, Task | None]]) -> Card:
    """The open ones, by number, for the office."""
    if not requests:
        ways = (Action(say("Overview"), say("overview")),)
        return Card(say("No correction waits for the office."), (), ways)
    labels = _LABELS if len(requests) == 1 else _AMONG_OTHERS
    actions = asking.offered(say, [one for one, _ in requests], _DECISIONS, labels)
    body = _lines(say, requests)
    body.append(say("Answer: correct_ok 24, or: correct_no 24 reason"))
    title = say("Corrections asked for: {count}", count=len(requests))
    return Card(title, tuple(body), actions)


def own(say: Words, requests: Sequence[tuple[Correction, Task | None]]) -> Card:
    """What a department waits for, and how it is done."""
    how_to = say("For example: {line} the text should read …", line=line(say, 24))
    if not requests:
        ways = (Action(say("My tasks"), say("mytasks")), Action(say("Help"), say("help undo")))
        return Card(say("Which item is to be corrected? Nothing saved."), (how_to,), ways)
    body = [*_lines(say, requests), how_to]
    title = say("Your corrections that wait for the office: {count}", count=len(requests))
    alone = len(requests) == 1
    backs = (_take_back(say, one.ref, alone=alone) for one, _ in requests[:_BUTTONS])
    return Card(title, tuple(body), tuple(backs))


def request(say: Words, task: Task, one: Correction) -> Card:
    """For the office: who asks for what."""
    body: list[Line] = [
        phrases.title(say, task),
        Fact(say("Reporting period: "), periods.name(say, one.period.span)),
        Fact(say("Correction: "), one.words),
        asking.who(say, one.asked_by_name, phrases.department(say, one.department)),
    ]
    title = say("Request to correct · item {number}", number=task.ref)
    actions = (
        *asking.decisions(say, one, _DECISIONS, _LABELS, several=False),
        _history(say, task),
        asking.look(say, task),
    )
    return Card(title, tuple(body), actions)


def none_open(say: Words, task: Task) -> Card:
    return Card(
        say("No correction of item {number} is asked for; nothing changed.", number=task.ref),
        (),
        (Action(say("Corrections"), say("correct")), asking.look(say, task)),
    )


def whose(say: Words, task: Task, requests: Sequence[Correction], *, agreeing: bool) -> Card:
    """Several departments have asked."""
    return asking.whose(say, task, requests, say(_DECISIONS[agreeing], number=task.ref))


def why_not(say: Words, task: Task, one: Correction, *, several: bool) -> Card:
    """Declining needs a reason, which is told to who asked."""
    typed = say(_DECISIONS[False], number=task.ref)
    typed += f" {one.department.short}" if several else ""
    return Card(
        say("Declining item {number} needs a reason; nothing decided yet.", number=task.ref),
        (say("Send: {line} reason", line=typed),),
        (asking.look(say, task),),
        awaits=typed,
    )


def settled(say: Words, task: Task) -> Card:
    return Card(
        say("The correction of item {number} has been decided meanwhile.", number=task.ref),
        (),
        (_history(say, task), asking.look(say, task)),
    )


def result_title(say: Words, ref: int, *, agreed: bool) -> str:
    if agreed:
        return say("Your correction is agreed to · item {number}", number=ref)
    return say("Your correction is declined · item {number}", number=ref)


def decided(say: Words, task: Task, one: Correction, *, told: str | None) -> Card:
    """For whoever decided; ``told``: who gets a message, None where nobody can be reached."""
    if one.state is CorrectionState.AGREED:
        title = say("Correction agreed to · item {number}", number=task.ref)
    else:
        title = say("Correction declined · item {number}", number=task.ref)
    name = asking.who(say, told or one.asked_by_name, phrases.department(say, one.department))
    body = [
        *_outcome(say, one),
        say("Will be told: {people}", people=name)
        if told is not None
        else say("{person} has no chat: please call.", person=name),
    ]
    return Card(title, tuple(body), (asking.look(say, task),))


def result(say: Words, task: Task, one: Correction) -> Card:
    """For who asked."""
    agreed = one.state is CorrectionState.AGREED
    body: list[Line] = [phrases.title(say, task), *_outcome(say, one)]
    title = result_title(say, task.ref, agreed=agreed)
    return Card(title, tuple(body), (_history(say, task), asking.look(say, task)))


def _outcome(say: Words, one: Correction) -> list[Line]:
    called = periods.name(say, one.period.span)
    body: list[Line] = [Fact(say("Correction: "), one.words)]
    if one.state is CorrectionState.AGREED:
        body.append(say("It stands in the report for {period}.", period=called))
    else:
        body.append(say("The report for {period} stays as it is.", period=called))
    if one.answer:
        body.append(Fact(say("Answer: "), one.answer))
    return body


def _lines(say: Words, requests: Sequence[tuple[Correction, Task | None]]) -> list[Line]:
    body: list[Line] = []
    for one, task in requests[:_MOST]:
        name = "" if task is None else f"{phrases.title(say, task)} · "
        whose = phrases.department(say, one.department)
        called = periods.name(say, one.period.span)
        text = f"{name}{whose} {called} · {phrases.short(one.words)}"
        body.append(Item(str(one.ref), text))
    if (left := len(requests) - _MOST) > 0:
        body.append(say("… and {count} more", count=left))
    return body


def _signed(say: Words, person: Person, at: datetime) -> str:
    own = phrases.department(say, person.department)
    return say(
        "{person} ({department}) {time}", person=person.name, department=own, time=say.time(at)
    )


def _take_back(say: Words, ref: int, *, alone: bool = True) -> Action:
    command = f"{line(say, ref)} {say('withdraw')}"
    key = later("Withdraw: the correction of item {number}")
    key = later("Withdraw the correction") if alone else key
    return Action(say(key, number=ref), command, back=True)


def _history(say: Words, task: Task) -> Action:
    return Action(say("History"), say("history {number}", number=task.ref))
