"""One line from its first word to its last: which of the forms it has, tried in a fixed order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.errors import Code
from bot.grammar import asides, asks, speech
from bot.grammar.arguments import command
from bot.grammar.codes import lone_code
from bot.grammar.howto import how_to
from bot.grammar.intent import Acknowledge, Act, Ask, Confirm, Context, Intent, Refuse, Verdict
from bot.grammar.items import items, on_card
from bot.grammar.opening import Opening, opening_at
from bot.grammar.phrases import phrase
from bot.grammar.preface import without_preface
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, Refs, is_han, outside, ref_at, refs_at, unknown
from bot.grammar.reminders import told
from bot.grammar.stepping import filling
from bot.grammar.turned import turned
from bot.grammar.typos import command_meant
from bot.grammar.values import values_at
from bot.grammar.vocabulary import READS
from bot.grammar.words import words

_GREETINGS = frozenset(
    words(
        "你好 您好 hi hello hey 早 早上好 上午好 下午好 good__morning 在吗 在么 在不在 有人吗"
        " 有人在吗"
        " 你好在吗 您好在吗"
    )
)
_ALL = re.compile("全部|所有|一切|每一?[项个条]|(?<![a-z])(?:all|every|everything|each)(?![a-z])")
_FORBIDDEN = re.compile(
    "sudo|ignore|忽略|无视|grant|delete|删除|drop|remove|assign|role|admin|eval|exec|system"
    "|override|扮演|授权|提权|管理员"
)
_ASKED = re.compile(
    "(?:any|anything|got|show|view|open|see|display|get|check|give|tell|is|are|has|have|was|did"
    "|does|do|when"
    "|when's|what|what's|whats|how|how's|where|where's|why|who|who's)"
    "(?![a-z'])[a-z' ]{0,60} (?=(?:task|item|number|no|#|[0-9]))"
)
_HISTORY = re.compile("(?<![a-z])(?:history|log|trail)(?![a-z])")
_WORDS = re.compile("(?: [a-z' ]{0,80})?\\??")
_COMPLETED = re.compile(
    "(?:我们?|我部门?|我单位|本部门|本单位|我处)?(?:已经?|刚刚?|都|终于)?(?:完成|办结|做完|搞定"
    "|办完|办好)了?[ :]{0,2}(?=第|#|任务|[0-9一二三四五六七八九十百])"
    "|(?:(?:i|we)(?: have|'ve)? )(?:just |already |now )?(?:finished|completed|done(?: with)?"
    "|closed out|wrapped up) (?:with )?(?:the )?"
)
_APPROVED = re.compile("(?:已审签|approved by|signed off)(?![a-z])")
_NEARLY = re.compile("(?:就|马上|即将|基本)?快?(?:要|就要)?完成了?[ 。.!~]*")
"""No question what is due: 快完成了."""

_SLASHED = re.compile("/[a-z_]")
_LONGEST_TYPO, _SHORTEST_CHINESE = 24, 2
_LONGEST_QUESTION = 120


def read_line(line: Line, context: Context) -> Verdict:
    """The first form that fits; nothing is guessed when none does."""
    bare = line.folded.strip()
    if bare and not bare.strip("? "):
        return Act(Intent(name="help"))
    if speech.is_small_talk(bare):
        return Acknowledge()
    if bare.strip(" !~.,。") in _GREETINGS:
        return Act(Intent(name="help"))
    if context.step is not None and (verdict := filling(line, context, context.step)) is not None:
        return verdict
    line = without_preface(line)
    for form in _FORMS:
        if (verdict := form(line, context)) is not None:
            return verdict
    return _nothing(line)


def _commanded(line: Line, context: Context) -> Verdict | None:
    """A command word at the start, or after 请, 帮我 …"""
    for at in dict.fromkeys((0, speech.opening(line.folded))):
        opening = opening_at(line.folded, at)
        if opening is not None and not opening.unknown:
            verdict = command(line, context, opening)
            if verdict is not None and not _asked(line, verdict):
                return verdict
    return None


def _asked(line: Line, verdict: Verdict) -> bool:
    """A write that ends like a question is one."""
    return (
        isinstance(verdict, Act | Confirm)
        and verdict.intent.name not in READS
        and not (verdict.intent.name == "report" and verdict.intent.verb is None)
        and not verdict.intent.change.has_text
        and line.folded.endswith("?")
    )


def _phrased(line: Line, context: Context) -> Verdict | None:
    """Free wording, questions about the bot, and a binding code by itself."""
    if context.item is None and (code := lone_code(line.folded)) is not None:
        return Act(Intent(name="bind", code=code))
    if _NEARLY.fullmatch(line.folded):
        return None
    found = phrase(line) or how_to(line)
    if context.item is not None and isinstance(found, Act) and found.intent.name == "due":
        return None if speech.asks_first(line.folded) else found  # 什么时候到期 on a card: its date
    return found


def _completed(line: Line, context: Context) -> Verdict | None:
    """我完成了第43项, we've finished task 43: the sentence must fill the line."""
    at = speech.opening(line.folded)
    found = _COMPLETED.match(line.folded, at)
    if found is None or speech.is_question(line.folded):
        return None
    refs = refs_at(line.folded, found.end(), context.highest)
    if not isinstance(refs, Refs) or refs.loose or refs.ranged or refs.first.counted:
        return None
    if not speech.is_tail(line.folded[refs.end :]):
        return None
    wrong = outside(refs, context.highest)
    return wrong or asks.acted(Intent(name="done", tasks=refs.numbers))


