"""What was written, taken back, or waits for a yes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import errors, into, lines, phrases
from bot.cards.into import Into
from bot.cards.task import seen
from bot.errors import Code, UserError
from bot.forms import Form
from bot.locale import Words
from bot.messages import Action, Card, Fact, Item, Line, Seen
from bot.model.person import Person
from bot.model.task import Share, Status, Task
from bot.model.update import Change

_WHOLE = 100
_MOST = 20  # lines of one kind
_WAYS = 6  # buttons
_UNCLEAR = (Code.AMBIGUOUS, Code.UNKNOWN_COMMAND, Code.MISSING_TASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One change that was stored; ``share`` as it is now, ``into``: the report that it is for."""

    task: Task
    share: Share
    change: Change
    on_behalf: bool = False
    into: Into | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """One line or item that was not stored, and why."""

    error: UserError
    actions: tuple[Action, ...] = ()
    about: tuple[Seen, ...] = ()
    form: Form | None = None


def one(say: Words, saved: Saved, person: Person, at: datetime) -> Card:
    """A single change, whole."""
    body: list[Line] = []
    if saved.share not in saved.task.deciding or saved.on_behalf:
        body.append(_whose(say, saved))
    if saved.change.percent is not None:
        body.append(Fact(say("Progress: "), f"{saved.change.percent}%"))
    body += _texts(say, saved.change)
    own = phrases.department(say, person.department)
    body.append(
        say("{person} ({department}) {time}", person=person.name, department=own, time=say.time(at))
    )
    ways: tuple[Action, ...] = (_look(say, saved.task),)
    if saved.into is not None:
        body.append(into.sentence(say, saved.task, saved.into))
        ways = into.ways(say, saved.task, saved.change, saved.into)
    return Card(
        say("Saved · item {number}", number=saved.task.ref) + _arrow(say, saved.change),
        tuple(body),
        (*_finish(say, [saved]), _undo(say), *_coordinate(say, saved), *ways),
        seen(saved.task, saved.share),
    )


def several(
    say: Words, done: Sequence[Saved], failed: Sequence[Failed], person: Person, at: datetime
) -> Card:
    """A result for each line, one undo for all."""
    if not done:
        title = say("Nothing saved ({count})", count=len(failed))
    elif failed:
        title = say("Saved {saved}, not saved {failed}", saved=len(done), failed=len(failed))
    else:
        title = say("Saved {saved}", saved=len(done))
    told = _parts(done)
    body = _capped(say, [_result(say, s, whose=s.task.ref not in told) for s in done])
    if failed:
        offline = any(s.task.restricted for s in done)
        body += [""] * bool(done) + _reasons(say, failed, quoted=not offline)
    if done:
        own = phrases.department(say, person.department)
        body.append(
            say(
                "{person} ({department}) {time}",
                person=person.name,
                department=own,
                time=say.time(at),
            )
        )
        if told:
            body.append(_whose_all(say, done, told))
        body += into.together(say, [(s.task, s.into) for s in done if s.into is not None])
    actions = (_undo(say),) if done else ()
    ways = _ways(say, failed)[:_WAYS]
    about = tuple(s for saved in done for s in seen(saved.task, saved.share))
    about += tuple(s for f in failed for s in f.about)
    return Card(title, tuple(body), actions + _finish(say, done) + ways, about)


def preview(
    say: Words,
    wishes: Sequence[tuple[Task, Change]],
    failed: Sequence[Failed],
    actions: tuple[Action, ...],
) -> Card:
    """What would be written, before it is."""
    title = say("Change {count} items? Nothing is saved yet.", count=len(wishes))
    items: list[Line] = [
        Item(str(task.ref), phrases.title(say, task) + _arrow(say, change) + _short(change))
        for task, change in wishes
    ]
    body = _capped(say, items) + _reasons(say, failed)
    body += ["", say("Confirm within 30 minutes.")]
    return Card(title, tuple(body), actions)


def _capped(say: Words, lines: Sequence[Line]) -> list[Line]:
    """What a phone has room for, and how many more there are."""
    left = len(lines) - _MOST
    more = [say("… and {count} more", count=left)] if left > 0 else []
    return [*lines[:_MOST], *more]


