"""What stands behind 定时限, 延期, 同意延期 and 不同意延期."""

import re
from datetime import date

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.dates import Wrong
from bot.grammar.days import CLEAR, after_lead, date_at, items_and_day
from bot.grammar.intent import Act, Ask, Context, Intent, Refuse, Verdict
from bot.grammar.meant import meant
from bot.grammar.opening import Arguments
from bot.grammar.prepare import lines
from bot.grammar.refs import Ref, ref_at, unknown

ALL = re.compile("全部|所有|全体|每一?[项个条]|all(?![a-z])|every|each(?![a-z])|\\*")
_DATED = re.compile("[0-9]{1,4} ?[-/.年月]|[一二三四五六七八九十]{1,3} ?月")
_LABEL = re.compile(
    "[ :,;。、.]*+(?:(?:原因|理由|事由|reason|because of|because) ?[:] ?)?[ ,;:。、]*"
)


def deadline(a: Arguments) -> Verdict | None:
    """``24、25 11月30日``, ``24 清除``; items alone ask for the date."""
    if not a.rest:
        return None if a.opening.glued else Act(Intent(name="deadline"))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET)
    found = items_and_day(a.rest, 0, a.context)
    if found is None:
        if a.opening.glued:
            return None
        return asks.bad_number(a.rest) if a.rest[0].isdigit() else asks.missing_task()
    if isinstance(found, Ask):
        return _with_days(found, a)
    items, target = found
    if not items:
        if a.context.item is None:
            return asks.missing_task()
        items = (a.context.item,)
    if (wrong := next((n for n in items if not 1 <= n <= a.context.highest), None)) is not None:
        return unknown(str(wrong))
    if isinstance(target, str):
        return Act(Intent(name="deadline", tasks=items, verb=CLEAR if target else None))
    return Act(Intent(name="deadline", tasks=items, day=target))


def extend(a: Arguments) -> Verdict | None:
    """``24 12月20日 原因…``: one item, a date, a reason; what is missing is asked for."""
    if not a.rest:
        return Act(Intent(name="extend"))
    if ALL.match(a.rest):
        return Refuse(Code.MULTI_TARGET)
    found = _without_item(a) or item_of(a)
    if not isinstance(found, Ref):
        return found
    folded = a.line.folded
    at = after_lead(folded, found.end)
    day = date_at(folded, at, a.context)
    if (days := _not_days(at, day, a)) is not None:
        return days
    if isinstance(day, Wrong):
        return Ask(day.code, {"text": day.text})
    if day is None:
        words = a.line.text(_reason_at(folded, found.end))
        return Act(Intent(name="extend", tasks=(found.number,), words=words or None))
    words = a.line.text(_reason_at(folded, day[1]))
    return Act(Intent(name="extend", tasks=(found.number,), day=day[0], words=words or None))


def decide(a: Arguments) -> Verdict | None:
    """``24 [单位] [日期] [理由]``: which of it is what, depends on who asked."""
    if not a.rest:
        return None if a.opening.glued else Act(Intent(name="extend"))
    found = item_of(a)
    if not isinstance(found, Ref):
        return found
    at = after_lead(a.line.folded, found.end)
    if (days := _not_days(at, date_at(a.line.folded, at, a.context), a)) is not None:
        return days
    words = a.line.text(_reason_at(a.line.folded, found.end))
    return Act(Intent(name=a.opening.name, tasks=(found.number,), words=words or None))


def _with_days(asked: Ask, a: Arguments) -> Ask:
    """12.5 and 下周 with the days that they may be, as whole lines."""
    said = str(asked.facts.get("text", ""))
    days = meant(said, a.context, english=a.line.folded.isascii(), whole_days=True)
    head = a.rest.removesuffix(said).strip()
    if not days or head == a.rest:
        return asked
    offers = tuple(f"{a.opening.word} {head} {day}" for day in days)
    return Ask(Code.AMBIGUOUS, {"text": said}, offers)


def _not_days(at: int, day: tuple[date, int] | Wrong | None, a: Arguments) -> Ask | None:
    """12.20 因为场地: the line with each day that the first word may be."""
    said = re.split("[ ,;。]", a.line.folded[at:], maxsplit=1)[0]
    if isinstance(day, tuple) or not said[:1].isdigit():
        return None
    days = meant(said, a.context, english=a.line.folded.isascii(), whole_days=True)
    head, tail = a.line.text(0, at), a.line.text(at + len(said))
    offers = tuple(f"{head} {one} {tail}".strip() for one in days)
    return Ask(Code.AMBIGUOUS, {"text": said}, offers) if offers else None


def _without_item(a: Arguments) -> Ref | Verdict | None:
    """25 July at the start is a day: of the card's item, or of none."""
    first = ref_at(a.line.folded, a.at)
    day = date_at(a.line.folded, a.at, a.context)
    if not isinstance(first, Ref) or first.marked or not isinstance(day, tuple):
        return None
    behind = date_at(a.line.folded, after_lead(a.line.folded, first.end), a.context)
    if day[1] <= first.end or isinstance(behind, tuple):
        return None
    if a.context.item is None:
        return asks.missing_task(a.line.text(0))
    return Ref(a.context.item, str(a.context.item), a.at, marked=True)


def _reason_at(folded: str, at: int) -> int:
    found = _LABEL.match(folded, at)
    return found.end() if found else at


def item_of(a: Arguments) -> Ref | Verdict | None:
    """The item behind the command word, or the card's."""
    found = ref_at(a.line.folded, a.at)
    if isinstance(found, Ref):
        return found if 1 <= found.number <= a.context.highest else unknown(found.word)
    if found is not None:
        return found
    if a.context.item is not None and not a.opening.glued:
        return Ref(a.context.item, str(a.context.item), a.at, marked=True)
    if a.opening.glued:
        return None
    return asks.bad_number(a.rest) if a.rest[0].isdigit() else asks.missing_task()


def answer(text: str, context: Context) -> tuple[date | None, str] | Ask:
    """``[日期] [理由]`` of a decision: the day that is named first, and the words as typed."""
    line = next(iter(lines(text)), None)
    if line is None:
        return None, ""
    found = date_at(line.folded, after_lead(line.folded, 0), context)
    if isinstance(found, Wrong):  # 3家单位 begins a reason, 2月30日 is a date
        return Ask(found.code, {"text": found.text}) if _DATED.match(found.text) else (None, text)
    if found is None:
        return None, text
    return found[0], line.text(_reason_at(line.folded, found[1]))
