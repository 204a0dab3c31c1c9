"""Lines around a line: a heading, numbers, a word that takes it back.

``例如：`` above 24 已完成, ``打错了`` or ``not yet`` below it: each line alone is clear, but not
together.  What would be written is asked about.
"""

import re
from collections.abc import Iterable, Sequence

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.asides import aside
from bot.grammar.doubting import casts_doubt
from bot.grammar.intent import Act, Ask, Confirm, Intent, Verdict
from bot.grammar.prepare import Line
from bot.grammar.refs import ref_at
from bot.grammar.retracting import retracts
from bot.model.task import Status

_WRITES = ("update", "done")
_UNREAD = (Code.UNKNOWN_COMMAND, Code.AMBIGUOUS, Code.MISSING_TASK)
_BULLET = re.compile("([0-9]{1,2})(?:[ .、),:]|$)")
_MARKED = re.compile("[0-9]{1,2}(?:[、)]|\\.(?![0-9]))")
_HEADING = re.compile(
    ".*(?:例如|比如|示例|样例|格式|模板|参考|草稿|测试|转发|转自|[说称写]道?|未|没|不要?记|尚|待|拟"
    "|(?<!推进)(?<!工作)(?<!年度)计划|预计|争取|目标|如果|若|按此|请各单位|(?<![a-z])(?:e\\.?g|example|format|template|draft|test|says?|said|wrote|not"
    "|don't|if|by|plan|planned|planning|target|to ?do|once|when|expected)(?![a-z])).*:?"
    "|(?!.*(?:进展|汇报|情况|更新|报告|报送|反馈|回复)).{1,4}(?<![部委局院署会办处司厅]):"
    "|[^0-9 ]{1,12} (?:am |pm |上午|下午)?[0-9]{1,2}:[0-9]{2}(?: ?[ap]m)?|(?:from|to|subject):.*"
    "|-{3,}.*|>.*|(?:can|may|should|could) i .*|is this .*"
)
_LONGEST = 120  # characters of what is looked at
_Read = tuple[Line, Verdict]


def around(read: Iterable[_Read], item: int | None = None) -> Sequence[_Read]:
    """The lines with their verdicts, writes that their neighbours make doubtful as questions.

    ``item``: that of the card that was replied to, of which a line without a number is a note.
    """
    found = list(read)
    if len(found) < 2:  # noqa: PLR2004 - neighbours
        return found
    if any(_is_done(verdict) for _, verdict in found):
        found = [(line, _heard(line, verdict, item)) for line, verdict in found]
    doubtful = _numbered(found) | _headed(found) | _taken_back(found)
    points, idle = _points(found), _idle(found)
    return [
        (line, _asked(line, verdict, known=at not in points))
        if at in doubtful | points
        else (line, verdict)
        for at, (line, verdict) in enumerate(found)
        if at not in idle
    ]


def _is_done(verdict: Verdict) -> bool:
    intent = _intent(verdict) or _NONE
    return intent.name == "done" or intent.change.status is Status.DONE


def _heard(line: Line, verdict: Verdict, item: int | None) -> Verdict:
    if not _talks(line, verdict, item):
        return verdict
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)})


def _talks(line: Line, verdict: Verdict, item: int | None) -> bool:
    """Whether a line of a reply, a note by itself, is one about its neighbours."""
    intent = _intent(verdict)
    if item is None or intent is None or intent.tasks != (item,) or intent.no_news:
        return False
    noted = intent.change.status is None and intent.change.percent is None
    if not noted or intent.name == "done" or ref_at(line.folded, 0) is not None:
        return False
    if len(line.folded) > _LONGEST:
        return False
    return bool(_HEADING.fullmatch(_whole(line))) or casts_doubt(line.folded, done=True)


def _intent(verdict: Verdict) -> Intent | None:
    """What a verdict would write about items."""
    match verdict:
        case Act(intent) | Confirm(intent) if intent.name in _WRITES:
            return intent
    return None


