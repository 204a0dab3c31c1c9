"""What text from people may show: nothing in it can hide, turn around or command a screen."""

import re

_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_HALF = re.compile("[\ud800-\udfff]")


_ANY = re.compile(f"{_INVISIBLE.pattern}|{_HALF.pattern}")


def visible(text: str) -> str:
    """Without what could hide or turn around text; a line end stays, a tabulator is a blank."""
    if _ANY.search(text) is None:  # nearly always, and of every leaf of every card
        return text
    return _INVISIBLE.sub("", _HALF.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " ")))
