"""What stands behind 报送期: the list, one period, opening, sealing, the plan's rhythm."""

import re
from datetime import date

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.dates import Wrong
from bot.grammar.days import date_at
from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.periods import OWN_NAME, span_at
from bot.grammar.words import words
from bot.model.period import Cadence

OPEN, SEAL, CADENCE, REMIND = "open", "seal", "cadence", "remind"
_VERBS = {
    **dict.fromkeys(words("开 开启 打开 新开 新建 open"), OPEN),
    **dict.fromkeys(words("封存 封 关闭 seal close"), SEAL),
    **dict.fromkeys(words("催报 催办 催 remind nudge"), REMIND),
}
_VERB = re.compile("(" + "|".join(sorted(_VERBS, key=len, reverse=True)) + ")(?![a-z])[ :,]*")
_CADENCES = {
    **dict.fromkeys(words("每月 按月 月报 monthly"), Cadence.MONTHLY),
    **dict.fromkeys(words("每季度 每季 按季 按季度 季报 quarterly"), Cadence.QUARTERLY),
    **dict.fromkeys(words("每半年 半年 按半年 half-yearly halfyearly"), Cadence.HALF_YEARLY),
    **dict.fromkeys(words("不定期 不定 never irregular"), Cadence.NEVER),
}
_TO = re.compile(" ?(?:至|到|~|-|—|–|to(?![a-z])|until(?![a-z])) ?")
_LEAD = re.compile("[ ,:]*+(?:截止|due(?![a-z])|by(?![a-z]))?[ ,:]*")
_LONGEST_NAME = 20


def period(a: Arguments) -> Verdict | None:
    """``开 Q3 10月15日``, ``开 专项检查 9月1日至9月30日``, ``封存 Q3``, ``每月``, ``Q3``."""
    rest = a.rest.strip(" ?")
    if not rest:
        return Act(Intent(name="period"))
    if rest in _CADENCES:
        return Act(Intent(name="period", verb=CADENCE, words=_CADENCES[rest]))
    today = a.context.now.date()
    span = span_at(rest, 0, today)
    if span is not None and span[1] == len(rest):
        return Act(Intent(name="period", period=span[0]))
    found = _VERB.match(rest)
    if found is None:
        if a.opening.glued or not OWN_NAME.fullmatch(rest):
            return None if a.opening.glued else asks.not_understood(a.line.text(0))
        return Act(Intent(name="period", period=a.text.strip(" ?？")))
    at = a.line.folded.index(rest, a.at) + found.end()
    match _VERBS[found[1]]:
        case "open":
            return _open(a, at)
        case "seal":
            return _seal(a, at)
    return Act(Intent(name="period", verb=REMIND))


def _seal(a: Arguments, at: int) -> Verdict:
    """Without a name it is the open period; a word of the office's own is its name."""
    rest = a.line.folded[at:].strip(" ?。")
    span = span_at(rest, 0, a.context.now.date())
    if span is not None and span[1] == len(rest):
        return Act(Intent(name="period", verb=SEAL, period=span[0]))
    name = a.line.text(at).strip(" ?？。")
    return Act(Intent(name="period", verb=SEAL, period=name or None))


def _open(a: Arguments, at: int) -> Verdict:
    folded = a.line.folded.rstrip(" ?。")
    span = span_at(folded, at, a.context.now.date())
    if span is not None:
        code, end = span
        due = _due(a, folded, end)
        if isinstance(due, Ask):
            return due
        return Act(Intent(name="period", verb=OPEN, period=code, day=due))
    return _own(a, folded, at)


def _own(a: Arguments, folded: str, at: int) -> Verdict:
    """``专项检查 9月1日至9月30日 10月20日``: a period of the office's own, with its own days."""
    end = folded.find(" ", at)
    name = a.line.text(at, end if end > 0 else len(folded))
    usable = any(map(str.isalpha, name)) and not name.isascii() | ("-" in name)
    usable = usable or (name.isascii() and name.replace("_", "").isalpha())
    if end < 0 or not usable or len(name) > _LONGEST_NAME:
        return Ask(Code.UNKNOWN_COMMAND, {"text": a.line.text(0)})
    first = _day(a, folded, end + 1)
    if isinstance(first, Ask):
        return first
    to = _TO.match(folded, first[1])
    last = _day(a, folded, to.end() if to else first[1])
    if isinstance(last, Ask):
        return last
    if to is None or last[0] < first[0]:
        return Ask(Code.BAD_DATE, {"text": folded[end + 1 : last[1]]})
    due = _due(a, folded, last[1])
    if isinstance(due, Ask):
        return due
    stretch = (first[0], last[0])
    return Act(Intent(name="period", verb=OPEN, period=name, stretch=stretch, day=due))


def _day(a: Arguments, folded: str, at: int) -> tuple[date, int] | Ask:
    found = date_at(folded, at, a.context)
    if found is None:
        return Ask(Code.BAD_DATE, {"text": folded[at:]} if folded[at:] else {})
    return Ask(found.code, {"text": found.text}) if isinstance(found, Wrong) else found


def _due(a: Arguments, folded: str, at: int) -> date | Ask | None:
    """The day by which reports are due, if one is named; nothing may follow it."""
    lead = _LEAD.match(folded, at)
    at = lead.end() if lead else at
    if at >= len(folded):
        return None
    found = _day(a, folded, at)
    if isinstance(found, Ask):
        return found
    tail = folded[found[1] :].removesuffix("截止").strip()
    return Ask(Code.BAD_DATE, {"text": folded[at:]}) if tail else found[0]
