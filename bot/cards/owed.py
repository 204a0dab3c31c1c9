"""What a department has still to report in a period, and what it has reported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.cards import answering, lists, periods, phrases, routes
from bot.cards.lists import PAGE, Page
from bot.cards.report import fill_in, open_line
from bot.grammar.periods import token
from bot.locale import Words, later
from bot.messages import Action, Card, Heading, Item, Line
from bot.model.light import Light, light_of, own_light
from bot.model.period import Period
from bot.model.person import Person, PersonRole
from bot.model.report import OWED, Report, ReportState
from bot.model.task import Department, Mode, Share, Task, TaskRole
from bot.workdays import Calendar

TO_REPORT, DRAFT, REPORTED = "owed", "draft", "reported"
_WRITERS = (PersonRole.LIAISON, PersonRole.DEPUTY)
_FILLING = 5  # buttons
_DRAFTS = (ReportState.DRAFT, ReportState.SIGNED_OFF)
_MARKS = {
    ReportState.SIGNED_OFF: later("approved, not sent yet"),
    ReportState.RETURNED: later("returned"),
}


class Groups:
    """The tasks of a department by how far its report on them is; restricted ones apart."""

    def __init__(self, tasks: Sequence[Task], own: Department) -> None:
        self.own = own
        self.to_report: list[Task] = []
        self.drafts: list[Task] = []
        self.reported: list[Task] = []
        self.missed: list[Task] = []
        self.offline: list[Task] = []
        self.others: list[Task] = []
        for task in tasks:
            self._group(task).append(task)

    def _group(self, task: Task) -> list[Task]:
        state = state_of(task, self.own)
        if state is None:
            return self.others
        if state not in OWED:
            return self.missed if is_missed(task, self.own) else self.reported
        if task.restricted:
            return self.offline
        return self.drafts if state in _DRAFTS else self.to_report

    @property
    def listed(self) -> list[Task]:
        """Those that are listed one by one, in this order."""
        return [*self.to_report, *self.drafts, *self.offline]


def state_of(task: Task, own: Department) -> ReportState | None:
    """How far the department's report on the task is; None if it owes none."""
    share = task.share_of(own.id)
    return None if share is None else share.report


def is_missed(task: Task, own: Department) -> bool:
    """Whether the period was sealed without the department's report on the task."""
    share = task.share_of(own.id)
    return share is not None and routes.was_missed(share)


def with_report(task: Task, own: Department, report: Report | None) -> Task:
    """The task as if its department's report were this one: of another period than the current."""
    shares = tuple(
        replace(
            share,
            report=None if report is None else report.state,
            reported_at=None if report is None else report.submitted_at,
        )
        if share.department.id == own.id
        else share
        for share in task.shares
    )
    return replace(task, shares=shares)


def fits(task: Task, own: Department, word: str, *, finished: bool) -> bool:
    """Whether a task belongs to 待报, 草稿 or 已报; where none is owed, what is not finished does.

    ``finished``: the department's own part is.
    """
    state = state_of(task, own)
    match word:
        case _ if word == TO_REPORT:
            return not finished if state is None else state in OWED and state not in _DRAFTS
        case _ if word == DRAFT:
            return state in _DRAFTS
    return finished if state is None else state not in OWED


@dataclass(frozen=True, slots=True)
class Day:
    """What the lines of a list depend on besides the tasks."""

    period: Period
    today: date
    calendar: Calendar
    current: bool = True  # the plan's, which goes without saying
    besides: Sequence[Period] = ()  # others that are open

    @property
    def named(self) -> Period | None:
        """The period where lines have to name it."""
        return None if self.current else self.period


def until(say: Words, day: Day) -> list[Line]:
    """When it is due, how that is counted, and what else is open."""
    lines: list[Line] = [periods.until(say, day.period, day.today, day.calendar)]
    lines += periods.counted(say, day.period, day.today, day.calendar)
    return lines + [_besides(say, other) for other in day.besides]


def _besides(say: Words, other: Period) -> str:
    return say(
        "Also open: {period}, due {day}; send: {line}",
        period=periods.name(say, other.span),
        day=say.day(other.due),
        line=f"{say('report')} {token(other)}",
    )


def body(say: Words, groups: Groups, shown: Sequence[Task], day: Day) -> list[Line]:
    """The period's line, then what is to report, drafts, what is reported, and offline ones.

    ``shown``: those of ``groups.listed`` that stand on this page.
    """

    def lines_of(tasks: Sequence[Task]) -> list[Line]:
        return [line(say, task, groups.own, day) for task in tasks if task in shown]

    return [
        *until(say, day),
        "",
        Heading(_to_report(say, groups)),
        *lines_of(groups.to_report),
        *_headed(say, later("Drafts {count}"), groups.drafts, lines_of(groups.drafts)),
        *_apart(say, later("Reported {count}"), groups.reported, groups.own),
        Heading(say("To report offline {count}", count=len(groups.offline))),
        *lines_of(groups.offline),
        *_apart(say, later("Not handed in {count}"), groups.missed, groups.own),
        *_apart(say, later("Nothing to report {count}"), groups.others, groups.own),
    ]


def _to_report(say: Words, groups: Groups) -> str:
    """``待报 9（其中报牵头单位 4）``: the office does not count those as owed to it."""
    words = say("To report {count}", count=len(groups.to_report))
    return words + via_lead(say, groups.to_report, groups.own)


def via_lead(say: Words, tasks: Sequence[Task], own: Department) -> str:
    """``（其中报牵头单位 4）``; nothing where all go to the office."""
    fed = sum(routes.feeds_lead(task, own) for task in tasks)
    return say(" (of them via the lead {count})", count=fed) if fed else ""


