"""Which of the own items a text is probably about; pure, and quick for long texts too."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.model.report import OWED
from bot.model.task import Department, Task

_NAMED, _OPEN, _DEPARTMENT, _RECENT, _OWED = 1000.0, 12.0, 6.0, 2.0, 1.0
_ALIKE = 75.0  # of 100: from here on a piece of the text counts as found in an item
_PIECES = 60  # of a text that are looked at
_LONGEST, _SHORTEST = 12, 2  # characters of a piece
_FRESH = timedelta(days=14)
_APART = re.compile(r"[^\w]+")


def likeliest(
    text: str,
    tasks: Sequence[Task],
    *,
    named: Collection[int],
    nudged: Collection[int],
    own: Department,
    now: datetime,
) -> list[Task]:
    """The items, likeliest first: what it names, what it shares, what was asked for, what is new.

    ``named``: numbers in the text; ``nudged``: items of the card that was shown last.
    """
    pieces = _pieces(text)

    def score(task: Task) -> float:
        worth = _NAMED * (task.ref in named) + _OPEN * (task.ref in nudged)
        worth += _shared(text, pieces, task)
        for share in task.shares:
            body = share.department
            if body.id == own.id:
                fresh = share.changed_at is not None and now - share.changed_at < _FRESH
                worth += _RECENT * fresh + _OWED * (share.report in OWED)
            elif any(name and name in text for name in (body.short, body.acronym, body.english)):
                worth += _DEPARTMENT
        return worth

    return sorted(tasks, key=lambda task: (-score(task), task.ref))


def _shared(text: str, pieces: Sequence[str], task: Task) -> float:
    """Pairs of neighbouring characters, and pieces that stand in the item almost as they are."""
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 - few messages are forwarded

    pairs = len(_pairs(task.text) & _pairs(text))
    found = (partial_ratio(piece, task.text, score_cutoff=_ALIKE) for piece in pieces)
    return pairs + sum(len(piece) * ratio / 100 for piece, ratio in zip(pieces, found, strict=True))


def _pieces(text: str) -> list[str]:
    """Words and short runs of characters."""
    runs = [run[:_LONGEST] for run in _APART.split(text[:2000]) if len(run) >= _SHORTEST]
    return [run for run in dict.fromkeys(runs) if not run.isdecimal()][:_PIECES]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
