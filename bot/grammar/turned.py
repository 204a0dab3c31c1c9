"""An item and then its command: ``24 报送``, ``24稍后2小时``, ``24 更正 应为22家``, ``撤销 24``."""

import re

from bot.errors import Code
from bot.grammar import asks, speech
from bot.grammar.arguments import command
from bot.grammar.intent import Act, Ask, Context, Intent, Verdict
from bot.grammar.opening import opening_at
from bot.grammar.periods import period_at
from bot.grammar.prepare import Line, lines
from bot.grammar.refs import Ref, Refs, is_han, outside, ref_at, refs_at
from bot.grammar.swapped import answered, moved, opened, sealed, swapped
from bot.model.update import Change

_RUN = frozenset(("report", "snooze", "remind", "offline"))
"""Commands whose line is clear whichever stands first; what others write is asked about."""

_ME = re.compile("(?:我|me)(?![a-z]) ?")
_OFFLINE = re.compile(
    " ?(?:已经?)?(?:在|走|通过)?线下(?:报送?|上报|提交|交)过?了?(?= |$|[0-9,。.!])[ ,]*"
)
_UNDO = re.compile("(?:撤[销消]|撤回|undo|revert)(?:掉|一下)?(?![a-z])")
_NOTHING = re.compile(
    "(no (?:news|(?:new )?updates?|changes?|progress)|nothing new) (?:on|for|about|regarding"
    "|with) "
    "(?:tasks? |items? )?(?=#?[0-9])"
)
_INTO = re.compile(
    "(?:把?这[个条]|给|在|往)?(?:(?:记|写|填|加|放|补)(?:(?:一下|一笔|一条)(?:到|在|入|进|给)?"
    " ?|[到在入进给] ?)"
    "|(?<=[给在往]))"
    "(?=第|#|[0-9]|任务)"
)
_JOTTED = re.compile(
    "(?:里|上|中|下面)?(?:再)?(?:帮我)?(?:记|加|写|补|添)(?:一下|上)?(?:一?[笔条句个])?(?:进展"
    "|备注)?[ ,:]+"
)
_REMINDER = re.compile(
    "(?P<set>(?:please )?(?:set|create|make|add)(?: me)? (?:a |an |another "
    "|up a )?)?reminders?(?![a-z])"
    "(?: (?:for|on|about|to)(?= ))? ?"
)
_OF_PERIOD = re.compile("[的 ]{0,2}(?:报送单?|填报|报表|季报)")
_LONGEST = 2100


def turned(line: Line, context: Context) -> Verdict | None:
    """The reading of the line with its command word in front; None where it is something else."""
    folded = line.folded
    if len(folded) > _LONGEST:
        return None
    if (found := _undone(line, context)) is not None:
        return found
    for form in (_set_reminder, _no_news, _jotted, _of_period, answered, opened, sealed):
        if (found := form(line, context)) is not None:
            return found
    return (
        _offline(line, context)
        or _command_after(line, context)
        or moved(line, context.item, context)
    )


def _set_reminder(line: Line, context: Context) -> Verdict | None:
    """``set a reminder for 24 tomorrow``, and what waits."""
    found = _REMINDER.match(line.folded)
    if found is None:
        return None
    text = line.text(found.end())
    read = next(lines(f"remind {text}"))
    opening = opening_at(read.folded, 0)
    verdict = None if opening is None else command(read, context, opening)
    return verdict if found["set"] or isinstance(verdict, Act) else None


def _offline(line: Line, context: Context) -> Verdict | None:
    """``12 线下报了 10月9日``, and 线下报了 on a card."""
    ref = ref_at(line.folded, 0)
    item, at = (context.item, 0) if ref is None else (_item(ref, context), getattr(ref, "end", 0))
    found = None if item is None else _OFFLINE.match(line.folded, at)
    if item is None or found is None:
        return None
    return _read("已线下报送", item, line.text(found.end()), context)


