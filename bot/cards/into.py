"""Where an update went besides the record: into which report, and how to go on from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards import periods, phrases
from bot.locale import Words, later
from bot.messages import Action
from bot.model.period import Span
from bot.model.task import Department, Task
from bot.model.update import Change


class Goal(StrEnum):
    """What the report of the part is, now that the update is written."""

    DRAFT = "draft"  # the update is in it
    TOLD = "told"  # a participant's: the lead has been told
    SIGNED = "signed"  # approved as it was: the update is not in it
    REPORTED = "reported"  # sent as it was: the update is not in it
    ACCEPTED = "accepted"  # the office has it: the update is for the next one
    SEALED = "sealed"  # so is it where the period is shut


_SHUT = (Goal.SIGNED, Goal.REPORTED, Goal.ACCEPTED, Goal.SEALED)


@dataclass(frozen=True, slots=True)
class Into:
    """``span``: the period of the report; ``of``: whose it is, if not the writer's department's.

    ``sealed_on``: when the period was shut.  ``correct``: the line that asks for a correction of
    what was sent before that, empty where nothing was.
    """

    goal: Goal
    span: Span
    of: Department | None = None
    sealed_on: datetime | None = None
    correct: str = ""


def sentence(say: Words, task: Task, into: Into) -> str:
    """What becomes of a record in the report: already in it, or how it gets there."""
    called = periods.name(say, into.span)
    match into.goal:
        case Goal.DRAFT if into.of is not None:
            return say(
                "It is in {department}'s draft for {period}: no need to type it again.",
                department=phrases.department(say, into.of),
                period=called,
            )
        case Goal.DRAFT:
            return say("It is in your draft for {period}: no need to type it again.", period=called)
        case Goal.TOLD:
            lead = phrases.department(say, task.leads[0].department) if task.leads else ""
            return say(
                "Reported to the lead ({department}); nothing more to send.", department=lead
            )
        case Goal.SIGNED:
            return say(
                "The report for {period} is approved as it was. To add this: report {number}"
                " withdraw",
                period=called,
                number=task.ref,
            )
        case Goal.REPORTED:
            return say(
                "{period} has been reported as it was. To add this: report {number} withdraw",
                period=called,
                number=task.ref,
            )
        case Goal.ACCEPTED:
            return say(
                "The office has accepted the report for {period}: this counts for the next one.",
                period=called,
            )
        case Goal.SEALED:
            day = "" if into.sealed_on is None else say.day(into.sealed_on)
            key = later("{period} was sealed on {day}: this counts for the next one.")
            return say(key, period=called, day=day)


def ways(say: Words, task: Task, change: Change, into: Into) -> tuple[Action, ...]:
    """What the report still lacks, and the report itself."""
    number = str(task.ref)
    if into.goal is Goal.SEALED:
        return (Action(say("Ask to correct"), into.correct),) if into.correct else ()
    told = into.goal is Goal.TOLD
    label = say("Show the report") if told else say("Go to the report")
    go = Action(label, say("report {number}", number=number), opens=True)
    if into.goal in _SHUT:
        return (go,)
    ways: list[Action] = []
    if not change.problems:
        line = say("report {number} problems:", number=number)
        ways.append(Action(say("Add problems"), line, opens=True))
    if not change.next_steps:
        line = say("report {number} next:", number=number)
        ways.append(Action(say("Add next steps"), line, opens=True))
    return (*ways, go)


def together(say: Words, found: Sequence[tuple[Task, Into]]) -> list[str]:
    """The same for many items: a line for each way that they went."""
    lines: list[str] = []
    drafts = [(task, into) for task, into in found if into.goal is Goal.DRAFT]
    told = [task for task, into in found if into.goal is Goal.TOLD]
    if drafts:
        called = periods.name(say, drafts[0][1].span)
        refs = say.listed(str(task.ref) for task, _ in drafts)
        others = any(into.of is not None for _, into in drafts)
        key = (
            later("In the departments' drafts for {period}: {numbers}")
            if others
            else later("In your drafts for {period}: {numbers}")
        )
        lines.append(say(key, period=called, numbers=refs))
    if told:
        refs = say.listed(str(task.ref) for task in told)
        lines.append(say("Told to the lead: {numbers}", numbers=refs))
    kept = [(task, into) for task, into in found if into.goal in _SHUT]
    return lines + list(dict.fromkeys(sentence(say, task, into) for task, into in kept))
