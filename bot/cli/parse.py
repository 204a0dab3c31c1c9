"""``liaison parse``: how messages would be read; nothing is stored or sent."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.access import Relation, Role, Verdict, rule
from bot.cli.common import Refusal, command, instant, opened, print_json, settings
from bot.commands import COMMANDS
from bot.errors import StoreUnavailable
from bot.grammar.parse import parse_cases, text_of
from bot.messages import Channel
from bot.official import official
from bot.settings import Settings

_NOW = "2019-06-10T10:00:00+08:00"
_SHIPPED = 106
_OF_LIAISONS = [
    name
    for name, command in COMMANDS.items()
    if rule(Role.LIAISON, command.act, Relation.LEAD, Channel.PRIVATE).verdict is not Verdict.REFUSE
]
"""A case is a liaison's unless it says otherwise: what only the office may is refused."""


@click.command()
@click.option("--now", help="The instant that dates are read from, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="Accepted; the output is always JSON lines.")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@command
async def parse(now: str | None, as_json: bool, file: str) -> None:
    """Read cases from FILE and print one JSON result a line."""
    loaded = settings()
    cases, stated = _cases(file)
    moment = instant(now or stated or _NOW, loaded.zone)
    if not isinstance(moment, datetime):
        raise Refusal("bad_date", "There is no such instant.")
    highest = await _highest(loaded)
    local = moment.astimezone(loaded.zone)
    results = parse_cases(
        cases, now=local, highest=highest, calendar=official(), commands=_OF_LIAISONS
    )
    for result in results:
        print_json(result, indent=None)


def _cases(file: str) -> tuple[list[dict[str, Any]], str | None]:
    """The cases and the instant that the file itself names."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        read = json.loads(raw)
        cases = read["cases"] if isinstance(read, dict) else read
        stated = read.get("meta", {}).get("now") if isinstance(read, dict) else None
        if not isinstance(cases, list) or not isinstance(stated, str | None):
            raise ValueError
        for case in cases:
            _ = case["id"], text_of(case)
    except OSError as error:
        raise Refusal("unreadable", f"{file}: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refusal("malformed", f"{file} is no list of cases with id and text.") from None
    return cases, stated


async def _highest(loaded: Settings) -> int:
    """The highest item of the plan in the store, else of the shipped one."""
    try:
        async with opened(loaded) as store, store.view() as unit:
            record = await unit.plans.current()
    except StoreUnavailable:
        return _SHIPPED
    return _SHIPPED if record is None else record.facts.highest
