"""Tables in other shapes: a form for each task, rows pasted as text; all become ordinary grids."""

import csv
import re
from collections.abc import Iterable, Sequence

from store.plan.columns import Kind, column_of, find_header
from store.plan.grid import Cell, Grid
from store.plan.lines import Line
from store.plan.text import Text

_PIPES = re.compile(r"\|.*\|")
_RULE = re.compile(r"[|\-:\s]+")
_LEAST = 2  # tabs or inner pipes in a row


def turned(grid: Grid) -> Grid | None:
    """A form (牵头单位 | 甲局, one label a row or two) as a grid with a header; None if it is none.

    A label that comes again begins the next task.  A row that has no known label makes it no form.
    """
    if len(grid.rows[0]) not in (2, 4):
        return None
    labels: list[str] = []
    records: list[tuple[int, dict[str, Cell]]] = []
    for line, row in zip(grid.lines, grid.rows, strict=True):
        for label, value in zip(row[::2], row[1::2], strict=True):
            if not label.text and not value.text:
                continue
            if column_of(label.text) is None:
                return None
            if not records or label.text in records[-1][1]:
                records.append((line, {}))
            records[-1][1][label.text] = value
            if label.text not in labels:
                labels.append(label.text)
    kinds = [column.kind for label in labels if (column := column_of(label))]
    if Kind.BODY not in kinds or not {Kind.TEXT, Kind.DETAIL} & set(kinds):
        return None
    header = tuple(Cell(label) for label in labels)
    rows = tuple(tuple(record.get(label, Cell("")) for label in labels) for _, record in records)
    return Grid((header, *rows), (grid.lines[0], *(line for line, _ in records)), grid.name)


def with_pasted(blocks: Iterable[Line | Grid]) -> list[Line | Grid]:
    """The blocks, rows that were pasted as text (tabs, or | at both ends) as grids."""
    found: list[Line | Grid] = []
    run: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and _is_row(block, run):
            run.append(block)
            continue
        found += _grid(run)
        run = []
        if isinstance(block, Line):
            found.append(Line(block.number, block.text.strip(), block.new_page))
        else:
            found.append(block)
    return [*found, *_grid(run)]


def _is_row(line: Line, run: Sequence[Line]) -> bool:
    folded = line.text.folded
    if _PIPES.fullmatch(folded) and folded.count("|") > _LEAST:
        return not run or run[0].text.folded[0] == "|"
    if run and run[0].text.folded[0] == "|":
        return False
    quoted = sum(one.text.folded.count('"') for one in run) % 2 == 1
    return folded.count("\t") >= (1 if run else _LEAST) or (quoted and '\t"' in run[-1].text.folded)


def _grid(run: Sequence[Line]) -> list[Line | Grid]:
    """The run as a grid where its first row is a header, else the lines as they are."""
    if not run:
        return []
    if run[0].text.folded[0] == "|":
        rows = [
            (line.number, line.text.shown.strip("|").split("|"))
            for line in run
            if not _RULE.fullmatch(line.text.folded)
        ]
    else:
        reader = csv.reader((line.text.shown + "\n" for line in run), delimiter="\t")
        rows = []
        try:
            for row in reader:
                rows.append((run[min(reader.line_num, len(run)) - 1].number, row))
        except csv.Error:
            rows = []
    width = max((len(row) for _, row in rows), default=0)
    cells = tuple(
        tuple(Cell(text.strip()) for text in (*row, *[""] * (width - len(row)))) for _, row in rows
    )
    grid = Grid(cells, tuple(number for number, _ in rows))
    if not rows or find_header(grid) is None:
        return [Line(line.number, Text.strip(line.text), line.new_page) for line in run]
    return [grid]
