"""What a line declares about its items: values, sentences that lead to them, done."""

import re
from dataclasses import replace

from bot.grammar import asks, speech
from bot.grammar.doubting import denies, is_doubtful
from bot.grammar.fields import fields_at
from bot.grammar.intent import Intent, Refuse, Verdict
from bot.grammar.notes import (
    Verb,
    ends_in_item,
    is_glued,
    is_labelled,
    names_another,
    not_a_note,
    note,
    with_texts,
)
from bot.grammar.prepare import Line
from bot.grammar.refs import Refs
from bot.grammar.values import MOST_PERCENT, NO_NEWS, Values, values_at
from bot.model.task import Status
from bot.model.update import Change

_LINK = re.compile(
    " ?(?:'s|的)?(?: ?(?:工作)?(?:当前)?(?:进度|状态|进展情况|进展|progress|status))?"
    " ?(?:目前|现在|已经|已|都|总体|(?:请|麻烦|帮忙|帮我){1,3})?"
    " ?(记为|记成|登记为|登记成|转为|转(?=推进中|进行中)|改成了?|改为"
    "|更新为|更新到|更新成|标成|标为|标记为|标记成|标注为|标记|更新|改|调整为"
    "|调整到|调整成|调到|调成|设为|设成|设置为"
    "|变更为|变为|变成|修改为|提高到|推进到|完成到|做到|办到|干到|走到|达到|到了?|为|是|as|to|is"
    " now at|is now|now|is at|is"
    "|has been|has reached|reached|hit|are|at|=)?"
    "(?:(?<=[㐀-鿿])|(?![a-z])) ?"
)

_BRACKETED = re.compile(" ?[(【]([^()【】]{1,12})[)】](?=[ .。!]*$)")
"""24（已完成）: what is quoted in “” is perhaps only that."""


