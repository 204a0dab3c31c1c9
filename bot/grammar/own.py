"""What stands behind 提醒, 免打扰 and 代管: what people decide about their own reminders."""

import re
from datetime import time

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.clock import time_at
from bot.grammar.dates import Wrong, day_of
from bot.grammar.intent import Act, Ask, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.reminders import remind
from bot.grammar.words import words

_CANCEL = re.compile("(?:取消|删除|撤销|cancel|delete|remove)[ :#]*([0-9]{1,18})")
_CANCEL_ALL = re.compile("(?:取消|删除|撤销|cancel|delete|remove)[ :]*(?:全部|所有|all|every).*")
_LIST = ("取消", "删除", "关闭", "列表", "清单", "cancel", "delete", "list")
"""Which of them is said on its button."""

_OFF = frozenset(words("关 关闭 关掉 取消 停用 无 off none cancel stop"))
_TO = re.compile(" ?(?:-|~|到|至|to|until) ?")
_CHINESE_DAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")
_CHINESE_SPAN = re.compile(f"{_CHINESE_DAY.pattern} ?(?:-|~|到|至) ?{_CHINESE_DAY.pattern}")
_ENGLISH_DAY = re.compile("(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_EACH = frozenset(words("每天 工作日 每个工作日 每日 daily workdays weekdays"))
_BEFORE = re.compile("([^0-9]*[^0-9 ,:]) ?[,:]? ?(?=[0-9])")
_WEEK = "一二三四五六日"
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNTIL = re.compile(" ?(?:直?到|至|until|till|(?<=[^ ] )to(?= )) ?")
_LAST = re.compile("(?:^| )(?=[^ ]+$)")  # in front of the last word
_EXAMPLES = ("免打扰 12:00-14:00", "免打扰 关")
_LONGEST = 60


def own_reminders(a: Arguments) -> Verdict | None:
    """``24 下周五 9点``; nothing: those that wait; ``取消 3``: the third is not said."""
    rest = a.rest.strip(" ?")
    if not rest or rest in _LIST:
        return Act(Intent(name="remind"))
    if found := _CANCEL.fullmatch(rest):
        return Act(Intent(name="remind", verb="cancel", words=found[1]))
    if _CANCEL_ALL.fullmatch(rest):
        line = "提醒 取消 1" if not a.line.folded.isascii() else "remind cancel 1"
        return Refuse(Code.MULTI_TARGET, {"example": line})
    return remind(a.line, a.at, a.context)


def quiet(a: Arguments) -> Verdict | None:
    """``12:00-14:00``, with ``周五`` before or behind it, ``关``, or nothing: how it is."""
    rest = a.rest.strip(" ?。")
    if not rest:
        return Act(Intent(name="quiet"))
    if rest in _OFF:
        return Act(Intent(name="quiet", verb="off"))
    span = _span(rest) if len(rest) <= _LONGEST else None
    if span is None:
        text = a.line.text(0)
        return None if a.opening.glued else Ask(Code.UNKNOWN_COMMAND, {"text": text}, _EXAMPLES)
    (first, second), days = span
    return Act(Intent(name="quiet", span=(first, second), weekdays=days))


def _span(text: str) -> tuple[tuple[time, time], tuple[int, ...]] | None:
    if (said := _BEFORE.match(text)) and _days(said[1]) is not None:
        text = f"{text[said.end() :]} {said[1]}"
    first = time_at(text, 0)
    if first is None or isinstance(first, str):
        return None
    between = _TO.match(text, first[1])
    second = time_at(text, between.end()) if between else None
    if second is None or isinstance(second, str):
        return None
    days = _days(text[second[1] :].strip(" ,、"))
    return None if days is None else ((first[0], second[0]), days)


def _days(text: str) -> tuple[int, ...] | None:
    """``周一、周三``, ``周一到周四``, ``fri``; empty for each day; None for what is none."""
    if not text or text in _EACH:
        return ()
    if found := _CHINESE_SPAN.fullmatch(text):
        first, last = _WEEK.find(found[1]), _WEEK.find(found[2])
        return tuple(range(first, last + 1)) if 0 <= first <= last else None
    found_days = set[int]()
    for part in re.split("[ ,、和及]+", text):
        if chinese := _CHINESE_DAY.fullmatch(part):
            found_days.add(_WEEK.index(chinese[1].replace("天", "日")))
        elif english := _ENGLISH_DAY.fullmatch(part):
            found_days.add(_NAMES.index(english[1]))
        else:
            return None
    return tuple(sorted(found_days))


def handover(a: Arguments) -> Verdict | None:
    """``李四 到 10月20日``, ``李四``, or nothing: who could do it."""
    rest = a.rest
    if not rest.strip(" ?"):
        return Act(Intent(name="handover"))
    if a.opening.glued or len(rest) > _LONGEST:
        return None if a.opening.glued else asks.not_understood(a.line.text(0))
    found = _UNTIL.search(rest) or _last_word(rest, a)
    end = len(rest) if found is None else found.start()
    who = a.line.text(a.at, a.at + end).removeprefix("给").removeprefix("to ").strip()
    if not who and found is not None and found.re is _LAST:
        return Act(Intent(name="handover"))  # 代管 明天: who is asked
    if not who:
        return asks.not_understood(a.line.text(0))
    if found is None:
        return Act(Intent(name="handover", who=who))
    day = day_of(rest[found.end() :].strip(), a.context.now, a.context.calendar)
    if isinstance(day, Wrong):
        return Ask(day.code, {"text": day.text})
    return Act(Intent(name="handover", who=who, day=day))


def _last_word(rest: str, a: Arguments) -> re.Match[str] | None:
    """Before a day that 到 does not lead: 李四 明天."""
    found = _LAST.search(rest)
    if found is None:
        return None
    day = day_of(rest[found.end() :].strip(), a.context.now, a.context.calendar)
    return None if isinstance(day, Wrong) else found
