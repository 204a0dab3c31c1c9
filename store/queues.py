"""The tables of the inbox and the outbox, and of who is alive to work them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, UniqueConstraint, and_, false, literal_column, text
from sqlmodel import Field

from bot.messages import Platform
from store import columns
from store.columns import Row


class EventStage(StrEnum):
    """States of an event, as ``bot.ports.Inbox`` tells them."""

    NEW = "new"
    WORKING = "working"
    DONE = "done"
    PARKED = "parked"
    REFUSED = "refused"


class Stage(StrEnum):
    """States of a delivery, as ``bot.ports.Outbox`` tells them."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    EXPIRED = "expired"
    DROPPED = "dropped"
    HELD = "held"


UNFINISHED = (EventStage.NEW, EventStage.WORKING)
NOT_DONE = (*UNFINISHED, EventStage.PARKED)
WAITING = (Stage.PENDING, Stage.UNKNOWN)
UNSENT = (*WAITING, Stage.CLAIMED, Stage.SENDING)
DEAD = (Stage.REFUSED, Stage.UNCONFIRMED, Stage.EXPIRED, Stage.HELD)
NOT_SENT = (*UNSENT, *DEAD)


_NEW = literal_column("lane_id").is_(None)
_PENDING = literal_column("state") == literal_column("'pending'")
_DOUBTED = literal_column("state") == literal_column("'unknown'")
_OWNED = literal_column("owner").is_not(None)
_SENT = literal_column("message").is_not(None)
_READY = literal_column("ready_at").is_not(None)
_HELD = literal_column("holder").is_not(None)
SENT_WITHOUT_ID = and_(
    literal_column("state") == literal_column(f"'{Stage.SENT}'"),
    literal_column("message").is_(None),
)
"""No row may be like that; the index that proves it is empty."""


def one_of(states: Sequence[StrEnum], column: ColumnElement[Any] | None = None) -> Any:
    """A condition written with literals: SQLite proves with no other that a partial index fits."""
    column = literal_column("state") if column is None else column
    return column.in_([literal_column(f"'{state}'") for state in states])


def _partial(*names: str, where: Any) -> Index:
    return Index(None, *names, sqlite_where=where)


class InstanceRow(Row, table=True):
    """Processes that may hold rows; each also holds a lock that its death frees.

    ``beat`` grows while the process does anything at all.
    """

    __tablename__ = "instance"
    id: int = columns.number(primary_key=True, sa_column_kwargs={"autoincrement": False})
    since: datetime = columns.instant()
    beat: int = columns.number(sa_column_kwargs={"server_default": text("0")})


class InboxRow(Row, table=True):
    """Events as they came; see ``bot.ports.Inbox`` for the states.

    ``notice`` is set when a parked event has been told to a person.
    """

    __tablename__ = "inbox"
    id: int | None = columns.identity()
    platform: Platform = columns.choice(Platform)
    tenant: str = columns.text()
    event: str = columns.text()
    lane: str = columns.text()
    payload: str = columns.text()
    state: EventStage = columns.choice(EventStage)
    owner: int | None = columns.number()
    fence: int = columns.number()
    tries: int = columns.number()
    reason: str = columns.text()
    since: datetime = columns.instant()
    notice: int | None = columns.number()
    __table_args__ = (
        UniqueConstraint("platform", "tenant", "event"),
        _partial("platform", "tenant", "lane", "id", where=one_of(UNFINISHED)),
        _partial("id", where=one_of(NOT_DONE)),
        _partial("owner", where=_OWNED),
    )


class InboxCursorRow(Row, table=True):
    """How far each bot has read its platform's stream."""

    __tablename__ = "inbox_cursor"
    platform: Platform = columns.choice(Platform, primary_key=True)
    tenant: str = columns.text(primary_key=True)
    name: str = columns.text(primary_key=True)
    value: str = columns.text()


class LaneRow(Row, table=True):
    """A chat that messages were sent to: they leave one after the other.

    What can be claimed is found here, not among the messages: ``ready_at`` is when the first of
    them may leave, null while one is on its way (``holder``: the instance that has it) or none
    waits; ``bulk`` is false while an urgent one waits.  No message leaves before ``free_at``: the
    chat's pace, a pause the platform asked for, or the wait for another try, which a new urgent
    message cuts short down to ``stop_until``.  ``log``: the last sends, milliseconds as JSON.
    ``shown``: the delivery that was sent last, at ``shown_at``.
    """

    __tablename__ = "lane"
    id: int | None = columns.identity()
    platform: Platform = columns.choice(Platform)
    tenant: str = columns.text()
    chat: str = columns.text()
    holder: int | None = columns.number()
    bulk: bool
    ready_at: datetime | None = columns.instant()
    free_at: datetime = columns.instant()
    stop_until: datetime = columns.instant()
    log: str = columns.text()
    shown: int | None = columns.number()
    shown_at: datetime | None = columns.instant()
    __table_args__ = (
        UniqueConstraint("platform", "tenant", "chat"),
        _partial("platform", "tenant", "bulk", "ready_at", "id", where=_READY),
        _partial("holder", where=_HELD),
    )


