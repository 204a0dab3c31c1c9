"""Cards of somebody who joins a department, beside who is there."""

from bot.cards import people as names
from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.locale import Words, later
from bot.messages import Card, Fact, Platform
from bot.model.person import Person, PersonRole
from bot.model.task import Department

_ROLES = {PersonRole.DEPUTY: later("deputy"), PersonRole.OBSERVER: later("leader")}


def line(say: Words, body: Department, name: str, role: PersonRole, platform: Platform) -> str:
    """The line that asks for the same again."""
    return say(
        "assign {department} {name} {role} {platform}",
        department=body.short,
        name=name,
        role=say(_ROLES[role]),
        platform=platform.value,
    )


def preview(
    say: Words,
    body: Department,
    name: str,
    role: PersonRole,
    platform: Platform,
    *,
    confirm: str,
) -> Card:
    comes = say("{name} (code for {platform})", name=name, platform=names.platform(say, platform))
    return Card(
        say("New {role}, preview (nothing done yet)", role=names.role(say, role)),
        (
            Fact(say("Department: "), phrases.department(say, body)),
            Fact(say("Joins: "), comes),
            say("Nobody leaves."),
            say("Confirm within 30 minutes."),
        ),
        confirming(say, say("Confirm and register"), confirm),
    )


def joined(say: Words, code: Card, new: Person) -> Card:
    """With the code, so it is shown once too."""
    title = say(
        "{person} ({department}) is registered as {role}",
        person=new.name,
        department=phrases.department(say, new.department),
        role=names.role(say, new.role),
    )
    return Card(title, (code.title, *code.body), once=True)
