"""Forms: several values asked for at once, on platforms that show fields; elsewhere they are typed.

A form comes with a card that says the same in words.  What somebody filled in comes back as the
values of its fields, and each is only that: text in a field is never read as a command.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    NUMBER = "number"  # whole, 0 to 100
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values; ``value`` is what comes back."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``value``: what stands there at first.  ``needed``: it cannot be left empty."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """``given`` comes back unchanged.  ``anything``: why it is refused with nothing filled in."""

    name: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    cancel: str
    anything: str
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that somebody sent: its name, and a text for each field and each given value."""

    form: str
    values: Mapping[str, str]
