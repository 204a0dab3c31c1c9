"""Free wording: whole-line patterns per command, never keywords picked out of a sentence."""

import re
from collections.abc import Iterator

from bot.grammar import speech
from bot.grammar.filters import asked_for
from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.parts import MOST_DAYS, window
from bot.grammar.phrase_parts import ITEMS, LOOK, SHOW, THINGS, either
from bot.grammar.phrase_reads import READS
from bot.grammar.phrase_writes import WRITES
from bot.grammar.pieces import N
from bot.grammar.prepare import Line
from bot.grammar.unbinding import platform_named
from bot.messages import Language

_LONGEST = 80  # characters; a longer line is no phrase
_LANG = either(
    "(?:请)?(?:帮我)?(?:以后|今后)?(?:请)?(?:切换|换|改|转|调|设置|设|改用|换用|使用|用|说|讲"
    "|改说)(?:语言)?(?:到|成|为|回)?(?:显示)?"
    "(?P<a>中文|英文|英语|汉语)(?:版|界面|模式)?(?:回复|回答|跟我说|说|交流|显示|沟通|和我说)?"
    "(?:我)?",
    "(?:语言|界面)(?:切换|换|改|设置)?(?:到|成|为)?(?P<b>中文|英文|英语|汉语)",
    "(?:把)?语言(?:切换|换|改|设置?|调)(?:到|成|为)(?P<c>中文|英文|英语|汉语)",
    "(?P<h>中文|英文|英语|汉语)(?:界面|版本?|模式)",
    "(?P<d>中文|英文|英语|汉语|chinese|english)",
    "(?:switch|change|set|turn)(?: (?:the |my )?language)?(?: (?:to|into))? (?P<e>chinese"
    "|english)(?: please)?",
    "(?:speak|use|talk|reply|answer|respond|write)(?: to me| with me)?(?: in)? (?P<f>chinese"
    "|english)",
    "(?:in )?(?P<g>chinese|english)(?: please| language| version)",
)
_HANDED = re.compile(
    "(?:(?:把|将)(?P<moved>.+?)|(?P<named>.+?))(?:都|全)?(?:给我|帮我)?"
    "(?:(?:发|列|调|找|翻)(?:一下)?|发我一下|发我|发给我|发过来|给我看看|给我看一?下"
    "|列出来|调出来|找出来|打开|显示出来)(?:看看|看一?下|一份)?"
)
_SPACED = re.compile("(?<=[㐀-鿿]) (?=[㐀-鿿])")
_CHINESE_NAMES = ("中文", "汉语", "chinese")
_DUE = either(
    f"{LOOK}(?P<a>(?:(?:未来|最近|今后|接下来|近|这)的?)?{N}(?:个?(?:天|工作日|周|星期|礼拜)"
    "(?:之内|以内|内)?|日(?:之内|以内|内)))(?:都)?(?:有)?(?:哪些|什么|啥|几[项个件])?(?:任务|事项)?"
    "(?:要|会|将|就要|快|该|需要?)?(?:到期|截止|到时限|交|上?报|办|完成)了?的?(?:哪些|什么|啥)?"
    f"{THINGS}?(?:有哪些|有什么|有几[项个件]|有|清单|列表)?",
    f"(?:(?:what|which {ITEMS}|anything|{SHOW}{ITEMS})(?:'s| is| are| that are)? )?(?:due"
    "|coming up|expiring) (?P<b>(?:in|within|over)? ?(?:the )?(?:next |coming )?"
    f"(?:{N}|a) (?:working |business )?(?:days?|weeks?))",
)
_LASTS = re.compile("[0-9]{1,3}(?:天|日|个?工作日|周)(?:之?内|以内)?(?:办|完成)了?")
"""24天完成: how long something took, or item 24 and a slip."""

