"""What stands behind 销号, 恢复 and 线下: items, and for 线下 a yes or a no."""

import re

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.deadlines import ALL
from bot.grammar.intent import Act, Ask, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.refs import Refs, outside, refs_at

SHOWN = "shown"
"""The verb of a line that a preview has stored: typed without one it asks for the preview."""

_TRIM = " ?。,，、:;!"
_ANSWER = re.compile(
    "(?P<yes>是|对|确认|标记|yes|y|on)|(?P<no>不是|否|不|解除|取消|no|n|off)(?:了)?"
)
_SHOWN = re.compile("(?:是 ?|yes )(?:已看|seen)")


def close(a: Arguments) -> Verdict | None:
    """``24``, ``24、55``; nothing: what waits for it, or the item of the card."""
    found = _items(a)
    if not isinstance(found, Refs):
        return found
    if a.line.folded[found.end :].strip(_TRIM):
        return _only(a, found)
    return Act(Intent(name=a.opening.name, tasks=found.numbers))


def restrict(a: Arguments) -> Verdict | None:
    """``4、12 是``, ``7 否``; without yes or no it asks which; nothing: the list."""
    found = _items(a)
    if not isinstance(found, Refs):
        return found
    said = a.line.folded[found.end :].strip(_TRIM)
    shown = _SHOWN.fullmatch(said)
    answer = _ANSWER.fullmatch(said)
    if shown is not None:
        verb: str | None = SHOWN
    elif answer is not None:
        verb = "yes" if answer["yes"] else "no"
    elif said:
        facts = {"number": found.numbers[0], "restrict": True, "exposed": True}
        return Ask(Code.MISSING_FIELDS, facts)
    else:
        verb = "which"
    return Act(Intent(name="restrict", tasks=found.numbers, verb=verb))


def _items(a: Arguments) -> Refs | Verdict | None:
    """The items that follow; a finished reading where there are none."""
    if not a.rest.strip(_TRIM):
        item = () if a.context.item is None else (a.context.item,)
        return Act(Intent(name=a.opening.name, tasks=item))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET)
    refs = refs_at(a.line.folded, a.at, a.context.highest)
    if isinstance(refs, Ask):
        return refs
    if refs is None:
        if a.opening.glued:
            return None
        return asks.bad_number(a.rest) if a.rest[0].isdigit() else asks.missing_task()
    return outside(refs, a.context.highest) or refs


def _only(a: Arguments, refs: Refs) -> Verdict:
    """Words behind the items: nothing of them would be kept, so the line is offered without."""
    items = "、".join(map(str, refs.numbers))
    facts = {"number": refs.numbers[0], "words": True}
    return Ask(Code.MISSING_FIELDS, facts, (f"{a.opening.word} {items}",))
