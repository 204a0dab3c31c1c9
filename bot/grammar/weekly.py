"""What stands behind 绑定本群 and 简报: what part of the plan, when; which one, what with it."""

import re
from datetime import time

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.clock import Said, said_at, time_of
from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.words import words

_ENDS = words("停用 结束 off stop end")
_DAYS = "一二三四五六日"
_ENGLISH = words("mon tue wed thu fri sat sun")
_WEEKDAY = re.compile(
    "(?:每个?)?(?:周|星期|礼拜)([一二三四五六日天])"
    "|(?:(?:every|on) )?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?(?![a-z])"
)
_WHICH = re.compile("(?:第 ?)?([0-9]{1,18}) ?[期号]?(?: ?(完整清单|清单|全部|list|full list|all))?")
_OFFICE = {
    **dict.fromkeys(words("预览 preview"), "preview"),
    **dict.fromkeys(words("发送 群发 send"), "send"),
}
_PAUSE = {
    **dict.fromkeys(words("暂停 pause"), "pause"),
    **dict.fromkeys(words("恢复 继续 resume"), "resume"),
}
_PAUSED = re.compile(f"({'|'.join(_PAUSE)})(?: ?(?:群|group)? ?([0-9]{{1,18}}) ?[号群]?)?")


def here(a: Arguments) -> Verdict | None:
    """``第二章 周一 9:00`` in any order; nothing: the whole plan, when digests usually go out."""
    rest = a.rest.strip(" ?。")
    if a.opening.word == "停用本群" or rest in _ENDS:
        alone = not rest or rest in _ENDS
        return (
            Act(Intent(name="here", verb="end")) if alone else asks.not_understood(a.line.text(0))
        )
    weekday = None
    if found := _WEEKDAY.search(rest):
        weekday = _number(found)
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    clock = _clock(rest)
    if isinstance(clock, str):
        return Ask(Code.BAD_DATE, {"text": clock})
    hour, rest = clock
    left = [word for word in rest.split() if word != "at"]
    return Act(Intent(name="here", words=" ".join(left) or None, weekday=weekday, hour=hour))


def _clock(rest: str) -> tuple[time | None, str] | str:
    """The time that some of the words say, and the others; its text if there is no such time."""
    for start in (found.end() for found in re.finditer("^ *| +", rest)):
        end, part, hour = start, None, None
        while isinstance(said := said_at(rest, end), Said) and hour is None:
            end, part = said.end, said.part or part
            hour = said if said.part is None else None
            end += len(rest[end:]) - len(rest[end:].lstrip())
        if isinstance(said, str):
            return said
        if end == start:
            continue
        clock = time_of(hour, part)
        return rest[start:end].strip() if clock is None else (clock, rest[:start] + rest[end:])
    return None, rest


def _number(found: re.Match[str]) -> int:
    """From 0, Monday."""
    if found[1]:
        return _DAYS.index(found[1].replace("天", "日"))
    return _ENGLISH.index(found[2])


def digest(a: Arguments) -> Verdict | None:
    """The latest, the one with this number, or what the office does with it."""
    rest = a.rest.removeprefix("show ").strip(" ?#")
    if not rest:
        return Act(Intent(name="digest"))
    if rest in _OFFICE:
        return Act(Intent(name="digest_send", verb=_OFFICE[rest]))
    if found := _PAUSED.fullmatch(rest):
        return Act(Intent(name="here", verb=_PAUSE[found[1]], words=found[2]))
    if found := _WHICH.fullmatch(rest):
        return Act(Intent(name="digest", words=found[1], verb="list" if found[2] else None))
    if rest.isascii() and rest.isalnum() and any(c.isdigit() for c in rest):
        return Act(Intent(name="digest", words=rest))
    return None
