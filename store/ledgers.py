"""What is reported about every part of a plan, in a handful of statements."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, tzinfo
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal, null, or_, select, union_all

from bot.model.ledger import READ_BACK, Entry
from bot.model.period import Period
from bot.model.person import PersonRole
from bot.model.report import Note, Report, ReportState, Sheet
from bot.ports import Ledgers
from store.period_tables import period, report
from store.report_rows import REPORTS, read_report
from store.reports import counts_since
from store.sql import Sql
from store.tables import person, task, update_record
from store.updates import PROGRESS, SAYS

Part = tuple[int, int]
"""A task and a department, by id."""

_TEXTS = ("progress", "problems", "next_steps")
_u, _r = update_record.c, report.c
_IN_PERIOD = (
    REPORTS.add_columns(task.c.restricted, person.c.name)
    .join(task, task.c.id == _r.task_id)
    .outerjoin(person, person.c.id == _r.submitted_by)
    .where(_r.period_id == bindparam("period"))
)
_order = (period.c.due.desc(), period.c.id.desc())
_place = func.row_number().over(partition_by=(_r.task_id, _r.department_id), order_by=_order)
_now = period.alias("now")
_sent_before = (
    select(_r.period_id, _r.task_id, _r.department_id, _place.label("place"))
    .select_from(
        report.join(period, period.c.id == _r.period_id)
        .join(_now, _now.c.id == bindparam("period"))
        .join(task, and_(task.c.id == _r.task_id, ~task.c.restricted))
    )
    .where(
        period.c.plan_id == bindparam("plan"),
        _r.submitted_at.is_not(null()),
        or_(period.c.due < _now.c.due, and_(period.c.due == _now.c.due, period.c.id < _now.c.id)),
    )
    .subquery("sent_before")
)
_BEFORE = REPORTS.join(
    _sent_before,
    and_(
        _sent_before.c.period_id == _r.period_id,
        _sent_before.c.task_id == _r.task_id,
        _sent_before.c.department_id == _r.department_id,
        _sent_before.c.place == 1,
    ),
)
_SAID = {name: _u[name] for name in _TEXTS} | {"progress": PROGRESS}
_of_plan = update_record.join(task, and_(task.c.id == _u.task_id, ~task.c.restricted))
_NOTES = (
    select(_u.task_id, _u.department_id, _u.at, _u.channel, *_SAID.values())
    .select_from(_of_plan)
    .where(
        task.c.plan_id == bindparam("plan"),
        _u.at >= bindparam("since", type_=_u.at.type),
        SAYS,
        or_(*(_u[name].is_not(null()) for name in _TEXTS)),
    )
    .order_by(_u.id)
)


def _last_word(name: str) -> Select[Any]:
    """The newest standing record of each part that has this text."""
    newest = (
        select(func.max(_u.id).label("id"))
        .select_from(_of_plan)
        .where(task.c.plan_id == bindparam("plan"), _u[name].is_not(null()), SAYS)
        .group_by(_u.task_id, _u.department_id)
        .subquery(f"newest_{name}")
    )
    text = _SAID[name].label("text")
    return select(literal(name).label("name"), _u.task_id, _u.department_id, _u.at, text).join(
        newest, newest.c.id == _u.id
    )


_LAST_WORDS = union_all(*map(_last_word, _TEXTS))
_LIAISONS = (
    select(person.c.department_id, person.c.name)
    .where(person.c.active, person.c.standin.is_(False), person.c.role == PersonRole.LIAISON)
    .order_by(person.c.id)
)


class SqlLedgers(Ledgers):
    """See ``bot.ports.Ledgers``.  Restricted tasks have no texts, and none is asked for."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def entries(
        self, plan: int, period: Period | None, *, zone: tzinfo
    ) -> Mapping[Part, Entry]:
        values = {"plan": plan}
        last = defaultdict[Part, dict[str, tuple[datetime, str]]](dict)
        for name, item, body, at, text in await self._sql.rows(_LAST_WORDS, values):
            last[item, body][name] = at, text
        said = {part: _last(words) for part, words in last.items()}
        if period is None:
            return said
        values["period"] = period.id
        earlier = {
            (report.task, report.department): report
            for report in map(read_report, await self._sql.rows(_BEFORE, values))
        }
        begins = datetime.combine(period.span.starts, time(), zone)
        sent = (report.submitted_at for report in earlier.values())
        since = min((begins, *(at for at in sent if at is not None)))
        notes = defaultdict[Part, list[Note]](list)
        for row in await self._sql.rows(_NOTES, {"plan": plan, "since": since}):
            item, body, at, channel, *texts = row
            said_then = dict(zip(_TEXTS, texts, strict=True))
            whole = channel == READ_BACK
            notes[item, body].append(Note(at=at, whole=whole, **said_then))
        rows = await self._sql.rows(_IN_PERIOD, {"period": period.id})
        for *of_report, restricted, name in rows:
            report = read_report(of_report)
            part = report.task, report.department
            known = [*_older(last[part], since), *notes[part]]
            sheet = Sheet(
                report=report,
                notes=() if restricted else known,
                since=counts_since(report, earlier.get(part), zone),
                earlier=earlier.get(part),
            )
            said[part] = _offline(report) if restricted else _entry(sheet, name)
        return said

    async def liaisons(self) -> Mapping[int, tuple[str, ...]]:
        names = defaultdict[int, tuple[str, ...]](tuple)
        for body, name in await self._sql.rows(_LIAISONS):
            names[body] += (name,)
        return names


def _older(words: Mapping[str, tuple[datetime, str]], since: datetime) -> Iterator[Note]:
    """The last problem, if it was said before the records that were fetched: it may be open."""
    if (found := words.get("problems")) is not None and found[0] < since:
        yield Note(at=found[0], problems=found[1])


def _last(words: Mapping[str, tuple[datetime, str]]) -> Entry:
    progress, problems, next_steps = (words[name][1] if name in words else "" for name in _TEXTS)
    return Entry(progress=progress, problems=problems, next_steps=next_steps)


def _entry(sheet: Sheet, submitted_by: str | None) -> Entry:
    report = sheet.report
    if report.to_lead and report.written_at is None:  # told by updates alone: they are its texts
        sheet = replace(sheet, report=replace(report, state=ReportState.DRAFT))
    return Entry(
        state=report.state,
        to_lead=report.to_lead,
        progress=sheet.progress,
        problems=sheet.problems,
        next_steps=sheet.next_steps,
        signed_by=report.signed_by,
        signed_at=report.signed_at,
        submitted_at=report.submitted_at,
        submitted_by=submitted_by,
        fixed=sheet.report.is_fixed,
        accepted=report.is_accepted,
    )


def _offline(report: Report) -> Entry:
    return Entry(
        state=report.state,
        to_lead=report.to_lead,
        offline_on=report.offline_on,
        accepted=report.is_accepted,
    )
