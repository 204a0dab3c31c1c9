"""The verdicts that readings share: questions and refusals with the command lines they offer."""

import re

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.fields import dictated
from bot.grammar.intent import Act, Ask, Confirm, Intent, Refuse, Verdict
from bot.grammar.prepare import Line
from bot.grammar.refs import Refs, is_han

AT_ONCE = 5
"""Items that one line may change without being asked."""

_CHINESE = ("推进中", "已完成", "备注")
_ENGLISH = ("in progress", "done", "note")
_STILL_OPEN = ("推进中", "滞后", "备注"), ("in progress", "behind", "note")
_NEGATED = re.compile(
    "(?:没有?|未|尚未|不算|没能|未能)(?:全部|完全)?(?:完成|办完|做完|办结|结束|完)"
    "|(?:not|n't)(?: yet| quite| fully)? (?:done|finish|complete)|not yet"
)
"""Whoever says that it is not done is not offered to call it done."""

_PERCENT = re.compile("(?<![0-9.])([0-9]{1,3}) ?%")
_TWO, _WHOLE = 2, 100
_PUT_OFF = ("延期", "延后", "postponed")
"""No statuses, but there is a way to ask for it."""


def acted(intent: Intent) -> Verdict:
    """A write; more than five items are shown first."""
    return Confirm(intent) if len(intent.tasks) > AT_ONCE else Act(intent)


def unclear(text: str, item: int | None = None, note: str = "") -> Ask:
    """Loose talk about ``item``: it could be a status, or only a note."""
    if item is None:
        return Ask(Code.AMBIGUOUS, {"text": text})
    english = _is_english(text)
    first, second, label = _ENGLISH if english else _CHINESE
    if _NEGATED.search(text.lower()):
        first, second, label = _STILL_OPEN[1 if english else 0]
    offers = [f"{item} {first}", f"{item} {second}"]
    note = note.lstrip(" ,，:：;；。、.")
    if any(map(str.isalpha, note)):
        offers.append(kept(item, note, label))
    return Ask(Code.AMBIGUOUS, {"text": text, "number": item}, tuple(offers))


def kept(item: int, text: str, label: str | None = None) -> str:
    """The line that stores a text as it is; a question is one only behind a label of its own."""
    label = label or ("备注" if any(map(is_han, text)) else "note")
    if speech.asks_outright(text.lower()):
        return f"{item} {label}：{text}" if label == "备注" else f"{item} {label}: {text}"
    return labelled(label, item, text) if text[:1].isdigit() else f"{label} {item} {text}"


def labelled(label: str, item: int, note: str) -> str:
    """A note whose own number would else be one more item."""
    return f"{label} {item}{': ' if label.isascii() else '：'}{note}"


def _is_english(text: str) -> bool:
    return any(map(str.isalpha, text)) and not any(map(is_han, text))


def which_fields(line: Line, at: int, item: int) -> Ask | None:
    """问题无 下一步年底完成 behind what ends at ``at``: fields of their own, or all progress?"""
    texts = dictated(line, at)
    if not texts:
        return None
    head, labels = (
        line.text(0, at),
        {"progress": "进展", "problems": "问题", "next_steps": "下一步"},
    )
    apart = " ".join(f"{labels[name]}：{text}" for name, text in texts.items())
    whole = line.text(at).lstrip(" ,，:：;；。、.")
    facts = {"text": line.text(0), "number": item, "fields": item}
    return Ask(Code.AMBIGUOUS, facts, (f"{head} {apart}", f"{head} 进展：{whole}"))


def which(refs: Refs) -> Ask:
    """Several numbers and nothing to do with them."""
    offers = tuple(map(str, refs.numbers[:AT_ONCE]))
    return Ask(Code.AMBIGUOUS, {"text": " ".join(offers)}, offers)


def not_understood(text: str, suggest: str | None = None) -> Ask:
    offers = () if suggest is None else (suggest,)
    return Ask(Code.UNKNOWN_COMMAND, {"text": text}, offers, suggest)


def missing_task(text: str = "", example: str | None = None) -> Ask:
    """``example``: of the command that was typed, where it is no update."""
    more = {} if example is None else {"example": example}
    return Ask(Code.MISSING_TASK, {"text": text, **more})


def missing_fields(item: int) -> Ask:
    return Ask(Code.MISSING_FIELDS, {"number": item})


def bad_number(text: str) -> Ask:
    return Ask(Code.BAD_NUMBER, {"text": text})


def bad_status(item: int, text: str, *offers: str, suggest: str | None = None) -> Ask:
    facts: dict[str, str | int] = {"text": text, "number": item}
    if text.removeprefix("已").removesuffix("了") in _PUT_OFF:
        facts["extension"] = item
    lines = tuple(f"{item} {offer}" for offer in offers)
    return Ask(Code.BAD_STATUS, facts, lines, suggest)


def bad_percent(item: int, text: str, *offers: str) -> Ask:
    return Ask(Code.BAD_PERCENT, {"number": item, "text": text}, offers)


def which_percent(line: Line, refs: Refs) -> Ask | None:
    """24 60%，不对，70%: each of them as a button; None where there is but one."""
    found = dict.fromkeys(_PERCENT.findall(line.folded, refs.end))
    if len(found) < _TWO or len(refs.numbers) > 1:
        return None
    item, text = refs.numbers[0], line.text(0)
    offers = [f"{item} {int(each)}%" for each in found if int(each) <= _WHOLE]
    offers = [*offers[:AT_ONCE], kept(item, line.text(refs.end))]
    return Ask(Code.AMBIGUOUS, {"text": text, "number": item}, tuple(offers))


def conflict(item: int, first: str, second: str) -> Refuse:
    offers = (f"{item} {first}", f"{item} {second}")
    which = "second" if second.endswith(("%", "％")) else "word"
    return Refuse(Code.CONFLICT, {"number": item, "first": first, which: second}, offers)
