"""Grids become tables of tasks, lines of prose, or a warning that they are neither."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.plan.body import Body, Duty, read_body
from store.plan.cells import read_cell
from store.plan.columns import Header, Kind, find_header
from store.plan.forms import turned, with_pasted
from store.plan.grid import Grid
from store.plan.labels import Role
from store.plan.ladder import markers
from store.plan.lines import Line
from store.plan.names import is_nothing, is_whole
from store.plan.refusal import Refusal
from store.plan.register import Register
from store.plan.report import Report
from store.plan.responsibility import Responsibility
from store.plan.rows import Row, Rows
from store.plan.stacked import apart, begins_roster
from store.plan.text import Text, fold

MOST_TASKS = 2000
_MARKS = " \t\n().、:第项号条"
_TITLES = 3  # rows; above a table without tasks stand at most a title and a unit
_NAMED = re.compile(r"^(?:第|任务|问题|项目|事项|措施|举措)(?=[\d一二三四五六七八九十])")


@dataclass(slots=True)
class Entry:
    """A task as it stands in a table; ``headings`` outermost first, ``cut`` as in ``Item``."""

    number: str | None
    duty: Duty
    headings: tuple[str, ...]
    lines: tuple[int, int]
    source: str
    cut: str | None = None


@dataclass(slots=True)
class Table:
    """Tasks that stand together in a grid; ``rules`` is what its header says of all."""

    entries: list[Entry] = field(default_factory=list)
    rules: tuple[str, ...] = ()
    name: str = ""

    @property
    def lines(self) -> tuple[int, int]:
        return self.entries[0].lines[0], self.entries[-1].lines[1]


def read_tables(
    blocks: Iterable[Line | Grid], register: Register, report: Report
) -> list[Line | Table]:
    """The blocks with grids read; what stands over a table's whole width becomes a line."""
    reader = _Reader(register, report)
    found: list[Line | Table] = []
    for block in with_pasted(blocks):
        if isinstance(block, Line):
            found.append(block)
        else:
            found += [one for part in apart(block) for one in reader.read(part)]
    tables = [table for table in found if isinstance(table, Table)]
    if len({table.name for table in tables}) > 1:
        for table in tables:
            if table.name and not re.match(r"(?i)sheet|工作表", table.name):
                for entry in table.entries:
                    entry.headings = (table.name, *entry.headings)
    return found


