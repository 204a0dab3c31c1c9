"""Text that no spreadsheet takes for a formula, and the way back."""

import re
import unicodedata

_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠﹢﹣﹦﹫⁼⁺⁻₌₊₋−﬩]")
_QUOTE = "'"


def inert(text: str) -> str:
    """The text, with ``'`` in front where its first sign that shows would begin a formula.

    Excel trims what is in front of the sign.  A text that begins so with ``'`` gets another one:
    whoever reads the file takes one away and has what was written.
    """
    return _QUOTE + text if _begins_formula(text) else text


def as_written(cell: str) -> str:
    """The text behind ``inert``'s cell."""
    return cell[1:] if cell.startswith(_QUOTE) and _begins_formula(cell[1:]) else cell


def _begins_formula(text: str) -> bool:
    place = 0
    while place < len(text) and _hides(text[place]) and not _FORMULA.match(text, place):
        place += 1
    return _FORMULA.match(text, place) is not None


def _hides(character: str) -> bool:
    """Blanks of all kinds, what shows nothing, and the quotes that we write ourselves."""
    return character == _QUOTE or unicodedata.category(character)[0] in "ZC"
