"""What a benchmark hands back: figures beside their yardsticks, with the target and whether met."""

import os
import statistics
from collections.abc import Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Figure = dict[str, Any]


def size(small: T, full: T) -> T:
    """``make bench`` takes the small one, ``make bench FULL=1`` the full one."""
    return full if os.environ.get("FULL") else small


def figure(
    name: str,
    ours: float,
    yardstick: float | None = None,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Figure:
    """One line; the target is for the ratio to the yardstick where there is one.

    ``reached`` is None where there is no target.
    """
    ratio = None if yardstick is None else round(ours / yardstick, 3) if yardstick else 0.0
    value = ours if ratio is None else ratio
    target, reached = None, None
    if at_most is not None:
        target, reached = f"<= {at_most:g}", value <= at_most
    elif at_least is not None:
        target, reached = f">= {at_least:g}", value >= at_least
    return {
        "figure": name,
        "ours": _short(ours),
        "yardstick": None if yardstick is None else _short(yardstick),
        "ratio": ratio,
        "target": target,
        "reached": reached,
    }


def line(found: Figure) -> str:
    """A figure as a row of a table in Markdown."""
    said = {True: "yes", False: "NO", None: ""}[found["reached"]]
    shown = [found["figure"], found["ours"], found["yardstick"], found["ratio"], found["target"]]
    cells = ["" if cell is None else str(cell) for cell in shown]
    return f"| {' | '.join([*cells, said])} |"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them are."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def _short(value: float) -> float:
    return round(value, 4) if abs(value) < 1 else round(value, 2)
