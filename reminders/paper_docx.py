"""A text for Word, laid out as offices lay out circulars (GB/T 9704), without its red head."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.model.paper import Block, Grid, Head, Paper, Words
from reminders.docx_parts import (
    borders,
    fit,
    new_document,
    page_number,
    put,
    saved,
    spaced,
    whole_row,
)

_MARGINS = 37.0, 26.0, 35.0, 28.0
_WIDTH = 156  # millimetres between the margins
_LINE = 28.0  # points: 22 lines a page
_LINE_LATIN = 20.0
_BODY, _TITLE, _SMALL, _CELL = 16.0, 22.0, 9.0, 12.0
_BODY_LATIN, _TITLE_LATIN = 12.0, 18.0
_SERIF, _BLACK, _BRUSH, _HEADLINE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_PLAIN = "宋体"


def as_docx(paper: Paper) -> bytes:
    """Text, two levels of headings, tables; page numbers outside, left and right in turns."""
    made = new_document(title=paper.title, at=paper.at, margins=_MARGINS)
    drawn = _Drawn(made, wide=paper.wide)
    drawn.title(paper.title, paper.mark)
    if paper.to:
        drawn.line(paper.to)
    for block in paper.blocks:
        drawn.block(block)
    drawn.signature(paper)
    drawn.feet(paper.foot)
    return saved(made)


class _Drawn:
    """``wide``: Chinese; otherwise in smaller letters and without indented lines."""

    def __init__(self, made: Any, *, wide: bool) -> None:
        self.made, self.wide = made, wide
        self.size = _BODY if wide else _BODY_LATIN
        self.leading = _LINE if wide else _LINE_LATIN

    def block(self, block: Block) -> None:
        match block:
            case Head(text, level):
                self.head(text, level)
            case Words(text, lead):
                self.words(text, lead)
            case Grid():
                self.grid(block)

    def title(self, title: str, mark: str) -> None:
        size = _TITLE if self.wide else _TITLE_LATIN
        paragraph = self._centred(size * 1.5)
        put(paragraph, title, _HEADLINE, size, bold=not self.wide)
        paragraph = self._centred(self.leading)
        put(paragraph, mark, _BRUSH, self.size)
        spaced(paragraph, line=self.leading, after=self.leading if self.wide else 8)

    def line(self, text: str) -> None:
        put(self._paragraph(), text, _SERIF, self.size)

    def head(self, text: str, level: int) -> None:
        paragraph = self._paragraph(indent=self.wide)
        font = _BLACK if level == 1 else _BRUSH
        put(paragraph, text, font, self.size, bold=not self.wide)
        paragraph.paragraph_format.keep_with_next = True
        properties = paragraph._p.get_or_add_pPr()
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        properties.append(outline)
        if not self.wide:
            spaced(paragraph, line=self.leading, before=6)

    def words(self, text: str, lead: str) -> None:
        paragraph = self._paragraph(indent=self.wide)
        if lead:
            put(paragraph, lead, _SERIF, self.size, bold=True)
        if text:
            put(paragraph, text, _SERIF, self.size)
        if not self.wide:
            spaced(paragraph, line=self.leading, after=4)

    def grid(self, grid: Grid) -> None:
        spaced(self.made.add_paragraph(), line=8)
        table = self.made.add_table(rows=1 + len(grid.rows), cols=len(grid.header))
        table.autofit = False
        borders(table, style="single")
        whole = sum(grid.widths)
        widths = [Mm(_WIDTH * share / whole) for share in grid.widths]
        for place, width in enumerate(widths):
            table.columns[place].width = width
        for number, row in enumerate((grid.header, *grid.rows)):
            cells = table.rows[number].cells
            whole_row(table.rows[number], header=number == 0)
            for place, text in enumerate(row):
                cells[place].width = widths[place]
                paragraph = cells[place].paragraphs[0]
                spaced(paragraph, line=18)
                if place or number == 0:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                put(paragraph, text, _BLACK if number == 0 else _SERIF, _CELL)
        spaced(self.made.add_paragraph(), line=8)

    def signature(self, paper: Paper) -> None:
        if paper.signature:
            spaced(self.made.add_paragraph(), line=self.leading)
        for text in paper.signature:
            paragraph = self._paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Mm(22)
            paragraph.paragraph_format.keep_together = True
            put(paragraph, text, _SERIF, self.size)

    def feet(self, foot: str) -> None:
        """Odd pages have their number on the right, even ones on the left."""
        section = self.made.sections[0]
        section.footer_distance = Mm(20)
        self.made.settings.odd_and_even_pages_header_footer = True
        sides = (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        )
        for footer, side in sides:
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            _indent_side(paragraph, side)
            page_number(paragraph, _PLAIN, 14)
            small = footer.add_paragraph()
            small.alignment = WD_ALIGN_PARAGRAPH.CENTER
            spaced(small, line=12, before=2)
            put(small, fit(foot), _PLAIN, _SMALL, grey=True)

    def _paragraph(self, *, indent: bool = False) -> Any:
        paragraph = self.made.add_paragraph()
        spaced(paragraph, line=self.leading)
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * self.size)
        return paragraph

    def _centred(self, line: float) -> Any:
        paragraph = self.made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        spaced(paragraph, line=line)
        return paragraph


def _indent_side(paragraph: Any, side: Any) -> None:
    """A character's width from the edge."""
    how = paragraph.paragraph_format
    if side is WD_ALIGN_PARAGRAPH.RIGHT:
        how.right_indent = Pt(14)
    else:
        how.left_indent = Pt(14)
