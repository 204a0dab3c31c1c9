"""Tables in text, one row a line: .csv and .tsv, whose delimiter shows in the first rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from store.plan.formats.blocks import MAX_CHARACTERS, Blocks
from store.plan.refusal import malformed

_SAMPLE = 64 * 1024  # characters in which the delimiter is looked for
_DELIMITERS = ",\t;"


def read_delimited(text: str, blocks: Blocks) -> None:
    """One grid; text without any delimiter is lines.  Raises ``Refusal``: open quote, limits."""
    csv.field_size_limit(MAX_CHARACTERS)
    delimiter = _delimiter(text)
    if delimiter is None:
        blocks.text(text)
        return
    blocks.grid(_rows(text, delimiter))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line that each begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    _refuse_open_quote(text, delimiter)
    for row in reader:
        yield begins, row
        begins = reader.line_num + 1


def _refuse_open_quote(text: str, delimiter: str) -> None:
    """A quote that is never closed would swallow the rest of the file into one cell."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise malformed("表格中有引号没有成对") from None


def _delimiter(text: str) -> str | None:
    """The one that cuts most of the first rows into the same number of columns."""
    sample = text[:_SAMPLE]
    scores = {mark: _agreement(sample, mark) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=scores.__getitem__)
    return best if scores[best] > (0, 0) else None


def _agreement(sample: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the usual number of columns, above one, and which number that is."""
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0
    (width, count), *_ = widths.most_common(1)
    return count, width
