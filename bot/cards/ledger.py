"""The ledger in words: its columns, a row for each part, and what stands on its second sheet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.cards import phrases
from bot.cards.periods import name
from bot.cards.reviews import STATES
from bot.locale import Words, later
from bot.messages import Language
from bot.model.ledger import Column, Entry, Ledger, LedgerRow, Table
from bot.model.ledger_file import EDITABLE, check_of
from bot.model.light import Light, light_of
from bot.model.report import ReportState
from bot.model.task import FINISHED, Mode, Status, Task, TaskRole
from bot.visible import visible
from bot.workdays import Calendar

_RED, _AMBER, _GREEN, _GREY = "F8CBAD", "FFE699", "C6E0B4", "D9D9D9"
_STATUS_COLOURS = {
    Status.NOT_STARTED: _GREY,
    Status.BEHIND: _AMBER,
    Status.BLOCKED: _RED,
    Status.DONE: _GREEN,
    Status.CLOSED: _GREEN,
}
_LIGHT_COLOURS = {Light.RED: _RED, Light.YELLOW: _AMBER, Light.GREEN: _GREEN}
_MODES = {
    Mode.SOLE: later("alone"),
    Mode.LEAD_PARTICIPANTS: later("lead with participants"),
    Mode.EACH_OWN: later("each its own part"),
}
_ROLES = {TaskRole.LEAD: later("lead"), TaskRole.PARTICIPANT: later("participant")}
_ABOUT = (
    later("Each row is one department's part in one item; the role says who leads."),
    later("Items reported offline show number, departments, status, percentage and date only."),
    later(
        "White columns are filled in by hand: status (from the list), percentage, progress, "
        "problems, next steps; the others are locked, without a password."
    ),
    later(
        "The row key finds the row again when the file comes back, the last column tells what was "
        "changed in it: leave both as they are."
    ),
    later("To have the changes taken over, send the file back in a private chat."),
    later("The audit's head proves later what had happened up to this file: keep the file."),
)


def table(say: Words, ledger: Ledger, calendar: Calendar) -> Table:
    """Nothing of it is longer than what people may write; what could hide in it is taken out."""
    today = ledger.at.astimezone(say.zone).date()
    return Table(
        title=f"{say('Ledger')} · {visible(ledger.plan.title)}",
        name=say("Ledger"),
        columns=_columns(say),
        rows=[(*_cells(say, row, today, calendar), check(say, ledger, row)) for row in ledger.rows],
        about_name=say("About this file"),
        about=_about(say, ledger),
        foot=say("Audit {head}", head=ledger.head.witness),
        at=ledger.at,
    )


def scope(say: Words, ledger: Ledger) -> str:
    """``第三季度 · 科技部``: what the ledger is about."""
    words = [name(say, ledger.period.span) if ledger.period else say("no period opened yet")]
    if ledger.department is not None:
        words.append(phrases.department(say, ledger.department))
    return visible(" · ".join(words))


def _columns(say: Words) -> Sequence[Column]:
    statuses = {say(phrases.STATUS[s]): colour for s, colour in _STATUS_COLOURS.items()}
    lights = {phrases.light_word(say, light): c for light, c in _LIGHT_COLOURS.items()}
    return (
        Column(title=say("No."), width=6, name="number"),
        Column(title=say("Chapter"), width=16),
        Column(title=say("Text of the item"), width=44),
        Column(title=say("Department"), width=14, name="department"),
        Column(title=say("Role"), width=9),
        Column(title=say("Lead departments"), width=14),
        Column(title=say("Participating departments"), width=18),
        Column(title=say("Responsibility"), width=12),
        Column(title=say("Due date"), width=11),
        Column(title=say("Due date in words"), width=22),
        Column(
            title=say("Status"),
            width=14,
            choices=tuple(say(phrases.STATUS[status]) for status in _choices()),
            colours=statuses,
            editable=True,
            name="status",
        ),
        Column(title=say("Percentage"), width=7, editable=True, name="percent"),
        Column(title=say("Light"), width=14, colours=lights),
        Column(title=say("Report of this period"), width=12),
        Column(title=say("Progress"), width=44, editable=True, name="progress"),
        Column(title=say("Problems"), width=30, editable=True, name="problems"),
        Column(title=say("Next steps"), width=30, editable=True, name="next_steps"),
        Column(title=say("Approved by"), width=12),
        Column(title=say("Reported by"), width=10),
        Column(title=say("Reported at"), width=16),
        Column(title=say("Liaison"), width=12),
        Column(title=say("Updated at"), width=16),
        Column(title=say("Updated by"), width=10),
        Column(title=say("Closed by the office"), width=9),
        Column(title=say("Version"), width=7),
        Column(title=say("Row key"), width=22, name="key"),
        Column(title=say("As exported"), width=16, name="check"),
    )


def named_columns(say: Words) -> Mapping[str, str]:
    """The titles of the columns that are read back, by what they are called then."""
    return {column.name: column.title for column in _columns(say) if column.name}


def editable(say: Words, row: LedgerRow) -> Mapping[str, str]:
    """What the editable columns of a row say."""
    entry = Entry() if row.task.restricted else row.entry
    texts = (entry.progress, entry.problems, entry.next_steps)
    cells = (_status(say, row), _percent(row), *texts)
    return dict(zip(EDITABLE, map(visible, cells), strict=True))


def check(say: Words, ledger: Ledger, row: LedgerRow) -> str:
    """What the row was made from, for when it comes back."""
    period = None if ledger.period is None else ledger.period.id
    identity = (str(row.task.ref), visible(_departments(say, row)[0]))
    return check_of(row.key, period, identity, editable(say, row))


def _choices() -> Sequence[Status]:
    """In the order of a part's life; 已办结 is the office's and is not said in a ledger."""
    return (
        Status.NOT_STARTED,
        Status.IN_PROGRESS,
        Status.BEHIND,
        Status.BLOCKED,
        Status.DONE,
    )


def _cells(say: Words, row: LedgerRow, today: date, calendar: Calendar) -> Sequence[str]:
    cells = _neutral(say, row) if row.task.restricted else _open(say, row, today, calendar)
    return tuple(map(visible, cells))


def _neutral(say: Words, row: LedgerRow) -> Sequence[str]:
    """Number, neutral title, departments, status, percentage, offline date; nothing else."""
    task, share, entry = row.task, row.share, row.entry
    report = ""
    if entry.offline_on is not None:
        report = say("reported offline on {day}", day=entry.offline_on.isoformat())
    return (
        str(task.ref),
        "",
        say("reported offline"),
        *_departments(say, row)[:-1],
        *[""] * 3,
        _status(say, row),
        _percent(row),
        "",
        report,
        *[""] * 9,
        _closed(say, task, row),
        "" if share is None else str(share.version),
        row.key,
    )


def _open(say: Words, row: LedgerRow, today: date, calendar: Calendar) -> Sequence[str]:
    task, share, entry = row.task, row.share, row.entry
    due = task.deadline
    words = phrases.deadline(say, due)
    light = light_of(task, today, calendar, share)
    return (
        str(task.ref),
        " / ".join(part for part in (task.chapter, task.section) if part),
        task.text,
        *_departments(say, row),
        "" if due.day is None else due.day.isoformat(),
        words,
        _status(say, row),
        _percent(row),
        phrases.light_word(say, light),
        _report(say, row.entry),
        entry.progress,
        entry.problems,
        entry.next_steps,
        _signed(say, row),
        entry.submitted_by or "",
        _moment(say, entry.submitted_at),
        say.listed(row.liaisons),
        _moment(say, share.changed_at if share else None),
        (share.changed_by_name if share else None) or "",
        _closed(say, task, row),
        "" if share is None else str(share.version),
        row.key,
    )


def _departments(say: Words, row: LedgerRow) -> Sequence[str]:
    """This row's and its role, who leads, who takes part, how they share it."""
    task, share = row.task, row.share
    each = task.mode is Mode.EACH_OWN
    names = {
        role: [phrases.department(say, s.department) for s in task.shares if s.role is role]
        for role in TaskRole
    }
    leads, others = names[TaskRole.LEAD], names[TaskRole.PARTICIPANT]
    if each:
        leads, others = leads + others, []
    return (
        phrases.department(say, share.department) if share else say("not assigned"),
        "" if share is None else say(_MODES[Mode.EACH_OWN] if each else _ROLES[share.role]),
        say.listed(leads),
        say.listed(others),
        "" if task.mode is None else say(_MODES[task.mode]),
    )


