"""``liaison tick``: plans what is due at an instant; sends nothing."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.app import assemble
from bot.cli.common import command, echo, instant, iso, json_option, opened, print_json, settings
from bot.clocks import FixedClock, SystemClock, midnight
from bot.ports import Occurrence, Unit


@click.command()
@click.option("--at", help="The instant, ISO 8601; now if not given.")
@click.option("--dry-run", is_flag=True, help="Only tell, plan nothing.")
@json_option
@command
async def tick(*, at: str | None, dry_run: bool, as_json: bool) -> None:
    """Plan what is due, and list it."""
    loaded = settings()
    now = instant(at, loaded.zone) or SystemClock().now()
    async with opened(loaded) as store:
        planner = assemble(store, FixedClock(now), (), loaded).planner
        begins = midnight(now, loaded.zone)
        planned = await planner.look(now=now, midnight=begins, keep=not dry_run)
        async with store.view() as unit:
            rows = [await _as_json(unit, one, now, loaded.zone) for one in planned.found]
    if as_json:
        print_json({"occurrences": rows, "new": len(planned.new)})
        return
    for row in rows:
        echo(f"{row['at']}  {row['key']}  {row['to'] or ''}  {row['title']}")
    echo(f"{len(rows)} due, {len(planned.new)} new")


async def _as_json(unit: Unit, one: Occurrence, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    person = None if one.person is None else await unit.people.person(one.person)
    address = one.to and {"platform": one.to.platform, "chat": one.to.chat}
    return {
        "key": one.key,
        "kind": one.kind,
        "to": person and person.name,
        "address": address,
        "at": iso(max(one.due, now), zone),
        "title": one.title,
        "why": one.why,
    }
