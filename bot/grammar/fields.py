"""Note text and its labels: 备注 …, 问题：… 下一步：….  What is here is never read again."""

import re
from dataclasses import dataclass

from bot.errors import Code
from bot.grammar.intent import Refuse
from bot.grammar.prepare import Line

LONGEST = 2000
"""Characters of one note."""

_PROGRESS = "进展情况|工作进展|进展|备注|progress|notes?"
_PROBLEMS = "存在问题|存在的问题|问题|困难|problems?"
_NEXT = "下一步打算|下一步计划|下一步工作|下一步|打算|next steps?|next"
_KIND = {
    **dict.fromkeys(_PROGRESS.split("|"), "progress"),
    **dict.fromkeys(("note", "notes"), "progress"),
    **dict.fromkeys(_PROBLEMS.split("|"), "problems"),
    **dict.fromkeys(("problem", "problems"), "problems"),
    **dict.fromkeys(_NEXT.split("|"), "next_steps"),
    **dict.fromkeys(("next step", "next steps"), "next_steps"),
}
_CHINESE = (
    "进展情况|工作进展|进展|备注|存在问题|存在的问题|问题|困难|下一步打算|下一步计划|下一步工作"
    "|下一步|打算"
)
_FIRST = re.compile(
    f"({_PROGRESS}|{_PROBLEMS}|{_NEXT}) ?: ?|({_CHINESE}|notes?)(?: |$)|(备注)(?=[^ :])"
)
_LATER = re.compile(f"(?:(?<=[ ,;。.!])|^)({_PROGRESS}|{_PROBLEMS}|{_NEXT}) ?: ?")
_BEFORE = re.compile("[,;:。、)\\]】]{0,2} ?")


_DICTATED = re.compile(
    "(?P<problems>存在的?问题|问题|困难)|(?P<next_steps>下一步(?:的?(?:打算|计划|工作))?|打算)"
)
_IS = re.compile("(?:是|为|在于)?[: ]{0,2}")


@dataclass(frozen=True, slots=True)
class Fields:
    """The texts of a line; ``labelled``: it opens with a label, so it is meant as text."""

    progress: str | None = None
    problems: str | None = None
    next_steps: str | None = None
    labelled: bool = False
    start: int = 0

    @property
    def empty(self) -> bool:
        return not (self.progress or self.problems or self.next_steps)


def fields_at(line: Line, at: int) -> Fields | Refuse:
    """Everything from ``at`` to the end of the line as text, cut at its labels."""
    folded = line.folded
    at = _skip(folded, at)
    first = _FIRST.match(folded, at)
    kind = _KIND[first[1] or first[2] or first[3]] if first else "progress"
    start = begin = first.end() if first else at
    texts: dict[str, str] = {}
    for label in _LATER.finditer(folded, begin):
        if _KIND[label[1]] in (kind, *texts) or label.start() < begin:
            continue
        texts[kind] = _before_label(line, begin, label.start())
        kind, begin = _KIND[label[1]], label.end()
    texts[kind] = line.text(begin)
    if any(len(text) > LONGEST for text in texts.values()):
        return Refuse(Code.TOO_LONG)
    kept = {name: text for name, text in texts.items() if text}
    return Fields(**kept, labelled=first is not None, start=start)


def dictated(line: Line, at: int) -> dict[str, str]:
    """The texts of a line that names problems and next steps as one speaks: without colons.

    Empty for any other: a label with a colon says where the text belongs.
    """
    folded, fields = line.folded, fields_at(line, at)
    at = _skip(folded, at)
    first = _FIRST.match(folded, at)
    written = isinstance(fields, Refuse) or (fields.problems and fields.next_steps)
    if written or (first is not None and (first[1] or first[3])):
        return {}
    labels = [
        found
        for found in _DICTATED.finditer(folded, at)
        if found.start() == at or folded[found.start() - 1] in " ,;。"
    ]
    if [label.lastgroup for label in labels] != ["problems", "next_steps"]:
        return {}
    texts, name, begin = {}, "progress", at
    for label in labels:
        texts[name] = line.text(begin, label.start()).rstrip(",;，；。 ")
        said = _IS.match(folded, label.end())
        name, begin = str(label.lastgroup), said.end() if said else label.end()
    texts[name] = line.text(begin)
    complete = texts["problems"] and texts["next_steps"]
    return {name: text for name, text in texts.items() if text} if complete else {}


def _before_label(line: Line, start: int, end: int) -> str:
    return line.text(start, end).rstrip(",;，；") if end > start else ""


def _skip(folded: str, at: int) -> int:
    """Past the separators between a reference or a value and its text."""
    found = _BEFORE.match(folded, at)
    return found.end() if found else at
