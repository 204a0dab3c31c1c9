"""What every request of a department has in common: the gate, the office told, whose is meant."""

from collections.abc import Sequence
from typing import TypeVar

from bot.access import Act, Verdict
from bot.commands import telling
from bot.commands.base import Call
from bot.commands.refusing import forbidden
from bot.errors import Code, UserError
from bot.model.asked import Asked
from bot.model.task import Task

A = TypeVar("A", bound=Asked)


def gate(call: Call, task: Task) -> None:
    """Refuses who has nothing to say about it; a restricted item takes no words in chat."""
    if task.restricted:
        if call.allowed(Act.DONE, task) is Verdict.REFUSE:
            raise forbidden(call, task, exposed=True)
        raise UserError(Code.RESTRICTED, number=task.ref)
    if call.allowed(Act.UPDATE, task) is Verdict.REFUSE:
        raise forbidden(call, task)


def chosen(asked: Sequence[A], text: str) -> tuple[Sequence[A], str]:
    """The requests that are meant, and the words without the department that chose among them."""
    name, _, rest = text.strip().partition(" ")
    for one in asked:
        if is_named(one, name):
            return [one], rest.strip()
    return asked, text.strip()


def is_named(one: Asked, name: str) -> bool:
    """Whether it is the request of the department of this name."""
    body = one.department
    names = {said.casefold() for said in (body.short, body.acronym, body.english) if said}
    return name.casefold() in names


async def tell_office(call: Call, kind: str, id: int, task: Task, title: str) -> bool:
    """Every coordinator, in the same transaction; whether any of them has a chat.

    ``title``: a sentence of the catalogue with the item's number.
    """
    found = [
        telling.occurrence(
            call,
            f"{kind}:{id}:{to[0].id}",
            to,
            telling.words_of(call, to)(title, number=task.ref),
            {kind: id},
        )
        for to in await telling.office(call)
    ]
    await call.unit.occurrences.plan(found, at=call.now)
    return any(one.to is not None for one in found)
