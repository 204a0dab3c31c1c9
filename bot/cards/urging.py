"""Urges: what would be asked of whom, what was, and the answers that came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.cards import coverage, phrases
from bot.cards import people as people_cards
from bot.cards.coverage import Silent
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line, Platform
from bot.model.light import Light
from bot.model.nudge import PutOff
from bot.model.task import Task
from bot.model.urge import Urge

_MOST = 20  # items, answers that are listed
_NAMED = 10  # items of an urge with words of its own that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an urge asks for and of whom.

    ``reports`` of ``departments``, ``offline`` of which owe only what is reported offline;
    ``closed`` reports are left out, because the office has closed their items.  ``people`` who
    are told, by platform; ``silent``: departments in which nobody can be reached.  ``soon``
    bundles leave today, before ``by`` (a clock time); ``later`` ones on ``next_day``, because
    today's have been used up, or because office hours are over: ``shut``.
    """

    departments: int
    reports: int
    people: int
    platforms: Mapping[Platform, int]
    silent: Silent
    soon: int
    later: int
    by: str
    next_day: date
    light: Light
    words: str | None
    tasks: Sequence[Task] = ()
    put_off: Sequence[PutOff] = field(default=())
    offline: int = 0
    closed: int = 0
    shut: bool = False


def preview(say: Words, wanted: Wanted, confirm: str, line: str) -> Card:
    """Before anything is sent; ``line`` asks for it again, without words."""
    title = say("Urge: preview (not sent)")
    body: list[Line] = [*_facts(say, wanted)]
    if wanted.words and len(wanted.tasks) <= _NAMED:
        body.append(Fact(say("Items: "), say.listed(str(task.ref) for task in wanted.tasks)))
    body.append(_wording(say, wanted))
    body += _put_off(say, wanted.put_off)
    reworded = Action(say("Change the wording"), say("{line} reword", line=line))
    actions = [Action(say("Send"), confirm), reworded]
    if 1 < len(wanted.tasks) <= _NAMED:
        ref = wanted.tasks[0].ref
        only = say("nudge {number}", number=ref)
        actions.append(Action(say("Only item {number}", number=ref), only))
    actions += [*_call_list(say, wanted), Action(say("Cancel"), say("cancel"))]
    return Card(title, tuple(body), tuple(actions))


def sent(say: Words, wanted: Wanted) -> Card:
    count = wanted.soon + wanted.later
    title = say("Urged: {count} reminders", count=count)
    if wanted.later and not wanted.soon:
        title = say("Urging is planned: {count} people", count=count)
    body = [*_facts(say, wanted, sent=True), say("Answers come to you, together.")]
    return Card(
        title,
        tuple(body),
        (*_call_list(say, wanted), Action(say("Overview"), say("overview"))),
    )


def _wording(say: Words, wanted: Wanted) -> str:
    """What will be read: the office's own words, or what a bundle says of whatever is urged."""
    if wanted.words:
        return say("Wording: {words} (can be changed)", words=wanted.words)
    red = wanted.light is Light.RED
    kind = say("red reminder") if red else say("yellow reminder")
    marked = say("the office asks")
    return say(
        "Wording: {kind}, each item says “{marked}” (can be changed)", kind=kind, marked=marked
    )


def _call_list(say: Words, wanted: Wanted) -> tuple[Action, ...]:
    """Who has to be called, with the reason."""
    return (Action(say("Call list"), say("coverage")),) if wanted.silent else ()


