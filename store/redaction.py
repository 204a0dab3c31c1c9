"""Messages, events and stored lines that show what may not be kept any more: found, and blanked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, null, or_, select, update

from bot.errors import Conflict
from bot.messages import Card
from store.codec import from_json, to_json
from store.desk_tables import upload
from store.lanes import LOOK_AGAIN
from store.needles import Needles
from store.queues import (
    DEAD,
    WAITING,
    EventStage,
    Stage,
    attempt,
    delivery,
    inbox,
    lane,
    occurrence,
)
from store.sql import Sql
from store.tables import stored_action

GONE = "the item is reported offline now"
_d, _o = delivery.c, occurrence.c
_IDS = bindparam("b_ids", expanding=True, type_=_d.id.type)
_SHOWN = select(_d.id, _d.cause, _d.part, _d.state, _d.lane_id, _d.shows)
BLANK_CARD = (
    update(delivery)
    .where(_d.id == bindparam("b_id", type_=_d.id.type))
    .values(content="", shows=bindparam("b_shows"))
)
_END = (
    update(delivery)
    .where(_d.id.in_(_IDS))
    .values(state=Stage.SUPERSEDED, reason=GONE, due=null(), owner=null())
)
_LOCK = select(lane.c.id).where(lane.c.id.in_(_IDS)).order_by(lane.c.id).with_for_update()
_SENT_BYTES = (
    update(attempt)
    .where(attempt.c.delivery_id.in_(_IDS), attempt.c.content.is_not(None))
    .values(content="")
)
_PLANNED = select(_o.id, _o.title, _o.why).where(or_(_o.title != "", _o.why != ""))
_UNTITLE = update(occurrence).where(_o.id.in_(_IDS)).values(title="", why="")
_EVENTS = select(inbox.c.id, inbox.c.state, inbox.c.payload).where(
    inbox.c.payload != "", inbox.c.state.in_((EventStage.DONE, EventStage.PARKED))
)
_BLANK_EVENTS = update(inbox).where(inbox.c.id.in_(_IDS)).values(payload="")
_FORGET_LINES = delete(stored_action)
_FORGET_LEDGERS = update(upload).where(upload.c.body.is_not(None)).values(body=null())
_UPLOADS = select(upload.c.id, upload.c.name)
_UNNAME = update(upload).where(upload.c.id.in_(_IDS)).values(name="")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that show one of the tasks, by id; ``shows``: each with what it leaves standing."""

    shows: dict[int, str]
    redrawn: Sequence[int]
    ended: Sequence[int]
    flying: Sequence[int]
    lanes: Sequence[int]
    planned: Sequence[int]
    events: Sequence[int]
    uploads: Sequence[int]

    @property
    def waiting(self) -> int:
        return len(self.redrawn) + len(self.ended) + len(self.flying)


async def find(sql: Sql, needles: Needles) -> Found:
    """Four statements; what was said is compared here, where it is not escaped any more."""
    shows, redrawn, ended, flying = dict[int, str](), list[int](), list[int](), list[int]()
    lanes = set[int]()
    for row in await sql.rows(_SHOWN):
        card = from_json(row.shows)
        blanked = Card("", about=card.about)
        if card == blanked or not needles.in_card(card):
            continue
        shows[row.id] = to_json(blanked)
        if row.state in (Stage.CLAIMED, Stage.SENDING):
            flying.append(row.id)
        elif row.state in WAITING and row.cause is None and row.part == 0:
            redrawn.append(row.id)
        elif row.state in (*WAITING, *DEAD):
            ended.append(row.id)
            lanes |= {row.lane_id} - {None}
    planned = [
        row.id for row in await sql.rows(_PLANNED) if needles.quoted(f"{row.title}\n{row.why}")
    ]
    events = [row.id for row in await sql.rows(_EVENTS) if needles.in_raw(row.payload)]
    uploads = [row.id for row in await sql.rows(_UPLOADS) if needles.quoted(row.name)]
    return Found(shows, redrawn, ended, flying, sorted(lanes), planned, events, uploads)


async def blank(sql: Sql, found: Found) -> None:
    """What waits is drawn anew or ends; what was sent loses its text and keeps what it was about.

    All lines and ledgers that wait for 确认 go: any may hold words about the tasks.
    """
    if found.flying:
        raise Conflict("a message that shows the item is on its way")
    if found.lanes:
        await sql.rows(_LOCK, {"b_ids": found.lanes})
    if found.shows:
        rows = [{"b_id": id, "b_shows": shows} for id, shows in found.shows.items()]
        await sql.count(BLANK_CARD, rows)
        await sql.count(_SENT_BYTES, {"b_ids": list(found.shows)})
    if found.ended:
        await sql.count(_END, {"b_ids": found.ended})
        await sql.count(LOOK_AGAIN, {"ids": found.lanes})
    if found.planned:
        await sql.count(_UNTITLE, {"b_ids": found.planned})
    if found.events:
        await sql.count(_BLANK_EVENTS, {"b_ids": found.events})
    if found.uploads:
        await sql.count(_UNNAME, {"b_ids": found.uploads})
    await sql.count(_FORGET_LINES)
    await sql.count(_FORGET_LEDGERS)