def _reasons(say: Words, failed: Sequence[Failed], *, quoted: bool = False) -> list[Line]:
    """``quoted``: what was not clear is named; it may go on about an item reported offline."""
    if not quoted or any(f.error.code is Code.RESTRICTED for f in failed):
        return _capped(say, [errors.sentence(say, f.error) for f in failed])
    return _capped(say, [errors.sentence(say, _named(f.error)) for f in failed])


def _named(error: UserError) -> UserError:
    """Among other lines the one that was not clear is quoted, and no question hangs in the air."""
    text = error.facts.get("text")
    if error.code not in _UNCLEAR or not text:
        return error
    return UserError(Code.AMBIGUOUS, text=text)


def _ways(say: Words, failed: Sequence[Failed]) -> tuple[Action, ...]:
    """The buttons of all, each with its item; 取消 once, and last."""
    found: dict[str, Action] = {}
    cancel = say("cancel")
    for failure in failed:
        number = str(failure.error.facts.get("number", ""))
        for action in failure.actions:
            named = number in action.label or action.command == cancel
            label = action.label if named else f"{number} {action.label}"
            found.setdefault(action.command, replace(action, label=label))
    last = found.pop(cancel, None)
    return (*found.values(), *(() if last is None else (last,)))


def _result(say: Words, saved: Saved, *, whose: bool) -> str:
    words = _summary(say, saved, whose=whose)
    return f"{say('Item {number}', number=saved.task.ref)} {words}"


def _parts(done: Sequence[Saved]) -> tuple[int, ...]:
    """Items whose status is the lead's to set, where one sentence says it of all of them."""
    parts = [s for s in done if s.share not in s.task.deciding and not s.on_behalf]
    several = len(parts) > 1 and len({s.share.department.id for s in parts}) == 1
    return tuple(dict.fromkeys(s.task.ref for s in parts)) if several else ()


def _whose_all(say: Words, done: Sequence[Saved], refs: Sequence[int]) -> str:
    part = next(s.share for s in done if s.task.ref in refs)
    return say(
        "Items {numbers}: saved for {department}'s part; the item's status is set by the lead",
        numbers=say.listed(map(str, refs)),
        department=phrases.department(say, part.department),
    )


def _summary(say: Words, saved: Saved, *, whose: bool) -> str:
    words = _arrow(say, saved.change).removeprefix(" ")
    if saved.change.percent is not None:
        words += f" {saved.change.percent}%"
    words += _short(saved.change)
    if whose and (saved.share not in saved.task.deciding or saved.on_behalf):
        words += " · " + _whose(say, saved)
    return words.strip()


def _short(change: Change) -> str:
    texts = [change.progress, change.problems, change.next_steps]
    return "".join(f" “{phrases.short(text)}”" for text in texts if text)


def _arrow(say: Words, change: Change) -> str:
    return "" if change.status is None else f" → {phrases.status(say, change.status)}"


def _texts(say: Words, change: Change) -> list[Line]:
    texts: list[Line] = []
    if change.progress:
        texts.append(Fact(say("Progress note: "), change.progress))
    if change.problems:
        texts.append(Fact(say("Problems: "), change.problems))
    if change.next_steps:
        texts.append(Fact(say("Next steps: "), change.next_steps))
    return texts


def _whose(say: Words, saved: Saved) -> str:
    name = phrases.department(say, saved.share.department)
    if saved.on_behalf:
        return say("on behalf of {department}", department=name)
    return say(
        "Saved for {department}'s part; the item's status is set by the lead", department=name
    )


def _coordinate(say: Words, saved: Saved) -> tuple[Action, ...]:
    """受阻 alone only lists the item: a request is what has to be answered."""
    if saved.change.status is not Status.BLOCKED or saved.on_behalf or saved.task.restricted:
        return ()
    line = say("ask for coordination {number}", number=saved.task.ref)
    return (Action(say("Ask for coordination"), line),)


def _finish(say: Words, done: Sequence[Saved]) -> tuple[Action, ...]:
    """100 % sets no status: it offers one."""
    return tuple(
        Action(
            say("Item {number}: done", number=s.task.ref),
            lines.status(say, s.task.ref, Status.DONE),
        )
        for s in done
        if s.change.percent == _WHOLE and s.share.status is not Status.DONE
    )


def _undo(say: Words) -> Action:
    return Action(say("Undo"), say("undo"), back=True)


def _look(say: Words, task: Task) -> Action:
    return Action(say("Show item {number}", number=task.ref), str(task.ref))
