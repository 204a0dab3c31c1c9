"""``liaison status``, ``doctor`` and ``db``: is all well, and if not, what to do."""

import sys
from collections import Counter
from typing import Any

import click

from bot.app import SystemClock
from bot.cli.common import Refusal, command, echo, json_option, opened, print_json, settings
from bot.errors import StoreUnavailable
from bot.model.person import PersonRole
from bot.ports import Store, Unit
from bot.settings import Settings

_NO_COORDINATOR = "No coordinator yet: liaison person add --role coordinator …"
_NO_PLAN = "No plan yet: liaison plan import FILE"
_NO_PLATFORM = "No platform has credentials: set TELEGRAM_BOT_TOKEN (.env.example)."

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


async def _look(unit: Unit, loaded: Settings) -> dict[str, Any]:
    """Everything the store knows about its own health."""
    record = await unit.plans.current()
    deliveries = await unit.outbox.listing(every=True)
    events = await unit.inbox.listing(every=True)
    people = await unit.people.people()
    warnings, problems = [], []
    if record is None:
        warnings.append(_NO_PLAN)
    if not any(p.role is PersonRole.COORDINATOR and not p.standin for p in people):
        warnings.append(_NO_COORDINATOR)
    outbox = Counter(row.state for row in deliveries)
    inbox = Counter(row.state for row in events)
    dead = sum(outbox[state] for state in ("refused", "unconfirmed", "expired"))
    if dead:
        problems.append(f"{dead} undelivered: liaison outbox list")
    if inbox["parked"]:
        problems.append(f"{inbox['parked']} parked events: liaison outbox list")
    return {
        "plan": record and {"title": record.period.title, "tasks": record.facts.tasks},
        "platforms": [{"name": name, "state": state} for name, state in _platforms(loaded)],
        "inbox": dict(inbox),
        "outbox": dict(outbox),
        "ok": not problems,
        "problems": problems + warnings,
    }


def _platforms(loaded: Settings) -> list[tuple[str, str]]:
    has_token = bool(loaded.telegram_bot_token.get_secret_value())
    return [("telegram", loaded.telegram_mode if has_token else "off")]


@click.command()
@json_option
@command
async def status(as_json: bool) -> None:
    """Health in one look; exit 1 if somebody must act."""
    loaded = settings()
    async with opened(loaded) as store:
        unwritable = await _unwritable(store)
        async with store.view() as unit:
            seen = await _look(unit, loaded)
    kind = loaded.database_url.get_secret_value().partition(":")[0].partition("+")[0]
    ok, problems = seen.pop("ok") and not unwritable, unwritable + seen.pop("problems")
    report = {"ok": ok, "database": kind, **seen, "last_tick": None, "problems": problems}
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
            seen = await _look(unit, loaded)
    database = _check("database", "bad" if unwritable else "ok", *unwritable)
    checks = [_check("settings", "ok"), database, await _telegram(loaded)]
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


async def _telegram(loaded: Settings) -> dict[str, str]:
    token = loaded.telegram_bot_token.get_secret_value()
    if not token:
        return _check("telegram", "warn", _NO_PLATFORM)
    from adapters.telegram.probe import diagnose  # noqa: PLC0415 - only where it is used

    ok, advice = await diagnose(token, loaded.telegram_api_base)
    return _check("telegram", "ok" if ok else "bad", advice)


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
