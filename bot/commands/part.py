"""A part of 逾期 and 临期: what the line narrows them to, and what the place cannot show."""

from collections.abc import Sequence

from bot.access import Ruling
from bot.cards import phrases
from bot.cards.dates import Part
from bot.cards.narrowed import name
from bot.chapters import is_in
from bot.commands.base import Call
from bot.grammar import filters as words
from bot.grammar.intent import Intent
from bot.messages import Channel
from bot.model.person import PersonRole
from bot.model.task import Department, Task, TaskRole


async def part_of(call: Call, intent: Intent, ruling: Ruling, tasks: Sequence[Task]) -> Part:
    """No more statements than filters, whatever the number of tasks.

    A group reads nothing of what is reported offline, and which department that is of is for the
    office and for itself: such a filter leaves it out.
    """
    group = call.request.channel is not Channel.PRIVATE and not ruling.private
    office = call.person.role is PersonRole.COORDINATOR
    shown = [task for task in tasks if not (group and task.restricted)]
    names, typed, others = list[str](), list[str](), False
    for word in intent.filters:
        bodies = () if _is_ours(word) else await call.unit.people.department(word)
        others |= any(body.id != call.person.department.id for body in bodies)
        if bodies:
            names.append(phrases.department(call.say, bodies[0]))
            typed.append(phrases.typed_department(call.say, bodies[0]))
            own = None if office else call.person.department
            shown = [task for task in shown if _is_of(task, bodies, own)]
        else:
            names.append(name(call.say, word))
            typed.append(names[-1])
            shown = await _narrow(call, shown, word)
    return Part(
        tasks=shown,
        page=intent.page,
        names=tuple(names),
        typed=tuple(typed),
        of=len(tasks),
        hidden=sum(task.restricted for task in tasks) if group else 0,
        apart=others and not (group or office) and any(task.restricted for task in tasks),
        own=None if group else call.person.department,
    )


def _is_ours(word: str) -> bool:
    return word in words.KNOWN.values() or word.startswith(words.CHAPTER)


async def _narrow(call: Call, tasks: Sequence[Task], word: str) -> list[Task]:
    if word in (words.LEAD, words.PARTICIPANT):
        role = TaskRole.LEAD if word == words.LEAD else TaskRole.PARTICIPANT
        own = [(task, task.share_of(call.person.department.id)) for task in tasks]
        return [task for task, share in own if share is not None and share.role is role]
    if word.startswith(words.CHAPTER):
        place = int(word.removeprefix(words.CHAPTER))
        chapters = await call.unit.board.chapters(call.facts.id)
        title = chapters[place - 1] if 0 < place <= len(chapters) else None
        return [task for task in tasks if title is not None and task.chapter == title]
    return [task for task in tasks if is_in(task.chapter, task.section, word)]


def _is_of(task: Task, bodies: Sequence[Department], own: Department | None) -> bool:
    """``own``: of whom what is reported offline may be known; None: of everybody."""
    allowed = not task.restricted or own is None or task.share_of(own.id) is not None
    return allowed and any(task.share_of(body.id) for body in bodies)
