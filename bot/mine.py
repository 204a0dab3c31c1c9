"""What a department's tasks can be narrowed to: which fit, and which further cuts make sense."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import owed
from bot.grammar import filters as words
from bot.model.light import Light, light_of
from bot.model.report import OWED
from bot.model.task import FINISHED, Department, Status, Task, TaskRole
from bot.words import folded
from bot.workdays import Calendar

_GROUPS = (
    (words.LEAD, words.PARTICIPANT),
    (words.OWED, words.DRAFT, words.REPORTED, words.OFFLINE),
    (words.OPEN, words.DONE, words.CLOSED),
)
"""Of each, one at a time: another takes its place."""
_BY_WEIGHT = (
    words.OVERDUE,
    words.OWED,
    words.DRAFT,
    words.LEAD,
    words.PARTICIPANT,
    words.OFFLINE,
    words.REPORTED,
    words.DONE,
    words.CLOSED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The tasks of ``own``.  ``chapters``: the plan's, in order, where a filter is none we know."""

    own: Department
    tasks: Sequence[Task]
    today: date
    calendar: Calendar
    chapters: Sequence[str | None] = ()

    def fitting(self, filters: Sequence[str]) -> list[Task]:
        """What one leads first, then by number."""
        found = [task for task in self.tasks if all(self._fits(task, word) for word in filters)]
        return sorted(found, key=lambda task: (not self.leads(task), task.ref))

    def leads(self, task: Task) -> bool:
        share = task.share_of(self.own.id)
        return share is not None and share.role is TaskRole.LEAD

    def further(self, filters: Sequence[str]) -> list[tuple[tuple[str, ...], str, int]]:
        """Other cuts by weight: all their filters, the new one, how many it leaves.

        Only those that leave some, and fewer than there are now, unless one takes a place.
        """
        now, found = len(self.fitting(filters)), []
        for word in _BY_WEIGHT:
            if word in filters:
                continue
            rivals = next((group for group in _GROUPS if word in group), ())
            kept = [one for one in filters if one not in rivals]
            count = len(self.fitting([*kept, word]))
            if count and (count < now or len(kept) < len(filters)):
                found.append(((*kept, word), word, count))
        return found

    def in_chapters(self) -> list[tuple[int, str, int]]:
        """The chapters with tasks of one's own: their places, titles, and how many."""
        counted = [
            (place, title, sum(task.chapter == title for task in self.tasks))
            for place, title in enumerate(self.chapters, 1)
            if title
        ]
        return [one for one in counted if one[2]]

    def knows(self, word: str) -> bool:
        """Whether it is a filter, a chapter of the plan, or stands in a title of a task's."""
        return (
            word in words.KNOWN.values()
            or word.startswith(words.CHAPTER)
            or any(self._titled(task, word) for task in self.tasks)
        )

    def _fits(self, task: Task, word: str) -> bool:
        share = task.share_of(self.own.id)
        status = None if share is None else share.status
        match word:
            case words.LEAD:
                return self.leads(task)
            case words.PARTICIPANT:
                return not self.leads(task)
            case words.OVERDUE:
                return light_of(task, self.today, self.calendar, share) is Light.RED
            case words.OPEN:
                return status not in FINISHED
            case words.DONE:
                return status in FINISHED
            case words.CLOSED:
                return status is Status.CLOSED
            case words.OFFLINE:
                return task.restricted and owed.state_of(task, self.own) in (None, *OWED)
            case words.OWED | words.DRAFT | words.REPORTED:
                finished = status in FINISHED
                offline = task.restricted and word != words.REPORTED
                return not offline and owed.fits(task, self.own, word, finished=finished)
        return self._titled(task, word)

    def _titled(self, task: Task, word: str) -> bool:
        if word.startswith(words.CHAPTER):
            place = int(word.removeprefix(words.CHAPTER))
            return 0 < place <= len(self.chapters) and task.chapter == self.chapters[place - 1]
        return any(folded(word) in folded(title or "") for title in (task.chapter, task.section))
