"""``liaison calendar``: which days are worked, and what the office decides about them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.auditing import note_operator
from bot.cli.arrangement import complete, read_arrangement
from bot.cli.common import (
    YEARS,
    Refusal,
    command,
    echo,
    iso,
    json_option,
    opened,
    print_json,
    settings,
)
from bot.clocks import SystemClock
from bot.official import official
from bot.ports import Decision
from bot.workdays import Calendar, DayKind

_OFFICIAL = "official"


@click.group()
def calendar() -> None:
    """Show the working days, and decide about them."""


@calendar.command("show")
@click.argument("year", type=click.IntRange(YEARS[0], YEARS[-1]), required=False)
@json_option
@command
async def show(year: int | None, as_json: bool) -> None:
    """Show the holidays and adjusted workdays of YEAR, of this one if none is given."""
    loaded = settings()
    chosen = year or SystemClock().now().astimezone(loaded.zone).year
    async with opened(loaded) as store, store.view() as unit:
        found = await unit.workdays.calendar()
        decisions = await unit.workdays.decisions(date(chosen, 1, 1), date(chosen, 12, 31))
    report = _year_as_json(found, chosen, decisions, loaded.zone)
    if as_json:
        return print_json(report)
    echo(f"{chosen}: {report['workdays']} working days, {_SOURCES[report['source']]}")
    for run in report["holidays"]:
        echo(f"  off     {run['from']} to {run['to']}")
    for day in report["worked_weekends"]:
        echo(f"  worked  {day}")
    for one in report["decisions"]:
        echo(f"  decided {one['day']} {one['kind']}  {one['by'] or ''} {one['at']}")


_SOURCES = {
    "published": "as published",
    "office": "as entered by the office",
    None: "PROVISIONAL: Monday to Friday, until somebody enters the holidays "
    "(liaison calendar import)",
}


def _source(calendar: Calendar, year: int) -> str | None:
    if official().known(year):
        return "published"
    return "office" if calendar.known(year) else None


def _year_as_json(
    calendar: Calendar, year: int, decisions: Sequence[Decision], zone: ZoneInfo
) -> dict[str, Any]:
    before, last = date(year - 1, 12, 31), date(year, 12, 31)
    return {
        "year": year,
        "source": _source(calendar, year),
        "workdays": calendar.workdays_left(before, last),
        "holidays": [
            {"from": first.isoformat(), "to": end.isoformat()}
            for first, end in calendar.breaks(year)
        ],
        "worked_weekends": [day.isoformat() for day in calendar.worked(before, last)],
        "decisions": [
            {
                "day": decision.day.isoformat(),
                "kind": decision.kind,
                "whole": decision.whole,
                "by": decision.by,
                "at": iso(decision.at, zone),
            }
            for decision in decisions
        ],
        "known": sorted(calendar.years),
    }


@calendar.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@json_option
@command
async def import_(file: str, yes: bool, as_json: bool) -> None:
    """Enter a year's arrangement from a CSV with the columns 日期, 类型 (上班 or 休息)."""
    days = read_arrangement(file)
    entered = [year for year in complete(days) if not official().known(year)]
    async with opened() as store, store.unit() if yes else store.view() as unit:
        before = await unit.workdays.calendar()
        if yes:
            decided, lifted = before.deciding(days)
            now = SystemClock().now()
            await unit.workdays.decide(decided, by=None, at=now, years=entered)
            await unit.workdays.lift(lifted)
            if decided or lifted or entered:
                note_operator(unit, "calendar", at=now)
    changes = [_change(before, day, kind) for day, kind in sorted(days.items())]
    years = list(_years(before, days, entered))
    if as_json:
        return print_json({"days": changes, "years": years, "applied": yes})
    for row in changes:
        echo(f"{row['day']}  {row['kind']}  {row['change']}")
    for one in years:
        echo(f"{one['year']}: {_SOURCES[one['source']]}")
    echo(f"{len(days)} days entered." if yes else f"{len(days)} days; --yes enters them.")


def _change(before: Calendar, day: date, kind: DayKind) -> dict[str, str]:
    """``change``: what the list does to the day."""
    if before.kind(day) is kind:
        change = "as it is"
    else:
        change = "as published again" if before.published(day) is kind else "new"
    return {"day": day.isoformat(), "kind": kind, "change": change}


def _years(
    before: Calendar, days: Iterable[date], entered: Collection[int]
) -> Iterable[Mapping[str, Any]]:
    after = before.decided(before.overrides, entered)
    for year in sorted({day.year for day in days}):
        yield {"year": year, "source": _source(after, year)}


@calendar.command("set")
@click.argument("day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("kind", type=click.Choice([*(kind.value for kind in DayKind), _OFFICIAL]))
@json_option
@command
async def set_(day: datetime, kind: str, as_json: bool) -> None:
    """Say that DATE is a workday or a holiday; official: what was published holds again."""
    chosen = day.date()
    if chosen.year not in YEARS:
        raise Refusal("bad_date", f"{chosen}: not within {YEARS[0]} to {YEARS[-1]}.")
    async with opened() as store, store.unit() as unit:
        before = await unit.workdays.calendar()
        wanted = before.published(chosen) if kind == _OFFICIAL else DayKind(kind)
        decided, lifted = before.deciding({chosen: wanted})
        now = SystemClock().now()
        await unit.workdays.decide(decided, by=None, at=now)
        await unit.workdays.lift(lifted)
        if decided or lifted:
            note_operator(unit, "calendar", f"day:{chosen.isoformat()}", at=now)
    report = {
        "day": chosen.isoformat(),
        "kind": wanted,
        "published": before.published(chosen),
        "decided": bool(decided),
    }
    if as_json:
        return print_json(report)
    whose = "decided by the office" if decided else "as without the office"
    echo(f"{chosen:%Y-%m-%d} is a {wanted}, {whose}.")
