"""提醒 and 稍后: which item, and when or for how long."""

import re
from calendar import month_abbr
from datetime import date

from bot.errors import Code
from bot.grammar import asks, daywords, speech
from bot.grammar.dates import Wrong, duration, when
from bot.grammar.intent import Act, Ask, Context, Intent, Verdict
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, ref_at, unknown

_ME = re.compile("(?:我|me)(?![a-z]) ?")
_ABOUT = re.compile(
    "(?:一下)? ?(?:再)?(?:去)?(?:看一?[看下]?|查看|关注|处理|更新|填报|报送|跟进|办理|办|报|填"
    "|交|about|of|on"
    "|for|to check|to update"
    "|to look at|to do|check)? ?(?:the )?"
)
_MINE = re.compile("(?:[再后天点时]提醒(?:我|一下)*|提醒(?:一下)?我)(?:一下|吧)*[。.!]*$")
_WORD = re.compile("(?:提醒|remind)(?![a-z])")
_LAST_REF = re.compile(
    "(?:第 ?[0-9〇零一二两三四五六七八九十百]{1,6} ?(?:项|号|条)?(?:任务)?|# ?[0-9]{1,6}|(?:任务"
    "|task|item) ?[0-9]{1,6}"
    "|[0-9]{1,6} ?[号项](?:任务)?|(?<![0-9:.-])[0-9]{1,6})$"
)
_HOUR = re.compile(
    "(?<![0-9:.午晚早晨])(?:[1-9]|1[0-2])(?::[0-5][0-9](?![0-9:])|(?= ?[点时]))"
    "|(?<![十午晚早晨])(?:十[一二]?|[一二两三四五六七八九])(?= ?点)"
)
_HAN = re.compile("[㐀-鿿]")
_LONGEST = 200
_SPANS = (("2天", "3天"), ("2d", "3d"))
_REMIND = ("提醒 24 明天 9点", "remind 24 tomorrow 9am")
_SNOOZE = ("稍后 24 3天", "snooze 24 3d")


def remind(line: Line, at: int, context: Context) -> Verdict | None:
    """What follows 提醒: ``65 明天9点``, ``我后天早上8点半看第61项``, ``me about 90 tomorrow``."""
    folded = line.folded
    rest = speech.without_tail(folded[: at + _LONGEST])
    if len(folded) - at > _LONGEST:
        return Ask(Code.BAD_DATE, {"text": line.text(at)[:_LONGEST]})
    me = _ME.match(rest, at)
    start = me.end() if me else at
    led = _ABOUT.match(rest, start)
    for place in dict.fromkeys((led.end() if led else start, start)):
        found = ref_at(rest, place)
        if isinstance(found, Ref):
            return _reminded(found, rest[found.end :], context, line) or _when(found, line)
        if found is not None:
            return found
    if last := _LAST_REF.search(rest, start):
        found = ref_at(rest, last.start())
        if isinstance(found, Ref):
            return _reminded(found, _without_about(rest[start : last.start()]), context, line)
    if context.item is not None and rest[start:]:
        item = Ref(context.item, str(context.item), start, marked=True)
        return _reminded(item, rest[start:], context, line)
    return asks.missing_task(line.text(0), _REMIND[_is_english(line)])


def told(line: Line, context: Context) -> Verdict | None:
    """``下周一上午10点提醒我99``: the time stands before the command word."""
    folded = line.folded
    at = speech.opening(folded)
    word = _WORD.search(folded, at) if len(folded) <= _LONGEST else None
    if word is None or word.start() == at:
        return None
    before = folded[at : word.start()].strip(" ,")
    me = _ME.match(folded, word.end() + (folded[word.end() : word.end() + 1] == " "))
    start = me.end() if me else word.end()
    led = _ABOUT.match(folded, start)
    found = ref_at(folded, led.end() if led else start)
    if found is None and speech.is_tail(folded[led.end() if led else start :]):
        found, before = _told_before(folded, at, word.start(), context)
    elif isinstance(found, Ref) and not speech.is_tail(folded[found.end :]):
        return None
    if not isinstance(found, Ref):
        return None
    moment = when(before, context.now, context.calendar)
    if isinstance(moment, Wrong) and moment.code is Code.BAD_DATE:
        return _when(found, line) if _MINE.search(folded, at) else None
    return _reminded(found, before, context, line)


def _told_before(folded: str, at: int, end: int, context: Context) -> tuple[Ref | None, str]:
    """24 明天提醒我, or 明天提醒我 on a card: the item, and the words of time."""
    first = ref_at(folded, at)
    if isinstance(first, Ref):
        return first, folded[first.end : end].strip(" ,").removesuffix("再")
    if context.item is None:
        return None, ""
    item = Ref(context.item, str(context.item), at, marked=True)
    return item, folded[at:end].strip(" ,").removesuffix("再")


