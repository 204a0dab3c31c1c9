"""What stands in the way of 撤销: what the office, a digest or somebody else has built on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.access import Act, Verdict
from bot.cards import corrections, periods
from bot.commands.base import Call
from bot.commands.refusing import forbidden
from bot.digest_data import from_json
from bot.errors import Code, UserError
from bot.messages import Action
from bot.model.digest import Scope
from bot.model.report import Report, ReportState
from bot.model.task import Task
from bot.model.update import Update


@dataclass(frozen=True, slots=True)
class Sent:
    """A digest that has gone out: its number, when, and which part of the plan it is about."""

    id: int
    at: datetime
    scope: Scope
    of: str

    def is_about(self, task: Task) -> bool:
        match self.scope:
            case Scope.PLAN:
                return True
            case Scope.CHAPTER:
                return task.chapter == self.of
            case Scope.DEPARTMENT:
                return any(share.department.short == self.of for share in task.shares)


async def sent_since(call: Call, at: datetime) -> Sequence[Sent]:
    """The digests that were made after ``at``, earliest first.  One statement."""
    kept = await call.unit.digests.since(call.facts.id, at)
    read = [(one, from_json(one.data)) for one in kept]
    return [Sent(one.id, one.at, digest.scope, digest.of) for one, digest in read]


def check(call: Call, task: Task, follower: Update | None) -> None:
    """Who may not, and what was changed since."""
    if call.allowed(Act.UNDO, task) is Verdict.REFUSE:
        raise forbidden(call, task)
    if follower is not None and follower.person == call.person.id:
        raise UserError(
            Code.NOTHING_TO_UNDO,
            number=task.ref,
            own=True,
            time=call.say.time(follower.at),
            ways=ways_on(call, task),
        )
    if follower is not None:
        raise UserError(
            Code.NOTHING_TO_UNDO,
            offers=(str(task.ref),),
            number=task.ref,
            person=follower.person_name,
            time=call.say.time(follower.at),
        )


def check_report(call: Call, task: Task, update: Update, sent: Sequence[Report]) -> None:
    """A record that a report has taken stays until the report is taken back."""
    for report in sent:
        if (report.task, report.department) != (task.id, update.department):
            continue
        day = update.at.astimezone(call.say.zone).date()
        if report.submitted_at is None or update.at > report.submitted_at:
            continue
        if day < report.period.span.starts:
            continue
        open_still = report.state is ReportState.SUBMITTED and report.period.is_open
        way = call.say("report {number}", number=task.ref) + " " + call.say("withdraw")
        back = Action(call.say("Take it back"), way)
        raise UserError(
            Code.NOTHING_TO_UNDO,
            number=task.ref,
            period=periods.name(call.say, report.period.span),
            withdraw=open_still or None,
            ways=(back,) if open_still else ways_on(call, task),
        )


def check_digest(call: Call, task: Task, update: Update, sent: Sequence[Sent]) -> None:
    """What a digest has said is not unsaid."""
    for digest in sent:
        if digest.at >= update.at and digest.is_about(task):
            raise UserError(
                Code.NOTHING_TO_UNDO,
                number=task.ref,
                digest=digest.id,
                day=call.say.day(digest.at),
                ways=ways_on(call, task),
            )


def ways_on(call: Call, task: Task) -> tuple[Action, ...]:
    """To correct it; of a restricted item no text is taken."""
    say = call.say
    look = Action(say("Show item {number}", number=task.ref), str(task.ref))
    if task.restricted:
        return (look,)
    label = say("Correct item {number}", number=task.ref)
    return Action(label, corrections.line(say, task.ref)), look
