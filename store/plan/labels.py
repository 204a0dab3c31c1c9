"""Labels such as 牵头单位： and what the words behind them mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from store.plan.text import HAN, groups


class Role(Enum):
    """What a body does in a task, or what else a label introduces."""

    LEAD = auto()
    DUTY = auto()  # answers for the task; who leads is not said
    SUPPORT = auto()
    DEADLINE = auto()
    REMARK = auto()  # people, telephones, notes: names no assignee
    TEXT = auto()  # a label of its own between the others: part of the task's text


BODIES = (Role.LEAD, Role.DUTY, Role.SUPPORT)

_UNIT = (
    r"(?:(?:单位|部门|机构|处室|科室|主体|股室)"
    r"(?:\([^()]{1,6}\)|(?:[、/和及]|以及)?(?:单位|部门|处室|科室))?)"
)
_WORDS = {
    Role.REMARK: (
        r"(?:(?:市级|分管|牵头|包抓|联系|责任|主管|主要|具体|单位)?"
        r"(?:责任人|领导|负责人|联系人|经办人)"
        r"|备注|说明|联络员|联系电话|联系方式|电话|牵头人|填报人)"
    ),
    Role.DEADLINE: (
        r"(?:(?:完成|办结|落实|实施|推进|整改|工作|计划|达成|建设|任务|办理|责任)?"
        r"(?:时限|期限|时间|时间节点|节点|时间进度|进度)(?:要求|安排|节点)?)"
    ),
    Role.LEAD: (
        r"(?:总?牵头(?:责任|负责|实施|落实|主管)?|责任牵头|主责|主办|主要责任|第一责任|领衔)"
        rf"{_UNIT}?"
    ),
    Role.SUPPORT: (
        r"(?:(?:配合|参加|参与|协办|协同|协助|支持|协作|支撑|共同|联合|会同)"
        rf"(?:责任|实施|落实)?{_UNIT}?)"
    ),
    Role.DUTY: (
        r"(?:(?:工作|任务)?(?:责任|负责|承办|实施|落实|承担|执行|分工)"
        rf"(?:落实)?{_UNIT}|(?:责任|职责|任务)分工|责任)"
    ),
}
_LEVEL = r"(?:市级|省级|区级|县级|市直|省直|区直|县直|本级|具体|相关|有关|各)?"
_NAMED = "|".join(f"(?P<{role.name}>{words})" for role, words in _WORDS.items())
_LABEL = re.compile(rf"(?P<bracket>[【\[〔(])?{_LEVEL}(?:{_NAMED})(?(bracket)[】\]〕)] ?:?| ?:)")
_LOOSE = re.compile(
    rf"{_LEVEL}(?:(?P<LEAD>(?:牵头|主办|主责){_UNIT})|(?P<DUTY>(?:责任|承办){_UNIT})"
    rf"|(?P<SUPPORT>(?:配合|参加|参与|协办|协同|支持){_UNIT})"
    rf"|(?P<DEADLINE>(?:完成|办结)(?:时限|期限|时间)))[为是]? ?(?=[{HAN}\d])"
)
_WHERE = (
    r"(?:部门|单位|厅局|委办局|市县|县市区?|街道|镇街|县\(|科室|处室|机构|主体|股室|街镇|乡镇|县区|区县"
    r"|地区|属地)"
)
_BEGIN = rf"(?:^|[、/和及与(或])(?:{_LEVEL}|第[一二]|主要)(?:整改|改革|措施|项目|任务|问题){{0,2}}"
_COLUMNS = {
    Role.LEAD: re.compile(
        rf"{_BEGIN}总?(?:牵头|(?:主责|主办|领衔|抓总|总负责)(?={_WHERE}|[、/和及与()]|$)"
        rf"|(?:主要责任|第一责任|首要责任|主要负责|责任牵头){_WHERE})"
    ),
    Role.SUPPORT: re.compile(
        rf"{_BEGIN}(?:配合|参加|参与|协办|协同|协助|协作|支持|支撑|联合|会同|会办|联办|协管|共同责任)"
        rf"(?:责任|实施|落实|负责|整改|推进|办理)?(?:{_WHERE}|[、/和及与()]|$)"
    ),
    Role.DUTY: re.compile(
        rf"{_BEGIN}(?:工作|任务)?(?:责任|负责|承办|实施|落实|承担|执行|主管|分工|行业主管|业务主管)(?:落实)?{_WHERE}"
        r"|^(?:工作|任务|责任|职责)*(?:责任|分工)(?:情况|安排|落实|方|者)?$|^主体责任$"
    ),
    Role.DEADLINE: re.compile(
        rf"^{_LEVEL}(?:{_WORDS[Role.DEADLINE]})$"
        r"|^(?:计划|预计|拟|要求|最迟|总体)*(?:完成|办结|达成|整改|落实|起止|实施|建设|竣工|完工|建成|投用)*(?:时限|期限|时间|日期|节点|年限|周期)"
        r"(?:要求|节点|安排|进度)*$|^时间表$|^(?:工作|推进)?进度(?:要求|安排|节点)$"
    ),
}
_OTHER = re.compile(rf"(?:^|(?<=\n))[{HAN}]{{2,8}} ?:")
_BEFORE = frozenset("\n\t ,;。、.!?)】〕]—")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: where it begins, where its value begins, and what the value is."""

    start: int
    end: int
    role: Role

    def at(self, shift: int) -> "Label":
        """The label in a text that begins ``-shift`` characters later."""
        return Label(self.start + shift, self.end + shift, self.role)


