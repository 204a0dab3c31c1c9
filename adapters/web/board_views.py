"""What the templates of the board are filled in with: lines of tables, pages, in words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot import board
from bot.board import Desk
from bot.cards import board as cards
from bot.cards import periods
from bot.cards.people import PLATFORMS
from bot.locale import NAMED, Words
from bot.model.board import PAGE, Counted
from bot.model.task import Task
from bot.ports import Counts

Facts = Mapping[str, Any]


def rows(say: Words, desk: Desk, tasks: Iterable[Task]) -> list[cards.Row]:
    return [cards.row(say, task, today=desk.today, calendar=desk.calendar) for task in tasks]


def day(say: Words, moment: datetime) -> str:
    """``2019年10月11日 周五``, ``Fri 11 Oct 2019``: a sheet on paper outlives its year."""
    return say.in_year(NAMED).weekday(moment)


def period(say: Words, desk: Desk) -> list[str]:
    """What is reported on, until when."""
    period = desk.period
    if period is None:
        return [say("No period has been opened yet.")]
    words = periods.until(say, period, desk.today, desk.calendar)
    return [words, *periods.counted(say, period, desk.today, desk.calendar)]


def chapters(say: Words, counted: Counted) -> list[Facts]:
    """A line for each, with its place in the plan, its statuses and its red and yellow lights."""
    return [
        {
            "place": place,
            "name": cards.chapter(say, one.name),
            "total": sum(one.count.values()),
            "count": [one.count.get(status, 0) for status in cards.ORDER],
            "lights": [counted.of_chapter(one.name, light) for light in cards.LIGHTS],
        }
        for place, one in enumerate(counted.chapters, 1)
    ]


def by_state(say: Words, counts: Counts) -> list[tuple[str, str, int]]:
    """Platform, state in words, how many."""
    return [
        (say(PLATFORMS[platform]), cards.state(say, state), count)
        for platform, states in counts.items()
        for state, count in sorted(states.items())
    ]


def paged(page: int, total: int, query: Callable[[int], str]) -> Facts:
    """Where we are and the queries of the pages around."""
    of = board.pages(total)
    return {
        "page": page,
        "of": of,
        "first": (page - 1) * PAGE + 1,
        "before": f"?{query(page - 1)}" if page > 1 else None,
        "after": f"?{query(page + 1)}" if page < of else None,
    }


def page_query(page: int) -> str:
    return f"page={page}"


def turns(ref: int | None, page: int, *, more: bool) -> Facts:
    return {
        "page": page,
        "of": None,
        "before": f"?number={ref}&page={page - 1}" if page > 1 else None,
        "after": f"?number={ref}&page={page + 1}" if more else None,
    }
