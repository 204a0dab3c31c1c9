"""A plan document as the importer reads it, and the facts of the plan in force."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model.period import Cadence, Period
from bot.model.task import DeadlineKind, LeadBasis, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """The plan in force.  ``tasks`` is how many there are, ``highest`` the highest ``ref``.

    ``issued_on`` None: nobody has said.  ``applied_on``: the day of the import, in UTC.
    ``period``: the open one that is due last, those of the plan's cadence first; if none is open,
    the last one.  ``opened_until``: the end of the last period that was opened in the cadence.
    ``revised_at``: when a revised document took effect last; older cards have older numbers.
    """

    id: int
    title: str
    tasks: int
    highest: int
    starts: date
    ends: date
    issued_on: date | None
    applied_on: date
    cadence: Cadence = Cadence.QUARTERLY
    period: Period | None = None
    opened_until: date | None = None
    revised_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated act inside a task's text or clause; ``raw`` as printed."""

    day: date | None
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task as read from the document; nothing in it is guessed.

    ``number`` as printed (``"一#2"`` second clause of an item, ``"4(1)"`` sub-item), None if the
    document prints none.  ``text`` has neither number nor clause.  ``departments`` are all
    assignees in printed order and the plan's spelling.  ``lines``: first and last line of the
    source, from 1.  ``complete`` False: the item or its clause is cut off, nobody is assigned.
    """

    number: str | None
    text: str
    chapter: str | None
    section: str | None
    mode: Mode | None
    leads: tuple[str, ...] = ()
    lead_basis: LeadBasis | None = None
    departments: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    open_list: bool = False
    complete: bool = True
    restricted_suggested: bool = False
    deadline: date | None = None
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    deadline_raw: str | None = None
    milestones: tuple[Milestone, ...] = ()
    lines: tuple[int, int] = (0, 0)
    source: str = ""  # the original characters of these lines
    mark: str | None = None  # what is left of the text of what is reported offline: 16 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWarning:
    """Something the importer dropped, joined, moved or could not place; a person should look.

    ``task`` is the printed number concerned, ``line`` the source line, either may be None.
    ``message`` is a Chinese sentence.
    """

    code: str
    message: str
    task: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A document understood, or refused with a reason; a refused one has no tasks.

    ``proposed_title``, ``proposed_from``, ``proposed_to``: what the document suggests; the office
    may say otherwise.  ``sha256`` is of the file's bytes, in hexadecimal.
    """

    sha256: str
    name: str
    tasks: tuple[TaskDraft, ...] = ()
    warnings: tuple[PlanWarning, ...] = ()
    rules: tuple[str, ...] = ()
    issuer: str | None = None
    proposed_title: str | None = None
    proposed_from: date | None = None
    proposed_to: date | None = None
    issued_on: date | None = None
    year: int | None = None
    refused: str | None = None
    refusal: str | None = None  # the Chinese sentence that goes with ``refused``
    counts: dict[str, int] = field(default_factory=dict)


def refs_of(tasks: Sequence[TaskDraft]) -> Sequence[int]:
    """The printed numbers if they can tell the tasks apart, else the places from 1."""
    printed = [
        int(draft.number)
        for draft in tasks
        if draft.number is not None and draft.number.isascii() and draft.number.isdigit()
    ]
    if len(set(printed)) == len(tasks) and 0 not in printed:
        return printed
    return range(1, len(tasks) + 1)
