"""Restricting tasks: their texts go from every table, and come back with the document."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Executable, Table, bindparam, delete, exists, or_, select, update

from bot.digest_data import digest_of, redacted
from bot.model.coordination import OVER
from bot.model.desk import CoordinationState
from bot.model.plan import PlanDraft, refs_of
from bot.model.restriction import Traces
from bot.model.task import NEUTRAL, Task
from bot.ports.restrictions import Restrictions
from store import drafts, feedback
from store.desk_tables import bulletin, coordination, coordination_step, correction
from store.needles import Needles
from store.period_tables import deadline_change, digest, extension, report, report_edit, urge
from store.plan.compare import is_like
from store.redaction import Found, blank, find
from store.sql import Sql
from store.tables import plan, plan_draft, task, update_record
from store.words import searchable

_IDS = bindparam("b_tasks", expanding=True, type_=task.c.id.type)
_MARK = (
    update(task)
    .where(task.c.id.in_(_IDS))
    .values(
        text=NEUTRAL,
        folded="",
        deadline_raw=None,
        restricted=True,
        restriction_confirmed=True,
    )
)
_CONFIRM = (
    update(task).where(task.c.id.in_(_IDS), task.c.restricted).values(restriction_confirmed=True)
)
_LIFT = (
    update(task).where(task.c.id.in_(_IDS)).values(restricted=False, restriction_confirmed=False)
)
_FILL = (
    update(task)
    .where(task.c.id == bindparam("b_id"))
    .values(text=bindparam("b_text"), folded=bindparam("b_folded"), deadline_raw=bindparam("b_raw"))
)
_RAW = (
    update(deadline_change)
    .where(deadline_change.c.task_id == bindparam("b_id"))
    .values(before_raw=bindparam("b_raw"))
)
_OTHERS = select(task.c.ref, task.c.text).where(task.c.plan_id == bindparam("plan"))
_EVERY = select(task.c.id, task.c.ref, task.c.restricted, task.c.text, plan.c.draft_id).join(
    plan, plan.c.id == task.c.plan_id
)
_OF_DOCUMENT = _EVERY.where(plan.c.in_force, plan.c.sha256 == bindparam("sha256")).order_by(
    task.c.ref
)
_in_force = exists().where(plan.c.draft_id == plan_draft.c.id, plan.c.in_force)
_DRAFTS = select(plan_draft.c.id, plan_draft.c.body, _in_force.label("in_force"))
_REDRAFT = (
    update(plan_draft).where(plan_draft.c.id == bindparam("b_id")).values(body=bindparam("b_body"))
)
_DIGESTS = select(digest.c.id, digest.c.data, digest.c.digest).where(
    digest.c.plan_id == bindparam("plan")
)
_REDIGEST = (
    update(digest)
    .where(digest.c.id == bindparam("b_id"))
    .values(data=bindparam("b_data"), digest=bindparam("b_digest"))
)


def _written(table: Table, names: Sequence[str], *, blank: str | None = None) -> Any:
    """Where people have written something about the tasks, and the statement that erases it.

    ``blank``: for columns that may not be NULL.
    """
    columns = [table.c[name] for name in names]
    some = or_(*(column.is_not(None) & (column != "") for column in columns))
    about = table.c.task_id.in_(_IDS)
    erased = {name: blank if not table.c[name].nullable else None for name in names}
    return select(*columns).where(about, some), update(table).where(about, some).values(erased)


_requests = select(coordination.c.id).where(coordination.c.task_id.in_(_IDS)).scalar_subquery()
_of_requests = coordination_step.c.coordination_id.in_(_requests)
_with_words = coordination_step.c.words.is_not(None)
_STEPS = (
    select(coordination_step.c.words).where(_of_requests, _with_words),
    update(coordination_step).where(_of_requests, _with_words).values(words=None),
)
_SETTLE = (
    update(coordination)
    .where(coordination.c.task_id.in_(_IDS), coordination.c.state.not_in(OVER))
    .values(state=CoordinationState.SETTLED)
)
"""Nothing can be said about it in chat any more, so nobody waits for an answer there."""
_BULLETINS = select(bulletin.c.words).where(bulletin.c.words != "").distinct()
_SAYS = bulletin.c.words.in_(bindparam("b_words", expanding=True, type_=bulletin.c.words.type))
_UNSAY = delete(bulletin).where(_SAYS, bulletin.c.told_at.is_(None))
_BLANK = update(bulletin).where(_SAYS).values(words="")
_TEXTS: Mapping[str, tuple[Executable, Executable]] = {
    "updates": _written(update_record, ("progress", "problems", "next_steps")),
    "reports": _written(report, ("progress", "problems", "next_steps", "reason")),
    "extensions": _written(extension, ("reason", "answer"), blank=""),
    "corrections": _written(correction, ("words", "answer"), blank=""),
    "dates": _written(deadline_change, ("reason", "before_raw")),
    "requests": _written(coordination, ("question",), blank=""),
    "steps": _STEPS,
}
_UNEDIT = delete(report_edit).where(report_edit.c.task_id.in_(_IDS))
"""What cannot be taken back any more."""
_batches = select(urge.c.batch).where(urge.c.task_id.in_(_IDS), urge.c.words.is_not(None))
_of_batches = urge.c.batch.in_(_batches.scalar_subquery())
_URGED = select(urge.c.words).where(_of_batches, urge.c.words.is_not(None)).distinct()
_UNURGE = update(urge).where(_of_batches).values(words=None)
"""The words of an urge stand at all the items that it was about."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is there of the tasks."""

    traces: Traces
    found: Found
    digests: Mapping[int, str]
    said: Sequence[str]
    feedback: Sequence[int]


