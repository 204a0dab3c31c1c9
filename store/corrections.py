"""Corrections: records beside what was written, and requests to correct a sealed period."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, literal, select, update

from bot.model.correction import Correction
from bot.model.desk import CorrectionState
from bot.model.person import Person
from bot.model.report import ReportState
from bot.model.task import Department, Share, Task
from bot.model.update import CORRECTED, UpdateKind
from bot.ports import Corrections
from store.desk_tables import correction
from store.period_tables import period, report
from store.periods import OF_PERIOD, read_period
from store.sql import Sql
from store.tables import department, person, task, update_record
from store.updates import OF_SEALED, STANDS

_r, _c, _p = update_record.c, correction.c, report.c
_SAID = select(func.max(_r.at)).where(
    _r.task_id == bindparam("task"), _r.department_id == bindparam("department"), STANDS
)
_LAST = (
    select(_r.id, task.c.ref, _r.at)
    .join_from(update_record, task, task.c.id == _r.task_id)
    .where(_r.person_id == bindparam("person"), _r.kind == UpdateKind.CORRECTION)
    .order_by(_r.id.desc())
    .limit(1)
)
_ADD = insert(update_record)
_OF_REPORT = (
    _p.period_id == bindparam("b_period"),
    _p.task_id == bindparam("b_task"),
    _p.department_id == bindparam("b_department"),
)
_WITH_WORDS = _p.progress + literal(f"；{CORRECTED}") + bindparam("b_words", type_=_p.progress.type)
_APPEND = (
    update(report)
    .where(*_OF_REPORT, _p.state.in_((ReportState.SUBMITTED, ReportState.ACCEPTED)))
    .where(_p.progress.is_not(None))
    .values(progress=_WITH_WORDS, version=_p.version + 1)
)
_APPEND_SEALED = (
    update(report)
    .where(*_OF_REPORT, _p.progress.is_not(None))
    .values(progress=_WITH_WORDS, version=_p.version + 1)
)
_ASK = insert(correction).returning(_c.id)
_WITHDRAW = (
    update(correction)
    .where(
        _c.task_id == bindparam("b_task"),
        _c.department_id == bindparam("b_department"),
        _c.state == CorrectionState.ASKED,
    )
    .values(state=CorrectionState.WITHDRAWN, decided_at=bindparam("b_at"))
)
_DECIDE = (
    update(correction)
    .where(_c.id == bindparam("b_id"), _c.state == CorrectionState.ASKED)
    .values(
        state=bindparam("b_state"),
        decided_by=bindparam("b_by"),
        decided_at=bindparam("b_at"),
        answer=bindparam("b_answer"),
    )
)
_BODY = tuple(department.c[name] for name in ("id", "short", "english", "acronym", "kind"))
_ASKED = (_c.id, _c.task_id, task.c.ref, _c.person_id, person.c.name, _c.at, _c.words, _c.state)


def _requests() -> Select[Any]:
    return (
        select(*OF_PERIOD, *_BODY, *_ASKED, _c.answer)
        .join_from(correction, task, task.c.id == _c.task_id)
        .join(department, department.c.id == _c.department_id)
        .join(period, period.c.id == _c.period_id)
        .join(person, person.c.id == _c.person_id)
    )


_REQUEST = _requests().where(_c.id == bindparam("id"))
_OPEN = (
    _requests()
    .where(task.c.plan_id == bindparam("plan"), _c.state == CorrectionState.ASKED)
    .order_by(task.c.ref, _c.id)
)
_OPEN_OF = _OPEN.where(_c.department_id == bindparam("department"))


class SqlCorrections(Corrections):
    """See ``bot.ports.Corrections``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def said(self, task: int, department: int) -> datetime | None:
        rows = await self._sql.rows(_SAID, {"task": task, "department": department})
        at: datetime | None = rows[0][0]
        return at

    async def last(self, person: int) -> tuple[int, int, datetime] | None:
        rows = await self._sql.rows(_LAST, {"person": person})
        return (rows[0].id, rows[0].ref, rows[0].at) if rows else None

    async def add(
        self,
        task: Task,
        share: Share,
        words: str,
        *,
        period: int | None,
        person: Person,
        at: datetime,
        channel: str,
        batch: str,
        on_behalf: bool,
    ) -> bool:
        told = {"person_id": person.id, "at": at, "channel": channel, "batch": batch}
        await self._note(task.id, share, words, told, on_behalf=on_behalf)
        if period is None:
            return False
        where = {"b_period": period, "b_task": task.id, "b_department": share.department.id}
        return bool(await self._sql.count(_APPEND, where | {"b_words": words}))

    async def _note(
        self, task: int, share: Share, words: str, told: Mapping[str, Any], *, on_behalf: bool
    ) -> None:
        row = {
            "task_id": task,
            "department_id": share.department.id,
            **told,
            "kind": UpdateKind.CORRECTION,
            **dict.fromkeys(("status", "percent", "problems", "next_steps", "undoes")),
            "progress": words,
            "before_status": share.status,
            "before_percent": share.percent,
            "version": share.version,
            "on_behalf": on_behalf,
        }
        await self._sql.count(_ADD, row)

    async def ask(
        self, task: int, department: int, period: int, words: str, *, by: int, at: datetime
    ) -> tuple[int, bool]:
        replaced = await self.withdraw(task, department, at=at)
        row = {
            "task_id": task,
            "department_id": department,
            "period_id": period,
            "person_id": by,
            "at": at,
            "words": words,
            "state": CorrectionState.ASKED,
            **dict.fromkeys(("decided_at", "decided_by", "answer")),
        }
        [(id,)] = await self._sql.rows(_ASK, row)
        return int(id), replaced

    async def withdraw(self, task: int, department: int, *, at: datetime) -> bool:
        whose = {"b_task": task, "b_department": department, "b_at": at}
        return bool(await self._sql.count(_WITHDRAW, whose))

    async def requests(self, plan: int, department: int | None = None) -> Sequence[Correction]:
        values = {"plan": plan}
        if department is None:
            return [_correction(row) for row in await self._sql.rows(_OPEN, values)]
        rows = await self._sql.rows(_OPEN_OF, values | {"department": department})
        return [_correction(row) for row in rows]

    async def request(self, id: int) -> Correction | None:
        rows = await self._sql.rows(_REQUEST, {"id": id})
        return _correction(rows[0]) if rows else None

    async def decide(
        self,
        asked: Correction,
        state: CorrectionState,
        *,
        share: Share | None,
        answer: str | None,
        by: int,
        at: datetime,
        channel: str,
    ) -> bool:
        decision = {"b_state": state, "b_answer": answer, "b_by": by, "b_at": at}
        if not await self._sql.count(_DECIDE, {"b_id": asked.id} | decision):
            return False
        if state is CorrectionState.AGREED and share is not None:
            told = {"person_id": asked.asked_by, "at": at, "channel": channel}
            told["batch"] = f"{OF_SEALED}{asked.id}"
            await self._note(asked.task, share, asked.words, told, on_behalf=False)
            where = {"b_period": asked.period.id, "b_task": asked.task}
            where["b_department"] = asked.department.id
            await self._sql.count(_APPEND_SEALED, where | {"b_words": asked.words})
        return True


def _correction(row: Sequence[Any]) -> Correction:
    of, rest = row[: len(OF_PERIOD)], row[len(OF_PERIOD) :]
    body, (id, task, ref, by, name, at, words, state, answer) = rest[:5], rest[5:]
    return Correction(
        id=id,
        task=task,
        ref=ref,
        department=Department(*body),
        period=read_period(of),
        asked_by=by,
        asked_by_name=name,
        asked_at=at,
        words=words,
        state=state,
        answer=answer,
    )