class _Reader:
    """Knows the header of the table before: a table may go on without one."""

    def __init__(self, register: Register, report: Report) -> None:
        self._register = register
        self._report = report
        self._before: tuple[int, Header] | None = None
        self._last = 0
        self._tasks = 0

    def read(self, grid: Grid) -> list[Line | Table]:
        width = len(grid.rows[0])
        header = find_header(grid)
        above: range = header.rows if header else range(0)
        roster = any(map(begins_roster, grid.rows[:_TITLES]))
        if header is None and not roster and self._before and self._before[0] == width:
            header = self._before[1]
        if width == 1:
            return _as_lines(grid, range(len(grid.rows)))
        if not above and (form := turned(grid)) is not None:
            return self.read(form)
        found = self._tasks_of(grid, header, above) if header else None
        if header is None or found is None:
            return self._left_out(grid, above)
        self._before = width, header
        return [*_as_lines(grid, range(above.start)), *found]

    def _left_out(self, grid: Grid, above: range) -> list[Line | Table]:
        rows = ("、".join(c.text for c in r if c.text and not c.above) for r in grid.rows)
        shown = "；".join(row for row in [*rows][above.start :] if row)
        span = f"第{grid.lines[0]}—{grid.lines[-1]}行"
        message = f"不是任务清单的表格，未收（{span}，共{len(grid.rows)}行）：{shown}"
        self._report.add("noise_dropped", message, line=grid.lines[0])
        return list(_as_lines(grid, range(above.start)))

    def _tasks_of(self, grid: Grid, header: Header, above: range) -> list[Line | Table] | None:
        """The tables and lines below the header; None if these are no tasks."""
        if not header.of(Kind.TEXT):
            return None
        report = Report()
        rows = Rows(header, report)
        read = list(rows.read(grid, above.stop))
        tasks = [row for row in read if isinstance(row, Row)]
        if self._tasks + len(tasks) > 2 * MOST_TASKS:
            raise Refusal("too_large", f"任务超过 {MOST_TASKS} 项，未导入。请拆分后再导入。")
        bodies = [self._read(row, rows) for row in tasks]
        if not self._is_plan(bodies):
            return None
        self._tasks += len(tasks)
        self._report.take(report)
        found: list[Line | Table] = []
        table = Table(rules=header.rules, name=grid.name)
        parts = iter(bodies)
        for row in read:
            if isinstance(row, Row):
                self._add(table, row, rows, next(parts))
                continue
            if table.entries:
                found.append(table)
                table = Table(name=grid.name)
            found += _lines(row.line, row.text)
        return [*found, table] if table.entries else found

    def _is_plan(self, bodies: Iterable[Body]) -> bool:
        """Whether the rows name bodies, most of those that name anything."""
        clauses = [duty.clause for body in bodies for duty in body.duties if duty.clause]
        named = [clause for clause in clauses if clause.parties]
        good = sum(
            any(is_whole(fold(name), self._register) for name, _ in clause.parties)
            for clause in named
        )
        odd = sum(not clause.parties and bool(clause.rest) for clause in clauses)
        return good > 0 and 2 * good >= len(named) + odd

    def _read(self, row: Row, rows: Rows) -> Body:
        """What a row wants done, and who does it: by its columns, else by its text's clause."""
        header = rows.header
        text = _text(row, rows)
        clause = Responsibility()
        cut: list[str] = []
        for at in header.of(Kind.BODY):
            column, cell = header.columns[at], row.text(at)
            read = read_cell(Text.of(cell), column, self._register)
            if column.role is not Role.LEAD and not read.parties:
                read.no_support = not read.rest
            cut += [cell] if read.cut else []
            clause.merge(read)
        for at in header.of(Kind.DEADLINE):
            day = Text.of(row.text(at)).strip()
            clause.dates += [] if is_nothing(day.folded) else [day]
        inner = read_body(text, self._register)
        if clause.parties or clause.rest or cut or not inner.has_clause:
            filled = clause.parties or clause.dates or clause.rest or cut
            body = Body([Duty(text, clause if filled else None)], cut="、".join(cut) or None)
            if inner.has_clause:
                body.trailing = "任务文字中另有责任分工，以表格的责任栏为准，请核对"
            return body
        for duty in inner.duties:
            if duty.clause:
                duty.clause.dates += clause.dates
        return inner

    def _add(self, table: Table, row: Row, rows: Rows, body: Body) -> None:
        """The row's entries, with the warnings about what is in none of them."""
        number = self._number(row, rows.header, body)
        before = table.entries[-1] if table.entries else None
        several = len(body.duties) > 1
        kin = 0
        if not row.fresh and number and before and (before.number or "").split("#")[0] == number:
            kin = int((before.number or "").partition("#")[2] or 1)
            before.number = f"{number}#{kin}"
            several = True
        for at, duty in enumerate(body.duties, kin + 1):
            table.entries.append(
                Entry(
                    number=f"{number}#{at}" if several and number else number,
                    duty=duty,
                    headings=tuple(map(_heading, row.headings)),
                    lines=(row.lines[0], row.lines[-1]),
                    source="\n".join(row.source),
                    cut=body.cut if duty is body.duties[-1] else None,
                )
            )
        table.rules += tuple(body.rules)
        if body.trailing:
            self._report.add("noise_dropped", f"{body.trailing}。", task=number, line=row.lines[0])
        others = [
            f"{column.header or '无标题栏'}：{row.text(at)}"
            for at, column in enumerate(rows.header.columns)
            if column.kind is Kind.OTHER and at in row.cells
        ]
        if others:
            message = f"未收入任务的栏目：{'；'.join(others)}"
            self._report.add("noise_dropped", message, task=number, line=row.lines[0])

    def _number(self, row: Row, header: Header, body: Body) -> str | None:
        """The number as printed, in its column or before the text; gaps and repeats are told."""
        cells = (row.text(at) for at in header.of(Kind.NUMBER) if at in row.cells)
        number = _NAMED.sub("", fold(next(cells, ""))).strip(_MARKS) or None
        first = body.duties[0]
        marker = next(markers(first.text.folded), None)
        if marker and not marker.start and not marker.bare and not marker.doubtful:
            same = [m for m in markers(first.text.folded) if m.level is marker.level]
            if marker.number == number or (number is None and len(same) == 1):
                first.text = first.text.cut(marker.end)
                number = marker.number
        if number and number.isdecimal() and row.fresh:
            self._follow(int(number), number, row.lines[0])
        return number

    def _follow(self, value: int, number: str, line: int) -> None:
        before, self._last = self._last, value
        if value > before + 1:
            message = f"编号不连续：{before} 之后是 {value}，按印出的编号保留。"
            self._report.add("number_gap", message, task=number, line=line)
        elif value <= before and (value != 1 or before == 1):
            message = f"编号 {number} 重复或倒序。"
            self._report.add("duplicate_number", message, task=number, line=line)


def _text(row: Row, rows: Rows) -> Text:
    """The task's columns, then its details with their headers in front."""
    columns = rows.header.columns
    parts = [row.text(at) for at in rows.inner if at in row.cells]
    details = [
        f"{columns[at].header}：{row.text(at)}"
        for at in rows.header.of(Kind.DETAIL)
        if at in row.cells
    ]
    return Text.of("\n".join([*parts, *details])).strip()


def _heading(printed: str) -> str:
    """A heading without its number and the breaks of its cell."""
    text = Text.of("".join(printed.split("\n")))
    first = next(markers(text.folded), None)
    start = first.end if first and not first.start and not first.bare else 0
    return text.cut(start).strip(" 。:").shown


def _as_lines(grid: Grid, rows: range) -> list[Line | Table]:
    """Rows above or without a header, a line for each: titles, notes, units."""
    found: list[Line | Table] = []
    for at in rows:
        cells = [cell.text for cell in grid.rows[at] if cell.text and not cell.above]
        found += _lines(grid.lines[at], "　".join(cells))
    return found


def _lines(number: int, text: str) -> list[Line | Table]:
    return [Line(number, Text.of(part).strip()) for part in text.split("\n") if part.strip()]
