"""What stands behind 计划稿: which draft, what is answered about it, and what is to be done."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.grammar import asks
from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.words import words
from bot.model.revision import Answers

AFRESH, APPLY, DROP, LIST, FILE = "afresh", "apply", "drop", "list", "file"
"""What a line may ask for; without one of them it asks for the preview."""

_ID = re.compile("(?:no\\.? ?|第|#)?([0-9]{1,9})(?![0-9])(?:号)?")
_VERBS = {
    **dict.fromkeys(words("从头 afresh"), AFRESH),
    **dict.fromkeys(words("生效 apply"), APPLY),
    **dict.fromkeys(words("放弃 discard"), DROP),
    **dict.fromkeys(words("逐条 逐条查看 items"), LIST),
    **dict.fromkeys(words("对照表 下载对照表 comparison"), FILE),
}
_PART = re.compile('[^ “”"=]*[“"][^”"]*[”"](?:=[^ ]*)?|[^ ]+')
_SAME = re.compile("([0-9]{1,4})=([0-9]{1,4})")
_NEW = re.compile("\\+([0-9]{1,4})")
_BODY = re.compile('[“"]?([^=“”"]{1,60})[”"]?=([^=]{1,60})')
_SPAN = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\\.\\.|~|至)([0-9]{4}-[0-9]{2}-[0-9]{2})")
_TITLE = re.compile('(?:标题|title)[:：][“"]?([^“”"]{1,200})[”"]?')
_OWN = "+"


@dataclass(frozen=True, slots=True)
class Said:
    """A line about a draft, read; ``wrong``: the part that nobody can read, if any."""

    answers: Answers
    verb: str | None = None
    page: int = 1
    wrong: str | None = None


def draft(a: Arguments) -> Verdict | None:
    """``7``, ``7 17=18 +107 最高人民法院=高法院 2019-01-01..2019-12-31``, ``7 逐条 2``.

    Nothing is the last one.  Whoever answers knows the draft, and says what cannot be read.
    """
    found = _ID.match(a.rest)
    if found is None and not a.rest.strip(" ?。"):
        return Act(Intent(name="draft"))
    if found is None:
        return None if a.opening.glued else asks.not_understood(a.line.text(0), a.opening.word)
    rest = a.line.text(a.at + found.end()).strip()
    return Act(Intent(name="draft", code=found[1], words=rest or None, verb=said_of(rest).verb))


def said_of(text: str) -> Said:
    """The parts in any order; a part that comes twice counts as it was said last."""
    found = _Parts()
    wrong = next((part for part in _PART.findall(text) if not found.take(part)), None)
    answers = Answers(
        same=tuple(found.same.items()),
        new=tuple(found.new),
        bodies=tuple(found.bodies.items()),
        title=found.title,
        starts=found.starts,
        ends=found.ends,
        token=found.token,
    )
    return Said(answers, found.verb, found.page, wrong)


@dataclass(slots=True)
class _Parts:
    same: dict[int, int] = field(default_factory=dict)
    new: dict[int, None] = field(default_factory=dict)
    bodies: dict[str, str | None] = field(default_factory=dict)
    title: str | None = None
    starts: date | None = None
    ends: date | None = None
    token: str | None = None
    verb: str | None = None
    page: int = 1

    def take(self, part: str) -> bool:
        """Whether it could be read."""
        if part.lower() in _VERBS:
            self.verb = _VERBS[part.lower()]
        elif self.verb == LIST and part.isascii() and part.isdigit():
            self.page = max(1, int(part[:4]))
        elif part.startswith("#") and part[1:].isalnum():
            self.token = part[1:].lower()
        elif found := _SPAN.fullmatch(part):
            self.starts, self.ends = _day(found[1]), _day(found[2])
            return None not in (self.starts, self.ends)
        else:
            return self._answer(part)
        return True

    def _answer(self, part: str) -> bool:
        if found := _SAME.fullmatch(part):
            self.same[int(found[1])] = int(found[2])
        elif found := _NEW.fullmatch(part):
            self.new[int(found[1])] = None
        elif found := _TITLE.fullmatch(part):
            self.title = found[1]
        elif found := _BODY.fullmatch(part):
            self.bodies[found[1]] = None if found[2] == _OWN else found[2]
        else:
            return False
        return True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parts_of(answers: Answers) -> str:
    """The answers as ``said_of`` reads them; the token apart."""
    parts = [f"{old}={new}" for old, new in answers.same]
    parts += [f"+{new}" for new in answers.new]
    for name, body in answers.bodies:
        shown = f"“{name}”" if " " in name else name
        parts.append(f"{shown}={_OWN if body is None else body}")
    if answers.starts and answers.ends:
        parts.append(f"{answers.starts}..{answers.ends}")
    if answers.title:
        parts.append(f"标题：“{answers.title}”")
    return " ".join(parts)