def _facts(say: Words, wanted: Wanted, *, sent: bool = False) -> list[Line]:
    lines: list[Line] = [
        say(
            "To: {departments} departments, {reports} reports, {people} liaisons",
            departments=wanted.departments,
            reports=wanted.reports,
            people=wanted.people,
        )
    ]
    if wanted.offline and wanted.offline < wanted.departments:
        lines.append(say(" · {count} departments owe only offline reports", count=wanted.offline))
    if wanted.closed:
        lines.append(say(" · left out, the items are closed: {count}", count=wanted.closed))
    if wanted.platforms:
        named = [
            say("{platform} {count}", platform=people_cards.platform(say, platform), count=count)
            for platform, count in wanted.platforms.items()
        ]
        lines.append(say(" · {platforms}", platforms=say.clauses(named)))
    lines += [
        say(" · {silent} (to be called)", silent=silent)
        for silent in coverage.named(say, wanted.silent)
    ]
    day = say.weekday(wanted.next_day)
    if wanted.soon:
        used = sent or bool(wanted.later)
        lines.append(merged(say, wanted.soon, wanted.by, spent=used))
    if wanted.later:
        spent = later("{count} join the reminder of {day}: today's has been sent")
        shut = later("{count} join the reminder of {day}: it is outside office hours")
        lines.append(say(shut if wanted.shut else spent, count=wanted.later, day=day))
    return lines


def merged(say: Words, count: int, by: str, *, spent: bool) -> str:
    """``spent``: that nobody has had today's reminder is not true, or not any more."""
    key = later("Merged into {count}, delivered today before {time}; each has 0/1 of today")
    if spent:
        key = later("Merged into {count}, delivered today before {time}")
    return say(key, count=count, time=by)


def _put_off(say: Words, found: Sequence[PutOff]) -> list[Line]:
    return [
        say(
            "Item {number} was put off by {person} until {day}",
            number=one.ref,
            person=one.person,
            day=say.weekday(one.until),
        )
        for one in found[:_MOST]
    ]


def nothing_missing(say: Words) -> Card:
    return Card(
        say("Nothing is missing there; nobody urged."),
        actions=(Action(say("Overview"), say("overview")),),
    )


def no_such_department(say: Words, name: str) -> Card:
    return Card(
        say("No department “{name}”; nobody urged.", name=name),
        (say("Urge like this: nudge 24, nudge MOST, nudge missing; words may follow"),),
        (Action(say("Urge those missing"), say("nudge missing")),),
    )


def not_theirs(say: Words, task: Task, names: str) -> Card:
    """Departments that have no part in the item."""
    line = say("nudge {number}", number=task.ref)
    return Card(
        say(
            "{departments} has no part in item {number}; nobody urged.",
            departments=names,
            number=task.ref,
        ),
        (Fact(say("Responsible: "), phrases.responsibility(say, task)),),
        (Action(line, line),),
    )


def how(say: Words) -> Card:
    """Nobody was named: what a line of urging looks like."""
    return Card(
        say("Whom to urge? Nothing sent."),
        (say("Urge like this: nudge 24, nudge MOST, nudge missing; words may follow"),),
        (Action(say("Urge those missing"), say("nudge missing")),),
    )


def reword(say: Words, line: str) -> Card:
    return Card(
        say("Which words for “{line}”? Nothing sent yet.", line=line),
        (say("Send: {line} please report today", line=line),),
        awaits=line,
    )


def answers_title(say: Words, count: int) -> str:
    return say("Answers to your urging: {count}", count=count)


def answers(say: Words, urges: Sequence[Urge]) -> Card:
    """In plan order, each with what was said."""
    body: list[Line] = [_answer(say, urge) for urge in urges[:_MOST]]
    if (left := len(urges) - _MOST) > 0:
        body.append(say("… and {count} more", count=left))
    first = urges[0].ref if urges else 0
    actions = (Action(say("Show item {number}", number=first), str(first)),) if urges else ()
    return Card(answers_title(say, len(urges)), tuple(body), actions)


def _answer(say: Words, urge: Urge) -> Item:
    who = phrases.department(say, urge.department)
    if urge.answered_by:
        who = say("{person} ({department})", person=urge.answered_by, department=who)
    at = urge.answered_at
    text = who if at is None else f"{who} {say.day(at)} {say.time(at)}"
    if urge.restricted:
        return Item(str(urge.ref), text)
    if urge.progress:
        text += f" “{phrases.short(urge.progress)}”"
    return Item(str(urge.ref), f"{phrases.short(urge.text, 12)} · {text}")
