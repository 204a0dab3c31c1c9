"""What a revised plan changes for one department, as its people find it in their bundle.

Only numbers: no text of an item stands in it, so that it may name every item.
"""

from collections.abc import Callable, Sequence

from bot.duties import from_json
from bot.locale import Words, later
from bot.model.revision import Duty, Kind
from bot.model.task import TaskRole

_MOST = 20  # items of a line that are named
_LEAD, _PARTICIPANT = TaskRole.LEAD, TaskRole.PARTICIPANT


def _takes_part(duty: Duty) -> bool:
    """In what another leads; where each has a part of its own, nobody is called a participant."""
    return duty.now is _PARTICIPANT and not duty.own


def _stays(kind: Kind) -> Callable[[Duty], bool]:
    """A change of an item in which the department's own role is the same."""
    return lambda duty: duty.was is not None and duty.was is duty.now and kind in duty.kinds


_GROUPS: Sequence[tuple[str, Callable[[Duty], bool]]] = (
    (later("You lead anew: {items}"), lambda d: d.was is None and d.now is _LEAD),
    (later("You take part anew: {items}"), lambda d: d.was is None and _takes_part(d)),
    (
        later("You are responsible for your own part anew: {items}"),
        lambda d: d.was is None and d.own,
    ),
    (
        later("You lead now, and took part before: {items}"),
        lambda d: d.was is _PARTICIPANT and d.now is _LEAD,
    ),
    (
        later("You take part now, and led before: {items}"),
        lambda d: d.was is _LEAD and _takes_part(d),
    ),
    (
        later("You are responsible for your own part now, and led before: {items}"),
        lambda d: d.was is _LEAD and d.own,
    ),
    (
        later("No longer yours: {items}"),
        lambda d: d.now is None and Kind.REMOVED not in d.kinds,
    ),
    (later("Removed from the plan: {items}"), lambda d: Kind.REMOVED in d.kinds),
    (later("The text changed: {items}"), _stays(Kind.TEXT)),
    (later("Another department leads: {items}"), _stays(Kind.LEAD)),
    (later("Other participants: {items}"), _stays(Kind.PARTICIPANTS)),
    (later("Another way to share the work: {items}"), _stays(Kind.MODE)),
)


def text(say: Words, words: str) -> str:
    """Several lines; ``words`` as ``bot.duties`` wrote them."""
    duties = from_json(words)
    lines = [say("The plan was revised. What changes for your department:")]
    for key, fits in _GROUPS:
        if found := [say("item {number}", number=_number(duty)) for duty in duties if fits(duty)]:
            lines.append(say(key, items=_some(say, found)))
    lines += _dates(say, duties)
    lines += _numbers(say, duties)
    return "\n".join(lines)


def _number(duty: Duty) -> str:
    """As it is called now; of what is gone, as it was called."""
    gone = duty.now is None
    return str(duty.before if gone else duty.after)


def _some(say: Words, items: Sequence[str]) -> str:
    shown = say.listed(items[:_MOST])
    if len(items) <= _MOST:
        return shown
    return say("{items} and {count} more", items=shown, count=len(items) - _MOST)


def _dates(say: Words, duties: Sequence[Duty]) -> list[str]:
    found = [
        say("{number} {day}", number=duty.after, day=say.day(duty.day) if duty.day else say("none"))
        for duty in duties
        if Kind.DEADLINE in duty.kinds and duty.now is not None
    ]
    return [say("The document's dates: {items}", items=_some(say, found))] if found else []


def _numbers(say: Words, duties: Sequence[Duty]) -> list[str]:
    """Who types a number must know that it is another one now."""
    found = [
        f"{duty.before}→{duty.after}"
        for duty in duties
        if Kind.RENUMBERED in duty.kinds and duty.now is not None
    ]
    if not found:
        return []
    key = later("New numbers: {items}. What you reported is with the items.")
    return [say(key, items=_some(say, found))]
