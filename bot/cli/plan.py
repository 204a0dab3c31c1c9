"""``liaison plan``: a document becomes the plan in two steps; the plan in force is shown."""

import dataclasses
import sys
from datetime import date, datetime
from typing import Any

import click

from bot.auditing import note_operator
from bot.cli import revising
from bot.cli.common import (
    YEARS,
    Refusal,
    command,
    echo,
    is_name,
    json_option,
    opened,
    print_json,
    refuse_marked,
    settings,
)
from bot.cli.ledger import export
from bot.cli.ledger_in import ledger_in_
from bot.cli.papers import circular
from bot.cli.plan_file import read_file
from bot.cli.revising import Way, answers_of, is_there
from bot.clocks import SystemClock
from bot.model.plan import PlanDraft
from bot.model.revision import Answers
from bot.model.task import Task
from bot.ports import PlanPeriod, PlanRecord, Store
from bot.reissue import begin, proposed

_SHOWN = 12  # warnings printed before the rest is only counted
_LONGEST_TITLE = 200
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def plan() -> None:
    """Import, show and export the plan."""


plan.add_command(export)
plan.add_command(ledger_in_)
plan.add_command(circular)


def _day(value: datetime | None) -> date | None:
    if value is not None and value.year not in YEARS:
        raise click.BadParameter(f"not within {YEARS[0]} to {YEARS[-1]}: {value.date()}")
    return None if value is None else value.date()