_FURTHER = re.compile("(?:、|和|及|与|以及) ?(?:第|#)?[0-9]{1,3} ?(?:项|号)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def updated(line: Line, refs: Refs, verb: Verb) -> Verdict:
    """An update, once it is clear what is declared and what is text."""
    folded, item = line.folded, refs.numbers[0]
    values, linked = _values(folded, refs, verb)
    rest = folded[values.end :]
    if (refs.counting or _lost(line, refs)) and verb is not Verb.NOTE:
        return asks.unclear(line.text(0), item)
    if values.empty and (nothing := no_news(line, values.end)) is not None:
        change = Change(progress=nothing)
        return asks.acted(Intent(name="update", tasks=refs.numbers, change=change, no_news=True))
    if values.conflict:
        return asks.conflict(item, *values.conflict)
    if values.bad and verb is not Verb.NOTE:
        return asks.bad_percent(item, values.bad)
    if values.empty:
        return note(line, refs, verb, linked=linked)
    if _may_count(folded, refs, values) and verb is Verb.NONE and not linked:
        return asks.unclear(line.text(0), item)
    if linked and refs.loose and values.percent is not None:  # 60 to 70%
        return asks.unclear(line.text(0), item)
    change = Change(status=values.status, percent=values.percent)
    if _ends(rest):
        return asks.acted(Intent(name="update", tasks=refs.numbers, change=change))
    sentence = linked or verb is Verb.SET
    if rest.lstrip(" )").startswith("?") or (
        sentence and rest[0] == " " and not is_labelled(line, values.end)
    ):
        return asks.unclear(line.text(0), item)
    return _with_texts(line, refs, verb, values)


def _lost(line: Line, refs: Refs) -> bool:
    """第24、55、60项均在推进: the last would be a part of the text; ① is a part of an item."""
    further = _FURTHER.match(line.folded, refs.end) is not None
    return further or (len(refs.numbers) > 1 and any(c in _CIRCLED for c in line.original))


def no_news(line: Line, at: int) -> str | None:
    """无新进展 as it was typed, if nothing but that follows."""
    said = speech.without_tail(line.folded[at:]).strip(" ,:;")
    if not NO_NEWS.fullmatch(said):
        return None
    start = line.folded.index(said, at)
    return line.text(start, start + len(said))


def _with_texts(line: Line, refs: Refs, verb: Verb, values: Values) -> Verdict:
    """Values and what stands behind them."""
    item, rest = refs.numbers[0], line.folded[values.end :]
    fields = fields_at(line, values.end)
    if isinstance(fields, Refuse):
        return fields
    if fields.empty:
        return asks.missing_fields(item)
    if (
        values.status is Status.DONE
        and verb is not Verb.UPDATE
        and not fields.labelled
        and ends_in_item(rest)
    ):
        return asks.unclear(line.text(0), item, line.text(refs.end))
    doubtful = is_doubtful(values, rest, explicit=verb is Verb.UPDATE)
    if fields.labelled and values.status is Status.DONE and denies(fields.progress or ""):
        return asks.unclear(line.text(0), item, line.text(refs.end))
    if doubtful and not fields.labelled and (which := asks.which_percent(line, refs)):
        return which
    if not fields.labelled and (doubtful or refs.spaced or names_another(line, values.end, verb)):
        return asks.unclear(line.text(0), item, line.text(refs.end))
    if len(refs.numbers) == 1 and (asked := asks.which_fields(line, values.end, item)):
        return asked
    change = with_texts(Change(status=values.status, percent=values.percent), fields)
    return asks.acted(Intent(name="update", tasks=refs.numbers, change=change))


def _may_count(folded: str, refs: Refs, values: Values) -> bool:
    """3项已完成 may be three of them, 15号完成 a day; not so if a space comes between."""
    if not refs.first.counted or not is_glued(folded, refs):
        return False
    if folded.startswith("进度", refs.end):
        return False
    return values.status is Status.DONE or folded[refs.end - 1] != "号"


def _values(folded: str, refs: Refs, verb: Verb) -> tuple[Values, bool]:
    """The values after the references; whether 改成, is, to … led to them."""
    if verb is Verb.NOTE:
        return Values(refs.end), False
    values = values_at(folded, refs.end)
    if not values.empty or values.bad or values.conflict:
        return values, False
    if (found := _BRACKETED.match(folded, refs.end)) is not None:
        inside = values_at(folded, found.start(1))
        if inside.end == found.end(1) and not (inside.empty or inside.conflict):
            return replace(inside, end=found.end()), True
    link = _LINK.match(folded, refs.end)
    if link is None or link.end() == refs.end:
        return values, False
    led = values_at(folded, link.end())
    if led.empty and not led.bad:
        return values, link[1] is not None
    return led, link[1] is not None


def _ends(rest: str) -> bool:
    """Whether nothing worth storing follows: 。 and 吧 do not, !!! after a space does."""
    return speech.is_tail(rest) and (rest[:1] != " " or any(c.isalnum() for c in rest))


def done(line: Line, refs: Refs) -> Verdict:
    """/done: 已完成（待核）, with a text if one follows."""
    folded, item = line.folded, refs.numbers[0]
    rest = folded[refs.end :]
    intent = Intent(name="done", tasks=refs.numbers)
    if refs.counting:
        return asks.unclear(line.text(0), item)
    may_count = refs.first.counted and not refs.first.word.startswith("第")
    if may_count and "号" not in folded[: refs.end]:
        return asks.unclear(line.text(0), item)
    if speech.is_tail(rest):
        return asks.acted(intent)
    values = values_at(folded, refs.end)
    if values.conflict:
        return asks.conflict(item, *values.conflict)
    if (
        values.status not in (None, Status.DONE)
        or values.percent not in (None, MOST_PERCENT)
        or values.bad
    ):
        other = values.status_word or values.bad or f"{values.percent}%"
        return asks.conflict(item, "done", other)
    fields = fields_at(line, values.end)
    if isinstance(fields, Refuse):
        return fields
    text = folded[values.end :]
    unsure = is_glued(folded, refs) or refs.loose or refs.ranged
    unsure = unsure or names_another(line, values.end, Verb.DONE) or ends_in_item(text)
    unsure = unsure or is_doubtful(Values(values.end, Status.DONE), text, explicit=False)
    if not fields.labelled and unsure:
        return asks.unclear(line.text(0), item if len(refs.numbers) == 1 else None)
    if (
        problem := not_a_note(folded[fields.start :], refs, Verb.DONE, line.text(fields.start))
    ) is not None:
        return problem
    return asks.acted(Intent(name="done", tasks=refs.numbers, change=with_texts(Change(), fields)))
