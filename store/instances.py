"""Who is alive, and taking back what the dead held."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select, update

from bot.crash import Point, crash_point
from store.lanes import LET_GO, LOCK_HOLDER
from store.queues import EventStage, Stage, delivery, inbox, instance
from store.sql import Sql

_ALL = select(instance.c.id, instance.c.beat)
_ADD = insert(instance)
_MINE = bindparam("b_owner", type_=instance.c.id.type)
_BEAT = update(instance).where(instance.c.id == _MINE).values(beat=instance.c.beat + 1)
_REMOVE = delete(instance).where(instance.c.id == _MINE)
_REMOVE_IDLE = _REMOVE.where(
    ~exists().where(inbox.c.owner == _MINE), ~exists().where(delivery.c.owner == _MINE)
)
_EVENTS = (
    update(inbox)
    .where(inbox.c.owner == _MINE, inbox.c.state == EventStage.WORKING)
    .values(state=EventStage.NEW, owner=None)
)
_CLAIMED = (
    update(delivery)
    .where(delivery.c.owner == _MINE, delivery.c.state == Stage.CLAIMED)
    .values(state=Stage.PENDING, owner=None)
)
_SENDING = (
    update(delivery)
    .where(delivery.c.owner == _MINE, delivery.c.state == Stage.SENDING)
    .values(
        state=Stage.UNKNOWN,
        owner=None,
        due=bindparam("b_due", type_=delivery.c.due.type),
        doubts=delivery.c.doubts + 1,
        reason="the process ended while sending",
    )
)
"""Whether it is sent again is not decided here."""


class Instances:
    """The table of living processes."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def all(self) -> Mapping[int, int]:
        """Their beats by id."""
        return {id: beat for id, beat in await self._sql.rows(_ALL)}

    async def beat(self, id: int) -> None:
        await self._sql.count(_BEAT, {"b_owner": id})

    async def add(self, id: int, *, at: datetime) -> None:
        await self._sql.count(_ADD, {"id": id, "since": at, "beat": 0})

    async def remove(self, id: int) -> None:
        """Unless it holds rows: then it is there until somebody takes them back."""
        await self._sql.count(_REMOVE_IDLE, {"b_owner": id})

    async def give_back(self, id: int, *, due: datetime) -> int:
        """Return the rows of a dead instance; what it was sending waits until ``due``."""
        back = await self._sql.count(_EVENTS, {"b_owner": id})
        crash_point(Point.IN_REAP)
        back += await self._sql.count(_CLAIMED, {"b_owner": id})
        back += await self._sql.count(_SENDING, {"b_owner": id, "b_due": due})
        crash_point(Point.IN_REAPED)
        if lanes := [lane for (lane,) in await self._sql.rows(LOCK_HOLDER, {"holder": id})]:
            await self._sql.count(LET_GO, {"ids": lanes})
        await self._sql.count(_REMOVE, {"b_owner": id})
        return back
