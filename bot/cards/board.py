"""The board in words: lines of its tables, names of its filters; what is reported offline is one
neutral line everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.board import TaskList
from bot.cards import coverage, phrases, routes
from bot.cards.people import PLATFORMS
from bot.locale import Words, later
from bot.messages import Action, Card
from bot.model.board import Wish
from bot.model.light import Light, light_of
from bot.model.report import ReportState
from bot.model.task import Status, Task
from bot.ports import Coverage, EventState, Owed, Tally, Undelivered
from bot.workdays import Calendar

ORDER = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.BEHIND,
    Status.BLOCKED,
    Status.DONE,
    Status.CLOSED,
)
"""Of the columns, as 总览 has it."""

LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)
_REPORTS = {
    ReportState.OPEN: later("not begun"),
    ReportState.DRAFT: later("draft"),
    ReportState.SIGNED_OFF: later("approved, not sent yet"),
    ReportState.SUBMITTED: later("reported"),
    ReportState.RETURNED: later("returned"),
    ReportState.ACCEPTED: later("accepted"),
    ReportState.SEALED: later("sealed"),
}
_WISHES = {Wish.OWED: later("not reported yet"), Wish.NONE: later("no report asked for")}
_ROOM = 18  # characters of a message's first line
_REMEDIES = {
    "refused": later("The platform refuses it: ask the person, then send it again or give it up."),
    "unconfirmed": later("It may have arrived: ask the person before it is sent again."),
    "expired": later("Tried for three days: see whether the platform works, then send it again."),
    "held": later("Put aside by a person: send it again or give it up."),
}
_STATES = {
    "refused": later("refused"),
    "unconfirmed": later("in doubt"),
    "expired": later("not possible for three days"),
    "held": later("put aside"),
    "pending": later("waits to be sent"),
    "claimed": later("waits to be sent"),
    "sending": later("being sent"),
    "unknown": later("in doubt"),
    "new": later("waits to be worked"),
    "working": later("being worked"),
    "parked": later("stopped by a fault"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task in a table; a ``neutral`` one has its number and its neutral title, nothing else."""

    number: int
    title: str
    neutral: bool = False
    departments: str = ""
    status: str = ""
    light: Light | None = None
    light_words: str = ""
    deadline: str = ""
    reports: str = ""


def row(say: Words, task: Task, *, today: date, calendar: Calendar) -> Row:
    """With the words and the rules of the cards."""
    if task.restricted:
        return _neutral(say, task.ref)
    status = phrases.status(say, task.status)
    return Row(
        number=task.ref,
        title=phrases.short(task.text, 60),
        departments=phrases.responsibility(say, task),
        status=status if task.percent is None else f"{status} {task.percent}%",
        light=light_of(task, today, calendar),
        light_words=phrases.light(say, task, today, calendar),
        deadline=phrases.deadline(say, task.deadline).removeprefix(say("Due: ")),
        reports=_reports(say, task),
    )


def _neutral(say: Words, number: int) -> Row:
    return Row(number=number, title=say("reported offline"), neutral=True)


def _reports(say: Words, task: Task) -> str:
    """Of those who report to the office: how far it is, how many of several have done it."""
    asked = [share for share in task.deciding if share.report is not None]
    if not asked:
        return say(_WISHES[Wish.NONE])
    if len(asked) > 1:
        done = sum(routes.has_told(share) for share in asked)
        return say("reported {done} of {count}", done=done, count=len(asked))
    [share] = asked
    if routes.was_missed(share):
        return say(_WISHES[Wish.OWED])
    return say(_REPORTS[share.report]) if share.report else ""


def wish(say: Words, value: Wish) -> str:
    """A choice of the filter of reports."""
    if value in _WISHES:
        return say(_WISHES[value])
    return say(_REPORTS[ReportState(value)])


def chapter(say: Words, name: str | None) -> str:
    return name or say("Items before the first chapter")


