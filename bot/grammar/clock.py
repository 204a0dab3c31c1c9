"""Times of the day as people write them: 17:00, 9am, 下午一点半, half past nine, 下班前."""

import re
from dataclasses import dataclass
from datetime import time
from enum import Enum

from bot.grammar.numbers import CHINESE, number
from bot.grammar.words import words


class Part(Enum):
    """A part of the day: the hours it has, those it means by a half-day's hour, and its own time.

    下午14点 and 下午2点 are the same; 上午15点 is nothing.  A part alone is the hour at which
    its office hours begin; dawn and evening have none.
    """

    DAWN = (range(7), range(0), None)
    MORNING = (range(5, 13), range(0), time(9))
    NOON = (range(11, 14), range(1, 3), time(12))
    AFTERNOON = (range(12, 19), range(1, 8), time(14))
    EVENING = (range(17, 24), range(5, 12), None)

    def hour(self, hour: int, *, whole: bool) -> int | None:
        """On the clock of 24 hours; ``whole``: it is already, by am or pm."""
        hours, halved, _ = self.value
        if hour in halved and not whole:
            return hour + _NOON
        return hour if hour in hours else None


_PARTS = {
    **dict.fromkeys(words("凌晨"), Part.DAWN),
    **dict.fromkeys(
        words("一上班 一大早 一早 大清早 早上 早晨 清早 清晨 上午 早 morning"), Part.MORNING
    ),
    **dict.fromkeys(words("中午 正午 noon midday"), Part.NOON),
    **dict.fromkeys(words("下午 午后 afternoon"), Part.AFTERNOON),
    **dict.fromkeys(words("傍晚 晚上 晚间 夜里 晚 evening night"), Part.EVENING),
}
_PART = re.compile(
    "(?:first thing in the |at (?=noon|midday))?("
    + "|".join(sorted(_PARTS, key=len, reverse=True))
    + ")(?![a-z])|(first thing)(?= tomorrow(?! morning)| on )"
)
_CLOSING = re.compile(
    "(?:下班(?:时候?|之前|以前|前)?|eod|cob|(?:at )?(?:the )?end of (?:the )?"
    "(?:working |business )?day"
    "|close of (?:business|play)|(?:the )?end of business)(?![a-z])(?: on(?= ))?"
)
_NAMES = words("one two three four five six seven eight nine ten eleven twelve")
_NAMED = f"([0-9]{{1,2}}|{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
_MERIDIEM = "(a\\.?m\\.?|p\\.?m\\.?)(?![a-z])"
_COLON = re.compile(f"([0-9]{{1,2}}):([0-9]{{2}})(?::[0-9]{{2}})?(?: ?{_MERIDIEM})?(?![0-9a-z:])")
_DOT = re.compile(f"([0-9]{{1,2}})\\.([0-9]{{2}}) ?{_MERIDIEM}")
_HOUR = re.compile(
    f"([0-9]{{1,2}}|{CHINESE}) ?[点时](?:钟|整)?(?:(半)|(一刻)|(三刻)|([0-9]{{1,2}}|{CHINESE})分?)?"
)
_AM_PM = re.compile(f"{_NAMED} ?{_MERIDIEM}")
_PAST = re.compile(
    "(?:(half)|(?:a )?(quarter)|([0-9]{1,2}|five|ten|twenty)(?: minutes?)?) (past|to) "
    f"{_NAMED}(?![0-9a-z:])(?: ?{_MERIDIEM})?"
)
_AT = re.compile(f"at {_NAMED}(?![0-9a-z:.])(?! ?(?:[ap]\\.?m|o'clock))")
_CLOCK = re.compile(f"{_NAMED} ?o'clock(?![a-z])")
_BEFORE_PART = re.compile(
    f"{_NAMED} (?=(?:in the |this |tomorrow )?(?:morning|afternoon|evening)(?![a-z])|tonight)"
)
_FEW = {"five": 5, "ten": 10, "twenty": 20}
_FIRST_CLEAR_HOUR = 7  # 3点 without a part may be night or afternoon
_NOON, _HALF, _QUARTER, _SIXTY = 12, 30, 15, 60
_CLOSES = time(18)  # the office


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said about the time: an hour, a part of the day, or closing time.

    ``clear``: the hour needs no part of the day; ``whole``: it is on the clock of 24 hours.
    """

    end: int
    hour: int | None = None
    minute: int = 0
    clear: bool = False
    whole: bool = False
    part: Part | None = None
    closing: bool = False


def said_at(text: str, at: int) -> Said | str | None:
    """What stands at ``at`` about the time; its text if there is no such time."""
    if found := _CLOSING.match(text, at):
        return Said(found.end(), closing=True)
    if found := _PART.match(text, at):
        return Said(found.end(), part=_PARTS.get(found[1], Part.MORNING))
    at += 3 if text.startswith("at ", at) and not _AT.match(text, at) else 0
    if found := _COLON.match(text, at) or _DOT.match(text, at):
        clear = len(found[1]) > 1 or int(found[1]) == 0  # 03:00 is night, 3:00 may be afternoon
        return _hour(found, int(found[1]), int(found[2]), found[3], clear=clear)
    if found := _HOUR.match(text, at):
        return _chinese(found)
    if found := _AM_PM.match(text, at):
        return _hour(found, _named(found[1]), 0, found[2], clear=True)
    if found := _PAST.match(text, at):
        return _past(found)
    if found := _AT.match(text, at) or _CLOCK.match(text, at) or _BEFORE_PART.match(text, at):
        return _hour(found, _named(found[1]), 0, None, clear=False)
    return None


def time_at(text: str, at: int) -> tuple[time, int] | str | None:
    """The whole time that stands at ``at`` and where it ends; its text if there is no such time."""
    end, hour, part = at, None, None
    for _ in range(2):
        said = said_at(text, end + (hour is None and text[end : end + 1] == " "))
        if isinstance(said, str):
            return said
        if said is None or (part if said.part else hour) is not None:
            break
        hour, part, end = (hour, said.part, said.end) if said.part else (said, part, said.end)
    if end == at:
        return None
    clock = time_of(hour, part)
    return text[at:end] if clock is None else (clock, end)


def time_of(hour: Said | None, part: Part | None) -> time | None:
    """The time that an hour and a part of the day make; None if they make none."""
    if hour is None:
        alone: time | None = part.value[2] if part else None
        return alone
    if hour.closing:
        return _CLOSES if part in (None, Part.AFTERNOON) else None
    if hour.hour is None:
        return None
    if part is not None:
        clock = part.hour(hour.hour, whole=hour.whole)
        return None if clock is None else time(clock, hour.minute)
    if not hour.clear and hour.hour < _FIRST_CLEAR_HOUR:
        return None
    return time(hour.hour, hour.minute)


def _chinese(found: re.Match[str]) -> Said | str:
    hour = number(found[1])
    minute: tuple[int, ...] = (0,)
    if found[5]:
        minute = number(found[5].removeprefix("零") or "零")
    elif found[2] or found[3] or found[4]:
        minute = (_HALF if found[2] else _QUARTER if found[3] else _SIXTY - _QUARTER,)
    cut = found[5] and len(found[5]) == 1 and not found[0].endswith("分")  # 3点7
    if len(hour) != 1 or len(minute) != 1 or cut:
        return found[0]
    return _hour(found, hour[0], minute[0], None, clear=not hour[0])


def _past(found: re.Match[str]) -> Said | str:
    minute = _HALF if found[1] else _QUARTER if found[2] else _FEW.get(found[3]) or int(found[3])
    hour = _named(found[5])
    if not 0 < minute <= _HALF or not 1 <= hour <= _NOON or (found[1] and found[4] == "to"):
        return found[0]
    if found[4] == "to":
        hour, minute = (hour - 1) or _NOON, _SIXTY - minute
    return _hour(found, hour, minute, found[6], clear=False)


def _hour(
    found: re.Match[str], hour: int, minute: int, meridiem: str | None, *, clear: bool
) -> Said | str:
    if meridiem:
        if not 1 <= hour <= _NOON:
            return found[0]
        hour = hour % _NOON + (_NOON if meridiem.startswith("p") else 0)
    try:
        time(hour, minute)
    except ValueError:
        return found[0]
    return Said(found.end(), hour, minute, clear or bool(meridiem), bool(meridiem))


def _named(word: str) -> int:
    return int(word) if word.isdigit() else _NAMES.index(word) + 1
