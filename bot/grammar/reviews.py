"""What stands behind 通过, 退回, 未报, 总览 and 部门."""

import re
from datetime import date

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.deadlines import ALL
from bot.grammar.intent import Act, Ask, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.periods import span_at
from bot.grammar.refs import outside, refs_at

_PAGE = re.compile("(?:(?:^| )第 ?([0-9]{1,4}) ?页|(?:^| )(?:page|p\\.?) ?([0-9]{1,4}))$")
_TRIM = " ?。,，、:"


def approve(a: Arguments) -> Verdict | None:
    """``24 [单位] [Q3]``, ``24、25``, ``科技部 [Q3]``: what is accepted; alone: what waits."""
    if not a.rest.strip(_TRIM):
        item = a.context.item
        return Act(Intent(name="approve", tasks=() if item is None else (item,)))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET, {"example": f"{a.opening.word} 24、55"})
    rest, period = without_span(a.rest, a.context.now.date())
    refs = refs_at(rest, 0, a.context.highest)
    if isinstance(refs, Ask):
        return refs
    if refs is None:
        if a.opening.glued or (a.context.item is not None and rest):
            return None
        if not rest:
            return asks.missing_task()
        return Act(Intent(name="approve", who=rest, period=period))
    if (wrong := outside(refs, a.context.highest)) is not None:
        return wrong
    who = rest[refs.end :].strip(_TRIM) or None
    return Act(Intent(name="approve", tasks=refs.numbers, who=who, period=period))


def send_back(a: Arguments) -> Verdict | None:
    """``24 [单位] [Q3] 原因``: the reason is what is left when department and period are known."""
    if not a.rest.strip(_TRIM):
        item = a.context.item
        return asks.missing_task() if item is None else Act(Intent(name="return", tasks=(item,)))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET, {"example": f"{a.opening.word} 24"})
    folded = a.line.folded
    refs = refs_at(folded, a.at, a.context.highest)
    if isinstance(refs, Ask):
        return refs
    if refs is None:
        if a.opening.glued:
            return None
        if a.context.item is not None:
            return Act(Intent(name="return", tasks=(a.context.item,), words=a.text))
        return asks.missing_task()
    if (wrong := outside(refs, a.context.highest)) is not None:
        return wrong
    numbers, end = refs.numbers, refs.end
    if refs.loose and folded[end:].strip(_TRIM):  # 24 2处 …: a number may begin the reason
        numbers, end = numbers[:1], refs.first.end
    words = a.line.text(end).lstrip(" ,，:：;；。、")
    return Act(Intent(name="return", tasks=numbers, words=words or None))


def missing(a: Arguments) -> Verdict | None:
    """``[Q3] [章节|单位] [page]``, in any order but the page."""
    return _listing(a, "missing")


def coverage(a: Arguments) -> Verdict | None:
    return _listing(a, "coverage")


def dept(a: Arguments) -> Verdict | None:
    return _listing(a, "dept")


def overview(a: Arguments) -> Verdict | None:
    """``[Q3] [章节|单位]``, in any order."""
    return _listing(a, "overview")


def _listing(a: Arguments, name: str) -> Verdict | None:
    rest, page = a.rest.strip(_TRIM), 1
    if found := _PAGE.search(rest):
        rest, page = rest[: found.start()].strip(_TRIM), int(found[1] or found[2])
    elif rest.isascii() and rest.isdigit() and len(rest) <= 4:  # noqa: PLR2004 - as in page 12
        rest, page = "", int(rest)
    rest, period = without_span(rest, a.context.now.date())
    if a.opening.glued and rest:
        return None
    return Act(Intent(name=name, who=rest or None, period=period, page=max(page, 1)))


def without_span(rest: str, today: date) -> tuple[str, str | None]:
    """The text without the period that one of its words names, and its code."""
    starts = [0, *(place + 1 for place, c in enumerate(rest) if c in " ,、")]
    for at in starts:
        span = span_at(rest, at, today)
        if span is not None and rest[span[1] : span[1] + 1] in ("", " ", ",", "、"):
            return f"{rest[:at].strip(_TRIM)} {rest[span[1] :].strip(_TRIM)}".strip(), span[0]
    return rest.strip(_TRIM), None
