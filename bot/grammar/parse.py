"""Readings as JSON, for ``liaison parse`` and the practice corpus."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.errors import Code
from bot.grammar import read
from bot.grammar.intent import (
    Acknowledge,
    Act,
    Ask,
    Confirm,
    Context,
    Intent,
    Refuse,
    Silence,
    Verdict,
)
from bot.grammar.period_command import OPEN, SEAL
from bot.grammar.vocabulary import READS
from bot.workdays import MONDAY_TO_FRIDAY, Calendar

_BOTS = ("planbot", "u0bot1234")  # what the bot is called in the corpus's groups
_MOST = 1_000_000  # repetitions in one case
_ANSWERED = READS - {"audit", "export"} | frozenset(
    [
        "update",
        "done",
        "remind",
        "snooze",
        "undo",
        "subscribe",
        "unsubscribe",
        "report",
        "offline",
        "bind",
        "unbind",
        "lang",
    ]
)

_TOLD = frozenset(["coord", "extend", "correct", "feedback"])
"""Whose words are kept as they were typed; without them the command asks."""

_SHOWN_FIRST: frozenset[str | tuple[str, str]] = frozenset(
    ["digest_send", "forget", ("period", OPEN), ("period", SEAL)]
)
"""What is never done at once: a preview comes first, whatever the line holds."""


def parse_cases(
    cases: Iterable[dict[str, Any]],
    *,
    now: datetime,
    highest: int,
    calendar: Calendar = MONDAY_TO_FRIDAY,
    commands: Collection[str] = (),
) -> Iterator[dict[str, Any]]:
    """One reading a case, in order.

    A case has ``id``, ``text`` or ``text_gen`` (prefix, repeat, times, suffix), and may say
    ``chat``: private or group.  In a group only what names the bot is for it.
    ``commands``: what else is answered besides the commands of the corpus.
    """
    for case in cases:
        group = case.get("chat") == "group"
        context = Context(
            now=now,
            highest=highest,
            group=group,
            addressed=not group,
            bots=_BOTS,
            calendar=calendar,
        )
        verdicts = read(text_of(case), context)
        if group:
            verdicts = tuple(map(_in_group, verdicts))
        yield reading_as_json(verdicts, case["id"], commands)


def reading_as_json(
    verdicts: Sequence[Verdict], id: Any, commands: Collection[str] = ()
) -> dict[str, Any]:
    """``id``, ``class`` and what applies of intent, task(s), status, percent, note …

    Several lines with different contents stand in ``lines``; their class is "valid" only if
    every one of them is.
    """
    if len(verdicts) == 1:
        return {"id": id, **_one(verdicts[0], commands)}
    readings = [_one(verdict, commands) for verdict in verdicts]
    classes = {reading["class"] for reading in readings}
    return {
        "id": id,
        "class": classes.pop() if len(classes) == 1 else "clear-error",
        "lines": readings,
    }


def text_of(case: Mapping[str, Any]) -> str:
    """What the case says.  Raises ValueError when it says nothing that can be read."""
    if "text_gen" not in case:
        return _string(case, "text")
    made = case["text_gen"]
    if not isinstance(made, dict):
        raise ValueError("text_gen is no object")
    times = made.get("times")
    if not isinstance(times, int) or not 0 <= times <= _MOST:
        raise ValueError(f"times is not 0 to {_MOST}")
    return _string(made, "prefix") + _string(made, "repeat") * times + _string(made, "suffix")


def _string(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value


def _in_group(verdict: Verdict) -> Verdict:
    """In a group nothing is written: a code is void, a change comes back in private."""
    if isinstance(verdict, Act | Confirm) and verdict.intent.name not in READS:
        return Refuse(Code.PRIVATE_ONLY)
    return verdict


def _one(verdict: Verdict, commands: Collection[str]) -> dict[str, Any]:
    match verdict:
        case Act(intent):
            return _act(intent, commands)
        case Confirm(intent):
            return {"class": "confirm", **_intent(intent)}
        case Ask(code=code, suggest=suggest):
            return _set({"class": "clear-error", "reason": code, "suggest": suggest})
        case Refuse(code=code):
            return {"class": "clear-error", "reason": code}
        case Acknowledge():
            return {"class": "ack"}
        case Silence():
            return {"class": "ignore"}


def _act(intent: Intent, commands: Collection[str]) -> dict[str, Any]:
    if intent.name in ("confirm", "cancel"):
        return {"class": "clear-error", "reason": Code.EXPIRED, **_intent(intent)}
    if intent.name not in _ANSWERED and intent.name not in commands:
        return {"class": "clear-error", "reason": Code.UNSUPPORTED, **_intent(intent)}
    if intent.name == "remind" and intent.when is None:  # sets none: it lists those that wait
        return {"class": "clear-error", "reason": Code.MISSING_TASK}
    undated = intent.name in ("extend", "handover") and intent.day is None
    if undated or (intent.name in _TOLD and intent.words is None):
        return {"class": "clear-error", "reason": Code.MISSING_FIELDS}
    first = intent.name in _SHOWN_FIRST or (intent.name, intent.verb) in _SHOWN_FIRST
    return {"class": "confirm" if first else "valid", **_intent(intent)}


def _intent(intent: Intent) -> dict[str, Any]:
    change, told = intent.change, intent.name in _TOLD
    return _set(
        {
            "intent": intent.name,
            "task": intent.tasks[0] if len(intent.tasks) == 1 else None,
            "tasks": list(intent.tasks) if len(intent.tasks) > 1 else None,
            "status": change.status,
            "percent": change.percent,
            "note": change.progress or (intent.words if told else None),
            "problems": change.problems,
            "next_steps": change.next_steps,
            "when": _when(intent),
            "for": intent.duration,
            "words": None if told else intent.words,
            "code": intent.code,
            "days": intent.days,
            "lang": intent.language,
            "suggest": intent.suggested,
        }
    )


def _when(intent: Intent) -> str | None:
    """A time, or a day for what needs no more."""
    moment = intent.when or intent.day
    return moment.isoformat() if moment else None


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
