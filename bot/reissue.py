"""A document becomes the plan, or a revision of it: the same steps in a chat and at a terminal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from bot.duties import to_json
from bot.model.desk import BulletinKind
from bot.model.plan import PlanDraft, PlanFacts
from bot.model.revision import Answers, Duty, Revision
from bot.model.task import Department
from bot.ports import PlanPeriod, Unit

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Applied:
    """``told``: departments whose people are told in their next bundle; ``unbound``: those where
    nobody can be reached, to be called.  ``people``: how many are told."""

    told: Sequence[Department]
    unbound: Sequence[Department]
    people: int


def proposed(draft: PlanDraft) -> tuple[str, date | None, date | None]:
    """Title and period: what was said or the document says, else what its file name says."""
    title = draft.proposed_title or PurePath(draft.name).stem
    if draft.proposed_from is None and (named := _YEAR.search(title)):
        year = int(named[0])
        return title, date(year, 1, 1), draft.proposed_to or date(year, 12, 31)
    return title, draft.proposed_from, draft.proposed_to


def settled(draft: PlanDraft, answers: Answers, was: PlanPeriod | None = None) -> PlanPeriod | None:
    """The plan's title and period; None while nothing tells the period.

    Before the document's own proposals counts what the office says; the period of a plan that is
    in force, ``was``, stays unless the office says otherwise, since reports hang on it.
    """
    title, starts, ends = proposed(draft)
    title = answers.title or draft.proposed_title or (title if was is None else was.title)
    issued = draft.issued_on or (None if was is None else was.issued_on)
    if was is not None:
        starts, ends = was.starts, was.ends
    starts, ends = answers.starts or starts, answers.ends or ends
    if starts is None or ends is None:
        return None
    return PlanPeriod(title=title, starts=starts, ends=ends, issued_on=issued)


async def begin(
    unit: Unit, seen: Revision, answers: Answers, period: PlanPeriod, *, at: datetime
) -> PlanFacts:
    """The first plan.  Raises ``Conflict`` when there is one meanwhile."""
    await unit.revisions.name(answers)
    return await unit.plans.apply(seen.draft, period, at=at)


async def revise(
    unit: Unit,
    seen: Revision,
    answers: Answers,
    period: PlanPeriod,
    *,
    by: int | None,
    at: datetime,
    batch: str,
) -> Applied:
    """The plan in force becomes what the document says, and whoever is concerned will be told.

    What is reported offline from now on loses its text in the same transaction.  Raises
    ``Conflict`` when the plan is not what ``seen`` was compared with, or while a message that
    shows what is to be reported offline is on its way.
    """
    revised = await unit.revisions.revise(seen, answers, period, by=by, at=at)
    if seen.closing:
        found = await unit.tasks.numbered(revised.plan, seen.closing)
        await unit.restrictions.mark(revised.plan, list(found.values()))
    return await _tell(unit, revised.duties, by=by, at=at, batch=batch)


async def _tell(
    unit: Unit,
    duties: Sequence[tuple[Department, Sequence[Duty]]],
    *,
    by: int | None,
    at: datetime,
    batch: str,
) -> Applied:
    """One bulletin a person, with what changes for the department."""
    if not duties:
        return Applied((), (), 0)
    bodies = {body.id: body for body, _ in duties}
    words = {body.id: to_json(of_body) for body, of_body in duties}
    contacts = await unit.nudges.of_departments(bodies)
    reached = {one.department for one in contacts if one.to is not None}
    said = {one.person: words[one.department] for one in contacts}
    if said:
        await unit.bulletins.put(BulletinKind.DUTIES, batch, said, by=by, at=at)
    return Applied(
        told=[body for id, body in bodies.items() if id in reached],
        unbound=[body for id, body in bodies.items() if id not in reached],
        people=len(said),
    )
