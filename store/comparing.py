"""A draft beside the plan in force: read with five statements, compared without any."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import and_, bindparam, func, select

from bot.model.likeness import content_of, mark_of
from bot.model.plan import PlanDraft, refs_of
from bot.model.revision import Answers, Change, Revision
from bot.model.task import NEUTRAL, Department, TaskRole
from bot.ports import PlanPeriod
from store import drafts
from store.desk_tables import plan_revision
from store.period_tables import deadline_change
from store.persons import DEPARTMENT
from store.plan.compare import Pairs, Side, match
from store.plan.difference import closing, differences
from store.plans import SPELLINGS, resolved
from store.sql import Sql
from store.tables import department, plan, plan_draft, share, task

_LIKELY = 60  # of 100: below this no department is suggested for a name
_LETTERS = 3  # a shorter name stands in too many others
_TOKEN = 8  # hexadecimal digits
_revisions = (
    select(func.count(plan_revision.c.id))
    .where(plan_revision.c.plan_id == plan.c.id)
    .correlate(plan)
    .scalar_subquery()
)
_BASE = select(plan.c.id, plan.c.sha256, _revisions.label("revisions")).where(plan.c.in_force)
_DRAFT = select(plan_draft.c.body).where(plan_draft.c.id == bindparam("id"))
_first = (
    select(func.min(deadline_change.c.id)).group_by(deadline_change.c.task_id).scalar_subquery()
)
_c = deadline_change.c
_TASKS = (
    select(
        *(task.c[name] for name in ("id", "ref", "number", "text", "chapter", "section", "mode")),
        *(task.c[name] for name in ("mark", "restricted", "deadline_kind", "deadline_day")),
        _c.id.label("changed"),
        _c.before_kind,
        _c.before_day,
        share.c.role,
        department.c.short,
    )
    .select_from(
        task.outerjoin(deadline_change, and_(_c.task_id == task.c.id, _c.id.in_(_first)))
        .outerjoin(share, share.c.task_id == task.c.id)
        .outerjoin(department, department.c.id == share.c.department_id)
    )
    .where(task.c.plan_id == bindparam("plan"))
    .order_by(task.c.place, task.c.id, share.c.position)
)
BODIES = select(*DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Compared:
    """``plan`` None: none is in force.  ``olds`` are its tasks, ``news`` the document's, ``pairs``
    tells who is who; ``named``: what the office says of names.
    """

    plan: int | None
    sha256: str
    document: PlanDraft
    olds: Sequence[Side]
    news: Sequence[Side]
    pairs: Pairs
    named: Mapping[str, str]
    revision: Revision


async def kept(sql: Sql, draft: int) -> PlanDraft | None:
    """The draft, if there is one."""
    rows = await sql.rows(_DRAFT, {"id": draft})
    return drafts.from_json(rows[0].body) if rows else None


async def bodies_of(sql: Sql) -> Mapping[str, Department]:
    """By short name, collectives too."""
    return {row.short: Department(*row) for row in await sql.rows(BODIES)}


async def compare(
    sql: Sql, draft: int | PlanDraft, answers: Answers, period: PlanPeriod
) -> Compared:
    """Raises KeyError without such a draft, ValueError for an answer about nothing."""
    id = draft if isinstance(draft, int) else 0
    document = await kept(sql, draft) if isinstance(draft, int) else drafts.without_secrets(draft)
    if document is None:
        raise KeyError(draft)
    base = await sql.rows(_BASE)
    plan, sha256, revisions = base[0] if base else (None, "", 0)
    olds = [] if plan is None else _sides(await sql.rows(_TASKS, {"plan": plan}))
    spelled = resolved(await sql.rows(SPELLINGS), period)
    bodies = await bodies_of(sql)
    shorts = {body.id: short for short, body in bodies.items()}
    named = meant(answers, bodies)
    names = {name: shorts[id] for name, id in spelled.items()} | {**named}
    news = _read(document, names)
    pairs, questions = match(olds, news, answers)
    revision = Revision(
        draft=id,
        changes=differences(olds, news, pairs),
        questions=questions,
        unknown=_unknown(document, names, answers, bodies),
        same_document=sha256 == document.sha256,
        closing=closing(news, {old.ref: old for old in olds}, pairs),
    )
    base_of = f"{plan}:{revisions}:{sha256}:{document.sha256}"
    revision = replace(revision, token=_token(base_of, revision, news))
    return Compared(plan, sha256, document, olds, news, pairs, named, revision)


def meant(answers: Answers, bodies: Mapping[str, Department]) -> Mapping[str, str]:
    """Names that the office says are existing departments'.  Raises ValueError if one is none."""
    for _, short in answers.bodies:
        if short is not None and (short not in bodies or bodies[short].kind == "collective"):
            raise ValueError(short)
    return {name: short for name, short in answers.bodies if short is not None}


