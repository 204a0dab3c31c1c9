"""``liaison outbox``: what could not be delivered or worked, and what to do about it."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.auditing import note_operator
from bot.cards.plain import plain_text
from bot.cli.common import Refusal, command, echo, iso, json_option, opened, print_json, settings
from bot.clocks import SystemClock
from bot.ports import DeliveryState, EventState

_ID = click.IntRange(1, 2**63 - 1)


@click.group()
def outbox() -> None:
    """Undelivered messages and parked events."""


def _delivery(row: DeliveryState, zone: ZoneInfo) -> dict[str, Any]:
    letter = row.delivery
    return {
        "id": row.id,
        "key": letter.key,
        "kind": letter.key.partition(":")[0],
        "to": letter.to.chat,
        "platform": letter.to.platform,
        "state": row.state,
        "tries": row.tries,
        "doubts": row.doubts,
        "since": iso(letter.since, zone),
        "due": iso(row.due, zone),
        "reason": row.reason,
        "text": plain_text(letter.message.shows),
    }


def _event(row: EventState) -> dict[str, Any]:
    return {
        "id": row.id,
        "key": row.event.key,
        "platform": row.event.platform,
        "tries": row.tries,
        "reason": row.reason,
        "text": row.event.payload,
    }


@outbox.command("list")
@click.option("--all", "every", is_flag=True, help="Everything unfinished, not only dead letters.")
@json_option
@command
async def list_(every: bool, as_json: bool) -> None:
    """List dead letters and parked events."""
    zone = settings().zone
    async with opened() as store, store.view() as unit:
        deliveries = [_delivery(row, zone) for row in await unit.outbox.listing(every=every)]
        events = [_event(row) for row in await unit.inbox.listing(every=every)]
    if as_json:
        print_json({"deliveries": deliveries, "inbox": events})
        return
    if not deliveries and not events:
        echo("Nothing is waiting for a person.")
    for row in deliveries:
        echo(f"{row['id']}  {row['state']}  {row['platform']} {row['to']}  {row['reason']}")
    for row in events:
        echo(f"event {row['id']}  {row['platform']}  tries {row['tries']}  {row['reason']}")


@outbox.command("retry")
@click.argument("ids", nargs=-1, required=True, type=_ID)
@json_option
@command
async def retry(ids: tuple[int, ...], as_json: bool) -> None:
    """Send dead letters again."""
    clock = SystemClock()
    async with opened() as store, store.unit() as unit:
        done = [id for id in ids if await unit.outbox.retry(id, at=clock.now())]
        _all_or_nothing(ids, done)
        note_operator(unit, "resend", *_deliveries(done), at=clock.now())
    _report("retried", done, as_json=as_json)


@outbox.command("drop")
@click.argument("ids", nargs=-1, required=True, type=_ID)
@json_option
@command
async def drop(ids: tuple[int, ...], as_json: bool) -> None:
    """Give messages up."""
    clock = SystemClock()
    async with opened() as store, store.unit() as unit:
        done = [id for id in ids if await unit.outbox.drop(id, at=clock.now())]
        _all_or_nothing(ids, done)
        note_operator(unit, "giveup", *_deliveries(done), at=clock.now())
    _report("dropped", done, as_json=as_json)


@outbox.command("hold")
@json_option
@command
async def hold(as_json: bool) -> None:
    """Put everything unfinished aside until a person decides."""
    async with opened() as store, store.unit() as unit:
        held = await unit.outbox.hold()
        if held:
            note_operator(unit, "hold", at=SystemClock().now())
    if as_json:
        print_json({"held": held})
    else:
        echo(f"held: {held}; send with outbox retry, give up with outbox drop")


@outbox.command("redrive")
@click.argument("ids", nargs=-1, required=True, type=_ID)
@json_option
@command
async def redrive(ids: tuple[int, ...], as_json: bool) -> None:
    """Work parked events again."""
    async with opened() as store, store.unit() as unit:
        done = [id for id in ids if await unit.inbox.redrive(id)]
        _all_or_nothing(ids, done)
        events = [f"event:{id}" for id in dict.fromkeys(done)]
        note_operator(unit, "redrive", *events, at=SystemClock().now())
    _report("redriven", done, as_json=as_json)


def _deliveries(ids: Sequence[int]) -> Sequence[str]:
    return [f"delivery:{id}" for id in dict.fromkeys(ids)]


def _all_or_nothing(ids: tuple[int, ...], done: list[int]) -> None:
    if missing := sorted(set(ids) - set(done)):
        numbers = ", ".join(map(str, missing))
        raise Refusal("unknown_id", f"Not possible for {numbers}; nothing was changed.")


def _report(word: str, done: list[int], *, as_json: bool) -> None:
    if as_json:
        print_json({word: done})
    else:
        echo(f"{word}: {', '.join(map(str, done))}")
