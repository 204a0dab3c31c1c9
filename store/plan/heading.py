"""What stands above the plan: title, issuing office, year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.plan.names import is_whole
from store.plan.register import Register
from store.plan.text import Text, fold

_KIND = (
    "计划|要点|方案|清单|分工|意见|通知|安排|台账|台帐|办法|规划|行动|任务|措施"
    "|纲要|细则|一览表|责任书|工作表|事项|项目|打算|目标|表"
)
_TITLE = re.compile(rf".*(?:{_KIND})(?:表|书|案)?(?:[(《〔][^()]{{1,12}}[)》〕])?")
_NOTICE = re.compile(r"(?:.{0,30}关于)?印发(?P<title>.{4,80}?)的?通知|.*通知")
_QUOTED = re.compile(r"《(?P<title>[^《》]{4,80})》")
_FURNITURE = re.compile(
    r"[^。]{0,20}[〔\[(]\d{4}[〕\])]第?\d{1,4}号"
    r"|[^。,]{0,30}?\(?(?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日(?:印发|发布)?\)?"
    r"|附件?(?:表)?[\d一二三四五]{0,2}(?:[:.].{0,80})?|目录|\(?公开\)?|特急|急件"
)
_SENTENCE = re.compile("[。;,:!?]")
_LONGEST, _SHORTEST = 60, 3
_HEAD = 2  # lines; a title of an unknown kind stands in the first ones
_YEARS = re.compile(
    r"(?P<first>20\d\d)(?:年|版)?(?:(?:[-—–~至到]{1,2})(?P<last>20\d\d))?(?=年|版|-|—|–|度|至|\)|$)"
)
_YEAR_ALONE = re.compile(r"\(20\d\d ?年?度?(?: ?[-—–~至]{1,2} ?20\d\d ?年?)?\)")  # below its title
_WEBSITE = re.compile(".*(?:网|网站|门户|平台)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WRITTEN_YEAR = re.compile("二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")


@dataclass(frozen=True, slots=True)
class Heading:
    """``used``: the places of the lines that became title or issuer."""

    title: str | None
    issuer: str | None
    used: frozenset[int]


def read_heading(texts: Sequence[Text], register: Register) -> Heading:
    """Title and issuing office among the lines above the first heading or item.  Pure."""
    issuer = next((n for n, text in enumerate(texts) if _is_office(text.folded, register)), None)
    title = _title(texts, issuer, register)
    used = frozenset([*title, *([] if issuer is None else [issuer])])
    office = None if issuer is None else texts[issuer].shown.removesuffix("文件")
    printed = "".join(texts[n].shown for n in title)
    printed = _announced(Text.of(printed))
    return Heading(printed or None, office, used)


def _announced(title: Text) -> str:
    """The plan's own title when a notice announces it: 关于印发《…》的通知."""
    notice = _NOTICE.fullmatch(title.folded)
    quoted = _QUOTED.search(title.folded) if notice else None
    if quoted:
        return title.shown[quoted.start("title") : quoted.end("title")]
    if notice and notice["title"]:
        return title.shown[notice.start("title") : notice.end("title")]
    return title.shown


def _title(texts: Sequence[Text], issuer: int | None, register: Register) -> Sequence[int]:
    """The lines of the title: it may be wrapped."""
    lines = [n for n, text in enumerate(texts) if n != issuer and _may_be_title(text.folded)]
    titles = [n for n in lines if _TITLE.fullmatch(texts[n].folded)]
    own = [n for n in titles if not _NOTICE.fullmatch(texts[n].folded)] or titles
    if not own:
        own = [n for n in lines if _YEARS.search("".join(texts[n].folded.split()))][:1]
    if not own:
        return lines[:1] if lines and lines[0] < _HEAD else ()
    first = last = own[0]
    while first - 1 in lines and first - 1 not in titles:
        if is_whole(texts[first - 1].folded, register):
            break
        first -= 1
    if last + 1 < len(texts) and _YEAR_ALONE.fullmatch(texts[last + 1].folded):
        last += 1
    return range(first, last + 1)


def _may_be_title(folded: str) -> bool:
    return (
        _SHORTEST <= len(folded) <= _LONGEST
        and not _SENTENCE.search(folded)
        and not is_furniture(folded)
        and any("\u4e00" <= character <= "\u9fff" for character in folded)
    )


def is_title(folded: str) -> bool:
    """Whether a line ends as titles of plans do."""
    return bool(_TITLE.fullmatch(folded))


def is_furniture(folded: str) -> bool:
    """A document number, a day of issue, a mention of the annex: no part of the plan."""
    return len(folded) <= 2 * _LONGEST and bool(_FURNITURE.fullmatch(folded))


def _is_office(folded: str, register: Register) -> bool:
    short = len(folded) <= _LONGEST and not _SENTENCE.search(folded)
    short = short and not _WEBSITE.fullmatch(folded)
    return short and not _YEARS.search(folded) and is_whole(folded.removesuffix("文件"), register)


def years(title: str | None) -> tuple[int, int] | None:
    """First and last year that a title names."""
    folded = "".join(fold(title or "").split())
    written = _WRITTEN_YEAR.search(folded)
    if written:
        folded = written.group().translate(_NUMERALS) + "年"
    found = _YEARS.search(folded)
    if not found:
        return None
    first = int(found["first"])
    return first, max(first, int(found["last"] or first))
