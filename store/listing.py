"""Looking at the outbox: statements that only read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from bot.messages import Card
from store.codec import from_json
from store.queues import DEAD, NOT_SENT, attempt, delivery, lane, one_of
from store.sql import AnyRow

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
