"""Lines that are not part of the plan: page numbers, running headers, source lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from store.plan.grid import Grid
from store.plan.heading import is_title
from store.plan.labels import starts_with_label
from store.plan.ladder import markers
from store.plan.lines import Line
from store.plan.refusal import Refusal
from store.plan.report import Report
from store.plan.tables import Table
from store.plan.text import HAN, Text, fold

_DASH = r"[-—–―－_·•~・\s]"
_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_PAGE = re.compile(
    rf"{_DASH}{{0,8}}\d{{1,4}}{_DASH}{{0,8}}|{_DASH}{{0,8}}第\s?{_COUNT}\s?页"
    rf"(?:[,/;、\s]?\s?\(?共\s?{_COUNT}\s?页\)?)?{_DASH}{{0,8}}|\d{{1,4}}\s?/\s?\d{{1,4}}"
    rf"|共\s?\d{{1,4}}\s?页|[Pp]age\s?\d{{1,4}}(?:\s?of\s?\d{{1,4}})?|{_DASH}{{2,200}}"
)
_PAGE_INSIDE = re.compile(rf"(?<=[{HAN},、。)]) ?[—–] ?\d{{1,3}} ?[—–] ?(?=[{HAN}(])")
_SOURCE = re.compile(
    r"(?:\(?(?:信息|稿件|文章|文件|内容|资料)?来源|责任编辑|编辑|作者|撰稿|供稿|审核|校对"
    r"|发布(?:时间|日期|单位|机构)|公开日期|成文日期|索引号|发文字号|发文机关|信息分类|主题词|有效性"
    r"|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|率|数|量)?|访问(?:次数|量)?|字号|字体|分享到?"
    r"|下载|相关链接|相关附件|附件下载|上一篇|下一篇|打印本页|主送) ?:.*"
    r"|(?:https?://|www\.)\S+|(?:打印本页|关闭窗口).{0,20}"
    r"|(?:[【\[]?(?:打印|关闭|收藏|分享|返回顶部|大|中|小)[】\]]?[ |]{0,3}){2,8}"
    r"|\(?此件(?:主动|依申请|公开|不公开).{0,12}|(?:抄送|抄报).{0,300}"
)
_COUNTER = re.compile(
    r".{0,60}(?:浏览次数|浏览量|阅读次数|点击数|点击次数|访问量) ?:? ?\d{0,9}.{0,40}"
)
_SHORT = 40
_HOST = re.compile(r"(?:主办|承办|协办|运维|技术支持|维护)(?:单位|部门)? ?:")
_CLAUSE_END = re.compile(r"(?:负责|牵头|配合|参加|参与|(?:单位|部门):)[^()]{0,60}[)】〕]。?$")
_FOOTER = 8  # lines at the end of a page

_GRADE = "(?:绝密|机密|秘密)"
_MARK = re.compile(
    rf"[【\[(〔]?{_GRADE}[】\])〕]?(?:$|[★☆*✩⭐✱※:]|[一二三四五六七八九十\d]{{1,3}}年|长期|特急|加急|急件)"
    rf"|密级:?(?:{_GRADE}|内部)|.{{0,20}}{_GRADE}[★☆]|[【\[(〔]内部[】\])〕]$|内部[★☆]"
)

_SPACED_MARK = re.compile(rf"{_GRADE}[ \t]+\S{{0,8}}$")


def refuse_secrets(blocks: Iterable[Line | Grid]) -> None:
    """Raises ``Refusal`` for a line that is or begins with a secrecy mark, before anything else.

    In a grid every line of every cell is one.
    """
    for block in blocks:
        for number, folded in _folded_lines(block):
            if is_secrecy_mark(folded):
                message = f"第{number}行有密级标志，涉密文件不得导入。未保存任何内容。"
                raise Refusal("secrecy_mark", message)


def is_secrecy_mark(folded: str) -> bool:
    """Whether a folded line is a secrecy mark or begins with one."""
    head = "".join(folded[:80].split())
    return bool(_SPACED_MARK.match(folded) or _MARK.match(head))


def _folded_lines(block: Line | Grid) -> Iterator[tuple[int, str]]:
    if isinstance(block, Line):
        yield block.number, block.text.folded
        return
    for number, row in zip(block.lines, block.rows, strict=True):
        for cell in row:
            for line in fold(cell.text).split("\n"):
                yield number, line


def without_noise(blocks: Sequence[Line | Table], report: Report) -> list[Line | Table]:
    """The lines that belong to the plan, none blank; the rest is reported line by line."""
    lines = [block for block in blocks if isinstance(block, Line)]
    headers = _headers(lines)
    footer = _footer(lines)
    titled = _has_own_title(lines, headers)
    kept: list[Line | Table] = []
    seen: set[str] = set()
    begun = False  # before the first number a running header may be the only title
    for line in blocks:
        if isinstance(line, Table):
            kept.append(line)
            begun = True
            continue
        folded = line.text.folded
        if not folded:
            continue
        key = _key(folded)
        if (
            line.number in footer
            or _is_noise(folded)
            or (key in headers and (begun or titled or key in seen))
        ):
            report.add(
                "noise_dropped", f"未收页码、页眉或来源：{line.text.shown}", line=line.number
            )
            continue
        seen.add(key)
        begun = begun or _is_numbered(folded)
        text = _without_page_inside(line, report)
        kept.append(Line(line.number, _closed_up(text), line.new_page))
    return kept


def _is_noise(folded: str) -> bool:
    return bool(
        _PAGE.fullmatch(folded)
        or _SOURCE.fullmatch(folded)
        or (len(folded) <= _SHORT and _COUNTER.fullmatch(folded) and "负责" not in folded)
    )


def _footer(lines: Sequence[Line]) -> set[int]:
    """Who runs the website (主办： 承办：), behind the last task's clause in brackets."""
    hosts = [at for at, line in enumerate(lines) if _HOST.match(line.text.folded)]
    first = hosts[0] if hosts else 0
    before = next((line.text.folded for line in reversed(lines[:first]) if line.text.folded), "")
    behind = lines[first : first + _FOOTER]
    ends = len(lines) - first <= _FOOTER and not any(_is_numbered(x.text.folded) for x in behind)
    if not ends or not _CLAUSE_END.search(before):
        return set()
    return {lines[at].number for at in hosts}


