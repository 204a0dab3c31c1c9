"""What stands behind 意见: a text, or for the office what it has read."""

import re
from collections.abc import Sequence

from bot.errors import Code
from bot.grammar.intent import Act, Context, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments, opening_at
from bot.grammar.prepare import Line

NAME = "feedback"
_READ = re.compile("(?:已阅|已读|read)([0-9 、,]{0,200})")
_PAGE = re.compile("第 ?([0-9]{1,4}) ?页|page ([0-9]{1,4})")
_ABOUT = re.compile("第 ?([0-9]{1,4}) ?项 ?[:：]?|item ([0-9]{1,4}) ?:?")
"""Only which item it is about: the button below a refusal."""

_TRIM = " ?。"


def feedback(a: Arguments) -> Verdict | None:
    """``页面太慢``; nothing; ``已阅 3 5``, ``第 2 页``.  The text is never read again."""
    rest = a.rest.strip(_TRIM)
    if a.opening.glued and rest:
        return None
    if found := _READ.fullmatch(rest):
        return Act(Intent(name=NAME, verb="read", words=found[1].strip(" 、,") or None))
    if found := _PAGE.fullmatch(rest):
        return Act(Intent(name=NAME, page=int(found[1] or found[2])))
    if found := _ABOUT.fullmatch(rest):
        return Act(Intent(name=NAME, tasks=(int(found[1] or found[2]),)))
    return Act(Intent(name=NAME, words=a.text or None))


def opinion(lines: Sequence[Line], context: Context) -> Verdict | None:
    """A message that begins with 意见 is one text: none of its lines is a command."""
    if len(lines) < 2:  # noqa: PLR2004 - several
        return None
    first = lines[0]
    opening = opening_at(first.folded, 0)
    if opening is None or opening.name != NAME or opening.unknown:
        return None
    verdict = feedback(Arguments(first, opening, context))
    if not isinstance(verdict, Act) or verdict.intent != Intent(
        name=NAME, words=verdict.intent.words
    ):
        return None
    if any(line.hidden or line.broken for line in lines):
        return Refuse(Code.CONTROL_CHARS)
    texts = [verdict.intent.words or "", *(line.original.strip() for line in lines[1:])]
    return Act(Intent(name=NAME, words="\n".join(filter(None, texts))))
