"""A command that stands behind its item or is called otherwise: 24 转交李四, 答复 24 …, 报24.

What only opens a form is opened; what would write, or could be a note as well, is offered.
"""

import re

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.arguments import command
from bot.grammar.dates import Wrong
from bot.grammar.days import date_at
from bot.grammar.intent import Act, Ask, Context, Intent, Verdict
from bot.grammar.opening import Opening, opening_at
from bot.grammar.periods import period_at
from bot.grammar.prepare import Line, lines
from bot.grammar.refs import Ref, is_han, ref_at, unknown
from bot.grammar.values import values_at
from bot.grammar.words import words

_WITH_WORDS = frozenset(
    words("correct nudge jot handover deadline return coord extend_ok extend_no")
)
_ALONE = _WITH_WORDS | {"approve", "close", "reopen", "restrict"}
_GLUED = ("转交", "代管", "定时限")
"""Nobody files these as news of an item, whatever is glued to them."""

_DATED = ("deadline", "extend")
"""English words that begin a note as well, but not one that goes on with a date."""

_ENGLISH_WITH_WORDS = ("correct", "nudge", "jot", "handover", "hand over", "coord")
_STATUS = "需协调"
_ANSWER = ("答复 ", "答复:", "答复,")
_YES_OR_NO = ("是", "否")
_FORM = re.compile(
    "(?:(?:我们?|想|要|请|帮我|来|去|先|现在|麻烦)*)(?:填报|报送|上报|报|填写?)(?:一下)? ?"
)
_OF_FORM = re.compile("(?:的)?(?:本季度?|这个?季度?)?的?(?:季报|报送单|报表|报告|季度报告)?")
_ANSWERED = re.compile("(?:答复|answer|reply(?: to)?)(?![a-z])[ :]{0,2}")
_SEAL = re.compile("(?:封存|seal)(?![a-z]) ?")
_TAKEN = re.compile("(?:把|将)")
_DEADLINE = "时限|期限|截止(?:日期|时间)?|完成(?:时间|时限)|deadline|due date"
_MOVED = re.compile(
    f"[ ,:]*(?:'s |的)?(?P<what>{_DEADLINE})? ?(?:请|要|需要?|想|申请|帮我|is |has been )*"
    "(?:(?P<put>改|定|调整?|变更|设|change|move|set)d?"
    "|延|延长|推迟|顺延|延后|后延|放宽|extend|postpone|push)(?:e?d)?"
    "(?:到|至|为|在|成| to| until| till)[ :]?"
)
_VAGUE = 8  # characters of a time that is no day: 下个月
_TRIM = " ,，:：;；、"


def swapped(line: Line, ref: Ref, context: Context) -> Verdict | None:
    """The question whether ``24 转交李四`` is the command or a note."""
    folded = line.folded
    at = ref.end + len(folded[ref.end :]) - len(folded[ref.end :].lstrip(" ,:"))
    at = speech.opening(folded, at)
    if folded.startswith(_ANSWER, at):
        offers = (f"协调 {ref.number} {line.text(at)}", _note(ref.number, line.text(at)))
        return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, offers)
    opening = opening_at(folded, at)
    if opening is None or opening.slash or opening.word == _STATUS:
        return None
    text = line.text(opening.end).lstrip(_TRIM)
    if not _is_command(opening, text) and not _is_dated(opening, ref.number, text, context):
        return None
    if opening.name == "handover":
        text = text.removeprefix("给").removeprefix("to ").strip()
        offer = f"{opening.word} {text}".strip()
    else:
        offer = f"{opening.word} {ref.number} {text}".strip()
    verdict = _commanded(offer, context) if opening.name == "deadline" and text else None
    days = verdict.offers if isinstance(verdict, Ask) else ()
    note = _note(ref.number, line.text(at))
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, (*(days or (offer,)), note))


