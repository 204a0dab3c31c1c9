"""``liaison tick``: plans what is due at an instant; sends nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.app import assemble
from bot.cli.common import command, echo, instant, iso, json_option, opened, print_json, settings
from bot.clocks import FixedClock, SystemClock, midnight
from bot.ports import Occurrence


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
        names = dict[int, str]()
        if planned.found:
            async with store.view() as unit:
                names = {p.id: p.name for p in await unit.people.people(active=False)}
        rows = [_as_json(one, names, now, loaded.zone) for one in planned.found]
    if as_json:
        print_json({"occurrences": rows, "new": len(planned.new)})
        return
    for row in rows:
        echo(f"{row['at']}  {row['key']}  {row['to'] or ''}  {row['title']}")
    echo(f"{len(rows)} due, {len(planned.new)} new")


def _as_json(
    one: Occurrence, names: Mapping[int, str], now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    address = one.to and {"platform": one.to.platform, "chat": one.to.chat}
    return {
        "key": one.key,
        "kind": one.kind,
        "to": None if one.person is None else names.get(one.person),
        "address": address,
        "at": iso(max(one.due, now), zone),
        "title": one.title,
        "why": one.why,
    }
