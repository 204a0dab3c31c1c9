"""Whom a message is for: ``@PlanBot …``, ``<@U0BOT1234> …``, ``/done@OtherBot …``."""

import re
from enum import Enum, auto

_MENTION = re.compile(
    "\\s*(?:@([^\\s@<>,，:：]{1,64})|<@([^<>\\s|]{1,64})(?:\\|[^<>]{0,64})?>)[\\s,，:：]*"
)
_SLASH = re.compile("(\\s*[/／][A-Za-z0-9_]{1,32})@([A-Za-z0-9_]{1,64})(?![A-Za-z0-9_])")


class Address(Enum):
    """Who was named at the start of a message."""

    NOBODY = auto()
    US = auto()
    OTHER = auto()


_OURS = re.compile("\\s*[/／]liaison(?![A-Za-z0-9_@])", re.IGNORECASE)
"""What Slack calls us by, whichever platform it is typed on."""


def address(text: str, bots: tuple[str, ...]) -> tuple[Address, str]:
    """Who is named first, and the text without our own name; another's stays in it."""
    if found := _OURS.match(text):
        return Address.US, text[found.end() :].strip() or "help"
    if found := _SLASH.match(text):
        if found[2].lower() not in bots:
            return Address.OTHER, text
        return Address.US, found[1] + text[found.end() :]
    found = _MENTION.match(text)
    if found is None:
        return Address.NOBODY, text
    if (found[1] or found[2]).lower() not in bots:
        return Address.OTHER, text
    named, rest = address(text[found.end() :], bots) if found.end() else (Address.US, text)
    return (named if named is Address.OTHER else Address.US), rest