_SEARCH = either(
    "(?:找一?找|找一?下|找|搜一?搜|搜一?下|搜索一?下|搜索|查找一?下|查找|查一?查|查一?下|查"
    "|检索一?下|看看|看一下)(?:一下)?(?:所有|全部)?"
    f"(?:跟|和|与|关于|有关|涉及|涉及到|包含|提到|含有?)(?P<a>.{{1,30}}?)(?:有关|相关|方面"
    f"|相关联)?的?(?:所有)?{THINGS}?",
    "(?:找一?找|找一?下|搜一?搜|搜一?下|搜索一?下|查找一?下|检索一?下|搜)"
    "(?P<k>[^ 跟和与关涉0-9]{2,20})",
    "(?:找一?找|找一?下|找|搜一?搜|搜一?下|搜索一?下|查找一?下|查一?下|检索一?下|搜索|查找|检索)"
    f"(?P<b>.{{1,30}}?)(?:有关|相关|方面)的?{THINGS}?",
    f"(?:有没有|有哪些|哪些|有什么|哪个|有){THINGS}?(?:是)?(?:跟|和|与|关于|有关|涉及|涉及到|提到"
    f"|包含)(?P<c>.{{1,30}}?)(?:有关|相关|方面)?的?{THINGS}?",
    f"(?:找一?找|找一?下|找|搜一?搜|搜一?下|搜索一?下|搜索|搜|查找一?下|查找|查一?下|查一?查"
    f"|检索一?下|检索)(?:一下)?"
    f"(?P<l>[^ 我跟和与关涉0-9]{{2,20}}?)的{THINGS}",
    f"(?:有没有|有哪些|哪些|有什么|有)(?P<m>[^ ,我]{{1,20}}?)(?:有关|相关|方面)的{THINGS}",
    f"(?:跟|和|与|关于|有关|涉及)(?P<d>.{{1,30}}?)(?:有关|相关|方面)?的{THINGS}(?:有哪些|有没有"
    "|有什么|是哪些)?",
    "(?:跟|和|与|关于)(?P<n>.{1,30}?)(?:有关|相关|方面)的?(?:有哪些|有没有|有什么|是哪些)",
    "找 (?P<o>[^0-9 ].{1,29})",
    f"(?P<i>[^ ,]{{1,20}}?)(?:相关|有关|方面)的?{THINGS}?(?:有哪些|有没有|有什么)",
    "(?:看看|看一?下|查看|查一?查|查一?下|查)?(?P<p>(?!.*(?:全部|[完把将改删每]))[^ ,0-9]{1,9}"
    "[部委局院署会办行厅])(?:牵头|负责|参与)?的?(?:有|都有)?(?:哪些|什么)?"
    f"{THINGS}(?:有哪些|有什么|清单|列表)?",
    f"{SHOW}{ITEMS} (?:about|related to|relating to|on|regarding|concerning|mentioning|containing"
    f"|with|involving|that mention) (?P<e>.{{1,40}})",
    "(?:search|look|find)(?: for| up)? (?:tasks?|items?) (?:about|related to|on|regarding|with"
    "|mentioning) (?P<f>.{1,40})",
    "(?:search for|look for|look up) (?P<g>.{1,40})",
    f"(?:is there )?(?:anything|something|any {ITEMS}) (?:about|related to|on|regarding"
    f"|mentioning|with) (?P<h>.{{1,40}})",
    f"which {ITEMS} (?:are about|mention|are related to|concern|involve|deal with) "
    f"(?P<j>.{{1,40}})",
)


def phrase(line: Line) -> Verdict | None:
    """The command that the whole line is a way of saying."""
    folded = line.folded
    if len(folded) > _LONGEST:
        return None
    for text, at in _readings(folded):
        squeezed = _SPACED.sub("", text)
        said = (
            _command(squeezed, question=speech.is_question(folded))
            or _handed(squeezed)
            or _spoken(text)
            or _due(squeezed)
            or _searched(line, text, at)
        )
        if said is not None:
            return said
    return None


def _handed(squeezed: str) -> Verdict | None:
    """把我的任务发我看看."""
    if handed := _HANDED.fullmatch(squeezed):
        named = handed["moved"] or handed["named"]
        for name, pattern in READS.items():
            if pattern.fullmatch(named):
                return Act(Intent(name=name))
    return None


def _spoken(text: str) -> Verdict | None:
    if found := _LANG.fullmatch(text):
        spoken = next(word for word in found.groups() if word)
        chinese = spoken in _CHINESE_NAMES
        return Act(Intent(name="lang", language=Language.ZH if chinese else Language.EN))
    return None


def _due(squeezed: str) -> Verdict | None:
    """未来三天要交哪些, due in the next two weeks."""
    found = _DUE.fullmatch(squeezed) if not _LASTS.fullmatch(squeezed) else None
    days = window((found["a"] or found["b"]).strip()) if found else None
    return Act(Intent(name="due", days=days)) if days and days <= MOST_DAYS else None


def _searched(line: Line, text: str, at: int) -> Verdict | None:
    if found := _SEARCH.fullmatch(text):
        start, end = next(found.span(name) for name, word in found.groupdict().items() if word)
        if words := line.text(at + start, at + end):
            return Act(Intent(name="search", words=words))
    return None


def _command(squeezed: str, *, question: bool) -> Verdict | None:
    """One that needs nothing but its name; a question never writes."""
    if (narrowed := asked_for(squeezed)) is not None:
        return Act(Intent(name="mytasks", filters=narrowed))
    for name, pattern in (READS | WRITES).items():
        if pattern.fullmatch(squeezed) and (name in READS or not question):
            platform = platform_named(squeezed) if name == "unbind" else None
            return Act(Intent(name=name, platform=platform))
    return None


def _readings(folded: str) -> Iterator[tuple[str, int]]:
    """The line without its fillers, and as it is: 请 opens a sentence, 那个 may be part of it."""
    at = speech.opening(folded)
    for start in dict.fromkeys((at, 0)):
        text = speech.without_tail(folded[start:])
        bare = text.rstrip(" ?")
        for ending in ("吗", "呢", "么"):
            bare = bare.removesuffix(ending) if not bare.endswith("什么") else bare
        yield bare, start
