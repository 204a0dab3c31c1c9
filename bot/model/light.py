"""The light of a task: computed, and always shown with its word."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from bot.model.report import OWED
from bot.model.task import FINISHED, HARD, Share, Status, Task
from bot.workdays import Calendar

_NEAR = 3  # working days


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"  # three working days or fewer, or declared behind
    RED = "red"  # a hard date or a report is missed


def light_of(task: Task, today: date, calendar: Calendar, part: Share | None = None) -> Light:
    """The worst of the task's own date and of the reports that are owed on it.

    ``today`` is a day in the plan's zone.  The reports are those of the deciding parts, and of
    ``part`` in a list of one's own.  What is closed is green; what a department calls done has no
    date any more, but may still have to be reported.
    """
    if task.status is Status.CLOSED:
        return Light.GREEN
    days = list(_days(task, part))
    if any(day < today for day in days):
        return Light.RED
    near = any(calendar.workdays_left(today, day) <= _NEAR for day in days)
    return Light.YELLOW if near or task.status is Status.BEHIND else Light.GREEN


def first_day(task: Task, part: Share | None = None) -> date | None:
    """The first day that the light depends on, None without one."""
    return None if task.status is Status.CLOSED else min(_days(task, part), default=None)


def is_of_report(task: Task, part: Share | None = None) -> bool:
    """Whether the first day that the light depends on is when a report is due."""
    days = [day for day in (_own_day(task),) if day is not None]
    reports = list(_reports(task, part))
    return (
        task.status is not Status.CLOSED
        and bool(reports)
        and min(reports) < min(days, default=date.max)
    )


def last_day(task: Task, part: Share | None = None) -> date | None:
    """The last day that the light depends on: a hard date, or when a report is due."""
    return None if task.status is Status.CLOSED else max(_days(task, part), default=None)


def own_light(task: Task, today: date, calendar: Calendar) -> Light:
    """The light as far as it does not depend on reports."""
    if task.status in FINISHED:
        return Light.GREEN
    if task.is_overdue(today):
        return Light.RED
    day = _hard(task)
    near = day is not None and calendar.workdays_left(today, day) <= _NEAR
    return Light.YELLOW if near or task.status is Status.BEHIND else Light.GREEN


def light_of_report(due: date, today: date, calendar: Calendar) -> Light:
    """Of a report that is still owed."""
    if due < today:
        return Light.RED
    return Light.YELLOW if calendar.workdays_left(today, due) <= _NEAR else Light.GREEN


def worst(*lights: Light) -> Light:
    return max(lights, key=tuple(Light).index)


def last_near(today: date, calendar: Calendar) -> date:
    """The last day that makes a light yellow: for whoever counts lights without the tasks."""
    return calendar.workdays_ahead(today, _NEAR + 1) - timedelta(1)


def _days(task: Task, part: Share | None) -> Iterator[date]:
    if (day := _own_day(task)) is not None:
        yield day
    yield from _reports(task, part)


def _own_day(task: Task) -> date | None:
    return None if task.status in FINISHED else _hard(task)


def _reports(task: Task, part: Share | None) -> Iterator[date]:
    for share in (*task.deciding, *((part,) if part is not None else ())):
        if share.report in OWED and share.report_due is not None:
            yield share.report_due


def _hard(task: Task) -> date | None:
    return task.deadline.day if task.deadline.kind in HARD else None
