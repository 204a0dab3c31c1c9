"""Web pages: block elements are lines, tables grids; scripts and navigation are not read."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from store.plan.formats.blocks import Blocks
from store.plan.formats.numerals import counted, letters, roman
from store.plan.formats.page_tables import TABLES, Tables, whole
from store.plan.ladder import markers
from store.plan.refusal import malformed
from store.plan.text import fold

_SILENT = frozenset(
    [
        *("script", "style", "head", "noscript", "template", "iframe", "object", "svg", "select"),
        *("button", "textarea", "canvas", "audio", "video", "map", "rt", "rp"),
    ]
)
_FURNITURE = ("nav", "footer")
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:top|bottom|site|page|main)?(?:nav|navbar|navigation|foot|footer|menu|breadcrumbs?"
    r"|crumbs?|sidebar|copyright|share|toolbar)(?:$|[\s_-])",
    re.I,
)
_BLOCK = frozenset(
    [
        *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "table", "form"),
        *("article", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "hr", "address", "center"),
        *("fieldset", "legend", "figure", "figcaption", "caption", "main", "aside", "header"),
        *("body", "details", "summary", "thead", "tbody", "tfoot", "nav", "footer", "section"),
    ]
)
_PLACES = ("div", "ul", "ol", "section", "td", "span", "p", "aside", "header", "table")
_EMPTY = frozenset(["br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base"])
_HIDDEN = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PLAN = re.compile(r"(?:负责|牵头|配合)[^()（）]{0,20}[)）〕】]|(?:责任|牵头)(?:单位|部门)")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{1,40})""", re.I)
_HEAD = 4096
_GB = ("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936")
_DEEPEST = 100  # elements that an end tag may close
_DEPTH = 1000  # elements inside each other


def declared_charset(data: bytes) -> str:
    """The charset that the page's head names, "" if it names none; gb2312 means GB18030."""
    found = _CHARSET.search(data[:_HEAD])
    name = found[1].decode("ascii", "ignore").lower() if found else ""
    return "gb18030" if name in _GB else name


def read_page(text: str, blocks: Blocks) -> None:
    """The page's lines and tables.  Raises ``Refusal``: limits, broken."""
    page = _Page(blocks)
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, no_network=True)
    try:
        for at in range(0, len(text), _PIECE):
            parser.feed(text[at : at + _PIECE].encode("utf-8", "replace"))
        parser.close()
    except (etree.XMLSyntaxError, etree.ParserError, ValueError, AssertionError):
        if text.strip():
            raise malformed("网页无法解析") from None
    page.finish()


_PIECE = 65_536


@dataclass(slots=True)
class _List:
    """An <ol>: the next number and how it looks."""

    next: int | None
    kind: str = "1"


class _Page:
    """The parser's target: a stack of what is open, text up to the next line break."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._open: list[tuple[str, str]] = []  # element and why its text is not the plan's
        self._muted = Counter[str]()  # how many open elements have each reason
        self._saved: list[tuple[list[str], str]] = []  # the line around what is muted
        self._furniture: list[str] = []  # lines of a navigation
        self._text: list[str] = []
        self._lists: list[_List] = []
        self._number = ""
        self._tables = Tables(blocks)
        self._counted = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in _BLOCK or tag == "br":
            self._break()
        if tag in _EMPTY:
            return
        why = _muting(tag, attributes)
        if len(self._open) == _DEPTH:
            raise malformed(f"网页嵌套超过 {_DEPTH} 层")
        self._open.append((tag, why))
        if why:
            self._muted[why] += 1
            self._saved.append((self._text, self._number))
            self._text, self._number = [], ""
        if tag in TABLES:
            self._tables.start(tag, attributes)
        elif tag in ("ol", "ul"):
            self._lists.append(_list(tag, attributes))
        elif tag == "li":
            self._number = self._next_number(attributes)

    def end(self, tag: str) -> None:
        """An element ends, and all that is still open inside it."""
        if tag in _EMPTY or not any(name == tag for name, _ in self._open[-_DEEPEST:]):
            return
        while self._open:
            name, why = self._open.pop()
            self._close(name, why)
            if name == tag:
                return

    def _close(self, name: str, why: str) -> None:
        if name in _BLOCK:
            self._break()
        if name in TABLES:
            self._tables.end(name)
        elif name in ("ol", "ul") and self._lists:
            self._lists.pop()
        if why:
            self._break()
            self._muted[why] -= 1
            self._text, self._number = self._saved.pop()
            if why == "furniture" and not self._muted["furniture"]:
                self._end_furniture(name)

    def data(self, text: str) -> None:
        """Characters; blanks of the source are one blank."""
        if not self._muted["silent"]:
            kept = text if any(name == "pre" for name, _ in self._open[-3:]) else _blanks(text)
            self._text.append(kept)

    def comment(self, text: str) -> None:
        """Comments are not read."""

    def close(self) -> None:
        """The parser is done."""

    def finish(self) -> None:
        """Close what the page left open, and report what was computed."""
        while self._open:
            self._close(*self._open.pop())
        self._break()
        if self._counted:
            message = "部分编号由网页列表自动生成，已推算并写入，请核对。"
            self._blocks.report.add("auto_numbering", message)

    def _break(self) -> None:
        text = "".join(self._text)
        self._text = []
        if not text.strip():
            return
        text = text.strip(" ")
        if self._number:
            first = next(markers(fold(text[:20].lstrip())), None)
            if first is None or first.start or first.bare:
                text, self._counted = f"{self._number}{text.lstrip()}", True
            self._number = ""
        if self._muted["furniture"]:
            self._furniture.append(text)
        elif self._muted["hidden"]:
            self._blocks.left_out(text, "不显示的文字")
        else:
            self._tables.text(text)

    def _end_furniture(self, tag: str) -> None:
        """A navigation is left out; what only its class calls one may hold the plan itself."""
        lines, self._furniture = self._furniture, []
        found = any(_PLAN.search(line) for line in lines)
        if found and tag not in _FURNITURE and not self._muted["hidden"]:
            for line in lines:
                self._tables.text(line)
        elif lines:
            self._blocks.aside("\n".join(lines), "导航或页脚")

    def _next_number(self, attributes: dict[str, str]) -> str:
        kept = self._lists[-1] if self._lists else None
        if kept is None or kept.next is None:
            return ""
        number = whole(attributes.get("value"), kept.next)
        kept.next = number + 1
        look = {"a": letters, "A": letters, "i": roman, "I": roman, "cjk": counted}
        shown = look.get(kept.kind, str)(number)
        return f"{shown}、" if kept.kind == "cjk" else f"{shown}. "


def _muting(tag: str, attributes: dict[str, str]) -> str:
    """Why an element's text is not the plan's: silent, furniture, hidden; "" if it is."""
    if tag in _SILENT:
        return "silent"
    if tag == "del" or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return "hidden"
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:200]
    if tag in _FURNITURE or (tag in _PLACES and _FURNITURE_CLASS.search(named)):
        return "furniture"
    return ""


def _list(tag: str, attributes: dict[str, str]) -> _List:
    style = attributes.get("style", "").replace(" ", "").lower()
    if tag == "ul" or "list-style:none" in style or "list-style-type:none" in style:
        return _List(None)
    cjk = "cjk" in style or "chinese" in style
    return _List(whole(attributes.get("start"), 1), "cjk" if cjk else attributes.get("type", "1"))


def _blanks(text: str) -> str:
    return _SPACE.sub(" ", text)
