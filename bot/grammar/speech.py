"""What people say around the matter: fillers, small talk, questions, hedges."""

import re

from bot.grammar.questions import is_asked
from bot.grammar.words import words

_FILLERS = (
    "请问|请|帮我|帮忙|麻烦你?|劳驾|嗯+|呃+|额|啊|哦|那个|那|吧|谢谢|多谢|您好|你好|一下|我想"
    "|我要|给我(?=[看查找搜第#0-9])|告诉我(?=[第#0-9])|想(?=[看查])|让我(?=[看查找搜])|"
    "hey|hi|hello|please|pls|can you|could you|(?:can|could) i(?= (?:get|see|have|view|check|look"
    "|open|find|show)(?![a-z]))|thanks|thank you|um+|uh|ok so|okay"
    "|alright|(?:show|tell)(?: me| us)?(?= (?:what|which|who|how))"
    "|i want to|i'd like to"
)
_LEADING = re.compile(f"(?:(?:{_FILLERS})(?:(?<![a-z])|(?![a-z]))[ ,!~、。]{{0,3}})")
_TRAILING = re.compile(
    "(?:[ ,.;:!。~…、)\\]】\"'✅√✔☑]|了|吧|啦|哦|呀|啊|哈|咯|喽|噢|一下|谢谢|多谢|辛苦了|thanks"
    "|thank you|thx"
    "|please|pls|now)+"
)
_QUESTION = re.compile("(?:\\?|吗|么|(?<!着)呢|(?<![0-9项号])没有|了没|完成没)[ !.。~]*$")
_ASKING = re.compile(
    "什么时候|啥时候?|何时|几时|是不是|怎么[样报填办写改弄做说]|咋[样说办填报写弄]|[填写报]啥|怎样|如何|多久|什么情况|啥情况"
    "|到哪一?步"
    "|(?<![a-z])when"
    "(?![a-z])|(?<![a-z])how(?![a-z])"
)
_ASKS_WHAT = re.compile(
    "(?!.*(?:未定|待定|不明|不清|没定|未明|未确定|没有?确定))"
    "[ ,]*(?:现在|目前|当前|到底|究竟|具体|的|是|在|由|归|有|status|progress|deadline|owner|lead"
    "| )*(?:(?:什么|啥)(?!.{0,4}[都也]没)|哪[个些里儿家位天一]|谁|几号|几月|有没有|有无"
    "|(?:what|who|where|why)(?:'?s|re)?(?: (?:is|are|was|were|did|does|do|has|have|leads?|owns?"
    "|status|progress|next|now|new|happened)(?![a-z])|$)"
    "|what'?s |(?:any (?:updates?|news|progress)|anything new|latest)(?: [a-z]+)?$)"
)
_TELLING = re.compile(
    "(?:我们?|我部|我处|本部门|本单位|目前|现)?(?:已经?|正在?|拟|会同|经)(?!是不是)"
)
_SMALL = frozenset(
    words(
        "谢谢 多谢 谢谢你 谢谢您 谢了 感谢 收到 已收到 收到了 好的 好 好吧 好嘞 好滴 好哒"
        " 行 可以 嗯 嗯嗯 哦 噢 赞 知道 知道了 我知道了 明白 明白了 了解 了解了 辛苦 辛苦了"
        " 已阅 已阅读 已阅知 已读 已知悉 知悉 已知晓 已了解 阅 understood tks much__appreciated"
        " 没问题 不客气 再见 好的好的 好呀 好的呢 知道啦 收到啦 嗯好 嗯好的 嗯呢 好滴好滴 ok"
        " ok的 okay k thanks thx ty noted roger cheers thank__you"
        " thanks__a__lot thank__you__very__much got__it all__right will__do"
        " 👍 👍🏻 👌 🙏 👏 🆗"
    )
)
_LOOSE = re.compile(
    "完成|办结|完结|做完|搞定|办完|弄完|干完|忙完|好了|做好|收尾|结束|受阻|卡住|卡了|卡在|滞后"
    "|延期|延误"
    "|中止|终止|暂停|搁置|推进中|"
    "进行中|在办|正在推进|未启动|没启动|未开始|没开始|缓慢|需协调|"
    "(?<![a-z])(?:done|finish\\w*|complet\\w*|block\\w*|stuck|delay\\w*|behind|ongoing|in progress"
    "|in_progress|"
    "not started|todo|at risk|cancel\\w*|closed|paused|on hold|overdue|started)(?![a-z])"
)
_TAKEN_BACK = (
    "一半|大半|过半|大部分|部分|多半|近(?![日期])|约|大约|差不多|除|但|不过|初步|初稿|草案|第一"
    "|阶段"
    "|预计|争取|力争|即将|快|马上|就要|可能|估计|希望|如果|有望|几乎|接近|基本|大体|能否|是否|没"
    "|未|尚|不"
    "|否|假的?(?= |$)|存疑|有疑|疑似"
    "|[0-9一二三四五六七八九十]+ ?成|[^ ]{1,4}分之"
    "|(?:half|most|part|mostly|partly|except|but|almost|nearly|hardly|barely|likely|unlikely"
    "|false|wrong|soon(?:ish)?"
    "|by"
    "|tomorrow|next|if|when|once|until|unless|yet|not|no|never|will|would|should|could|might|must"
    "|may"
    "|shall|needs?|to be|about to|going to|supposed|expected|far from|hopefully|maybe|probably"
    "|perhaps"
    "|[a-z]*n't)(?![a-z])"
)
_HEDGE = re.compile(
    f"{_TAKEN_BACK}|前|一些|若干|才|还|只|待|将|等|后|之后|的|率|度|要|准备|计划|打算|拟|须|必须"
    "|需|应|明天|下周"
    "|[0-9一二两三四五六七八九十]+ ?(?:/ ?[0-9]+|[个项家件省批次份条处场期]?[省市县区]?(?:单位|部门"
    "|地区|项)?)$"
    "|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])"
    "|(?:tonight|today|this|with|without|within|before|after|in|on|at|to|for|pending|[a-z]+ing)"
    "(?![a-z])"
)
_EXPLICITLY = re.compile(_TAKEN_BACK)
_DISTANT = re.compile("(?:没有?|未|尚未|不算|还差|[^a-z]吗|呢|almost|n't|not yet|will be)")
_WORDY = re.compile(
    "[a-z0-9]{3}|[\u3400-\u9fff].*[\u3400-\u9fff]|[a-z].*[a-z]|[^\x00-\u2fff\ud800-\udfff]{2}"
)
_FILLERS_AT_MOST = 8
_ENDINGS = (
    *words("谢谢 多谢 吧 啦 呀 啊 一下"),
    " thanks",
    " thank you",
    " thx",
    " please",
    " pls",
)
_SHORT_QUESTION = 8  # characters
_SHORT = 40  # characters; a longer text with "when" in it is a report
_LONG_QUESTION = 16  # characters
_MANNERS = re.compile(
    "(?<![a-z])(?:please|pls|thanks|thank you|thx|sorry|now)(?![a-z])|谢谢|多谢|不好意思|抱歉"
)
_THINGS = re.compile(
    "[0-9]{1,5} (?!(?:is|has|was|goes|needs|says|stays|remains|seems|looks|starts|waits|works|does"
    "|status|progress|tasks|items|points|parts|reports)(?![a-z]))[a-z]{3,20}s (?!%)[a-z]"
)
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]+")


