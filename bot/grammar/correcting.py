"""What stands behind 更正, 同意更正 and 不同意更正."""

import re

from bot.errors import Code
from bot.grammar.deadlines import ALL, item_of
from bot.grammar.intent import Act, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.periods import period_at
from bot.grammar.refs import Ref

WITHDRAW = "withdraw"
_WITHDRAW = re.compile("(?:撤回|撤销|withdraw|recall)[ 。.!]*")
_BETWEEN = re.compile("[ ,:;。、.]*+")


def correct(a: Arguments) -> Verdict | None:
    """``24 原文应为…``, ``24 Q3 …``, ``24 撤回``; nothing: what waits for the office."""
    if not a.rest:
        return Act(Intent(name="correct"))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET)
    found = item_of(a)
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
    found = item_of(a)
    if not isinstance(found, Ref):
        return found
    words = a.line.text(_past(a.line.folded, found.end)) or None
    return Act(Intent(name=a.opening.name, tasks=(found.number,), words=words))


def _past(folded: str, at: int) -> int:
    found = _BETWEEN.match(folded, at)
    return found.end() if found else at
