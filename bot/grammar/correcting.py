"""What stands behind 更正, 同意更正 and 不同意更正."""

import re

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.deadlines import ALL
from bot.grammar.intent import Act, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.periods import period_at
from bot.grammar.refs import Ref, ref_at, unknown

WITHDRAW = "withdraw"
_WITHDRAW = re.compile("(?:撤回|撤销|withdraw|recall)[ 。.!]*")
_BETWEEN = re.compile("[ ,:;。、.]*+")


def correct(a: Arguments) -> Verdict | None:
    """``24 原文应为…``, ``24 Q3 …``, ``24 撤回``; nothing: what waits for the office."""
    if not a.rest:
        return Act(Intent(name="correct"))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET)
    found = _item(a)
    if not isinstance(found, Ref):
        return found
    folded, at = a.line.folded, _past(a.line.folded, found.end)
    if _WITHDRAW.fullmatch(folded, at):
        return Act(Intent(name="correct", tasks=(found.number,), verb=WITHDRAW))
    named = period_at(folded, at, a.context.now.date())
    code, at = (named[0], _past(folded, named[1])) if named else (None, at)
    words = a.line.text(at) or None
    return Act(Intent(name="correct", tasks=(found.number,), period=code, words=words))


def decide(a: Arguments) -> Verdict | None:
    """``24 [单位] [事由]``; nothing: what is open."""
    if not a.rest:
        return None if a.opening.glued else Act(Intent(name="correct"))
    found = _item(a)
    if not isinstance(found, Ref):
        return found
    words = a.line.text(_past(a.line.folded, found.end)) or None
    return Act(Intent(name=a.opening.name, tasks=(found.number,), words=words))


def _past(folded: str, at: int) -> int:
    found = _BETWEEN.match(folded, at)
    return found.end() if found else at


def _item(a: Arguments) -> Ref | Verdict | None:
    """The item behind the command word, or the card's."""
    found = ref_at(a.line.folded, a.at)
    if isinstance(found, Ref):
        return found if 1 <= found.number <= a.context.highest else unknown(found.word)
    if found is not None:
        return found
    if a.opening.glued:
        return None
    if a.context.item is not None:
        return Ref(a.context.item, "", a.at, marked=True)
    return asks.bad_number(a.rest) if a.rest[0].isdigit() else asks.missing_task()
