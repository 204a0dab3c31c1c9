"""提醒: which item, and when."""

import re

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.clock import time_at
from bot.grammar.dates import Wrong, when
from bot.grammar.intent import Act, Ask, Context, Intent, Verdict
from bot.grammar.meant import is_hour, is_past, meant, repeats
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, ref_at, unknown
from bot.grammar.snoozing import is_english, month_or_minute, of_card, timed_lines
from bot.grammar.values import Values, values_at

_ME = re.compile("(?:我|me)(?![a-z]) ?")
_ABOUT = re.compile(
    "(?:一下)? ?(?:再)?(?:去)?(?:看一?[看下]?|弄一?下?|做|搞|查看|关注|处理|更新|填报|报送|跟进"
    "|办理|办|报|填"
    "|交|about|of|on"
    "|for|to check|to update"
    "|to look at|to do|check)? ?(?:the )?"
)
_MINE = re.compile("(?:[再后天点时]提醒(?:我|一下)*|提醒(?:一下)?我)(?:一下|吧)*[。.!]*$")
_REFUSED = re.compile("(?:不要|别|不用|不必|无需|停止)(?:再)?$|(?:don't|do not|stop) ?$")
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
_NUMBER = re.compile("([0-9]{1,3}) +(?=[^0-9])")
_DAY_OF_MONTH = re.compile("[0-9]{1,2} ?[日号]")
_REMIND = ("提醒 24 明天 9点", "remind 24 tomorrow 9am")


def remind(line: Line, at: int, context: Context) -> Verdict | None:
    """What follows 提醒: ``65 明天9点``, ``我后天早上8点半看第61项``, ``me about 90 tomorrow``."""
    folded = line.folded
    rest = speech.without_tail(folded[: at + _LONGEST])
    if len(folded) - at > _LONGEST:
        return Ask(Code.BAD_DATE, {"text": line.text(at)[:_LONGEST]})
    me = _ME.match(rest, at)
    start = me.end() if me else at
    if context.item is not None and _is_time(rest[start:], context):
        return _reminded(of_card(context.item, start), rest[start:], context, line)
    led = _ABOUT.match(rest, start)
    for place in dict.fromkeys((led.end() if led else start, start)):
        found = ref_at(rest, place) or _before_time(rest, place, context)
        if isinstance(found, Ref):
            return (
                _day_or_item(found, rest[found.end :], context, line)
                or _reminded(found, rest[found.end :], context, line)
                or _when(found, line)
            )
        if found is not None:
            return found
    if last := _LAST_REF.search(rest, start):
        found = ref_at(rest, last.start())
        if isinstance(found, Ref):
            return _reminded(found, _without_about(rest[start : last.start()]), context, line)
    if context.item is not None and rest[start:]:
        return _reminded(of_card(context.item, start), rest[start:], context, line)
    return _no_item(line)


def _no_item(line: Line) -> Ask:
    example = _REMIND[is_english(line)]
    facts = {"text": line.text(0), "example": example, "reminder": True}
    return Ask(Code.MISSING_TASK, facts)


def _is_time(text: str, context: Context) -> bool:
    """Whether all of it is a time: 30 June in answer to a card is no item 30."""
    words = text.strip(" ,.:。;的")
    return bool(words) and not isinstance(when(words, context.now, context.calendar), Wrong)


def _before_time(rest: str, at: int, context: Context) -> Ref | None:
    """The number of ``24 day after tomorrow`` and ``24 月中``, which looks like a measure."""
    found = _NUMBER.match(rest, at)
    words = rest[found.end() :] if found else ""
    if found is None or not (_is_time(words, context) or meant(words, context, english=False)):
        return None
    return Ref(int(found[1]), found[1], found.end(), marked=False)


def _day_or_item(ref: Ref, text: str, context: Context, line: Line) -> Verdict | None:
    """24号下午3点 is a time on the 24th; 24号 25号 is an item and a day, in either order."""
    if not ref.counted or line.folded[ref.end - 1 : ref.end] != "号":
        return None
    words = text.strip(" ,.:。;的")
    clock = time_at(words, 0)
    if isinstance(clock, tuple) and clock[1] == len(words):
        if context.item is not None:
            return _reminded(of_card(context.item, 0), f"{ref.word}号{words}", context, line)
        return _no_item(line)
    if not _DAY_OF_MONTH.fullmatch(words):
        return None
    second = ref_at(words, 0)
    other = second.word if isinstance(second, Ref) else words
    offers = (f"提醒 {ref.word} {words}", f"提醒 {other} {ref.word}号")
    return Ask(Code.AMBIGUOUS, {"text": line.text(0), "remind": ref.number}, offers)


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
    if (values := values_at(before, 0)).status is not None:
        return _valued(found, values, before, context, line)
    if _REFUSED.search(before):
        return None
    if (day := _day_or_item(found, before, context, line)) is not None:
        return day
    moment = when(before, context.now, context.calendar)
    if isinstance(moment, Wrong) and moment.code is Code.BAD_DATE:
        return _when(found, line) if _MINE.search(folded, at) else None
    return _reminded(found, before, context, line)


def _valued(ref: Ref, values: Values, before: str, context: Context, line: Line) -> Ask:
    """24 推进中，明天提醒我 says two things: each as a line."""
    status, time = before[: values.end].strip(" ,"), before[values.end :].strip(" ,")
    offers = [f"{ref.number} {status}"]
    if _is_time(time, context):
        offers.append(f"{'remind' if is_english(line) else '提醒'} {ref.number} {time}")
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, tuple(offers))


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
        "弄一下",
        "弄",
        "做",
        "搞",
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
    if not isinstance(moment, Wrong) and not _is_unsure(words, line):
        return Act(Intent(name="remind", tasks=(ref.number,), when=moment))
    halves = [
        half
        for half in _halves(words)
        if not isinstance(when(half, context.now, context.calendar), Wrong)
    ]
    english = is_english(line)
    command = "remind" if english else "提醒"
    if halves:
        offers = tuple(f"{command} {ref.number} {half}" for half in halves)
        return Ask(Code.AMBIGUOUS, {"text": words}, offers)
    return _one_of(ref, words, command, context) or _asked(ref, words, context, line)


def _is_unsure(words: str, line: Line) -> bool:
    """15h is in fifteen hours or at 15:00."""
    return is_hour(words) or bool(month_or_minute(words, line))


def _asked(ref: Ref, words: str, context: Context, line: Line) -> Ask:
    """What the time may have meant; a reminder comes once."""
    english = is_english(line)
    command = "remind" if english else "提醒"
    facts: dict[str, str | int] = {"text": words, "remind": ref.number}
    if (each := repeats(words)) is not None:
        once = (
            (each if each.startswith("tomorrow") else each.capitalize(),)
            if _is_time(each, context)
            else ()
        )
        return Ask(Code.BAD_DATE, {**facts, "repeats": True}, timed_lines(command, ref, once))
    days = month_or_minute(words, line) or meant(words, context, english=english)
    if days:
        return Ask(Code.AMBIGUOUS, facts, timed_lines(command, ref, days))
    wrong = when(words, context.now, context.calendar)
    code = wrong.code if isinstance(wrong, Wrong) else Code.BAD_DATE
    return Ask(Code.PAST_DATE if is_past(words, context) else code, facts)


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
    if is_english(line):
        lines = ("remind {} tomorrow 9am", "remind {} next Monday 9am")
    offers = tuple(text.format(ref.number) for text in lines)
    return Ask(Code.MISSING_FIELDS, {"number": ref.number, "remind": ref.number}, offers)
