"""Lines about items: ``24``, ``24 推进中 60% …``, ``把53号标成完成``, ``12 完成了吗？``."""

import re

from bot.errors import Code
from bot.grammar import asks, speech
from bot.grammar.asides import aside
from bot.grammar.intent import Act, Ask, Context, Intent, Verdict
from bot.grammar.notes import Verb, is_labelled
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, Refs, is_han, outside, refs_at
from bot.grammar.values import NO_NEWS, values_at
from bot.grammar.writing import done, updated
from bot.model.task import Status

_BEFORE = " ,，:：;；。、."
_OPENER = re.compile("(?:把|将|mark|set|change|move|put)(?![a-z]) ?")
_SUBJECT = re.compile(
    "(?:it's|it is|it has been|(?:this|that)(?: one| item| task)? (?:is|has been)|that's|we're"
    "|we are"
    "|(?:please )?mark (?:it|this|that)(?: one)?(?: as)?|(?:please )?set (?:it|this|that"
    "|progress )?(?: ?to)?"
    "|still|now|currently)(?: at| now| still)? "
)
"""What an answer to a card calls its item."""

_GLUED_LABEL = re.compile(" ?备注(?=[^ :])")
_OF = re.compile("(?:the )?(?:status|progress) (?:of|for|on) (?:the )?")
_HISTORY = re.compile(
    " ?(?:'s|的)? ?(?:都?有(?:过)?(?:哪些|什么|啥) ?)?(?:全部|所有|以往|以前)?的?(?:历史记录|历史"
    "|(?:更新|变更|变动|修改|办理|进展)历史"
    "|更新记录|修改记录|变更记录|变动记录|操作记录|进展记录|记录|history|log"
    "|trail)(?:有哪些|有什么)?"
)
_WHO = "(?:谁|哪一?个?(?:部门|单位)|哪一?家(?:单位|部门)?)"
_SHOW = re.compile(
    " ?(?:'s|的)? ?(?:最新|当前|详细|具体|目前|现在|总体)?的?"
    "(?:详情|详细|(?:推进|落实|办理|完成|执行|工作|进行)?情况|内容|信息|进展情况|进展|进度|状态"
    "|任务|(?:这|这一|这个)(?:项|条|任务|事项?)?"
    "|(?:责任|牵头|负责|主责|承办|参与)(?:单位|部门|人)|(?:截止|到期|完成)(?:时间|日期|时限|期限)"
    "|时限|期限|截止|要求|status|details?|info|deadline|due date)?"
    " ?(?:现在|目前)?"
    "(?:都?有(?:什么|啥|哪些|没有|无)(?:什么|啥)?(?:新|最新)?的?(?:进展|情况|变化|动静|消息|动态)"
    "|怎么样|如何|怎样|咋样"
    "|(?:进行|推进|进展|办理?|走|做)?到了?(?:哪儿|哪里|哪一?步|哪个(?:阶段|环节)|(?:什么"
    "|啥)(?:阶段|程度|地步|环节|步骤))"
    "|(?:什么|啥)(?:进展|情况|状态|进度|动静)"
    f"|是?(?:由|归)?{_WHO}(?:在)?(?:负责|牵头|管|承办|承担|办)?的?"
    "|是?(?:哪天|哪一天|几号|什么时候|何时)(?:到期|截止|完成|的)?"
    "|是?(?:要?[干做办]|关于|讲|说)?(?:什么|啥)"
    "(?:情况|状态|进展|内容|进度|事情?|任务|工作|要求|的)?的?)?了?"
)


def items(line: Line, context: Context) -> Verdict | None:
    """The reading of a line that starts with a reference or with 把, 将, mark, set."""
    at = speech.opening(line.folded)
    opener = _OPENER.match(line.folded, at)
    if opener is None:
        return about(line, at, context, Verb.NONE)
    at = opener.end()
    of = _OF.match(line.folded, at)
    return about(line, of.end() if of else at, context, Verb.SET)


def about(line: Line, at: int, context: Context, verb: Verb) -> Verdict | None:
    """The reading of references at ``at`` and what follows; None if there are none."""
    folded = line.folded
    at = _past_brackets(folded, at)
    refs = refs_at(folded, at, context.highest)
    if refs is None or isinstance(refs, Ask):
        return refs
    rest = speech.without_tail(folded[refs.end :])
    if verb is Verb.NONE and _HISTORY.fullmatch(rest):
        return _read(refs, "history", context)
    asked = _asked(line, refs.end)
    if asked and verb in (Verb.NONE, Verb.DONE) and not _is_text(line, refs.end):
        return _looked_at(line, refs, context)
    if asked and verb is Verb.SET:
        return asks.unclear(line.text(0))
    if verb in (Verb.UPDATE, Verb.NOTE) and _asks_outright(line, refs.end, verb):
        return _whether_note(line, refs)
    shown = not rest or (_SHOW.fullmatch(rest) and not NO_NEWS.match(rest.strip()))
    if verb is Verb.NONE and shown:
        return _read(refs, "show", context)
    if (wrong := outside(refs, context.highest)) is not None:
        return wrong
    if verb is Verb.NONE and (lines := _each(folded, at, context.highest)):
        return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, lines)
    if verb is Verb.DONE:
        return done(line, refs)
    return updated(line, refs, verb)


