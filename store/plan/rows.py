"""Rows of a task table, and what their merged and broken cells mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.plan.columns import Header, Kind, is_repeated
from store.plan.grid import Cell, Grid
from store.plan.ladder import HEADINGS, markers
from store.plan.report import Report
from store.plan.text import fold

_SHORT = 30  # characters of a heading without a number
_SENTENCE = frozenset("。;!?,")
_DONE = frozenset('。;!?…)】〕]》”".')


@dataclass(slots=True)
class Row:
    """What one task's row holds: the printed cells of each column, the headings above.

    ``fresh``: its number stands in this row, not in one that is merged downwards into it.
    """

    lines: list[int]
    cells: dict[int, list[str]]
    headings: tuple[str, ...]
    fresh: bool = True
    source: list[str] = field(default_factory=list)

    def text(self, column: int) -> str:
        """A column's cells, a line for each."""
        return "\n".join(self.cells.get(column, ()))


@dataclass(frozen=True, slots=True)
class Band:
    """A row over the whole width: a heading with a number, a sentence, a note."""

    line: int
    text: str


class Rows:
    """Reads the rows of grids below one header."""

    def __init__(self, header: Header, report: Report) -> None:
        self.header = header
        self._report = report
        self._heading: tuple[str, ...] = ()
        self._category: dict[int, str] = {}
        self._texts = header.of(Kind.TEXT)
        self._bodies = header.of(Kind.BODY)
        self._numbers = header.of(Kind.NUMBER)
        self._numbered = False

    def read(self, grid: Grid, start: int) -> Iterator[Row | Band]:
        """The rows from ``start``, those that go on with the row before joined to it."""
        self._split(grid, start)
        self._category = {}
        last: Row | None = None
        for line, cells in list(zip(grid.lines, grid.rows, strict=True))[start:]:
            if is_repeated(cells, self.header):
                message = f"重复的表头，未收：{'、'.join(c.text for c in cells if c.text)}"
                self._report.add("noise_dropped", message, line=line)
                continue
            own = [at for at, cell in enumerate(cells) if cell.text and not cell.above]
            if self._is_band(own, cells):
                if last is not None:
                    yield last
                last = None
                text = cells[own[0]].text
                if self._is_heading(text):
                    self._heading = (text,)
                    self._category = {}
                else:
                    yield Band(line, text)
                continue
            if last is not None and self._goes_on(last, own, cells):
                self._extend(last, line, own, cells)
                continue
            if last is not None:
                yield last
            last = self._row(line, cells)
        if last is not None:
            yield last

    def _split(self, grid: Grid, start: int) -> None:
        """Which text columns only head the rows beside them: those that are merged downwards."""
        rows = grid.rows[start:]
        self._numbered = any(row[at].text for row in rows for at in self._numbers)
        inner = self._texts[-1:]
        for at in reversed(self._texts[:-1]):
            below = [row for row in rows if row[at].above or not row[at].text]
            if any(row[inner[0]].text and not row[inner[0]].above for row in below):
                break
            inner.insert(0, at)
        self.inner = inner
        self._outer = [at for at in self._texts if at not in inner] + self.header.of(Kind.CATEGORY)
        self._outer.sort()

    def _is_band(self, own: Sequence[int], cells: Sequence[Cell]) -> bool:
        """One cell over the whole width; in the task's own column only a numbered heading is."""
        if len(own) != 1 or len(cells) == 1 or any(cell.above for cell in cells):
            return False
        text = cells[own[0]].text
        if own[0] not in self.inner:
            return own[0] == 0 or own[0] not in self._outer
        if _is_numbered_heading(text):
            return True
        return self._numbered and self._is_heading(text) and own[0] == 0

    def _is_heading(self, text: str) -> bool:
        folded = fold(text)
        if _is_numbered_heading(text):
            return False  # the prose around the table knows its place
        return len(folded) <= _SHORT and not _SENTENCE & set(folded) and ":" not in folded

    def _goes_on(self, last: Row, own: Sequence[int], cells: Sequence[Cell]) -> bool:
        """Whether the row adds to the row before: its number and task, or its number and all
        bodies are merged downwards, or a page has broken it."""
        text = [at for at in self.inner if cells[at].text]
        same_text = bool(text) and all(cells[at].above for at in text)
        numbers = [at for at in self._numbers if cells[at].text]
        same_number = bool(numbers) and all(cells[at].above for at in numbers)
        if same_text and (same_number or not numbers):
            return True
        bodies = [cells[at] for at in self._bodies]
        if same_number and bodies and all(cell.above or not cell.text for cell in bodies):
            return True
        broken = (
            bool(last.text(self.inner[-1])) and fold(last.text(self.inner[-1]))[-1] not in _DONE
        )
        parts = {*self.inner, *self._bodies, *self.header.of(Kind.DEADLINE)}
        waits = not any(last.text(at) for at in self._bodies)  # whoever answers is still to come
        return self._numbered and not numbers and broken and waits and parts >= set(own)

    def _extend(self, last: Row, line: int, own: Sequence[int], cells: Sequence[Cell]) -> None:
        last.lines.append(line)
        last.source.append(_printed(cells))
        for at in own:
            kept = last.cells.setdefault(at, [])
            broken = at in self.inner and kept and fold(kept[-1])[-1:] not in _DONE
            if broken:
                kept[-1] += cells[at].text
            else:
                kept.append(cells[at].text)

    def _row(self, line: int, cells: Sequence[Cell]) -> Row:
        for at in self._outer:
            if cells[at].text:
                if self._category.get(at) != cells[at].text:
                    self._category = {k: v for k, v in self._category.items() if k < at}
                self._category[at] = cells[at].text
        headings = (*self._heading, *(self._category[at] for at in sorted(self._category)))
        held = {
            at: [cell.text]
            for at, cell in enumerate(cells)
            if cell.text and at not in self._outer and not (cell.above and self._is_other(at))
        }
        fresh = not any(cells[at].above for at in self._numbers)
        return Row([line], held, headings, fresh, [_printed(cells)])

    def _is_other(self, at: int) -> bool:
        return self.header.columns[at].kind is Kind.OTHER


def _printed(cells: Sequence[Cell]) -> str:
    return "\t".join(cell.text for cell in cells)


def _is_numbered_heading(text: str) -> bool:
    first = next(markers(fold(text)), None)
    if first is None or first.start or first.bare or first.level not in HEADINGS:
        return False
    return "。" not in text[:-1]
