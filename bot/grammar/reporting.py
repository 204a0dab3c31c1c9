"""What stands behind 报送 and 已线下报送: an item, a period, and what is done with its report."""

import re
from dataclasses import replace
from enum import StrEnum

from bot.errors import Code
from bot.grammar import asks, speech
from bot.grammar.dates import Wrong, day_of
from bot.grammar.fields import LONGEST, Fields, fields_at
from bot.grammar.intent import Act, Ask, Intent, Refuse, Verdict
from bot.grammar.numbered import numbered_at, sections
from bot.grammar.opening import Arguments, opening_at
from bot.grammar.periods import OWN_NAME, period_at
from bot.grammar.prepare import Line
from bot.grammar.queries import NOT_A_NUMBER
from bot.grammar.refs import Ref, Refs, is_han, ref_at, refs_at, unknown
from bot.grammar.values import NO_NEWS
from bot.model.update import Change


class Reporting(StrEnum):
    """What is done with a report; without one of these it is shown."""

    ASK = "ask"  # shown, with the question what to write into one field
    FILL = "fill"
    KEEP = "keep"  # as a draft
    SIGN = "sign"
    SIGN_SUBMIT = "sign and submit"
    SIGN_COORDINATE = "sign and coordinate"  # and submit, and set the part blocked
    SUBMIT = "submit"
    COORDINATE = "coordinate"
    NO_NEWS = "no news"
    WITHDRAW = "withdraw"
    UNSURE = "unsure"  # a word: a period of the office's own if one is called so, else unclear


FIELDS = ("progress", "problems", "next_steps")
LABELS = {"progress": "进展", "problems": "问题", "next_steps": "下一步"}
ENGLISH_LABELS = {"progress": "progress", "problems": "problems", "next_steps": "next"}
_COORDINATE = "(?:并|及)?申请协调|(?:and )?(?:ask for )?coordinat(?:e|ion)"
_SIGNED = re.compile(
    f"(?:已审签|approved|signed off)(?:并?报送| and submit(?:ted)?)?"
    f"(?P<coordinate> ?(?:{_COORDINATE}))?(?![a-z])"
)
_WORDS: tuple[tuple[re.Pattern[str], Reporting], ...] = (
    (re.compile("(?:审签|sign(?: off)?)(?![a-z])"), Reporting.SIGN),
    (re.compile("(?:提交|submit)(?![a-z])"), Reporting.SUBMIT),
    (re.compile("(?:存?草稿|keep(?: as)?(?: a)?(?: draft)?|draft)(?![a-z])"), Reporting.KEEP),
    (re.compile("(?:撤回|withdraw|recall)(?![a-z])"), Reporting.WITHDRAW),
    (re.compile(f"(?:{_COORDINATE})(?![a-z])"), Reporting.COORDINATE),
)
_NAMED = (Reporting.SIGN, Reporting.SIGN_SUBMIT, Reporting.SIGN_COORDINATE)
_BETWEEN = re.compile("[ ,:;。、]{0,3}")
_DATE = re.compile(
    "[ ,:]{1,3}(?:(?:[0-9]{4}-)?[0-9]{1,2}-[0-9]{1,2}"
    "|[0-9]{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
)
"""Behind one item: no list of items."""
_BEFORE_A_NAME = re.compile("[ ,:;。、(]{0,3}(?:by |人[:是 ]{0,2})?")
_NOTHING = re.compile(": ?没有$")
_LONGEST_NAME = 40
_EARLY = re.compile(f"(?:{_COORDINATE}) ?")


