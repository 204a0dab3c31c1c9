"""Text that names no item: offered for the items that a card showed, stored for none.

The card is the one that was replied to or, where nothing was quoted, the last of the past half
hour in this private chat.  Items that the text names in passing come before any card's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import access
from bot.cards import lines, report_parts, unnamed
from bot.cards.task import seen
from bot.commands.base import Call
from bot.errors import Code
from bot.grammar import prepare, read, speech
from bot.grammar.intent import Act, Ask, Confirm, Context, Intent, Verdict
from bot.grammar.mentions import mentioned
from bot.grammar.notes import is_labelled
from bot.grammar.numbered import NONE
from bot.grammar.reporting import FIELDS, Reporting
from bot.messages import Action, Card, Channel, Item, Reply, Seen
from bot.model.person import PersonRole
from bot.model.task import Share, Status, Task
from bot.model.update import Change

_MOST = 6  # items that are offered
_LOOKED_AT = 40  # items of a card that are looked up
_LONGEST = 2000  # characters of a note
_UNNAMED = (Code.UNKNOWN_COMMAND, Code.AMBIGUOUS, Code.MISSING_TASK)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card showed that was replied to: parts of items, and the numbers of all items.

    ``others``: numbers on it that are no items.  ``cause``: the key of the message that it
    answers, empty where nobody had said anything.
    """

    seen: tuple[Seen, ...] = ()
    listed: tuple[int, ...] = ()
    others: frozenset[str] = frozenset()
    cause: str = ""

    @property
    def only(self) -> int | None:
        """The item of a card that is about exactly one."""
        refs = {one.ref for one in self.seen}
        return refs.pop() if len(refs) == 1 else None


NOTHING = Shown()


def shown_by(card: Card, cause: str | None) -> Shown:
    others = (line.number for line in card.body if isinstance(line, Item) and not line.task)
    return Shown(card.about, refs_of(card), frozenset(others), cause or "")


