"""``liaison status``, ``doctor`` and ``db``: is all well, and if not, what to do."""

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from bot.cli.common import Refusal, command, echo, iso, json_option, opened, print_json, settings
from bot.clocks import SystemClock
from bot.errors import StoreUnavailable
from bot.findings import Finding, findings
from bot.model.person import PersonRole
from bot.platforms import NONE, states, wecom_app
from bot.ports import Store, Unit, totals
from bot.settings import Settings
from bot.watch import LIMITS

_NO_COORDINATOR = "No coordinator yet: liaison person add --role coordinator …"
_NO_PLAN = "No plan yet: liaison plan import FILE"
_CUT = "The audit does not end where its head says: liaison audit verify"

_SERVE = "see that liaison serve runs"
_ADVICE: Mapping[str, str] = {
    "tick_missed": f"Nothing was looked up for {{lasting}}: {_SERVE}",
    "event_waits": f"An event has been waiting for {{lasting}}: {_SERVE}",
    "message_waits": f"A message of {{platform}} has been due for {{lasting}}: {_SERVE}",
    "doubt_lasts": f"A message of {{platform}} has been in doubt for {{lasting}}: {_SERVE}",
    "platform_refuses": "{platform} refuses us: liaison doctor says why",
    "orphans": f"{{count}} rows belong to a process that is gone: {_SERVE}",
    "sent_without_id": "{count} messages count as sent without proof: report this as a bug",
    "dead_without_notice": "{count} undelivered and nobody was told: liaison outbox list",
    "dead_letters": "{count} undelivered: liaison outbox list",
    "events_parked": "{count} parked events: liaison outbox list",
}
_MISFITS = {
    "older": "The schema is older than this version: run liaison db upgrade.",
    "newer": "The schema is newer than this version: install the version that wrote it.",
    "foreign": "The database holds another program's tables: let DATABASE_URL name an empty one.",
}


async def _unwritable(store: Store) -> list[str]:
    """Why the store could not be written: for a moment this process is one of its instances."""
    try:
        await store.enlist(at=SystemClock().now())
    except StoreUnavailable as away:
        return [str(away)]
    return []


def _sentence(finding: Finding) -> str:
    """What is wrong, and what to do about it."""
    seconds = finding.facts.get("seconds", 0)
    lasting = f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"  # noqa: PLR2004
    return _ADVICE[finding.code].format(
        platform=finding.platform, lasting=lasting, count=finding.facts.get("count")
    )


async def _look(unit: Unit, loaded: Settings, now: datetime) -> dict[str, Any]:
    """Everything the store knows about its own health."""
    record = await unit.plans.current()
    vitals = await unit.health.vitals(now=now)
    people = await unit.people.people()
    warnings = []
    if record is None:
        warnings.append(_NO_PLAN)
    if not any(p.role is PersonRole.COORDINATOR and not p.standin for p in people):
        warnings.append(_NO_COORDINATOR)
    whole = await unit.audit.is_whole()
    problems = [] if whole else [_CUT]
    problems += [_sentence(finding) for finding in findings(vitals, now, LIMITS)]
    return {
        "plan": record and {"title": record.period.title, "tasks": record.facts.tasks},
        "platforms": [{"name": name, "state": is_} for name, is_ in states(loaded).items()],
        "inbox": totals(vitals.inbox),
        "outbox": totals(vitals.outbox),
        "last_tick": iso(vitals.last_tick, loaded.zone),
        "ok": not problems,
        "problems": problems + warnings,
    }


@click.command()
@json_option
@command
async def status(as_json: bool) -> None:
    """Health in one look; exit 1 if somebody must act."""
    loaded = settings()
    async with opened(loaded) as store:
        unwritable = await _unwritable(store)
        async with store.view() as unit:
            seen = await _look(unit, loaded, SystemClock().now())
    kind = loaded.database_url.get_secret_value().partition(":")[0].partition("+")[0]
    ok, problems = seen.pop("ok") and not unwritable, unwritable + seen.pop("problems")
    report = {"ok": ok, "database": kind, **seen, "problems": problems}
    if as_json:
        print_json(report)
    else:
        _print(report)
    sys.exit(0 if ok else 1)


