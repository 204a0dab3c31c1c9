"""Which chapter somebody means: by its number or by words of its title."""

import re
from collections.abc import Iterable

from bot.grammar.numbers import number

NUMBERED = re.compile(
    "第 ?([0-9一二三四五六七八九十百]{1,5}) ?章|chapter ([0-9]{1,3})", re.IGNORECASE
)
_ORDINAL = re.compile("([一二三四五六七八九十百]{1,5})、")


def ordinal(title: str, place: int) -> int:
    """The number that a chapter prints, otherwise its place."""
    found = _ORDINAL.match(title)
    printed = number(found[1]) if found else ()
    return printed[0] if len(printed) == 1 else place


def meant(words: str, titles: Iterable[str | None]) -> str:
    """The whole title for 第二章 or chapter 2; other words as they are.

    ``titles``: the plan's, in its order, each once or more; None is no chapter.
    """
    if (found := NUMBERED.fullmatch(words)) is None:
        return words
    wanted = number(found[1] or found[2])
    known = enumerate(dict.fromkeys(filter(None, titles)), start=1)
    return next((title for place, title in known if wanted == (ordinal(title, place),)), words)


def is_in(chapter: str | None, section: str | None, words: str) -> bool:
    """Whether the words stand in one of these titles."""
    return any(words.lower() in (title or "").lower() for title in (chapter, section))