def _apart(say: Words, heading: str, tasks: Sequence[Task], own: Department) -> list[Line]:
    """By their numbers; nothing where there are none."""
    return _headed(say, heading, tasks, _numbers(say, tasks, own))


def _headed(say: Words, heading: str, tasks: Sequence[Task], lines: Sequence[Line]) -> list[Line]:
    return [Heading(say(heading, count=len(tasks))), *lines] if tasks else []


def mine(say: Words, person: Person, tasks: Sequence[Task], day: Day, *, page: int) -> Card:
    """我的任务 while a period is open: ``tasks`` are all of them."""
    own = person.department
    if not tasks:
        return lists.nothing_of_mine(say, own, day.today)
    groups = Groups(tasks, own)
    cut = Page.cut(groups.listed, page)
    lines = [*body(say, groups, cut.tasks, day), "", *cut.foot(say)]
    if first := next(iter([*cut.tasks, *tasks]), None):
        lines.append(answering.opening(say, first.ref))
    turns = cut.turns(say, lambda number: lists.my_page(say, number))
    return Card(
        lists.my_title(say, own, day.today),
        tuple(lines),
        _filling(say, person, cut.tasks) + _narrower(say, tasks, groups, day) + turns,
    )


def writes(person: Person) -> bool:
    """Whether reports are this person's to fill in."""
    return person.role in _WRITERS


def _filling(say: Words, person: Person, shown: Sequence[Task]) -> tuple[Action, ...]:
    """The first report of the page that is still to be filled in, for who may."""
    groups = Groups(shown, person.department)
    open_ones = [*groups.to_report, *groups.drafts]
    return (fill_in(say, open_ones[0].ref),) if open_ones and writes(person) else ()


def _narrower(say: Words, tasks: Sequence[Task], groups: Groups, day: Day) -> tuple[Action, ...]:
    """Other cuts of the list that hold something, and not all of it."""
    mytasks = say("mytasks")
    late = sum(_is_red(task, groups.own, day) for task in groups.listed)
    red = say("{filter} {count}", filter=say("overdue"), count=late)
    sent = Action(say("All I reported"), f"{mytasks} {say('reported')}")
    roles = {lists.role_in(task, groups.own) for task in tasks}
    cuts = (
        Action(say("Lead only"), f"{mytasks} {say('lead')}"),
        Action(say("Participant only"), f"{mytasks} {say('participant')}"),
    )
    return (
        *((Action(red, f"{mytasks} {say('overdue')}"),) if late else ()),
        *((sent,) if groups.reported else ()),
        *(cuts if len(roles) > 1 else ()),
    )


def card(say: Words, person: Person, tasks: Sequence[Task], day: Day) -> Card:
    """报送: what the department still owes, with a button for each."""
    groups = Groups(tasks, person.department)
    title = say(
        "Reports · {department} ({day})",
        department=phrases.department(say, person.department),
        day=say.weekday(day.today),
    )
    shown = groups.listed[: 2 * PAGE]
    lines = body(say, groups, shown, day)
    if left := len(groups.listed) - len(shown):
        lines.append(say("… and {count} more", count=left))
    open_ones = [*groups.to_report, *groups.drafts]
    if open_ones:
        first = open_line(say, open_ones[0].ref, day.named)
        lines += ["", say("To fill one in: {line}", line=first)]
    elif groups.missed:
        lines += ["", say("The period is closed: send what is new as an update of the item.")]
    elif not groups.offline:
        lines += ["", say("All is reported.")]
    filling = open_ones[:_FILLING] if writes(person) else ()
    actions = [fill_in(say, task.ref, day.named) for task in filling]
    actions += [
        Action(periods.name(say, other.span), f"{say('report')} {token(other)}")
        for other in day.besides
    ]
    return Card(title, tuple(lines), (*actions, Action(say("My tasks"), say("mytasks"))))


def line(say: Words, task: Task, own: Department, day: Day) -> Item:
    """``24 推进《…》… · 牵头（分别负责）``, and its light where that says more than the period."""
    words = [phrases.title(say, task), _role(say, task, own)]
    if mark := _MARKS.get(state_of(task, own) or ReportState.OPEN):
        words.append(say(mark))
    part = task.share_of(own.id)
    if _is_red(task, own, day) or own_light(task, day.today, day.calendar) is not Light.GREEN:
        words.append(phrases.alarm(say, task, day.today, day.calendar, part) or "")
    return Item(str(task.ref), " · ".join(words))


def _is_red(task: Task, own: Department, day: Day) -> bool:
    return light_of(task, day.today, day.calendar, task.share_of(own.id)) is Light.RED


def _numbers(say: Words, tasks: Sequence[Task], own: Department) -> list[str]:
    """``10、106（牵头） 1、15（参与）``; nothing for none."""
    parts = []
    for key, role in ((_leading, later("lead")), (_taking_part, later("participant"))):
        if refs := [str(task.ref) for task in tasks if key(task.share_of(own.id))]:
            parts.append(say("{numbers} ({role})", numbers=say.listed(refs), role=say(role)))
    return [" " + " ".join(parts)] if parts else []


def _leading(share: Share | None) -> bool:
    return share is not None and share.role is TaskRole.LEAD


def _taking_part(share: Share | None) -> bool:
    return not _leading(share)


def _role(say: Words, task: Task, own: Department) -> str:
    share = task.share_of(own.id)
    each = task.mode is Mode.EACH_OWN and len(task.shares) > 1
    if each:
        return say("lead (each its own part)") if _leading(share) else say("each its own part")
    if _leading(share):
        return say("lead")
    if task.leads and not task.restricted:
        name = phrases.department(say, task.leads[0].department)
        return say("participant, via {department}", department=name)
    return say("participant")