def on_card(line: Line, at: int, context: Context, item: int, verb: Verb = Verb.NONE) -> Verdict:
    """The reading of text about the replied-to card's item, which the line need not name."""
    if verb is Verb.NONE and (found := _SUBJECT.match(line.folded, at)):
        values = values_at(line.folded, found.end())
        whole = speech.is_tail(line.folded[values.end :]) and values.conflict is None
        at = found.end() if whole and not values.empty else at
    rest = line.folded[at:]
    refs = Refs((item,), Ref(item, "", at, marked=True), at)
    if verb is Verb.NONE and _asked(line, at):
        said = aside(rest, item, line.text(at))  # 没有 is no question here
        return said or _looked_at(line, refs, context)
    if not rest:
        return (
            Act(Intent(name="done", tasks=(item,)))
            if verb is Verb.DONE
            else asks.missing_fields(item)
        )
    return done(line, refs) if verb is Verb.DONE else updated(line, refs, verb)


def _asked(line: Line, at: int) -> bool:
    """Whether what stands at ``at`` asks.

    Behind a status the rest is a text: in 推进中 正在研究如何落实 nothing is asked.
    """
    values = values_at(line.folded, at)
    text = line.folded[values.end :]
    if values.empty or values.status is Status.DONE or text[:1] not in tuple(_BEFORE):
        return speech.is_question(line.folded[at:])
    return speech.ends_asking(text) or speech.asks_first(text.lstrip(_BEFORE))


def _is_text(line: Line, at: int) -> bool:
    """Whether a label makes it a text; 备注写什么 asks what to write there."""
    glued = _GLUED_LABEL.match(line.folded, at)
    asked = glued is not None and speech.asks_outright(line.folded[glued.end() :])
    return is_labelled(line, at) and not asked


def _asks_outright(line: Line, at: int, verb: Verb) -> bool:
    """Whether a question follows 更新 24 or 备注 24: 更新 24 谁负责; a label makes it a text."""
    at = values_at(line.folded, at).end if verb is Verb.UPDATE else at
    text = line.folded[at:].strip(" ,:;。")
    if is_labelled(line, at) or text[:1] == "?":
        return False
    return speech.asks_outright(text)


def _whether_note(line: Line, refs: Refs) -> Ask:
    """What was asked, as a text: only a label says that it is one."""
    item, text = refs.numbers[0], line.text(refs.end).lstrip(_BEFORE)
    label = "备注：" if any(map(is_han, text)) else "note: "
    keep = f"{item} {label}{text}"
    return Ask(Code.AMBIGUOUS, {"text": line.text(0)}, (str(item), keep))


def _each(folded: str, at: int, highest: int) -> tuple[str, ...]:
    """24推进中，55滞后，60已完成 as a line for each; empty if more than values stands in it."""
    lines = list[str]()
    while at < len(folded):
        refs = refs_at(folded, at, highest)
        values = values_at(folded, refs.end) if isinstance(refs, Refs) else None
        if not isinstance(refs, Refs) or values is None or values.empty or values.conflict:
            return ()
        lines.append(f"{folded[at : refs.end]} {folded[refs.end : values.end].lstrip(_BEFORE)}")
        at = values.end + len(folded[values.end :]) - len(folded[values.end :].lstrip(_BEFORE))
    return tuple(lines) if 1 < len(lines) <= asks.AT_ONCE else ()


def _looked_at(line: Line, refs: Refs, context: Context) -> Verdict:
    """The item, or the question whether 已研究如何落实 asks or tells."""
    rest = line.folded[refs.end :]
    if len(refs.numbers) > 1 or speech.ends_asking(rest) or not speech.tells(rest):
        return _read(refs, "show", context)
    [item] = refs.numbers
    keep = asks.kept(item, line.text(refs.end).lstrip(_BEFORE))
    return Ask(Code.AMBIGUOUS, {"text": line.text(0), "number": item}, (str(item), keep))


def reads_only(rest: str) -> bool:
    """Whether what follows a number only asks for the item or its history."""
    return bool(_HISTORY.fullmatch(rest) or _SHOW.fullmatch(rest))


def _past_brackets(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] in " ([【“\"'":
        at += 1
    return at


def _read(refs: Refs, name: str, context: Context) -> Verdict:
    if (wrong := outside(refs, context.highest)) is not None:
        return wrong
    if len(refs.numbers) > 1:
        return asks.which(refs)
    return Act(Intent(name=name, tasks=refs.numbers))