def _asked(line: Line, verdict: Verdict, *, known: bool) -> Verdict:
    """``known``: the item is; otherwise the line is a point of the one above."""
    text, intent = line.text(0), _intent(verdict)
    if not known:
        return Ask(Code.AMBIGUOUS, {"text": text})
    if intent is None:
        return verdict
    offers = (text,) if len(intent.tasks) == 1 else ()
    return Ask(Code.AMBIGUOUS, {"text": text, "number": intent.tasks[0]}, offers)


def _points(found: Sequence[_Read]) -> set[int]:
    """1. 2. 3. below a line about an item are its points; 1 and 2 with a space are, if both are."""
    result = set[int]()
    for at, (line, verdict) in enumerate(found):
        about = isinstance(verdict, Act) and len(verdict.intent.tasks) == 1
        if not about or at in result or _number(line) == 1:
            continue
        run = list[int]()
        for below in range(at + 1, len(found)):
            if _number(found[below][0]) != len(run) + 1:
                break
            run.append(below)
        marked = bool(run) and _MARKED.match(found[run[0]][0].folded) is not None
        if marked or len(run) > 1:
            result |= set(run)
    return result


def _number(line: Line) -> int:
    found = _BULLET.match(line.folded)
    return int(found[1]) if found else 0


def _numbered(found: Sequence[_Read]) -> set[int]:
    """Lines that begin with 1, 2, 3 and name another item behind it are numbered."""
    numbers = [_number(line) for line, _ in found]
    if numbers != list(range(1, len(found) + 1)):
        return set()
    several = [
        at for at, (_, verdict) in enumerate(found) if len((_intent(verdict) or _NONE).tasks) > 1
    ]
    return set(several)


def _headed(found: Sequence[_Read]) -> set[int]:
    """Everything below a heading that names no item; 您好 is none."""
    for at, (line, verdict) in enumerate(found):
        unread = isinstance(verdict, Ask) and verdict.code in _UNREAD
        headed = len(line.folded) <= _LONGEST and _HEADING.fullmatch(_whole(line))
        if unread and headed and ref_at(line.folded, 0) is None:
            return set(range(at + 1, len(found)))
        if _intent(verdict) is not None:
            break
    return set()


def _idle(found: Sequence[_Read]) -> set[int]:
    """Greetings and honest headings above what is reported: 本周进展如下： needs no answer."""
    first = next((at for at, (_, verdict) in enumerate(found) if _intent(verdict)), 0)
    result = set[int]()
    for at, (line, verdict) in enumerate(found[:first]):
        greets = isinstance(verdict, Act) and verdict.intent == _HELP and line.folded != "?"
        unread = isinstance(verdict, Ask) and verdict.code in _UNREAD
        whole = _whole(line)
        heads = unread and whole.endswith(":") and len(whole) <= _LONGEST
        if greets or (heads and not _HEADING.fullmatch(whole) and not ref_at(line.folded, 0)):
            result.add(at)
    return result


def _whole(line: Line) -> str:
    """The folded line with the colon that ends it, which ``folded`` leaves out."""
    colon = line.original.rstrip()[-1:] in ":："
    return f"{line.folded.rstrip(':')}:" if colon else line.folded


def _taken_back(found: Sequence[_Read]) -> set[int]:
    """The line above one that takes back, doubts or asks, and names nothing itself."""
    result = set[int]()
    for at in range(1, len(found)):
        line, verdict = found[at]
        if _intent(found[at - 1][1]) is None or ref_at(line.folded, 0) is not None:
            continue
        if len(line.folded) > _LONGEST or _intent(verdict) is not None:
            continue
        undone = isinstance(verdict, Act) and verdict.intent.name in ("help", "show")
        done = _is_done(found[at - 1][1])
        if undone or (isinstance(verdict, Ask) and _doubts(line, done=done)):
            result.add(at - 1)
    return result


def _doubts(line: Line, *, done: bool) -> bool:
    said = line.folded
    slip = aside(said, 1, line.text(0)) is not None
    return slip or retracts(said) or casts_doubt(said, done=done) or speech.ends_asking(said)


_NONE, _HELP = Intent(name=""), Intent(name="help")
