"""A spreadsheet's pages as text: every row, hidden ones too, formulas by the value they had.

Run as a program it reads bytes from standard input and prints JSON: for a process of its own, with
little time, little memory and nothing else to lose.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

_ROWS, _COLUMNS, _SHEETS = 10_000, 50, 20
_ENTRIES, _UNPACKED = 500, 64 * 1024 * 1024
_CPU, _MEMORY = 20, 512 * 1024 * 1024
_CELL = 40_000  # characters
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_KEY = re.compile(r"P[0-9]{1,18}-T[0-9]{1,18}-D[0-9]{1,18}-[0-9A-Za-z]{4}")
_ENCODINGS = ("utf-8-sig", "gb18030")
_HEAD = 4096  # characters in which a CSV's separator is looked for


def sheets_of(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Name and rows of each page; none of what is no spreadsheet.

    A text without row keys is none.  Raises whatever the bytes make the library raise.
    """
    if data.startswith((_ZIP, _OLE)):
        return _workbook(data)
    text = _decoded(data)
    return [("", _delimited(text))] if text is not None and _KEY.search(text) else []


def _workbook(data: bytes) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - in its own process only

    if data.startswith(_ZIP) and not _is_small(data):
        return []
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name in book.sheet_names[:_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > _ROWS:
            raise ValueError("more rows than we take")
        rows = sheet.to_python(skip_empty_area=False)
        found.append((name, [[_text(value) for value in row[:_COLUMNS]] for row in rows]))
    return found


def _is_small(data: bytes) -> bool:
    """Whether it is a workbook that may be opened: counted while it is unpacked."""
    left = _UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _ENTRIES or not any(
            p.filename.startswith(("xl/", "content.")) for p in parts
        ):
            return False
        for part in parts:
            with archive.open(part) as opened:
                while chunk := opened.read(1024 * 1024):
                    left -= len(chunk)
                    if left < 0:
                        return False
    return True


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


def _delimited(text: str) -> list[list[str]]:
    head = text[:_HEAD].partition("\n")[0]
    separator = max(",;\t", key=head.count)
    csv.field_size_limit(_CELL * 4)
    return list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))


def _rows(reader: Any) -> Iterator[list[str]]:
    for number, row in enumerate(reader):
        if number >= _ROWS:
            raise ValueError("more rows than we take")
        yield [cell[:_CELL] for cell in row[:_COLUMNS]]


def main() -> None:
    """Bytes in, JSON out; whatever goes wrong ends the process."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU, _CPU))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    found = sheets_of(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
