"""Word documents (.docx): paragraphs with their automatic numbers, tables, what is hidden."""

from collections.abc import Iterator

from lxml import etree

from store.plan.formats.archive import Archive
from store.plan.formats.blocks import Blocks
from store.plan.formats.numbering import Numbering, read_styles
from store.plan.formats.xml import child, children, is_on, local, relations, tree, value
from store.plan.grid import Cell
from store.plan.refusal import malformed

_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_GONE = ("del", "moveFrom")
_DRAWINGS = ("drawing", "pict", "object")
_WRAPPERS = (
    *("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple"),
    *("dir", "bdo", "ruby", "rubyBase"),
)
_ASIDES = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_WIDEST = 63  # columns that Word allows


def read_word(archive: Archive, blocks: Blocks) -> None:
    """Body and tables in order.  Raises ``Refusal``: limits, broken, secrecy mark in a header."""
    main = next(
        (place for _, kind, place in relations(archive, "") if kind == "officeDocument"), ""
    )
    if main not in archive:
        raise malformed("文件中没有 Word 正文")
    parts = {kind: place for _, kind, place in relations(archive, main) if kind not in _ASIDES}
    document = _Document(archive, blocks, parts)
    for _, kind, place in relations(archive, main):
        if kind in _ASIDES and (part := archive.read(place)):
            for paragraph in tree(part).iter("{*}p"):
                blocks.aside("\n".join(document.paragraph(paragraph)), _ASIDES[kind])
    document.begin()
    body = child(tree(archive.read(main)), "body")
    if body is None:
        raise malformed("文件中没有 Word 正文")
    document.body(body)
    if archive.has_objects:
        message = "文件中嵌有其他文件（对象），未收。"
        blocks.report.add("hidden_content", message)


