"""Pieces of cards about who takes part, and the answers when it is not clear who is meant."""

from collections.abc import Sequence

from bot.cards import people as names
from bot.cards import phrases
from bot.cards.lines import fits_button
from bot.locale import Words
from bot.messages import Action, Card, Platform
from bot.model.person import Person, PersonRole
from bot.model.staff import Burden
from bot.model.task import Department

MOST = 10
"""People that are offered as buttons."""


def no_liaison(say: Words, asked: Department) -> Card:
    """A code for a department that has nobody yet."""
    called = phrases.department(say, asked)
    return Card(
        say("{department} has no liaison registered; no code issued.", department=called),
        (say("First send: assign {department} name", department=phrases.typed(say, asked)),),
        (
            Action(
                say("Look at {department}", department=called),
                say("dept {department}", department=asked.short),
            ),
        ),
    )


def nobody(say: Words, said: str, bodies: Sequence[Department], name: str = "") -> Card:
    """No person behind a line; ``bodies``: departments that its first word names.

    ``name``: who may be registered first.
    """
    if len(bodies) != 1:
        return Card(
            say("“{text}” is no department and nobody who takes part; nothing changed.", text=said),
            (),
            (Action(say("Departments"), say("dept")),),
        )
    body = phrases.department(say, bodies[0])
    line = say("assign {department} {name} replacing -", department=bodies[0].short, name=name)
    new = (Action(line, line),) if name and fits_button(line) else ()
    return Card(
        say("Nobody like that takes part for {department}; nothing changed.", department=body),
        (say("assign {department} name: names a liaison and gives a code", department=body),),
        (*new, Action(body, say("dept {department}", department=bodies[0].short))),
    )


def no_department(say: Words, said: str, bodies: Sequence[Department]) -> Card:
    if not bodies:
        return nobody(say, said, ())
    return Card(
        say("“{text}” names several departments; nothing changed.", text=said),
        (say.listed(phrases.department(say, body) for body in bodies),),
    )


def there_already(say: Words, person: Person) -> Card:
    return Card(
        say(
            "{person} takes part already, as {role}; nothing changed.",
            person=who(say, person),
            role=names.role(say, person.role),
        ),
        (),
        (Action(say("Issue a code"), say("code {who}", who=person.id)),),
    )


def bad_name(say: Words) -> Card:
    return Card(say("A name has 1 to 80 visible characters and is no number; nothing changed."))


def last_coordinator(say: Words, person: Person) -> Card:
    return Card(
        say(
            "{person} is the last coordinator; nobody could manage access then. Nothing changed.",
            person=person.name,
        ),
        (say("First another coordinator is needed: the operator adds one."),),
    )


def who(say: Words, person: Person) -> str:
    """``张三（科技部）``."""
    return say("{person} ({department})", person=person.name, department=department(say, person))


def department(say: Words, person: Person) -> str:
    return phrases.department(say, person.department)


def label(say: Words, person: Person) -> str:
    """``张三 · 联络员``, on buttons."""
    return f"{person.name} · {names.role(say, person.role)}"


def issuer(say: Words, by: Person | None) -> str:
    """Who issued a code: a person, or the operator at the command line."""
    return say("the operator") if by is None else by.name


def platforms(say: Words, platforms: Sequence[Platform]) -> str:
    if not platforms:
        return say("none")
    return say.listed(dict.fromkeys(names.platform(say, one) for one in platforms))


def ends(say: Words, person: Person, burden: Burden) -> str:
    """What a person loses by it."""
    return say(
        "Ends at once: access of {person} on every platform, {reminders} own reminders",
        person=person.name,
        reminders=burden.reminders,
    )


def falls_to(say: Words, rest: Sequence[Person]) -> str:
    """Who else of the department is there to do the work."""
    if not rest:
        return say("Nobody speaks for the department then: the office calls, or names a liaison.")
    return say("What is open falls to: {people}", people=say.listed(label(say, p) for p in rest))


def left_behind(say: Words, person: Person, rest: Sequence[Person]) -> tuple[str, ...]:
    """What becomes of their work; an observer had none."""
    return () if person.role is PersonRole.OBSERVER else (falls_to(say, rest),)


def more(say: Words, people: Sequence[Person]) -> tuple[str, ...]:
    """Of a list that is cut: how many are not on it."""
    count = len(people) - MOST
    return (say("… and {count} more: write the name", count=count),) if count > 0 else ()
