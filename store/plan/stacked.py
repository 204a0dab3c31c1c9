"""Several tables in one grid, as on a sheet: each begins where another header is printed."""

import re
from collections.abc import Iterator, Sequence

from store.plan.columns import DEPTH, column_key, column_of, header_at, is_repeated
from store.plan.grid import Cell, Grid

_PERSONAL = (
    r"姓名|联络[员人]|联系人|职务|职称|性别|(?:联系|办公|移动|手机)?电话|手机号?码?|邮箱|传真"
    r"|金额|科目|资金来源|得分|名次|奖项"
)
_PLAIN = r"序号|编号|单位名?称?|部门|名称|日期|时间|地点|地址|备注|职责|分工|分管.{2,4}|项目|组别"
_ROSTER = re.compile(_PERSONAL)
_COLUMN = re.compile(f"(?:{_PERSONAL}|{_PLAIN})")
_FEWEST, _LONGEST = 3, 16  # cells of a header, characters of each
_BRACKET = re.compile(r"\([^()]*\)")


def begins_roster(row: Sequence[Cell]) -> bool:
    """Whether a row is the header of contacts, money or marks: 单位 | 联络员 | 电话."""
    if any(len(cell.text) > _LONGEST for cell in row):
        return False
    printed = [_BRACKET.sub("", column_key(cell.text)) for cell in row if cell.text]
    return (
        len(printed) > 1
        and not any(cell.above for cell in row)
        and all(_COLUMN.fullmatch(text) for text in printed)
        and any(_ROSTER.fullmatch(text) for text in printed)
    )


def apart(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid, each with the titles above its header."""
    start = 0
    header = header_at(grid, 0)
    for at in range(1, len(grid.rows)):
        row = grid.rows[at]
        other = header_at(grid, at) if header and _may_be_header(row) else None
        if other is not None and header is not None and is_repeated(row, header):
            other = None
        if header is None and not begins_roster(row):
            header = header_at(grid, at) if at < DEPTH else None
            continue
        if other is None and not (header and begins_roster(row)):
            continue
        first = at
        while first > start + 1 and _is_title(grid.rows[first - 1]):
            first -= 1
        yield _part(grid, start, first)
        start, header = first, other
    yield _part(grid, start, len(grid.rows))


def _may_be_header(row: Sequence[Cell]) -> bool:
    """Whether every cell is a header by itself: a task's row has a number or a date."""
    filled = [cell for cell in row if cell.text]
    short = len(filled) >= _FEWEST and all(len(cell.text) <= _LONGEST for cell in filled)
    return short and all(column_of(cell.text) and not cell.above for cell in filled)


def _is_title(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and bool(row[0].text) and not any(cell.text for cell in row[1:])


def _part(grid: Grid, start: int, end: int) -> Grid:
    if start == 0 and end == len(grid.rows):
        return grid
    return Grid(grid.rows[start:end], grid.lines[start:end], grid.name)
