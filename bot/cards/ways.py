"""What may be done next after an error: of each code at least one button, or why there is none."""

from collections.abc import Mapping

from bot.cards import topics
from bot.errors import Code, UserError
from bot.locale import Words, later
from bot.messages import Action

_MINE = (later("My tasks"), later("mytasks"))
_HELP = (later("Help"), later("help"))
_LOOK = (later("Show item {number}"), later("{number}"))
_GOING = (later("In progress"), later("{number} in progress"))
_DONE = (later("Done"), later("{number} done"))
_BEHIND = (later("Behind"), later("{number} behind"))
_BLOCKED = (later("Blocked"), later("{number} blocked"))
_NO_NEWS = (later("No news"), later("{number} no news"))
_OFFLINE = (later("Reported offline"), later("offline {number}"))
_TRAIL = (later("History"), later("history {number}"))
_REPORTS = (later("Reports"), later("report"))
_REMIND = (later("Tomorrow, 9:00"), later("remind {number} tomorrow 9am"))
_CORRECT = (later("Ask to correct"), later("correct {number}"))
_SNOOZE = (later("Put off for 3 days"), later("snooze {number} 3d"))

_Way = tuple[str, str]
# By code and the fact that it must have; the first that fits, a line with {number} if there is one.
_WAYS: Mapping[Code, tuple[tuple[str, tuple[_Way, ...], str], ...]] = {
    Code.UNKNOWN_TASK: (("", (_MINE,), "find"),),
    Code.BAD_NUMBER: (("", (_MINE,), "find"),),
    Code.MISSING_TASK: (("", (_MINE,), "update"),),
    Code.MISSING_FIELDS: (
        ("remind", (_REMIND, _LOOK), "reminders"),
        ("snooze", (_SNOOZE, _LOOK), "reminders"),
        ("restrict", (_LOOK,), "close"),
        ("words", (_LOOK,), "close"),
        ("number", (_GOING, _NO_NEWS, _DONE, _LOOK), "update"),
        ("", (_MINE,), "update"),
    ),
    Code.AMBIGUOUS: (
        ("remind", (_LOOK,), "dates"),
        ("number", (_LOOK,), "update"),
        ("", (_MINE,), "update"),
    ),
    Code.UNKNOWN_COMMAND: (("", (_MINE, _HELP), ""),),
    Code.BAD_STATUS: (
        ("undated", (_BEHIND, _BLOCKED), "status"),
        ("number", (_GOING, _BEHIND, _BLOCKED, _DONE), "status"),
        ("", (_MINE,), "status"),
    ),
    Code.BAD_PERCENT: (("number", (_LOOK,), "update"), ("", (_MINE,), "update")),
    Code.CONFLICT: (("number", (_LOOK,), "update"), ("", (_MINE,), "update")),
    Code.MULTI_TARGET: (("", (_MINE,), "update"),),
    Code.BAD_DATE: (("number", (_LOOK,), "dates"), ("", (), "dates")),
    Code.PAST_DATE: (("", (), "dates"),),
    Code.MISSING_QUERY: (("", (_MINE,), "find"),),
    Code.BAD_QUERY: (("", (_MINE,), "find"),),
    Code.TOO_LONG: (("", (_HELP,), ""),),
    Code.UNSUPPORTED: (("", (_MINE, _HELP), ""),),
    Code.FORBIDDEN: (("number", (_LOOK,), ""), ("", (_HELP,), "")),
    Code.RESTRICTED: (("number", (_OFFLINE, _LOOK), "secrecy"), ("", (_MINE,), "secrecy")),
    Code.SECRECY: (("", (), "secrecy"),),
    Code.STALE: (("number", (_LOOK,), ""), ("", (_MINE,), "")),
    Code.REPEATED: (("number", (_LOOK,), ""), ("", (_MINE,), "")),
    Code.CLOSED: (("number", (_LOOK,), ""), ("", (_MINE,), "")),
    Code.SEALED: (("number", (_CORRECT, _LOOK), "correct"), ("", (_REPORTS,), "correct")),
    Code.NO_REPORT: (("number", (_LOOK, _REPORTS), ""), ("", (_MINE,), "report")),
    Code.UNSIGNED: (("", (_REPORTS,), "report"),),
    Code.EXPIRED: (("", (_MINE,), "confirm"),),
    Code.NOTHING_TO_UNDO: (("number", (_TRAIL, _LOOK), "undo"), ("", (_MINE,), "undo")),
    Code.NO_PLAN: (("", (_HELP,), ""),),
}
_STRANGER = "whoever nobody knows gets one sentence whatever was asked; it says what to send"
NONE: Mapping[Code, str] = {
    Code.UNBOUND: _STRANGER,
    Code.BAD_CODE: _STRANGER,
    Code.MISSING_CODE: _STRANGER,
    Code.PRIVATE_ONLY: _STRANGER,
    Code.CONTROL_CHARS: "only the sender can type the line by hand, which the sentence asks for",
    Code.UNAVAILABLE: "the store is away: a button would meet the same, and is sent by nobody",
}
"""Codes after which nothing can be pressed, and why."""


def after(say: Words, error: UserError) -> tuple[Action, ...]:
    """The ways on where the error has none of its own."""
    facts = {name: value for name, value in error.facts.items() if value is not None}
    number = facts.get("number", facts.get("remind"))
    plain = isinstance(number, int) or (isinstance(number, str) and number.isdecimal())
    for fact, ways, topic in _WAYS.get(error.code, ()):
        if fact and (fact not in facts or not plain):
            continue
        made = tuple(
            Action(say(label, number=number), say(line, number=number)) for label, line in ways
        )
        found = topics.named(topic) if topic else None
        if found is None:
            return made
        return (*made, Action(say("How it works"), topics.line(say, found)))
    return ()
