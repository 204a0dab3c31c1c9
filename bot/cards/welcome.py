"""After binding: who one is, what there is to do, when one is reminded, three things to try."""

from collections.abc import Sequence
from datetime import date

from bot.cards import owed, own, people, periods, tally
from bot.cards.lists import role_in
from bot.locale import Words
from bot.messages import Account, Action, Card, Fact, Language, Line, Platform
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanFacts
from bot.model.report import OWED, ReportState
from bot.model.task import FINISHED, Task, TaskRole
from bot.timetable import Hours

_WRITERS = (PersonRole.LIAISON, PersonRole.DEPUTY)


def card(
    say: Words,
    person: Person,
    accounts: Sequence[Account],
    platform: Platform,
    tasks: Sequence[Task],
    *,
    plan: PlanFacts | None,
    hours: Hours,
    today: date,
    wrote: Language | None = None,
) -> Card:
    """``accounts``: all of the person's, the one bound first, which is reminded, in front.

    ``wrote``: the language of the line that binds, where it tells; another one is offered.
    """
    body: list[Line] = [people.name(say, person), *_platforms(say, accounts, platform)]
    body += _work(say, person, tasks, plan, today)
    if person.role in _WRITERS:
        body.append(
            say(
                "Reminders: working days {hours}, one summary a day at most",
                hours=own.office_hours(hours),
            )
        )
    actions = _to_try(say, person, tasks, plan)
    if wrote not in (None, say.language):
        actions = (people.speak(wrote), *actions)
    return Card("✅ " + say("Bound"), tuple(body), actions)


def _platforms(say: Words, accounts: Sequence[Account], platform: Platform) -> list[Line]:
    """Where one is bound; of several the one that gets what is said unasked."""
    here = people.platform(say, platform)
    others = [one.platform for one in accounts if one.platform is not platform]
    if not others:
        return [Fact(say("Platform: "), here)]
    names = say.listed(dict.fromkeys(people.platform(say, one) for one in others))
    here = say("{platform} (also {others}; see them with: whoami)", platform=here, others=names)
    first = people.platform(say, accounts[0].platform)
    return [
        Fact(say("Platform: "), here),
        say("Reminders still go to {platform}, which was bound first.", platform=first),
    ]


def _work(
    say: Words, person: Person, tasks: Sequence[Task], plan: PlanFacts | None, today: date
) -> list[Line]:
    if plan is None:
        return [say("No plan has been imported yet; you hear from me when there is something.")]
    if person.role is PersonRole.COORDINATOR:
        return [say("The plan has {total} items; overview shows what waits.", total=plan.tasks)]
    if not tasks:
        return [say("Your department has no item in this plan; you can look up all others.")]
    lead = sum(role_in(task, person.department) is TaskRole.LEAD for task in tasks)
    count = say(
        "Your department's items: lead {lead}, participant {participant}",
        lead=lead,
        participant=len(tasks) - lead,
    )
    return [count, *_waiting(say, person, tasks, plan, today)]


def _waiting(
    say: Words, person: Person, tasks: Sequence[Task], plan: PlanFacts, today: date
) -> list[Line]:
    """What is due, also for whoever takes over from somebody else."""
    shares = [task.share_of(person.department.id) for task in tasks]
    states = [share.report for share in shares if share is not None]
    groups = owed.Groups(tasks, person.department)
    period, waiting = plan.period, list[Line]()
    if period is not None and period.is_open and groups.listed:
        here = [*groups.to_report, *groups.drafts]
        words = say(
            "{period} reports, due {weekday} {day}: {count} items to report",
            period=periods.name(say, period.span),
            weekday=say.day_of_week(period.due),
            day=say.day(period.due),
            count=len(here),
        )
        words += owed.via_lead(say, here, person.department)
        if groups.offline:
            offline = say("To report offline {count}", count=len(groups.offline))
            words = tally.joined(say, [words, offline])
        waiting.append(words)
    if back := sum(state is ReportState.RETURNED for state in states):
        waiting.append(say("Sent back by the office: {count}", count=back))
    if late := sum(task.is_overdue(today) and task.status not in FINISHED for task in tasks):
        waiting.append(say("Past their date: {count}", count=late))
    return waiting


def _to_try(
    say: Words, person: Person, tasks: Sequence[Task], plan: PlanFacts | None
) -> tuple[Action, ...]:
    """With numbers of one's own."""
    how = Action(say("How it works"), say("help"))
    if plan is None:
        return (Action(say("Who am I"), say("whoami")), how)
    if person.role not in _WRITERS:
        return (
            Action(say("Overview"), say("overview")),
            Action(say("Overdue"), say("overdue")),
            how,
        )
    mine = Action(say("My tasks"), say("mytasks"))
    if not tasks:
        return (mine, Action(say("Due soon"), say("due")), how)
    owes = [
        task.ref
        for task in tasks
        if (share := task.share_of(person.department.id)) is not None
        and share.report in OWED
        and not task.restricted
    ]
    if owes:
        second = Action(
            say("Fill in item {number}", number=owes[0]),
            say("report {number}", number=owes[0]),
            opens=True,
        )
    else:
        second = Action(say("Show item {number}", number=tasks[0].ref), str(tasks[0].ref))
    return (mine, second, how)
