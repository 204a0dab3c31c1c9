"""Dates as work plans print them: months, quarters, year ends; and words that set no date."""

import calendar
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store.plan.text import groups

_YEAR = r"(?:(?P<{0}>20\d\d) ?年 ?|(?P<{0}_word>今年|本年|当年|明年))"
_MONTH = (
    r"(?<![\d个])(?P<month>1[0-2]|0?[1-9]) ?月份? ?"
    r"(?:(?P<day>[12]\d|3[01]|0?[1-9]) ?[日号]|(?P<part>上旬|中旬|下旬|初|中))?"
)
_DATE = re.compile(
    rf"(?:{_YEAR.format('y')}?(?:(?:{_MONTH})|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)"
    rf"|(?:{_YEAR.format('w')}年?|(?<![0-9一二三四五六七八九十两几数多来每去历往近上前])年)(?=[底末终内])"
    r"|(?P<months>\d{1,2}|[一二三四五六七八九十])个月(?=(?:以|之)?内)"
    r"|(?<!\d)(?P<iso>20\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?)(?![\d.]))"
    r"(?P<close>(?:以|之)?[底末终内]?)(?P<before>(?:之|以)?前)?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_THIRDS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Calendar:
    """What dates without a year count from: the plan's year, first day, day of issue."""

    year: int | None = None
    starts: date | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text.  ``day`` None: the year or the day of issue is not known."""

    start: int
    end: int
    day: date | None
    before: bool  # 前 is printed
    closed: bool  # it ends something: 前, 底, 末, 内, a half-year or a quarter is printed


def dates(folded: str, known: Calendar) -> Iterator[Found]:
    """All dates of a folded text, possible days only."""
    for found in _DATE.finditer(folded):
        try:
            day = _day(found, known)
        except ValueError:
            continue
        closed = any(found[part] for part in ("close", "before", "half", "quarter"))
        yield Found(found.start(), found.end(), day, bool(found["before"]), closed)


def _day(found: re.Match[str], known: Calendar) -> date | None:
    if found["iso"]:
        year, month, *day = (int(part) for part in re.split(r"[-./]", found["iso"]))
        return date(year, month, day[0]) if day else _month_end(year, month)
    if found["months"]:
        return _after(known.issued_on, _number(found["months"]))
    year_ = _year(found, known)
    if year_ is None:
        return None
    if found["half"]:
        return _month_end(year_, 6 if found["half"] == "上" else DECEMBER)
    if found["quarter"]:
        quarter = found["quarter"]
        return _month_end(year_, 3 * (_QUARTERS.get(quarter) or int(quarter)))
    if not found["month"]:
        return date(year_, DECEMBER, 31)
    month = int(found["month"])
    if found["day"]:
        return date(year_, month, int(found["day"]))
    third = _THIRDS.get(found["part"] or "")
    return date(year_, month, third) if third else _month_end(year_, month)


def _year(found: re.Match[str], known: Calendar) -> int | None:
    if printed := found["y"] or found["w"]:
        return int(printed)
    later = (found["y_word"] or found["w_word"]) == "明年"
    return None if known.year is None else known.year + later


def _number(printed: str) -> int:
    return _NUMERALS.get(printed) or int(printed)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _after(day: date | None, months: int) -> date | None:
    if day is None:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    last = _month_end(day.year + years, month + 1)
    return min(last, last.replace(day=1) + timedelta(days=day.day - 1))


_DOING = "推进|推动|坚持|开展|实施|落实|深化|抓好|用力|加强|完善|更新|进行|做好|跟踪|巩固|优化"
_ONGOING = re.compile(
    rf"(?:自?即日起)?(?:并|且)?(?:年内|全年|常年|今年)?(?:持续|长期|常态化|经常性|不断)(?:{_DOING}){{0,2}}(?:工作)?|全年(?:{_DOING})?"
)
_VAGUE = re.compile(
    r"(?:适时|尽早|尽快|按时|按期|及时|立即|即时)(?:完成|推进|落实|开展|出台|启动|办理)?"
)
_LEAD_IN = re.compile(r"(?:并|须|需|应|要|确保|力争|争取|计划|原则上|最迟|不晚于|务必){0,3}[于在]?")


def is_ongoing(folded: str) -> bool:
    """持续推进, 长期坚持 and their like: work without an end."""
    return bool(_ONGOING.fullmatch(folded))


def date_prefix(folded: str) -> int:
    """Where the date at the beginning ends, 0 if there is none; all of a dateless 尽快完成."""
    if is_ongoing(folded) or _VAGUE.fullmatch(folded):
        return len(folded)
    begin = _LEAD_IN.match(folded)
    found = _DATE.match(folded, begin.end() if begin else 0) or _DATE.match(folded)
    return found.end() if found else 0


_ACT = re.compile(
    r"(?:前|力争|争取|确保|要|应|须|需|基本|全部|全面|正式|组织|初步){0,3}"
    r"(?:完成|出台|印发|制定|修订|建成|开工|竣工|投产|投用|投入|启动|实现|公布|发布|形成|报送|报批|上线"
    r"|开通|通车|投运|完工|封顶|贯通|挂牌|揭牌|动工|合龙|通水|通气|通航|上市|销号|清零|获批|签约|入驻|建好|交付|验收|举办|召开|提交|落地|达到|办结|开展|建立|编制|推出|基本|开放|运行)"
)
_NO_LIMIT_BEFORE = re.compile(
    r"(?:截至|截止|截止到|自|从|每年?|逐年|历年|去年?|上年?|有效期|有效期至|期限至?|延长至?|延期至|顺延至|展期至|延至|至)$"
)
_UNTIL = re.compile(r"到$")
_RELATIVE = re.compile(
    r"[已经]{0,2}(?:建成|建设|修建|竣工|投产|投用|取得|登记|注册|成立|出生|签订|批准|立项|入库|开工|发生"
    r"|形成|参加|毕业|生效|颁布|实施|发布|印发|出台|完工|购置|认定)[^,。;、]{0,6}的|的|以来|起"
)
_NEAR = 6  # characters before a date that may change its meaning


def milestones(folded: str, known: Calendar) -> Iterator[Found]:
    """Dates by which the task's text wants something done; not those that only describe."""
    titles = deque(group for group in groups(folded)[0] if folded[group.start] == "《")
    for found in dates(folded, known):
        while titles and titles[0].end <= found.start:
            titles.popleft()
        inside = bool(titles) and titles[0].start < found.start
        before, after = (
            folded[max(0, found.start - _NEAR) : found.start].rstrip(" "),
            folded[found.end : found.end + 14].lstrip(" "),
        )
        wanted = found.before or (found.closed and _ACT.match(after))
        if not wanted or inside or _RELATIVE.match(after) or _NO_LIMIT_BEFORE.search(before):
            continue
        if found.before or not _UNTIL.search(before):
            yield found
