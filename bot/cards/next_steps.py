"""What comes next, when, and who will be told: the last line of every nudge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.locale import Words, later
from bot.messages import Line

AGAIN, DEPUTY, OFFICE, LEADERS = "again", "deputy", "office", "leaders"
_REPORTS: Mapping[str, str] = {
    AGAIN: later("on {day} you are reminded again"),
    DEPUTY: later("what is not reported on {day} is told to your deputy"),
    OFFICE: later("what is not reported on {day} is told to the office"),
    LEADERS: later("what is not reported on {day} is told to the office and the leadership"),
}
_DATES: Mapping[str, str] = {
    AGAIN: _REPORTS[AGAIN],
    DEPUTY: later("what is not finished on {day} is told to your deputy"),
    OFFICE: later("what is not finished on {day} is told to the office"),
    LEADERS: later("what is not finished on {day} is told to the office and the leadership"),
}
_THEN = {
    OFFICE: later("on {day} the office is told"),
    LEADERS: later("on {day} the office and the leadership are told"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Days on which something comes next, None where nothing does.

    ``again``: the next reminder; ``deputy``, ``office``: when they are told for the first time.
    ``leaders``: the office is told together with the observers; ``dates``: of tasks with a date.
    """

    again: date | None = None
    deputy: date | None = None
    office: date | None = None
    leaders: bool = False
    dates: bool = False


NOTHING = Ahead()


def next_steps(say: Words, ahead: Ahead) -> list[Line]:
    """One line, or none where nothing comes."""
    keys = _DATES if ahead.dates else _REPORTS
    parts = list[str]()
    if ahead.again is not None:
        parts.append(say(keys[AGAIN], day=say.day(ahead.again)))
    if ahead.deputy is not None:
        parts.append(say(keys[DEPUTY], day=say.day(ahead.deputy)))
    if ahead.office is not None:
        who = LEADERS if ahead.leaders else OFFICE
        key = keys[who] if ahead.deputy is None else _THEN[who]
        parts.append(say(key, day=say.day(ahead.office)))
    if not parts:
        return []
    joined = parts[0]
    for part in parts[1:]:
        joined = say("{first}; {second}", first=joined, second=part)
    return [say("Next: {steps}.", steps=joined)]
