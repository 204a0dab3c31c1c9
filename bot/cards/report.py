"""报送单: the report of one item for one period, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import answering, periods, phrases, routes
from bot.cards import report_parts as parts
from bot.grammar.periods import token
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line, Seen
from bot.model.period import Period
from bot.model.report import Report, ReportState, Sheet
from bot.model.task import Share, Task

_STATE = {
    ReportState.OPEN: later("pre-written, can be changed"),
    ReportState.DRAFT: later("draft, can be changed"),
    ReportState.SIGNED_OFF: later("approved, not sent yet"),
    ReportState.SUBMITTED: later("reported, can be changed until it is accepted"),
    ReportState.RETURNED: later("returned, to be changed"),
    ReportState.ACCEPTED: later("accepted"),
    ReportState.SEALED: later("closed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What all cards about one report speak of.

    ``current``: it is of the plan's current period, which goes without saying.
    """

    task: Task
    share: Share
    sheet: Sheet
    current: bool = True

    @property
    def report(self) -> Report:
        return self.sheet.report

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What a card about it shows: the part, and the texts as they stand."""
        share, sheet = self.share, self.sheet.fingerprint
        return (Seen(self.task.ref, share.department.id, share.version, sheet),)

    def line(self, say: Words, what: str = "") -> str:
        """``报送 24 已审签``: the command line that does something with it."""
        period = None if self.current else self.report.period
        return f"{open_line(say, self.task.ref, period)} {what}".strip()


def sheet(
    say: Words,
    paper: Paper,
    *,
    asked: str | None = None,
    written: Sequence[str] = (),
    taken_back: bool = False,
) -> Card:
    """The report as it stands, with what can be done with it.

    ``asked``: the field to be filled.  ``written``: the fields that have just been filled.
    ``taken_back``: it has just become a draft again.
    """
    if paper.task.restricted:
        return _offline(say, paper)
    report, task = paper.report, paper.task
    body: list[Line] = []
    awaits = "" if asked is None else paper.line(say, parts.label(say, asked))
    if written:
        body.append(parts.receipt(say, report, written))
    if taken_back:
        body.append(say("Withdrawn. It is a draft again and still has to be submitted."))
    if asked is not None:
        body += [answering.filling(say, asked), ""]
    if report.is_owed and report.reason:
        body.append(Fact(say("Returned: "), report.reason))
    if report.period.sealed_at is not None:
        body.append(parts.sealed(say, report, report.period.sealed_at))
    body += parts.fields(say, paper.sheet)
    if planned := paper.sheet.planned:
        body.append(_compared(say, paper, planned))
    body.append(Fact(say("Status: "), _status(say, paper.share)))
    body += routes.route(say, task, paper.share) if paper.current else ()
    body.append(Fact(say("Approved in the department: "), parts.signed(say, paper.sheet)))
    if parts.can_be_changed(report) and not written:  # who has just written knows how
        returned = report.is_owed and bool(report.reason)
        body.append(answering.changing(say, returned=returned))
    ways = _ways(say, paper)
    if written:
        ways = (ways[0], undoing(say), *ways[1:])
    return Card(_title(say, paper), tuple(body), ways, paper.seen, awaits=awaits)


def to_approve(say: Words, paper: Paper, written: Sequence[str]) -> Card:
    """What was written is kept; it is sent once somebody says that it has been approved."""
    title = say(
        "Please confirm that your department approved it · item {number} · {period}",
        number=paper.task.ref,
        period=periods.name(say, paper.report.period.span),
    )
    body = (
        parts.receipt(say, paper.report, written),
        *parts.fields(say, paper.sheet),
        say("It is not reported yet."),
    )
    ways = (*approving(say, paper), undoing(say))
    return Card(title, body, ways, paper.seen)


def undoing(say: Words) -> Action:
    """To take back what has just been written into a report."""
    return Action(say("Undo"), say("undo"), back=True)


def approving(say: Words, paper: Paper, *, blocked: bool = False) -> tuple[Action, Action]:
    """It was approved and goes, or it stays a draft; ``blocked``: with a request, too."""
    approved = say("approved and coordinate") if blocked else say("approved")
    return (
        Action(say("Approved, report it"), paper.line(say, approved)),
        Action(say("Keep as draft"), paper.line(say, say("keep"))),
    )


def saved(say: Words, paper: Paper) -> Card:
    """It is a draft, and everything in it is kept."""
    called = periods.name(say, paper.report.period.span)
    title = say("Draft kept · item {number} · {period}", number=paper.task.ref, period=called)
    due = say.day(paper.report.period.due)
    body = (say("It is not reported yet; due {day}.", day=due),)
    actions = (
        Action(say("Go on"), paper.line(say), opens=True),
        Action(say("Approved, report it"), paper.line(say, say("approved"))),
    )
    return Card(title, body, actions, paper.seen)


def fill_in(say: Words, ref: int, period: Period | None = None) -> Action:
    """A button that opens the report of an item; without ``period``: for the current one."""
    line = open_line(say, ref, period)
    return Action(say("Fill in item {number}", number=ref), line, opens=True)


def open_line(say: Words, ref: int, period: Period | None = None) -> str:
    """``报送 24``, ``报送 24 期7``."""
    line = say("report {number}", number=ref)
    return line if period is None else f"{line} {token(period)}"


def _title(say: Words, paper: Paper) -> str:
    report = paper.report
    state = say(_STATE[report.state])
    if report.state is ReportState.SEALED and report.submitted_at is None:
        state = say("not handed in")
    if report.state is ReportState.DRAFT and report.written_at is None:
        state = say(_STATE[ReportState.OPEN])
    if report.to_lead and report.state is ReportState.SUBMITTED:
        state = say("told to the lead")
    return say(
        "{period} report · item {number} · {department} ({state})",
        period=periods.name(say, report.period.span),
        number=paper.task.ref,
        department=phrases.department(say, paper.share.department),
        state=state,
    )


def _compared(say: Words, paper: Paper, planned: str) -> str:
    """What had been planned, and that the first field says what became of it."""
    before = periods.before(say, paper.report.period.span)
    if paper.sheet.progress:
        return say("Planned {before}: “{text}”; see ①", before=before, text=planned)
    return say(
        "Planned {before}: “{text}”; say in ① what became of it", before=before, text=planned
    )


def _status(say: Words, share: Share) -> str:
    words = phrases.status(say, share.status)
    return words if share.percent is None else f"{words} {share.percent}%"


def _ways(say: Words, paper: Paper) -> tuple[Action, ...]:
    report = paper.report
    show = Action(say("Show item {number}", number=paper.task.ref), str(paper.task.ref))
    if not parts.can_be_changed(report):
        ask = Action(say("Ask to correct"), say("correct {number}", number=paper.task.ref))
        if report.period.sealed_at is None:
            return (show,)
        return (ask if report.submitted_at is not None else _write(say, paper), show)
    if report.state is ReportState.SUBMITTED:
        take = Action(say("Take it back"), paper.line(say, say("withdraw")), back=True)
        sign = Action(say("Approved, report it"), paper.line(say, say("approved")))
        return (*[sign] * report.has_outgrown, take, show)
    cancel = Action(say("Not now"), say("cancel"))
    if report.state is ReportState.SIGNED_OFF:
        back = Action(say("Take it back"), paper.line(say, say("withdraw")), back=True)
        return (Action(say("Report it"), paper.line(say, say("submit"))), back, cancel)
    approved, keep = approving(say, paper)
    ways = [approved]
    if not paper.sheet.progress:
        ways.append(Action(say("No news"), paper.line(say, say("no news"))))
    ways.append(keep)
    both = paper.line(say, say("approved and coordinate"))
    ways.append(Action(say("Report it and ask for coordination"), both))
    return (*ways, cancel)


def _write(say: Words, paper: Paper) -> Action:
    """What is new, for the next period."""
    line = say("update {number}", number=paper.task.ref)
    return Action(say("Write an update"), line, opens=True)


def _offline(say: Words, paper: Paper) -> Card:
    """A restricted task: its number, the day, nothing else."""
    report = paper.report
    body: list[Line] = [say("Report it offline, then register the day here; no text, please.")]
    if report.offline_on is not None:
        body = [Fact(say("Reported offline: "), say.day(report.offline_on))]
    actions: tuple[Action, ...] = ()
    if report.is_owed and parts.can_be_changed(report):
        number = str(paper.task.ref)
        actions = (Action(say("Reported offline"), say("offline {number}", number=number)),)
    title = say(
        "{period} report · item {number}: reported offline",
        period=periods.name(say, report.period.span),
        number=paper.task.ref,
    )
    return Card(title, tuple(body), actions)