def _print(report: dict[str, Any]) -> None:
    plan = report["plan"]
    echo(f"database  {report['database']}")
    echo(f"plan      {plan['title']}, {plan['tasks']} tasks" if plan else "plan      none")
    for platform in report["platforms"]:
        echo(f"{platform['name']:9} {platform['state']}")
    for box in ("inbox", "outbox"):
        counts = ", ".join(f"{state} {n}" for state, n in sorted(report[box].items()))
        echo(f"{box:9} {counts or 'empty'}")
    echo(f"last tick {report['last_tick'] or 'none'}")
    for problem in report["problems"]:
        echo(f"!  {problem}")


@click.command()
@json_option
@command
async def doctor(as_json: bool) -> None:
    """Check settings and tokens, say what to do; exit 1 if something is wrong."""
    loaded = settings()
    async with opened(loaded) as store:
        unwritable = await _unwritable(store)
        async with store.view() as unit:
            seen = await _look(unit, loaded, SystemClock().now())
        database = _check("database", "bad" if unwritable else "ok", *unwritable)
        checks = [_check("settings", "ok"), database, *await _connections(loaded, store)]
    checks.append(_pictures(loaded))
    level = "warn" if seen["ok"] else "bad"
    checks += [_check("office", level, problem) for problem in seen["problems"]]
    well = all(check["level"] != "bad" for check in checks)
    if as_json:
        print_json({"ok": well, "checks": checks})
    else:
        for check in checks:
            echo(f"{check['level']:5} {check['check']:9} {check['advice']}")
    sys.exit(0 if well else 1)


def _check(name: str, level: str, advice: str = "") -> dict[str, str]:
    """``level``: ok, warn (works, but somebody should act) or bad (does not work)."""
    return {"check": name, "level": level, "advice": advice}


def _pictures(loaded: Settings) -> dict[str, str]:
    """Whether digests have their charts: with which font, or how to get one."""
    from reminders.pictures import find_brush  # noqa: PLC0415 - only where it is used

    brush = find_brush(loaded.liaison_font)
    if brush.trouble or brush.font is None:
        return _check("pictures", "warn", brush.trouble)
    source = brush.font.package or brush.font.path
    return _check("pictures", "ok", f"Charts are drawn with {brush.font.family} ({source}).")


async def _connections(loaded: Settings, store: Store) -> list[dict[str, str]]:
    """Each platform that is on, asked; one that is off is no trouble while another is on."""
    checks = []
    if token := loaded.telegram_bot_token.get_secret_value():
        from adapters.telegram import probe  # noqa: PLC0415 - only where it is used

        ok, advice = await probe.diagnose(token, loaded.telegram_api_base)
        checks.append(_check("telegram", "ok" if ok else "bad", advice))
    if token := loaded.slack_bot_token.get_secret_value():
        from adapters.slack import identity  # noqa: PLC0415 - only where it is used

        app = loaded.slack_app_token.get_secret_value()
        ok, advice = await identity.diagnose(token, app, loaded.slack_api_base)
        checks.append(_check("slack", "ok" if ok else "bad", advice))
    if loaded.wecom_secret.get_secret_value():
        adapter = wecom_app(loaded, store, SystemClock())
        wrong = await adapter.desk.diagnose()
        await adapter.close()
        checks.append(_check("wecom", "bad" if wrong else "ok", *filter(None, [wrong])))
    if loaded.wecom_bot_id:
        checks.append(_check("robot", "ok", "WeCom's robot is not tried: liaison serve has it."))
    return checks or [_check("platforms", "warn", NONE)]


@click.group()
def db() -> None:
    """Upgrade or check the database schema."""


@db.command("upgrade")
@json_option
@command
async def upgrade(as_json: bool) -> None:
    """Bring the schema to this version; safe to repeat."""
    from store import schema  # noqa: PLC0415 - only where it is used

    state = await schema.upgrade(settings().database_url.get_secret_value())
    if as_json:
        print_json({"state": state})
    else:
        echo(f"The schema is {state}.")


@db.command("check")
@json_option
@command
async def check(as_json: bool) -> None:
    """Say whether the schema fits this version; exit 1 if it does not."""
    from store import schema  # noqa: PLC0415 - only where it is used

    state = await schema.check(settings().database_url.get_secret_value())
    if state in _MISFITS:
        raise Refusal(f"schema_{state}", _MISFITS[state])
    if as_json:
        print_json({"state": state})
    else:
        echo(f"The schema is {state}.")
