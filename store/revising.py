"""A draft takes effect on the plan in force: its tasks, the departments' parts, what hangs on them.

Every statement counts once, however many tasks it is about.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, insert, null, or_, select, update

from bot.errors import Conflict
from bot.model.plan import refs_of
from bot.model.revision import Kind, Revised, Revision
from bot.model.task import DeadlineKind
from bot.ports import PlanPeriod
from store import drafts
from store.comparing import Compared, bodies_of
from store.desk_tables import plan_revision
from store.duties import duties
from store.ending import end, owe, turn
from store.period_tables import deadline_change
from store.plans import SqlPlans, plan_row, task_row
from store.sharing import parts_of, share_out
from store.sql import Sql
from store.tables import plan, plan_draft, task

_p, _t = plan.c, task.c
_HERE = [_p.id == bindparam("b_plan"), _p.in_force, _p.sha256 == bindparam("b_seen")]
_COPIED = ("draft_id", "title", "starts", "ends", "issued_on", "issuer", "rules", "sha256")
_RETIRED = (*_COPIED, "applied_at", "cadence")
_RETIRE = (
    insert(plan)
    .from_select(
        ["in_force", "tasks", "highest", *_RETIRED],
        select(
            null(),
            bindparam("b_tasks", type_=_p.tasks.type),
            bindparam("b_highest", type_=_p.highest.type),
            *(_p[name] for name in _RETIRED),
        ).where(*_HERE),
    )
    .returning(_p.id)
)
_BECOME = (
    update(plan)
    .where(*_HERE)
    .values({name: bindparam(f"b_{name}") for name in (*_COPIED, "tasks", "highest")})
)
_ASIDE = update(task).where(_t.plan_id == bindparam("b_plan")).values(ref=-_t.ref)
"""Numbers are unique in a plan: nobody may stand where another is about to."""
_IDS = bindparam("b_tasks", expanding=True, type_=_t.id.type)
_REMOVE = update(task).where(_t.id.in_(_IDS)).values(plan_id=bindparam("b_retired"), ref=-_t.ref)
_SET_BY_US = or_(
    *(_t.deadline_kind == kind for kind in (DeadlineKind.OFFICE_SET, DeadlineKind.EXTENDED))
)


def _unless(condition: Any, name: str) -> Any:
    """What the document says, unless the row's own has to stay."""
    column = _t[name]
    return case((condition, column), else_=bindparam(f"b_{name}", type_=column.type))


_without = or_(_t.restricted, bindparam("b_hidden", type_=_t.restricted.type))
_PLAIN = ("ref", "number", "chapter", "section", "mode", "lead_basis", "complete", "place")
_REWRITE = (
    update(task)
    .where(_t.id == bindparam("b_id"))
    .values(
        **{name: bindparam(f"b_{name}") for name in _PLAIN},
        **{name: _unless(_without, name) for name in ("text", "folded", "deadline_raw")},
        **{name: _unless(_SET_BY_US, name) for name in ("deadline_kind", "deadline_day")},
        mark=func.coalesce(bindparam("b_mark", type_=_t.mark.type), _t.mark),
    )
)
_dated = deadline_change.alias("dated").c
_REDATE = (
    update(deadline_change)
    .where(
        deadline_change.c.id
        == select(func.min(_dated.id)).where(_dated.task_id == bindparam("b_id")).scalar_subquery()
    )
    .values(before_kind=bindparam("b_kind"), before_day=bindparam("b_day"))
)
"""The document's own date stands in what was before the first change of a person."""
_ADD_TASKS = insert(task).returning(_t.id, _t.ref)
_NOTE = insert(plan_revision).returning(plan_revision.c.id)
_REDRAFT = (
    update(plan_draft).where(plan_draft.c.id == bindparam("b_id")).values(body=bindparam("b_body"))
)