def as_listed(shown: Shown, text: str, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The number of an entry, typed below a list of them, is no item: it is asked about."""
    number = text.strip()
    if number not in shown.others:
        return verdicts
    return (Ask(Code.AMBIGUOUS, {"listed": int(number)}, (number,)),)


def refs_of(card: Card) -> tuple[int, ...]:
    """The numbers of the items that a card shows or leads to, in its order."""
    found = [line.number for line in card.body if isinstance(line, Item) and line.task]
    found += [action.command for action in card.actions]  # 查看第 24 项
    listed = [int(number) for number in found if number.isascii() and number.isdecimal()]
    return tuple(dict.fromkeys([*(one.ref for one in card.about), *listed]))


async def offer(call: Call, verdicts: Sequence[Verdict]) -> Reply | None:
    """The question which item it is for; None where the text is no note or no card is near."""
    text = _note(call, verdicts)
    if text is None:
        return None
    last = await call.last_card()
    if awaited := last.awaits if last is not None else "":
        return _completed(call, awaited, text)
    if text in NONE:
        return None
    named = _named(call)
    refs = named or call.listed or (() if last is None else refs_of(last))
    tasks = await _writable(call, refs)
    if not tasks:
        return None
    values = _are_values(verdicts)
    offers = [(task, _line(call, task, text, values=values)) for task in tasks[:_MOST]]
    noted = len(tasks) == 1 and _is_note(call, offers[0][1])
    actions = [unnamed.for_item(call.say, task.ref, line, noted=noted) for task, line in offers]
    if named and len(tasks) == 1 and speech.sounds_like_status(text.lower()):
        actions = [*_statuses(call, tasks[0]), *actions]
    if len(tasks) > 1 and _is_no_news(call, text):
        together = " ".join(str(task.ref) for task, _ in offers)
        actions.append(
            Action(call.say("No news for all {count}", count=len(offers)), f"{together} {text}")
        )
    actions += [
        Action(call.say("Another item"), call.say("jot {text}", text=text)),
        Action(call.say("Cancel"), call.say("cancel")),
    ]
    about = tuple(one for task, _ in offers for one in seen(task, _own(call, task)))
    shown = [task for task, _ in offers]
    card = unnamed.offered(call.say, shown, text, tuple(actions), about, noted=noted)
    return Reply(card, private=True)


async def last_refs(call: Call) -> tuple[int, ...]:
    """The items of the last card in the private chat, if it is not older than half an hour."""
    last = await call.last_card()
    return () if last is None else refs_of(last)


def _completed(call: Call, line: str, text: str) -> Reply:
    """The last card asked for the rest of a line: the text is that, and no progress."""
    say, whole = call.say, f"{line}{text}" if line.endswith("：") else f"{line} {text}"
    label = say("{line} …", line=line)
    match read(whole, _context(call)):
        case [Act(Intent(name="report", verb=Reporting.FILL, change=change))]:
            label = report_parts.field(say, next(n for n in FIELDS if getattr(change, n)))
    actions = (
        Action(label, whole),
        Action(say("Cancel"), say("cancel")),
    )
    return Reply(unnamed.completed(say, line.rstrip(":："), text, actions), private=True)


def _note(call: Call, verdicts: Sequence[Verdict]) -> str | None:
    """The whole text, if no line of it names an item or means anything else."""
    request = call.request
    said = request.channel is Channel.PRIVATE and not request.pressed and request.filled is None
    if not said or call.plan is None or call.person.role is PersonRole.OBSERVER:
        return None
    for verdict in verdicts:
        if not isinstance(verdict, Ask) or verdict.code not in _UNNAMED:
            return None
        if "example" in verdict.facts:  # a command that lacks its item: 稍后
            return None
        if verdict.suggest or verdict.offers or verdict.facts.get("number") is not None:
            return None
        if verdict.facts.get("example") is not None:  # of a command that writes no text
            return None
    found = list(prepare.lines(request.text))
    text = " ".join(line.text(0).strip() for line in found)
    if not found or len(text) > _LONGEST or any(line.broken or line.hidden for line in found):
        return None
    if text in NONE:
        return text
    if any(speech.is_question(line.folded) for line in found):
        return None
    worded = any(speech.says_something(line.folded) for line in found)
    return text if worded or _are_values(verdicts) else None


def _named(call: Call) -> tuple[int, ...]:
    """Items that the text itself names in passing: 关于第24项，征求意见稿已印发."""
    found = {ref for line in prepare.lines(call.request.text) for ref in mentioned(line)}
    return tuple(sorted(ref for ref in found if 1 <= ref <= call.facts.highest))


def _are_values(verdicts: Sequence[Verdict]) -> bool:
    """推进中, 60%: only the item is missing."""
    return all(isinstance(one, Ask) and one.code is Code.MISSING_TASK for one in verdicts)


async def _writable(call: Call, refs: Sequence[int]) -> list[Task]:
    """Those of the items on which this person may write a text now, in the same order."""
    refs = refs[:_LOOKED_AT]
    await call.load(refs)
    return [task for ref in refs if (task := call.known(ref)) is not None and _may(call, task)]


def _may(call: Call, task: Task) -> bool:
    part = access.part_to_write(call.person, task)
    if part is None or task.restricted or task.is_closed_for(part[0]):
        return False
    return call.allowed(access.Act.UPDATE, task) is not access.Verdict.REFUSE


def _own(call: Call, task: Task) -> Share | None:
    part = access.part_to_write(call.person, task)
    return None if part is None else part[0]


def _line(call: Call, task: Task, text: str, *, values: bool) -> str:
    """The values or the fields for this item, if the text holds those; else a note on it."""
    labelled = any(is_labelled(one, 0) for one in prepare.lines(text))
    if values or labelled:
        line = f"{task.ref} {text}"
        match read(line, _context(call)):
            case [Act(intent)] | [Confirm(intent)] if intent.tasks == (task.ref,):
                return line
    if _is_no_news(call, text):
        return f"{task.ref} {text}"
    return lines.update(call.say, (task.ref,), Change(progress=text))


def _is_note(call: Call, line: str) -> bool:
    match read(line, _context(call)):
        case [Act(intent)] | [Confirm(intent)]:
            return intent.name == "update" and intent.change.is_note
    return False


def _statuses(call: Call, task: Task) -> list[Action]:
    """What 我部负责的第24项已完成 may be about, besides being told."""
    say = call.say
    return [
        Action(say("In progress"), lines.status(say, task.ref, Status.IN_PROGRESS)),
        Action(say("Done"), lines.status(say, task.ref, Status.DONE)),
    ]


def _context(call: Call) -> Context:
    now = call.now.astimezone(call.say.zone)
    return Context(now=now, highest=call.facts.highest, calendar=call.calendar)


def _is_no_news(call: Call, text: str) -> bool:
    now = call.now.astimezone(call.say.zone)
    match read(f"1 {text}", Context(now=now, highest=1)):
        case [Act(intent)]:
            return intent.no_news
    return False