def report(a: Arguments) -> Verdict | None:
    """``24``, ``24 Q3 已审签 王处长``, ``24 进展：… 问题：…``; nothing: what is still owed."""
    folded, at = a.line.folded, _past(a.line.folded, a.at)
    early = _EARLY.match(folded, at)
    at = early.end() if early else at
    period, at = _period(a, at)
    found = _item(a, _past(folded, at))
    if not isinstance(found, Ref | None):
        return found
    at = found.end if found else at
    if period is None:
        period, at = _period(a, _past(folded, at))
    item = found.number if found else a.context.item
    rest = speech.without_tail(folded[_past(folded, at) :])
    if item is None and rest:
        item = a.context.step
    if item is None and not rest and early is None:
        return Act(Intent(name="report", period=period))
    done = _done(a.line, _past(folded, at))
    if early and not rest:
        done = Intent(name="report", verb=Reporting.COORDINATE)
    if isinstance(done, Refuse):
        return done
    if item is None:
        return _no_item(a, done, rest)
    if done is None:
        return (
            _text(a, item, found.end if found else a.at) if not a.opening.glued or found else None
        )
    made = Intent(
        name="report",
        tasks=(item,),
        period=period,
        verb=done.verb,
        change=done.change,
        who=done.who,
        words=done.words,
    )
    return Act(made)


def said(line: Line, item: int, period: str | None) -> Verdict | None:
    """已审签, 提交, 存草稿 as a whole line, while the report of ``item`` is being filled in."""
    folded = line.folded
    if not (_SIGNED.match(folded) or any(words.match(folded) for words, _ in _WORDS[:3])):
        return None
    done = _done(line, 0)
    if not isinstance(done, Intent) or done.verb is None:
        return None
    intent = Intent(name="report", tasks=(item,), period=period, verb=done.verb, who=done.who)
    return Act(intent)


def offline(a: Arguments) -> Verdict | None:
    """``12``, ``12 10月9日``; without a date it is today."""
    folded = a.line.folded
    start = _past(folded, a.at)
    first = ref_at(folded, start)
    dated = isinstance(first, Ref) and _DATE.fullmatch(folded, first.end)
    found: Ref | Verdict | None = first if dated else _item(a, start)
    if not isinstance(found, Ref | None):
        return found
    item = found.number if found else a.context.item
    if item is None:
        if not a.rest:
            return asks.missing_task()
        return None if a.opening.glued else asks.bad_number(a.rest)
    at = _past(folded, found.end if found else a.at)
    rest = speech.without_tail(folded[at:])
    if not rest:
        return Act(Intent(name="offline", tasks=(item,)))
    day = day_of(rest, a.context.now, a.context.calendar)
    if isinstance(day, Wrong):
        return Ask(day.code, {"text": day.text, "number": item})
    return Act(Intent(name="offline", tasks=(item,), day=day))


def _period(a: Arguments, at: int) -> tuple[str | None, int]:
    return period_at(a.line.folded, at, a.context.now.date()) or (None, at)


def _item(a: Arguments, at: int) -> Ref | Verdict | None:
    """The one item that stands at ``at``; several are asked about."""
    folded, highest = a.line.folded, a.context.highest
    first = ref_at(folded, at)
    if not isinstance(first, Ref):
        return first
    if not 1 <= first.number <= highest:
        return unknown(first.word)
    if period_at(folded, _past(folded, first.end), a.context.now.date()) is None:
        refs = refs_at(folded, at, highest)
        if isinstance(refs, Refs) and len(refs.numbers) > 1 and not _is_field(a.line, first, refs):
            return _several(a, refs)
    return first


def _is_field(line: Line, item: Ref, refs: Refs) -> bool:
    """Whether the second number is a field of the first one's report: 报送 24 1 已汇总.

    A list of items has more members, or 、 between them, or what is done with each behind it.
    """
    at = _past(line.folded, item.end)
    found = numbered_at(line, at)
    if found is None or len(refs.numbers) != 2 or "、" in line.folded[item.end : at]:  # noqa: PLR2004
        return False
    done = None if found.circled else _done(line, found.end)
    return not (isinstance(done, Intent) and done.verb is not Reporting.FILL)


def _several(a: Arguments, refs: Refs) -> Ask:
    """One line for each item, with what is done with it; a text would be its progress.

    Behind another command's word there is nothing to offer but the reports.
    """
    folded, at = a.line.folded, _past(a.line.folded, refs.end)
    rest, done = a.line.text(refs.end), _done(a.line, at)
    if done is None and opening_at(folded, at) is not None:
        rest, done = "", Intent(name="report")
    offers = []
    for number in refs.numbers[: asks.AT_ONCE]:
        line = f"{a.opening.word} {number} {rest}".strip()
        offers.append(line if done is not None else in_progress(number, rest.lstrip(" ,，:：、")))
    return Ask(Code.AMBIGUOUS, {"text": a.line.text(0)}, tuple(offers))


