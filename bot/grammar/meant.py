"""What a time that cannot be used may have meant: days to offer, each as one writes it.

12.5 is perhaps 12月5日, 下周 its Monday or its Friday; nothing that was not said is offered.
"""

import re
from calendar import month_abbr
from collections.abc import Iterator
from datetime import date

from bot.grammar.clock import time_at
from bot.grammar.dates import Wrong, day_of, when
from bot.grammar.intent import Context
from bot.grammar.pieces import Day, on

_NUMBERS = re.compile("([0-9]{1,2})([./])([0-9]{1,2})(?:\\2([0-9]{4}))?(?![0-9.:/%])")
_WEEK = re.compile("(?P<which>这个?|本|下下个?|下个?)(?P<unit>周|星期|礼拜)")
_WEEKEND = re.compile("(?:(?P<which>这|本|下)个?)?周末")
_MONTH = re.compile("(?P<which>这个?|本|下个?)月")
_MIDDLE = re.compile(
    "(?P<month>本月|这个月|下个?月|[0-9]{1,2}月)?(?:的)?(?P<part>[上中下]旬|月?中|月内)"
)
_MONTH_NAMED = re.compile("(?P<month>[0-9]{1,2}月)份?")
_ENGLISH = {
    "next week": ("Monday next week", "Friday next week"),
    "this week": ("Friday this week",),
    "next month": ("end of next month",),
    "this month": ("end of this month",),
    "weekend": ("Saturday", "Sunday"),
    "the weekend": ("Saturday", "Sunday"),
    "this weekend": ("Saturday", "Sunday"),
    "a few days": ("2d", "3d"),
    "soon": ("in 1 hour", "tomorrow"),
    "later": ("in 1 hour", "tomorrow"),
    "in a few days": ("2d", "3d"),
    "in a couple of days": ("2d", "3d"),
}
_CHINESE = {
    "年中": ("6月30日",),
    "月内": ("月底",),
    "本月内": ("月底",),
    "端午节": ("端午节前", "端午节后"),
    "端午": ("端午前", "端午后"),
    "中秋节": ("中秋节前", "中秋节后"),
    "中秋": ("中秋前", "中秋后"),
    "春节": ("春节前", "春节后"),
    "清明节": ("清明节前", "清明节后"),
    "清明": ("清明前", "清明后"),
    **dict.fromkeys(
        ("一会儿", "一会", "待会", "待会儿", "等会儿", "晚点", "过会儿", "稍后"),
        ("1小时后", "明天"),
    ),
}
_SOME_DAYS = re.compile("(?:再?过)?[两几]天(?:后|以后|之后)?")
_NEXT_DAY = re.compile("next ([a-z]{3,9}day)")
_PARTS = {"上旬": "10日", "中旬": "15日", "下旬": "底", "中": "15日", "月中": "15日", "月内": "底"}
_HOURS = re.compile("([0-9]{1,2})h")
_MIDNIGHT = re.compile(
    "(?:(?P<day>今天|明天|后天)的?)?(?:(?:24|二十四)(?:点|时)(?:钟|整)?"
    "|(?:(?P<night>[今明])晚|晚上?|夜里|半夜|深夜|午夜)(?:12|十二|零|0)(?:点|时)(?:钟|整)?|午夜)"
    "|(?P<english>(?:today |tonight )?(?:at )?midnight|(?P<tomorrow>tomorrow) (?:at )?midnight)"
)
_NEXT_DAYS = {"": "明天0点", "今天": "明天0点", "今": "明天0点", "明天": "后天0点", "明": "后天0点"}
_NEXT_DAYS |= {"后天": "大后天0点"}
_DAILY = re.compile("每个?(?:天|日)|every ?day|each day|daily")
_EVENING = re.compile(".{0,8}(?:晚上?|傍晚|夜里)")
_TONIGHT = re.compile("tonight|(?:this|tomorrow) evening")
_DECEMBER = 12
_FIRST_UNCLEAR_HOUR, _LAST_HOUR = 8, 23


def meant(
    words: str, context: Context, *, english: bool, whole_days: bool = False
) -> tuple[str, ...]:
    """Times that come and can be used; ``words`` is folded, ``whole_days``: no time of a day."""
    bare = words.strip(" ,.。;")
    days = _days(bare, context.now.date(), english=english, whole_days=whole_days)
    found = dict.fromkeys((*days, *_candidates(bare, whole_days=whole_days)))
    return tuple(text for text in found if _is_usable(text, context, whole_days=whole_days))


def is_past(words: str, context: Context) -> bool:
    """Whether it is a day by numbers, and each that it could be is over."""
    today = context.now.date()
    days = _days(words.strip(" ,.。;"), today, english=False, whole_days=True)
    return any(days) and not meant(words, context, english=False, whole_days=True)


