"""A document against the plan in force: what becomes of every task, and what the office answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.task import Department, TaskRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the office says where the document leaves something open.

    ``same``: this number of the plan in force is that number of the document.  ``new``: numbers of
    the document that are no task of the plan in force.  ``bodies``: what an unknown name means, an
    existing department or, with None, one of its own.  ``token``: of the preview that was seen.
    """

    same: tuple[tuple[int, int], ...] = ()
    new: tuple[int, ...] = ()
    bodies: tuple[tuple[str, str | None], ...] = ()
    title: str | None = None
    starts: date | None = None
    ends: date | None = None
    token: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing has been answered yet."""
        return not (self.same or self.new or self.bodies or self.title or self.starts)


class Kind(StrEnum):
    """What of a task differs; a task may have several."""

    RENUMBERED = "renumbered"
    MOVED = "moved"  # to another chapter or section
    TEXT = "text"
    PUNCTUATION = "punctuation"  # the same letters, digits and Han characters
    LEAD = "lead"
    PARTICIPANTS = "participants"
    MODE = "mode"
    DEADLINE = "deadline"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one task.  ``before``: its number in the plan in force, ``after``: in the
    document; one of them is None for a task that is removed or new.

    ``task``: its id, None for a new one.  ``bodies``: who has a part in it by the document, by
    their short names; of them ``gained`` had none before, ``lost`` have none any more.  ``leads``:
    who leads now, ``led``: who led.  ``day``: the document's own date now.  ``was_text`` and
    ``text``, in force and in the document: None where there is none, or either side of it is
    reported offline, so that nobody sees it here.
    """

    task: int | None
    before: int | None
    after: int | None
    kinds: frozenset[Kind] = frozenset()
    bodies: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    led: tuple[str, ...] = ()
    day: date | None = None
    was_text: str | None = None
    text: str | None = None
    restricted: bool = False
    each_own: bool = False  # by the document each department is responsible for its own part

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing to show; a comma more is nothing."""
        return self.kinds <= {Kind.PUNCTUATION}

    @property
    def concerned(self) -> tuple[str, ...]:
        """Who is told: neither of a comma nor of another chapter."""
        silent = self.kinds <= {Kind.PUNCTUATION, Kind.MOVED}
        return () if silent else (*self.bodies, *self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Tasks of which it is not sure whether they are the same: the office decides.

    ``pairs``: number in force, number in the document, and how alike they are of 100; None where
    there is no text to compare.  ``suggested``: the likeliest of them.
    """

    pairs: tuple[tuple[int, int, int | None], ...]

    @property
    def suggested(self) -> tuple[int, int]:
        old, new, _ = max(self.pairs, key=lambda pair: pair[2] or 0)
        return old, new

    @property
    def news(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(new for _, new, _ in self.pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A document against the plan in force.

    ``changes`` has every task of both exactly once, those of the document in its order, then what
    is removed.  ``unknown``: names that no department has, each with the likeliest one or None.
    ``token`` stands for all of it: another plan in force, document or answer, another token.
    ``closing``: numbers of the document that are reported offline only from it on.
    """

    draft: int
    changes: tuple[Change, ...]
    questions: tuple[Question, ...] = ()
    unknown: tuple[tuple[str, str | None], ...] = ()
    token: str = ""
    same_document: bool = False
    closing: tuple[int, ...] = ()

    def numbers(self, kind: Kind) -> tuple[int, ...]:
        """Of what is removed the number in force, else the document's; not what is asked about."""
        asked = {pair[kind is Kind.NEW] for question in self.questions for pair in question.pairs}
        unsure = asked if kind in (Kind.NEW, Kind.REMOVED) else set()
        found = (
            change
            for change in self.changes
            if kind in change.kinds
            and (change.after if kind is Kind.NEW else change.before) not in unsure
        )
        return tuple(
            number
            for change in found
            if (number := change.before if change.after is None else change.after) is not None
        )

    @property
    def unchanged(self) -> int:
        return sum(change.unchanged for change in self.changes)

    @property
    def another(self) -> bool:
        """Whether it looks like another plan: fewer than half of the tasks in force go on."""
        goes = sum(
            change.before is not None and change.after is not None for change in self.changes
        )
        return 2 * goes < goes + len(self.numbers(Kind.REMOVED))

    @property
    def open(self) -> bool:
        """Whether the office has to answer something first."""
        return bool(self.questions or self.unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What changes about one task for one department.

    ``was`` and ``now``: its role, None where it has no part.  ``before`` and ``after`` as in
    ``Change``.  ``day``: the new date, where that changed.  ``own``: it is responsible for a part
    of its own, whoever leads.
    """

    before: int | None
    after: int | None
    was: TaskRole | None = None
    now: TaskRole | None = None
    kinds: frozenset[Kind] = frozenset()
    day: date | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What was done.  ``retired``: the plan that holds what was removed, None where nothing was.

    ``duties``: by department, what its people should hear of; collectives have nobody to hear.
    """

    plan: int
    revision: int
    retired: int | None
    duties: Sequence[tuple[Department, Sequence[Duty]]] = ()
