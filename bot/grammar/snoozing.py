"""稍后: which item, and for how long; and what 提醒 needs of the same."""

import re
from collections.abc import Sequence

from bot.errors import Code
from bot.grammar import asks, speech
from bot.grammar.dates import Wrong, duration
from bot.grammar.intent import Act, Ask, Context, Intent, Verdict
from bot.grammar.meant import meant
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, ref_at, unknown

_SNOOZE = ("稍后 24 3天", "snooze 24 3d")
_M = re.compile("([0-9]{1,2}) ?m")
_HAN = re.compile("[㐀-鿿]")
_LONGEST = 200


def snooze(line: Line, at: int, context: Context) -> Verdict | None:
    """What follows 稍后: ``24 3d``, ``24 到 周五``."""
    rest = speech.without_tail(line.folded[: at + _LONGEST])
    if len(line.folded) - at > _LONGEST:
        return Ask(Code.BAD_DATE, {"text": line.text(at)[:_LONGEST]})
    found = ref_at(rest, at)
    if context.item is not None and not isinstance(_lasting(rest[at:], line, context), Wrong):
        found = of_card(context.item, at)
    if not isinstance(found, Ref):
        if found is not None:
            return found
        if context.item is None or not rest[at:]:
            return asks.missing_task(line.text(0), _SNOOZE[is_english(line)])
        found = of_card(context.item, at)
    if not 1 <= found.number <= context.highest:
        return unknown(found.word)
    words = rest[found.end :].strip(" ,.:。;")
    if not words:
        word = "snooze" if is_english(line) else "稍后"
        offers = tuple(f"{word} {found.number} {span}" for span in ("1d", "3d"))
        return Ask(Code.MISSING_FIELDS, {"number": found.number, "snooze": found.number}, offers)
    span = _lasting(words, line, context)
    if isinstance(span, Wrong):
        english = is_english(line)
        times = month_or_minute(words, line) or meant(words, context, english=english)
        offers = timed_lines("snooze" if english else "稍后", found, times)
        return Ask(Code.AMBIGUOUS if offers else span.code, {"text": span.text}, offers)
    return Act(Intent(name="snooze", tasks=(found.number,), duration=span))


def _lasting(words: str, line: Line, context: Context) -> str | Wrong:
    if month_or_minute(words, line):
        return Wrong(Code.AMBIGUOUS, words)
    return duration(words.strip(" ,.:。;"), context.now, context.calendar)


def month_or_minute(words: str, line: Line) -> tuple[str, ...]:
    """Both that 1M may be."""
    found = _M.fullmatch(words.strip(" ."))
    if found is None or not line.text(0).rstrip(" .").endswith("M"):
        return ()
    many = "" if found[1] == "1" else "s"
    return f"{found[1]} minute{many}", f"{found[1]} month{many}"


def of_card(item: int, at: int) -> Ref:
    """The item of the card that is answered."""
    return Ref(item, str(item), at, marked=True)


def timed_lines(command: str, ref: Ref, times: Sequence[str]) -> tuple[str, ...]:
    """``稍后 24`` with each of the times."""
    return tuple(f"{command} {ref.number} {time}" for time in times)


def is_english(line: Line) -> bool:
    """Whether a line begins in English: what is offered does too."""
    first = line.folded.lstrip("/")[:1]
    return (first.isascii() and first.isalpha()) or _HAN.search(line.folded) is None