def _sides(rows: Sequence[Any]) -> list[Side]:
    """Tasks in force with the dates of their document, one row a share."""
    found = dict[int, Side]()
    for row in rows:
        if row.id not in found:
            hidden = row.restricted or row.text == NEUTRAL
            changed = row.changed is not None
            found[row.id] = Side(
                id=row.id,
                ref=row.ref,
                content=None if hidden else content_of(row.text),
                mark=row.mark if hidden else mark_of(row.text),
                text=row.text,
                number=row.number,
                chapter=row.chapter,
                section=row.section,
                mode=row.mode,
                kind=row.before_kind if changed else row.deadline_kind,
                day=row.before_day if changed else row.deadline_day,
                restricted=row.restricted,
            )
        side = found[row.id]
        if row.short is not None:
            leads = (row.short,) if row.role == TaskRole.LEAD else ()
            bodies = (*side.bodies, row.short)
            found[row.id] = replace(side, bodies=bodies, leads=(*side.leads, *leads))
    return list(found.values())


def _read(document: PlanDraft, names: Mapping[str, str]) -> list[Side]:
    """The document's tasks, its departments as the register calls them."""
    sides = []
    for ref, one in zip(refs_of(document.tasks), document.tasks, strict=True):
        hidden = one.restricted_suggested or one.text == NEUTRAL
        leads = tuple(dict.fromkeys(names.get(name, name) for name in one.leads))
        listed = dict.fromkeys(names.get(name, name) for name in (*one.departments, *one.leads))
        sides.append(
            Side(
                ref=ref,
                content=None if hidden else content_of(one.text),
                mark=one.mark if hidden else mark_of(one.text),
                text=one.text,
                number=one.number,
                chapter=one.chapter,
                section=one.section,
                bodies=tuple(listed),
                leads=leads,
                mode=one.mode,
                kind=one.deadline_kind,
                day=one.deadline,
                restricted=one.restricted_suggested,
            )
        )
    return sides


def _unknown(
    document: PlanDraft,
    names: Mapping[str, str],
    answers: Answers,
    bodies: Mapping[str, Department],
) -> tuple[tuple[str, str | None], ...]:
    """Names that are nobody's yet; collectives are not asked about."""
    said = {name for name, _ in answers.bodies}
    shorts = [short for short, body in bodies.items() if body.kind != "collective"]
    found = dict[str, None]()
    for one in document.tasks:
        for name in (*one.departments, *one.leads):
            if name not in names and name not in said and name not in one.collectives:
                found[name] = None
    return tuple((name, _likely(name, shorts)) for name in found)


def _likely(name: str, shorts: Sequence[str]) -> str | None:
    """The department whose short name is most like it, or stands in it letter by letter."""

    def score(short: str) -> float:
        return max(fuzz.ratio(name, short), 80.0 * _stands_in(short, name))

    best = max(shorts, key=score, default=None)
    return best if best is not None and score(best) >= _LIKELY else None


def _stands_in(short: str, name: str) -> bool:
    letters = iter(name)
    return len(short) >= _LETTERS and all(letter in letters for letter in short)


def _token(base: str, revision: Revision, news: Sequence[Side]) -> str:
    shown = [base, *map(_plain, revision.changes), repr(revision.questions), repr(news)]
    whole = "\n".join([*shown, repr(revision.unknown), repr(revision.closing)])
    return hashlib.sha256(whole.encode()).hexdigest()[:_TOKEN]


def _plain(change: Change) -> str:
    """Without the order of a set."""
    made = asdict(change) | {"kinds": sorted(change.kinds)}
    return json.dumps(made, ensure_ascii=False, sort_keys=True, default=str)
