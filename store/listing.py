"""Looking at the outbox: statements that only read."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from store.queues import DEAD, NOT_SENT, attempt, delivery, lane, one_of

_d = delivery.c
SHOWN = (
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
LAST = (
    select(_d.shows, lane.c.shown_at)
    .join_from(lane, delivery, _d.id == lane.c.shown)
    .where(
        lane.c.platform == bindparam("platform"),
        lane.c.tenant == bindparam("tenant"),
        lane.c.chat == bindparam("chat"),
    )
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
