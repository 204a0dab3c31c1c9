"""What stands on paper: a text for Word, and slips to cut apart; words only, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

# A text, as offices write circulars. ----------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: ``level`` 1 (一、) or 2 (（一）)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph.  ``lead``: its beginning, in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header; ``widths`` in shares of the line, one a column."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


Block = Head | Words | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """``mark`` stands above the title, ``to`` before the text, ``signature`` at its end.

    ``foot`` is small print below every page; ``at`` goes into the file's properties.  ``wide``:
    Chinese, with two characters before each paragraph.
    """

    title: str
    mark: str
    to: str
    blocks: Sequence[Block]
    signature: Sequence[str]
    foot: str
    at: datetime
    wide: bool


# Slips. ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """For one person: ``title`` says who it is, ``facts`` are labelled, ``code`` is a secret."""

    title: str
    facts: tuple[tuple[str, str], ...]
    code: str = field(repr=False)
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """``about`` stands before the first slip, ``rest`` (headed ``rest_title``) after the last.

    ``without``: for how many departments nobody is registered.  A value that can be compared:
    equal sheets are one file.
    """

    title: str
    about: tuple[str, ...]
    slips: tuple[Slip, ...]
    rest_title: str
    rest: tuple[str, ...]
    foot: str
    at: datetime
    without: int = 0