def opening(folded: str, at: int = 0) -> int:
    """Where the matter begins: fillers at ``at`` are passed, nothing else is."""
    for _ in range(_FILLERS_AT_MOST):
        found = _LEADING.match(folded, at)
        if found is None or found.end() == len(folded):
            return at
        at = found.end()
    return at


def is_tail(text: str) -> bool:
    """Whether nothing but punctuation and fillers is left."""
    return not text or _TRAILING.fullmatch(text) is not None


def without_tail(text: str) -> str:
    """The text without the fillers and punctuation that end it; a question mark stays."""
    for _ in range(_FILLERS_AT_MOST):
        before = text
        for filler in _ENDINGS:
            text = text.rstrip(" ,.;:!。~…").removesuffix(filler)
        if text == before:
            break
    return text.rstrip(" ,.;:!。~…)]】\"'")


def is_question(text: str) -> bool:
    if ends_asking(text):
        return True
    if len(text) > _SHORT:
        return False
    return _ASKING.search(text) is not None or _ASKS_WHAT.match(text) is not None or is_asked(text)


def asks_outright(text: str) -> bool:
    """Whether it is a question even where a text is expected: it ends in ？, or is all question."""
    if is_asked(text):
        return True
    return len(text) <= _LONG_QUESTION and (
        asks_first(text)
        or _ASKS_WHAT.match(text) is not None
        or text.endswith(("?", "吗", "怎么样"))
    )


def ends_asking(text: str) -> bool:
    """Whether it ends like a question: ？ 吗 呢 没有."""
    return _QUESTION.search(text[-_SHORT:]) is not None


def asks_first(text: str) -> bool:
    """Whether a question word opens it: 何时报批 asks, 研究何时报批 tells."""
    start = opening(text)
    short = len(text) <= _SHORT_QUESTION and _ASKS_WHAT.match(text, start) is not None
    return short or _ASKING.match(text, start) is not None


def tells(text: str) -> bool:
    """Whether it begins like a report, whatever words of questions stand in it."""
    return _TELLING.match(text.lstrip(" ,;:。、")) is not None


def is_small_talk(text: str) -> bool:
    bare = text.strip(" ,.;:!。~…、?")
    bare = _EMOJI.sub("", bare).strip(" ,.;:!。~…、?") or bare
    return bare in _SMALL or all(part in _SMALL for part in re.split("[ ,.!。~、]+", bare[:40]))


def sounds_like_status(text: str) -> bool:
    """Whether loose talk touches on how far the work is."""
    return _LOOSE.search(text) is not None


def hedges(text: str, *, explicit: bool) -> bool:
    """Whether what follows a word for done takes it back: 已完成 一半, done by Friday.

    ``explicit``: a command word stands before it, so that more of it is plain note.
    """
    start = text.lstrip(" ,.;:!。、(=-—")
    if explicit:
        return _EXPLICITLY.match(start) is not None
    return bool(_HEDGE.match(start) or _DISTANT.search(text[:200]))


def without_manners(text: str) -> str:
    """What is left behind a command that takes nothing: undo please, undo, sorry."""
    return _MANNERS.sub("", text).strip(" ?,.!")


def counts_things(text: str) -> bool:
    """Whether it begins with so many of something: 55 comments received, 5 cities have started."""
    return _THINGS.match(text) is not None


def says_something(text: str) -> bool:
    """Whether it can be a note: more than a letter, a sign or an emoji."""
    return _WORDY.search(_EMOJI.sub("", text[:400])) is not None