def is_hour(words: str) -> bool:
    """15h is in fifteen hours, or at three in the afternoon; 2h is how people write two hours."""
    found = _HOURS.fullmatch(words)
    return found is not None and _FIRST_UNCLEAR_HOUR <= int(found[1]) <= _LAST_HOUR


def repeats(words: str) -> str | None:
    """The day of 每周五, every Friday; the next one of 每天; None for what is one time."""
    found = _EACH.match(words)
    if found is None:
        return None
    rest = words[found.end() :].strip()
    if _DAILY.match(words):
        return f"{'tomorrow' if words.isascii() else '明天'} {rest}".strip()
    return rest


_EACH = re.compile(
    "每个?(?=周|星期|礼拜)|每个?[月季年]度?的?|每个?(?:天|日|工作日)|(?:every"
    "|each)(?: ?day(?![a-z]))? ?"
    "|daily|weekly|monthly"
)


def _is_usable(text: str, context: Context, *, whole_days: bool) -> bool:
    text = text.lower()
    if not whole_days:
        return not isinstance(when(text, context.now, context.calendar), Wrong)
    day = day_of(text, context.now, context.calendar)
    return isinstance(day, date) and day >= context.now.date()


def _days(words: str, today: date, *, english: bool, whole_days: bool) -> Iterator[str]:
    """12.5, 12/5下午3点."""
    found = _NUMBERS.match(words)
    if found is None:
        return
    rest = "" if whole_days else words[found.end() :]
    yield from (f"{day}{rest}" for day in _numbered(found, today, english=english))
    if found[2] == "." and len(found[3]) > 1 and found[4] is None:
        yield f"{found[1]}:{found[3]}{rest}"


def _candidates(words: str, *, whole_days: bool) -> Iterator[str]:
    yield from _ENGLISH.get(words, ())
    yield from _CHINESE.get(words, ())
    if found := _NEXT_DAY.fullmatch(words):
        yield from (f"{found[1].capitalize()} this week", f"{found[1].capitalize()} next week")
    if _SOME_DAYS.fullmatch(words):
        yield from ("2天", "3天")
    if is_hour(words) and (found := _HOURS.fullmatch(words)):
        yield from (f"in {found[1]} hours", f"{found[1]}:00")
    if midnight := _MIDNIGHT.fullmatch(words):
        yield _first_moment(midnight)
    if _EVENING.fullmatch(words):
        yield from (f"{words}7点", f"{words}8点")
    if _TONIGHT.fullmatch(words):
        yield from (f"{words} 7pm", f"{words} 8pm")
    yield from _of_calendar(words)
    if whole_days:
        yield from (words[:end] for end in range(2, len(words)) if _is_time(words, end))


def _is_time(words: str, at: int) -> bool:
    found = time_at(words, at)
    return isinstance(found, tuple) and found[1] == len(words)


def _first_moment(midnight: re.Match[str]) -> str:
    """The end of a day is the beginning of the next one."""
    if midnight["english"]:
        return "the day after tomorrow 00:00" if midnight["tomorrow"] else "tomorrow 00:00"
    return _NEXT_DAYS[midnight["day"] or midnight["night"] or ""]


def _of_calendar(words: str) -> Iterator[str]:
    """下周, 周末, 下个月, 7月中旬."""
    if found := _WEEK.fullmatch(words):
        week = found["which"].removesuffix("个") + found["unit"]
        yield from (f"{week}一", f"{week}五")
    elif found := _WEEKEND.fullmatch(words):
        week = f"{found['which'] or ''}周"
        yield from (f"{week}六", f"{week}日")
    elif found := _MONTH.fullmatch(words):
        month = f"{found['which'].removesuffix('个')}月"
        yield from (f"{month}1日", f"{month}底")
    elif found := _MIDDLE.fullmatch(words):
        month = (found["month"] or "本月").replace("个", "").replace("这", "本")
        yield f"{month}{_PARTS[found['part']]}"
    elif found := _MONTH_NAMED.fullmatch(words):
        yield from (f"{found['month']}1日", f"{found['month']}底")


def _numbered(found: re.Match[str], today: date, *, english: bool) -> Iterator[str]:
    """12.5 and 12/5 as month and day; with a stroke, or a year behind, the other way round too."""
    first, second = int(found[1]), int(found[3])
    year = int(found[4]) if found[4] else today.year
    both = found[2] == "/" or found[4] is not None
    if first > _DECEMBER >= second and not both:
        first, second = second, first  # 30.6.
    pairs = ((first, second), (second, first)) if both and first != second else ((first, second),)
    for month, day in pairs:
        if isinstance(made := on(year, month, day, 0), Day):
            yield _written(made.day, english=english)


def _written(day: date, *, english: bool) -> str:
    if english:
        return f"{month_abbr[day.month]} {day.day}, {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
