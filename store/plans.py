"""Drafts, and how a draft becomes the plan in force."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bot.errors import Conflict
from bot.model.likeness import mark_of
from bot.model.period import Cadence
from bot.model.plan import PlanDraft, PlanFacts, TaskDraft, refs_of
from bot.model.task import NEUTRAL, Status, TaskRole
from bot.ports import PlanPeriod, PlanRecord, Plans
from store import drafts
from store.facts import CURRENT, OF_PLAN, read_facts
from store.initials import initials
from store.period_tables import period
from store.seed import name_row
from store.sql import Sql, insert_new, upsert
from store.tables import department, department_name, plan, plan_draft, share, task
from store.words import searchable

_CURRENT = (
    select(*OF_PLAN, plan.c.issuer, plan.c.rules, plan.c.sha256)
    .select_from(plan.outerjoin(period, CURRENT))
    .where(plan.c.in_force)
)
_KEEP = upsert(plan_draft, "sha256", change=["name", "body"]).returning(plan_draft.c.id)
_DRAFT = select(plan_draft.c.body).where(plan_draft.c.id == bindparam("id"))
_CLOSED = (
    select(task.c.mark, task.c.chapter, task.c.section, department.c.short)
    .select_from(
        plan.join(task, task.c.plan_id == plan.c.id)
        .outerjoin(share, share.c.task_id == task.c.id)
        .outerjoin(department, department.c.id == share.c.department_id)
    )
    .where(plan.c.in_force, task.c.restricted, task.c.mark.is_not(None))
)
_APPLY = insert_new(plan).returning(plan.c.id)
_SET_CADENCE = (
    update(plan).where(plan.c.id == bindparam("b_plan")).values(cadence=bindparam("b_cadence"))
)
SPELLINGS = select(
    department_name.c.department_id,
    department_name.c.name,
    department_name.c.kind,
    department_name.c.valid_from,
    department_name.c.valid_to,
).where(department_name.c.kind.not_in(["acronym", "initials"]))
_ADD_DEPARTMENTS = insert(department).returning(department.c.id, department.c.short)
_ADD_NAMES = insert(department_name)
_ADD_TASKS = insert(task).returning(task.c.id, task.c.ref)
_ADD_SHARES = insert(share)


class SqlPlans(Plans):
    """One plan is in force at a time; the database itself refuses a second one."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def current(self) -> PlanRecord | None:
        rows = await self._sql.rows(_CURRENT)
        if not rows:
            return None
        [(*row, issuer, rules, sha256)] = rows
        facts = read_facts(row)
        return PlanRecord(
            facts=facts,
            period=PlanPeriod(
                title=facts.title,
                starts=facts.starts,
                ends=facts.ends,
                issued_on=facts.issued_on,
            ),
            issuer=issuer,
            rules=tuple(json.loads(rules)),
            sha256=sha256,
        )

    async def keep(self, draft: PlanDraft, *, at: datetime) -> int:
        """The latest reading of the bytes counts; restricted text is left out of it, also that of
        what the office has marked, whatever the importer says.

        Raises ValueError for a refused draft: nothing of it may be kept.
        """
        if draft.refused is not None:
            raise ValueError(f"a refused draft is not kept: {draft.refused}")
        closed = await self._sql.rows(_CLOSED)
        body = drafts.to_json(drafts.without_secrets(_without(draft, closed)))
        row = {"sha256": draft.sha256, "name": draft.name, "body": body, "kept_at": at}
        [(id,)] = await self._sql.rows(_KEEP, row)
        return int(id)

    async def apply(self, draft: int, period: PlanPeriod, *, at: datetime) -> PlanFacts:
        """Raises KeyError when there is no such draft."""
        kept = await self._sql.rows(_DRAFT, {"id": draft})
        if not kept:
            raise KeyError(draft)
        document = drafts.from_json(kept[0].body)
        refs = refs_of(document.tasks)
        row = plan_row(draft, period, document) | {
            "in_force": True,
            "cadence": Cadence.QUARTERLY,
            "applied_at": at,
        }
        made = await self._sql.rows(_APPLY, row)
        if not made:
            raise Conflict("there is a plan in force already")
        [(id,)] = made
        await self._add_tasks(id, document.tasks, refs, period)
        return PlanFacts(
            id=id,
            title=period.title,
            tasks=len(refs),
            highest=max(refs, default=0),
            starts=period.starts,
            ends=period.ends,
            issued_on=period.issued_on,
            applied_on=at.astimezone(UTC).date(),
        )

    async def set_cadence(self, plan: int, cadence: Cadence) -> None:
        await self._sql.count(_SET_CADENCE, {"b_plan": plan, "b_cadence": cadence})

    async def _add_tasks(
        self, plan: int, tasks: Sequence[TaskDraft], refs: Sequence[int], period: PlanPeriod
    ) -> None:
        if not tasks:
            return
        bodies = await self.departments(tasks, period)
        places = enumerate(zip(refs, tasks, strict=True), start=1)
        rows = [task_row(plan, ref, draft, place) for place, (ref, draft) in places]
        ids = {ref: id for id, ref in await self._sql.rows(_ADD_TASKS, rows)}
        shares = [
            row
            for ref, draft in zip(refs, tasks, strict=True)
            for row in share_rows(ids[ref], draft, bodies)
        ]
        if shares:
            await self._sql.count(_ADD_SHARES, shares)

    async def departments(
        self,
        tasks: Sequence[TaskDraft],
        period: PlanPeriod,
        named: Mapping[str, int] = MappingProxyType({}),
    ) -> Mapping[str, int]:
        """The id behind every printed name; what the register does not know is added.

        ``named``: what the office says of some names.
        """
        known = resolved(await self._sql.rows(SPELLINGS), period) | {**named}
        kinds: dict[str, str] = {}
        for draft in tasks:
            for name in (*draft.departments, *draft.leads):
                if name not in known:
                    collective = name in draft.collectives
                    kinds[name] = "collective" if collective else kinds.get(name, "department")
        if not kinds:
            return known
        rows = [
            {"short": name, "english": None, "acronym": None, "kind": kind}
            for name, kind in kinds.items()
        ]
        added = {short: id for id, short in await self._sql.rows(_ADD_DEPARTMENTS, rows)}
        names = [
            name_row(id, name, kind)
            for short, id in added.items()
            for name, kind in ((short, "short"), (initials(short), "initials"))
            if name
        ]
        await self._sql.count(_ADD_NAMES, names)
        return known | added