def _command_after(line: Line, context: Context) -> Verdict | None:
    folded, ref = line.folded, ref_at(line.folded, 0)
    item = _item(ref, context)
    if not isinstance(ref, Ref) or item is None:
        return None
    at = ref.end + len(folded[ref.end :]) - len(folded[ref.end :].lstrip(" ,:"))
    at = speech.opening(folded, at)
    opening = opening_at(folded, at)
    if opening is None or opening.slash or opening.name not in _RUN:
        return swapped(line, ref, context)
    end = opening.end
    if opening.name == "remind" and (me := _ME.match(folded, end)):
        end = me.end()
    elif opening.glued and not folded[end].isdigit():
        return None
    return _read(opening.word, item, line.text(end), context)


def _item(ref: Ref | Ask | None, context: Context) -> int | None:
    """The item that a line begins with; on a card a bare number of another is none."""
    if not isinstance(ref, Ref) or not 1 <= ref.number <= context.highest:
        return None
    return ref.number if ref.marked or context.item in (None, ref.number) else None


def _read(word: str, item: int, text: str, context: Context) -> Verdict | None:
    """What the line means when the command word comes first, if that is clear."""
    line = next(lines(f"{word} {item} {text}"))
    opening = opening_at(line.folded, 0)
    verdict = None if opening is None else command(line, context, opening)
    if isinstance(verdict, Ask) and verdict.code is Code.MISSING_FIELDS:
        return verdict
    if not isinstance(verdict, Act) or verdict.intent.tasks != (item,):
        return None
    return None if verdict.intent.change.has_text else verdict


def _undone(line: Line, context: Context) -> Verdict | None:
    """撤销 24 and 24 撤销: what is taken back is one's last message, whichever item it was."""
    bare = speech.without_tail(line.folded)
    first = _UNDO.match(bare)
    at = first.end() + (bare[first.end() : first.end() + 1] == " ") if first else 0
    ref = ref_at(bare, at)
    if not isinstance(ref, Ref) or not 1 <= ref.number <= context.highest:
        return None
    rest = bare[ref.end :].strip(" ,的")
    if first is None and not _UNDO.fullmatch(rest):
        return None
    if first is not None and rest not in ("", "更新", "记录", "进展", "那条", "这条"):
        return None
    undo, correct = ("撤销", "更正") if any(map(is_han, bare)) else ("undo", "correct")
    facts = {"undo": ref.number}
    return Ask(Code.AMBIGUOUS, facts, (undo, f"{correct} {ref.number}", str(ref.number)))


def _no_news(line: Line, context: Context) -> Verdict | None:
    """``no update on 24``."""
    found = _NOTHING.match(line.folded)
    refs = refs_at(line.folded, found.end(), context.highest) if found else None
    if found is None or not isinstance(refs, Refs):
        return None
    if not speech.is_tail(line.folded[refs.end :]):
        return None
    wrong = outside(refs, context.highest)
    change = Change(progress=line.text(0, found.end(1)))
    said = Intent(name="update", tasks=refs.numbers, change=change, no_news=True)
    return wrong or asks.acted(said)


def _jotted(line: Line, context: Context) -> Verdict | None:
    """``记到24 会议已召开``, ``24记一笔：会议已召开``: a note, nothing else is read in it."""
    folded = line.folded
    start = speech.opening(folded)
    into = _INTO.match(folded, start)
    ref = ref_at(folded, into.end() if into else start)
    if not isinstance(ref, Ref) or not 1 <= ref.number <= context.highest:
        return None
    jotted = _JOTTED.match(folded, ref.end)
    if into is None and jotted is None:
        return None
    end = jotted.end() if jotted else ref.end
    glued = not jotted and folded[end : end + 1] not in ("", " ", ":", ",")
    text = line.text(end).lstrip(" ,，:：")
    if not speech.says_something(text):
        return asks.missing_fields(ref.number)
    if glued:
        return asks.unclear(line.text(0), ref.number, text)
    found = next(lines(_note(ref.number, text)))
    opening = opening_at(found.folded, 0)
    return None if opening is None else command(found, context, opening)


def _of_period(line: Line, context: Context) -> Verdict | None:
    """``第三季度报送``: what is owed for it."""
    found = period_at(line.folded, 0, context.now.date())
    named = _OF_PERIOD.match(line.folded, found[1]) if found else None
    if found is None or named is None or not speech.is_tail(line.folded[named.end() :]):
        return None
    return Act(Intent(name="report", period=found[0]))


def _note(item: int, text: str) -> str:
    return f"{'备注' if any(map(is_han, text)) else 'note'} {item} {text}"