def find_labels(folded: str, *, loose: bool = False) -> Sequence[Label]:
    """The labels outside brackets, from the first that matters to a task.

    ``loose``: inside a clause 牵头单位 counts at the beginning of a part without a colon too.
    Behind the first one, a line that begins with an unknown label ends the value before it.
    """
    found = [
        _label(match) for match in _LABEL.finditer(folded) if _may_begin(folded, match.start())
    ]
    if loose:
        found += [
            _label(match)
            for match in _LOOSE.finditer(folded)
            if _may_begin(folded, match.start())
            and folded[match.start() - 1 : match.start()] != "、"
        ]
    if not any(label.role in (*BODIES, Role.DEADLINE) for label in found):
        return ()
    known = {label.start for label in found}
    first = min(known)
    found += [
        Label(match.start(), match.end(), Role.TEXT)
        for match in _OTHER.finditer(folded, first)
        if match.start() not in known
    ]
    return _outside(folded, sorted(found, key=lambda label: label.start))


def column_role(folded: str) -> Role | None:
    """What a column's header says of the bodies or dates below it; None for any other header.

    A header for leads and supporters alike says neither: the cells do.  What stands in brackets
    only adds to the words before it.
    """
    core, _, aside = folded.partition("(")
    found = [role for role, pattern in _COLUMNS.items() if pattern.search(core)]
    if Role.LEAD in found and (Role.SUPPORT in found or _COLUMNS[Role.SUPPORT].search(f"({aside}")):
        return Role.DUTY
    return next(iter(found), None)


def starts_with_label(folded: str) -> bool:
    """Whether a line begins with a label that belongs to the item above it."""
    return _LABEL.match(folded) is not None


def _label(match: re.Match[str]) -> Label:
    role = next(role for role in Role if match.groupdict().get(role.name))
    return Label(match.start(), match.end(), role)


def _may_begin(folded: str, at: int) -> bool:
    return at == 0 or folded[at - 1] in _BEFORE


def _outside(folded: str, labels: Sequence[Label]) -> Sequence[Label]:
    """Without those inside brackets, and those inside the one before."""
    pairs, at, end = groups(folded)[0], 0, 0
    kept = []
    for label in labels:
        while at < len(pairs) and pairs[at].end <= label.start:
            at += 1
        inside = at < len(pairs) and pairs[at].start < label.start
        if not inside and label.start >= end:
            kept.append(label)
            end = label.end
    return kept
