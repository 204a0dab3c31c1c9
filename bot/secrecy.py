"""Secrecy marks: text that carries one is refused before anything of it is stored.

绝密, 机密 and ★ count anywhere.  秘密 and 内部 are everyday words here (商业秘密, 内部程序): they
count before ★ or 级, or alone between line ends, brackets or punctuation.  The same holds for 绝 密
and 机 密 with blanks or a line end inside, as they are printed: 随机 密码 is none.
"""

import re
import unicodedata

_ALWAYS = re.compile("绝密|机密|★")
_WHOLE = re.compile("(?:[绝机秘] ?密 ?)?★(?: ?(?:[0-9]{1,3} ?(?:年|个月|月|日)|长期))?")
"""秘密★1年: the class, the star and the term are one mark."""

_SOMETIMES = re.compile("([秘绝机])[ \n]*密|内[ \n]*部")
_SIMPLE = str.maketrans("絕絶機祕內級", "绝绝机秘内级")
_LINE_ENDS = str.maketrans(
    dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n") | {"\t": " "}
)
_INVISIBLE = ("Cf", "Cc", "Mn", "Me")


def mark(text: str) -> str | None:
    """The first mark in ``text``, whole, as everybody writes it; None when there is none."""
    plain = _plain(text)
    found = _ALWAYS.search(plain)
    if found:
        whole = _WHOLE.search(plain)
        if whole is not None and whole.start() <= found.start():
            return whole.group().replace(" ", "")
        return found.group()
    for found in _SOMETIMES.finditer(plain):
        if _is_mark(plain, found.start(), found.end()):
            return f"{found[1]}密" if found[1] else "内部"
    return None


def _plain(text: str) -> str:
    """Half width, simplified, without the invisible characters that could part a mark."""
    folded = unicodedata.normalize("NFKC", text.translate(_LINE_ENDS)).translate(_SIMPLE)
    return "".join(
        character
        for character in folded
        if character == "\n" or unicodedata.category(character) not in _INVISIBLE
    )


def _is_mark(text: str, start: int, end: int) -> bool:
    while text[end : end + 1] == " ":
        end += 1
    after = text[end : end + 1]
    if after == "级":
        return True
    while start and text[start - 1] == " ":
        start -= 1
    return _ends(text[start - 1 : start]) and _ends(after)


def _ends(character: str) -> bool:
    """A line end, punctuation, or a sign that is used like it: < * ☆."""
    return character in ("", "\n") or unicodedata.category(character)[0] in "PS"
