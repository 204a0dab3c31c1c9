"""Lanes: which chat's turn it is; statements that keep ``lane`` in step with the messages."""

from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    true,
    update,
)

from store.queues import WAITING, Stage, delivery, lane, one_of
from store.sql import insert_new

EVER = datetime(1969, 1, 1, tzinfo=UTC)
"""A moment that is always over, also on the first day of 1970 wherever it begins first."""

_d, _l = delivery.c, lane.c
IDS = bindparam("ids", expanding=True, type_=_l.id.type)
_FREE = bindparam("b_free", type_=_l.free_at.type)


def one_is(state: Stage) -> ColumnElement[bool]:
    """Written with literals, so that SQLite sees that a partial index fits."""
    return literal_column("state") == literal_column(f"'{state}'")


def of_lane() -> ColumnElement[bool]:
    """The messages of the lane that the statement is about."""
    return _d.lane_id == _l.id


def _first_due() -> ScalarSelect[datetime]:
    waiting = select(_d.due).where(of_lane(), one_of(WAITING)).order_by(_d.due).limit(1)
    return waiting.correlate(lane).scalar_subquery()


def _is_bulk() -> ColumnElement[bool]:
    first = select(_d.bulk).where(of_lane(), one_is(Stage.PENDING)).order_by(_d.bulk).limit(1)
    return func.coalesce(first.correlate(lane).scalar_subquery(), true())


def _ready(free: ColumnElement[datetime]) -> ColumnElement[datetime | None]:
    return case((_first_due() <= free, free), else_=_first_due())


NEW = (
    select(_d.id, _d.chat, _d.bulk)
    .where(
        _d.platform == bindparam("platform"),
        _d.tenant == bindparam("tenant"),
        _d.lane_id.is_(None),
        one_of(WAITING),
    )
    .order_by(_d.bulk, _d.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=delivery)
)
"""Messages that have no place yet, urgent ones first."""

OPEN = insert_new(lane)
JOIN = (
    update(delivery)
    .where(_d.id.in_(IDS), _d.lane_id.is_(None))
    .values(
        lane_id=select(_l.id)
        .where(_l.platform == _d.platform, _l.tenant == _d.tenant, _l.chat == _d.chat)
        .correlate(delivery)
        .scalar_subquery(),
        turn=func.coalesce(_d.turn, _d.id),
    )
)
LOCK_CHATS = (
    select(_l.id, _l.chat)
    .where(
        _l.platform == bindparam("platform"),
        _l.tenant == bindparam("tenant"),
        _l.chat.in_(bindparam("chats", expanding=True)),
    )
    .order_by(_l.id)
    .with_for_update()
)
LOCK = select(_l.log).where(_l.id == bindparam("id")).with_for_update()
LOCK_HOLDER = select(_l.id).where(_l.holder == bindparam("holder")).with_for_update()

HURRY = update(lane).where(_l.id.in_(IDS)).values(free_at=_l.stop_until)
"""Something urgent came: the wait for another try ends, what the platform asked for does not."""

LOOK_AGAIN = (
    update(lane)
    .where(_l.id.in_(IDS), _l.holder.is_(None))
    .values(bulk=_is_bulk(), ready_at=_ready(_l.free_at))
)
"""Only in a statement of its own after the lane was locked: then it sees all that joined."""

LOOK_AT_WAITING = (
    update(lane)
    .where(_l.ready_at > bindparam("b_now", type_=_l.ready_at.type), _l.holder.is_(None))
    .values(bulk=_is_bulk(), ready_at=_ready(_l.free_at))
)
"""All lanes whose next message may not leave at ``b_now``."""

LET_GO = (
    update(lane)
    .where(_l.id.in_(IDS))
    .values(holder=null(), bulk=_is_bulk(), ready_at=_ready(_l.free_at))
)
LEAVE = (
    update(lane)
    .where(_l.id == bindparam("b_lane"))
    .values(
        holder=null(),
        bulk=_is_bulk(),
        free_at=_FREE,
        stop_until=bindparam("b_stop", type_=_l.stop_until.type),
        log=bindparam("b_log"),
        ready_at=_ready(_FREE),
        shown=func.coalesce(bindparam("b_shown", type_=_l.shown.type), _l.shown),
        shown_at=func.coalesce(bindparam("b_shown_at", type_=_l.shown_at.type), _l.shown_at),
    )
)
"""A message of the lane has been sent, or not: when may the next one leave?"""
