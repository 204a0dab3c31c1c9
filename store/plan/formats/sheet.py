"""Workbooks (.xlsx, .xls): the stored values of visible sheets, rows and columns."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as SheetType
from python_calamine import SheetVisibleEnum as Visible

from store.plan.formats.archive import Archive, encrypted
from store.plan.formats.blocks import Blocks
from store.plan.formats.cells import Look, read_looks
from store.plan.formats.old_cells import read_old_looks
from store.plan.grid import Cell
from store.plan.refusal import malformed, too_large
from store.plan.report import Report

MAX_SHEETS = 20

_Values = Sequence[Sequence[object]]


def read_sheets(data: bytes, archive: Archive | None, blocks: Blocks) -> None:
    """Each visible sheet is a grid.  Raises ``Refusal``: limits, encrypted, broken."""
    looks = read_old_looks(data) if archive is None else read_looks(archive)
    if len(looks) > MAX_SHEETS:
        raise too_large(f"工作表超过 {MAX_SHEETS} 个")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [kept for kept in book.sheets_metadata if kept.typ is SheetType.WorkSheet]
        if len(sheets) > MAX_SHEETS:
            raise too_large(f"工作表超过 {MAX_SHEETS} 个")
        for kept in sheets:
            sheet = _Sheet(book.get_sheet_by_name(kept.name), looks.get(kept.name, Look()))
            if kept.visible is Visible.Visible:
                sheet.show(blocks)
            else:
                blocks.left_out(sheet.text(), f"隐藏的工作表“{kept.name}”")
    except PasswordError:
        raise encrypted() from None
    except (CalamineError, ValueError, OSError):
        raise malformed("工作簿已损坏，无法读取") from None
    if archive is not None and archive.has_objects:
        blocks.report.add("hidden_content", "文件中嵌有其他文件（对象），未收。")


class _Sheet:
    """A sheet's values by row and column from 0, and how they look."""

    def __init__(self, sheet: CalamineSheet, look: Look) -> None:
        self._name = sheet.name
        self._look = look
        self._values: _Values = sheet.to_python(skip_empty_area=False)
        self._merged: dict[tuple[int, int], tuple[str, bool]] = {}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            self._merge(top, left, bottom, right)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """The text stands in the first visible cell, and again in each row below."""
        text = self._value(top, left)
        shown = next((c for c in range(left, right + 1) if c not in self._look.columns), None)
        first = True
        for row in range(top, min(bottom, len(self._values) - 1) + 1):
            if text and shown is not None and row not in self._look.rows:
                self._merged[row, shown] = text, not first
                first = False

    def _value(self, row: int, column: int) -> str:
        if row >= len(self._values) or column >= len(self._values[row]):
            return ""
        month = (row, column) in self._look.months
        return _printed(self._values[row][column], month=month)

    def text(self) -> str:
        """All of it, for what is left out."""
        return "\n".join(shown for row in self._values for v in row if (shown := _printed(v)))

    def show(self, blocks: Blocks) -> None:
        """Its visible part as a grid; what is hidden is reported."""
        blocks.sheet(self._rows(), name=self._name)
        hidden = [
            shown
            for row, values in enumerate(self._values)
            for column, value in enumerate(values)
            if (row in self._look.rows or column in self._look.columns)
            and (shown := _printed(value))
        ]
        blocks.left_out("\n".join(hidden), f"工作表“{self._name}”中隐藏的行或列")
        _warn_of_formulas(self._name, self._look, blocks.report)

    def _rows(self) -> Iterator[tuple[int, list[Cell]]]:
        columns = max(map(len, self._values), default=0)
        shown = [column for column in range(columns) if column not in self._look.columns]
        for row in range(len(self._values)):
            if row not in self._look.rows:
                yield row + 1, [self._cell(row, column) for column in shown]

    def _cell(self, row: int, column: int) -> Cell:
        merged = self._merged.get((row, column))
        return Cell(*merged) if merged else Cell(self._value(row, column))


def _warn_of_formulas(name: str, look: Look, report: Report) -> None:
    for row in sorted(look.unknown)[:20]:
        message = f"工作表“{name}”第 {row + 1} 行有公式没有存储结果，按空白处理。"
        report.add("hidden_content", message, line=row + 1)


def _printed(value: object, *, month: bool = False) -> str:
    """As a person reads it; dates as ISO 8601, a month alone as 2024年6月."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return format(value, ".15g")
    if isinstance(value, date) and month:
        return f"{value.year}年{value.month}月"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""
