"""Slips to cut apart, eight a page: each says who it is for and what to do with it."""

from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from bot.model.paper import Slip, Slips
from reminders.docx_parts import borders, new_document, page_number, put, saved, spaced, whole_row

_MARGINS = 12.0, 12.0, 14.0, 12.0
_COLUMNS = 2
_LEADING = 13.0  # points
_WIDTH, _HEIGHT = Mm(93), Mm(62)
_SONG, _BLACK, _MONO = "宋体", "黑体", "Courier New"


def as_slips(sheet: Slips) -> bytes:
    """No slip is split over two pages; what is to be cut along is dashed."""
    made = new_document(title=sheet.title, at=sheet.at, margins=_MARGINS)
    _line(made.add_paragraph(), sheet.title, _BLACK, 14, after=4)
    for text in sheet.about:
        _line(made.add_paragraph(), text, _SONG, 9.5, after=2)
    if sheet.slips:
        _slips(made, sheet)
    if sheet.rest:
        _line(made.add_paragraph(), sheet.rest_title, _BLACK, 11, before=10, after=3)
        for text in sheet.rest:
            _line(made.add_paragraph(), text, _SONG, 10.5, after=1)
    footer = made.sections[0].footer
    made.sections[0].footer_distance = Mm(6)
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    put(paragraph, f"{sheet.foot}  ", _SONG, 8, grey=True)
    page_number(paragraph, _SONG, 8, around="{}")
    return saved(made)


def _slips(made: Any, sheet: Slips) -> None:
    rows = -(-len(sheet.slips) // _COLUMNS)
    table = made.add_table(rows=rows, cols=_COLUMNS)
    table.autofit = False
    borders(table, style="dashed", size=6, colour="7F7F7F")
    for column in table.columns:
        column.width = _WIDTH
    every = [row.cells for row in table.rows]
    for row in table.rows:
        whole_row(row)
        row.height, row.height_rule = _HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, slip in enumerate(sheet.slips):
        cell = every[place // _COLUMNS][place % _COLUMNS]
        cell.width = _WIDTH
        _slip(cell, slip)


def _slip(cell: Any, slip: Slip) -> None:
    _line(cell.paragraphs[0], slip.title, _BLACK, 12, before=4, after=3)
    for label, value in slip.facts:
        paragraph = cell.add_paragraph()
        spaced(paragraph, line=_LEADING, after=1)
        put(paragraph, label, _SONG, 9.5, grey=True)
        put(paragraph, value, _SONG, 9.5)
    paragraph = cell.add_paragraph()
    spaced(paragraph, line=20, before=4, after=4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    put(paragraph, slip.code, _MONO, 15, bold=True, latin=_MONO)
    for number, step in enumerate(slip.steps, 1):
        _line(cell.add_paragraph(), f"{number}. {step}", _SONG, 9.5, after=1)


def _line(
    paragraph: Any, text: str, font: str, size: float, *, before: float = 0, after: float = 0
) -> None:
    spaced(paragraph, line=size + 3.5, before=before, after=after)
    put(paragraph, text, font, size)