@plan.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--title", help="The plan's title, where the document has none.")
@click.option("--from", "starts", type=_DAY, help="First day of the plan's period.")
@click.option("--to", "ends", type=_DAY, help="Last day of the plan's period.")
@click.option("--issued-on", type=_DAY, help="The day the plan was issued.")
@click.option("--dry-run", is_flag=True, help="Read and report, store nothing.")
@click.option("--yes", is_flag=True, help="Apply the draft, with what is proposed.")
@click.option("--same", multiple=True, help="OLD=NEW: which item goes on as which, as 17=18.")
@click.option("--new", type=int, multiple=True, help="An item of the document that is new.")
@click.option("--alias", multiple=True, help="NAME=DEPARTMENT: a name of a department there is.")
@click.option("--add", multiple=True, help="A name that is a department of its own.")
@click.option("--replace", is_flag=True, help="Although it looks like another plan.")
@json_option
@command
async def import_(
    *,
    file: str,
    title: str | None,
    starts: datetime | None,
    ends: datetime | None,
    issued_on: datetime | None,
    dry_run: bool,
    yes: bool,
    same: tuple[str, ...],
    new: tuple[int, ...],
    alias: tuple[str, ...],
    add: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> None:
    """Read FILE (- for standard input) as a plan, show it, and apply it when confirmed."""
    from store.plan import Register, draft_as_json  # noqa: PLC0415 - takes a while
    from store.plan.safely import read_plan_safely  # noqa: PLC0415

    _check_title(title)
    data, name = read_file(file)
    draft = await read_plan_safely(
        data,
        name=name,
        register=Register.shipped(),
        title=title,
        starts=_day(starts),
        ends=_day(ends),
        issued_on=_day(issued_on),
    )
    report = draft_as_json(draft)
    if draft.refused is not None:
        rest = {name: report[name] for name in report if name not in ("refused", "message")}
        raise Refusal(draft.refused, draft.refusal or draft.refused, **rest)
    _check_period(draft)
    if not as_json:
        _print_draft(draft)
    refuse_marked(*alias, *add)
    answers = answers_of(same, new, alias, add)
    answers = dataclasses.replace(answers, title=title, starts=_day(starts), ends=_day(ends))
    how = Way(dry_run=dry_run, yes=yes, replace=replace, as_json=as_json)
    outcome: dict[str, Any] = {}
    if not dry_run or is_there(settings()):
        async with opened() as store:
            outcome = await _keep_and_apply(store, draft, answers, how)
    if as_json:
        print_json({**report, **outcome})


async def _keep_and_apply(
    store: Store, draft: PlanDraft, answers: Answers, how: Way
) -> dict[str, Any]:
    """Keep the draft and apply it if the operator says so; a dry run only compares."""
    clock, yes, as_json = SystemClock(), how.yes, how.as_json
    async with store.view() as unit:
        current = await unit.plans.current()
    if current is not None and current.sha256 == draft.sha256 and not how.dry_run:
        return await _fill_in(store, draft, yes=yes, as_json=as_json)
    if current is not None:
        return await revising.run(store, draft, answers, current, how)
    if how.dry_run:
        return {}
    async with store.unit() as unit:
        kept = await unit.plans.keep(draft, at=clock.now())
    if not yes and not as_json and sys.stdin.isatty():
        yes = click.confirm("确认导入？", default=False)
    if not yes:
        _say(f"草稿 {kept} 已保存，尚未生效。确认请加 --yes 再导入一次同一文件。", quiet=as_json)
        return {"draft": kept, "applied": False}
    period = _period(draft)
    seen = await revising.compared(store, kept, answers, period)
    async with store.unit() as unit:
        facts = await begin(unit, seen, answers, period, at=clock.now())
        note_operator(unit, "import", f"plan:{facts.id}", at=clock.now())
    _say(f"已导入：{facts.title}，共 {facts.tasks} 项。", quiet=as_json)
    return {"draft": kept, "applied": True}


async def _fill_in(store: Store, draft: PlanDraft, *, yes: bool, as_json: bool) -> dict[str, Any]:
    """The same file again: only tasks whose restriction was lifted get their text back."""
    same: dict[str, Any] = {"draft": None, "applied": False, "unchanged": True}
    async with store.view() as unit:
        current = await unit.plans.current()
        tasks = [] if current is None else await unit.tasks.every(current.facts.id)
    missing = [task.ref for task in tasks if task.text_missing]
    if not missing:
        _say("这份文件就是现行计划，没有变化。", quiet=as_json)
        return {**same, "filled": []}
    numbers = "、".join(map(str, missing))
    if not yes and not as_json and sys.stdin.isatty():
        yes = click.confirm(f"第 {numbers} 项已解除线下报送，补回原文？", default=False)
    if not yes:
        _say(f"第 {numbers} 项已解除线下报送，可补回原文；请加 --yes。", quiet=as_json)
        return {**same, "filled": [], "missing": missing}
    async with store.unit() as unit:
        filled = list(await unit.restrictions.refill(draft))
    numbers = "、".join(map(str, filled))
    _say(f"已补回第 {numbers} 项的原文，其余没有变化。", quiet=as_json)
    return {**same, "unchanged": not filled, "filled": filled}


def _check_title(title: str | None) -> None:
    if title is not None and not is_name(title, longest=_LONGEST_TITLE):
        raise Refusal("bad_title", f"标题须为 1 至 {_LONGEST_TITLE} 个可见字符，未导入。")
    refuse_marked(title)


def _check_period(draft: PlanDraft) -> None:
    _, starts, ends = proposed(draft)
    if starts is not None and ends is not None and ends < starts:
        raise Refusal("bad_period", "计划期的结束早于开始，未导入。请检查 --from 和 --to。")


def _period(draft: PlanDraft) -> PlanPeriod:
    """Raises ``Refusal`` when nothing tells the period."""
    title, starts, ends = proposed(draft)
    if starts is None or ends is None:
        raise Refusal(
            "period_unknown",
            "文件没有说明计划期，未生效（草稿已保存）。请加 --from 2019-01-01 --to 2019-12-31。",
        )
    return PlanPeriod(title=title, starts=starts, ends=ends, issued_on=draft.issued_on)


def _say(sentence: str, *, quiet: bool) -> None:
    if not quiet:
        echo(sentence)


def _print_draft(draft: PlanDraft) -> None:
    counts = draft.counts
    pairs = sum(len(task.departments) for task in draft.tasks)
    title, starts, ends = proposed(draft)
    echo(f"计划：{title}")
    echo(f"期间：{starts or '未知'} 至 {ends or '未知'}")
    echo(
        f"{counts.get('chapters', 0)} 章，{counts.get('sections', 0)} 节，"
        f"{len(draft.tasks)} 项任务，{pairs} 个任务—部门对"
    )
    _print_restricted(draft)
    echo(f"提示 {len(draft.warnings)} 条")
    for warning in draft.warnings[:_SHOWN]:
        where = f"第{warning.task}项" if warning.task else f"第{warning.line}行"
        echo(f"  {where}：{warning.message}")
    if len(draft.warnings) > _SHOWN:
        echo(f"  其余 {len(draft.warnings) - _SHOWN} 条见 --json")


def _print_restricted(draft: PlanDraft) -> None:
    """How many the import takes for restricted; the office has the last word."""
    numbers = [task.number or "?" for task in draft.tasks if task.restricted_suggested]
    if numbers:
        echo(f"线下报送 {len(numbers)} 项，待办公室确认（私聊发“线下”）：{'、'.join(numbers)}")


@plan.command("show")
@json_option
@command
async def show(as_json: bool) -> None:
    """Show the plan in force."""
    async with opened() as store, store.view() as unit:
        record = await unit.plans.current()
        if record is None:
            raise Refusal("no_plan", "还没有计划。请先导入：liaison plan import 文件。")
        tasks = await unit.tasks.every(record.facts.id)
    if as_json:
        print_json(_as_json(record, [_task_as_json(task) for task in tasks]))
        return
    period = record.period
    echo(f"{period.title}（{period.starts} 至 {period.ends}），共 {len(tasks)} 项")
    for task in tasks:
        text = "线下报送事项" if task.restricted else task.text
        echo(f"{task.number or task.ref}. {text}（{_who(task)}）[{task.status}]")


def _who(task: Task) -> str:
    return "、".join(share.department.short for share in task.shares)


def _as_json(record: PlanRecord, tasks: list[dict[str, Any]]) -> dict[str, Any]:
    period = record.period
    issued = period.issued_on
    return {
        "plan": {
            "title": period.title,
            "from": period.starts.isoformat(),
            "to": period.ends.isoformat(),
            "issued_on": issued and issued.isoformat(),
            "issuer": record.issuer,
            "rules": list(record.rules),
            "sha256": record.sha256,
        },
        "tasks": tasks,
    }


def _task_as_json(task: Task) -> dict[str, Any]:
    """A task as the importer prints it, with how far it is; a restricted one without its text."""
    leads = [share.department.short for share in task.leads]
    day = task.deadline.day
    return {
        "number": task.number,
        "ref": task.ref,
        "text": None if task.restricted else task.text,
        "chapter": task.chapter,
        "section": task.section,
        "mode": task.mode,
        "lead": leads[0] if leads else None,
        "leads": leads,
        "lead_basis": task.lead_basis,
        "departments": [share.department.short for share in task.shares],
        "deadline": day and day.isoformat(),
        "deadline_kind": task.deadline.kind,
        "complete": task.complete,
        "status": task.status,
        "percent": task.percent,
        "restricted": task.restricted,
    }
