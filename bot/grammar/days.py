"""A date at the start of a text, or behind a list of items."""

import re
from collections.abc import Iterator
from datetime import date

from bot.errors import Code
from bot.grammar.dates import Wrong, day_of
from bot.grammar.daybook import YEARS
from bot.grammar.intent import Ask, Context
from bot.grammar.refs import Ref, Refs, ref_at, refs_at

CLEAR = "clear"
_LONGEST = 40  # characters of a date
_LEAD = re.compile(
    "[ :,=]*+(?:的?(?:时限|期限|日期))? ?(?:改为|改到|定为|定在|延期到|延期至|延到|延至|调整?为"
    "|为|到|至|until(?![a-z])|to(?![a-z])|by(?![a-z]))?[ :]*"
)
_HALF = re.compile("[0-9]{1,12} ?[日号]|[0-9]{1,12} ?月份?|[0-9]{1,12}m")  # half a date
_CLEARED = re.compile("清除|清空|取消|撤销|clear|remove|none|reset")
_DATELIKE = re.compile("[0-9]|[一二三四五六七八九十]+ ?月")
_YEAR = re.compile(" [0-9]{4}-[0-9]")
_MOST = 600  # characters in which a split is looked for


def date_at(folded: str, at: int, context: Context) -> tuple[date, int] | Wrong | None:
    """The date at ``at`` and where it ends, 前 included; what is wrong with it, or None.

    ``12月20日前``, ``11月底``, ``5个工作日``: the longest piece that is a date and whole.
    """
    found = None
    for end in _ends(folded, at):
        day = _day(folded[at:end], context)
        if isinstance(day, date):
            return day, end
        if found is None or day.code is Code.AMBIGUOUS:
            found = day if _DATELIKE.match(day.text) else found
    if found is None:
        return None
    chunk = re.split("[ ,;。]", folded[at : at + _LONGEST], maxsplit=1)[0]
    return Wrong(found.code, chunk)


def after_lead(folded: str, at: int) -> int:
    """Where the date begins: ``到``, ``改为``, ``to`` … are passed."""
    found = _LEAD.match(folded, at)
    return found.end() if found else at


def items_and_day(
    folded: str, at: int, context: Context
) -> tuple[tuple[int, ...], date | str] | Ask | None:
    """``24、25 11月30日``, ``24 清除``: items with a date or ``CLEAR`` to the end of the text.

    None if it does not begin with an item; a number may belong to the date, so that the whole has
    to fit.  No items: it is nothing but a date.
    """
    rest = folded[at : at + _MOST]
    if (whole := _target(rest, context)) is not None:
        return (), whole
    for place in range(1, len(rest)):
        if rest[place - 1].isspace() or (rest[place - 1].isdigit() and rest[place].isdigit()):
            continue
        target = _target(rest[place:], context)
        if target is None:
            continue
        refs = refs_at(rest[:place], 0, context.highest)
        if isinstance(refs, Refs) and refs.end == place:
            return refs.numbers, target
    first, refs = ref_at(rest, 0), refs_at(rest, 0, context.highest)
    if isinstance(first, Ref) and _YEAR.match(rest, first.end):
        return Ask(Code.BAD_DATE, {"text": rest[first.end :].strip()})
    if not isinstance(refs, Refs):
        return refs
    said = rest[after_lead(rest, refs.end) :]
    if not said:
        return refs.numbers, ""
    wrong = _day(said, context)
    return Ask(wrong.code if isinstance(wrong, Wrong) else Code.BAD_DATE, {"text": said})


def _target(text: str, context: Context) -> date | str | None:
    """The date or ``CLEAR`` that the whole of ``text`` is."""
    said = text[after_lead(text, 0) :]
    if not said or len(said) > _LONGEST:
        return None
    if _CLEARED.fullmatch(said):
        return CLEAR
    day = _day(said, context)
    return day if isinstance(day, date) else None


def _ends(folded: str, at: int) -> Iterator[int]:
    """Where the piece could end, the longest first: never inside a word or a number."""
    for end in range(min(len(folded), at + _LONGEST), at, -1):
        last, after = folded[end - 1], folded[end : end + 1]
        inside = last.isascii() and last.isalnum() and after.isascii() and after.isalnum()
        inside = inside or after.isdigit()  # 2月30日 is not 2月
        if not inside and not last.isspace():
            yield end


def _day(text: str, context: Context) -> date | Wrong:
    if _HALF.fullmatch(text):
        return Wrong(Code.BAD_DATE, text)
    day = day_of(text, context.now, context.calendar)
    if isinstance(day, date) and day.year not in YEARS:
        return Wrong(Code.BAD_DATE, text)
    return day
