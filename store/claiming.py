"""Which messages may leave now, and when the next one may: statements of the outbox."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    select,
    tuple_,
    update,
)

from store.lanes import IDS, of_lane, one_is
from store.queues import WAITING, Stage, bucket, delivery, instance, lane, one_of

_d, _l = delivery.c, lane.c
_NOW = bindparam("now", type_=_d.due.type)
_ME = bindparam("b_owner", type_=_d.owner.type)
_ALIVE = exists().where(instance.c.id == _ME)


def _of_route(rows: FromClause) -> ColumnElement[bool]:
    return and_(rows.c.platform == bindparam("b_platform"), rows.c.tenant == bindparam("b_tenant"))


def _literal(value: bool) -> ColumnElement[bool]:
    return literal_column("true" if value else "false")


def _take(pick: Select[tuple[int]]) -> Executable:
    """The picked lanes are held by ``b_owner`` from now on."""
    taken = pick.cte("pick").prefix_with("MATERIALIZED", dialect="postgresql")
    return (
        update(lane)
        .where(_l.id.in_(select(taken.c.id)), _ALIVE)
        .values(holder=_ME, ready_at=null())
        .returning(_l.id)
    )


def _ready(*, bulk: bool) -> Executable:
    """``platform``, ``tenant``, ``now``, ``limit`` and ``b_owner``; longest ready first."""
    return _take(
        select(_l.id)
        .where(_of_route(lane), _l.bulk == _literal(bulk), _l.ready_at <= _NOW)
        .order_by(_l.ready_at, _l.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


TAKE_URGENT = _ready(bulk=False)
TAKE_BULK = _ready(bulk=True)
_MINE = _d.cause == bindparam("b_cause")
TAKE_ANSWERS = _take(
    select(_l.id)
    .where(
        _of_route(lane),
        _l.holder.is_(None),
        _l.id.in_(select(_d.lane_id).where(_MINE, _d.state == Stage.PENDING, _d.due <= _NOW)),
    )
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
"""The chats of the answers to event ``b_cause``, whatever else they wait for."""


def _head(*, of_cause: bool = False) -> ScalarSelect[int]:
    """A lane's next message: urgent first, then by turn; none before it is due."""
    pending = select(_d.id).where(of_lane(), one_is(Stage.PENDING), _d.due <= _NOW)
    if of_cause:
        pending = pending.where(_MINE)
    pending = pending.order_by(_d.bulk, _d.turn, _d.part).limit(1)
    return pending.correlate(lane).scalar_subquery()


def _doubted() -> ScalarSelect[int]:
    """Whose one repeat is due."""
    doubted = select(_d.id).where(of_lane(), one_is(Stage.UNKNOWN), _d.due <= _NOW)
    return doubted.order_by(_d.due).limit(1).correlate(lane).scalar_subquery()


def _claim(first: ColumnElement[int]) -> Executable:
    return (
        update(delivery)
        .where(_d.id.in_(select(first).where(_l.id.in_(IDS)).select_from(lane)))
        .values(state=Stage.CLAIMED, owner=_ME, fence=_d.fence + 1)
        .returning(delivery)
    )


CLAIM = _claim(func.coalesce(_doubted(), _head()))
CLAIM_ANSWERS = _claim(_head(of_cause=True))

CLAIMS: BindParameter[Any] = bindparam("claims", expanding=True)
"""Pairs of id and fence."""
DISOWN = (
    update(delivery)
    .where(_d.owner == _ME, _d.state == Stage.CLAIMED, tuple_(_d.id, _d.fence).not_in(CLAIMS))
    .values(state=Stage.PENDING, owner=None)
    .returning(_d.lane_id)
)


def _next(*, bulk: bool) -> ScalarSelect[object]:
    ready = select(_l.ready_at).where(
        _of_route(lane), _l.bulk == _literal(bulk), _l.ready_at.is_not(None)
    )
    return ready.order_by(_l.ready_at).limit(1).scalar_subquery()


_ARRIVED = exists().where(_of_route(delivery), _d.lane_id.is_(None), one_of(WAITING))
NEXT = select(
    _next(bulk=False).label("urgent"),
    _next(bulk=True).label("bulk"),
    select(bucket.c.paused_until).where(_of_route(bucket)).scalar_subquery().label("paused"),
    _ARRIVED.label("arrived"),
)
"""When something may leave, and whether something has come that has no place yet."""