def _is_command(opening: Opening, text: str) -> bool:
    if not text:
        return opening.name in _ALONE and opening.word != "deadline"
    if opening.glued:
        return opening.word in _GLUED or (
            opening.name in ("correct", "nudge", "jot") and text[0].isdigit()
        )
    if opening.word.isascii():
        return opening.word in _ENGLISH_WITH_WORDS
    if opening.name == "restrict":
        return text in _YES_OR_NO
    return opening.name in _WITH_WORDS


def _is_dated(opening: Opening, item: int, text: str, context: Context) -> bool:
    if opening.word not in _DATED:
        return False
    verdict = _commanded(f"{opening.word} {item} {text}", context)
    return isinstance(verdict, Act) and verdict.intent.day is not None


def moved(line: Line, item: int | None, context: Context) -> Verdict | None:
    """``24时限改到12月5日``, 推迟到年底 on a card: set by the office, or asked of it."""
    folded = line.folded
    taken = _TAKEN.match(folded)
    start = taken.end() if taken else 0
    ref = ref_at(folded, start)
    if isinstance(ref, Ref) and 1 <= ref.number <= context.highest:
        item, start = ref.number, ref.end
    start = speech.opening(folded, start + (folded[start : start + 1] == " "))
    found = _MOVED.match(folded, start) if item is not None else None
    if item is None or found is None or (found["put"] and not found["what"]):
        return None
    day = date_at(folded, found.end(), context)
    rest = folded[found.end() :]
    said = line.text(start).lstrip(_TRIM + "的")
    han = any(map(is_han, folded))
    ask = "延期" if han else "extend"
    offers: tuple[str, ...]
    if isinstance(day, tuple) and speech.is_tail(folded[day[1] :]):
        typed = line.text(found.end(), day[1])
        limit = "定时限" if han else "deadline"
        offers = (f"{limit} {item} {typed}", f"{ask} {item} {typed}")
    elif (isinstance(day, Wrong) or day is None) and len(rest) <= _VAGUE:
        offers = (f"{ask} {item}",)
    else:
        return None
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, (*offers, _note(item, said)))


def answered(line: Line, context: Context) -> Verdict | None:
    """``答复 24 同意``: what the button of a request says, as one types it."""
    found = _ANSWERED.match(line.folded)
    ref = ref_at(line.folded, found.end()) if found else None
    if found is None or not isinstance(ref, Ref):
        return None
    han = any(map(is_han, found[0]))
    coord, answer = ("协调", "答复") if han else ("coord", "answer")
    text = line.text(ref.end).lstrip(_TRIM)
    return _commanded(f"{coord} {ref.number} {answer} {text}".strip(), context)


def opened(line: Line, context: Context) -> Verdict | None:
    """``报24``, ``我要报第99项的季报``: the form; with a value behind it either may be meant."""
    found = _FORM.match(line.folded)
    ref = ref_at(line.folded, found.end()) if found else None
    if not isinstance(ref, Ref):
        return None
    rest = speech.without_tail(line.folded[ref.end :])
    if _OF_FORM.fullmatch(rest):
        if not 1 <= ref.number <= context.highest:
            return unknown(ref.word)
        return Act(Intent(name="report", tasks=(ref.number,)))
    if values_at(line.folded, ref.end).empty:
        return None
    offers = (f"{ref.number} {line.text(ref.end).lstrip(_TRIM)}", f"报送 {ref.number}")
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, offers)


def sealed(line: Line, context: Context) -> Verdict | None:
    """``封存 Q3``: the office says it without 报送期."""
    found = _SEAL.match(line.folded)
    period = period_at(line.folded, found.end(), context.now.date()) if found else None
    if found is None or period is None or not speech.is_tail(line.folded[period[1] :]):
        return None
    return _commanded(f"报送期 封存 {line.text(found.end(), period[1])}", context)


def _commanded(text: str, context: Context) -> Verdict | None:
    line = next(lines(text))
    opening = opening_at(line.folded, 0)
    return None if opening is None else command(line, context, opening)


def _note(item: int, text: str) -> str:
    return f"{'备注' if any(map(is_han, text)) else 'note'} {item} {text}"
