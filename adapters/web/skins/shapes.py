"""What a message looks like, whatever the platform: bubbles of lines, buttons, fields, files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Call = Mapping[str, Any]
"""A call as a platform's renderer has made it."""

Run = tuple[str, bool]
"""Some text, and whether it is bold."""


@dataclass(frozen=True, slots=True)
class Button:
    """``line``: what pressing says.  ``opens``: the answer is waited for in a window."""

    label: str
    line: str
    opens: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few values."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``kind``: choice, number or text.  ``longest``: characters of a text."""

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    needed: bool = False
    longest: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """``place``: which of the message's calls brings it."""

    name: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message on the screen.  ``title`` and ``note`` are a card's; ``picture`` is in base64."""

    title: str = ""
    note: str = ""
    lines: tuple[tuple[Run, ...], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: str = ""
    words: str = ""
    file: File | None = None
    card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window over the chat; with a ``submit`` it is a form."""

    id: str
    title: str
    close: str
    parts: tuple[Bubble | Field, ...]
    submit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """``instead``: the message whose place it takes; ``word``: what stands on its buttons then."""

    bubbles: tuple[Bubble, ...] = ()
    instead: str | None = None
    word: str | None = None
    window: Window | None = None


Draw = Callable[[Sequence[Call]], Drawn]


@dataclass(frozen=True, slots=True)
class Skin:
    """One platform's looks.  ``opens``: whether it has windows; ``waits``: whether cards that
    were pressed wait for the answer to take their place."""

    name: str
    title: str
    draw: Draw = field(repr=False)
    opens: bool = False
    waits: bool = False


def plain_lines(text: str) -> tuple[tuple[Run, ...], ...]:
    """Nothing of it is bold."""
    return tuple(((line, False),) for line in text.split("\n"))
