"""销号 and 恢复: the office closes items, and opens them again; one undo takes either back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s

from bot.access import Ruling, Verdict
from bot.cards import closing as cards
from bot.commands import grouped, telling
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.task import Department, Status, Task
from bot.ports.closings import Part

_AT_ONCE = 5  # items; more are shown first


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Items that change, and a sentence for each that stays as it is."""

    tasks: Sequence[Task]
    left_alone: Sequence[str]


async def close(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """已办结 for all parts that decide; what is not reported as done, and many, is shown first."""
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if not intent.tasks:
        every = await call.unit.tasks.every(call.facts.id)
        return Reply(cards.waiting(call.say, [t for t in every if t.status is Status.DONE]))
    chosen = await _chosen(call, intent, closing=True)
    if not chosen.tasks:
        return Reply(cards.nothing(call.say, chosen.left_alone))
    unfinished = any(task.status is not Status.DONE for task in chosen.tasks)
    again = call.confirmed and _changed_since(call, chosen.tasks)
    if again or ((unfinished or len(chosen.tasks) > _AT_ONCE) and not call.confirmed):
        confirm = await call.keep(cards.line(call.say, chosen.tasks, closing=True))
        return Reply(cards.preview(call.say, chosen.tasks, chosen.left_alone, confirm))
    parts = [(task, share) for task in chosen.tasks for share in task.deciding]
    parts = [part for part in parts if part[1].status is not Status.CLOSED]
    after = {(task.id, share.department.id): Status.CLOSED for task, share in parts}
    await _move(call, parts, after)
    told = await _tell(call, chosen.tasks, closing=True)
    card = cards.closed(call.say, chosen.tasks, chosen.left_alone, told)
    return Reply(card, replaces=call.request.pressed)


async def reopen(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """The statuses before the closing come back."""
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if not intent.tasks:
        every = await call.unit.tasks.every(call.facts.id)
        return Reply(cards.all_closed(call.say, [t for t in every if t.status is Status.CLOSED]))
    chosen = await _chosen(call, intent, closing=False)
    if not chosen.tasks:
        return Reply(cards.nothing(call.say, chosen.left_alone))
    if len(chosen.tasks) > _AT_ONCE and not call.confirmed:
        confirm = await call.keep(cards.line(call.say, chosen.tasks, closing=False))
        return Reply(cards.preview_reopening(call.say, chosen.tasks, chosen.left_alone, confirm))
    before = await call.unit.closings.before([task.id for task in chosen.tasks])
    parts = [(t, s) for t in chosen.tasks for s in t.shares if s.status is Status.CLOSED]
    places = [(task.id, share.department.id) for task, share in parts]
    after = {place: before.get(place, Status.DONE) for place in places}
    await _move(call, parts, after)
    tasks = [
        replace(
            task,
            shares=tuple(
                replace(share, status=after.get((task.id, share.department.id), share.status))
                for share in task.shares
            ),
        )
        for task in chosen.tasks
    ]
    told = await _tell(call, tasks, closing=False)
    card = cards.reopened(call.say, tasks, chosen.left_alone, told)
    return Reply(card, replaces=call.request.pressed)


async def _chosen(call: Call, intent: Intent, *, closing: bool) -> _Chosen:
    await call.load(intent.tasks)
    tasks = [await call.task(ref) for ref in dict.fromkeys(intent.tasks)]
    open_still = [task for task in tasks if not _is_closed(task)]
    shut = [task for task in tasks if _is_closed(task)]
    chosen, rest = (open_still, shut) if closing else (shut, open_still)
    left_alone = [cards.left_alone(call.say, task) for task in rest]
    return _Chosen([t for t in chosen if t.deciding], left_alone)


def _is_closed(task: Task) -> bool:
    return task.status is Status.CLOSED


def _changed_since(call: Call, tasks: Sequence[Task]) -> bool:
    """Whether somebody reported on one of them after the card was drawn: it is shown again.

    A 确认 that is typed quotes no card: then it is by the clock.
    """
    since = call.shown_at or call.now
    if any(s.changed_at is not None and s.changed_at > since for t in tasks for s in t.deciding):
        return True
    seen = {(one.ref, one.department): one.version for one in call.seen}
    return any(
        seen.get((task.ref, share.department.id), share.version) < share.version
        for task in tasks
        for share in task.deciding
    )


async def _move(call: Call, parts: Sequence[Part], after: dict[tuple[int, int], Status]) -> None:
    await call.unit.closings.move(
        parts,
        after,
        person=call.person,
        at=call.now,
        channel=call.request.sender.platform,
        batch=call.batch,
    )


async def _tell(call: Call, tasks: Sequence[Task], *, closing: bool) -> Sequence[Department]:
    """One message for whoever speaks for a department, in office hours; the departments told.

    It says what is true when it leaves: what was undone before is not in it.
    """
    found = await telling.speakers(call)
    bodies = {s.department.id: s.department for task in tasks for s in task.shares}
    by_person = dict[int, tuple[telling.Reached, list[int]]]()
    reached = []
    for id, body in bodies.items():
        to = telling.speaker(found, None, id)
        if to is None:
            continue
        reached.append(body)
        refs = [t.ref for t in tasks if t.share_of(id) is not None]
        by_person.setdefault(to[0].id, (to, []))[1].extend(refs)
    kind = "closed" if closing else "reopened"
    message = blake2s(call.batch.encode(), digest_size=8).hexdigest()
    planned = [
        replace(
            telling.occurrence(
                call,
                f"{kind}:{message}:{id}",
                to,
                cards.planned(telling.words_of(call, to), len(set(refs)), closing=closing),
                {"plan": call.facts.id, "refs": sorted(set(refs))},
            ),
            due=max(call.now, call.table.next_open(call.now)),
        )
        for id, (to, refs) in by_person.items()
    ]
    await call.unit.occurrences.plan(planned, at=call.now)
    return reached
