"""The outbox as people look at it: what was said, what could not be, what they decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from bot.messages import Address, Card
from bot.ports import DeliveryState
from bot.ports.letters import Letters
from store.codec import from_json
from store.letters import place, state_of
from store.queues import DEAD, NOT_SENT, attempt, delivery, lane, one_of
from store.settling import DROP, HOLD, RETRY
from store.sql import AnyRow, Sql

_d = delivery.c
SHOWN = (
    select(_d.shows, _d.cause)
    .where(
        _d.platform == bindparam("platform"),
        _d.tenant == bindparam("tenant"),
        _d.chat == bindparam("chat"),
        _d.message == bindparam("message"),
    )
    .order_by(_d.id.desc())
    .limit(1)
)
_final = delivery.alias("final")
LAST = (
    select(_d.shows, lane.c.shown_at)
    .join_from(lane, _final, _final.c.id == lane.c.shown)
    .join(
        delivery,
        and_(
            *(
                _d[name] == _final.c[name]
                for name in ("key", "platform", "tenant", "chat", "thread")
            ),
            _d.part <= _final.c.part,
        ),
    )
    .where(
        lane.c.platform == bindparam("platform"),
        lane.c.tenant == bindparam("tenant"),
        lane.c.chat == bindparam("chat"),
    )
    .order_by(_d.part)
)


def _states() -> Select[Any]:
    return (
        select(delivery, lane.c.free_at)
        .join_from(delivery, lane, lane.c.id == _d.lane_id, isouter=True)
        .order_by(_d.id)
    )


FIRST_TRY = select(func.min(attempt.c.at)).where(attempt.c.delivery_id == bindparam("id"))
ANSWERS = _states().where(_d.cause == bindparam("cause"))
SOME = _states().where(_d.id.in_(bindparam("ids", expanding=True)))
EVERY = _states().where(one_of(NOT_SENT, _d.state))
FAILED = EVERY.where(_d.state.in_(DEAD))


def joined(parts: Sequence[AnyRow]) -> Card:
    """What the parts of a message show together; what can be pressed is on the last one."""
    cards = [from_json(part.shows) for part in parts]
    return replace(cards[-1], body=tuple(line for card in cards for line in card.body))


class SqlLetters(Letters):
    """See ``bot.ports.letters``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

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
