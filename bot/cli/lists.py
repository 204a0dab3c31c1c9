"""Lists that people keep in a spreadsheet: a CSV as named cells, or one sentence why not."""

import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.common import Refusal

_LARGEST, _MOST = 2 * 1024 * 1024, 5000
Rows = Sequence[tuple[int, Mapping[str, str]]]
"""Line numbers, the head being 1, and cells by column, trimmed; empty where there is none."""


def read_list(
    file: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str], *, nothing: str
) -> Rows:
    """The rows of ``file`` (``-``: standard input) that are not empty, UTF-8 or GB18030.

    ``columns``: the headings that each may have, lower case; the second one is how a refusal calls
    it.  ``nothing`` ends every refusal: ``Nobody was bound.``
    """
    try:
        table = list(csv.reader(io.StringIO(_text(file, nothing), newline=""), strict=True))
    except csv.Error as error:
        raise Refusal("unreadable", f"This is no CSV ({error}). {nothing}") from None
    head = [name.strip().lower() for name in table[0]] if table else []
    places = {
        column: next((n for n, name in enumerate(head) if name in names), None)
        for column, names in columns.items()
    }
    if missing := [column for column in needed if places[column] is None]:
        names = ", ".join(columns[column][1] for column in missing)
        raise Refusal("no_column", f"The first line lacks the columns {names}. {nothing}")
    if len(table) > _MOST:
        raise Refusal("too_long", f"More than {_MOST} lines. {nothing}")
    return [
        (line, {column: _cell(cells, place) for column, place in places.items()})
        for line, cells in enumerate(table[1:], 2)
        if any(cell.strip() for cell in cells)
    ]


def _text(file: str, nothing: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Refusal("unreadable", f"{file}: {error.strerror}. {nothing}") from None
    if len(data) > _LARGEST:
        raise Refusal("too_long", f"{file} has more than 2 MiB. {nothing}")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("unreadable", f"{file} is neither UTF-8 nor GB18030. {nothing}")


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""
