"""What the store knows about its own health, read from the indexes over what is not finished."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ScalarSelect,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    table,
)
from sqlalchemy import column as plain_column

from bot.messages import Platform
from bot.ports import TICK, Counts, Glance, Health, Ticks, Vitals, refusal
from store import schema
from store.queues import (
    DEAD,
    NOT_DONE,
    NOT_SENT,
    SENT_WITHOUT_ID,
    EventStage,
    Stage,
    attempt,
    bucket,
    delivery,
    inbox,
    instance,
    lane,
    one_of,
    tick,
)
from store.sql import AnyRow, Sql, upsert

_d = delivery.c
_TOLD_WITHIN = timedelta(minutes=17)  # a failure is told after 15 at most, by the next tick
_NOW = bindparam("now", type_=_d.due.type)


def _apart(rows: Select[Any]) -> CTE:
    """Read before it is grouped: to group, SQLite would rather walk an index of the whole table."""
    return rows.cte("unfinished").prefix_with("MATERIALIZED")


_new = _apart(
    select(inbox.c.platform, inbox.c.state, inbox.c.since)
    .where(one_of(NOT_DONE, inbox.c.state))
    .order_by(inbox.c.id)
)
_EVENTS = select(_new.c.platform, _new.c.state, func.count(), func.min(_new.c.since)).group_by(
    _new.c.platform, _new.c.state
)

_held_back = or_(
    exists().where(lane.c.id == _d.lane_id, lane.c.free_at > _NOW),
    exists().where(
        bucket.c.platform == _d.platform,
        bucket.c.tenant == _d.tenant,
        bucket.c.paused_until > _NOW,
    ),
)
_last_try = (
    select(func.max(attempt.c.at))
    .where(attempt.c.delivery_id == _d.id)
    .correlate(delivery)
    .scalar_subquery()
)
_waiting = _apart(
    select(
        _d.platform,
        _d.state,
        case((and_(_d.state == Stage.PENDING, _d.due <= _NOW, ~_held_back), _d.due)).label("due"),
        case((_d.state == Stage.UNKNOWN, _last_try)).label("tried"),
    )
    .where(one_of(NOT_SENT, _d.state))
    .order_by(_d.id)
)
_MESSAGES = select(
    _waiting.c.platform,
    _waiting.c.state,
    func.count(),
    func.min(_waiting.c.due),
    func.min(_waiting.c.tried),
).group_by(_waiting.c.platform, _waiting.c.state)


def _unlisted(rows: Table) -> ScalarSelect[int]:
    listed = exists().where(instance.c.id == rows.c.owner)
    return select(func.count()).where(rows.c.owner.is_not(None), ~listed).scalar_subquery()


_REST = select(
    _unlisted(inbox) + _unlisted(delivery),
    select(func.count()).select_from(delivery).where(SENT_WITHOUT_ID).scalar_subquery(),
    select(func.count())
    .select_from(delivery)
    .where(
        one_of(NOT_SENT, _d.state),
        _d.state.in_(DEAD),
        _d.state != Stage.HELD,
        _d.notice.is_(None),
        _d.since <= bindparam("b_told_by", type_=_d.since.type),
        ~_d.key.startswith("notice:"),
    )
    .scalar_subquery(),
    select(func.count()).select_from(instance).scalar_subquery(),
    select(func.min(instance.c.since)).scalar_subquery(),
    select(tick.c.at).where(tick.c.name == TICK).scalar_subquery(),
    *(
        select(tick.c.at).where(tick.c.name == refusal(platform)).scalar_subquery()
        for platform in Platform
    ),
)

_VERSION = select(plain_column("version_num", String())).select_from(table(schema.VERSION))
_NOTE = upsert(tick, "name", change=["at"])
_LAST = select(tick.c.at).where(tick.c.name == bindparam("name"))


_LATELY = 2000
_last_events = (
    select(inbox.c.platform, inbox.c.since).order_by(inbox.c.id.desc()).limit(_LATELY).subquery()
)
_HEARD = select(_last_events.c.platform, func.max(_last_events.c.since)).group_by(
    _last_events.c.platform
)
_last_sends = (
    select(attempt.c.delivery_id, attempt.c.at, attempt.c.state)
    .order_by(attempt.c.id.desc())
    .limit(_LATELY)
    .subquery()
)
_SENT = (
    select(_d.platform, func.max(_last_sends.c.at))
    .join(_last_sends, _last_sends.c.delivery_id == _d.id)
    .where(_last_sends.c.state == Stage.SENT)
    .group_by(_d.platform)
)


def _planned(kind: str) -> ScalarSelect[Any]:
    return (
        select(func.min(_d.due))
        .where(one_of(NOT_SENT, _d.state), _d.state == Stage.PENDING, _d.key.startswith(kind))
        .scalar_subquery()
    )


_COMING = select(_planned("bundle:"), _planned("digest:"))


class SqlHealth(Health):
    """See ``bot.ports.Health``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def vitals(self, *, now: datetime) -> Vitals:
        events = await self._sql.rows(_EVENTS)
        messages = await self._sql.rows(_MESSAGES, {"now": now})
        [
            (orphans, sent_without_id, untold, instances, alive_since, last_tick, *refused)
        ] = await self._sql.rows(_REST, {"b_told_by": now - _TOLD_WITHIN})
        new = [since for _, state, _, since in events if state == EventStage.NEW]
        return Vitals(
            inbox=_counts(events),
            outbox=_counts(messages),
            oldest_new=min(new, default=None),
            oldest_due=_earliest((row[0], row[3]) for row in messages),
            oldest_unknown=_earliest((row[0], row[4]) for row in messages),
            orphans=orphans,
            sent_without_id=sent_without_id,
            dead_without_notice=untold,
            last_tick=last_tick,
            refused={p: at for p, at in zip(Platform, refused, strict=True) if at is not None},
            instances=instances,
            alive_since=alive_since,
        )

    async def glance(self) -> Glance:
        heard = {platform: at for platform, at in await self._sql.rows(_HEARD)}
        sent = {platform: at for platform, at in await self._sql.rows(_SENT)}
        [(bundle, digest)] = await self._sql.rows(_COMING)
        return Glance(heard=heard, sent=sent, next_bundle=bundle, next_digest=digest)

    async def fits(self) -> bool:
        return [version for (version,) in await self._sql.rows(_VERSION)] == [schema.REVISIONS[-1]]


def _counts(rows: Iterable[AnyRow]) -> Counts:
    found: dict[Platform, dict[str, int]] = {}
    for platform, state, count, *_ in rows:
        found.setdefault(platform, {})[state.value] = count
    return found


def _earliest(rows: Iterable[tuple[Platform, datetime | None]]) -> Mapping[Platform, datetime]:
    """Of a platform one row at most tells an instant: that of its one state."""
    return {platform: at for platform, at in rows if at is not None}


class SqlTicks(Ticks):
    """See ``bot.ports.Ticks``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def note(self, name: str, at: datetime) -> None:
        await self._sql.count(_NOTE, {"name": name, "at": at})

    async def last(self, name: str) -> datetime | None:
        rows = await self._sql.rows(_LAST, {"name": name})
        return rows[0].at if rows else None
