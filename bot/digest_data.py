"""A digest as JSON: the same value, the same text; what was stored can be said again for ever."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
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

_CHECKED = 8  # hexadecimal digits that people see


def to_json(made: Digest) -> str:
    """Sorted and without blanks, Chinese as Chinese."""
    whole = {"form": _FORM} | asdict(made)
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
        audit=data.get("audit", ""),
    )


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
