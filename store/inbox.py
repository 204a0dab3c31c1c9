"""Events, each worked once; the states are told in ``bot.ports.Inbox``."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Executable, Select, bindparam, exists, or_, select, tuple_, update

from bot.messages import Event, Platform
from bot.ports import Cursor, EventState, Held, Inbox, Route
from store.queues import NOT_DONE, UNFINISHED, EventStage, inbox, inbox_cursor, instance, one_of
from store.sql import AnyRow, Sql, insert_new, upsert

_ADD = insert_new(inbox).returning(inbox.c.id)
_SET_CURSOR = upsert(inbox_cursor, "platform", "tenant", "name", change=["value"])
_CURSOR = select(inbox_cursor.c.value).where(
    inbox_cursor.c.platform == bindparam("platform"),
    inbox_cursor.c.tenant == bindparam("tenant"),
    inbox_cursor.c.name == bindparam("name"),
)

_EVENT = (inbox.c.platform, inbox.c.tenant, inbox.c.event, inbox.c.lane, inbox.c.payload)
_other = inbox.alias("other")
_lane_is_taken = exists().where(
    _other.c.platform == inbox.c.platform,
    _other.c.tenant == inbox.c.tenant,
    _other.c.lane == inbox.c.lane,
    one_of(UNFINISHED, _other.c.state),
    or_(_other.c.id < inbox.c.id, _other.c.state == EventStage.WORKING),
)
_pick = (
    select(inbox.c.id)
    .where(
        inbox.c.platform == bindparam("b_platform"),
        inbox.c.tenant == bindparam("b_tenant"),
        one_of(UNFINISHED, inbox.c.state),
        inbox.c.state == EventStage.NEW,
        ~_lane_is_taken,
    )
    .order_by(inbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=inbox)
)
"""Of each lane its oldest unfinished event, if nobody has it and none of the lane is in work."""


def _claim(pick: Select[tuple[int]]) -> Executable:
    taken = pick.cte("pick").prefix_with("MATERIALIZED", dialect="postgresql")
    me = bindparam("b_owner", type_=inbox.c.owner.type)
    return (
        update(inbox)
        .where(inbox.c.id.in_(select(taken.c.id)), exists().where(instance.c.id == me))
        .values(
            state=EventStage.WORKING,
            owner=me,
            fence=inbox.c.fence + 1,
            tries=inbox.c.tries + 1,
        )
        .returning(inbox.c.id, inbox.c.fence, inbox.c.tries, *_EVENT)
    )


_CLAIM = _claim(_pick)
_CLAIM_LANE = _claim(_pick.where(inbox.c.lane == bindparam("b_lane")))

_DISOWN = (
    update(inbox)
    .where(
        inbox.c.owner == bindparam("b_owner", type_=inbox.c.owner.type),
        inbox.c.state == EventStage.WORKING,
        tuple_(inbox.c.id, inbox.c.fence).not_in(bindparam("claims", expanding=True)),
    )
    .values(state=EventStage.NEW, owner=None)
)
_SETTLE = (
    update(inbox)
    .where(
        inbox.c.id == bindparam("b_id"),
        inbox.c.fence == bindparam("b_fence"),
        inbox.c.state == EventStage.WORKING,
    )
    .values(state=bindparam("b_state"), reason=bindparam("b_reason"), owner=None)
)
_SETTLE_BLANK = _SETTLE.values(payload="")
_NOT_DONE = (
    select(inbox.c.id, inbox.c.state, inbox.c.tries, inbox.c.reason, inbox.c.since, *_EVENT)
    .where(one_of(NOT_DONE, inbox.c.state))
    .order_by(inbox.c.id)
)
_SOME = _NOT_DONE.where(inbox.c.id.in_(bindparam("ids", expanding=True)))
PARKED = _NOT_DONE.where(inbox.c.state == EventStage.PARKED)
_REDRIVE = (
    update(inbox)
    .where(inbox.c.id == bindparam("b_id"), inbox.c.state == EventStage.PARKED)
    .values(state=EventStage.NEW, tries=0, reason="", notice=None)
)


class SqlInbox(Inbox):
    """``owner`` is the instance that claims."""

    def __init__(self, sql: Sql, owner: int | None) -> None:
        self._sql, self._owner = sql, owner

    async def add(self, events: Sequence[Event], *, at: datetime) -> int:
        if not events:
            return 0
        rows = [
            {
                "platform": event.platform,
                "tenant": event.tenant,
                "event": event.id,
                "lane": event.lane,
                "payload": event.payload,
                "state": EventStage.NEW,
                "owner": None,
                "fence": 0,
                "tries": 0,
                "reason": "",
                "since": at,
                "notice": None,
            }
            for event in events
        ]
        return len(await self._sql.rows(_ADD, rows))

    async def set_cursor(self, route: Route, cursor: Cursor) -> None:
        of = {"platform": route.platform, "tenant": route.tenant, "name": cursor.name}
        await self._sql.count(_SET_CURSOR, of | {"value": cursor.value})

    async def cursor(self, route: Route, name: str) -> str | None:
        of = {"platform": route.platform, "tenant": route.tenant, "name": name}
        rows = await self._sql.rows(_CURSOR, of)
        return rows[0].value if rows else None

    async def claim(
        self, routes: Sequence[Route], *, limit: int, only: str | None = None
    ) -> Sequence[Held[Event]]:
        if self._owner is None:
            raise RuntimeError("enlist before you claim")
        found: list[Held[Event]] = []
        statement, of_lane = (_CLAIM, {}) if only is None else (_CLAIM_LANE, {"b_lane": only})
        for route in routes:
            if len(found) == limit:
                break
            values = {
                "b_platform": route.platform,
                "b_tenant": route.tenant,
                "limit": limit - len(found),
                "b_owner": self._owner,
            }
            rows = await self._sql.rows(statement, values | of_lane)
            found += [Held(id, _event(*told), fence, tries) for id, fence, tries, *told in rows]
        return sorted(found, key=lambda held: held.id)

    async def disown(self, *, keep: Collection[tuple[int, int]]) -> int:
        return await self._sql.count(_DISOWN, {"b_owner": self._owner, "claims": sorted(keep)})

    async def settle(
        self, held: Held[Event], state: str, *, reason: str = "", blank: bool = False
    ) -> bool:
        values = {"b_id": held.id, "b_fence": held.fence, "b_state": state, "b_reason": reason}
        return await self._sql.count(_SETTLE_BLANK if blank else _SETTLE, values) == 1

    async def listing(self, *, every: bool) -> Sequence[EventState]:
        return [event_state(row) for row in await self._sql.rows(_NOT_DONE if every else PARKED)]

    async def some(self, ids: Sequence[int]) -> Sequence[EventState]:
        return [event_state(row) for row in await self._sql.rows(_SOME, {"ids": list(ids)})]

    async def redrive(self, id: int) -> bool:
        return await self._sql.count(_REDRIVE, {"b_id": id}) == 1


def _event(platform: Platform, tenant: str, id: str, lane: str, payload: str) -> Event:
    return Event(platform=platform, tenant=tenant, id=id, lane=lane, payload=payload)


def event_state(row: AnyRow) -> EventState:
    id, state, tries, reason, since, *told = row
    return EventState(
        id=id, event=_event(*told), state=state, tries=tries, reason=reason, since=since
    )
