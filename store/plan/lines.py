"""Text to numbered lines without invisible characters."""

import re
import unicodedata
from dataclasses import dataclass

from store.plan.report import Report
from store.plan.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without invisible characters; ``number`` counts from 1.

    ``new_page``: a form feed stands before it.
    """

    number: int
    text: Text
    new_page: bool = False


_BREAKS = re.compile("[\v\x1c-\x1e\x85\u2028\u2029]")
_ENCLOSED = re.compile("[⒈-⒛㈠-㈩⑴-⒇]")


def _spelled_out(found: re.Match[str]) -> str:
    """A numeral with its dot or brackets in one character, as the ladder knows it: ⒈ is ``1.``"""
    return unicodedata.normalize("NFKC", found.group())


def lines_of(text: str, report: Report, *, first: int = 1) -> list[Line]:
    """The text's lines, none empty, numbered from ``first``; odd characters are reported."""
    lines = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, printed in enumerate(text.split("\n"), first):
        if not printed:
            continue
        clean = cleaned(printed, report, line=number)
        for part in _BREAKS.split(clean):
            for index, page in enumerate(part.split("\f")):
                ends = " \n" if page.count("\t") > 1 else " \t\n"  # an empty first cell stays
                lines.append(Line(number, Text.of(page).strip(ends), index > 0))
    return lines


def cleaned(printed: str, report: Report, *, line: int) -> str:
    """Without invisible characters, enclosed numerals spelled out; odd ones are reported."""
    clean, odd = _without_odd(_ENCLOSED.sub(_spelled_out, printed))
    if odd:
        named = "、".join(f"U+{ord(character):04X}" for character in sorted(odd))
        report.add("odd_characters", f"有不可见或易混淆的字符（{named}），请核对。", line=line)
    return clean


_ODD = re.compile(
    "[\x01-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LOOKS_LIKE_ANOTHER = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u0370-\u03ff\u0400-\u052f\u2e80-\u2fdf\ue000-\uf8ff\uf900-\ufaff\ufffd\U0001d400-\U0001d7ff]"
)


def _without_odd(printed: str) -> tuple[str, set[str]]:
    """The line without invisible characters, and all odd ones that it had."""
    odd = set(_ODD.findall(printed))
    alike = set(_LOOKS_LIKE_ANOTHER.findall(printed))
    return (_ODD.sub("", printed) if odd else printed), odd | alike
