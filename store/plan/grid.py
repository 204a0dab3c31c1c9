"""A table of a document as every format gives it: rows of cells, each row with its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's clean text, without blanks at its ends; ``\\n`` stands where its lines break.

    ``above``: the cell continues one that is merged downwards, whose text is repeated here.
    """

    text: str
    above: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows in printed order, all of one length; no row is blank.

    A cell merged to the right has its text in the first cell only, the others are empty.
    ``lines``: the source line, or the sheet's row, of each row, from 1.  ``name``: the sheet's,
    "" where tables have none.
    """

    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    name: str = ""