class SqlRestrictions(Restrictions):
    """See ``bot.ports.restrictions``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def traces(self, plan: int, tasks: Sequence[Task]) -> Traces:
        return (await self._look(plan, tasks)).traces

    async def confirm(self, tasks: Collection[int]) -> None:
        await self._sql.count(_CONFIRM, {"b_tasks": list(tasks)})

    async def mark(self, plan: int, tasks: Sequence[Task]) -> Traces:
        seen = await self._look(plan, tasks)
        ids = {"b_tasks": [task.id for task in tasks]}
        await blank(self._sql, seen.found)
        await feedback.forget(self._sql, seen.feedback)
        for _, erase in _TEXTS.values():
            await self._sql.count(erase, ids)
        await self._sql.count(_UNEDIT, ids)
        await self._sql.count(_UNURGE, ids)
        await self._sql.count(_SETTLE, ids)
        if seen.said:
            await self._sql.count(_UNSAY, {"b_words": seen.said})
            await self._sql.count(_BLANK, {"b_words": seen.said})
        await self._sql.count(_MARK, ids)
        rows = [
            {"b_id": id, "b_data": data, "b_digest": digest_of(data)}
            for id, data in seen.digests.items()
        ]
        if rows:
            await self._sql.count(_REDIGEST, rows)
        await self._redraft({task.ref for task in tasks}, {task.text for task in tasks})
        return seen.traces

    async def lift(self, tasks: Collection[int]) -> None:
        await self._sql.count(_LIFT, {"b_tasks": list(tasks)})

    async def refill(self, draft: PlanDraft) -> Sequence[int]:
        rows = await self._sql.rows(_OF_DOCUMENT, {"sha256": draft.sha256})
        texts = dict(zip(refs_of(draft.tasks), draft.tasks, strict=True))
        lifted = [
            row for row in rows if not row.restricted and row.text == NEUTRAL and row.ref in texts
        ]
        if not lifted:
            return []
        filled = [
            {
                "b_id": row.id,
                "b_text": texts[row.ref].text,
                "b_folded": searchable(one.text, one.chapter, one.section),
                "b_raw": texts[row.ref].deadline_raw,
            }
            for row in lifted
            for one in [texts[row.ref]]
        ]
        await self._sql.count(_FILL, filled)
        raws = [{"b_id": one["b_id"], "b_raw": one["b_raw"]} for one in filled]
        await self._sql.count(_RAW, raws)
        closed = {row.ref for row in rows if row.restricted}
        marked = tuple(
            replace(one, restricted_suggested=ref in closed)
            for ref, one in zip(refs_of(draft.tasks), draft.tasks, strict=True)
        )
        body = drafts.to_json(drafts.without_secrets(replace(draft, tasks=marked)))
        await self._sql.count(_REDRAFT, {"b_id": lifted[0].draft_id, "b_body": body})
        return [row.ref for row in lifted]

    async def _look(self, plan: int, tasks: Sequence[Task]) -> _Seen:
        ids = {"b_tasks": [task.id for task in tasks]}
        written = {
            name: await self._sql.rows(find_them, ids) for name, (find_them, _) in _TEXTS.items()
        }
        urged = [row.words for row in await self._sql.rows(_URGED, ids)]
        refs = {task.ref for task in tasks}
        others = [
            row.text for row in await self._sql.rows(_OTHERS, {"plan": plan}) if row.ref not in refs
        ]
        own = [task.text for task in tasks if task.text != NEUTRAL]
        texts = [text for rows in written.values() for row in rows for text in row]
        needles = Needles(refs, [*own, *texts, *urged], others)
        found = await find(self._sql, needles)
        said = [words for (words,) in await self._sql.rows(_BULLETINS) if needles.quoted(words)]
        digests = {
            row.id: changed
            for row in await self._sql.rows(_DIGESTS, {"plan": plan})
            if (changed := redacted(row.data, refs, was=row.digest)) is not None
        }
        of_office = await feedback.about(self._sql, needles)
        traces = Traces(
            urges=len(urged) + len(said),
            feedback=len(of_office),
            digests=len(digests),
            messages=len(found.shows) - found.waiting,
            waiting=found.waiting,
            events=len(found.events),
            **{name: len(rows) for name, rows in written.items()},
        )
        return _Seen(traces, found, digests, said, of_office)

    async def _redraft(self, refs: Collection[int], texts: Collection[str]) -> None:
        """Every document that was read, also one that never became a plan.

        Of the plan in force the numbers count; in another document any task may have them, so
        that there the text tells which it is, or a text like it.
        """
        rows = []
        for row in await self._sql.rows(_DRAFTS):
            read = drafts.from_json(row.body)
            numbered = zip(refs_of(read.tasks), read.tasks, strict=True)
            marked = tuple(
                replace(one, restricted_suggested=True)
                if (row.in_force and ref in refs) or is_like(one.text, texts)
                else one
                for ref, one in numbered
            )
            body = drafts.to_json(drafts.without_secrets(replace(read, tasks=marked)))
            if body != row.body:
                rows.append({"b_id": row.id, "b_body": body})
        if rows:
            await self._sql.count(_REDRAFT, rows)