async def revise(
    sql: Sql,
    compared: Compared,
    seen: Revision,
    period: PlanPeriod,
    *,
    by: int | None,
    at: datetime,
) -> Revised:
    """See ``Revisions.revise``."""
    if compared.plan is None or compared.revision.token != seen.token:
        raise Conflict("the plan is not what was seen")
    was = await bodies_of(sql)
    retired = await _replace(sql, compared, seen.draft, period)
    removed = [old for old in compared.olds if old.ref not in set(compared.pairs.values())]
    await sql.count(_ASIDE, {"b_plan": compared.plan})
    if removed:
        gone = {"b_tasks": [old.id for old in removed], "b_retired": retired}
        await sql.count(_REMOVE, gone)
    ids = await _write(sql, compared)
    named = {name: was[short].id for name, short in compared.named.items()}
    known = await SqlPlans(sql).departments(compared.document.tasks, period, named)
    parts = parts_of(compared, ids, known, {short: body.id for short, body in was.items()})
    await share_out(sql, parts)
    await end(sql, compared.plan, [old.id or 0 for old in removed], parts.leave, at=at)
    await turn(sql, compared.plan, _changed(compared))
    fresh = {id for ref, id in ids.items() if ref not in compared.pairs}
    await owe(sql, compared.plan, parts.join, fresh, at.date())
    await _hide(sql, seen.draft, compared)
    row = {
        "plan_id": compared.plan,
        "draft_id": seen.draft,
        "retired_plan": retired,
        "changes": _json(compared.revision),
        "person_id": by,
        "at": at,
    }
    [(id,)] = await sql.rows(_NOTE, row)
    bodies = await bodies_of(sql)
    return Revised(
        plan=compared.plan,
        revision=id,
        retired=retired,
        duties=duties(compared.revision.changes, bodies),
    )


async def _replace(sql: Sql, compared: Compared, draft: int, period: PlanPeriod) -> int | None:
    """The plan's own row, after a copy of it for what is removed.

    Raises ``Conflict`` when another document is in force meanwhile.
    """
    place = {"b_plan": compared.plan, "b_seen": compared.sha256}
    gone = compared.revision.numbers(Kind.REMOVED)
    retired = None
    if gone:
        made = await sql.rows(_RETIRE, place | {"b_tasks": len(gone), "b_highest": max(gone)})
        retired = made[0].id if made else None
    become = plan_row(draft, period, compared.document)
    if not await sql.count(_BECOME, place | {f"b_{name}": become[name] for name in become}):
        raise Conflict("another document is in force meanwhile")
    return retired


async def _write(sql: Sql, compared: Compared) -> Mapping[int, int]:
    """The texts and dates of what stays, and what is new; the ids by number of the document."""
    olds = {old.ref: old for old in compared.olds}
    rows, fresh, dates, ids = [], [], [], dict[int, int]()
    tasks = compared.document.tasks
    for place, (ref, one) in enumerate(zip(refs_of(tasks), tasks, strict=True), start=1):
        row = task_row(compared.plan or 0, ref, one, place)
        if ref not in compared.pairs:
            fresh.append(row)
            continue
        old = olds[compared.pairs[ref]]
        ids[ref] = old.id or 0
        hidden = {"hidden": one.restricted_suggested, "id": old.id}
        rows.append({f"b_{name}": value for name, value in {**row, **hidden}.items()})
        if (old.kind, old.day) != (one.deadline_kind, one.deadline):
            dates.append({"b_id": old.id, "b_kind": one.deadline_kind, "b_day": one.deadline})
    if rows:
        unused = ("b_plan_id", "b_deadline_set_on", "b_deadline_original", "b_restricted")
        await sql.count(_REWRITE, [{k: r[k] for k in r if k not in unused} for r in rows])
    if dates:
        await sql.count(_REDATE, dates)
    if fresh:
        ids |= {ref: id for id, ref in await sql.rows(_ADD_TASKS, fresh)}
    return ids


def _changed(compared: Compared) -> Collection[int]:
    """Tasks that stay, whose departments stand to each other as they did not."""
    kinds = {Kind.LEAD, Kind.PARTICIPANTS, Kind.MODE}
    return [
        change.task
        for change in compared.revision.changes
        if change.task is not None and change.after is not None and kinds & change.kinds
    ]


async def _hide(sql: Sql, draft: int, compared: Compared) -> None:
    """What is reported offline, whatever the importer says, has no text in the document either."""
    closed = {old.ref for old in compared.olds if old.restricted}
    document = compared.document
    marked = tuple(
        replace(one, restricted_suggested=True) if compared.pairs.get(ref) in closed else one
        for ref, one in zip(refs_of(document.tasks), document.tasks, strict=True)
    )
    if marked != document.tasks:
        body = drafts.to_json(drafts.without_secrets(replace(document, tasks=marked)))
        await sql.count(_REDRAFT, {"b_id": draft, "b_body": body})


def _json(revision: Revision) -> str:
    """Numbers, kinds, names of departments; no text of a task."""
    rows = [
        {
            "task": change.task,
            "before": change.before,
            "after": change.after,
            "kinds": sorted(change.kinds),
            "gained": change.gained,
            "lost": change.lost,
            "leads": change.leads,
            "led": change.led,
        }
        for change in revision.changes
        if change.kinds
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
