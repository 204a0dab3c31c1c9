"""What a list of tasks is narrowed to, from the query of an address and into one; pure."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from bot.model.board import Filters, Wish
from bot.model.light import Light
from bot.model.task import Department, Status

_LONGEST = 100  # characters of what is looked for
_MOST_DIGITS = 6
E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class _Reading:
    """What a query said that means something, and what does not."""

    chapters: Sequence[str | None]
    departments: Sequence[Department]
    found: dict[str, object] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)

    def take(self, name: str, value: str) -> None:
        value = _clean(value)
        if not value:
            return
        meant = None if name in self.found else self._meant(name, value)
        if meant is None:
            shown = value if name in _NAMES else f"{_clean(name)}={value}"
            self.ignored.append(shown[:_LONGEST])
        else:
            self.found[name] = meant

    def _meant(self, name: str, value: str) -> object:
        match name:
            case "chapter":
                place = number(value)
                return place if place is not None and place <= len(self.chapters) else None
            case "department":
                return next((d.short for d in self.departments if d.short == value), None)
            case "status":
                return _one_of(Status, value)
            case "light":
                return _one_of(Light, value)
            case "report":
                return _one_of(Wish, value)
            case "words":
                return value if len(value) <= _LONGEST else None
            case "page":
                return number(value)
        return None


_NAMES = ("chapter", "department", "status", "light", "report", "words", "page")
_NOT_OURS = ("lang",)


def read_filters(
    query: Iterable[tuple[str, str]],
    chapters: Sequence[str | None],
    departments: Sequence[Department],
) -> tuple[Filters, tuple[str, ...]]:
    """What an address asks for, and what of it says nothing: unknown names and values.  Pure."""
    reading = _Reading(chapters, departments)
    for name, value in query:
        if name not in _NOT_OURS:
            reading.take(name, value)
    return Filters(**reading.found), tuple(reading.ignored)  # type: ignore[arg-type]


def to_query(filters: Filters, **changed: object) -> str:
    """The query of an address that asks for this, ``changed`` in some; empty for everything."""
    wanted = replace(filters, **changed)  # type: ignore[arg-type]
    given = {name: getattr(wanted, name) for name in _NAMES}
    if wanted.page == 1:
        del given["page"]
    return urlencode({name: value for name, value in given.items() if value not in (None, "")})


def number(value: str) -> int | None:
    """A whole number from 1, of plain digits."""
    plain = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    return int(value) or None if plain else None


def _one_of(kind: type[E], value: str) -> E | None:
    return kind(value) if value in set(kind) else None


def _clean(value: str) -> str:
    """Without what is not text, one blank between words."""
    seen = (c if unicodedata.category(c)[0] not in "CZ" else " " for c in value)
    return " ".join("".join(seen).split())
