"""A digest as JSON: the same value, the same text; what was stored can be said again for ever."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from bot.model.digest import (
    ChapterCount,
    Digest,
    Entry,
    Named,
    Reports,
    Scope,
    Section,
    Week,
)
from bot.model.period import Span
from bot.model.task import Status

_FORM = 1
"""Grows when the shape changes; older ones are read for ever."""

_SECTIONS = ("closed", "overdue", "missing", "due", "blocked")
_CHECKED = 8  # hexadecimal digits that people see


def to_json(made: Digest) -> str:
    """Sorted and without blanks, Chinese as Chinese."""
    whole = {"form": _FORM} | asdict(made)
    if not made.removed:  # what never lost anything reads as it always did
        del whole["removed"], whole["was"]
    return json.dumps(
        whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def from_json(text: str) -> Digest:
    """What ``to_json`` wrote."""
    data = json.loads(text)
    if data.pop("form") != _FORM:
        raise ValueError("a digest of another form")
    return Digest(
        scope=Scope(data["scope"]),
        of=data["of"],
        in_group=data["in_group"],
        week=data["week"],
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        since=datetime.fromisoformat(data["since"]),
        at=datetime.fromisoformat(data["at"]),
        until=date.fromisoformat(data["until"]),
        provisional=tuple(data["provisional"]),
        updates=data["updates"],
        closed=_section(data["closed"]),
        overdue=_section(data["overdue"]),
        missing=_section(data["missing"]),
        due=_section(data["due"]),
        blocked=_section(data["blocked"]),
        planned=None if data["planned"] is None else datetime.fromisoformat(data["planned"]),
        reports=None if data["reports"] is None else _reports(data["reports"]),
        chapters=tuple(
            ChapterCount(
                name=chapter["name"],
                count={Status(status): n for status, n in chapter["count"].items()},
            )
            for chapter in data["chapters"]
        ),
        removed=data.get("removed", 0),
        was=data.get("was", ""),
        audit=data.get("audit", ""),
    )


def redacted(text: str, refs: Collection[int], *, was: str) -> str | None:
    """The stored digest without these items, which it goes on counting; None if it names none.

    ``was``: its SHA-256 so far.  The new text says how many are gone, and what it was first.
    """
    made = from_json(text)
    sections = {name: getattr(made, name) for name in _SECTIONS}
    left = {name: _without(section, refs) for name, section in sections.items()}
    gone = {
        entry.number
        for name, section in sections.items()
        for entry in section.entries
        if entry not in left[name].entries
    }
    if not gone:
        return None
    removed = made.removed + len(gone)
    changed = replace(
        made,
        closed=left["closed"],
        overdue=left["overdue"],
        missing=left["missing"],
        due=left["due"],
        blocked=left["blocked"],
        removed=removed,
        was=made.was or was,
    )
    return to_json(changed)


def _without(section: Section, refs: Collection[int]) -> Section:
    kept = tuple(entry for entry in section.entries if entry.number not in refs)
    gone = len(section.entries) - len(kept)
    return replace(section, entries=kept, restricted=section.restricted + gone)


def digest_of(text: str) -> str:
    """The SHA-256 of the stored text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def check(digest: str) -> str:
    """What of it people compare: ``7f3a9c21``."""
    return digest[:_CHECKED]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _section(data: Mapping[str, Any]) -> Section:
    return Section(
        total=data["total"],
        restricted=data["restricted"],
        fresh=data["fresh"],
        entries=tuple(
            Entry(
                number=entry["number"],
                title=entry["title"],
                departments=tuple(Named(**name) for name in entry["departments"]),
                day=None if entry["day"] is None else date.fromisoformat(entry["day"]),
            )
            for entry in data["entries"]
        ),
    )


def _reports(data: Mapping[str, Any]) -> Reports:
    span = data["span"]
    return Reports(
        span=Span(
            span["code"], date.fromisoformat(span["starts"]), date.fromisoformat(span["ends"])
        ),
        due=date.fromisoformat(data["due"]),
        owed=data["owed"],
        done=data["done"],
        fresh=data["fresh"],
        weeks=tuple(
            Week(
                first=date.fromisoformat(week["first"]),
                last=date.fromisoformat(week["last"]),
                done=week["done"],
            )
            for week in data["weeks"]
        ),
    )
