"""What cards about every request of a department have in common."""

from collections.abc import Mapping, Sequence

from bot.cards import phrases
from bot.locale import Words
from bot.messages import Action, Card, Line
from bot.model.asked import Asked
from bot.model.task import Task

_BUTTONS = 2  # requests of a list that come with buttons

Answers = Mapping[bool, str]
"""Sentences of the catalogue with an item's number, for yes and for no."""


def waits(say: Words, *, replaced: bool, reached: bool) -> list[Line]:
    """``replaced``: an earlier request of the department; ``reached``: the office has a chat."""
    body: list[Line] = []
    if replaced:
        body.append(say("Your department's earlier request is withdrawn."))
    body.append(
        say("The office will be told.")
        if reached
        else say("Nobody of the office is bound: call it, the request waits in its list.")
    )
    return body


def decisions(
    say: Words, one: Asked, lines: Answers, labels: Answers, *, several: bool
) -> tuple[Action, ...]:
    """Yes and no; ``several``: other departments have asked about the item, too."""
    named = f" {phrases.department(say, one.department)}" if several else ""
    tail = f" {one.department.short}" if several else ""
    return tuple(
        Action(say(labels[yes], number=one.ref) + named, say(lines[yes], number=one.ref) + tail)
        for yes in (True, False)
    )


def offered(
    say: Words, requests: Sequence[Asked], lines: Answers, labels: Answers
) -> tuple[Action, ...]:
    """Yes and no to the first of a list."""
    refs = [one.ref for one in requests]
    return tuple(
        action
        for one in requests[:_BUTTONS]
        for action in decisions(say, one, lines, labels, several=refs.count(one.ref) > 1)
    )


def whose(say: Words, task: Task, requests: Sequence[Asked], line: str) -> Card:
    """Several departments have asked; ``line`` is what is typed, but for whose is meant."""
    actions = tuple(
        Action(phrases.department(say, one.department), f"{line} {one.department.short}")
        for one in requests
    )
    return Card(
        say("Whose request for item {number}? Nothing decided yet.", number=task.ref), (), actions
    )


def who(say: Words, name: str, department: str) -> str:
    return say("{person} ({department})", person=name, department=department)


def look(say: Words, task: Task) -> Action:
    """The button that shows an item."""
    return Action(say("Show item {number}", number=task.ref), str(task.ref))