def _status(say: Words, row: LedgerRow) -> str:
    return phrases.status(say, row.share.status if row.share else row.task.status)


def _report(say: Words, entry: Entry) -> str:
    """``已报``, ``未报（已封存）``: a sealed period tells as much as an open one."""
    if entry.state is None:
        return ""
    sealed, state = entry.state is ReportState.SEALED, entry.state
    if sealed:
        state = ReportState.ACCEPTED if entry.accepted else ReportState.SUBMITTED
    words = say(STATES[state])
    if sealed and not entry.handed_in:
        words = say("not handed in")
    elif state is ReportState.SUBMITTED and entry.to_lead:
        words = say("told to the lead")
    return say("{state} (sealed)", state=words) if sealed else words


def _percent(row: LedgerRow) -> str:
    percent = row.share.percent if row.share else None
    return "" if percent is None else str(percent)


def _closed(say: Words, task: Task, row: LedgerRow) -> str:
    if row.share is not None and task.is_closed_for(row.share):
        return say("closed by the office")
    return "" if task.status not in FINISHED else say("to be checked")


def _signed(say: Words, row: LedgerRow) -> str:
    entry = row.entry
    if entry.signed_at is None:
        return ""
    day = entry.signed_at.astimezone(say.zone).date().isoformat()
    return f"{entry.signed_by} {day}" if entry.signed_by else day


def _moment(say: Words, moment: datetime | None) -> str:
    """``2019-10-11 10:02``: sorts as it reads."""
    return "" if moment is None else f"{moment.astimezone(say.zone):%Y-%m-%d %H:%M}"


def _about(say: Words, ledger: Ledger) -> Sequence[tuple[str, str]]:
    plan, period = ledger.plan, ledger.period
    whose = say("all") if ledger.department is None else ""
    if ledger.department is not None:
        whose = phrases.department(say, ledger.department)
    facts: Mapping[str, str] = {
        say("Plan"): f"{plan.title}（{plan.starts} – {plan.ends}）"
        if say.language is Language.ZH
        else f"{plan.title} ({plan.starts} to {plan.ends})",
        say("Period"): name(say, period.span) if period else say("no period opened yet"),
        say("Departments"): whose,
        say("Rows"): say(
            "{rows} rows, {tasks} items, of them reported offline {restricted}",
            rows=len(ledger.rows),
            tasks=ledger.tasks,
            restricted=ledger.restricted,
        ),
        say("Exported at"): _moment(say, ledger.at),
        say("Exported by"): ledger.asker,
        say("Audit's head"): ledger.head.witness,
    }
    lines = [(label, visible(value)) for label, value in facts.items()]
    return [*lines, *(("", say(sentence)) for sentence in _ABOUT)]
