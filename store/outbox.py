"""Messages to send, each settled in a state with a reason; states as in ``bot.ports.Outbox``."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.bundles import KIND as BUNDLE
from bot.crash import Point, crash_point
from bot.messages import Address, Card, Part
from bot.ports import Bucket, Delivery, DeliveryState, Held, LaneState, Outbox, Route
from store.bulletins import release
from store.claiming import (
    CLAIM,
    CLAIM_ANSWERS,
    DISOWN,
    NEXT,
    TAKE_ANSWERS,
    TAKE_BULK,
    TAKE_URGENT,
)
from store.codec import from_json
from store.lanes import (
    EVER,
    HURRY,
    JOIN,
    LEAVE,
    LET_GO,
    LOCK,
    LOCK_CHATS,
    LOOK_AGAIN,
    NEW,
    OPEN,
)
from store.letters import FRESH, OPENED, for_condition, held, of_route, place, state_of, written
from store.listing import ANSWERS, EVERY, FAILED, FIRST_TRY, LAST, SHOWN, SOME, joined
from store.queues import Stage
from store.settling import (
    ATTEMPT,
    BUCKET,
    DROP,
    END,
    GONE,
    HOLD,
    INTEND,
    INTENDED,
    KEEP_BUCKET,
    LATE_SENT,
    MOVE,
    MOVE_TWINS,
    OPEN_BUCKET,
    OUTCOME,
    PUT,
    RELEASE,
    RETRY,
    SETTLE,
)
from store.sql import AnyRow, Sql


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
        person: int | None = None,
        user: str | None = None,
    ) -> None:
        common = {
            **FRESH,
            **place(to),
            "key": key,
            "thread": to.thread or "",
            "cause": cause,
            "bulk": not urgent,
            "since": at,
            "due": at,
            "person_id": person,
            "user": to.chat if user is None else user,
        }
        rows = [common | {"part": n} | written(part) for n, part in enumerate(parts)]
        if rows:
            await self._sql.count(PUT, rows)
            crash_point(Point.IN_PUT)

    # Claiming ----------------------------------------------------------------------------------

    async def enroll(self, route: Route, *, limit: int) -> int:
        of = of_route(route)
        new = await self._sql.rows(NEW, of | {"limit": limit})
        if not new:
            return 0
        chats = sorted({row.chat for row in new})
        await self._sql.count(OPEN, [of | {"chat": chat} | OPENED for chat in chats])
        await self._sql.count(JOIN, {"ids": [row.id for row in new]})
        crash_point(Point.IN_ENROLL)
        lanes = await self._sql.rows(LOCK_CHATS, of | {"chats": chats})
        hurried = {row.chat for row in new if not row.bulk}
        if urgent := [row.id for row in lanes if row.chat in hurried]:
            await self._sql.count(HURRY, {"ids": urgent})
        await self._sql.count(LOOK_AGAIN, {"ids": [row.id for row in lanes]})
        return len(new)

    async def bucket(self, route: Route) -> Bucket:
        of = of_route(route)
        rows = await self._sql.rows(BUCKET, of)
        if not rows:
            await self._sql.count(OPEN_BUCKET, of | {"paused_until": EVER, "state": "{}"})
            rows = await self._sql.rows(BUCKET, of)
        return Bucket(rows[0].paused_until, rows[0].state)

    async def keep_bucket(self, route: Route, bucket: Bucket) -> None:
        kept = {"paused_until": bucket.paused_until, "state": bucket.state}
        await self._sql.count(KEEP_BUCKET, of_route(route) | kept)

    async def claim(
        self, route: Route, *, urgent: bool, now: datetime, limit: int
    ) -> Sequence[Held[Delivery]]:
        values = {"now": now, "limit": limit, "b_owner": self._claimer()} | for_condition(
            of_route(route)
        )
        taken = await self._sql.rows(TAKE_URGENT if urgent else TAKE_BULK, values)
        return await self._heads(taken, {"now": now})

    async def claim_answers(
        self, route: Route, cause: str, *, now: datetime, limit: int
    ) -> Sequence[Held[Delivery]]:
        values = {"now": now, "limit": limit, "b_owner": self._claimer()} | for_condition(
            of_route(route)
        )
        taken = await self._sql.rows(TAKE_ANSWERS, values | {"b_cause": cause})
        return await self._heads(taken, {"now": now, "b_cause": cause})

    async def _heads(
        self, taken: Sequence[AnyRow], values: Mapping[str, Any]
    ) -> Sequence[Held[Delivery]]:
        """The next message of each lane; a lane that turns out to have none is let go."""
        if not taken:
            return ()
        crash_point(Point.IN_LANE)
        lanes = [id for (id,) in taken]
        claim = CLAIM_ANSWERS if "b_cause" in values else CLAIM
        mine = {"ids": lanes, "b_owner": self._owner}
        found = list(await self._sql.rows(claim, {**values, **mine}))
        if idle := set(lanes) - {row.lane_id for row in found}:
            await self._let_go(idle)
        found.sort(key=lambda row: lanes.index(row.lane_id))
        return [held(row) for row in found]

    async def disown(self, *, keep: Collection[tuple[int, int]]) -> int:
        rows = await self._sql.rows(DISOWN, {"b_owner": self._claimer(), "claims": sorted(keep)})
        if lanes := {row.lane_id for row in rows if row.lane_id is not None}:
            await self._let_go(lanes)
        return len(rows)

    def _claimer(self) -> int:
        if self._owner is None:
            raise RuntimeError("enlist before you claim")
        return self._owner

    async def _let_go(self, lanes: Collection[int]) -> None:
        await self._sql.count(LET_GO, {"ids": sorted(lanes)})

    # Sending -----------------------------------------------------------------------------------

    async def intend(self, held: Held[Delivery], content: str, *, at: datetime) -> bool:
        mine = {"b_id": held.id, "b_fence": held.fence}
        if not await self._sql.count(INTEND, mine):
            if await self._sql.count(GONE, mine) and held.lane is not None:
                await self._let_go([held.lane])
                if held.item.kind == BUNDLE and held.item.person is not None:
                    await release(self._sql, held.item.key, held.item.person)
                return False
            return bool(await self._sql.rows(INTENDED, mine))
        crash_point(Point.IN_INTENT)
        kept = None if held.item.message.shows.once else content
        attempted = {"delivery_id": held.id, "fence": held.fence, "at": at, "content": kept}
        rest = {"state": Stage.SENDING, "reason": "", "message": None}
        await self._sql.count(ATTEMPT, attempted | rest)
        return True

    async def is_sending(self, held: Held[Delivery]) -> bool:
        return bool(await self._sql.rows(INTENDED, {"b_id": held.id, "b_fence": held.fence}))

    async def first_try(self, held: Held[Delivery]) -> datetime | None:
        [(at,)] = await self._sql.rows(FIRST_TRY, {"id": held.id})
        found: datetime | None = at
        return found

    async def sends(self, held: Held[Delivery]) -> Sequence[int]:
        rows = await self._sql.rows(LOCK, {"id": held.lane})
        log: list[int] = json.loads(rows[0].log) if rows else []
        return log

    async def settle(
        self,
        held: Held[Delivery],
        state: str,
        *,
        at: datetime,
        lane: LaneState,
        reason: str = "",
        message: str | None = None,
        due: datetime | None = None,
    ) -> bool:
        """Raises ValueError for ``unknown`` without ``due``, or any other state with it."""
        stage = Stage(state)
        if (stage is Stage.UNKNOWN) is not (due is not None):
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
            "b_waits": int(stage is Stage.PENDING),
        }
        await self._sql.count(OUTCOME, values)
        crash_point(Point.IN_SETTLE)
        if await self._sql.count(SETTLE, values):
            crash_point(Point.IN_LEAVE)
            sent = stage is Stage.SENT
            await self._leave(held, lane, at if sent else None)
            return True
        return stage is Stage.SENT and bool(await self._sql.count(LATE_SENT, values))

    async def _leave(self, held: Held[Delivery], lane: LaneState, sent: datetime | None) -> None:
        until = {"b_free": max(lane.free_at, lane.stop_until), "b_stop": lane.stop_until}
        log = json.dumps(list(lane.log), separators=(",", ":"))
        shown = {"b_shown": None if sent is None else held.id, "b_shown_at": sent}
        await self._sql.count(LEAVE, {"b_lane": held.lane, "b_log": log, **until, **shown})

    async def release(self, held: Held[Delivery], *, due: datetime) -> bool:
        await self._sql.rows(LOCK, {"id": held.lane})
        values = {"b_id": held.id, "b_fence": held.fence, "b_due": due}
        if await self._sql.count(RELEASE, values) != 1:
            return False
        if held.lane is not None:
            await self._let_go([held.lane])
        return True

    async def move(self, old: Address, new_chat: str) -> None:
        values = for_condition(place(old))
        await self._sql.count(MOVE_TWINS, values | {"b_new": new_chat})
        crash_point(Point.IN_MOVE)
        await self._sql.count(MOVE, values | {"b_new": new_chat})

    async def end(self, address: Address, *, reason: str) -> None:
        await self._sql.count(END, for_condition(place(address)) | {"b_reason": reason})

    # Looking -----------------------------------------------------------------------------------

    async def next_due(self, route: Route, *, now: datetime) -> datetime | None:
        [(urgent, bulk, paused, arrived)] = await self._sql.rows(
            NEXT, for_condition(of_route(route))
        )
        moments = [moment for moment in (urgent, bulk, now if arrived else None) if moment]
        if not moments:
            return None
        return min(moments) if paused is None else max(min(moments), paused)

    async def shown(self, address: Address, message: str) -> tuple[Card, str | None] | None:
        rows = await self._sql.rows(SHOWN, place(address) | {"message": message})
        return (from_json(rows[0].shows), rows[0].cause) if rows else None

    async def last(self, address: Address) -> tuple[Card, datetime] | None:
        of = {"platform": address.platform, "tenant": address.tenant, "chat": address.chat}
        rows = await self._sql.rows(LAST, of)
        return (joined(rows), rows[-1].shown_at) if rows else None

    async def listing(self, *, every: bool) -> Sequence[DeliveryState]:
        return [state_of(row) for row in await self._sql.rows(EVERY if every else FAILED)]

    async def answers(self, cause: str) -> Sequence[DeliveryState]:
        return [state_of(row) for row in await self._sql.rows(ANSWERS, {"cause": cause})]

    async def some(self, ids: Sequence[int]) -> Sequence[DeliveryState]:
        return [state_of(row) for row in await self._sql.rows(SOME, {"ids": list(ids)})]

    async def retry(self, id: int, *, at: datetime) -> bool:
        return await self._sql.count(RETRY, {"b_id": id, "b_at": at}) == 1

    async def drop(self, id: int, *, at: datetime) -> bool:
        return await self._sql.count(DROP, {"b_id": id}) == 1

    async def hold(self) -> int:
        return await self._sql.count(HOLD)
