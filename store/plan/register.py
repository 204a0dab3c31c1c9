"""The bodies that answer for tasks, with all their spellings and the years these are right."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from store.plan.text import fold

_ALIKE = 75  # of 100; below this nothing is suggested


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a body.  ``kind`` as in the register; years inclusive, None: open."""

    short: str
    kind: str
    valid_from: int | None
    valid_to: int | None

    def holds(self, years: tuple[int, int] | None) -> bool:
        """Whether the spelling is right in some of the years; without years nobody can say no."""
        if years is None:
            return True
        first, last = years
        return (self.valid_from or first) <= last and first <= (self.valid_to or last)


class Register:
    """Exact spellings of known bodies; similarity only ever suggests."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """``content``: ``departments`` and ``ambiguous_input`` as in the shipped JSON file."""
        self.content = content
        """As given; what another process needs to have the same register."""

        self._spellings: dict[str, list[Spelling]] = {}
        self._kinds: dict[str, str] = {}
        for body in content.get("departments", ()):
            short = body["short"]
            self._kinds[short] = body["kind"]
            years = body["valid_from"], body["valid_to"]
            self._add(short, Spelling(short, "short", *years))
            for name in body["names"]:
                spelling = Spelling(short, name["kind"], name["valid_from"], name["valid_to"])
                self._add(name["name"], spelling)
        self._ambiguous = {
            _key(entry["input"]): tuple(entry["matches"])
            for entry in content.get("ambiguous_input", ())
        }

    def _add(self, name: str, spelling: Spelling) -> None:
        self._spellings.setdefault(_key(name), []).append(spelling)

    @classmethod
    @cache
    def shipped(cls) -> "Register":
        """The register of the program's own data."""
        return cls(json.loads((files("store") / "data" / "departments.json").read_text("utf-8")))

    def spellings(self, name: str) -> Sequence[Spelling]:
        """What the exact name may mean in any year; empty for a name that is not written so."""
        return self._spellings.get(_key(name), ())

    def ambiguous(self, name: str) -> tuple[str, ...]:
        """The bodies between which only a person can choose."""
        if listed := self._ambiguous.get(_key(name)):
            return listed
        bodies = tuple(dict.fromkeys(spelling.short for spelling in self.spellings(name)))
        return bodies if len(bodies) > 1 else ()

    def is_collective(self, name: str) -> bool:
        return any(self._kinds[s.short] == "collective" for s in self.spellings(name))

    def similar(self, name: str) -> str | None:
        """The most similar short name, as a suggestion for a person."""
        best = process.extractOne(name, list(self._kinds), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return best[0] if best else None


def _key(name: str) -> str:
    """Width and traditional characters folded, no blanks; other look-alikes stay different."""
    return "".join(
        fold(character) if not _is_radical(character) else character
        for character in name
        if not character.isspace()
    )


def _is_radical(character: str) -> bool:
    return "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"
