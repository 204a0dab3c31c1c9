"""How messages move from state to state: the writing statements of the outbox."""

from sqlalchemy import and_, bindparam, case, exists, func, insert, null, or_, select, update

from bot.messages import Card
from bot.ports import HINT
from store.codec import to_json
from store.queues import DEAD, UNSENT, WAITING, Stage, attempt, bucket, delivery, one_of
from store.sql import insert_new, upsert
from store.tables import account, person

_d = delivery.c
_NOTHING = to_json(Card("", once=True))
BLANK = {
    _d.content: case((_d.once, ""), else_=_d.content),
    _d.shows: case((_d.once, _NOTHING), else_=_d.shows),
}
"""Of what goes with its end nothing stays."""
_ID, _FENCE = bindparam("b_id", type_=_d.id.type), bindparam("b_fence", type_=_d.fence.type)
_MINE = and_(_d.id == _ID, _d.fence == _FENCE)
_HELD = _d.state.in_((Stage.CLAIMED, Stage.SENDING))

PUT = insert_new(delivery)
_THEIRS = exists().where(
    account.c.person_id == _d.person_id,
    account.c.platform == _d.platform,
    account.c.user == _d.user,
    person.c.id == account.c.person_id,
    person.c.active,
)
"""The account still belongs to whom the message is for."""
_MAY_HEAR = or_(_d.person_id.is_(None), _THEIRS.where(account.c.suspended.is_(False)))
INTEND = (
    update(delivery)
    .where(_MINE, _d.state == Stage.CLAIMED, _MAY_HEAR)
    .values(state=Stage.SENDING, tries=_d.tries + 1)
)
GONE = (
    update(delivery)
    .where(_MINE, _d.state == Stage.CLAIMED, ~_MAY_HEAR)
    .values(
        {
            _d.state: case((_THEIRS, Stage.REFUSED), else_=Stage.SUPERSEDED),
            _d.reason: case(
                (_THEIRS, "the account left or closed the chat"),
                else_="the person was revoked or unbound",
            ),
            _d.owner: null(),
            _d.due: null(),
            **BLANK,
        }
    )
)
"""Nobody hears any more what is not theirs; one who only closed the chat is a failure to tell."""
INTENDED = select(_d.id).where(_MINE, _d.state == Stage.SENDING)
"""Whoever holds the message wrote it down already and did not hear that it was committed."""
ATTEMPT = insert(attempt)
_WAITS = bindparam("b_waits", type_=_d.doubts.type)
_STATE = bindparam("b_state", type_=_d.state.type)
_OVER = and_(_d.once, _STATE.not_in(WAITING))
_END = update(delivery).values(
    state=_STATE,
    reason=bindparam("b_reason"),
    message=func.coalesce(bindparam("b_message", type_=_d.message.type), _d.message),
    due=case((_WAITS == 1, _d.due), else_=bindparam("b_due", type_=_d.due.type)),
    doubts=_d.doubts + bindparam("b_doubt", type_=_d.doubts.type),
    owner=None,
    content=case((_OVER, ""), else_=_d.content),
    shows=case((_OVER, _NOTHING), else_=_d.shows),
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
        {
            _d.state: case((_d.key.startswith(f"{HINT}:"), Stage.DROPPED), else_=Stage.REFUSED),
            _d.reason: bindparam("b_reason"),
            _d.due: None,
            _d.owner: None,
            **BLANK,
        }
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
    .where(_d.id == _ID, _d.state.in_((*DEAD, Stage.DROPPED)), or_(~_d.once, _d.content != ""))
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
    .values({_d.state: Stage.DROPPED, _d.due: None, **BLANK})
)
"""What is claimed has its chat's lane: it has to come back first."""
HOLD = (
    update(delivery)
    .where(one_of((Stage.PENDING, Stage.UNKNOWN), _d.state))
    .values(state=Stage.HELD, reason="held until a person decides", due=None)
)