def _done(line: Line, at: int) -> Intent | Refuse | None:
    """What the rest of the line does with the report: an intent without its item, None if unclear.

    A question only looks; 问题：没有 is none.
    """
    folded = line.folded
    rest = speech.without_tail(folded[at:])
    if not rest or (speech.is_question(rest) and not _NOTHING.search(rest)):
        return Intent(name="report")
    if NO_NEWS.fullmatch(rest):
        change = Change(progress=line.text(at, at + len(rest)))
        return Intent(name="report", verb=Reporting.NO_NEWS, change=change)
    if found := _SIGNED.match(folded, at):
        both = found["coordinate"] is not None
        verb = Reporting.SIGN_COORDINATE if both else Reporting.SIGN_SUBMIT
        return _with_name(line, found.end(), verb)
    for words, verb in _WORDS:
        if found := words.match(folded, at):
            return _with_name(line, found.end(), verb)
    if (numbered := numbered_at(line, at)) is not None:
        texts = sections(line, numbered)
        change = Change.of_texts({FIELDS[number - 1]: text for number, text in texts.items()})
        long = any(len(text) > LONGEST for text in texts.values())
        return (
            Refuse(Code.TOO_LONG)
            if long
            else Intent(name="report", verb=Reporting.FILL, change=change)
        )
    fields = fields_at(line, at)
    if isinstance(fields, Refuse):
        return fields
    return _filled(folded, at, fields) if fields.labelled else None


def _with_name(line: Line, at: int, verb: Reporting) -> Intent | None:
    if speech.is_tail(line.folded[at:]):
        return Intent(name="report", verb=verb)
    start = _BEFORE_A_NAME.match(line.folded, at)
    name = line.text(start.end() if start else at).strip("()（）。")
    if verb not in _NAMED or not name or len(name) > _LONGEST_NAME:
        return None
    return Intent(name="report", verb=verb, who=name)


def _filled(folded: str, at: int, fields: Fields) -> Intent:
    """The labelled texts; a label alone asks what to write there."""
    change = Change(
        progress=fields.progress, problems=fields.problems, next_steps=fields.next_steps
    )
    if not fields.empty:
        return Intent(name="report", verb=Reporting.FILL, change=change)
    kinds = {"问": "problems", "困": "problems", "存": "problems", "p": "problems"}
    kinds |= {"下": "next_steps", "打": "next_steps", "n": "next_steps"}
    name = "progress" if folded.startswith("prog", at) else kinds.get(folded[at], "progress")
    return Intent(name="report", verb=Reporting.ASK, words=name)


def _no_item(a: Arguments, done: Intent | None, rest: str) -> Verdict | None:
    if done is not None and (done.verb is not None or a.opening.slash):
        return asks.missing_task()
    if a.opening.glued:
        return None
    if NOT_A_NUMBER.match(rest):
        return asks.bad_number(rest)
    return Act(Intent(name="report", period=rest)) if done is None else asks.missing_task()


def _text(a: Arguments, item: int, at: int) -> Verdict:
    """Text without a label: probably its progress, but nobody said so."""
    text = a.line.text(_past(a.line.folded, at))
    if OWN_NAME.fullmatch(text):
        called = Intent(name="report", tasks=(item,), period=text, verb=Reporting.UNSURE)
        return Act(replace(called, words=a.line.text(0)))
    line = in_progress(item, text)
    return Ask(Code.AMBIGUOUS, {"text": a.line.text(0), "number": item}, (line,))


def in_progress(item: int, text: str) -> str:
    """The line that writes ``text`` into the first field."""
    han = any(map(is_han, text))
    return f"报送 {item} 进展：{text}" if han else f"report {item} progress: {text}"


def _past(folded: str, at: int) -> int:
    found = _BETWEEN.match(folded, at)
    return found.end() if found else at
