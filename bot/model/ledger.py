"""The ledger (台账): what each department answers for and has reported, a row for each part."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model.audit import AuditHead
from bot.model.period import Period
from bot.model.plan import PlanFacts
from bot.model.report import OWED, ReportState
from bot.model.task import Department, Share, Task

READ_BACK = "ledger"
"""The channel of records that came with a ledger: their texts take the place of what was there."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = 4  # characters: one typing error in a million goes unseen
_KEY = re.compile(rf"P([0-9]{{1,18}})-T([0-9]{{1,18}})-D([0-9]{{1,18}})-([{_CROCKFORD}]{{4}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a department has reported on a task for the ledger's period; of a restricted task only
    ``offline_on``.  ``fixed``: the texts are the report's and no update changes them.
    ``accepted``: by the office, before the period was sealed if it is.

    The texts are those of the report, pre-written where it has not been sent.  ``state`` None:
    nothing is owed.  ``to_lead``: to the lead department.  ``submitted_by`` is a name.
    """

    state: ReportState | None = None
    to_lead: bool = False
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    signed_by: str | None = None
    signed_at: datetime | None = None
    submitted_at: datetime | None = None
    submitted_by: str | None = None
    offline_on: date | None = None
    fixed: bool = False
    accepted: bool = False

    @property
    def handed_in(self) -> bool:
        """Sent, accepted, or so when the period was sealed."""
        if self.state is ReportState.SEALED:
            return self.submitted_at is not None or self.offline_on is not None
        return self.state is not None and self.state not in OWED


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """``share`` None: nobody answers for the task.  ``key`` finds the row again."""

    key: str
    task: Task
    share: Share | None
    entry: Entry
    liaisons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """In plan order.  ``department`` None: all of them.  ``head``: the audit's, at that moment."""

    plan: PlanFacts
    period: Period | None
    department: Department | None
    rows: Sequence[LedgerRow]
    at: datetime
    asker: str
    head: AuditHead

    @property
    def restricted(self) -> int:
        """How many tasks show their neutral rows."""
        return len({row.task.id for row in self.rows if row.task.restricted})

    @property
    def tasks(self) -> int:
        return len({row.task.id for row in self.rows})


def row_key(plan: int, task: int, department: int) -> str:
    """``P1-T24-D3-7Q2K``: ids, and what tells a slip of the hand; 0 for nobody's part."""
    ids = f"P{plan}-T{task}-D{department}"
    return f"{ids}-{_check(ids)}"


def read_row_key(text: str) -> tuple[int, int, int] | None:
    """Plan, task and department of a key; None if it is none, or was changed."""
    found = _KEY.fullmatch(text.strip().upper())
    if found is None:
        return None
    plan, task, department = (int(found[n]) for n in (1, 2, 3))
    return (plan, task, department) if row_key(plan, task, department) == found[0] else None


def _check(ids: str) -> str:
    number = int.from_bytes(hashlib.blake2s(ids.encode(), digest_size=4).digest(), "big")
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(_CHECK))


# A ledger in words, ready to be written down. -------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``width`` in characters.  ``choices``: what may be filled in.  ``colours``: of words, RRGGBB.

    ``editable``: may be changed by whoever sends the file back.  ``name``: how the column is known
    when the file comes back, whatever its title.
    """

    title: str
    width: int
    choices: tuple[str, ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    editable: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Text only: ``rows`` as wide as ``columns``; ``about``: labelled lines for a second sheet.

    ``title`` and ``at`` go into the file's properties, ``foot`` below every printed page.
    """

    title: str
    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    about_name: str
    about: Sequence[tuple[str, str]]
    foot: str
    at: datetime
