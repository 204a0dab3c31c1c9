"""Collecting what a document holds, in its order, within the limits of size."""

from collections.abc import Iterable, Sequence

from store.plan.grid import Cell, Grid
from store.plan.lines import Line, cleaned, lines_of
from store.plan.noise import is_secrecy_mark
from store.plan.refusal import Refusal, too_large
from store.plan.report import Report
from store.plan.text import Text

MAX_CHARACTERS = 2_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 50

Block = Line | Grid
_LONGEST_CELL = 3000  # characters; a longer one holds a page
_SHOWN = 2000

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

    @property
    def line(self) -> int:
        """Number of the next line, or of the last where none follows."""
        return self._next

    def left_out(self, text: str, what: str) -> None:
        """Text that nobody sees: hidden or deleted; ``what`` names its kind."""
        count = len("".join(text.split()))
        if count:
            self._refuse_mark(text)
            message = f"有{what}（{count} 个字），未收，请核对。"
            self.report.add("hidden_content", message, line=self._next)

    def aside(self, text: str, what: str) -> None:
        """Text beside the plan, such as a header; ``what`` names its place."""
        shown = " ".join(text.split())
        if shown:
            self._refuse_mark(text)
            cut = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
            self.report.add("noise_dropped", f"未收{what}：{cut}")

    def _refuse_mark(self, text: str) -> None:
        self._count(len(text))
        lines = lines_of(text, Report())
        if any(is_secrecy_mark(line.text.folded) for line in lines):
            sentence = (
                "文件中（页眉、批注或隐藏部分）有密级标志，涉密文件不得导入。未保存任何内容。"
            )
            raise Refusal("secrecy_mark", sentence)

    def table(self, rows: Sequence[Row]) -> None:
        """A drawn table; one that only places text on the page is read as lines."""
        texts = [[c if isinstance(c, str) else "" if c.above else c.text for c in r] for r in rows]
        used = [[text for text in row if text.strip()] for row in texts]
        columns = max((_filled([Cell(text) for text in row]) for row in texts), default=0)
        longest = max((len(text) for row in used for text in row), default=0)
        if columns > 1 and sum(map(bool, used)) > 1 and longest <= _LONGEST_CELL:
            self.grid((None, row) for row in rows)
            return
        for row in used:
            for text in row:
                self.text(text)

    def sheet(self, rows: Iterable[tuple[int, Row]], *, name: str) -> None:
        """A spreadsheet's rows; one that fills a single column is lines, numbered as its rows."""
        at = len(self.found)
        self.grid(rows, name=name)
        grids = [block for block in self.found[at:] if isinstance(block, Grid)]
        if grids and len(grids[0].rows[0]) == 1:
            self.found[at:] = [
                Line(number, Text.of(text))
                for number, (cell,) in zip(grids[0].lines, grids[0].rows, strict=True)
                if not cell.above
                for text in cell.text.split("\n")
            ]

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
