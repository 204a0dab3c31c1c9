"""Lists of tasks for phones: ten lines a page, every line a number to type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.cards import answering, phrases
from bot.locale import Words
from bot.messages import Action, Card, Heading, Item, Line
from bot.model.person import Person
from bot.model.task import Department, Mode, Task, TaskRole
from bot.workdays import Calendar

if TYPE_CHECKING:
    from bot.mine import Mine

PAGE = 10


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; ``number`` counts from 1 and stays within what there is."""

    tasks: Sequence[Task]
    number: int
    of: int

    @classmethod
    def cut(cls, tasks: Sequence[Task], number: int) -> "Page":
        of = pages(len(tasks))
        number = min(max(number, 1), of)
        return cls(tasks[(number - 1) * PAGE : number * PAGE], number, of)

    def foot(self, say: Words) -> list[Line]:
        """Where we are, if there is more than one page."""
        return page_foot(say, self.number, self.of)

    def turns(self, say: Words, command: Callable[[int], str]) -> tuple[Action, ...]:
        return page_turns(say, self.number, command, more=self.number < self.of)


def pages(count: int, size: int = PAGE) -> int:
    """How many pages ``count`` lines fill; at least one."""
    return max(1, -(-count // size))


def page_foot(say: Words, number: int, of: int) -> list[Line]:
    return [say("Page {page} of {pages}", page=number, pages=of)] if of > 1 else []


def page_turns(
    say: Words, number: int, command: Callable[[int], str], *, more: bool
) -> tuple[Action, ...]:
    """Buttons to the next and the previous page."""
    onward = (Action(say("Next page"), command(number + 1)),) if more else ()
    back = (Action(say("Previous page"), command(number - 1)),) if number > 1 else ()
    return onward + back


def my_tasks(say: Words, person: Person, mine: "Mine", *, page: int) -> Card:
    """The department's tasks while no period is open."""
    own, today = person.department, mine.today
    if not mine.tasks:
        return nothing_of_mine(say, own, today)
    chosen = mine.fitting(())
    cut = Page.cut(chosen, page)
    body: list[Line] = [_counts(say, mine.tasks, own, today)]
    for role, heading in (
        (TaskRole.LEAD, say("Lead")),
        (TaskRole.PARTICIPANT, say("Participant")),
    ):
        if group := [task for task in cut.tasks if role_in(task, own) is role]:
            total = sum(role_in(task, own) is role for task in chosen)
            body += ["", Heading(f"{heading} {total}")]
            body += [own_line(say, task, own, today, mine.calendar) for task in group]
    body += ["", *cut.foot(say)]
    first = cut.tasks[0].ref
    body.append(answering.opening(say, first))
    turns = cut.turns(say, lambda number: my_page(say, number))
    return Card(my_title(say, own, today), tuple(body), turns + _narrower(say))


def my_page(say: Words, number: int) -> str:
    """The line that shows a page of one's list."""
    return f"{say('mytasks')} {number}"


def my_title(say: Words, own: Department, today: date) -> str:
    return say(
        "My tasks · {department} ({day})",
        department=phrases.department(say, own),
        day=say.weekday(today),
    )


def nothing_of_mine(say: Words, own: Department, today: date) -> Card:
    actions = (Action(say("Overdue"), say("overdue")), Action(say("Help"), say("help")))
    nothing = say("Your department has no item in this plan.")
    return Card(my_title(say, own, today), (nothing,), actions)


def role_in(task: Task, body: Department) -> TaskRole:
    """The department's role, participant if it has none."""
    share = task.share_of(body.id)
    return TaskRole.PARTICIPANT if share is None else share.role


def _counts(say: Words, tasks: Sequence[Task], own: Department, today: date) -> str:
    lead = sum(role_in(task, own) is TaskRole.LEAD for task in tasks)
    return say(
        "Items {total}: lead {lead}, participant {participant}; overdue {overdue}",
        total=len(tasks),
        lead=lead,
        participant=len(tasks) - lead,
        overdue=sum(task.is_overdue(today) for task in tasks),
    )


def own_line(say: Words, task: Task, own: Department, today: date, calendar: Calendar) -> Item:
    """``推进《…》立法进程… · 推进中 60% · 报商务部``."""
    share = task.share_of(own.id)
    words = [phrases.title(say, task)]
    if share is not None:
        state = phrases.status(say, share.status)
        words.append(state if share.percent is None else f"{state} {share.percent}%")
    if task.mode is Mode.EACH_OWN and len(task.shares) > 1:
        words.append(say("own part"))
    elif role_in(task, own) is TaskRole.PARTICIPANT and task.leads and not task.restricted:
        lead = phrases.department(say, task.leads[0].department)
        words.append(say("via {department}", department=lead))
    if warning := phrases.alarm(say, task, today, calendar):
        words.append(warning)
    return Item(str(task.ref), " · ".join(words))


def _narrower(say: Words) -> tuple[Action, ...]:
    """Parts of the list."""
    mytasks = say("mytasks")
    return (
        Action(say("Lead only"), f"{mytasks} {say('lead')}"),
        Action(say("Participant only"), f"{mytasks} {say('participant')}"),
        Action(say("Overdue"), say("overdue")),
    )
