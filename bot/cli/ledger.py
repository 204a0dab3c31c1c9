"""``liaison plan export``: the ledger as a file, made as 台账 makes it in chat."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.auditing import note_operator
from bot.cards import ledger as cards
from bot.cli.common import Refusal, command, echo, iso, json_option, opened, print_json, settings
from bot.clocks import SystemClock
from bot.documents import Format
from bot.grammar.periods import is_called, span_at
from bot.ledgers import look, order_for
from bot.locale import words
from bot.messages import Language
from bot.model.ledger import Ledger
from bot.model.period import Period
from bot.model.plan import PlanFacts
from bot.model.task import Department
from bot.ports import Unit
from bot.settings import Settings
from bot.workdays import Calendar

_FORMATS: dict[str, Format] = {".xlsx": "xlsx", ".csv": "csv"}
ASKERS = {Language.ZH: "运维人员（命令行）", Language.EN: "the operator (command line)"}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for."""

    period: str | None
    department: str | None
    format: Format
    language: Language


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--period", help="A reporting period, as Q3 or 2019-Q3; the current one.")
@click.option("--department", help="Only this department's rows.")
@click.option(
    "--lang", type=click.Choice([one.value for one in Language]), help="The file's language."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@command
async def export(
    *,
    file: str,
    period: str | None,
    department: str | None,
    lang: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the ledger to FILE, which ends in .xlsx or .csv."""
    path = Path(file)
    format = _FORMATS.get(path.suffix.lower())
    if format is None:
        raise Refusal("bad_format", f"{file}：只能导出为 .xlsx 或 .csv，未写文件。")
    if not force:
        check_free(path)
    loaded = settings()
    wish = _Wish(period, department, format, Language(lang or loaded.liaison_language))
    async with opened(loaded) as store:
        async with store.view() as unit:
            ledger, calendar = await _look(unit, wish, loaded)
        async with store.unit() as unit:
            note_operator(unit, "export", f"plan:{ledger.plan.id}", at=SystemClock().now())
    content = _written(ledger, calendar, wish, loaded)
    save(path, content, force=force)
    _say(path, content, ledger, loaded, as_json=as_json)


async def _look(unit: Unit, wish: _Wish, loaded: Settings) -> tuple[Ledger, Calendar]:
    now = SystemClock().now()
    record = await unit.plans.current()
    if record is None:
        raise Refusal("no_plan", "还没有计划，未写文件。请先导入：liaison plan import 文件。")
    facts = record.facts
    period = facts.period
    if wish.period is not None:
        today = min(now.astimezone(loaded.zone).date(), facts.ends)  # Q3 is one of the plan's
        code = span_at(wish.period.strip().lower(), 0, today)
        wanted = wish.period.strip() if code is None else code[0]
        period = period_called(await unit.periods.all(facts.id), wanted, wish.period)
    body = None if wish.department is None else await body_called(unit, facts, wish.department)
    how = {"format": wish.format, "language": wish.language, "asker": ASKERS[wish.language]}
    return await look(unit, order_for(facts.id, period, body, **how), now=now, zone=loaded.zone)


def period_called(every: Sequence[Period], wanted: str, typed: str) -> Period:
    for one in every:
        if is_called(one, wanted):
            return one
    known = "、".join(one.span.code for one in every) or "无"
    raise Refusal("no_period", f"没有叫“{typed}”的报送期，未写文件。已有：{known}。")


async def body_called(unit: Unit, facts: PlanFacts, name: str) -> Department:
    found = await unit.people.department(name)
    if len(found) == 1 and await unit.tasks.assigned_to(facts.id, found[0].id):
        return found[0]
    names = "、".join(body.short for body in found)
    hint = f"可能是：{names}。" if len(found) > 1 else "请写计划中的单位名称。"
    raise Refusal("unknown_department", f"“{name}”不是本计划的一个单位，未写文件。{hint}")


def _written(ledger: Ledger, calendar: Calendar, wish: _Wish, loaded: Settings) -> bytes:
    from reminders.sheets import Sheets  # noqa: PLC0415 - only where it is asked for

    say = words(wish.language, loaded.zone)
    return Sheets().write(cards.table(say, ledger, calendar), wish.format)


def check_free(path: Path) -> None:
    """Before anything is looked up; what comes in between is found when it is written."""
    if path.exists():
        raise Refusal("exists", f"{path} 已存在，未改动。要覆盖请加 --force。")


def save(path: Path, content: bytes, *, force: bool, private: bool = False) -> None:
    """All of it or nothing; what is there is replaced in one step.  ``private``: 0600."""
    beside = path.with_name(f".{secrets.token_hex(8)}.part") if force else path
    try:
        with open(beside, "xb", opener=_private if private else None) as out:
            try:
                out.write(content)
                out.flush()
            except OSError:
                beside.unlink(missing_ok=True)
                raise
        if force:
            os.replace(beside, path)
    except FileExistsError:
        raise Refusal("exists", f"{path} 已存在，未改动。要覆盖请加 --force。") from None
    except OSError as error:
        raise Refusal("unwritable", f"{path}：{error.strerror}，未写文件。") from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _say(path: Path, content: bytes, ledger: Ledger, loaded: Settings, *, as_json: bool) -> None:
    period, body = ledger.period, ledger.department
    told: dict[str, Any] = {
        "file": str(path),
        "bytes": len(content),
        "plan": ledger.plan.title,
        "period": period and period.span.code,
        "department": body and body.short,
        "rows": len(ledger.rows),
        "tasks": ledger.tasks,
        "restricted": ledger.restricted,
        "exported_at": iso(ledger.at, loaded.zone),
        "audit_head": ledger.head.witness,
    }
    if as_json:
        print_json(told)
        return
    echo(
        f"已写入 {path}：{told['rows']} 行，{told['tasks']} 项任务，"
        f"其中线下报送事项 {told['restricted']} 项（只列编号、单位、状态、进度和报送日期）。"
    )
    echo(f"报送期：{told['period'] or '无'}；审计校验 {told['audit_head']}")
