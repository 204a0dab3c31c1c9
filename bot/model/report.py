"""Reports: what a department owes for a task and a period, and how far that is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zlib import crc32

from bot.model.period import Period


class ReportState(StrEnum):
    """From owed to shut; ``RETURNED`` is owed again."""

    OPEN = "open"
    DRAFT = "draft"
    SIGNED_OFF = "signed_off"  # approved inside the department
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SEALED = "sealed"


OWED = (
    ReportState.OPEN,
    ReportState.DRAFT,
    ReportState.SIGNED_OFF,
    ReportState.RETURNED,
)
"""What a department still has to send."""

NOTHING = "无"
"""What a text is said to be that has been emptied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One department's report on one task for one period.

    A text is None while nobody has changed what is pre-written, ``""`` when it was emptied.
    ``written_at``: when the texts were last written, ``written_by`` (a person) if it was by hand;
    what is recorded later comes on top of them while the report is owed.  ``to_lead``: a
    participant's, told to the lead department, which reports for all.  ``signed_by`` is whoever
    approved it inside the department, as typed, None if no name was given; ``registered_by`` (a
    person) said so.  ``offline_on``: the day on which a restricted task was reported outside this
    system.  ``reason``: why it was returned.  ``version`` grows by one with every change.
    """

    period: Period
    task: int
    department: int
    to_lead: bool
    state: ReportState = ReportState.OPEN
    progress: str | None = None
    problems: str | None = None
    next_steps: str | None = None
    written_at: datetime | None = None
    written_by: int | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None
    registered_by: int | None = None
    offline_on: date | None = None
    submitted_at: datetime | None = None
    submitted_by: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    version: int = 0

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def has_outgrown(self) -> bool:
        """Sent to the office with an approval, which its texts have outgrown since."""
        sent = self.state in (ReportState.SUBMITTED, ReportState.ACCEPTED) and not self.to_lead
        return sent and self.signed_at is None and self.offline_on is None

    @property
    def is_accepted(self) -> bool:
        """By the office, whether or not the period has been sealed since."""
        if self.state is not ReportState.SEALED:
            return self.state is ReportState.ACCEPTED
        sent, decided = self.submitted_at, self.decided_at
        return sent is not None and decided is not None and decided >= sent

    @property
    def is_fixed(self) -> bool:
        """Whether the texts stand as they are, whatever is recorded from now on."""
        return self.state not in (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One message's writing into a report by hand, and what the report was before it.

    ``period`` and ``department`` by id.  ``version``: the report's after it; while that is its
    version nothing else has become of it.  ``since``: the last record of the same person before
    it.  ``moved_by``: the message that had moved the report last.
    """

    id: int
    task_ref: int
    period: int
    department: int
    at: datetime
    batch: str
    version: int
    since: int
    undone: bool
    moved_by: str | None
    state: ReportState
    progress: str | None
    problems: str | None
    next_steps: str | None
    written_at: datetime | None
    written_by: int | None
    signed_by: str | None
    signed_at: datetime | None
    registered_by: int | None

    def taken_back(self, report: Report) -> Report:
        """The report as it was."""
        return replace(
            report,
            state=self.state,
            progress=self.progress,
            problems=self.problems,
            next_steps=self.next_steps,
            written_at=self.written_at,
            written_by=self.written_by,
            signed_by=self.signed_by,
            signed_at=self.signed_at,
            registered_by=self.registered_by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The texts of one standing record, as far as it has any.

    ``whole``: its progress takes the place of all that was said before.
    """

    at: datetime
    whole: bool = False
    progress: str | None = None
    problems: str | None = None
    next_steps: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A report with what pre-writes it.

    ``notes``: the department's standing records on the task, oldest first; ``since``: from when on
    they count for this period.  ``earlier``: the last report that was submitted before this one.
    ``registrar``: the name of whoever registered the approval; ``writer``: of whoever wrote last.
    """

    report: Report
    notes: Sequence[Note]
    since: datetime
    earlier: Report | None = None
    registrar: str | None = None
    writer: str | None = None

    @property
    def sources(self) -> tuple[Note, ...]:
        """The records whose progress is in the text and was not written into it by hand."""
        return tuple(note for note in self._standing[0] if note.progress)

    @property
    def progress(self) -> str:
        """What was written by hand, and every progress note of the period that is not in it."""
        notes, written = self._standing
        texts = [written, *(note.progress or "" for note in notes)]
        return "；".join(text for text in map(_bare, texts) if text)

    @property
    def problems(self) -> str:
        """What was said last; what was open at the last report stays until something is said."""
        before = self.report.problems
        if before is None:
            before = self.earlier.problems if self.earlier else self._old("problems")
        return _without(self._newest("problems", before) or "")

    @property
    def next_steps(self) -> str:
        return _without(self._newest("next_steps", self.report.next_steps) or "")

    def stands(self, name: str) -> str | None:
        """A text as it is sent: ``""`` where somebody said 无, None where nobody said anything."""
        if text := str(getattr(self, name)):
            return text
        return None if self._newest(name, getattr(self.report, name)) is None else ""

    @property
    def fingerprint(self) -> int:
        """Of the three texts as they stand: another one as soon as one of them is another."""
        texts = [self.stands(name) for name in ("progress", "problems", "next_steps")]
        return crc32(repr(texts).encode())

    @property
    def planned(self) -> str:
        """What was to be done next when the last period was reported on."""
        if self.earlier is not None:
            return self.earlier.next_steps or ""
        return self._old("next_steps") or ""

    @property
    def _standing(self) -> tuple[tuple[Note, ...], str]:
        """The new records whose progress counts, and what was written by hand before them."""
        notes = self._new
        for place in range(len(notes) - 1, -1, -1):
            if notes[place].whole and notes[place].progress:
                return notes[place:], ""
        return notes, self.report.progress or ""

    @property
    def _new(self) -> tuple[Note, ...]:
        if self.report.is_fixed:
            return ()
        written = self.report.written_at
        known = written is not None and self.report.progress is not None
        after = written if known and written is not None else None
        return tuple(
            note
            for note in self.notes
            if note.at >= self.since and (after is None or note.at > after)
        )

    def _newest(self, name: str, before: str | None) -> str | None:
        if self.report.is_fixed:
            return before
        written = self.report.written_at
        kept = written is not None and getattr(self.report, name) is not None
        for note in reversed(self.notes):
            if note.at < self.since or (kept and written is not None and note.at <= written):
                break
            if text := getattr(note, name):
                return str(text)
        return before

    def _old(self, name: str) -> str | None:
        """The last word before this period."""
        old = (note for note in reversed(self.notes) if note.at < self.since)
        return next((getattr(note, name) for note in old if getattr(note, name)), None)


def _bare(text: str) -> str:
    return text.strip().rstrip("。；;.")


def _without(text: str) -> str:
    """ "无" says that there is nothing."""
    return "" if text.strip(" 。.") in (NOTHING, "没有", "暂无", "none", "None") else text.strip()


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Which report somebody is filling in since ``at``: period and department by id, the item."""

    period: int
    item: int
    department: int
    at: datetime
