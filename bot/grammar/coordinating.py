"""What stands behind 需协调 and 协调: an item, a question and whom it concerns, or a step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.dates import Wrong
from bot.grammar.days import after_lead, date_at
from bot.grammar.deadlines import ALL
from bot.grammar.intent import Act, Ask, Context, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.prepare import Line, lines
from bot.grammar.refs import Ref, ref_at, unknown

NAME, ASKS = "coord", "ask"
_PAGE = re.compile("(?:第 ?([0-9]{1,4}) ?页|page ([0-9]{1,4}))")
_MORE = re.compile(" ?[、,] ?(?:第|#)?([0-9]{1,4})(?![0-9])")
_TRIM = " ,，:：;；。、"
_WITH = re.compile(
    "[ ,;。.、\\[(【]*(?:涉及单位|涉及部门|相关单位|departments(?: concerned)?|with) ?: ?"
)
_NAMES = re.compile(" ?[、,;] ?|及|和| ")
_GOES_ON = re.compile("(?:^| )(?:with|and|of|by|from|to|for|the|与|和|同|跟|由|请)$")
_HELPS = re.compile(
    "(?:商?请|需要?|希望|建议|由|和|与|跟|同|与?会同)([^ ,;:。请需由]{2,40}?)"
    "(?:予以|给予|来|牵头|尽快|帮忙)?(?:支持|配合|协助|协调|帮助|解决|会签|明确|反馈|参与|会商)"
)
_FROM = re.compile("(?<![a-z])(?:from|with|of|by) ([a-z][a-z, ]{1,40})$")
_NOBODY = frozenset(("无", "没有", "不涉及", "不涉及其他单位", "none", "nobody"))


class Does(StrEnum):
    """What can be done about a request, as its buttons say it."""

    ANSWER = "answer"
    MEETING = "meeting"
    FORWARD = "forward"
    AGENDA = "agenda"
    SETTLE = "settle"
    WITHDRAW = "withdraw"


_WORDS = {
    Does.ANSWER: "答复|answer",
    Does.MEETING: "约?会商|meeting|talks",
    Does.FORWARD: "转给?|forward(?: to)?",
    Does.AGENDA: "(?:列入)?(?:会议)?议题|列入会议|agenda",
    Does.SETTLE: "办结(?:此协调)?|settle",
    Does.WITHDRAW: "撤回|撤销|withdraw",
}
_STEP = re.compile(
    "(?:(?P<who>[^ ,:]{1,40}) )?(?:"
    + "|".join(f"(?P<{does}>{word})" for does, word in _WORDS.items())
    + ")(?![^ ,:。])"
)


@dataclass(frozen=True, slots=True)
class Doing:
    """``who``: the department whose request is meant; ``line``: what follows, from ``at`` on."""

    does: Does
    who: str | None
    line: Line
    at: int

    @property
    def text(self) -> str:
        return self.line.text(self.at).lstrip(_TRIM)


def coord(a: Arguments) -> Verdict | None:
    """``24 事由 涉及单位：A、B``, ``24 答复 …``, ``第2页``, or nothing: what is open."""
    rest, asks_for = a.rest.strip(" ?"), a.opening.word in ("需协调", "申请协调")
    if not rest and (a.opening.word != "申请协调" or a.context.item is None):
        return Act(Intent(name=NAME))
    if page := _PAGE.fullmatch(rest):
        return Act(Intent(name=NAME, page=max(1, int(page[1] or page[2]))))
    if ALL.match(rest):
        return Refuse(Code.MULTI_TARGET)
    found = ref_at(a.line.folded, a.at)
    number, end = a.context.item, a.at
    if isinstance(found, Ref):
        if not 1 <= found.number <= a.context.highest:
            return unknown(found.word)
        number, end = found.number, found.end
        if (more := _MORE.match(a.line.folded, end)) is not None:
            both = (f"{a.opening.word} {found.number}", f"{a.opening.word} {more[1]}")
            return Ask(Code.AMBIGUOUS, {"text": a.line.text(0)}, both)
    elif found is not None or a.opening.glued:
        return found
    if number is None:
        return asks.bad_number(rest) if rest[0].isdigit() else asks.missing_task()
    words = a.line.text(end).lstrip(_TRIM)
    verb = ASKS if asks_for else None
    return Act(Intent(name=NAME, tasks=(number,), verb=verb, words=words or None))


def doing(text: str) -> Doing | None:
    """The step that a text begins with, None if it is a question."""
    line = next(iter(lines(text)), None)
    found = None if line is None else _STEP.match(line.folded)
    if line is None or found is None:
        return None
    does = next(does for does in Does if found[does.value] is not None)
    who = None if found["who"] is None else line.text(found.start("who"), found.end("who"))
    return Doing(does, who, line, found.end())


def meeting(said: Doing, context: Context) -> tuple[date, str] | Ask | None:
    """The day of the talks and the words behind it; None where no day is named."""
    folded = said.line.folded
    found = date_at(folded, after_lead(folded, said.at), context)
    if isinstance(found, Wrong):
        return Ask(found.code, {"text": found.text})
    if found is None:
        return None
    return found[0], said.line.text(found[1]).lstrip(_TRIM)


def forwarded(said: Doing) -> tuple[str, str]:
    """The name of the department, and the words behind it."""
    name, _, rest = said.text.partition(" ")
    return name.rstrip(_TRIM), rest.lstrip(_TRIM)


def question(text: str) -> tuple[str, Sequence[str] | None, Sequence[str]]:
    """The question without its label, the names behind the label, and names that may end it.

    No names: None where nothing was said of others, empty where nobody else is concerned.  What
    may be names is so only if all of them are departments.
    """
    line = next(iter(lines(text)), None)
    if line is None:
        return "", None, ()
    found = next(iter(_WITH.finditer(line.folded)), None)
    if found is None:
        head, _, tail = text.rpartition(" ")
        apart = head.strip() and _GOES_ON.search(head.lower()) is None
        return text, None, _split(tail) if apart else ()
    names = _split(line.text(found.end()))
    said = line.text(0, found.start()).rstrip(_TRIM)
    nobody = len(names) == 1 and names[0].lower() in _NOBODY
    return said, () if nobody else names, ()


def in_passing(text: str) -> Sequence[str]:
    """What a question may name as a department: 请司法部支持, help from MOJ."""
    line = next(iter(lines(text)), None)
    if line is None:
        return ()
    found = [_HELPS.search(line.folded), _FROM.search(line.folded)]
    return [name for one in found if one for name in _split(line.text(one.start(1), one.end(1)))]


def without_names(text: str) -> str:
    """A question without the names that ended it."""
    return text.rpartition(" ")[0].rstrip(_TRIM)


def _split(text: str) -> list[str]:
    plain = text.replace("，", ",").replace("；", ";").strip(f"{_TRIM}])】")
    return [name for name in _NAMES.split(plain) if name]
