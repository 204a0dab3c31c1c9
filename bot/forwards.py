"""A text that somebody else wrote: for which of the own items it is, with its source kept."""

from dataclasses import replace

from bot import bare
from bot.cards import lines, notes, unnamed
from bot.commands import form as forms
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar import prepare, read
from bot.grammar.intent import Act, Ask, Confirm, Context, Refuse
from bot.grammar.mentions import mentioned
from bot.likely import likeliest
from bot.messages import Action, Reply
from bot.model.task import Task
from bot.model.update import Change

_LIKELIEST = 3
_LONGEST = 1900  # characters of a text that are kept: its source has room below 2,000


async def forwarded(call: Call) -> Reply:
    """It is never read as a command; the buttons write it down whole, as far as it has room."""
    text = call.request.text
    if any(line.broken for line in prepare.lines(text)):
        raise UserError(Code.CONTROL_CHARS)
    whole = " ".join(text.split())
    kept, tail = whole[:_LONGEST], source(call)
    tasks = await _own(call, text)
    note = Change(progress=kept + ("……" if len(whole) > _LONGEST else "") + tail)
    cut = len(whole) if len(whole) > _LONGEST else None
    actions = _actions(call, tasks, note)
    likely = tasks[:_LIKELIEST]
    card = notes.which_item(call.say, likely, actions, cut=cut, kept=_LONGEST)
    form = forms.choosing(call, tasks, note.progress or "")
    return Reply(replace(card, form=form), private=True)


async def own_item(call: Call, text: str) -> Reply:
    """The same for a text of one's own."""
    tasks = await _own(call, text)
    actions = _actions(call, tasks, Change(progress=text))
    return Reply(unnamed.choosing(call.say, tasks[:_LIKELIEST], text, actions))


def source(call: Call) -> str:
    """``（转自 李四，10月10日 16:20）``: who wrote it and when, as far as the platform tells."""
    request, say = call.request, call.say
    day = None
    if request.written is not None:
        local = request.written.astimezone(say.zone)
        day = f"{say.day(local)} {say.time(request.written)}"
    if request.author and day:
        return say(" (forwarded from {author}, {time})", author=request.author, time=day)
    if request.author:
        return say(" (forwarded from {author})", author=request.author)
    return say(" (forwarded, written {time})", time=day) if day else ""


async def _own(call: Call, text: str) -> list[Task]:
    """One's own open items, likeliest first; two statements."""
    own = call.person.department
    tasks = await call.unit.tasks.assigned_to(call.facts.id, own.id)
    return likeliest(
        text,
        forms.unfinished(tasks),
        named=_named(call, text),
        nudged=await bare.last_refs(call),
        own=own,
        now=call.now,
    )


def _actions(call: Call, tasks: list[Task], note: Change) -> tuple[Action, ...]:
    return tuple(
        unnamed.for_item(call.say, task.ref, lines.update(call.say, (task.ref,), note))
        for task in tasks[:_LIKELIEST]
    )


def _named(call: Call, text: str) -> set[int]:
    """The items that a text would be about if it had been typed, or that it names in passing."""
    now = call.now.astimezone(call.say.zone)
    context = Context(now=now, highest=call.facts.highest, calendar=call.calendar)
    named = set[int]().union(*map(mentioned, prepare.lines(text)))
    for verdict in read(text, context):
        match verdict:
            case Act(intent) | Confirm(intent):
                named.update(intent.tasks)
            case Ask() | Refuse() if str(number := verdict.facts.get("number", "")).isdecimal():
                named.add(int(number))
    return named
