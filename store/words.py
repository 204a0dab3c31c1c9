"""Text as search compares it, in the store's patterns."""

import re

from bot.words import folded

__all__ = ["containing", "folded", "part_of_name", "searchable"]

_PARTLY = re.compile("[\u3400-\u9fff]{2,}")  # Han characters: fewer stand in every name


def searchable(text: str, *titles: str | None) -> str:
    """What search looks at: a task's text and its titles, a line each, folded."""
    return "\n".join(folded(part) for part in (text, *titles) if part)


def containing(word: str) -> str:
    """The LIKE pattern, with ``/`` as its escape, for a column that has ``word`` literally."""
    literal = folded(word)
    for special in "/%_":
        literal = literal.replace(special, f"/{special}")
    return f"%{literal}%"


def part_of_name(word: str) -> str:
    """The pattern for names of which ``word`` is a part; none fits if it is too little for that."""
    return containing(word) if _PARTLY.fullmatch(folded(word)) else ""
