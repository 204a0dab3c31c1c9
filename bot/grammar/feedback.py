"""What stands behind 意见: a text, or for the office what it has read."""

import re

from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.opening import Arguments

_READ = re.compile("(?:已阅|已读|read)([0-9 、,]{0,200})")
_PAGE = re.compile("第 ?([0-9]{1,4}) ?页|page ([0-9]{1,4})")
_TRIM = " ?。"


def feedback(a: Arguments) -> Verdict | None:
    """``页面太慢``; nothing; ``已阅 3 5``, ``第 2 页``.  The text is never read again."""
    rest = a.rest.strip(_TRIM)
    if a.opening.glued and rest:
        return None
    if found := _READ.fullmatch(rest):
        return Act(Intent(name="feedback", verb="read", words=found[1].strip(" 、,") or None))
    if found := _PAGE.fullmatch(rest):
        return Act(Intent(name="feedback", page=int(found[1] or found[2])))
    return Act(Intent(name="feedback", words=a.text or None))
