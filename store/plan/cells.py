"""What a cell of a table says about who answers for its task."""

import re

from store.plan.columns import Column
from store.plan.labels import Role, find_labels
from store.plan.names import is_inner, is_whole
from store.plan.register import Register
from store.plan.responsibility import Responsibility, read_bodies, read_labels
from store.plan.text import Text, fold, groups

_BREAK = re.compile(r"[ \t]*\n[ \t]*|[ \t]+")
_EDGE = re.compile(r"[、,;:\n。|]")
_NEXT = re.compile(r"[、,;:\n。| \t]")
_REACH = 61  # characters; longer than any name
_PERSON = re.compile("[\u3400-\u9fff]{2,4}|[\\d\\-]{7,}")
_NAMED = re.compile(" ?: ?[\u3400-\u9fff]{2,4}(?=$|[、,;\n|])")
_BRACKET_END = re.compile(r"[(〔\[]([^()〔〕\[\]]*)[)〕\]]$")
_TELEPHONE = re.compile(r"\d{5,}")


def read_cell(cell: Text, column: Column, register: Register) -> Responsibility:
    """The bodies of a cell below ``column``, which must be one of bodies.  Pure.

    ``cut`` where the cell ends inside a list or a bracket.
    """
    assert column.role is not None
    value, asides = mended(cell.strip(), register)
    if column.people:
        value, named = _apart(value, register)
        asides += named
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
    at, tail = 0, ""
    for gap in _BREAK.finditer(cell.folded):
        if gap.start() < at:
            continue
        tail = _EDGE.split(tail + cell.folded[max(at, gap.start() - _REACH) : gap.start()])[-1]
        left = tail[-_REACH:].strip()
        end = _NEXT.search(cell.folded, gap.end())
        right_end = end.start() if end else len(cell)
        right = cell.folded[gap.end() : min(right_end, gap.end() + _REACH)]
        parts.append(cell.cut(at, gap.start()))
        at = gap.end()
        joint = _joint(left, right, "\n" in gap.group(), register) if left and right else ""
        if joint is None:
            asides.append(cell.shown[at:right_end])
            at = right_end
        elif joint:
            parts.append(Text(joint, joint))
        tail = "" if joint else left
    return Text.join([*parts, cell.cut(at)]), asides


def _apart(value: Text, register: Register) -> tuple[Text, list[str]]:
    """Without the persons named behind bodies: 甲局：陈某."""
    parts, asides, at = [], [], 0
    for found in _NAMED.finditer(value.folded):
        if is_whole(_EDGE.split(value.folded[at : found.start()])[-1].strip(), register):
            parts.append(value.cut(at, found.start()))
            asides.append(value.shown[found.start() : found.end()].strip(" :："))
            at = found.end()
    return Text.join([*parts, value.cut(at)]), asides


def _joint(left: str, right: str, breaks: bool, register: Register) -> str | None:
    """What parts two neighbours: "" nothing, LF two names; None: the right one is a person."""
    if not is_whole(left, register) or is_inner(left, right):
        return "\n" if breaks and not is_whole(left + right, register) else ""
    if is_whole(right, register) or not _PERSON.fullmatch(right):
        return "\n"
    return "" if is_whole(left + right, register) else None


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
