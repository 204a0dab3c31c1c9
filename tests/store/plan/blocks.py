"""Showing what a file holds: a line as it is, a table's row with bars, warnings by their code."""

from collections import Counter

from store.plan.grid import Grid
from store.plan.report import Report
from store.plan.source import read_blocks


def blocks(data: bytes, *, name: str) -> tuple[list[str], Counter[str]]:
    """``^`` stands before what a merged cell repeats, ``/`` between a cell's lines."""
    report = Report()
    found: list[str] = []
    for block in read_blocks(data, name=name, report=report):
        if isinstance(block, Grid):
            for number, row in zip(block.lines, block.rows, strict=True):
                cells = [("^" if c.above else "") + c.text.replace("\n", "/") for c in row]
                found.append(f"{number}: {' | '.join(cells)}")
        elif block.text.shown:
            found.append(block.text.shown)
    return found, Counter(warning.code for warning in report.in_order())
