"""24 推进中 …: what departments report; several lines, each with its own result, one undo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from bot import secrecy
from bot.access import Act, Verdict, part_to_write
from bot.cards import errors, lines, notes, phrases, saved
from bot.cards.confirming import confirming
from bot.cards.saved import Failed, Saved
from bot.cards.task import seen
from bot.commands import refusing
from bot.commands.answering import answer_urges
from bot.commands.base import Call
from bot.commands.feeding import feed
from bot.commands.repeated import repeated
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Action, Card, Channel, Reply
from bot.model.task import Share, Status, Task
from bot.model.update import Change

NAMES = ("update", "done")
_AT_ONCE = 5  # items; more are shown first
_WHOLE = 100
_TEXTS = ("progress", "problems", "next_steps")


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change that is permitted and passed every gate."""

    task: Task
    share: Share
    change: Change
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The answer to a message that writes; ``blank``: nothing of its text may be kept.

    ``saved`` and ``refused``: what became of which item.
    """

    reply: Reply
    blank: bool
    saved: Sequence[Saved] = ()
    refused: Sequence[Failed] = ()


async def write(
    call: Call, intents: Sequence[Intent], failed: Iterable[Failed], *, bulk: bool, confirmed: bool
) -> Written:
    """Do what all lines of one message ask for; ``failed`` are the lines nobody could read.

    Many items, or what was read as ``bulk``, is shown first unless ``confirmed``.
    """
    wishes, refused = await _wishes(call, intents)
    failures = [*failed, *refused]
    blank = any(exposes(failure.error) for failure in failures)
    if call.request.channel is not Channel.PRIVATE and wishes:
        card = notes.said_in_group(call.say, _text(call, wishes), call.seen, stores=True)
        return Written(Reply(card, private=True), blank, refused=refused)
    if wishes and (bulk or len(wishes) > _AT_ONCE) and not confirmed:
        preview = Reply(await _preview(call, wishes, failures))
        return Written(preview, blank, refused=refused)
    if not confirmed:
        again = await repeated(call, [(wish.task, wish.share, wish.change) for wish in wishes])
        wishes = [wish for wish in wishes if wish.task.ref not in again]
        failures += again.values()
    done = await feed(call, [await _record(call, wish) for wish in wishes])
    await answer_urges(call, [(one.task, one.share) for one in done])
    reply = replace(_answer(call, done, failures), private=not done)
    return Written(reply, blank, saved=done, refused=refused)


def exposes(error: UserError) -> bool:
    """Whether the refused text itself must leave no trace."""
    return (
        error.code in (Code.SECRECY, Code.RESTRICTED, Code.TOO_LONG)
        or error.facts.get("exposed") is not None
    )


async def _preview(call: Call, wishes: Sequence[_Wish], failures: Sequence[Failed]) -> Card:
    """Many items: shown first, done after 确认."""
    command = await call.keep(_text(call, wishes))
    say = call.say
    actions = confirming(say, say("Save {count} items", count=len(wishes)), command)
    return saved.preview(say, [(w.task, w.change) for w in wishes], failures, actions)


def _text(call: Call, wishes: Sequence[_Wish]) -> str:
    """The wishes as lines that can be typed; items with the same change share one."""
    by_change: dict[Change, list[int]] = {}
    for wish in wishes:
        by_change.setdefault(wish.change, []).append(wish.task.ref)
    return "\n".join(
        lines.update(call.say, tuple(refs), change) for change, refs in by_change.items()
    )


def _answer(call: Call, done: Sequence[Saved], failures: Sequence[Failed]) -> Reply:
    if len(done) == 1 and not failures:
        card = saved.one(call.say, done[0], call.person, call.now)
        return Reply(card, replaces=call.request.pressed)
    if len(failures) == 1 and not done:
        [failure] = failures
        return Reply(errors.card(call.say, failure.error, failure.actions, failure.about))
    card = saved.several(call.say, done, failures, call.person, call.now)
    return Reply(card, replaces=bool(done) and call.request.pressed)


async def _wishes(call: Call, intents: Sequence[Intent]) -> tuple[list[_Wish], list[Failed]]:
    """What may be written, one wish an item, in the order of the lines; and what may not."""
    await call.load(ref for intent in intents for ref in intent.tasks)
    wishes: dict[int, _Wish] = {}
    failed: list[Failed] = []
    for intent in intents:
        change = _change(intent)
        try:
            await _line_gate(call, intent.tasks, change)
        except UserError as error:
            failed.append(Failed(error, error.facts.get("ways") or ()))
            continue
        for ref in dict.fromkeys(intent.tasks):
            try:
                wish = _wish(call, await call.task(ref), change)
                wishes[ref] = _agreeing(call, _joined(wishes.get(ref), wish))
            except UserError as error:
                failed.append(_failed(call, error, change))
    return list(wishes.values()), failed


def _change(intent: Intent) -> Change:
    change = intent.change
    if intent.name == "done":
        change = replace(change, status=Status.DONE)
    return change


async def _line_gate(call: Call, refs: Sequence[int], change: Change) -> None:
    """A line with free text is refused whole if any of its items is restricted."""
    texts = (change.progress, change.problems, change.next_steps)
    for text in filter(None, texts):
        if found := secrecy.mark(text):
            raise UserError(Code.SECRECY, mark=found)
    if not change.has_text:
        return
    for ref in refs:
        task = await call.task(ref)
        if task.restricted:
            verdict = call.allowed(Act.DONE, task)
            if verdict is Verdict.REFUSE:
                raise refusing.forbidden(call, task, exposed=True)
            raise refusing.restricted(call, ref, change)


def _wish(call: Call, task: Task, change: Change) -> _Wish:
    """Permission, then the version gate."""
    act = Act.UPDATE if change.has_text else Act.DONE
    if call.allowed(act, task) is Verdict.REFUSE:
        raise refusing.forbidden(call, task)
    part = part_to_write(call.person, task)
    if part is None:
        raise refusing.forbidden(call, task)
    if all(getattr(change, field.name) is None for field in fields(change)):
        raise UserError(Code.MISSING_FIELDS, number=task.ref)
    share, on_behalf = part
    if task.is_closed_for(share):
        raise refusing.closed(call, task)
    shown = next(
        (s for s in call.seen if s.ref == task.ref and s.department == share.department.id), None
    )
    if shown and shown.version < share.version and share.changed_by != call.person.id:
        raise refusing.stale(call, task, share)
    return _Wish(task, share, change, on_behalf)


def _failed(call: Call, error: UserError, change: Change) -> Failed:
    """The error with its ways on; an old card's buttons come back with the state of now."""
    if error.code is not Code.STALE:
        return Failed(error, error.facts.get("ways") or refusing.shows(call, error))
    task, say = error.facts["task"], call.say
    still = say("Save all the same")
    if change.status is not None:
        still = say("Set {status} all the same", status=say(phrases.BUTTON[change.status]))
    actions = (
        Action(still, lines.update(say, (task.ref,), change)),
        Action(say("Show the newest"), str(task.ref)),
    )
    return Failed(error, actions, seen(task, error.facts["share"]))


