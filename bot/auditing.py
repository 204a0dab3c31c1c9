"""Entries of the audit that are not a command of somebody known; ``bot.minutes`` has those."""

from datetime import datetime

from bot.messages import COMMAND_LINE as ASKED
from bot.messages import Request
from bot.model.audit import (
    COMMAND_LINE,
    OPERATOR,
    SYSTEM,
    UNBOUND,
    AuditEntry,
    person_object,
)
from bot.model.person import Person
from bot.ports import Unit


def channel_of(request: Request) -> str:
    """``telegram private``; whoever speaks through the command line is at the operator's."""
    if request.sender.tenant == ASKED:
        return COMMAND_LINE
    return f"{request.sender.platform} {request.channel}"


def actor_of(person: Person | None) -> str:
    return UNBOUND if person is None else person_object(person.id)


def note_binding(
    unit: Unit, request: Request, person: Person | None, outcome: str, *, now: datetime
) -> None:
    """A code was used, was none, or was shown to a group; ``person``: whose account it is now.

    Nothing of the code is kept.
    """
    entry = AuditEntry(
        actor=actor_of(person),
        channel=channel_of(request),
        act="bind",
        object="" if person is None else person_object(person.id),
        outcome=outcome,
    )
    unit.audit.note(entry, at=now)


def note_reach(unit: Unit, request: Request, person: Person, *, now: datetime) -> None:
    """Somebody has closed the private chat to us, or opened it again."""
    entry = AuditEntry(
        actor=person_object(person.id),
        channel=channel_of(request),
        act="unblock" if request.reachable else "block",
        object=person_object(person.id),
    )
    unit.audit.note(entry, at=now)


def note_operator(
    unit: Unit, act: str, *objects: str, at: datetime, text: str | None = None
) -> None:
    """A change from the command line, once for each object."""
    for one in objects or ("",):
        entry = AuditEntry(actor=OPERATOR, channel=COMMAND_LINE, act=act, object=one, text=text)
        unit.audit.note(entry, at=at)


async def witness(unit: Unit) -> str:
    """The audit's head as digests and exports print it: ``1234:7f3a9c21e04b``."""
    return (await unit.audit.head()).witness


def note_itself(unit: Unit, act: str, object: str, *, at: datetime) -> None:
    """What nobody asked for, and changes what people are told or owe."""
    unit.audit.note(AuditEntry(actor=SYSTEM, channel="", act=act, object=object), at=at)