class _Document:
    """Walks the body once; what has to go on into the next paragraph is kept between calls."""

    def __init__(self, archive: Archive, blocks: Blocks, parts: dict[str, str]) -> None:
        styles, numbering = archive.read(parts.get("styles", "")), parts.get("numbering", "")
        self._blocks = blocks
        self._styles = read_styles(tree(styles) if styles else None)
        self._lists = archive.read(numbering)
        self.begin()

    def begin(self) -> None:
        """Count the lists from their start."""
        root = tree(self._lists) if self._lists else None
        self._numbering = Numbering(root, self._styles)
        self._carried = ""  # of a paragraph whose end was deleted

    def body(self, container: etree._Element) -> None:
        """Everything below goes to the blocks, the reader's report at the end."""
        for element in _content(container):
            if local(element) == "tbl":
                self._blocks.table(list(self._rows(element)))
            elif local(element) == "p":
                for text in self.paragraph(element):
                    self._blocks.text(text)
            elif local(element) == "altChunk":
                message = "文件中嵌有其他文件的内容，未收。"
                self._blocks.report.add("hidden_content", message, line=self._blocks.line)
            else:
                self._leave_out(element)
        if self._carried:
            self._blocks.text(self._carried)
        if self._numbering.used:
            message = "部分编号由 Word 自动生成，已推算并写入，请核对。"
            self._blocks.report.add("auto_numbering", message)

    def paragraph(self, element: etree._Element, *, bare: bool = False) -> list[str]:
        """Its text with its number, then that of text boxes in it, none of them blank.

        ``bare``: a number without text counts too, as in the first column of a table.
        """
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.usual or ""
        out: list[str] = []
        boxes: list[str] = []
        self._inline(element, out, boxes, hidden=style in self._styles.hidden)
        text, self._carried = self._carried + "".join(out), ""
        if child(properties, "rPr", "del") is not None:
            self._carried = text
            return boxes
        number = self._numbering.prefix(properties)
        if not text.strip():
            text = ""
            number = number.strip() if bare and number.strip()[:1].isalnum() else ""
        if style in self._styles.contents:
            self._blocks.aside(text, "目录")
            return boxes
        if not text and not number:
            return boxes
        return [f"{number}{text.lstrip(' ')}", *boxes]

    def _inline(
        self, element: etree._Element, out: list[str], boxes: list[str], *, hidden: bool
    ) -> None:
        for part in element:
            name = local(part)
            if name == "r":
                self._inline(part, out, boxes, hidden=self._is_hidden(part, usual=hidden))
            elif name in _WRAPPERS:
                self._inline(part, out, boxes, hidden=hidden)
            elif name == "AlternateContent":
                self._boxes(_alternative(part), boxes)
            elif name in _DRAWINGS:
                self._boxes(part, boxes)
            elif name in (*_GONE, "delText") or (hidden and name == "t"):
                self._leave_out(part)
            else:
                out.append(_characters(part, name))

    def _is_hidden(self, run: etree._Element, *, usual: bool) -> bool:
        properties = child(run, "rPr")
        switch = child(properties, "vanish")
        if switch is not None:
            return is_on(switch)
        return usual or (value(child(properties, "rStyle")) or "") in self._styles.hidden

    def _boxes(self, drawing: etree._Element | None, boxes: list[str]) -> None:
        """Text boxes; where one is drawn in two ways only the first counts."""
        if drawing is None:
            return
        for element in drawing:
            if local(element) == "txbxContent":
                boxes += self._texts(element)
            elif local(element) == "AlternateContent":
                self._boxes(_alternative(element), boxes)
            else:
                self._boxes(element, boxes)

    def _texts(self, container: etree._Element) -> list[str]:
        """The paragraphs of a cell or a box; a table inside gives its cells one by one."""
        texts: list[str] = []
        for element in _content(container):
            if local(element) == "p":
                texts += self.paragraph(element, bare=True)
            elif local(element) == "tbl":
                rows = self._rows(element)
                texts += [c.text for row in rows for c in row if c.text and not c.above]
            else:
                self._leave_out(element)
        return texts

    def _rows(self, table: etree._Element) -> Iterator[list[Cell]]:
        last: list[Cell] = []
        for row in _content(table):
            if local(row) != "tr":
                continue
            properties = child(row, "trPr")
            gone = child(properties, "del") is not None
            if gone or is_on(child(properties, "hidden")):
                self._leave_out(row)
                continue
            last = self._cells(row, last)
            yield last

    def _cells(self, row: etree._Element, last: list[Cell]) -> list[Cell]:
        before = child(row, "trPr", "gridBefore")
        cells = [Cell("")] * _span(before, 0)
        for element in _content(row):
            if local(element) != "tc":
                continue
            properties = child(element, "tcPr")
            text = "\n".join(self._texts(element))
            merge = child(properties, "vMerge")
            if merge is not None and (value(merge) or "continue") == "continue":
                above = last[len(cells)].text if len(cells) < len(last) else ""
                cells.append(Cell(above or text, above=bool(above)))
            else:
                cells.append(Cell(text))
            cells += [Cell("")] * (_span(child(properties, "gridSpan"), 1) - 1)
        return cells[: 2 * _WIDEST]

    def _leave_out(self, element: etree._Element) -> None:
        words = (part.text or "" for part in element.iter("{*}t", "{*}delText"))
        self._blocks.left_out("".join(words), "已删除或隐藏的文字")


def _characters(part: etree._Element, name: str) -> str:
    if name == "t":
        return part.text or ""
    if name in ("oMath", "oMathPara"):
        return "".join(text.text or "" for text in part.iter("{*}t"))
    return "\f" if value(part, "type") == "page" else _CHARACTERS.get(name, "")


def _span(element: etree._Element | None, usual: int) -> int:
    number = value(element) or ""
    return min(int(number[:4]), _WIDEST) if number.isascii() and number.isdigit() else usual


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables, rows, cells and what is gone, out of whatever wraps them."""
    for element in container:
        name = local(element)
        if name == "AlternateContent":
            chosen = _alternative(element)
            yield from () if chosen is None else _content(chosen)
        elif name in ("p", "tbl", "tr", "tc", "altChunk", *_GONE):
            yield element
        elif name in _WRAPPERS:
            yield from _content(element)


def _alternative(element: etree._Element) -> etree._Element | None:
    """The choice of newer versions, else the fallback; they say the same."""
    found = next(children(element, "Choice"), None)
    return found if found is not None and len(found) else child(element, "Fallback")
