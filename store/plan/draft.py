"""The document as read becomes a draft: assignments, deadlines, and warnings about both."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model.plan import TaskDraft
from bot.model.task import LeadBasis, Mode
from store.plan.assign import Assignment, Customs, assign
from store.plan.contents import Item
from store.plan.dates import Calendar
from store.plan.deadlines import Due, read_due
from store.plan.register import Register
from store.plan.report import Report
from store.plan.responsibility import Responsibility
from store.plan.rules import suggests_restricted

_MENTIONED = re.compile("牵头|负责|配合|(?:责任|承办)(?:单位|部门)")
_TAIL = 20
_SHORT = 9  # characters of a name that may have left its prefix out


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the whole document when its tasks are made."""

    customs: Customs
    calendar: Calendar
    register: Register


def make_task(item: Item, facts: Facts, report: Report) -> TaskDraft:
    """The task, with a warning for everything in it that a person should look at."""
    clause = None if item.cut is not None else item.duty.clause
    assigned = assign(clause, facts.register, facts.customs) if clause else Assignment()
    text = item.duty.text.strip()
    due = read_due(text, clause.dates if clause else (), facts.calendar)
    bodies = frozenset(
        spelling.short
        for name in assigned.departments
        for spelling in facts.register.spellings(name)
    )
    restricted = suggests_restricted(text.folded, bodies | frozenset(assigned.departments))
    task = TaskDraft(
        number=item.number,
        text=text.shown,
        chapter=item.chapter,
        section=item.section,
        mode=assigned.mode,
        leads=assigned.leads,
        lead_basis=assigned.basis,
        departments=assigned.departments,
        collectives=assigned.collectives,
        open_list=bool(clause and clause.open_list),
        complete=item.cut is None,
        restricted_suggested=restricted,
        deadline=due.day,
        deadline_kind=due.kind,
        deadline_raw=due.raw,
        milestones=tuple(due.milestones),
        lines=item.lines,
        source=item.source,
    )
    _warn(task, item, report)
    if clause is not None:
        _warn_of_clause(task, clause, assigned, facts.register, report)
    _warn_of_dates(task, due, report)
    return task


def _warn(task: TaskDraft, item: Item, report: Report) -> None:
    def warn(code: str, message: str) -> None:
        report.add(code, message, task=task.number, line=task.lines[0])

    if item.cut is not None:
        clause = item.duty.clause
        legible = clause.legible() if clause else []
        printed = "、".join([*legible, item.cut or task.text[-_TAIL:]])
        warn("incomplete_clause", f"责任分工不完整，未分派任何单位：{printed}")
    elif not task.departments:
        told = "文中提到的单位未据此分派。" if _MENTIONED.search(item.duty.text.folded) else ""
        warn("no_clause", f"没有写明责任单位，列为未分派。{told}")
    if task.restricted_suggested:
        warn("restricted_suggested", "内容涉及国防或军民事项，建议按线下报送处理。")


def _warn_of_clause(
    task: TaskDraft,
    clause: Responsibility,
    assigned: Assignment,
    register: Register,
    report: Report,
) -> None:
    def warn(code: str, message: str) -> None:
        report.add(code, message, task=task.number, line=task.lines[0])

    for rule in clause.rules:
        warn("standing_rule", f"对全部任务的规定，记入计划说明：{rule}")
    for rest in clause.rest:
        warn("noise_dropped", f"责任分工中不是单位的文字，未收：{rest}")
    if task.open_list:
        warn("open_list", "名单以“等”结尾，其余单位未列明，请补充。")
    for name in assigned.twice:
        warn("same_body_twice", f"{name}出现不止一次，只计一次。")
    _warn_of_lead(task, warn)
    if left_out := _without_prefix(task.departments, task.collectives, register):
        listed = "、".join(f"{name}（或为{full}）" for name, full in left_out)
        warn("prefix_left_out", f"单位名称可能省略了前缀：{listed}，按印出的名称保留。")


def _warn_of_lead(task: TaskDraft, warn: Callable[[str, str], None]) -> None:
    if task.lead_basis is LeadBasis.CONVENTION:
        warn("lead_by_convention", f"未写明牵头单位，暂以列首位的{task.leads[0]}为牵头，请确认。")
    elif task.departments and not task.leads and task.departments[0] in task.collectives:
        names = task.departments[0]
        warn("collective_without_lead", f"{names}是一类单位，没有写明牵头单位。")


_PREFIX = re.compile("(?:市(?!场|政(?:局|公用|园林))|[省县州旗盟]|区(?!域))")
_PREFIXED = re.compile(r".*(?:局|委|办|厅|院|会|部|中心|大队|支队|科)(?:[(（].*[)）])?")
_HIGHER = re.compile(r"国家|国务院|中央|中国|中共|全国|.*总局")


def _without_prefix(
    names: Sequence[str], collectives: Sequence[str], register: Register
) -> list[tuple[str, str]]:
    """Names in a list whose prefix is printed only before, each with its full form."""
    bodies = [name for name in names if name not in collectives]
    printed = {found.group() for name in bodies if (found := _PREFIX.match(name))}
    bare = [name for name in bodies if not _PREFIX.match(name)]
    if len(printed) != 1 or _PREFIX.match(bodies[0]) is None or register.spellings(bodies[0]):
        return []
    places = Counter(name[:2] for name in bare)
    prefix = printed.pop()
    return [
        (name, prefix + name)
        for name in bare
        if len(name) < _SHORT
        and _PREFIXED.fullmatch(name)
        and not _HIGHER.match(name)
        and not _PREFIX.search(name[:4])
        and places[name[:2]] == 1
    ]


def _warn_of_dates(task: TaskDraft, due: Due, report: Report) -> None:
    def warn(code: str, message: str) -> None:
        report.add(code, message, task=task.number, line=task.lines[0])

    for raw in due.undated:
        warn("year_unknown", f"“{raw}”没有年份或起算日，未定日期。")
    for raw in due.ignored:
        warn("date_ignored", f"“{raw}”早于计划期，不作为时限。")
    for raw in due.early:
        warn("date_before_issue", f"“{raw}”早于印发日期，请核对。")


def counts(tasks: Sequence[TaskDraft], items: Sequence[Item]) -> dict[str, int]:
    """The figures that a person compares with the document."""
    modes = Counter(task.mode for task in tasks)
    pairs = [(task, name) for task in tasks for name in task.departments]
    return {
        "tasks": len(tasks),
        "chapters": len({item.headings[0] for item in items if item.headings}),
        "sections": len({item.headings[:2] for item in items if len(item.headings) > 1}),
        "assignments": len(pairs),
        "lead": sum(name in task.leads for task, name in pairs),
        "participant": sum(name not in task.leads for task, name in pairs),
        "departments": len({name for _, name in pairs}),
        "leads": len({name for task in tasks for name in task.leads}),
        "sole": modes[Mode.SOLE],
        "lead_participants": modes[Mode.LEAD_PARTICIPANTS],
        "each_own": modes[Mode.EACH_OWN],
        "unassigned": sum(not task.departments for task in tasks),
        "incomplete": sum(not task.complete for task in tasks),
        "deadlines": sum(task.deadline is not None for task in tasks),
        "restricted_suggested": sum(task.restricted_suggested for task in tasks),
    }
