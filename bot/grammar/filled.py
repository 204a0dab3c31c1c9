"""Reads a form that somebody sent: each field by itself, and text as nothing but text."""

from collections.abc import Mapping

from bot.errors import Code
from bot.forms import Filled
from bot.grammar import asks
from bot.grammar.fields import LONGEST
from bot.grammar.intent import Act, Context, Intent, Refuse, Verdict
from bot.grammar.prepare import lines
from bot.grammar.reporting import FIELDS, Reporting
from bot.grammar.values import MOST_PERCENT
from bot.model.task import Status
from bot.model.update import Change

UPDATE = "update"
"""The form that reports on one item."""

REPORT = "report"
"""The form that fills in the report of one item for a period."""

_OFFERED = frozenset({status for status in Status if status is not Status.CLOSED})
_DIGITS = 9


def read_filled(filled: Filled, context: Context) -> Verdict:
    """What the form asks for.  Never raises, whatever the values hold."""
    if filled.form not in (UPDATE, REPORT):
        return Refuse(Code.UNSUPPORTED, {"name": filled.form})
    values = {name: " ".join(text.split()) for name, text in filled.values.items()}
    item = _number(values.get("task", ""))
    if item is None:
        return asks.missing_task()
    if not 1 <= item <= context.highest:
        return Refuse(Code.UNKNOWN_TASK, {"number": item})
    if any(line.broken for text in filled.values.values() for line in lines(text)):
        return Refuse(Code.CONTROL_CHARS)
    if filled.form == REPORT:
        return _report(item, values)
    change = _change(item, values)
    if not isinstance(change, Change):
        return change
    if change == Change():
        return asks.missing_fields(item)
    return Act(Intent(name="update", tasks=(item,), change=change))


def _change(item: int, values: Mapping[str, str]) -> Change | Verdict:
    status = values.get("status") or None
    if status is not None and status not in _OFFERED:
        return asks.bad_status(item, status)
    percent = values.get("percent") or None
    number = None if percent is None else _number(percent)
    if percent is not None and (number is None or number > MOST_PERCENT):
        return asks.bad_percent(item, percent)
    texts = {name: values.get(name) or None for name in ("progress", "problems", "next_steps")}
    if any(text is not None and len(text) > LONGEST for text in texts.values()):
        return Refuse(Code.TOO_LONG)
    return Change(status=Status(status) if status else None, percent=number, **texts)


def _report(item: int, values: Mapping[str, str]) -> Verdict:
    """An empty field empties what stood there."""
    texts = {name: values[name] for name in FIELDS if name in values}
    if any(len(text) > LONGEST for text in texts.values()):
        return Refuse(Code.TOO_LONG)
    intent = Intent(
        name="report",
        tasks=(item,),
        verb=Reporting.FILL,
        period=values.get("period") or None,
        change=Change.of_texts(texts),
    )
    return Act(intent)


def _number(text: str) -> int | None:
    digits = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if digits else None
