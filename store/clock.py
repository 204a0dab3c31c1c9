"""When the clock goes back: what waits shall not wait until it has caught up.

The latest instant that any process has seen is kept.  What was due before that is due now; what
was to be later keeps its distance.  Calendar instants (a message planned for tomorrow) stay.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from store.lanes import LOOK_AT_WAITING
from store.queues import UNSENT, Stage, attempt, bucket, delivery, lane, one_of, tick
from store.sql import Sql

_UNSEEN = timedelta(seconds=5)  # what may have been written down since the last look at the clock
TRIFLE = timedelta(seconds=5)  # clocks that differ by no more are taken for the same
CLOCK = "clock"
"""The name under which the latest instant is kept."""

_d, _l, _b = delivery.c, lane.c, bucket.c
_AT = tick.c.at.type
_NOW, _MARK = bindparam("b_now", type_=_AT), bindparam("b_mark", type_=_AT)
_ID = bindparam("b_id", type_=_d.id.type)
_LATEST = select(tick.c.at).where(tick.c.name == CLOCK).with_for_update()
_TICKS = update(tick).where(tick.c.at > _NOW).values(at=_NOW)

_LANES = (
    select(_l.id, _l.free_at, _l.stop_until)
    .where(or_(_l.free_at > _NOW, _l.stop_until > _NOW))
    .order_by(_l.id)
    .with_for_update()
)
_SET_LANE = (
    update(lane)
    .where(_l.id == _ID)
    .values(free_at=bindparam("b_free", type_=_AT), stop_until=bindparam("b_stop", type_=_AT))
)
_BUCKETS = (
    select(_b.platform, _b.tenant, _b.paused_until).where(_b.paused_until > _NOW).with_for_update()
)
_SET_BUCKET = (
    update(bucket)
    .where(_b.platform == bindparam("b_platform"), _b.tenant == bindparam("b_tenant"))
    .values(paused_until=bindparam("b_until", type_=_AT))
)
_DUE = update(delivery).where(one_of(UNSENT), _d.due > _NOW, _d.due <= _MARK).values(due=_NOW)
_DOUBTED = (
    select(_d.id, _d.state, _d.due, _d.since)
    .where(one_of(UNSENT), or_(_d.doubts > 0, _d.state == Stage.SENDING))
    .order_by(_d.id)
    .with_for_update()
)
_SET_DOUBTED = (
    update(delivery)
    .where(_d.id == _ID)
    .values(due=bindparam("b_due", type_=_AT), since=bindparam("b_since", type_=_AT))
)
_ATTEMPTS = select(attempt.c.id, attempt.c.at).where(
    attempt.c.delivery_id.in_(bindparam("ids", expanding=True, type_=_d.id.type))
)
_SET_ATTEMPT = update(attempt).where(attempt.c.id == _ID).values(at=bindparam("b_then", type_=_AT))


async def set_back(sql: Sql, now: datetime, seen: datetime | None = None) -> bool:
    """The clock shows ``now`` and has shown more: move what waits.  False: somebody was faster.

    ``seen`` is the latest instant that this process has seen.
    """
    rows = await sql.rows(_LATEST)
    if not rows or rows[0].at - now <= TRIFLE:
        return False
    mark: datetime = max(rows[0].at, seen or now)
    moment = {"b_now": now}

    def earlier(then: datetime) -> datetime:
        return max(min(then, now), then - (mark - now))

    lanes = [
        {"b_id": id, "b_free": earlier(free), "b_stop": earlier(stop)}
        for id, free, stop in await sql.rows(_LANES, moment)
    ]
    buckets = [
        {"b_platform": platform, "b_tenant": tenant, "b_until": earlier(until)}
        for platform, tenant, until in await sql.rows(_BUCKETS, moment)
    ]
    await sql.count(_DUE, moment | {"b_mark": mark + _UNSEEN})
    for statement, values in ((_SET_LANE, lanes), (_SET_BUCKET, buckets)):
        await _each(sql, statement, values)
    await _set_doubted(sql, now, mark)
    await sql.count(LOOK_AT_WAITING, moment)
    await sql.count(_TICKS, moment)
    return True


async def _set_doubted(sql: Sql, now: datetime, mark: datetime) -> None:
    """A doubt keeps its age: nothing is sent again when the platform no longer knows it."""
    by = mark - now

    def aged(then: datetime) -> datetime:
        return then if now - _UNSEEN < then <= now else then - by

    rows = await sql.rows(_DOUBTED)
    doubted = [
        {
            "b_id": id,
            "b_due": due - by if due and due > mark and state is Stage.UNKNOWN else due,
            "b_since": aged(since),
        }
        for id, state, due, since in rows
    ]
    await _each(sql, _SET_DOUBTED, doubted)
    if rows:
        attempts = await sql.rows(_ATTEMPTS, {"ids": [row.id for row in rows]})
        then = [{"b_id": id, "b_then": aged(at)} for id, at in attempts]
        await _each(sql, _SET_ATTEMPT, then)


async def _each(sql: Sql, statement: Any, values: Sequence[dict[str, Any]]) -> None:
    if values:
        await sql.count(statement, values)
