"""What is said unasked: occurrences and their deliveries, written down together."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, insert, null, or_, select, update

from bot.bundles import KIND as BUNDLE
from bot.messages import Address, Card, Part
from bot.ports import HINT, Delivery, Held, Occurrence, Occurrences
from store.bulletins import release
from store.codec import to_json
from store.lanes import LET_GO
from store.letters import FRESH, for_condition, place, written
from store.queues import (
    DEAD,
    NOT_DONE,
    NOT_SENT,
    EventStage,
    Stage,
    delivery,
    inbox,
    occurrence,
    one_of,
)
from store.settling import PUT
from store.sql import Sql, insert_new

_d, _o = delivery.c, occurrence.c
_NEW = insert_new(occurrence).returning(_o.key)
_KNOWN = select(_o.key).where(_o.key.in_(bindparam("keys", expanding=True)))
_BY_KEY = select(occurrence).where(_o.key == bindparam("key"))
_MINE = and_(_d.id == bindparam("b_id"), _d.fence == bindparam("b_fence"))
_FILL = (
    update(delivery)
    .where(_MINE, _d.state == Stage.CLAIMED)
    .values(content=bindparam("b_content"), shows=bindparam("b_shows"), once=bindparam("b_once"))
)
_APPEND = insert(delivery)
_OTHERS = delete(delivery).where(
    _d.key == bindparam("b_key"),
    _d.platform == bindparam("b_platform"),
    _d.tenant == bindparam("b_tenant"),
    _d.chat == bindparam("b_chat"),
    _d.thread == bindparam("b_thread"),
    _d.part > 0,
    _d.state == Stage.PENDING,
    _d.tries == 0,
)
"""The parts after the first that nobody has tried to send."""
_STAGES = (
    select(_o.key, _d.state)
    .select_from(occurrence.outerjoin(delivery, and_(_d.key == _o.key, _d.part == 0)))
    .where(_o.key.in_(bindparam("keys", expanding=True)))
    .order_by(case((_d.state == Stage.SUPERSEDED, 0), else_=1))
)
"""Last that which counts: what was sent on to another account is superseded where it was to go."""
_END = (
    update(delivery)
    .where(_MINE, _d.state == Stage.CLAIMED)
    .values(state=bindparam("b_state"), reason=bindparam("b_reason"), owner=null(), due=null())
)
_UNNOTICED = (
    update(delivery)
    .where(
        one_of(NOT_SENT, _d.state),
        _d.notice.is_(None),
        ~_d.key.startswith("notice:"),
        ~_d.key.startswith(f"{HINT}:"),
        or_(
            _d.state.in_(DEAD),
            and_(
                _d.state.in_((Stage.PENDING, Stage.UNKNOWN)),
                _d.tries > 0,
                _d.since <= bindparam("b_before", type_=_d.since.type),
            ),
        ),
    )
    .values(notice=_d.id)
    .returning(_d.id, _d.fence)
)


_UNNOTICED_EVENTS = (
    update(inbox)
    .where(
        one_of(NOT_DONE, inbox.c.state),
        inbox.c.state == EventStage.PARKED,
        inbox.c.notice.is_(None),
    )
    .values(notice=inbox.c.id)
    .returning(inbox.c.id, inbox.c.fence)
)


class SqlOccurrences(Occurrences):
    """See ``bot.ports.Occurrences``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def plan(self, found: Sequence[Occurrence], *, at: datetime) -> Sequence[str]:
        if not found:
            return ()
        rows = [_row(one, at) for one in found]
        new = {key for (key,) in await self._sql.rows(_NEW, rows)}
        write = new | await self._unaddressed(one for one in found if one.key not in new)
        letters = [_letter(one, at) for one in found if one.key in write and one.to is not None]
        if letters:
            await self._sql.count(PUT, letters)
        return [one.key for one in found if one.key in new]

    async def forward(self, what: Occurrence, *, at: datetime) -> bool:
        return bool(await self._sql.count(PUT, [_letter(what, at)]))

    async def _unaddressed(self, known: Iterable[Occurrence]) -> set[str]:
        """Those that had nobody to go to when they were planned, and have now."""
        keys = {one.key for one in known if one.to is not None}
        if not keys:
            return set()
        return {key for key, stage in (await self.stages(keys)).items() if stage is None}

    async def planned(self, key: str) -> Occurrence | None:
        rows = await self._sql.rows(_BY_KEY, {"key": key})
        if not rows:
            return None
        row = rows[0]
        return Occurrence(
            key=row.key,
            person=row.person_id,
            to=None,
            due=row.due,
            title=row.title,
            why=row.why,
            data=json.loads(row.data),
        )

    async def known(self, keys: Collection[str]) -> Collection[str]:
        rows = await self._sql.rows(_KNOWN, {"keys": list(keys)}) if keys else ()
        return {key for (key,) in rows}

    async def stages(self, keys: Collection[str]) -> Mapping[str, str | None]:
        rows = await self._sql.rows(_STAGES, {"keys": sorted(keys)})
        return {key: None if stage is None else str(stage) for key, stage in rows}

    async def fill(self, held: Held[Delivery], parts: Sequence[Part]) -> bool:
        first, *rest = parts
        drawn = for_condition(written(first))
        if not await self._sql.count(_FILL, {"b_id": held.id, "b_fence": held.fence} | drawn):
            return False
        await self.undraw(held)
        if not rest:
            return True
        letter = held.item
        common = _common(letter.key, letter.to, letter.since, letter.person) | {
            "lane_id": held.lane,
            "turn": held.turn,
        }
        await self._sql.count(
            _APPEND,
            [common | {"part": n} | written(part) for n, part in enumerate(rest, start=1)],
        )
        return True

    async def undraw(self, held: Held[Delivery]) -> None:
        if held.item.message.content:
            await self._forget_the_rest(held.item)

    async def end(self, held: Held[Delivery], state: str, *, reason: str) -> None:
        of_us = {"b_id": held.id, "b_fence": held.fence}
        values = of_us | {"b_state": Stage(state), "b_reason": reason}
        await self.undraw(held)
        if await self._sql.count(_END, values) and held.lane is not None:
            await self._sql.count(LET_GO, {"ids": [held.lane]})
        if held.item.kind == BUNDLE and held.item.person is not None:
            await release(self._sql, held.item.key, held.item.person)

    async def _forget_the_rest(self, letter: Delivery) -> None:
        """Drawn before, and not sent: what it said then is not said any more."""
        of = for_condition({**place(letter.to), "thread": letter.to.thread or ""})
        await self._sql.count(_OTHERS, of | {"b_key": letter.key})

    async def unnoticed(self, *, before: datetime) -> Sequence[tuple[int, int]]:
        rows = await self._sql.rows(_UNNOTICED, {"b_before": before})
        return sorted((row.id, row.fence) for row in rows)

    async def unnoticed_events(self) -> Sequence[tuple[int, int]]:
        rows = await self._sql.rows(_UNNOTICED_EVENTS)
        return sorted((row.id, row.fence) for row in rows)


def _row(one: Occurrence, at: datetime) -> dict[str, Any]:
    return {
        "key": one.key,
        "person_id": one.person,
        "title": one.title,
        "why": one.why,
        "data": json.dumps(dict(one.data), ensure_ascii=False),
        "due": one.due,
        "planned_at": at,
    }


def _letter(one: Occurrence, at: datetime) -> dict[str, Any]:
    """Without content: it is drawn when it is sent.  Its time to be tried begins when it is due."""
    if one.to is None:
        raise ValueError("nobody to send to")
    shown = {"part": 0, "content": "", "shows": to_json(Card(one.title))}
    return _common(one.key, one.to, max(one.due, at), one.person) | shown


def _common(key: str, to: Address, since: datetime, person: int | None) -> dict[str, Any]:
    return {
        **FRESH,
        **place(to),
        "key": key,
        "thread": to.thread or "",
        "cause": None,
        "bulk": True,
        "since": since,
        "due": since,
        "person_id": person,
        "user": to.chat,  # on every platform a private chat that we begin has the user's id
    }
