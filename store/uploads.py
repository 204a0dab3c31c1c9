"""What the office sent in, and what a ledger that came back changes, all at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, null, select, update

from bot.crash import Point, crash_point
from bot.errors import Conflict
from bot.model.desk import UploadKind
from bot.model.person import Person
from bot.model.update import UpdateKind
from bot.ports.uploads import Upload, Uploads, Written
from store.desk_tables import upload
from store.period_tables import urge
from store.sql import Sql
from store.tables import share, update_record
from store.updates import CHANGE, MOVE_ON

_u = upload.c
_WAITS = (_u.person_id.is_not_distinct_from(bindparam("b_person", type_=_u.person_id.type)),)
_DISPLACE = update(upload).where(*_WAITS, _u.body.is_not(None)).values(body=null())
_KEEP = insert(upload).returning(_u.id)
_WAITING = select(_u.body).where(
    _u.id == bindparam("b_id"), _u.kind == UploadKind.LEDGER, *_WAITS, _u.body.is_not(None)
)
_CHANGE_BODY = (
    update(upload)
    .where(_u.id == bindparam("b_id"), _u.body.is_not(None))
    .values(body=bindparam("b_body"))
)
_SETTLE = (
    update(upload)
    .where(_u.id == bindparam("b_id"), _u.body.is_not(None))
    .values(body=null(), applied_at=bindparam("b_at"))
)
_LAST_DRAFT = (
    select(_u.draft_id, _u.body)
    .where(_u.person_id == bindparam("person"), _u.draft_id.is_not(None))
    .order_by(_u.id.desc())
    .limit(1)
)
_ANSWER = (
    update(upload)
    .where(_u.draft_id == bindparam("b_draft"), *_WAITS, _u.applied_at.is_(None))
    .values(body=bindparam("b_body"))
)
_HOLD = (
    select(share.c.task_id, share.c.department_id, share.c.version)
    .where(share.c.task_id.in_(bindparam("tasks", expanding=True)))
    .order_by(share.c.task_id, share.c.department_id)
    .with_for_update()
)
_ADD = insert(update_record)
_ANSWERED = (
    update(urge)
    .where(
        urge.c.task_id == bindparam("b_task"),
        urge.c.department_id == bindparam("b_department"),
        urge.c.answered_at.is_(None),
    )
    .values(answered_at=bindparam("b_at"), answered_by=bindparam("b_by"))
)


class SqlUploads(Uploads):
    """See ``bot.ports.uploads``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def keep(
        self,
        upload: Upload,
        *,
        person: int | None,
        at: datetime,
        draft: int | None = None,
        body: str | None = None,
    ) -> int:
        await self._sql.count(_DISPLACE, {"b_person": person})
        row = {
            "sha256": upload.sha256,
            "name": upload.name,
            "size": upload.size,
            "kind": upload.kind,
            "person_id": person,
            "at": at,
            "draft_id": draft,
            "body": body,
            "applied_at": None,
        }
        [(id,)] = await self._sql.rows(_KEEP, row)
        return int(id)

    async def waiting(self, id: int, person: int | None) -> str | None:
        rows = await self._sql.rows(_WAITING, {"b_id": id, "b_person": person})
        return str(rows[0].body) if rows else None

    async def change(self, id: int, body: str) -> None:
        await self._sql.count(_CHANGE_BODY, {"b_id": id, "b_body": body})

    async def settle(self, id: int, *, at: datetime) -> bool:
        return await self._sql.count(_SETTLE, {"b_id": id, "b_at": at}) > 0

    async def last_draft(self, person: int) -> tuple[int, str] | None:
        rows = await self._sql.rows(_LAST_DRAFT, {"person": person})
        return (int(rows[0].draft_id), rows[0].body or "") if rows else None

    async def answered(self, draft: int, person: int, said: str) -> None:
        known = {"b_draft": draft, "b_person": person, "b_body": said}
        await self._sql.count(_ANSWER, known)

    async def record(
        self, changes: Sequence[Written], *, person: Person, at: datetime, channel: str, batch: str
    ) -> None:
        """The shares are held first, so that what was compared is what is written upon."""
        if not changes:
            return
        tasks = sorted({one.task.id for one in changes})
        held = {
            (task, body): version
            for task, body, version in await self._sql.rows(_HOLD, {"tasks": tasks})
        }
        parts = [(one.task.id, one.share.department.id) for one in changes]
        for one, part in zip(changes, parts, strict=True):
            if held.get(part) != one.share.version:
                raise Conflict(f"the share {part} is no longer at version {one.share.version}")
        await self._sql.count(MOVE_ON, [_moved(one, person=person, at=at) for one in changes])
        crash_point(Point.IN_LEDGER)
        told = {"person_id": person.id, "at": at, "channel": channel, "batch": batch}
        await self._sql.count(_ADD, [{**_record(one), **told} for one in changes])
        urged = [
            {"b_task": task, "b_department": body, "b_at": at, "b_by": person.id}
            for task, body in parts
        ]
        await self._sql.count(_ANSWERED, urged)


def _moved(one: Written, *, person: Person, at: datetime) -> dict[str, object]:
    change, share_ = one.change, one.share
    return {
        "b_task": one.task.id,
        "b_department": share_.department.id,
        "b_version": share_.version,
        "b_status": change.status or share_.status,
        "b_percent": share_.percent if change.percent is None else change.percent,
        "b_at": at,
        "b_by": person.id,
    }


def _record(one: Written) -> dict[str, object]:
    return {
        "task_id": one.task.id,
        "department_id": one.share.department.id,
        "kind": UpdateKind.UPDATE,
        **{name: getattr(one.change, name) for name in CHANGE},
        "before_status": one.share.status,
        "before_percent": one.share.percent,
        "version": one.share.version + 1,
        "on_behalf": one.on_behalf,
        "undoes": None,
    }
