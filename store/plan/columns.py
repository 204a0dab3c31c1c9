"""Headers of a table's columns: what stands below each, whatever words they use for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from store.plan.grid import Cell, Grid
from store.plan.labels import BODIES, Role, column_role
from store.plan.rules import says_who_leads
from store.plan.text import fold


class Kind(Enum):
    """What a column holds."""

    NUMBER = auto()
    CATEGORY = auto()  # a heading of the rows beside it
    TEXT = auto()
    DETAIL = auto()  # part of the text, with its header in front
    BODY = auto()
    DEADLINE = auto()
    OTHER = auto()  # progress, money, people, remarks: no part of a task


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as printed, ``role`` of the bodies in it, None elsewhere.

    ``people``: persons stand beside the bodies, so only what has a body's form is one.
    """

    kind: Kind
    header: str
    role: Role | None = None
    people: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """``rows``: the places of the header's rows; ``rules``: what it says about all rows."""

    columns: tuple[Column, ...]
    rows: range
    rules: tuple[str, ...] = ()

    def of(self, kind: Kind) -> list[int]:
        """The columns of a kind, as printed."""
        return [at for at, column in enumerate(self.columns) if column.kind is kind]


DEPTH = 12  # rows in which a header is looked for
_LONGEST = 40
_SAMPLE, _SHORTEST_TEXT = 50, 4
_WHO = re.compile("单位|部门|成员|姓名|人$|科室|企业|机构|名单")
_BRACKET = re.compile(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_NUMBER = re.compile(
    r"(?:任务|项目|事项|工作|问题)?(?:序号|编号|项次|条目号)|序|号|顺序|次序|NO\.?|No\.?|no\.?"
)
_CATEGORY = re.compile(
    r"(?:任务|工作|项目|指标|事项|所属|重点|改革|主要|措施|目标|环节)*"
    r"(?:类别|分类|领域|板块|方面|类型|维度|大类|模块|方向|篇章)|[章节]|章节|部分"
    r"|一级.{1,6}|所属.{1,6}|(?:专项|重点|重大)?(?:行动|工程)(?:名称)?|专项|大项"
)
_WORK = (
    "任务|工作|事项|内容|措施|举措|要点|项目|名称|安排|要求|做法|分解|事宜|改革|政策|行动"
    "|重点|主要|具体|核心|年度|目标|整改|建设|创新|试点|细化|推进|落实|实施|攻坚|关键|本年|任务书"
    r"|问题|清单|条款|计划|规模|工程|实事|民生|20\d\d年|二级|三级|小项|子|点|的"
)
_TEXT = re.compile(rf"(?:{_WORK}){{1,6}}(?:[、/和及与](?:{_WORK}){{1,6}})?")
_DETAIL = re.compile(
    r".{0,6}(?:目标|目标值|成效|成果|成果形式|标准|指标|标志|要求|路径|步骤|载体|目标任务值)"
    r"(?:形式|要求)?"
)
_OTHER = re.compile(
    r"进展|进度(?!要求|安排|节点)|情况|备注|说明|状态|存在|下一步|资金|投资|金额|预算|经费|来源|依据|得分|分值|权重"
    r"|是否|考核|地点|地址|开始|起始|启动时间|开工时间|单价|规模|数量|电话|手机|邮箱|姓名|职务|联系"
    r"|督办|督导|督查|监督|业主|建设单位|申报|填报|报送|提出|验收|评估|审核|性质|完成率"
)
_PERSON = re.compile(r"责任人|负责人|领导|人员|联系人|联络|经办|牵头人|包抓|专员|专人|同志")
_UNIT = re.compile("单位|部门|厅局|委办局|市县|县市|街道|主体|机构|处室|科室")


def find_header(grid: Grid) -> Header | None:
    """The header in the first rows, of one row or two; None where no row reads as one.  Pure."""
    found = (header_at(grid, at) for at in range(min(DEPTH, len(grid.rows))))
    return next((header for header in found if header), None)


def header_at(grid: Grid, at: int) -> Header | None:
    """The header that begins in this row, None if it is none."""
    columns = [column_of(cell.text) for cell in grid.rows[at]]
    if not _is_header(columns, grid.rows[at]):
        return None
    below = at + 1
    if below < len(grid.rows) and _is_second(grid.rows[below], grid.rows[at]):
        columns = _under(grid.rows[at], grid.rows[below])
        below += 1
    if not any(c and c.kind in (Kind.TEXT, Kind.DETAIL, Kind.CATEGORY) for c in columns):
        columns = _with_longest(columns, grid, at, below)
    printed = [
        low.text or top.text for top, low in zip(grid.rows[at], grid.rows[below - 1], strict=True)
    ]
    return _header(columns, printed, range(at, below))


def _with_longest(
    columns: Sequence[Column | None], grid: Grid, at: int, below: int
) -> list[Column | None]:
    """Where no header speaks of tasks, the longest texts under an unknown one are these."""
    sample = grid.rows[below : below + _SAMPLE]
    lengths = {
        place: sum(len(row[place].text) for row in sample) / max(1, len(sample))
        for place, column in enumerate(columns)
        if column is None
        and (name := grid.rows[at][place].text)
        and not _WHO.search(column_key(name))
    }
    found = list(columns)
    if lengths and max(lengths.values()) >= _SHORTEST_TEXT:
        place = max(lengths, key=lengths.__getitem__)
        found[place] = Column(Kind.TEXT, grid.rows[at][place].text)
    return found


def _header(columns: Sequence[Column | None], printed: Sequence[str], rows: range) -> Header:
    settled = tuple(
        column or Column(Kind.OTHER, text) for column, text in zip(columns, printed, strict=True)
    )
    rules = tuple(
        column.header
        for column in settled
        if column.kind is Kind.BODY and says_who_leads(fold(column.header))
    )
    return Header(_with_text(settled), rows, rules)


def _with_text(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no column is called the task, a detail or the innermost category is."""
    if any(column.kind is Kind.TEXT for column in columns):
        return columns
    for kind in (Kind.DETAIL, Kind.CATEGORY):
        places = [at for at, column in enumerate(columns) if column.kind is kind]
        if places:
            at = places[0] if kind is Kind.DETAIL else places[-1]
            text = Column(Kind.TEXT, columns[at].header)
            return (*columns[:at], text, *columns[at + 1 :])
    return columns


def _is_header(columns: Sequence[Column | None], row: Sequence[Cell]) -> bool:
    """Whether most cells are headers, one of them the task's or the bodies'."""
    filled = sum(bool(cell.text) for cell in row)
    known = [column for column in columns if column is not None]
    kinds = {column.kind for column in known}
    speaks = Kind.TEXT in kinds or Kind.BODY in kinds or Kind.DETAIL in kinds
    most = 2 * len(known) > filled or (Kind.BODY in kinds and Kind.TEXT in kinds)
    return len(known) > 1 and speaks and len(kinds) > 1 and most


def _is_second(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether a row divides headers of the row above: all that is new in it are headers."""
    new = [at for at, cell in enumerate(row) if cell.text and not cell.above]
    merged = any(cell.above and cell.text == above[at].text for at, cell in enumerate(row))
    spread = any(
        not above[at].text or (at + 1 < len(above) and not above[at + 1].text) for at in new
    )
    if not new or not spread or len(new) == len(row):
        return False
    known = [column_of(row[at].text) for at in new]
    named = [column for column in known if column is not None]
    fits = merged or any(column.kind is Kind.BODY for column in named)
    short = all(len(row[at].text) <= _LONGEST // 4 for at in new)
    return fits and short and (bool(named) or merged)


def _under(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Column | None]:
    """The columns of a header in two rows: the lower cell, else the one above it decides."""
    columns: list[Column | None] = []
    spread = ""
    for top, cell in zip(upper, lower, strict=True):
        spread = top.text or spread
        own = column_of(cell.text) if cell.text and not cell.above else None
        wide = column_of(spread if cell.text and not cell.above else top.text)
        if own is not None and wide is not None and wide.kind is Kind.BODY:
            own = own if own.kind in (Kind.BODY, Kind.OTHER) else wide
        columns.append(own or wide or (Column(Kind.OTHER, cell.text or top.text)))
    return columns


def is_repeated(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row prints the header once more."""
    printed = [column_key(column.header) for column in header.columns if column.header]
    here = [column_key(cell.text) for cell in row if cell.text]
    return len(here) > 1 and set(here) <= {*printed}


def column_key(text: str) -> str:
    """A header without blanks, to compare."""
    return "".join(fold(text).split())


def column_of(printed: str) -> Column | None:
    """The column that a cell may be the header of; None if it is no header."""
    whole = column_key(printed).strip(":*")
    if not whole or len(whole) > _LONGEST:
        return None
    core = _BRACKET.sub("", whole) or whole.strip("()[]〔〕")
    people = bool(_PERSON.search(whole))
    role = column_role(whole if core == whole.partition("(")[0] else core)
    if role in BODIES and _UNIT.search(core) and not people:
        return Column(Kind.BODY, printed, role)
    if people:
        if role in BODIES and _UNIT.search(core):
            return Column(Kind.BODY, printed, role, people=True)
        return Column(Kind.OTHER, printed)
    if _NUMBER.fullmatch(core):
        return Column(Kind.NUMBER, printed)
    if role is Role.DEADLINE:
        return Column(Kind.DEADLINE, printed)
    if role in BODIES:
        return Column(Kind.BODY, printed, role)
    for kind, pattern in ((Kind.CATEGORY, _CATEGORY), (Kind.TEXT, _TEXT), (Kind.DETAIL, _DETAIL)):
        if pattern.fullmatch(core):
            return Column(kind, printed)
    return (
        Column(Kind.OTHER, printed) if _OTHER.search(core) and len(core) <= _LONGEST // 4 else None
    )
