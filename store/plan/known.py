"""The draft's names against the register: unknown, outdated, ambiguous, or another's signboard."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model.plan import TaskDraft
from store.plan.register import Register
from store.plan.report import Report


def check_names(
    tasks: Sequence[TaskDraft],
    years: tuple[int, int] | None,
    register: Register,
    report: Report,
) -> tuple[TaskDraft, ...]:
    """Warns of each name once.  Signboards are printed as their body, where the register's
    bodies are the plan's: a city's 版权局 is not the national one's signboard."""
    first: dict[str, TaskDraft] = {}
    groups: set[str] = set()
    for task in tasks:
        groups.update(task.collectives)
        for name in task.departments:
            first.setdefault(name, task)
    for name, task in first.items():
        if name not in groups:
            _check(name, task, years, register, report)
    known = sum(bool(register.spellings(name)) for name in first)
    boards = _signboards(first, years, register) if 2 * known > len(first) else {}
    return tuple(_as_bodies(task, boards, register, report) for task in tasks)


def _check(
    name: str,
    task: TaskDraft,
    years: tuple[int, int] | None,
    register: Register,
    report: Report,
) -> None:
    def warn(code: str, message: str) -> None:
        report.add(code, message, task=task.number, line=task.lines[0])

    spellings = register.spellings(name)
    if between := register.ambiguous(name):
        warn("ambiguous_name", f"{name}可能指{'、'.join(between)}，请确认。")
    elif not spellings:
        similar = register.similar(name)
        hint = f"（相近：{similar}）" if similar else ""
        warn("unknown_department", f"{name}不在单位名册中{hint}，按印出的名称保留。")
    elif not any(spelling.holds(years) for spelling in spellings):
        body = spellings[0].short
        warn("name_not_valid_in_year", f"{name}不是计划期内的名称（名册中为{body}），请确认。")


def _signboards(
    names: Iterable[str], years: tuple[int, int] | None, register: Register
) -> dict[str, str]:
    boards = {}
    for name in names:
        spellings = [s for s in register.spellings(name) if s.holds(years)]
        if len(spellings) == 1 and spellings[0].kind == "signboard":
            boards[name] = spellings[0].short
    return boards


def _as_bodies(
    task: TaskDraft, boards: dict[str, str], register: Register, report: Report
) -> TaskDraft:
    """The task with signboards as bodies; a body named twice is listed once where that is sure."""
    printed = [boards.get(name, name) for name in task.departments]
    meant = [_body(name, register) for name in printed]
    for body in {body for body in meant if meant.count(body) > 1}:
        report.add(
            "same_body_twice", f"{body}以不同名称出现。", task=task.number, line=task.lines[0]
        )
    return replace(
        task,
        departments=tuple(dict.fromkeys(printed)),
        leads=tuple(dict.fromkeys(boards.get(name, name) for name in task.leads)),
    )


def _body(name: str, register: Register) -> str:
    bodies = {spelling.short for spelling in register.spellings(name)}
    return bodies.pop() if len(bodies) == 1 else name
