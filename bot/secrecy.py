"""Secrecy marks: text that carries one is refused before anything of it is stored.

绝密, 机密 and ★ count anywhere.  秘密 and 内部 are everyday words here (商业秘密, 内部程序): they
count before ★ or 级, or alone between line ends, brackets or punctuation.
"""

import re
import unicodedata

_ALWAYS = re.compile("绝密|机密|★")
_SOMETIMES = re.compile("秘密|内部")
_SIMPLE = str.maketrans("絕機祕內級", "绝机秘内级")


def mark(text: str) -> str | None:
    """The first mark in ``text``, None when there is none."""
    plain = _plain(text)
    found = _ALWAYS.search(plain)
    if found:
        return found.group()
    for found in _SOMETIMES.finditer(plain):
        if _is_mark(plain, found.start(), found.end()):
            return found.group()
    return None


def _plain(text: str) -> str:
    """Half width, simplified, without the invisible characters that could part a mark."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIMPLE)
    return "".join(
        character
        for character in folded
        if unicodedata.category(character) not in ("Cf", "Mn") or character == "\n"
    )


def _is_mark(text: str, start: int, end: int) -> bool:
    after = text[end:].lstrip(" \t")[:1]
    if after == "级":
        return True
    before = text[:start].rstrip(" \t")[-1:]
    return _ends(before) and _ends(after)


def _ends(character: str) -> bool:
    return (
        character in ("", "\n", "\r", "\u2028", "\u2029")
        or unicodedata.category(character)[0] == "P"
    )
