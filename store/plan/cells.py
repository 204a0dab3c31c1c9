"""What a cell of a table says about who answers for its task."""

import re

from store.plan.columns import Column
from store.plan.labels import Role, find_labels
from store.plan.names import is_whole
from store.plan.register import Register
from store.plan.responsibility import Responsibility, read_bodies, read_labels
from store.plan.text import Text, fold, groups

_BREAK = re.compile(r"[ \t]*\n[ \t]*|[ \t]+")
_EDGE = re.compile(r"[、,;:\n。|]")
_INNER = re.compile(
    r"(?:办公室|办公厅|办|宣传部|组织部|统战部|政法委|网信办|编办|党校|机关工委|社会工作部)"
)
_TAIL = re.compile(
    r"(?:人民政府|政府|管委会|管理委员会|委员会|办事处|办公室|领导小组|工作专班|有关部门|相关部门|有关单位|相关单位)"
)
_PERSON = re.compile("[\u3400-\u9fff]{2,4}|[\\d\\-]{7,}")
_BRACKET_END = re.compile(r"[(〔\[]([^()〔〕\[\]]*)[)〕\]]$")
_TELEPHONE = re.compile(r"\d{5,}")


def read_cell(cell: Text, column: Column, register: Register) -> Responsibility:
    """The bodies of a cell below ``column``, which must be one of bodies.  Pure.

    ``cut`` where the cell ends inside a list or a bracket.
    """
    assert column.role is not None
    value, asides = mended(cell.strip(), register)
    read = Responsibility()
    read.rest += asides
    if not value:
        return read
    labels = find_labels(value.folded, loose=True)
    first = labels[0].start if labels else len(value)
    leading = value.cut(0, first).strip(" \t\n,;。、")
    if leading:
        read_bodies(leading if labels else value, column.role, register, read)
    if labels:
        read.merge(read_labels(value.cut(first), [label.at(-first) for label in labels], register))
    read.cut = value.folded.endswith("、") or bool(groups(value.folded)[1].unclosed)
    if column.people:
        _without_people(read, register)
    return read


def mended(cell: Text, register: Register) -> tuple[Text, list[str]]:
    """The cell with broken names joined; blanks part whole names; persons behind a body apart."""
    parts: list[Text] = []
    asides: list[str] = []
    at = 0
    for gap in _BREAK.finditer(cell.folded):
        if gap.start() < at:
            continue
        left = _last_name(Text.join([*parts, cell.cut(at, gap.start())]).folded)
        right_end = _next_edge(cell.folded, gap.end())
        right = cell.folded[gap.end() : right_end]
        parts.append(cell.cut(at, gap.start()))
        at = gap.end()
        if not left or not right:
            continue
        apart = is_whole(left, register) and not _is_inner(left, right)
        if not apart:
            if "\n" in gap.group() and not is_whole(left + right, register):
                parts.append(Text("\n", "\n"))
        elif is_whole(right, register) or not _PERSON.fullmatch(right):
            parts.append(Text("\n", "\n"))
        elif not is_whole(left + right, register):
            asides.append(cell.shown[gap.end() : right_end])
            at = right_end
    return Text.join([*parts, cell.cut(at)]), asides


def _last_name(folded: str) -> str:
    return _EDGE.split(folded[-60:])[-1].strip()


def _next_edge(folded: str, start: int) -> int:
    end = re.compile(r"[、,;:\n。| \t]").search(folded, start)
    return end.start() if end else len(folded)


def _is_inner(left: str, right: str) -> bool:
    """市委 宣传部 and 各区（县） 人民政府 are one name each."""
    if _TAIL.fullmatch(right):
        return True
    return left.endswith(("委", "政府")) and bool(_INNER.match(right))


def _without_people(read: Responsibility, register: Register) -> None:
    """Keeps what has the form of a body; a person in brackets behind one is put aside."""
    parties: list[tuple[str, Role]] = []
    for printed, role in read.parties:
        name, folded = printed, fold(printed)
        bracket = _BRACKET_END.search(folded)
        if bracket and not is_whole(bracket[1], register):
            read.rest.append(name[bracket.start() :])
            name, folded = name[: bracket.start()], folded[: bracket.start()]
        if is_whole(folded, register) and not _TELEPHONE.search(folded):
            parties.append((name, role))
        else:
            read.rest.append(name)
    read.parties = parties
