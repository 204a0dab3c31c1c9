"""撤销 of what was written into a report by hand: the report is as it was before."""

from collections.abc import Sequence
from dataclasses import replace

from bot.access import Act, Verdict
from bot.cards import periods
from bot.cards import report as cards
from bot.cards.saved import Failed
from bot.cards.undone import Emptied
from bot.commands.base import Call
from bot.commands.refusing import forbidden, shows
from bot.commands.taking_back import ways_on
from bot.errors import Code, UserError
from bot.messages import Action
from bot.model.audit import task_object
from bot.model.report import Edit, ReportState, Sheet
from bot.model.task import Task
from bot.reporting import SHUT, TEXTS


async def take_back(call: Call, edits: Sequence[Edit]) -> tuple[list[Emptied], list[Failed]]:
    """Each report by itself; one that somebody has moved on since stays as it is."""
    done: list[Emptied] = []
    failed: list[Failed] = []
    of_report: dict[tuple[int, int, int], list[Edit]] = {}
    for edit in edits:
        of_report.setdefault((edit.period, edit.task_ref, edit.department), []).append(edit)
    for one in of_report.values():
        try:
            done.append(await _one(call, one))
        except UserError as error:
            failed.append(Failed(error, error.facts.get("ways") or shows(call, error)))
    return done, failed


async def _one(call: Call, edits: Sequence[Edit]) -> Emptied:
    """``edits`` of one report, newest first."""
    newest, oldest = edits[0], edits[-1]
    task = await call.task(newest.task_ref)
    if call.allowed(Act.UNDO, task) is Verdict.REFUSE:
        raise forbidden(call, task)
    reports = call.unit.reports
    sheet = await reports.sheet(newest.period, task.id, newest.department, zone=call.say.zone)
    if sheet is None or not _is_as_left(sheet, newest):
        raise _moved_on(call, task, sheet)
    before = await reports.save(
        oldest.taken_back(sheet.report), by=call.person.id, batch=oldest.moved_by
    )
    await reports.undone(before, edits)
    call.touch(task_object(task.id))
    again = replace(sheet, report=before)
    texts = {name: again.stands(name) for name in TEXTS if again.stands(name) != sheet.stands(name)}
    return Emptied(task, sheet.report.period.span, texts, _line(call, task.ref, again))


def _moved_on(call: Call, task: Task, sheet: Sheet | None) -> UserError:
    """What the office has, or is shut, is corrected; anything else is looked at."""
    code, number, say = Code.NOTHING_TO_UNDO, task.ref, call.say
    if sheet is None:
        return UserError(code, number=number, moved_on=True, offers=(str(number),))
    report = sheet.report
    called = periods.name(say, report.period.span)
    if report.state in SHUT or not report.period.is_open:
        return UserError(code, number=number, period=called, ways=ways_on(call, task))
    line = _line(call, number, sheet)
    if report.state is ReportState.SUBMITTED:
        back = Action(say("Take it back"), f"{line} {say('withdraw')}")
        return UserError(code, number=number, period=called, withdraw=True, ways=(back,))
    look = Action(say("Show the report"), line)
    return UserError(code, number=number, moved_on=True, ways=(look,))


def _is_as_left(sheet: Sheet, edit: Edit) -> bool:
    report = sheet.report
    return report.version == edit.version and report.period.is_open and report.state not in SHUT


def _line(call: Call, number: int, sheet: Sheet) -> str:
    period = sheet.report.period
    current = call.facts.period is not None and call.facts.period.id == period.id
    return cards.open_line(call.say, number, None if current else period)
