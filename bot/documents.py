"""Files that a card brings, and what has to be known to make one."""

from dataclasses import dataclass, field
from typing import Literal

from bot.model.paper import Slips
from bot.model.revision import Answers

Format = Literal["xlsx", "csv", "docx"]
Kind = Literal["ledger", "circular", "codes", "comparison"]


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
    """A file that is still to be made.  Equal orders are one file.

    ``period`` and ``department`` are ids, None for no period and for all departments.
    ``language`` as of a person.  ``asker``: the name that stands in the file.  ``chapter``: of a
    circular, the words by which its items are chosen.  ``draft`` and ``answers``: of a comparison
    with the plan in force.  ``slips``: of a sheet of codes, all that it says; of any other file
    what it says is looked up.
    """

    plan: int
    period: int | None
    department: int | None
    format: Format
    language: str
    asker: str
    kind: Kind = "ledger"
    chapter: str | None = None
    draft: int | None = None
    answers: Answers | None = None
    slips: Slips | None = field(default=None, repr=False)
