"""The light of a task: computed, and always shown with its word."""

from datetime import date
from enum import StrEnum

from bot.model.task import FINISHED, HARD, Status, Task
from bot.workdays import Calendar

_NEAR = 3  # working days


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"  # three working days or fewer, or declared behind
    RED = "red"  # a hard date is missed


def light_of(task: Task, today: date, calendar: Calendar) -> Light:
    """The task's own light on ``today``, a day in the plan's zone; what is finished is green."""
    if task.status in FINISHED:
        return Light.GREEN
    if task.is_overdue(today):
        return Light.RED
    left = days_left(task, today, calendar)
    near = left is not None and left <= _NEAR
    return Light.YELLOW if near or task.status is Status.BEHIND else Light.GREEN


def light_of_report(due: date, today: date, calendar: Calendar) -> Light:
    """Of a report that is still owed."""
    if due < today:
        return Light.RED
    return Light.YELLOW if calendar.workdays_left(today, due) <= _NEAR else Light.GREEN


def worst(*lights: Light) -> Light:
    return max(lights, key=tuple(Light).index)


def days_left(task: Task, today: date, calendar: Calendar) -> int | None:
    """Working days until the task's hard date, None without one."""
    deadline = task.deadline
    if deadline.kind not in HARD or deadline.day is None:
        return None
    return calendar.workdays_left(today, deadline.day)