def _headers(lines: Sequence[Line]) -> set[str]:
    """Short lines that come again, each time beside the end of a page."""
    filled = [line for line in lines if line.text.folded]
    counts, at_edge, on_top = Counter[str](), Counter[str](), Counter[str]()
    above = True  # the first number: on the first page a header may stand around the title
    for at, line in enumerate(filled):
        above = above and not _is_numbered(line.text.folded)
        key = _key(line.text.folded)
        if not key or len(key) > _SHORT or _has_structure(line.text.folded):
            continue
        counts[key] += 1
        beside = line.new_page or any(
            _PAGE.fullmatch(near.text.folded) or near.new_page
            for near in filled[max(0, at - 1) : at + 2]
            if near is not line
        )
        at_edge[key] += beside or at == 0
        on_top[key] += above and not beside and at > 0
    return {
        key
        for key, count in counts.items()
        if count > 1 and at_edge[key] + (on_top[key] if at_edge[key] > 1 else 0) >= count - 1
    }


def _has_own_title(lines: Sequence[Line], headers: set[str]) -> bool:
    """Whether a title stands above the first number that is no running header."""
    for line in lines:
        folded = line.text.folded
        if _is_numbered(folded):
            return False
        if is_title(folded) and _key(folded) not in headers:
            return True
    return False


def _has_structure(folded: str) -> bool:
    return folded[-1] in "。;:)】〕、," or starts_with_label(folded) or _is_numbered(folded)


def _is_numbered(folded: str) -> bool:
    first = next(markers(folded), None)
    return first is not None and first.start == 0 and not first.bare


def _key(folded: str) -> str:
    """A header without its page number."""
    return re.sub(r"\s|第\d+页|共\d+页|^\d+|\d+$|[-—–]\s?\d+\s?[-—–]", "", folded[: 2 * _SHORT])


def _without_page_inside(line: Line, report: Report) -> Text:
    if not _PAGE_INSIDE.search(line.text.folded):
        return line.text
    report.add("noise_dropped", "未收行内的页码。", line=line.number)
    parts, start = [], 0
    for found in _PAGE_INSIDE.finditer(line.text.folded):
        parts.append(line.text.cut(start, found.start()))
        start = found.end()
    return Text.join([*parts, line.text.cut(start)])


_BLANK = re.compile(rf"(?<=[{HAN},。、;:)】〕》”]) (?=[{HAN}(【〔《“])")
_BODY_ENDS = re.compile("[局委部厅办院行社心会队府] [市省县区州旗各国]")
_FIRST_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3} ")


def _closed_up(text: Text) -> Text:
    """Without single blanks between Han characters, those before a label apart."""
    parts, start = [], 0
    numeral = _FIRST_NUMERAL.match(text.folded)
    for found in _BLANK.finditer(text.folded, numeral.end() if numeral else 0):
        apart = _BODY_ENDS.match(text.folded, found.start() - 1)
        if not apart and not starts_with_label(text.folded[found.end() : found.end() + 24]):
            parts.append(text.cut(start, found.start()))
            start = found.end()
    return Text.join([*parts, text.cut(start)])