def _joined(first: _Wish | None, second: _Wish) -> _Wish:
    """Two lines about one item are one change: texts follow each other, values must agree."""
    if first is None:
        return second
    merged = first.change
    for field in fields(Change):
        old, new = getattr(merged, field.name), getattr(second.change, field.name)
        if new is None:
            continue
        if isinstance(old, str) and field.name in _TEXTS:
            new = f"{old}\n{new}"
        elif old is not None and old != new:
            raise UserError(Code.CONFLICT, number=second.task.ref)
        merged = replace(merged, **{field.name: new})
    return replace(first, change=merged)


def _agreeing(call: Call, wish: _Wish) -> _Wish:
    """What is done is not done by a part, whether both were said at once or one after another."""
    percent, status = wish.change.percent, wish.change.status or wish.share.status
    if status is Status.DONE and percent is not None and percent < _WHOLE:
        raise refusing.not_done(call, wish.task.ref, wish.change)
    return wish


async def _record(call: Call, wish: _Wish) -> Saved:
    update = await call.unit.tasks.record(
        wish.task,
        wish.share,
        wish.change,
        person=call.person,
        at=call.now,
        channel=call.request.sender.platform,
        batch=call.batch,
        on_behalf=wish.on_behalf,
    )
    share = replace(
        wish.share,
        status=wish.change.status or wish.share.status,
        percent=wish.share.percent if wish.change.percent is None else wish.change.percent,
        version=update.version,
        changed_at=call.now,
        changed_by=call.person.id,
        changed_by_name=call.person.name,
    )
    shares = tuple(share if s is wish.share else s for s in wish.task.shares)
    task = replace(wish.task, shares=shares)
    return Saved(task=task, share=share, change=wish.change, on_behalf=wish.on_behalf)
