"""Updates write the report: what a message recorded is put into the drafts of its period."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import corrections
from bot.cards.into import Goal, Into
from bot.cards.saved import Saved
from bot.commands.base import Call
from bot.grammar.periods import token
from bot.model.period import Period
from bot.model.report import OWED, ReportState
from bot.model.task import Department, Mode, Share, Task, TaskRole

_MOVES = {
    ReportState.OPEN: Goal.DRAFT,
    ReportState.RETURNED: Goal.DRAFT,
    ReportState.DRAFT: Goal.DRAFT,
    ReportState.SIGNED_OFF: Goal.SIGNED,
    ReportState.ACCEPTED: Goal.ACCEPTED,
}


async def feed(call: Call, done: Sequence[Saved]) -> list[Saved]:
    """The same with where each went; one statement, and none where no report moves."""
    period = call.facts.period
    if period is None:
        return list(done)
    if not period.is_open:
        return [replace(saved, into=_after(call, saved, period)) for saved in done]
    fed = [
        replace(saved, into=None if goal is None else Into(goal, period.span, _whose(saved)))
        for saved in done
        for goal in (_goal(saved),)
    ]
    moved = [saved for saved in fed if saved.into is not None and _moves(saved, saved.into)]
    if moved:
        told = [saved for saved in moved if saved.into and saved.into.goal is Goal.TOLD]
        await call.unit.reports.touch(
            period.id,
            [(saved.task.id, saved.share.department.id) for saved in moved],
            [(saved.task.id, saved.share.department.id) for saved in told],
            by=call.person.id,
            at=call.now,
            batch=call.batch,
        )
    return fed


def _after(call: Call, saved: Saved, period: Period) -> Into | None:
    """Nothing goes into a sealed period any more."""
    share = saved.share
    if share.report is None or saved.task.restricted:
        return None
    sent = share.reported_at is not None
    correct = f"{corrections.line(call.say, saved.task.ref)} {token(period)}" if sent else ""
    return Into(Goal.SEALED, period.span, sealed_on=period.sealed_at, correct=correct)


def feeds_lead(task: Task, share: Share) -> bool:
    """Whether the part is a participant's, whose report goes to the lead."""
    joint = task.mode is Mode.LEAD_PARTICIPANTS and bool(task.leads)
    return joint and share.role is TaskRole.PARTICIPANT


def _whose(saved: Saved) -> Department | None:
    return saved.share.department if saved.on_behalf else None


def _goal(saved: Saved) -> Goal | None:
    """None where no report is owed, or none is written in chat."""
    state = saved.share.report
    if state is None or saved.task.restricted:
        return None
    if feeds_lead(saved.task, saved.share):
        return Goal.TOLD if saved.change.has_text else None
    return _MOVES.get(state, Goal.REPORTED)


def _moves(saved: Saved, into: Into) -> bool:
    if into.goal is Goal.TOLD:
        return saved.share.report in OWED
    return saved.share.report in (ReportState.OPEN, ReportState.RETURNED)
