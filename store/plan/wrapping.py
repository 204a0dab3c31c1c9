"""How wide the lines of a document are, and whether they are wrapped there."""

from collections.abc import Sequence

from store.plan.lines import Line
from store.plan.outline import SENTENCE_END

_ROOM = 3  # characters a full line may be shorter than the widest
_NARROW, _WIDE = 10, 16  # Han characters; few lines are enough to see that wide ones wrap
_MANY = 3


class Wrapping:
    """``is_sure``: several full lines end in the middle of a sentence."""

    def __init__(self, lines: Sequence[Line]) -> None:
        widths = [width(line.text.folded) for line in lines]
        widest = max(widths, default=0.0)
        full = [line for line, wide in zip(lines, widths, strict=True) if wide >= widest - _ROOM]
        wraps = widest >= _WIDE or (len(full) >= _MANY and widest >= _NARROW)
        self._width = widest if wraps else float("inf")
        unfinished = sum(line.text.folded[-1:] not in SENTENCE_END for line in full)
        self.is_sure = wraps and unfinished >= _MANY

    def is_full(self, wide: float) -> bool:
        """Whether a line of this width may go on in the next one."""
        return wide >= self._width - _ROOM


def width(folded: str) -> float:
    """In Han characters; a Latin one is half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in folded)
