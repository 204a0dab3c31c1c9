"""Messages to send, each settled in a state with a reason; states as in ``bot.ports.Outbox``."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    bindparam,
    select,
)

from bot.messages import Address, Part, Seen
from bot.ports import Delivery, DeliveryState, Held, Outbox, Route
from store.claiming import CLAIM, CLAIM_ANSWERS, NEXT_DUE
from store.codec import from_json, to_json
from store.queues import DEAD, NOT_SENT, Stage, delivery, one_of
from store.settling import (
    ATTEMPT,
    DROP,
    END,
    INTEND,
    LATE_SENT,
    MOVE,
    MOVE_TWINS,
    OUTCOME,
    PAUSE,
    PUT,
    RELEASE,
    RETRY,
    SETTLE,
)
from store.sql import AnyRow, Sql

_d = delivery.c
_SHOWN = (
    select(_d.shows)
    .where(
        _d.platform == bindparam("platform"),
        _d.tenant == bindparam("tenant"),
        _d.chat == bindparam("chat"),
        _d.message == bindparam("message"),
    )
    .order_by(_d.id.desc())
    .limit(1)
)
_ANSWERS = select(delivery).where(_d.cause == bindparam("cause")).order_by(_d.id)
_NOT_SENT = select(delivery).where(one_of(NOT_SENT, _d.state)).order_by(_d.id)
_DEAD = _NOT_SENT.where(_d.state.in_(DEAD))


class SqlOutbox(Outbox):
    """``owner`` is the instance that claims."""

    def __init__(self, sql: Sql, owner: int | None) -> None:
        self._sql, self._owner = sql, owner

    async def put(
        self,
        key: str,
        to: Address,
        parts: Sequence[Part],
        *,
        at: datetime,
        cause: str | None = None,
        urgent: bool = False,
    ) -> None:
        common = {
            **_place(to),
            "key": key,
            "thread": to.thread or "",
            "cause": cause,
            "bulk": not urgent,
            "since": at,
            "due": at,
            **_FRESH,
        }
        rows = [
            common | {"part": n, "content": part.content, "shows": to_json(part.shows)}
            for n, part in enumerate(parts)
        ]
        if rows:
            await self._sql.count(PUT, rows)

    async def claim(
        self, routes: Sequence[Route], *, now: datetime, limit: int, cause: str | None = None
    ) -> Sequence[Held[Delivery]]:
        if self._owner is None:
            raise RuntimeError("enlist before you claim")
        found: list[AnyRow] = []
        for route in routes:
            if len(found) == limit:
                break
            values = {
                "b_platform": route.platform,
                "b_tenant": route.tenant,
                "now": now,
                "limit": limit - len(found),
                "b_owner": self._owner,
            }
            if cause is None:
                found += await self._sql.rows(CLAIM, values)
            else:
                found += await self._sql.rows(CLAIM_ANSWERS, values | {"b_cause": cause})
        found.sort(key=lambda row: (row.bulk, row.due, row.id))
        return [
            Held(row.id, _delivery(row), row.fence, tries=row.tries + 1, doubts=row.doubts)
            for row in found
        ]

    async def intend(self, held: Held[Delivery], content: str, *, at: datetime) -> bool:
        if not await self._sql.count(INTEND, {"b_id": held.id, "b_fence": held.fence}):
            return False
        attempted = {"delivery_id": held.id, "fence": held.fence, "at": at, "content": content}
        rest = {"state": Stage.SENDING, "reason": "", "message": None}
        await self._sql.count(ATTEMPT, attempted | rest)
        return True

    async def settle(
        self,
        held: Held[Delivery],
        state: str,
        *,
        at: datetime,
        reason: str = "",
        message: str | None = None,
        due: datetime | None = None,
    ) -> bool:
        """Raises ValueError for a state to wait in without ``due``."""
        stage = Stage(state)
        if (stage in (Stage.PENDING, Stage.UNKNOWN)) is not (due is not None):
            raise ValueError(f"{stage} and due {due} do not go together")
        values = {
            "b_id": held.id,
            "b_fence": held.fence,
            "b_at": at,
            "b_state": stage,
            "b_reason": reason,
            "b_message": message,
            "b_due": due,
            "b_doubt": int(stage is Stage.UNKNOWN),
        }
        await self._sql.count(OUTCOME, values)
        if await self._sql.count(SETTLE, values):
            return True
        return stage is Stage.SENT and bool(await self._sql.count(LATE_SENT, values))

    async def release(self, held: Held[Delivery], *, due: datetime) -> bool:
        values = {"b_id": held.id, "b_fence": held.fence, "b_due": due}
        return await self._sql.count(RELEASE, values) == 1

    async def move(self, old: Address, new_chat: str) -> None:
        values = {f"b_{name}": value for name, value in _place(old).items()}
        await self._sql.count(MOVE_TWINS, values | {"b_new": new_chat})
        await self._sql.count(MOVE, values | {"b_new": new_chat})

    async def end(self, address: Address, *, reason: str) -> None:
        values = {f"b_{name}": value for name, value in _place(address).items()}
        await self._sql.count(END, values | {"b_reason": reason})

    async def pause(self, route: Route, chat: str | None, *, until: datetime) -> None:
        of = {"platform": route.platform, "tenant": route.tenant, "chat": chat or ""}
        await self._sql.count(PAUSE, of | {"until": until})

    async def next_due(self, routes: Sequence[Route]) -> datetime | None:
        moments = []
        for route in routes:
            of = {"b_platform": route.platform, "b_tenant": route.tenant}
            [(urgent, bulk, chat, platform)] = await self._sql.rows(NEXT_DUE, of)
            if chat is not None and platform is not None:
                chat = max(chat, platform)
            moments += [urgent, bulk, chat, platform]
        return min(filter(None, moments), default=None)

    async def shown(self, address: Address, message: str) -> Sequence[Seen]:
        rows = await self._sql.rows(_SHOWN, _place(address) | {"message": message})
        return from_json(rows[0].shows).about if rows else ()

    async def listing(self, *, every: bool) -> Sequence[DeliveryState]:
        return [_state(row) for row in await self._sql.rows(_NOT_SENT if every else _DEAD)]

    async def answers(self, cause: str) -> Sequence[DeliveryState]:
        return [_state(row) for row in await self._sql.rows(_ANSWERS, {"cause": cause})]

    async def retry(self, id: int, *, at: datetime) -> bool:
        return await self._sql.count(RETRY, {"b_id": id, "b_at": at}) == 1

    async def drop(self, id: int, *, at: datetime) -> bool:
        return await self._sql.count(DROP, {"b_id": id}) == 1


_FRESH: Mapping[str, Any] = {
    "state": Stage.PENDING,
    "owner": None,
    "fence": 0,
    "tries": 0,
    "doubts": 0,
    "reason": "",
    "message": None,
}


def _place(to: Address) -> dict[str, Any]:
    return {"platform": to.platform, "tenant": to.tenant, "chat": to.chat}


def _delivery(row: AnyRow) -> Delivery:
    return Delivery(
        key=row.key,
        part=row.part,
        to=Address(row.platform, row.tenant, row.chat, row.thread or None),
        message=Part(row.content, from_json(row.shows)),
        cause=row.cause,
        urgent=not row.bulk,
        since=row.since,
    )


def _state(row: AnyRow) -> DeliveryState:
    return DeliveryState(
        id=row.id,
        delivery=_delivery(row),
        state=row.state,
        tries=row.tries,
        doubts=row.doubts,
        due=row.due,
        reason=row.reason,
        message_id=row.message,
    )
