"""Times of the day as people write them: 17:00, 9am, 上午9点, 下午一点半."""

import re
from datetime import time

from bot.grammar.numbers import CHINESE, number
from bot.grammar.words import words

_PERIOD = "(上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚)? ?"
_AFTERNOON = ("下午", "傍晚", "晚上", "晚")
_COLON = re.compile(
    f"{_PERIOD}([0-9]{{1,2}}):([0-9]{{2}})(?::[0-9]{{2}})? ?(a\\.?m\\.?|p\\.?m\\.?)?(?![0-9a-z:])"
)
_HOUR = re.compile(
    f"{_PERIOD}([0-9]{{1,2}}|{CHINESE}) ?[点时](?:钟|整)?(?:(半)|(一刻)|(三刻)|([0-9]{{1,2}}"
    f"|{CHINESE})分?)?"
)
_NAMES = words("one two three four five six seven eight nine ten eleven twelve")
_MERIDIEM = re.compile(f"([0-9]{{1,2}}|{'|'.join(_NAMES)}) ?(a\\.?m\\.?|p\\.?m\\.?)(?![a-z])")
_AT = re.compile("at ([0-9]{1,2})(?![0-9:a-z])(?! ?(?:am|pm|o'clock))")
_PART = re.compile("(上午|早上|早晨|morning|noon|midday|中午)(?![a-z])")
_FIRST_CLEAR_HOUR = 7  # 3点 without a period may be night or afternoon
_NOON, _LUNCH_ENDS = 12, 3

Clock = tuple[time, int]


def time_at(text: str, at: int) -> Clock | str | None:
    """The time that stands at ``at`` and where it ends; its text if there is no such time."""
    at += 3 if text.startswith("at ", at) and not _AT.match(text, at) else 0
    if found := _COLON.match(text, at):
        meridiem = (found[4] or "").replace(".", "")
        return _clock(found, int(found[2]), int(found[3]), found[1] or meridiem, clear=True)
    if found := _HOUR.match(text, at):
        return _chinese(found)
    if found := _MERIDIEM.match(text, at):
        hour = int(found[1]) if found[1].isdigit() else _NAMES.index(found[1]) + 1
        return _clock(found, hour, 0, found[2].replace(".", ""), clear=True)
    if found := _AT.match(text, at):
        return _clock(found, int(found[1]), 0, None, clear=False)
    if found := _PART.match(text, at):
        noon = found[1] in ("noon", "midday", "中午")
        return time(_NOON if noon else 9), found.end()
    return None


def _chinese(found: re.Match[str]) -> Clock | str:
    hour = number(found[2])
    minute = number(found[6]) if found[6] else (30 if found[3] else 15 if found[4] else 45,)
    if not any((found[3], found[4], found[5], found[6])):
        minute = (0,)
    if len(hour) != 1 or len(minute) != 1:
        return found[0]
    return _clock(found, hour[0], minute[0], found[1], clear=False)


def _clock(
    found: re.Match[str], hour: int, minute: int, period: str | None, *, clear: bool
) -> Clock | str:
    """``period`` is a Chinese part of the day, am or pm; ``clear``: the hour needs none."""
    if period in ("am", "pm"):
        if not 1 <= hour <= _NOON:
            return found[0]
        hour = hour % _NOON + (_NOON if period == "pm" else 0)
    elif period in _AFTERNOON:
        if hour == _NOON and period != "下午":
            return found[0]
        hour += _NOON if hour < _NOON else 0
    elif period == "中午":
        hour += _NOON if hour < _LUNCH_ENDS else 0
    elif not period and not clear and hour < _FIRST_CLEAR_HOUR:
        return found[0]
    try:
        return time(hour, minute), found.end()
    except ValueError:
        return found[0]
