"""Collecting what a document holds, in its order, within the limits of size."""

from collections.abc import Iterable, Sequence

from store.plan.grid import Cell, Grid
from store.plan.lines import Line, cleaned, lines_of
from store.plan.refusal import too_large
from store.plan.report import Report

MAX_CHARACTERS = 2_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 50

Block = Line | Grid
Row = Sequence[str | Cell]
_EMPTY = Cell("")


class Blocks:
    """Lines and grids as they are met; raises ``Refusal`` as soon as there is too much."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.found: list[Block] = []
        self._characters = 0
        self._next = 1  # number of the next line

    def text(self, text: str) -> None:
        """Text of one or many lines; form feeds in it begin pages."""
        self._count(len(text))
        self.found += lines_of(text, self.report, first=self._next)
        self._next += text.count("\n") + 1

    def grid(self, rows: Iterable[tuple[int | None, Row]], *, name: str = "") -> None:
        """A table: rows with their numbers in the source; None: they go on from here."""
        kept: list[tuple[Cell, ...]] = []
        numbers: list[int] = []
        for given, row in rows:
            number = given or self._next
            self._next = max(self._next, number + 1)
            cells = [self._cell(cell, number) for cell in row]
            if not any(cell.text for cell in cells):
                continue
            if len(kept) == MAX_ROWS:
                raise too_large(f"表格超过 {MAX_ROWS} 行")
            if _filled(cells) > MAX_COLUMNS:
                raise too_large(f"表格超过 {MAX_COLUMNS} 列")
            kept.append(tuple(cells))
            numbers.append(number)
        width = max(map(_filled, kept), default=0)
        if kept:
            blank = (_EMPTY,) * width
            squared = tuple((*row, *blank)[:width] for row in kept)
            self.found.append(Grid(squared, tuple(numbers), name))

    def _cell(self, cell: str | Cell, line: int) -> Cell:
        printed, above = (cell, False) if isinstance(cell, str) else (cell.text, cell.above)
        if not printed:
            return cell if isinstance(cell, Cell) else _EMPTY
        self._count(len(printed))
        return Cell(_tidy(cleaned(printed, self.report, line=line)), above)

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_CHARACTERS:
            raise too_large(f"文字超过 {MAX_CHARACTERS // 10_000} 万字")


def _filled(row: Sequence[Cell]) -> int:
    """Columns up to the last one that says something."""
    return max((at for at, cell in enumerate(row, 1) if cell.text or cell.above), default=0)


def _tidy(text: str) -> str:
    """A cell's lines, each without blanks at its ends, none of them empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(stripped for line in lines if (stripped := line.strip()))
