"""What is sent in to be imported: a file, text pasted below 导入, and what is answered about it."""

import re
from collections.abc import Sequence
from datetime import date

from bot.errors import Code
from bot.grammar import asks, prepare
from bot.grammar.intent import Act, Ask, Confirm, Intent, Refuse, Silence, Verdict
from bot.grammar.opening import Arguments, opening_at
from bot.grammar.words import words
from bot.messages import Channel, Request
from bot.model.person import PersonRole, Sender

FILE, TEXT, BESIDE = "file", "text", "beside"
"""Of an import: what it is about.  ``BESIDE``: a file beside a line about another thing."""

TITLE, PERIOD, LEDGER = "title", "period", "ledger"
"""Of an import: what is said about what was sent in before."""

_TITLE = re.compile("(?:标题|题目|title)(?:为|是|:| )? ?(?=[^ ])")
_PERIOD = re.compile("(?:期间|计划期|period)(?:为|是|:| )? ?(?=[^ ])")
_SPAN = re.compile(
    "(?:从|from )? ?([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?"
    " ?(?:至|到|-|~|,|to|\\.\\.) ?"
    "([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?"
)
_LEDGER = re.compile(
    "(?:台账|ledger) ?(?:no\\.? ?|第|#)?([0-9]{1,9})号?(?: (?:第|page )?([0-9]{1,3})页?)?"
)
_HOW = frozenset(words("计划 文件 台账 文档 新计划 修订稿 plan file ledger document a__file"))
_CLAUSE = re.compile("负责|单位|部门|牵头|（|\\(|〔|【")
_OPENS = re.compile(r"\s*/?(?:导入|導入|import\b)", re.IGNORECASE)


def importing(a: Arguments) -> Verdict | None:
    """``标题 …``, ``期间 2019-01-01 至 2019-12-31``, ``台账 7 2``, or a document in one line."""
    rest = a.rest.strip(" ?。.:")
    if not rest or rest in _HOW:
        return Act(Intent(name="import"))
    if found := _TITLE.match(a.rest):
        return Act(Intent(name="import", verb=TITLE, words=a.line.text(a.at + found.end())))
    if found := _PERIOD.match(a.rest):
        return _span(a.rest[found.end() :].strip(), a)
    if found := _LEDGER.fullmatch(rest):
        page = int(found[2] or 1)
        return Act(Intent(name="import", verb=LEDGER, code=found[1], page=page))
    if _CLAUSE.search(rest):
        return Act(Intent(name="import", verb=TEXT, words=a.text))
    return None if a.opening.glued else Act(Intent(name="import"))


def _span(text: str, a: Arguments) -> Verdict:
    found = _SPAN.fullmatch(text)
    if found is None:
        return Ask(Code.BAD_DATE)  # quoted, its numbers would be items
    try:
        days = [date(*map(int, found.groups()[at : at + 3])) for at in (0, 3)]
    except ValueError:
        return Ask(Code.BAD_DATE)  # quoted, its numbers would be items
    if days[1] < days[0]:
        return asks.not_understood(a.line.text(0), a.opening.word)
    return Act(Intent(name="import", verb=PERIOD, stretch=(days[0], days[1])))


def pasted(text: str) -> Verdict | None:
    """A message of several lines that begins with 导入 is one document; no line of it is read."""
    lines = list(prepare.lines(text))
    if len(lines) < 2:  # noqa: PLR2004 - a line, and what is below it
        return None
    opening = opening_at(lines[0].folded, 0)
    if opening is None or opening.name != "import":
        return None
    head = lines[0].text(opening.end)
    below = text.replace("\r\n", "\n").replace("\r", "\n").split(lines[0].original, 1)[1]
    document = f"{head}\n{below.lstrip(chr(10))}" if head else below.lstrip("\n")
    if any(line.broken for line in lines):
        return Refuse(Code.CONTROL_CHARS)
    return Act(Intent(name="import", verb=TEXT, words=document))


def too_long(text: str) -> Verdict:
    """A document that does not fit into a message can come as a file."""
    is_document = _OPENS.match(text) is not None
    return Refuse(Code.TOO_LONG, {"document": True} if is_document else {})


def with_file(request: Request, verdicts: Sequence[Verdict], sender: Sender) -> Sequence[Verdict]:
    """What a message means that brings a file.

    The office's file is to be imported, unless its caption is clearly about something else.  What
    anybody else writes beside a file is read as ever.
    """
    if request.attachment is None or not request.addressed or request.foreign:
        return verdicts
    file = Act(Intent(name="import", verb=FILE))
    if not request.text.strip() or is_import(verdicts):
        return (file,)
    person = sender.person
    office = person is not None and person.role is PersonRole.COORDINATOR
    if office and request.channel is Channel.PRIVATE and not any(map(_is_clear, verdicts)):
        return (file,)
    if any(isinstance(verdict, Act) and verdict.intent.name == "bind" for verdict in verdicts):
        return verdicts
    said = [verdict for verdict in verdicts if not isinstance(verdict, Silence)]
    return (*said, Act(Intent(name="import", verb=BESIDE)))


def is_import(verdicts: Sequence[Verdict]) -> bool:
    """Whether a message is nothing but something to be imported."""
    match verdicts:
        case [Act(Intent(name="import"))]:
            return True
    return False


def _is_clear(verdict: Verdict) -> bool:
    return isinstance(verdict, Act | Confirm)
