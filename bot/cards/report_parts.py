"""The lines of a report: its three texts, who approved it, and what can still become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import periods, tally
from bot.locale import Words, later
from bot.messages import Fact, Line
from bot.model.report import Report, ReportState, Sheet

_LABELS = {
    "progress": later("① Progress: "),
    "problems": later("② Problems: "),
    "next_steps": later("③ Next steps: "),
}
_TYPED = {
    "progress": later("progress:"),
    "problems": later("problems:"),
    "next_steps": later("next:"),
}


def field(say: Words, name: str) -> str:
    """``②存在问题``: how a field is called."""
    return say(_LABELS[name]).rstrip("：: ")


def label(say: Words, name: str) -> str:
    """``问题：``: how it is written into a line."""
    return say(_TYPED[name])


def fields(say: Words, sheet: Sheet) -> list[Line]:
    """The three texts, and where the first comes from."""
    values = {name: _value(say, sheet, name) for name in _LABELS}
    if sheet.sources:
        days = dict.fromkeys(say.day(note.at) for note in sheet.sources)
        values["progress"] += say(" (from the updates of {days})", days=say.listed(days))
    return [Fact(say(_LABELS[name]), value) for name, value in values.items()]


def _value(say: Words, sheet: Sheet, name: str) -> str:
    text = sheet.stands(name)
    return say("(empty)") if text is None else text or say("none")


def receipt(say: Words, report: Report, written: Sequence[str]) -> str:
    """Which fields have just been filled."""
    fields = say.listed(field(say, name) for name in written)
    if report.state is ReportState.SUBMITTED:
        return say("Saved in the report that was handed in: {fields}", fields=fields)
    return say("Saved in the draft: {fields}", fields=fields)


@dataclass(frozen=True, slots=True)
class Left:
    """What a department still owes for the current period.

    ``refs``: items whose report is to be filled in, of them ``drafts``; ``offline``: how many
    besides are to be reported offline.
    """

    refs: Sequence[int] = ()
    drafts: int = 0
    offline: int = 0


def left(say: Words, open_ones: Left) -> str:
    """``本期还有 5 项未报（其中草稿 1，需线下报送 1）``."""
    count = len(open_ones.refs) + open_ones.offline
    if not count:
        return say("All is reported.")
    words = say("{count} items still to be reported", count=count)
    parts = [say("drafts {count}", count=open_ones.drafts)] if open_ones.drafts else []
    if open_ones.offline:
        parts.append(say("to report offline {count}", count=open_ones.offline))
    return words + say(" (of them {parts})", parts=tally.joined(say, parts)) if parts else words


def sealed(say: Words, report: Report, at: datetime) -> str:
    """When it was shut, and what is left to do where something was sent."""
    key = later(
        "{period} was sealed on {day}. It can no longer be changed."
        " What is new is an update for the next period."
    )
    if report.submitted_at is not None:
        key = later(
            "{period} was sealed on {day}. It can no longer be changed;"
            " you can only ask for a correction."
        )
    return say(key, period=periods.name(say, report.period.span), day=say.day(at))


def signed(say: Words, sheet: Sheet) -> str:
    """By whom it was approved, when, and who said so."""
    report = sheet.report
    if report.has_outgrown and report.written_at is not None and sheet.writer is not None:
        again = later("changed after it was approved ({when}); to be registered again")
        never = later("changed after it was approved ({when}); accepted without a new approval")
        when = moment(say, report.written_at, sheet.writer)
        return say(again if can_be_changed(report) else never, when=when)
    if report.signed_at is None and not can_be_changed(report):
        return say("not registered")
    if report.signed_at is None:
        return say(
            "not registered (after your own procedure press “{label}”)",
            label=say("Approved, report it"),
        )
    day, by = say.day(report.signed_at), sheet.registrar or ""
    if report.signed_by is None:
        return say("yes, nobody named, {day}, registered by {person}", day=day, person=by)
    return say("{name}, {day}, registered by {person}", name=report.signed_by, day=day, person=by)


def can_be_changed(report: Report) -> bool:
    """Whether anything may still be written."""
    shut = (ReportState.ACCEPTED, ReportState.SEALED)
    return report.state not in shut and report.period.is_open


def moment(say: Words, at: datetime, person: str) -> str:
    """``10月12日 10:05 张三``: when something was done, and by whom."""
    return say("{day} {time}, {person}", day=say.day(at), time=say.time(at), person=person)