def _questioned(line: Line, context: Context) -> Verdict | None:
    """is 59 done?, what's the status of task 58: the item is shown, nothing is written."""
    at = speech.opening(line.folded)
    found = _ASKED.match(line.folded, at) if len(line.folded) <= _LONGEST_QUESTION else None
    ref = ref_at(line.folded, found.end()) if found else None
    if not isinstance(ref, Ref) or not _WORDS.fullmatch(line.folded[ref.end :].rstrip(" .!")):
        return None
    if not 1 <= ref.number <= context.highest:
        return unknown(ref.word)
    name = "history" if _HISTORY.search(line.folded) else "show"
    return Act(Intent(name=name, tasks=(ref.number,)))


def _replied(line: Line, context: Context) -> Verdict | None:
    """In a reply the card's item wins, unless the line marks another."""
    if context.item is None:
        return None
    if _SLASHED.match(line.folded):
        return asks.not_understood(line.text(0))
    if _APPROVED.match(line.folded):
        return _approves(line, context.item)
    shared = values_at(line.folded, 0)
    whole = shared.percent is not None and speech.is_tail(line.folded[shared.end :])
    if whole and line.folded[0].isdigit():  # 60 % is no item 60
        return on_card(line, 0, context, context.item)
    refs = refs_at(line.folded, 0, context.highest)
    if isinstance(refs, Refs) and not speech.counts_things(line.folded):
        if refs.marked or context.item in refs.numbers:
            return None
        rest = line.folded[refs.end :]
        apart = rest[:1] in (" ", ":", ",") and not refs.first.counted
        if apart or not values_at(line.folded, refs.end).empty or speech.is_tail(rest):
            return _either(line, refs, context.item)
    return on_card(line, 0, context, context.item)


def _approves(line: Line, item: int) -> Ask:
    """已审签 王处长 in answer to a card is hardly news of the item: of its report, or is it?"""
    text = line.text(0)
    han = any(map(is_han, text))
    report, note = ("报送", "备注") if han else ("report", "note")
    return Ask(Code.AMBIGUOUS, {"text": text}, (f"{report} {item} {text}", f"{note} {item} {text}"))


def _either(line: Line, refs: Refs, item: int) -> Ask:
    """A bare number that is not the card's: did it mean another item?"""
    text = line.text(refs.end)
    own = f"{item} {text}".strip()
    if values_at(line.folded, refs.end).empty and not speech.is_tail(line.folded[refs.end :]):
        label = "备注" if any(map(is_han, text)) else "note"
        own = asks.labelled(label, item, line.text(0))
    offers = (own,) if len(refs.numbers) > 1 else (f"#{refs.numbers[0]} {text}".strip(), own)
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, offers)


def _mistyped(line: Line, context: Context) -> Verdict | None:
    """A read with one near candidate runs and says so, a write asks."""
    for word, end in _first_words(line.folded):
        meant = command_meant(word)
        if meant is None:
            continue
        known, name = meant
        at = end + (line.folded[end : end + 1] in (" ", ":"))
        glued = end == at < len(line.folded)
        opening = Opening(name, known, at, glued, slash=known == "task")  # no noun
        verdict = command(line, context, opening)
        if not isinstance(verdict, Act | Confirm):
            continue
        corrected = f"{known} {line.text(at)}".strip()
        runs = name in READS and (word.isascii() or len(word) > _SHORTEST_CHINESE)
        if runs and isinstance(verdict, Act) and verdict.intent.name in READS:
            return Act(replace(verdict.intent, suggested=corrected))
        return Ask(Code.UNKNOWN_COMMAND, {"text": line.text(0)}, (corrected,), name)
    return None


def _first_words(folded: str) -> Iterator[tuple[str, int]]:
    """What may be a misspelt command word at the start, the longest first, and where it ends."""
    start = 1 if folded.startswith("/") else 0
    bare = speech.without_tail(folded)
    if bare[start : start + 1].isascii():
        parts = bare[start : start + _LONGEST_TYPO].split(" ")
        first = parts[0].rstrip("0123456789")
        if len(parts) > 1:
            yield f"{parts[0]} {parts[1]}", start + len(parts[0]) + 1 + len(parts[1])
        yield first, start + len(first)
        return
    for length in (4, 3, 2):
        word = bare[start : start + length]
        if len(word) == length and not any(map(str.isdigit, word)):
            yield word, start + length


def _nothing(line: Line) -> Verdict:
    """Not understood; the reason is named as well as it can be."""
    folded = line.folded
    if (slip := asides.aside(folded, None, line.text(0))) is not None:
        return slip
    if _FORBIDDEN.search(folded):
        return Refuse(Code.UNSUPPORTED)
    if _ALL.search(folded) and speech.sounds_like_status(folded):
        return Refuse(Code.MULTI_TARGET)
    opening = opening_at(folded, speech.opening(folded))
    if opening and opening.name in ("update", "note", "done") and not opening.glued:
        return asks.missing_task(line.text(0))
    values = values_at(folded, 0)
    if values.bad or not values.empty:
        return asks.missing_task(line.text(0))
    return asks.not_understood(line.text(0))


_FORMS: tuple[Callable[[Line, Context], Verdict | None], ...] = (
    _commanded,
    _phrased,
    told,
    _completed,
    turned,
    _replied,
    items,
    _questioned,
    _mistyped,
)
