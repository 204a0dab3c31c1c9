"""Lines that are typed while a report is being filled in: 1 …, ②…, 3：…

A number is also how every item is called, so that where a line could be an update of item 1, 2 or
3 just as well, it asks.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.fields import LONGEST, fields_at
from bot.grammar.intent import Act, Ask, Context, Intent, Refuse, Verdict
from bot.grammar.items import reads_only
from bot.grammar.notes import is_labelled, with_texts
from bot.grammar.numbered import CIRCLES, NONE, numbered_at, sections
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, Refs, is_han, ref_at, refs_at
from bot.grammar.reporting import ENGLISH_LABELS, FIELDS, LABELS, Reporting, said
from bot.grammar.values import NO_NEWS, values_at
from bot.model.update import Change


def filling(line: Line, context: Context, item: int) -> Verdict | None:
    """What a line does to the report of ``item``; None if it is about something else."""
    folded = line.folded
    found = numbered_at(line, 0)
    if found is None:
        if folded.strip() in ("1", "2", "3"):
            return _number_alone(context, folded.strip())
        return said(line, item, context.step_period) or _labelled(line, context, item)
    texts = sections(line, found)
    if any(len(text) > LONGEST for text in texts.values()):
        return Refuse(Code.TOO_LONG)
    if not found.circled and _either(line, context, found.end):
        return _which(line, context, str(found.number), texts[found.number])
    change = Change.of_texts({FIELDS[number - 1]: text for number, text in texts.items()})
    return Act(_fill(context, item, change))


def _fill(context: Context, item: int, change: Change) -> Intent:
    period = context.step_period
    return Intent(name="report", tasks=(item,), period=period, verb=Reporting.FILL, change=change)


def _labelled(line: Line, context: Context, item: int) -> Verdict | None:
    """问题：经费不足, 下一步 年底前出台: the form's own labels, unless an item stands behind."""
    fields = fields_at(line, 0)
    if isinstance(fields, Refuse):
        return fields
    behind = isinstance(ref_at(line.folded, fields.start), Ref)
    if not fields.labelled or fields.empty or behind or speech.is_question(line.folded):
        return None
    return Act(_fill(context, item, with_texts(Change(), fields)))


def joined(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Neighbouring lines that fill in one report are one change of it."""
    result: list[Verdict] = []
    for verdict in verdicts:
        before = result[-1] if result else None
        both = _both(before, verdict)
        if both is None:
            result.append(verdict)
        else:
            result[-1] = both
    return tuple(result)


def _both(first: Verdict | None, second: Verdict) -> Verdict | None:
    if not (isinstance(first, Act) and isinstance(second, Act)):
        return None
    one, other = first.intent, second.intent
    if one.verb != Reporting.FILL or replace(one, change=other.change) != other:
        return None
    texts: dict[str, str | None] = {}
    for name in FIELDS:
        parts = [getattr(intent.change, name) for intent in (one, other)]
        texts[name] = "\n".join(part for part in parts if part is not None) or None
    return Act(replace(one, change=Change.of_texts(texts)))


def _either(line: Line, context: Context, end: int) -> bool:
    """Whether the number could be an item's: a value, a question, no news, several numbers."""
    folded, rest = line.folded, speech.without_tail(line.folded[end:])
    if rest in NONE:
        return False
    values = values_at(folded, end)
    refs = refs_at(folded, 0, context.highest)
    return (
        not values.empty
        or values.bad is not None
        or NO_NEWS.fullmatch(rest) is not None
        or speech.is_question(folded[end:])
        or reads_only(rest)
        or is_labelled(line, end)
        or (isinstance(refs, Refs) and len(refs.numbers) > 1)
    )


def _which(line: Line, context: Context, number: str, text: str) -> Ask:
    han, name = any(map(is_han, line.folded)), FIELDS[int(number) - 1]
    about = f"第{number}项 {text}" if han else f"#{number} {text}"
    report = _report(context, "报送" if han else "report")
    field = (
        f"{report} {LABELS[name]}：{text}" if han else f"{report} {ENGLISH_LABELS[name]}: {text}"
    )
    return Ask(Code.AMBIGUOUS, _facts(context, number, line.text(0)), (about, field))


def _number_alone(context: Context, number: str) -> Ask:
    field = f"{_report(context, '报送')} {LABELS[FIELDS[int(number) - 1]]}"
    return Ask(Code.AMBIGUOUS, _facts(context, number, number), (f"第{number}项", field))


def _report(context: Context, word: str) -> str:
    return f"{word} {context.step} {context.step_period or ''}".rstrip()


def _facts(context: Context, number: str, text: str) -> dict[str, str | int | None]:
    circled = CIRCLES[int(number) - 1]
    return {"text": text, "item": number, "step": context.step, "field": circled}
