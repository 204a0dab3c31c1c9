"""What stands behind 通知: to whom, and the text, which may be of several lines."""

import re
from collections.abc import Sequence

from bot.errors import Code
from bot.grammar.intent import Act, Context, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments, opening_at
from bot.grammar.prepare import Line

NAME, WITHDRAW = "announce", "withdraw"
_LONGEST = 400  # characters of an audience
_WITHDRAW = re.compile("(?:撤回|撤销|withdraw|undo)(?: ?#?([0-9]{1,12}))?")
_PARTED = re.compile(" ?[、,] ?")


def announce(a: Arguments) -> Verdict | None:
    """``全体 文字``, ``科技部、司法部 文字``, ``撤回 12``, or nothing: how, and the last ones."""
    if not a.rest.strip(" ?"):
        return Act(Intent(name=NAME))
    if a.opening.glued:
        return None
    if (back := _WITHDRAW.fullmatch(a.rest.strip())) is not None:
        return Act(Intent(name=NAME, verb=WITHDRAW, code=back[1]))
    end = _audience_end(a.line.folded, a.at)
    who = a.line.text(a.at, end)
    return Act(Intent(name=NAME, who=who, words=_text(a.line, end) or None))


def announcement(lines: Sequence[Line], context: Context) -> Verdict | None:
    """A message that begins with 通知 is one text, not a command a line."""
    if len(lines) < 2:  # noqa: PLR2004 - several
        return None
    first = lines[0]
    opening = opening_at(first.folded, 0)
    if opening is None or opening.name != NAME or opening.glued or opening.unknown:
        return None
    if any(line.hidden or line.broken for line in lines):
        return Refuse(Code.CONTROL_CHARS)
    verdict = announce(Arguments(first, opening, context))
    if not isinstance(verdict, Act) or verdict.intent.who is None:
        return verdict
    texts = [verdict.intent.words or "", *(line.original.strip() for line in lines[1:])]
    said = "\n".join(filter(None, texts))
    return Act(Intent(name=NAME, who=verdict.intent.who, words=said))


def audiences(who: str) -> list[str]:
    """The names that stand in the place of an audience."""
    folded = who.replace("，", ",").replace("：", ":")
    return [name for name in _PARTED.split(folded.strip()) if name]


def _audience_end(folded: str, at: int) -> int:
    """At the first space or colon that no comma stands beside."""
    for place in range(at, min(len(folded), at + _LONGEST)):
        beside = folded[place - 1 : place] + folded[place + 1 : place + 2]
        if folded[place] == ":" or (folded[place] == " " and not set(beside) & {",", "、"}):
            return place
    return len(folded)


def _text(line: Line, at: int) -> str:
    return line.text(at).lstrip(" ,，:：")
