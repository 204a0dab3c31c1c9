"""A ledger that came back: what its rows say, and what tells whether anybody has changed them.

Beside each row stands what its cells were when the file was made, as short digests: so a cell that
nobody touched is told from one that somebody changed, whatever has happened to the plan since.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

EDITABLE = ("status", "percent", "progress", "problems", "next_steps")
"""The columns that are read back, in the order in which a row's digests stand."""

TEXTS = EDITABLE[2:]
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 6  # characters of a digest: a changed cell goes unseen once in a thousand million times
_CHECK = re.compile(rf"([0-9]{{1,18}})-([{_DIGITS}]{{{_LENGTH * (len(EDITABLE) + 1)}}})")
_LONGEST = 32_000  # characters: a workbook's cell holds little more, and is cut there
_NOTHING = ("无", "没有", "暂无", "none")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet's page as text, hidden rows too; ``rows`` start at the sheet's first."""

    name: str
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A row of the file: ``place`` from 1, ``cells`` by the columns' names."""

    place: int
    key: str
    check: str
    number: str
    department: str
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """``language``: of its header.  ``letters``: where each column stands.  ``missing``: columns
    without which nothing can be read back.
    """

    language: str
    rows: tuple[FileRow, ...]
    letters: Mapping[str, str]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What a row was made from: the period by id, 0 for none, and digests."""

    period: int
    identity: str
    cells: Mapping[str, str]


class Flaw(StrEnum):
    """Why a row or a cell is not taken."""

    NO_KEY = "no_key"
    BAD_KEY = "bad_key"
    TWICE = "twice"
    OTHER_PLAN = "other_plan"
    UNKNOWN = "unknown"
    BAD_CHECK = "bad_check"
    MIXED_UP = "mixed_up"
    OTHER_PERIOD = "other_period"
    UNASSIGNED = "unassigned"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    CLOSING = "closing"
    STATUS = "status"
    PERCENT = "percent"
    CONTRADICTS = "contradicts"
    TOO_LONG = "too_long"
    SECRECY = "secrecy"
    UNREADABLE = "unreadable"
    REPORTED = "reported"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A row, or one cell of it, that is not taken.

    ``letter`` is "" for the whole row.  ``text``: what stands there, where it may be repeated;
    ``now``: what is stored, for ``CHANGED``.
    """

    place: int
    flaw: Flaw
    column: str = ""
    letter: str = ""
    ref: int | None = None
    text: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One changed cell.  ``task`` and ``department`` are ids; ``before`` and ``after`` as shown.

    ``value``: what is to be stored; "" empties a text.
    """

    place: int
    ref: int
    task: int
    department: int
    short: str
    column: str
    english: str = ""  # of the department, where it has one
    before: str = field(repr=False)
    after: str = field(repr=False)
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readback:
    """What a file would change now.

    ``rows``: how many were read.  ``kept``: cells that nobody touched in the file and that have
    changed since, and stay as they are.
    """

    rows: int
    edits: tuple[Edit, ...]
    wrong: tuple[Wrong, ...]
    kept: int = 0


def plain(text: str) -> str:
    """A cell as it is compared: editors change line ends, blanks at the ends and compositions."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").split("\n")
    joined = "\n".join(line.rstrip() for line in lines).strip()
    return unicodedata.normalize("NFC", joined)[:_LONGEST].rstrip()


def same(column: str, one: str, other: str) -> bool:
    """Whether two cells say the same; of a text, "无" is as good as nothing."""
    if column in TEXTS:
        return _spoken(one) == _spoken(other)
    return plain(one) == plain(other)


def _spoken(text: str) -> str:
    """A report joins its records, whose last stops it leaves out."""
    return without_nothing(text).rstrip("。；;. ")


def without_nothing(text: str) -> str:
    text = plain(text)
    return "" if text.strip(" 。.").lower() in _NOTHING else text


def check_of(
    key: str, period: int | None, identity: Sequence[str], cells: Mapping[str, str]
) -> str:
    """``2-7Q2K9D…``: the period, then the row's digests."""
    parts = [_digest(key, "identity", "\0".join(map(plain, identity)))]
    parts += [cell_digest(key, name, cells[name]) for name in EDITABLE]
    return f"{period or 0}-{''.join(parts)}"


def read_check(text: str) -> Check | None:
    """None if it is none, or was cut."""
    found = _CHECK.fullmatch(text.strip().upper())
    if found is None:
        return None
    parts = [found[2][at : at + _LENGTH] for at in range(0, len(found[2]), _LENGTH)]
    return Check(int(found[1]), parts[0], dict(zip(EDITABLE, parts[1:], strict=True)))


def identity_digest(key: str, number: str, department: str) -> str:
    return _digest(key, "identity", f"{plain(number)}\0{plain(department)}")


def cell_digest(key: str, column: str, text: str) -> str:
    """Of another row the same text has another digest."""
    return _digest(key, column, plain(text))


def _digest(key: str, column: str, text: str) -> str:
    made = hashlib.blake2s(f"{key}\0{column}\0{text}".encode(), digest_size=4).digest()
    number = int.from_bytes(made, "big")
    return "".join(_DIGITS[number >> 5 * place & 31] for place in range(_LENGTH))


def letter_of(place: int) -> str:
    """The column's letters, from 0: A, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
