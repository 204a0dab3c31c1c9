"""What a document holds: tasks, rules for all of them, and what is neither."""

from dataclasses import dataclass, field

from store.plan.body import Duty
from store.plan.text import Text


@dataclass(slots=True)
class Item:
    """A task as it stands in the document.

    ``lines``: its first and last line.  ``headings``: the lines of those above it.  ``source``:
    the printed characters, noise apart.
    """

    number: str | None
    duty: Duty
    chapter: str | None
    section: str | None
    lines: tuple[int, int]
    cut: str | None = None
    headings: tuple[int, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Loose:
    """A paragraph that is no task; ``above``: before the first number and the first task."""

    line: int
    text: Text
    above: bool


@dataclass(slots=True)
class Contents:
    """What the tree holds."""

    items: list[Item] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
