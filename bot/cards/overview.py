"""总览: how far the plan is, in counts; and 部门: who speaks for each department."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards import coverage, phrases, tally
from bot.cards.lines import BUTTON
from bot.cards.lists import PAGE, page_foot, page_turns, pages
from bot.cards.people import PLATFORMS
from bot.cards.periods import name
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line
from bot.model.light import Light, light_of
from bot.model.period import Period
from bot.model.reach import Gap
from bot.model.staff import Owing
from bot.model.task import Status, Task
from bot.ports import Coverage, Standing, Tally
from bot.workdays import Calendar

_NAMED = 10  # departments; the list behind the button has all
_LIGHTS = {
    Light.RED: later("red {count}"),
    Light.YELLOW: later("yellow {count}"),
    Light.GREEN: later("green {count}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for the office."""

    extensions: int
    reviews: int
    gaps: Sequence[Gap | None]  # of each department, why nothing reaches it
    idle: Sequence[Gap | None] = ()  # of those that report to a lead, and owe the office nothing
    closings: int = 0
    coordinations: int = 0
    unconfirmed: int = 0  # restrictions that only the import has suggested


def overview(
    say: Words,
    period: Period | None,
    standings: Sequence[Standing],
    tasks: Sequence[Task],
    *,
    now: datetime,
    today: date,
    calendar: Calendar,
    queue: Queue | None = None,
    lists: bool = False,
    part: str | None = None,
    of_department: bool = False,
) -> Card:
    """Counts only; ``queue`` for the office in private.

    ``lists``: for who may see who is missing.  ``part``: the chapter or department that is
    counted; ``of_department`` says that what is reported offline is not.
    """
    moment = f"{say.weekday(today)} {say.time(now).removeprefix('0')}"
    body: list[Line] = []
    if period is None:
        title = say("Progress of the plan ({moment})", moment=moment)
        body.append(say("No period has been opened yet."))
    else:
        called = name(say, period.span)
        title = say("Progress in {period} ({moment})", period=called, moment=moment)
    if part is not None:
        title += f" · {part}"
    total = sum((s.tally for s in standings), Tally())
    if period is not None:
        body.append(tally.counts(say, total))
    body.append(_statuses(say, tasks) + tally.blocked_apart(say, tasks))
    body.append(_lights(say, tasks, today, calendar) + tally.unlit(say, period, total.missing))
    missing = None if of_department else tally.missing(say, standings, most=_NAMED)
    if missing is not None:
        body.append(missing)
    if of_department:
        body.append(say("Items reported offline are not counted here."))
    if queue is not None and (waiting := _queue(say, queue)):
        body.append(Fact(say("Waiting for you: "), waiting))
    actions: tuple[Action, ...] = ()
    if queue is not None:
        actions = _actions(say, queue, period)
    elif lists and period is not None:
        actions = (_who(say, period, part),)
    if part is not None:
        actions += (Action(say("The whole plan"), say("overview")),)
    return Card(title, tuple(body), actions)


def dept_list(
    say: Words, covered: Sequence[Coverage], owed: Mapping[int, Tally], page: int
) -> Card:
    """Every department with its liaison, those of the plan in plan order."""
    of = pages(len(covered))
    number = min(max(page, 1), of)
    body: list[Line] = []
    gaps: tuple[Action, ...] = ()
    if silent := coverage.counts(say, (one.gap for one in covered)):
        body += [tally.joined(say, silent), ""]
        gaps = (Action(say("Coverage"), say("coverage")),)
    for one in covered[(number - 1) * PAGE : number * PAGE]:
        called = phrases.department(say, one.department)
        body.append(" · ".join(filter(None, (called, _speakers(say, one), _share(say, one)))))
    body += page_foot(say, number, of)
    body.append(say("One department: dept MOST"))
    turns = page_turns(say, number, lambda n: say("dept page {page}", page=n), more=number < of)
    title = say("Departments of the plan: {count}", count=len(covered))
    return Card(title, tuple(body), (*turns, *gaps))


def _speakers(say: Words, one: Coverage) -> str:
    """``张三、Ann（未绑定）``; of the office, which needs no liaison, nothing."""
    names, gap = say.listed(one.liaisons), one.gap
    if gap is None or not names:
        return names if gap is None else coverage.why(say, gap)
    return say("{names} ({why})", names=names, why=coverage.why(say, gap))


