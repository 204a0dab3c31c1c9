"""Which messages may leave now, and when the next one may: statements of the outbox."""

from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from store.queues import UNSENT, WAITING, Stage, delivery, instance, one_of, pause

Condition = ColumnElement[bool]

_EVER = literal(datetime(1970, 1, 1, tzinfo=UTC), pause.c.until.type)
_NOW = bindparam("now", type_=delivery.c.due.type)
_ME = bindparam("b_owner", type_=delivery.c.owner.type)


def _of_route(rows: FromClause) -> Condition:
    return and_(rows.c.platform == bindparam("b_platform"), rows.c.tenant == bindparam("b_tenant"))


def _same_address(one: FromClause, other: FromClause) -> Condition:
    names = ("platform", "tenant", "chat", "thread")
    return and_(*(one.c[name] == other.c[name] for name in names))


def _precedes(one: FromClause, other: FromClause) -> Condition:
    """Of one address: what is urgent first, then by row."""
    return or_(one.c.bulk < other.c.bulk, and_(one.c.bulk == other.c.bulk, one.c.id < other.c.id))


def _blocked(
    row: FromClause, *, now: ColumnElement[datetime] | None, of_cause: bool = False
) -> Condition:
    """Another message of the address is on its way, or comes first.

    One that waits for a repeat or a later try of its own lets the others pass; one that only
    waits for its slot (never tried) does not.  ``of_cause``: who asks for the answers to one
    event waits for those only.
    """
    other = delivery.alias("other")
    moving = other.c.state.in_((Stage.CLAIMED, Stage.SENDING))
    first = and_(other.c.state == Stage.PENDING, other.c.tries == 0)
    if now is not None:
        first = or_(first, other.c.due <= now)
    if of_cause:
        first = and_(first, other.c.cause == row.c.cause)
    return exists().where(
        _same_address(other, row),
        one_of(UNSENT, other.c.state),
        or_(moving, and_(_precedes(other, row), first)),
    )


def _paused(row: FromClause, until: ColumnElement[datetime], *, chats: bool = False) -> Condition:
    """A pause of the platform or the chat (``chats``: only of the chat) goes beyond ``until``."""
    scope = pause.c.chat == row.c.chat
    return exists().where(
        pause.c.platform == row.c.platform,
        pause.c.tenant == row.c.tenant,
        scope if chats else or_(scope, pause.c.chat == ""),
        pause.c.until > until,
    )


def _claim(pick: Select[tuple[int]]) -> Executable:
    """``platform``, ``tenant``, ``now``, ``limit`` and the claiming instance ``b_owner``."""
    taken = (
        pick.order_by(delivery.c.bulk, delivery.c.due, delivery.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=delivery)
        .cte("pick")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    return (
        update(delivery)
        .where(
            delivery.c.id.in_(select(taken.c.id)),
            exists().where(instance.c.id == _ME),
        )
        .values(state=Stage.CLAIMED, owner=_ME, fence=delivery.c.fence + 1)
        .returning(delivery)
    )


_READY = select(delivery.c.id).where(
    _of_route(delivery),
    one_of(WAITING, delivery.c.state),
    delivery.c.due <= _NOW,
    ~_paused(delivery, _NOW),
)

CLAIM = _claim(_READY.where(~_blocked(delivery, now=_NOW)))
CLAIM_ANSWERS = _claim(
    _READY.where(
        delivery.c.cause == bindparam("b_cause"), ~_blocked(delivery, now=_NOW, of_cause=True)
    )
)


def _first_due(*, bulk: bool) -> ScalarSelect[datetime]:
    """Read in the order of an index, from the end of the platform's pause on."""
    pause_ends = select(pause.c.until).where(_of_route(pause), pause.c.chat == "").scalar_subquery()
    return (
        select(delivery.c.due)
        .where(
            _of_route(delivery),
            delivery.c.bulk == bulk,
            one_of(WAITING, delivery.c.state),
            delivery.c.due >= func.coalesce(pause_ends, _EVER),
            ~_paused(delivery, delivery.c.due, chats=True),
            ~_blocked(delivery, now=None),
        )
        .order_by(delivery.c.due)
        .limit(1)
        .scalar_subquery()
    )


def _held_back(*, chats: bool) -> ScalarSelect[datetime]:
    """When the first pause ends that holds messages back."""
    held = delivery.alias("held")
    these = [
        held.c.platform == pause.c.platform,
        held.c.tenant == pause.c.tenant,
        one_of(WAITING, held.c.state),
        held.c.due < pause.c.until,
    ]
    if chats:
        these += [held.c.chat == pause.c.chat, ~_blocked(held, now=None)]
    scope = pause.c.chat != "" if chats else pause.c.chat == ""
    return (
        select(func.min(pause.c.until))
        .where(_of_route(pause), scope, exists().where(*these))
        .scalar_subquery()
    )


NEXT_DUE = select(
    _first_due(bulk=False).label("urgent"),
    _first_due(bulk=True).label("bulk"),
    _held_back(chats=True).label("chat"),
    _held_back(chats=False).label("platform"),
)
"""When something can leave; a chat's pause counts only when the platform's has ended."""
