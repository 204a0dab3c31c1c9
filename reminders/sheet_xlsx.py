"""A table as an Excel workbook: strings only, lists to choose from, and set up for printing."""

import io
from datetime import UTC
from typing import Any

import xlsxwriter

from bot.model.ledger import Column, Table

_LONGEST = 32_700  # UTF-16 units; a cell holds 32,767
_CUT = "…"
_A4 = 9
_SHEET_NAME = 31  # characters, without []:*?/\
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEADER = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "align": "center",
    "border": 1,
    "bg_color": "#D9E1F2",
    "num_format": "@",
}
_CELL = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
_LOCKED = {"bg_color": "#F2F2F2"}
_ALLOWED = {
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
}


def as_xlsx(table: Table) -> bytes:
    """Two sheets; the file names nobody but in what the table says itself."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **_SAFE}) as book:
        book.set_properties(
            {
                "title": table.title,
                "author": "",
                "company": "",
                "created": table.at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
            }
        )
        _fill(book, book.add_worksheet(_named(table.name)), table)
        _explain(book, book.add_worksheet(_named(table.about_name)), table)
    return out.getvalue()


def _fill(book: Any, sheet: Any, table: Table) -> None:
    header = book.add_format(_HEADER)
    locked = book.add_format(_CELL | _LOCKED | {"locked": True})
    free = book.add_format(_CELL | {"locked": False})
    formats = [free if column.editable else locked for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, fitted(column.title), header)
    for number, row in enumerate(table.rows, 1):
        for place, text in enumerate(row):
            if text:
                sheet.write_string(number, place, fitted(text), formats[place])
            else:
                sheet.write_blank(number, place, None, formats[place])
    last = max(len(table.rows), 1)
    for place, column in enumerate(table.columns):
        _help(book, sheet, (1, place, last, place), column)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.protect("", _ALLOWED)
    _for_print(sheet, table)


def _help(book: Any, sheet: Any, cells: tuple[int, int, int, int], column: Column) -> None:
    """Its choices as a list, its words in their colours: the word says it, the colour repeats."""
    if column.choices:
        sheet.data_validation(*cells, {"validate": "list", "source": list(column.choices)})
    for word, colour in column.colours.items():
        look = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.add_format({"bg_color": f"#{colour}"}),
        }
        sheet.conditional_format(*cells, look)


def _for_print(sheet: Any, table: Table) -> None:
    """A4 across, one page wide, the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_literal(table.foot)}&R&P / &N")


def _explain(book: Any, sheet: Any, table: Table) -> None:
    label = book.add_format(_CELL | {"bold": True})
    text = book.add_format(_CELL)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, fitted(table.title), label)
    sheet.write_blank(0, 1, None, text)
    for number, (name, words) in enumerate(table.about, 1):
        sheet.write_string(number, 0, fitted(name), label)
        sheet.write_string(number, 1, fitted(words), text)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect("")


def fitted(text: str) -> str:
    """As much as a cell holds; xlsxwriter leaves out what is longer, without a word."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * _LONGEST:
        return text
    return encoded[: 2 * _LONGEST].decode("utf-16-le", "ignore") + _CUT


def _named(name: str) -> str:
    """A sheet's name may not have these signs, nor begin with a quote."""
    return "".join(c for c in name if c not in "[]:*?/\\'")[:_SHEET_NAME] or "1"


def _literal(text: str) -> str:
    """``&`` begins a command in a footer."""
    return text.replace("&", "&&")
