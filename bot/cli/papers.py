"""``liaison plan circular`` and ``person code-sheet``: what chats make, for where they take no
file."""

from datetime import timedelta
from pathlib import Path

import click

from bot import circulars, code_sheets
from bot.auditing import note_operator
from bot.cards import circular as circular_cards
from bot.cards import circular_parts, code_sheet
from bot.cli.common import Refusal, command, echo, iso, json_option, opened, print_json, settings
from bot.cli.ledger import ASKERS, body_called, check_free, period_called, save
from bot.clocks import SystemClock
from bot.grammar.periods import span_at
from bot.locale import words
from bot.messages import Language, Platform
from bot.model.audit import person_object
from bot.model.ledger import Ledger
from bot.model.plan import PlanFacts
from bot.model.task import Department
from bot.ports import SheetWriter, Unit
from bot.settings import Settings
from bot.workdays import Calendar

_LANGUAGE = click.option(
    "--lang", type=click.Choice([one.value for one in Language]), help="The file's language."
)
_FORCE = click.option("--force", is_flag=True, help="Write over a file that is there.")
_FILE = click.argument("file", type=click.Path(dir_okay=False))


@click.command("circular")
@_FILE
@click.option("--period", help="A reporting period, as Q3 or 2019-Q3; the current one.")
@click.option("--of", "of", help="Only this department's or chapter's items.")
@_LANGUAGE
@_FORCE
@json_option
@command
async def circular(
    *, file: str, period: str | None, of: str | None, lang: str | None, force: bool, as_json: bool
) -> None:
    """Write the draft of a circular to FILE, which ends in .docx."""
    path = _to_write(file, force=force)
    loaded = settings()
    language = Language(lang or loaded.liaison_language)
    async with opened(loaded) as store:
        async with store.view() as unit:
            ledger, calendar, chapter = await _look(unit, loaded, period, of, language)
        async with store.unit() as unit:
            note_operator(unit, "circular", f"plan:{ledger.plan.id}", at=SystemClock().now())
    say = words(language, loaded.zone)
    content = _sheets().write(circular_cards.paper(say, ledger, calendar, chapter), "docx")
    save(path, content, force=force)
    counts = circular_parts.counted(ledger.rows)
    if as_json:
        told = {
            "file": str(path),
            "bytes": len(content),
            "plan": ledger.plan.title,
            "period": ledger.period and ledger.period.span.code,
            "of": of,
            "tasks": ledger.tasks,
            "restricted": ledger.restricted,
            "owed": counts.owed,
            "handed_in": counts.handed,
            "audit_head": ledger.head.witness,
        }
        print_json(told)
        return
    echo(
        f"已写入 {path}：任务 {ledger.tasks} 项（线下报送事项 {ledger.restricted} 项只计数），"
        f"应报 {counts.owed}，已报 {counts.handed}；审计校验 {ledger.head.witness}"
    )


async def _look(
    unit: Unit, loaded: Settings, period: str | None, of: str | None, language: Language
) -> tuple[Ledger, Calendar, str | None]:
    now = SystemClock().now()
    record = await unit.plans.current()
    if record is None:
        raise Refusal("no_plan", "还没有计划，未写文件。请先导入：liaison plan import 文件。")
    facts, chosen = record.facts, record.facts.period
    if period is not None:
        today = min(now.astimezone(loaded.zone).date(), facts.ends)  # Q3 is one of the plan's
        code = span_at(period.strip().lower(), 0, today)
        wanted = period.strip() if code is None else code[0]
        chosen = period_called(await unit.periods.all(facts.id), wanted, period)
    body, chapter = None, None
    if of is not None:
        body = await _department(unit, facts, of)
        chapter = None if body is not None else of
    order = circulars.order_for(
        facts.id, chosen, body, chapter=chapter, language=language, asker=ASKERS[language]
    )
    ledger, calendar = await circulars.look(unit, order, now=now, zone=loaded.zone)
    if not ledger.rows:
        raise Refusal("unknown_scope", f"“{of}”不是本计划的单位或章节，未写文件。")
    return ledger, calendar, chapter


async def _department(unit: Unit, plan: PlanFacts, name: str) -> Department | None:
    """None where the name is no one department's: it may be a chapter's."""
    found = await unit.people.department(name)
    return await body_called(unit, plan, name) if len(found) == 1 else None


@click.command("code-sheet")
@_FILE
@click.option("--platform", required=True, type=click.Choice([p.value for p in Platform]))
@click.option("--unbound", is_flag=True, help="Only who has no account anywhere.")
@_LANGUAGE
@_FORCE
@click.option("--yes", is_flag=True, help="Issue the codes; without it only say for whom.")
@json_option
@command
async def sheet(
    *,
    file: str,
    platform: str,
    unbound: bool,
    lang: str | None,
    force: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Write binding codes for whoever has no account on the platform to FILE (.docx), as slips."""
    path = _to_write(file, force=force)
    loaded, now = settings(), SystemClock().now()
    ends = now + timedelta(hours=loaded.liaison_code_sheet_hours)
    say = words(Language(lang or loaded.liaison_language), loaded.zone)
    async with opened(loaded) as store, store.unit() as unit:
        chosen = await _chosen(unit, Platform(platform), unbound=unbound)
        written = yes and bool(chosen.wanted)
        if written:
            issued = code_sheets.issues(chosen, f"{path}|{now.isoformat()}")
            slips = code_sheet.slips(
                say, issued, chosen, issuer=ASKERS[say.language], at=now, expires=ends
            )
            save(path, _sheets().write(slips, "docx"), force=force, private=True)
            await code_sheets.store(unit, issued, at=now, expires=ends, by=None)
            note_operator(unit, "code", *(person_object(p.id) for p in chosen.people), at=now)
    without = [body.short for body in chosen.without]
    if as_json:
        told = {
            "file": str(path) if written else None,
            "codes": len(chosen.wanted) if written else 0,
            "people": [{"id": p.id, "department": p.department.short} for p in chosen.people],
            "without": without,
            "expires": iso(ends, loaded.zone) if written else None,
        }
        print_json(told)
        return
    head = f"已写入 {path}，含 {len(chosen.wanted)} 个绑定码" if written else "未生成绑定码"
    echo(f"{head}：{len(chosen.people)} 人没有 {platform} 帐号。" + _hint(yes=yes))
    if without:
        echo(f"尚未登记联络员的单位：{'、'.join(without)}")


async def _chosen(unit: Unit, platform: Platform, *, unbound: bool) -> code_sheets.Chosen:
    record = await unit.plans.current()
    plan = None if record is None else record.facts
    chosen = await code_sheets.everybody(unit, plan, platform, unbound=unbound)
    if len(chosen.wanted) > code_sheets.MOST:
        raise Refusal("too_many", f"{len(chosen.wanted)} 张超出一次可打印的数量，未生成。")
    return chosen


def _sheets() -> SheetWriter:
    from reminders.sheets import Sheets  # noqa: PLC0415 - only where it is asked for

    return Sheets()


def _hint(*, yes: bool) -> str:
    return "" if yes else "要生成请加 --yes；此前同一平台的绑定码随即作废。"


def _to_write(file: str, *, force: bool) -> Path:
    path = Path(file)
    if path.suffix.lower() != ".docx":
        raise Refusal("bad_format", f"{file}：只能写为 .docx，未写文件。")
    if not force:
        check_free(path)
    return path
