"""A spreadsheet's pages as text: every row, hidden ones too, formulas by the value they had.

Runs in the process that reads documents: a ledger that came back, of which nothing may be left out.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from store.plan.formats.kind import Kind, kind_of_bytes
from store.plan.refusal import Refusal

_ROWS, _COLUMNS, _SHEETS = 10_000, 50, 20
_CELL = 40_000  # characters
_KEY = re.compile(r"P[0-9]{1,18}-T[0-9]{1,18}-D[0-9]{1,18}-[0-9A-Za-z]{4}")
_ENCODINGS = ("utf-8-sig", "gb18030")
_HEAD = 4096  # characters in which a CSV's separator is looked for

Page = tuple[str, list[list[str]]]


def sheets_of(data: bytes) -> list[Page]:
    """Name and rows of each page; none of what is no spreadsheet, or is larger than we take.

    A text without row keys is none.  Raises whatever the bytes make the library raise.
    """
    try:
        found = kind_of_bytes(data, "")
    except Refusal:
        return []
    if found is not None:
        return _workbook(data) if found[0] in (Kind.SHEET, Kind.OLD_SHEET) else []
    text = _decoded(data)
    return _delimited(text) if text is not None and _KEY.search(text) else []


def _workbook(data: bytes) -> list[Page]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - in its own process only

    book, found = CalamineWorkbook.from_filelike(io.BytesIO(data)), list[Page]()
    for name in book.sheet_names[:_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > _ROWS:
            return []
        rows = sheet.to_python(skip_empty_area=False)
        found.append((name, [[_text(value) for value in row[:_COLUMNS]] for row in rows]))
    return found


def _text(value: Any) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)[:_CELL]


def _decoded(data: bytes) -> str | None:
    """Excel's Unicode text is UTF-16, a file of today UTF-8, one saved as ANSI in China GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimited(text: str) -> list[Page]:
    head = text[:_HEAD].partition("\n")[0]
    separator = max(",;\t", key=head.count)
    csv.field_size_limit(_CELL * 4)
    rows = list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    return [] if len(rows) > _ROWS else [("", rows)]


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """One more than is taken tells that there are too many."""
    for number, row in enumerate(reader):
        if number > _ROWS:
            return
        yield [cell[:_CELL] for cell in row[:_COLUMNS]]
