"""What an .xls says about cells beside their values: hidden ones, and dates that show a month."""

import struct
from collections.abc import Iterator

from store.plan.formats.archive import encrypted
from store.plan.formats.cells import Look, is_month
from store.plan.formats.compound import Compound

_BOUND_SHEET, _FORMAT, _XF, _PASSWORD, _END = 0x85, 0x41E, 0xE0, 0x2F, 0x0A
_COLUMNS, _ROW, _NUMBER, _RK, _MANY, _FORMULA = 0x7D, 0x208, 0x203, 0x27E, 0xBD, 0x06
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_WIDEST = 256
_BROKEN = (ValueError, IndexError, struct.error, StopIteration)


def read_old_looks(data: bytes) -> dict[str, Look]:
    """By the sheets' names; of a file that is broken, what could be read."""
    looks: dict[str, Look] = {}
    try:
        stream = Compound(data).stream("Workbook", "Book")
        sheets, months = _globals(stream)
        for name, begins in sheets:
            looks[name] = Look()
            _read(stream, begins, months, looks[name])
    except _BROKEN:
        pass
    return looks


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content up to the end of this part of the stream."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes) -> tuple[list[tuple[str, int]], set[int]]:
    """The sheets with their places; the indices of styles that show a month."""
    sheets, formats, styles = [], {}, []
    for kind, content in _records(stream, 0):
        if kind == _PASSWORD:
            raise encrypted()
        if kind == _BOUND_SHEET:
            (begins,) = struct.unpack_from("<I", content)
            sheets.append((_text(content[6], content[7:]), begins))
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", content)
            formats[number] = _text(length, content[4:])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", content, 2)[0])
    months = {at for at, number in enumerate(styles) if is_month(number, formats.get(number))}
    return sheets, months


def _text(length: int, content: bytes) -> str:
    if content[:1] == b"\x01":
        return content[1 : 1 + 2 * length].decode("utf-16-le", "ignore")
    return content[1 : 1 + length].decode("latin-1")


def _read(stream: bytes, begins: int, months: set[int], look: Look) -> None:
    for kind, content in _records(stream, begins):
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", content)
            if flags & _HIDDEN_ROW:
                look.rows.add(row)
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<HH4xH", content)
            if flags & _HIDDEN_COLUMN:
                look.columns.update(range(first, min(last + 1, _WIDEST)))
        else:
            look.months.update(_cells(kind, content, months))


def _cells(kind: int, content: bytes, months: set[int]) -> Iterator[tuple[int, int]]:
    """The cells of a record that show a month."""
    if kind in (_NUMBER, _RK, _FORMULA):
        row, column, style = struct.unpack_from("<HHH", content)
        if style in months:
            yield row, column
    elif kind == _MANY:
        row, first = struct.unpack_from("<HH", content)
        for at in range(4, len(content) - 2, 6):
            if struct.unpack_from("<H", content, at)[0] in months:
                yield row, first + (at - 4) // 6