def _without(draft: PlanDraft, closed: Sequence[Any]) -> PlanDraft:
    """With what is restricted in force, told by its mark and a department or its place."""
    marks = {row.mark for row in closed}
    bodies = {(row.mark, row.short) for row in closed}
    places = {(row.mark, row.chapter, row.section) for row in closed}

    def is_closed(one: TaskDraft) -> bool:
        mark = mark_of(one.text)
        return mark in marks and (
            (mark, one.chapter, one.section) in places
            or any((mark, name) in bodies for name in one.departments)
        )

    tasks = tuple(
        replace(one, restricted_suggested=True) if is_closed(one) else one for one in draft.tasks
    )
    return replace(draft, tasks=tasks) if closed else draft


def resolved(spellings: Sequence[Any], period: PlanPeriod) -> dict[str, int]:
    """Exactly written names that mean one department in the plan's years; short names win."""
    short, other = dict[str, int](), dict[str, set[int]]()
    for id, name, kind, first, last in spellings:
        if kind == "short":
            short[name] = id
        elif (first or 0) <= period.ends.year and (
            last or period.starts.year
        ) >= period.starts.year:
            other.setdefault(name, set()).add(id)
    return {name: min(ids) for name, ids in other.items() if len(ids) == 1} | short


def plan_row(draft: int, period: PlanPeriod, document: PlanDraft) -> dict[str, Any]:
    """What a plan is called, from when to when, and what its document says of the whole."""
    refs = refs_of(document.tasks)
    return {
        "draft_id": draft,
        "title": period.title,
        "starts": period.starts,
        "ends": period.ends,
        "issued_on": period.issued_on,
        "issuer": document.issuer,
        "rules": json.dumps(document.rules, ensure_ascii=False),
        "sha256": document.sha256,
        "tasks": len(refs),
        "highest": max(refs, default=0),
    }


def task_row(plan: int, ref: int, draft: TaskDraft, place: int) -> Mapping[str, Any]:
    return {
        "plan_id": plan,
        "ref": ref,
        "number": draft.number,
        "text": draft.text,
        "folded": ""
        if draft.restricted_suggested
        else searchable(draft.text, draft.chapter, draft.section),
        "chapter": draft.chapter,
        "section": draft.section,
        "mode": draft.mode,
        "lead_basis": draft.lead_basis,
        "deadline_kind": draft.deadline_kind,
        "deadline_day": draft.deadline,
        "deadline_raw": draft.deadline_raw,
        "deadline_set_on": None,
        "deadline_original": None,
        "restricted": draft.restricted_suggested,
        "complete": draft.complete,
        "mark": draft.mark if draft.text == NEUTRAL else mark_of(draft.text),
        "place": place,
    }


def share_rows(
    task: int, draft: TaskDraft, bodies: Mapping[str, int]
) -> Iterator[Mapping[str, Any]]:
    """In printed order; a body that is printed twice has one share, as lead if it ever leads."""
    leads = {bodies[name] for name in draft.leads}
    ids = dict.fromkeys(bodies[name] for name in (*draft.departments, *draft.leads))
    for position, id in enumerate(ids):
        yield {
            "task_id": task,
            "department_id": id,
            "position": position,
            "role": TaskRole.LEAD if id in leads else TaskRole.PARTICIPANT,
            "status": Status.NOT_STARTED,
            "percent": None,
            "version": 0,
            "changed_at": None,
            "changed_by": None,
        }