def narrowed(say: Words, found: TaskList) -> Sequence[str]:
    """What a list was narrowed to: on paper there is no form to see it in."""
    wanted = found.filters
    words = [] if wanted.chapter is None else [chapter(say, found.chapters[wanted.chapter - 1])]
    words += [
        phrases.department(say, body)
        for body in found.departments
        if body.short == wanted.department
    ]
    if wanted.status is not None:
        words.append(phrases.status(say, wanted.status))
    if wanted.light is not None:
        words.append(phrases.light_word(say, wanted.light))
    if wanted.report is not None:
        words.append(wish(say, wanted.report))
    return [*words, f"“{wanted.words}”"] if wanted.words else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A department in a table; ``short`` is what filters call it."""

    name: str
    short: str
    lead: int
    participant: int
    liaisons: str
    gap: str
    deputies: str
    platforms: str
    owed: int
    missing: int


def body(say: Words, one: Coverage, tally: Tally | None) -> Body:
    tally = tally or Tally()
    return Body(
        name=phrases.department(say, one.department),
        short=one.department.short,
        lead=one.lead,
        participant=one.participant,
        liaisons=say.listed(one.liaisons),
        gap="" if one.gap is None else coverage.why(say, one.gap),
        deputies=say.listed(one.deputies),
        platforms=say.listed(say(PLATFORMS[platform]) for platform in one.platforms),
        owed=tally.owed,
        missing=tally.missing,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that is missing; a ``neutral`` one does not say whose it is."""

    number: int
    title: str
    neutral: bool = False
    department: str = ""
    state: str = ""
    reason: str = ""


def missing(say: Words, owed: Sequence[Owed]) -> Sequence[Report]:
    """By number; of a restricted task one line, however many owe something for it."""
    found: list[Report] = []
    seen: set[int] = set()
    for one in owed:
        if not one.restricted:
            state = ReportState.OPEN if one.state is ReportState.SEALED else one.state
            found.append(
                Report(
                    number=one.ref,
                    title=phrases.short(one.text, 60),
                    department=phrases.department(say, one.department),
                    state=say(_REPORTS[state]),
                    reason=(one.reason or "") if one.state is ReportState.RETURNED else "",
                )
            )
        elif one.ref not in seen:
            seen.add(one.ref)
            found.append(Report(number=one.ref, title=say("reported offline"), neutral=True))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something that was not delivered, or an event that was not worked."""

    number: int
    to: str
    what: str
    platform: str
    state: str
    reason: str
    since: str
    remedy: str = ""


def letter(say: Words, one: Undelivered) -> Letter:
    """As the notice to the office says it; of what it was about only the first line."""
    of = one.row.delivery
    to = say("group or unbound account")
    if one.person is not None:
        to = f"{one.person}（{one.department}）" if one.department else one.person
    title = of.message.shows.title
    return Letter(
        number=one.row.id,
        to=to,
        what=title if len(title) <= _ROOM else f"{title[:_ROOM]}…",
        platform=say(PLATFORMS[of.to.platform]),
        state=state(say, one.row.state),
        reason=one.row.reason,
        since=f"{say.day(of.since)} {say.time(of.since)}",
        remedy=say(_REMEDIES[one.row.state]) if one.row.state in _REMEDIES else "",
    )


def stopped(say: Words, one: EventState) -> Letter:
    """No text of it: what it says may be nobody else's business."""
    return Letter(
        number=one.id,
        to="",
        what=one.event.reference,
        platform=say(PLATFORMS[one.event.platform]),
        state=state(say, one.state),
        reason=one.reason,
        since=f"{say.day(one.since)} {say.time(one.since)}",
    )


def state(say: Words, name: str) -> str:
    return say(_STATES[name]) if name in _STATES else name


# In the chat. ------------------------------------------------------------------------------------
def link(say: Words, address: str, minutes: int) -> Card:
    """The way to it."""
    return Card(
        say("The board"),
        (
            address,
            say(
                "The link opens once, within {minutes} minutes, and is for you alone:"
                " do not pass it on. The board only shows; nothing is changed there.",
                minutes=minutes,
            ),
        ),
        (Action(say("Overview"), say("overview")),),
        once=True,
    )


def is_off(say: Words) -> Card:
    """What to do instead, and who can change it."""
    return Card(
        say("The board is not switched on."),
        (say("Whoever runs this bot can: LIAISON_WEB=board. The same counts: overview"),),
        (Action(say("Overview"), say("overview")),),
    )
