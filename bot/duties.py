"""What a revision changes for one department, as it is stored in a bulletin: numbers, no texts."""

import json
from collections.abc import Sequence
from datetime import date

from bot.model.revision import Duty, Kind
from bot.model.task import TaskRole


def to_json(duties: Sequence[Duty]) -> str:
    """One array a task: numbers, roles, kinds, date.  No text of a task ever stands in it."""
    rows = [
        [one.before, one.after, one.was, one.now, sorted(one.kinds), one.day and str(one.day)]
        + [True] * one.own
        for one in duties
    ]
    return json.dumps(rows, separators=(",", ":"))


def from_json(text: str) -> Sequence[Duty]:
    """What ``to_json`` wrote."""
    return [
        Duty(
            before=before,
            after=after,
            was=was and TaskRole(was),
            now=now and TaskRole(now),
            kinds=frozenset(map(Kind, kinds)),
            day=date.fromisoformat(day) if day else None,
            own=bool(own),
        )
        for before, after, was, now, kinds, day, *own in json.loads(text)
    ]
