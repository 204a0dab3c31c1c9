"""What a ledger that came back would change: three sides of every cell are compared.

What it was when the file was made, what stands in the file, and what is stored now.  A cell that
nobody touched is left as it is stored, whatever that is now; one that was changed in the file and
meanwhile in the store, too, is nobody's to decide but a person's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot import secrecy
from bot.cards import ledger as cards
from bot.cards import phrases
from bot.grammar import prepare
from bot.grammar.values import WORDS
from bot.inert import as_written
from bot.locale import Words
from bot.messages import Language
from bot.model.ledger import Ledger, LedgerRow, read_row_key
from bot.model.ledger_file import (
    EDITABLE,
    TEXTS,
    Check,
    Edit,
    FileRow,
    Flaw,
    LedgerFile,
    Readback,
    Wrong,
    cell_digest,
    identity_digest,
    plain,
    read_check,
    same,
    without_nothing,
)
from bot.model.task import Status

_LONGEST = 2000  # characters of a text, as in chat
_WHOLE = 100
_SHOWN = 40  # characters of a cell that an answer repeats


@dataclass(slots=True)
class _Reading:
    """``words``: in the file's language, in which its cells are compared."""

    file: LedgerFile
    ledger: Ledger
    words: Mapping[Language, Words]
    edits: list[Edit] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    kept: int = 0

    @property
    def say(self) -> Words:
        return self.words[Language(self.file.language)]


def compared(file: LedgerFile, ledger: Ledger, words: Mapping[Language, Words]) -> Readback:
    """``ledger`` is whole, of now, and of the file's period where that is the plan's current one.

    ``words`` in every language.  Pure, linear in rows.
    """
    reading = _Reading(file, ledger, words)
    now = {row.key: row for row in ledger.rows}
    times = Counter(row.key for row in file.rows if row.key)
    for row in file.rows:
        _row(reading, row, now.get(row.key), twice=times[row.key] > 1)
    return Readback(
        rows=len(file.rows),
        edits=tuple(reading.edits),
        wrong=tuple(reading.wrong),
        kept=reading.kept,
    )


def _row(reading: _Reading, row: FileRow, now: LedgerRow | None, *, twice: bool) -> None:
    flaw, check = _flaw(reading, row, now, twice=twice)
    if flaw is not None or now is None or check is None:
        if flaw is not None:
            ref = None if now is None else now.task.ref
            reading.wrong.append(Wrong(place=row.place, flaw=flaw, ref=ref))
        return
    stored, period = cards.editable(reading.say, now), reading.ledger.period
    is_current = check.period == (period.id if period else 0)
    if now.task.restricted and any(_changed(row, name, check) for name in TEXTS):
        found = Wrong(place=row.place, flaw=Flaw.RESTRICTED, ref=now.task.ref)
        reading.wrong.append(found)  # the whole row, and none of its words
        return
    edits: list[Edit] = []
    for name in EDITABLE:
        if name not in row.cells:
            continue
        if not _changed(row, name, check):
            moved = cell_digest(row.key, name, stored[name]) != check.cells[name]
            reading.kept += moved and (is_current or name not in TEXTS)
        elif (edit := _edit(reading, _Cell(row, now, check, name, stored[name]))) is not None:
            edits.append(edit)
    reading.edits += _agreeing(reading, row, edits)


def _flaw(
    reading: _Reading, row: FileRow, now: LedgerRow | None, *, twice: bool
) -> tuple[Flaw | None, Check | None]:
    """What is wrong with the row as a whole, and what it was made from."""
    ids, check = read_row_key(row.key), read_check(row.check)
    if not row.key:
        return Flaw.NO_KEY, None
    if ids is None:
        return Flaw.BAD_KEY, None
    if ids[0] != reading.ledger.plan.id:
        return Flaw.OTHER_PLAN, None
    if twice:
        return Flaw.TWICE, None
    if now is None:
        return Flaw.UNKNOWN, None
    if check is None:
        return Flaw.BAD_CHECK, None
    if identity_digest(row.key, row.number, row.department) != check.identity:
        return Flaw.MIXED_UP, None
    return None, check


def _changed(row: FileRow, name: str, check: Check) -> bool:
    """Whether the cell says anything else than when the file was made."""
    text, made = row.cells.get(name, ""), check.cells[name]
    digests = (cell_digest(row.key, name, one) for one in (text, as_written(text), _number(text)))
    return made not in digests


