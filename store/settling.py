"""How messages move from state to state: the writing statements of the outbox."""

from sqlalchemy import and_, bindparam, case, exists, func, insert, null, select, update

from bot.ports import HINT
from store.queues import DEAD, UNSENT, Stage, attempt, bucket, delivery, one_of
from store.sql import insert_new, upsert

_d = delivery.c
_ID, _FENCE = bindparam("b_id", type_=_d.id.type), bindparam("b_fence", type_=_d.fence.type)
_MINE = and_(_d.id == _ID, _d.fence == _FENCE)
_HELD = _d.state.in_((Stage.CLAIMED, Stage.SENDING))

PUT = insert_new(delivery)
INTEND = (
    update(delivery)
    .where(_MINE, _d.state == Stage.CLAIMED)
    .values(state=Stage.SENDING, tries=_d.tries + 1)
)
INTENDED = select(_d.id).where(_MINE, _d.state == Stage.SENDING)
"""Whoever holds the message wrote it down already and did not hear that it was committed."""
ATTEMPT = insert(attempt)
_WAITS = bindparam("b_waits", type_=_d.doubts.type)
_END = update(delivery).values(
    state=bindparam("b_state", type_=_d.state.type),
    reason=bindparam("b_reason"),
    message=func.coalesce(bindparam("b_message", type_=_d.message.type), _d.message),
    due=case((_WAITS == 1, _d.due), else_=bindparam("b_due", type_=_d.due.type)),
    doubts=_d.doubts + bindparam("b_doubt", type_=_d.doubts.type),
    owner=None,
)
SETTLE = _END.where(_MINE, _HELD)
LATE_SENT = _END.where(_d.id == _ID, _d.state.in_((Stage.UNKNOWN, Stage.UNCONFIRMED)))
"""Whoever lost his claim but learns that the message arrived ends the doubt."""

_intended = attempt.alias("intended")
OUTCOME = insert(attempt).from_select(
    ["delivery_id", "fence", "at", "state", "content", "reason", "message"],
    select(
        _ID,
        _FENCE,
        bindparam("b_at", type_=attempt.c.at.type),
        bindparam("b_state", type_=attempt.c.state.type),
        null(),
        bindparam("b_reason", type_=attempt.c.reason.type),
        bindparam("b_message", type_=attempt.c.message.type),
    ).where(exists().where(_intended.c.delivery_id == _ID, _intended.c.fence == _FENCE)),
)
RELEASE = (
    update(delivery)
    .where(_MINE, _d.state == Stage.CLAIMED)
    .values(state=Stage.PENDING, owner=None, due=bindparam("b_due"))
)

_OLD = and_(
    _d.platform == bindparam("b_platform"),
    _d.tenant == bindparam("b_tenant"),
    _d.chat == bindparam("b_chat"),
    one_of(UNSENT, _d.state),
    _d.state != Stage.SENDING,
)
END = (
    update(delivery)
    .where(_OLD)
    .values(
        state=case((_d.key.startswith(f"{HINT}:"), Stage.DROPPED), else_=Stage.REFUSED),
        reason=bindparam("b_reason"),
        due=None,
        owner=None,
    )
)
_twin = delivery.alias("twin")
_TWIN = exists().where(
    _twin.c.id != _d.id,
    _twin.c.key == _d.key,
    _twin.c.platform == _d.platform,
    _twin.c.tenant == _d.tenant,
    _twin.c.chat == bindparam("b_new"),
    _twin.c.thread == _d.thread,
    _twin.c.part == _d.part,
)
MOVE = update(delivery).where(_OLD, ~_TWIN).values(chat=bindparam("b_new"), lane_id=null())
MOVE_TWINS = (
    update(delivery)
    .where(_OLD, _TWIN)
    .values(state=Stage.SUPERSEDED, reason="the chat moved to where this was sent", owner=None)
)

OPEN_BUCKET = insert_new(bucket)
_OF_ROUTE = and_(bucket.c.platform == bindparam("platform"), bucket.c.tenant == bindparam("tenant"))
BUCKET = select(bucket.c.paused_until, bucket.c.state).where(_OF_ROUTE).with_for_update()
KEEP_BUCKET = upsert(bucket, "platform", "tenant", change=["paused_until", "state"])

RETRY = (
    update(delivery)
    .where(_d.id == _ID, _d.state.in_((*DEAD, Stage.DROPPED)))
    .values(
        state=Stage.PENDING,
        due=bindparam("b_at"),
        since=bindparam("b_at"),
        tries=0,
        doubts=0,
        reason="",
        lane_id=null(),
        notice=null(),
    )
)
DROP = (
    update(delivery)
    .where(_d.id == _ID, _d.state.in_((Stage.PENDING, Stage.UNKNOWN, *DEAD)))
    .values(state=Stage.DROPPED, due=None)
)
"""What is claimed has its chat's lane: it has to come back first."""
HOLD = (
    update(delivery)
    .where(one_of((Stage.PENDING, Stage.UNKNOWN), _d.state))
    .values(state=Stage.HELD, reason="held until a person decides", due=None)
)
