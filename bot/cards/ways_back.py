"""How what 撤销 does not take back is taken back: by a word of its own."""

from collections.abc import Mapping, Sequence

from bot.locale import Words, later
from bot.messages import Action, Card

_OF_ITEMS: Mapping[str, tuple[str, str]] = {
    "deadline": (later("Take back"), later("deadline {items} clear")),
}
_OF_ONE: Mapping[str, tuple[str, str]] = {
    "offline": (later("Take it back"), later("report {number} withdraw")),
    "approve": (later("Return it"), later("return {number}")),
    "extend_ok": (later("Set another date"), later("deadline {number}")),
}
_ALWAYS: Mapping[str, tuple[str, str]] = {
    "handover": (later("I am back"), later("back")),
    "later": (later("My reminders"), later("remind")),
    "quiet": (later("No quiet hours"), later("quiet off")),
    "remind": (later("My reminders"), later("remind")),
    "subscribe": (later("Unsubscribe"), later("unsubscribe")),
    "unsubscribe": (later("Subscribe"), later("subscribe")),
}


_LABELS = (later("Undo"), later("Take back"), later("Withdraw it"))


def way_back(say: Words, act: str, refs: Sequence[int]) -> Action | None:
    """From act ``act`` on these items; None where there is none, or it is not told by that."""
    if refs and act in _OF_ITEMS:
        label, line = _OF_ITEMS[act]
        items = ("、" if say.language == "zh" else ",").join(map(str, refs))
        return Action(say(label), say(line, items=items))
    if len(refs) == 1 and act in _OF_ONE:
        label, line = _OF_ONE[act]
        return Action(say(label), say(line, number=refs[0]))
    if act in _ALWAYS:
        label, line = _ALWAYS[act]
        return Action(say(label), say(line))
    return None


def shown(say: Words, card: Card | None, word: str) -> Action | None:
    """The button on ``card`` that takes back what was done with ``word``: 工作日 减 10月12日."""
    labels = {say(label) for label in _LABELS}
    actions = () if card is None else card.actions
    found = (one for one in actions if one.label in labels and one.command.startswith(word))
    return next(found, None)