def dept(say: Words, one: Coverage, asked: Sequence[tuple[Period, Owing, Tally | None]]) -> Card:
    """Who speaks for it, where, for how much.

    ``asked``: of each period what is still owed, and of the current one all counts.
    """
    nobody = say("nobody")
    platforms = say.listed(say(PLATFORMS[platform]) for platform in one.platforms)
    body: list[Line] = [
        Fact(say("Liaison: "), say.listed(one.liaisons) or nobody),
        Fact(say("Deputy: "), say.listed(one.deputies) or nobody),
        Fact(say("Bound platforms: "), platforms or say("none: it can only be called")),
        Fact(say("Items: "), _share(say, one)),
    ]
    for period, owing, counts in asked:
        reports = say("missing {count}", count=owing.office) if owing.office else ""
        if counts is not None:
            reports = tally.counts(say, counts)
        if reports:
            body.append(say("{period}: {counts}", period=name(say, period.span), counts=reports))
        body += tally.besides(say, owing)
    called = phrases.department(say, one.department)
    missing = say("missing {department}", department=one.department.short)
    return Card(called, tuple(body), (Action(say("Who is missing"), missing),))


def _statuses(say: Words, tasks: Sequence[Task]) -> str:
    """``状态（106 项）：未启动 2，推进中 71，…``."""
    counts = Counter(task.status for task in tasks)
    order = (
        Status.NOT_STARTED,
        Status.IN_PROGRESS,
        Status.BEHIND,
        Status.BLOCKED,
        Status.DONE,
        Status.CLOSED,
    )
    parts = [_counted(phrases.status(say, status), counts[status]) for status in order]
    joined = tally.joined(say, parts)
    return say("Status ({count} items): {parts}", count=len(tasks), parts=joined)


def _lights(say: Words, tasks: Sequence[Task], today: date, calendar: Calendar) -> str:
    counts = Counter(light_of(task, today, calendar) for task in tasks)
    parts = [say(key, count=counts[light]) for light, key in _LIGHTS.items()]
    return say("Lights: {parts}", parts=tally.joined(say, parts))


def _counted(word: str, count: int) -> str:
    """No space behind a full-width bracket."""
    return f"{word}{count}" if word.endswith("）") else f"{word} {count}"


def _queue(say: Words, queue: Queue) -> str:
    parts = []
    if queue.extensions:
        parts.append(say("extensions {count}", count=queue.extensions))
    if queue.reviews:
        parts.append(say("reports to review {count}", count=queue.reviews))
    if queue.closings:
        parts.append(say("items to close {count}", count=queue.closings))
    if queue.coordinations:
        parts.append(say("coordination {count}", count=queue.coordinations))
    if queue.unconfirmed:
        parts.append(say("restrictions to confirm {count}", count=queue.unconfirmed))
    parts += coverage.counts(say, queue.gaps, queue.idle)
    if limited := sum(gap in (Gap.AWAY, Gap.MUTED) for gap in queue.gaps):
        parts.append(say("departments away or muted {count}", count=limited))
    return tally.joined(say, parts)


def _actions(say: Words, queue: Queue, period: Period | None) -> tuple[Action, ...]:
    """For the office."""
    reports: tuple[Action, ...] = ()
    if period is not None:
        reports += (_who(say, period),)
    if period is not None and period.is_open:
        reports += (Action(say("Nudge all who are missing"), say("nudge missing")),)
    requests: tuple[Action, ...] = ()
    if queue.reviews:
        requests += (Action(say("Reports to review"), say("approve")),)
    if queue.extensions:
        requests += (Action(say("Open requests"), say("extend")),)
    if queue.coordinations:
        requests += (Action(say("Open requests for coordination"), say("coord")),)
    closings = (Action(say("Check and close"), say("close")),) if queue.closings else ()
    restricted: tuple[Action, ...] = ()
    if queue.unconfirmed:
        restricted = (Action(say("Items reported offline"), say("restrict")),)
    if any(queue.gaps):
        restricted += (Action(say("Coverage"), say("coverage")),)
    ledger = Action(say("Export the ledger"), say("export"))
    circular = Action(say("Draft a circular"), say("circular"))
    departments = Action(say("Departments"), say("dept"))
    return (*requests, *closings, *restricted, *reports, ledger, circular, departments)


def _who(say: Words, period: Period, part: str | None = None) -> Action:
    """Of the part, where its name leaves room for it in a button."""
    line = f"{say('missing')} {period.span.code}"
    of_part = f"{line} {part}"
    fits = part is not None and len(of_part.encode()) <= BUTTON
    return Action(say("Who is missing"), of_part if fits else line)


def _share(say: Words, one: Coverage) -> str:
    return say("lead {lead}, participant {participant}", lead=one.lead, participant=one.participant)
