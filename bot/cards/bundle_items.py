"""The items of a bundle, a line each, and examples of what to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.abilities import Ability, Hint
from bot.cards import phrases
from bot.locale import Words
from bot.messages import Item, Line
from bot.model.light import Light
from bot.model.task import Department, Share, Task

_EACH = 5  # items that say their light each
_SAMPLE = 24  # the item whose text the example is, as it stands in the plan
_EXAMPLES = 2  # numbers in the second example
_URGENCY = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A task in a bundle.  ``via``: the lead department to which the report goes.

    ``dated``: it stands there for its own date; ``urged``: the office has asked for it by hand;
    ``returned``: its report came back from the office.
    """

    task: Task
    share: Share | None
    light: Light
    via: Department | None = None
    dated: bool = False
    urged: bool = False
    returned: bool = False


def most_urgent(entries: Sequence[Entry], count: int) -> Sequence[Entry]:
    """So many, by their light, in the order in which they come."""
    urgent = sorted(range(len(entries)), key=lambda at: _URGENCY.index(entries[at].light))
    return [entries[at] for at in sorted(urgent[:count])]


def common(entries: Sequence[Entry]) -> Light | None:
    """The light of all, where they are so many that saying it once is shorter."""
    lights = {entry.light for entry in entries}
    return lights.pop() if len(entries) > _EACH and len(lights) == 1 else None


def items(
    say: Words,
    entries: Sequence[Entry],
    common: Light | None,
    under: Mapping[int, Sequence[Line]],
) -> list[Line]:
    """A line each; ``under``: what comes after an item, by its number."""
    lines: list[Line] = []
    for entry in entries:
        lines += [_item(say, entry, common), *under.get(entry.task.ref, ())]
    return lines


def _item(say: Words, entry: Entry, common: Light | None) -> Item:
    """``60 进博会、设计博览会，请报商务部汇总（黄灯 临近时限）``; ``common``: said already."""
    words = phrases.title(say, entry.task)
    if entry.via is not None and not entry.task.restricted:
        lead = phrases.department(say, entry.via)
        words = say("{title}, report to {department}", title=words, department=lead)
    notes = [] if common is not None else [phrases.light_word(say, entry.light)]
    if entry.dated and entry.task.deadline.day is not None:
        notes.insert(0, say("due {day}", day=say.day(entry.task.deadline.day)))
    if entry.returned:
        notes.insert(0, say("returned, still to be changed"))
    if entry.urged:
        notes.append(say("the office asks"))
    if notes:
        words = say("{title} ({notes})", title=words, notes=say.clauses(notes))
    return Item(str(entry.task.ref), words)


def examples(say: Words, entries: Sequence[Entry]) -> list[Line]:
    """Lines that can be typed as they stand.

    None of a restricted task, which takes no text, nor of what came back and needs its own words.
    """
    plain = (e.task.ref for e in entries if not e.task.restricted and not e.returned)
    refs = list(dict.fromkeys(plain))
    if not refs:
        return []
    first, others = refs[0], refs[1 : 1 + _EXAMPLES]
    lines: list[Line] = [Hint(Ability.ANSWER, say("Reply for example:"), say("Send for example:"))]
    told = say("in progress notice sent")
    if first == _SAMPLE:
        told = say("in progress comments of 21 agencies compiled")
    lines.append(Item(str(first), told))
    if others:
        lines.append(Item(" ".join(map(str, others)), say("no news")))
    return lines
