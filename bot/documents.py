"""Files that a card brings, and what has to be known to make one."""

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["xlsx", "csv"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file.  ``name`` with its ending.  ``words``: what it is, in a line.

    ``instead``: what to say where no file can be sent: how to get it all the same.
    """

    name: str
    content: bytes = field(repr=False)
    words: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A ledger that is still to be made.  Equal orders are one file.

    ``period`` and ``department`` are ids, None for no period and for all departments.
    ``language`` as of a person.  ``asker``: the name that stands in the file.
    """

    plan: int
    period: int | None
    department: int | None
    format: Format
    language: str
    asker: str