def _without_about(text: str) -> str:
    """后天早上8点半看 without its 看."""
    for word in (
        "看一下",
        "看看",
        "查看",
        "关注",
        "处理",
        "更新",
        "填报",
        "跟进",
        "办理",
        "报送",
        "看",
        "报",
        "填",
        "交",
        "办",
        "about",
        "of",
        "on",
    ):
        text = text.strip(" ,").removesuffix(word)
    return text.strip(" ,")


def _reminded(ref: Ref, text: str, context: Context, line: Line) -> Verdict | None:
    """None without a time."""
    if not 1 <= ref.number <= context.highest:
        return unknown(ref.word)
    words = text.strip(" ,.:。;的")
    if not words:
        return None
    moment = when(words, context.now, context.calendar)
    if not isinstance(moment, Wrong):
        return Act(Intent(name="remind", tasks=(ref.number,), when=moment))
    halves = [
        half
        for half in _halves(words)
        if not isinstance(when(half, context.now, context.calendar), Wrong)
    ]
    english = _is_english(line)
    command = "remind" if english else "提醒"
    if halves:
        offers = tuple(f"{command} {ref.number} {half}" for half in halves)
        return Ask(Code.AMBIGUOUS, {"text": words}, offers)
    if days := daywords.readings(words, context.now.date()):
        left = [_written(day, english=english) for day in days if day > context.now.date()]
        offers = tuple(f"{command} {ref.number} {day}" for day in left)
        return Ask(Code.AMBIGUOUS if left else Code.PAST_DATE, {"text": words}, offers)
    if moment.code is Code.AMBIGUOUS:
        offers = tuple(f"{command} {ref.number} {day}" for day in _SPANS[english])
        return Ask(moment.code, {"text": words}, offers)
    return _one_of(ref, words, command, context) or Ask(moment.code, {"text": moment.text})


def _written(day: date, *, english: bool) -> str:
    if english:
        return f"{month_abbr[day.month]} {day.day}, {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def _one_of(ref: Ref, words: str, command: str, context: Context) -> Ask | None:
    """24 55 明天: a reminder is about one item."""
    rest = words.lstrip(" ,、和")
    second = ref_at(rest, 0)
    if not isinstance(second, Ref) or not 1 <= second.number <= context.highest:
        return None
    left = rest[second.end :].strip(" ,")
    if isinstance(when(left, context.now, context.calendar), Wrong):
        return None
    offers = tuple(f"{command} {one.number} {left}" for one in (ref, second))
    return Ask(Code.AMBIGUOUS, {"text": words}, offers)


def _halves(words: str) -> tuple[str, ...]:
    """明天3点 in the morning and in the afternoon; nothing where it says which, or no hour."""
    found = _HOUR.search(words)
    if found is None:
        return ()
    before, hour, after = words[: found.start()], found[0], words[found.end() :]
    if _HAN.search(words) or not before:
        return f"{before}上午{hour}{after}", f"{before}下午{hour}{after}"
    return f"{before}{hour}am{after}", f"{before}{hour}pm{after}"


def _when(ref: Ref, line: Line) -> Ask:
    """In the language of the question."""
    lines = ("提醒 {} 明天 9点", "提醒 {} 下周一 9点")
    if _is_english(line):
        lines = ("remind {} tomorrow 9am", "remind {} next Monday 9am")
    offers = tuple(text.format(ref.number) for text in lines)
    return Ask(Code.MISSING_FIELDS, {"number": ref.number, "remind": ref.number}, offers)


def _is_english(line: Line) -> bool:
    first = line.folded.lstrip("/")[:1]
    return (first.isascii() and first.isalpha()) or _HAN.search(line.folded) is None


def snooze(line: Line, at: int, context: Context) -> Verdict | None:
    """What follows 稍后: ``24 3d``, ``24 到 周五``."""
    rest = speech.without_tail(line.folded[: at + _LONGEST])
    if len(line.folded) - at > _LONGEST:
        return Ask(Code.BAD_DATE, {"text": line.text(at)[:_LONGEST]})
    found = ref_at(rest, at)
    if not isinstance(found, Ref):
        if found is not None:
            return found
        if context.item is None or not rest[at:]:
            return asks.missing_task(line.text(0), _SNOOZE[_is_english(line)])
        found = Ref(context.item, str(context.item), at, marked=True)
    if not 1 <= found.number <= context.highest:
        return unknown(found.word)
    words = rest[found.end :].strip(" ,.:。;")
    if not words:
        word = "snooze" if _is_english(line) else "稍后"
        offers = tuple(f"{word} {found.number} {span}" for span in ("1d", "3d"))
        return Ask(Code.MISSING_FIELDS, {"number": found.number, "snooze": found.number}, offers)
    span = duration(words, context.now, context.calendar)
    if isinstance(span, Wrong):
        return Ask(span.code, {"text": span.text})
    return Act(Intent(name="snooze", tasks=(found.number,), duration=span))