class BucketRow(Row, table=True):
    """What all processes of one bot have reserved of its rate; ``state`` as JSON.

    Nothing leaves before ``paused_until``.
    """

    __tablename__ = "bucket"
    platform: Platform = columns.choice(Platform, primary_key=True)
    tenant: str = columns.text(primary_key=True)
    paused_until: datetime = columns.instant()
    state: str = columns.text()


class DeliveryRow(Row, table=True):
    """Messages, one row a part; see ``bot.ports.Outbox`` for the states.

    ``thread`` is empty where there is none; ``bulk`` is what is not urgent, so that indexes are in
    the order of leaving; ``tries`` counts sends that were begun.  ``lane_id`` is null until the
    message has been put into its chat's lane, where ``turn`` and ``part`` are its place.
    ``notice`` is set when a failed message has been told to a person.  ``person_id`` and ``user``:
    whom a private message is for, and through which account of theirs; None for groups and
    strangers.  ``once``: blanked when it is settled.
    """

    __tablename__ = "delivery"
    id: int | None = columns.identity()
    key: str = columns.text()
    platform: Platform = columns.choice(Platform)
    tenant: str = columns.text()
    chat: str = columns.text()
    thread: str = columns.text()
    part: int = columns.number()
    content: str = columns.text()
    shows: str = columns.text()  # a card as JSON
    cause: str | None = columns.text(index=True)
    bulk: bool
    since: datetime = columns.instant()
    state: Stage = columns.choice(Stage)
    due: datetime | None = columns.instant()
    owner: int | None = columns.number()
    fence: int = columns.number()
    tries: int = columns.number()
    doubts: int = columns.number()
    reason: str = columns.text()
    message: str | None = columns.text()
    lane_id: int | None = columns.number()
    turn: int | None = columns.number()
    notice: int | None = columns.number()
    person_id: int | None = columns.number()
    user: str | None = columns.text()
    once: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    __table_args__ = (
        UniqueConstraint("key", "platform", "tenant", "chat", "thread", "part"),
        _partial("platform", "tenant", "bulk", "id", where=and_(_NEW, one_of(WAITING))),
        _partial("lane_id", "bulk", "turn", "part", where=_PENDING),
        _partial("lane_id", "due", where=one_of(WAITING)),
        _partial("lane_id", "state", "due", where=_DOUBTED),
        _partial("platform", "tenant", "chat", "id", where=one_of(UNSENT)),
        _partial("platform", "tenant", "chat", "message", where=_SENT),
        _partial("id", where=one_of(NOT_SENT)),
        _partial("owner", where=_OWNED),
        _partial("state", where=SENT_WITHOUT_ID),
    )


class AttemptRow(Row, table=True):
    """Append-only: for each send one row with the exact bytes, and one with what became of it."""

    __tablename__ = "attempt"
    id: int | None = columns.identity()
    delivery_id: int = columns.reference("delivery.id", index=True)
    fence: int = columns.number()
    at: datetime = columns.instant()
    state: Stage = columns.choice(Stage)
    content: str | None = columns.text()
    reason: str = columns.text()
    message: str | None = columns.text()


class OccurrenceRow(Row, table=True):
    """What is said unasked; see ``bot.ports.Occurrences``.  ``data`` is JSON."""

    __tablename__ = "occurrence"
    id: int | None = columns.identity()
    key: str = columns.text(unique=True)
    person_id: int | None = columns.reference("person.id")
    title: str = columns.text()
    why: str = columns.text()
    data: str = columns.text()
    due: datetime = columns.instant()
    planned_at: datetime = columns.instant()


class TickRow(Row, table=True):
    """When what is done again and again was last done, by name."""

    __tablename__ = "tick"
    name: str = columns.text(primary_key=True)
    at: datetime = columns.instant()


instance = columns.table(InstanceRow)
inbox = columns.table(InboxRow)
inbox_cursor = columns.table(InboxCursorRow)
delivery = columns.table(DeliveryRow)
attempt = columns.table(AttemptRow)
lane = columns.table(LaneRow)
bucket = columns.table(BucketRow)
occurrence = columns.table(OccurrenceRow)
tick = columns.table(TickRow)
