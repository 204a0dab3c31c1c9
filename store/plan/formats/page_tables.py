"""Tables of web pages: cells over several rows or columns, tables that only place things."""

from dataclasses import dataclass, field

from store.plan.formats.blocks import Blocks
from store.plan.grid import Cell

TABLES = ("table", "tr", "td", "th")
_WIDEST = 51  # columns that are worth counting
_DEEPEST = 100  # rows that one cell may span


@dataclass(slots=True)
class _Table:
    """A table as it is read; what spans rows waits in ``below``, by column."""

    rows: list[list[Cell]] = field(default_factory=list)
    row: list[Cell] | None = None
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    later: dict[int, tuple[int, str]] = field(default_factory=dict)  # of the rows after the next
    columns: int = 1
    deep: int = 1
    nested: bool = False
    texts: list[str] = field(default_factory=list)  # of the cell that is open
    cell: bool = False


class Tables:
    """The tables that are open, innermost last; text outside their cells goes to the blocks."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._open: list[_Table] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """One of ``TABLES`` begins."""
        if tag == "table":
            if self._open:
                self._flatten()
            self._open.append(_Table())
        elif tag == "tr":
            self._begin_row()
        else:
            self._begin_cell(attributes)

    def end(self, tag: str) -> None:
        """One of ``TABLES`` ends."""
        if tag == "table":
            self._end_table()
        elif tag == "tr":
            self._end_row()
        else:
            self._end_cell()

    def text(self, text: str) -> None:
        """A line of the page."""
        if self._open and self._open[-1].cell:
            self._open[-1].texts.append(text)
        else:
            self._blocks.text(text)

    def _begin_row(self) -> None:
        if self._open:
            self._end_row()
            self._open[-1].row = []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if not self._open:
            return
        table = self._open[-1]
        self._end_cell()
        if table.row is None:
            table.row = []
        _fill_from_above(table, table.row)
        table.columns = min(max(whole(attributes.get("colspan"), 1), 1), _WIDEST)
        table.deep = min(max(whole(attributes.get("rowspan"), 1), 1), _DEEPEST)
        table.cell = True

    def _end_cell(self) -> None:
        table = self._open[-1] if self._open else None
        if table is None or not table.cell or table.row is None:
            return
        text = "\n".join(table.texts)
        if table.deep > 1:
            for column in range(len(table.row), len(table.row) + table.columns):
                first = column == len(table.row)
                table.later[column] = table.deep - 1, text if first else ""
        table.row += [Cell(text), *[Cell("")] * (table.columns - 1)]
        del table.row[2 * _WIDEST :]
        table.texts, table.cell = [], False

    def _end_row(self) -> None:
        table = self._open[-1] if self._open else None
        if table is None or table.row is None:
            return
        self._end_cell()
        _fill_from_above(table, table.row, to_end=True)
        table.rows.append(table.row)
        table.row = None

    def _flatten(self) -> None:
        """A table that holds another one only places things: what it has is lines."""
        table = self._open[-1]
        rows = [*table.rows, table.row or [], [Cell(text) for text in table.texts]]
        for row in rows:
            for cell in row:
                if cell.text and not cell.above:
                    self._blocks.text(cell.text)
        table.rows, table.texts, table.nested = [], [], True
        table.row = None if table.row is None else []
        table.below.clear()

    def _end_table(self) -> None:
        if not self._open:
            return
        self._end_row()
        if self._open[-1].nested:
            self._flatten()
        else:
            self._blocks.table(self._open[-1].rows)
        self._open.pop()


def _fill_from_above(table: _Table, row: list[Cell], *, to_end: bool = False) -> None:
    """Cells that an earlier row's cell spans, up to the next free column."""
    while len(row) in table.below or (to_end and any(at > len(row) for at in table.below)):
        at = len(row)
        left, text = table.below.pop(at, (0, ""))
        row.append(Cell(text, above=bool(text)))
        if left > 1:
            table.later[at] = left - 1, text
    if to_end:
        table.below, table.later = {**table.below, **table.later}, {}


def whole(number: str | None, usual: int) -> int:
    """An attribute's number, or what it is without one."""
    digits = (number or "").strip()[:4]
    return int(digits) if digits.isascii() and digits.isdigit() else usual
