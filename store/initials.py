"""The initials under which a department is found: ``zscqj`` for 知识产权局."""

import re

_HAN = re.compile("[\u3400-\u9fff]")
_FEWEST, _MOST = 2, 20  # Han characters of a name


def initials(name: str) -> str | None:
    """The first letters of the name's syllables, capitals; None for a name that is no such name.

    The library weighs 65 MB: it is loaded when a department is stored, never to answer.
    """
    if not _FEWEST <= len(_HAN.findall(name)) <= _MOST:
        return None
    from pypinyin import Style, pinyin  # noqa: PLC0415 - see above

    letters = pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letter for [letter] in letters).upper()
