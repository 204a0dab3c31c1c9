"""The audit: who did what, and was let, in an order that nobody can change unseen."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.task import Department

OPERATOR = "operator"
"""The actor of what is done on the command line."""

SYSTEM = "system"
"""The actor of what happens by itself."""

COMMAND_LINE = "command line"
"""The channel of what the operator does."""

UNBOUND = "unbound"
"""The actor whom nobody knows."""


def person_object(id: int) -> str:
    """A person as actor or object."""
    return f"person:{id}"


def task_object(id: int) -> str:
    """A task as object: the row's id, which no revision of the plan changes."""
    return f"task:{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act.

    ``actor``: ``person:7``, ``OPERATOR``, ``SYSTEM``, or ``unbound`` for somebody nobody knows.
    ``channel``: a platform and what kind of chat, ``telegram private``; ``command line``.
    ``act``: the command's English name.  ``object``: ``task:24`` (the row's id, not the number),
    ``person:7``, ``plan:1``, ``period:3`` …, empty for none.  ``outcome``: a ``Verdict`` of the one
    door, or a code of ``bot.errors``.  ``text`` is what was typed: only a salted commitment to it
    is kept, so that somebody who has the text can prove it.  None, where it may not be kept at all.
    """

    actor: str
    channel: str
    act: str
    object: str = ""
    outcome: str = "do"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last entry's number, 0 before the first, and its hash in hexadecimal."""

    number: int
    hash: str

    @property
    def witness(self) -> str:
        """What is printed where others keep it: ``1234:7f3a9c21e04b``."""
        return f"{self.number}:{self.hash[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPerson:
    """Somebody of whom an entry speaks; ``erased``: the name is gone."""

    name: str
    department: Department
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """An entry as the office reads it.

    ``who`` is the person of ``actor``, ``whom`` the one of ``object``, ``ref`` the number of the
    task of ``object``; each None where it is none.
    """

    number: int
    at: datetime
    actor: str
    channel: str
    act: str
    object: str
    outcome: str
    who: AuditPerson | None = None
    whom: AuditPerson | None = None
    ref: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What somebody else has kept of the chain: the entry's number and how its hash begins.

    ``source`` says who: ``digest 37``, or what was given.
    """

    number: int
    hash: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCheck:
    """What came of reading the whole chain.

    ``entries`` were found good, ``head`` is the last of them.  ``first_bad``: the number of the
    first entry that is not what was written, or is missing; None when all is well.  ``reason``:
    ``number`` (one is missing or does not belong there), ``hash`` (it was changed), ``head`` (the
    head's row is another's: the tail was cut or something was added behind it), or the source of
    the witness that does not fit.
    """

    entries: int
    head: AuditHead
    first_bad: int | None = None
    reason: str | None = None

    @property
    def ok(self) -> bool:
        return self.first_bad is None
