"""What stands behind 催办: items, a department, or all that is missing, and the office's words."""

import re

from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.refs import refs_at

_MISSING = re.compile("(?:未报|未交|missing)(?![a-z]) ?")
_WORD = re.compile("[^ ,:]{1,200}")
_APART = re.compile("[ 、,，;；]+")
_MANY = 20  # words that are looked up
REWORD = ("改文案", "reword")
MISSING = ("未报", "未交", "missing")
_ITEM = re.compile("([ ,:]+)(?:第|#)?[0-9]{1,4}(?: ?[项号条])?(?![^ ,:、])")
_LONGEST_GLUED = 12


def nudge(a: Arguments) -> Verdict | None:
    """``24``, ``24、55 请尽快``, ``科技部``, ``未报 请今天报送``, or nothing: what there is."""
    rest = a.rest
    if not rest.strip(" ?"):
        return Act(Intent(name="nudge"))
    if rest.strip() in REWORD:
        return Act(Intent(name="nudge", verb="reword"))
    if found := _MISSING.match(rest):
        text = a.line.text(a.at + found.end())
        return Act(Intent(name="nudge", verb="missing", words=text or None))
    refs = refs_at(a.line.folded, a.at, a.context.highest)
    if isinstance(refs, Ask):
        return refs
    if refs is not None:
        text = a.line.text(refs.end).lstrip(" ,，:：")
        return Act(Intent(name="nudge", tasks=refs.numbers, words=text or None))
    if a.opening.glued and len(rest) > _LONGEST_GLUED:
        return None
    word = _WORD.match(rest)
    if word is None:
        return None
    return _department(a, a.at + word.end())


def _department(a: Arguments, end: int) -> Verdict:
    """``科技部 请尽快``, or its part of some items only: ``科技部 24 请尽快``."""
    who, tasks = a.line.text(a.at, end), tuple[int, ...]()
    if (item := _ITEM.match(a.line.folded, end)) is not None:
        refs = refs_at(a.line.folded, item.end(1), a.context.highest)
        if isinstance(refs, Ask):
            return refs
        if refs is not None:
            end, tasks = refs.end, refs.numbers
    text = a.line.text(end).lstrip(" ,，:：")
    return Act(Intent(name="nudge", who=who, tasks=tasks, words=text or None))


def names_in(text: str | None) -> list[str]:
    """The words of a text that may be nothing but departments."""
    found = [] if text is None else [word for word in _APART.split(text) if word]
    return found if len(found) <= _MANY else []