def _number(text: str) -> str:
    """``60`` for 60.0 and 60%, which editors make of it."""
    bare = plain(text).removesuffix("%").strip()
    return bare.removesuffix(".0")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One that somebody changed; ``stored``: what it would say in a file made now."""

    row: FileRow
    now: LedgerRow
    check: Check
    name: str
    stored: str

    @property
    def text(self) -> str:
        return plain(as_written(self.row.cells[self.name]))


def _edit(reading: _Reading, cell: _Cell) -> Edit | None:
    """What it asks for; None where that is so already, or something is wrong with it."""
    name, now, value = cell.name, cell.now, _value(reading, cell.name, cell.text)
    shown = "" if value is None else _shown(reading, name, value)
    if value is not None and same(name, shown, cell.stored):
        return None
    flaw = _forbids(reading, cell)
    if value is None:
        flaw = _value_flaw(reading, name, cell.text)
    elif flaw is None and cell_digest(cell.row.key, name, cell.stored) != cell.check.cells[name]:
        flaw = Flaw.CHANGED
    if flaw is not None or value is None or now.share is None:
        reading.wrong.append(_wrong(reading, cell, flaw or Flaw.UNREADABLE))
        return None
    body = now.share.department
    return Edit(
        place=cell.row.place,
        ref=now.task.ref,
        task=now.task.id,
        department=body.id,
        short=body.short,
        english=body.acronym or body.english or "",
        column=name,
        before=cell.stored,
        after=shown,
        value=value,
    )


def _wrong(reading: _Reading, cell: _Cell, flaw: Flaw) -> Wrong:
    """What may not be kept is not repeated."""
    silent = flaw in (Flaw.SECRECY, Flaw.UNREADABLE)
    return Wrong(
        place=cell.row.place,
        flaw=flaw,
        column=cell.name,
        letter=reading.file.letters.get(cell.name, ""),
        ref=cell.now.task.ref,
        text="" if silent else cell.text[:_SHOWN],
        now=cell.stored[:_SHOWN] if flaw is Flaw.CHANGED else "",
    )


def _value(reading: _Reading, name: str, text: str) -> str | None:
    """What is to be stored: a status's code, digits, a text; None where there is nothing such."""
    if name == "status":
        found = _status(reading, text)
        return None if found in (None, Status.CLOSED) else str(found)
    if name == "percent":
        number = _number(text)
        whole = number.isascii() and number.isdigit() and len(number.lstrip("0")) <= len("100")
        return str(int(number)) if whole and int(number) <= _WHOLE else None
    if len(text) > _LONGEST or secrecy.mark(text) or _broken(text):
        return None
    return without_nothing(text)


def _value_flaw(reading: _Reading, name: str, text: str) -> Flaw:
    """Why ``_value`` found none."""
    if name == "status":
        return Flaw.CLOSING if _status(reading, text) is Status.CLOSED else Flaw.STATUS
    if name == "percent":
        return Flaw.PERCENT
    if len(text) > _LONGEST:
        return Flaw.TOO_LONG
    return Flaw.SECRECY if secrecy.mark(text) else Flaw.UNREADABLE


def _broken(text: str) -> bool:
    return any(line.broken for line in prepare.lines(text))


def _status(reading: _Reading, text: str) -> Status | None:
    """A word of the ledger's own, or one that chat understands."""
    folded = " ".join(line.folded for line in prepare.lines(text))
    for say in reading.words.values():
        for status, word in phrases.STATUS.items():
            ours = " ".join(line.folded for line in prepare.lines(say(word)))
            if folded == ours:
                return status
    return next((status for status, known in WORDS.items() if folded in known), None)


def _shown(reading: _Reading, name: str, value: str) -> str:
    return phrases.status(reading.say, Status(value)) if name == "status" else value


def _forbids(reading: _Reading, cell: _Cell) -> Flaw | None:
    """Why this cell may not be changed by a ledger at all."""
    now, period = cell.now, reading.ledger.period
    if now.share is None:
        return Flaw.UNASSIGNED
    if now.task.is_closed_for(now.share):
        return Flaw.CLOSED
    if cell.name not in TEXTS:
        return None
    if cell.check.period != (period.id if period else 0):
        return Flaw.OTHER_PERIOD
    return Flaw.REPORTED if now.entry.fixed else None


def _agreeing(reading: _Reading, row: FileRow, edits: list[Edit]) -> Iterator[Edit]:
    """Done, and less than all of it, in the same row: which of them is meant is asked."""
    values = {edit.column: edit.value for edit in edits}
    done = values.get("status") == Status.DONE
    contradicts = done and values.get("percent") not in (None, str(_WHOLE))
    for edit in edits:
        if not contradicts or edit.column in TEXTS:
            yield edit
            continue
        reading.wrong.append(
            Wrong(
                place=row.place,
                flaw=Flaw.CONTRADICTS,
                column=edit.column,
                letter=reading.file.letters.get(edit.column, ""),
                ref=edit.ref,
                text=edit.after[:_SHOWN],
            )
        )
