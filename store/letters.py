"""Rows of the outbox as values, and values as rows."""

from collections.abc import Mapping
from typing import Any

from bot.messages import Address, Part
from bot.ports import Delivery, DeliveryState, Held, Route
from store.codec import from_json, to_json
from store.lanes import EVER
from store.queues import Stage
from store.sql import AnyRow

FRESH: dict[str, Any] = {
    "state": Stage.PENDING,
    "owner": None,
    "fence": 0,
    "tries": 0,
    "doubts": 0,
    "reason": "",
    "message": None,
    "lane_id": None,
    "turn": None,
    "notice": None,
    "person_id": None,
    "user": None,
    "once": False,
}
OPENED: dict[str, Any] = {
    "holder": None,
    "bulk": True,
    "ready_at": None,
    "free_at": EVER,
    "stop_until": EVER,
    "log": "[]",
}


def written(part: Part) -> dict[str, Any]:
    """What is kept of what a message says, and whether it goes again once it has been sent."""
    return {"content": part.content, "shows": to_json(part.shows), "once": part.shows.once}


def of_route(route: Route) -> dict[str, Any]:
    return {"platform": route.platform, "tenant": route.tenant}


def place(to: Address) -> dict[str, Any]:
    return {"platform": to.platform, "tenant": to.tenant, "chat": to.chat}


def for_condition(values: Mapping[str, Any]) -> dict[str, Any]:
    """For a condition: a parameter may not be called like a column that is written."""
    return {f"b_{name}": value for name, value in values.items()}


def held(row: AnyRow) -> Held[Delivery]:
    return Held(
        row.id,
        delivery_of(row),
        row.fence,
        tries=row.tries + 1,
        doubts=row.doubts,
        lane=row.lane_id,
        turn=row.turn,
    )


def delivery_of(row: AnyRow) -> Delivery:
    return Delivery(
        key=row.key,
        part=row.part,
        to=Address(row.platform, row.tenant, row.chat, row.thread or None),
        message=Part(row.content, from_json(row.shows)),
        cause=row.cause,
        urgent=not row.bulk,
        since=row.since,
        person=row.person_id,
    )


def state_of(row: AnyRow) -> DeliveryState:
    """``due``: of a message that waits, when it can leave at the earliest."""
    waits = row.due is not None and row.free_at is not None and row.state == Stage.PENDING
    return DeliveryState(
        id=row.id,
        delivery=delivery_of(row),
        state=row.state,
        tries=row.tries,
        doubts=row.doubts,
        due=max(row.due, row.free_at) if waits else row.due,
        reason=row.reason,
        message_id=row.message,
    )
