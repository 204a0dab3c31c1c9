"""What people say to the bot about its cards: a slip, a promise, not ours; never progress.

Only where it fills the line: ``发错了`` on a card is no news of its item.
"""

import re

from bot.errors import Code
from bot.grammar import asks, speech, talk
from bot.grammar.intent import Ask
from bot.grammar.refs import is_han
from bot.grammar.words import words

_LONGEST = 40  # characters; a longer text is no aside
_THIS = "(?:这|那)?(?:一)?(?:个|项|条|句|次|任务|事项)?"
_SLIP = re.compile(
    "(?:不对|不好意思|抱歉|对不起|等等)?[ ,]*"
    "(?:我|这|那|刚|才|上一?[个条次句]|上面|前面|最后一?[个条次])*的?(?:那|这)?一?[个条次句]?"
    "(?:我|又|都)?(?:发|写|填|打|弄|报|记|点|搞|输|按|说)错了?"
    "(?:了|(?:单位|地方|编号|人|群|对象|窗口|一?[个条项次])了?)?"
    "|(?:把)?(?:刚刚?才?|上一?[个条次句]|上面)的?(?:那|这)?一?[个条次句]?"
    "(?:不算数?|作废|不要|别算|删除?掉?|去掉)了?"
    "|(?:删除?掉?|去掉|作废)(?:刚刚?才?|上一?[个条次句]|上面)的?(?:那|这)?一?[个条次句]?(?:内容)?"
    "|(?:哦|噢|啊|呃)?不[对是]了?|(?:不对|哦)?[ ,]*(?:应该)?不是这(?:个|一?[项条])(?:任务|事项)?"
    "|[搞弄看发]?错了|收回|有误|误报|手滑了?"
    "|(?:sorry,? ?)?(?:my mistake|wrong (?:one|item|number|chat)|typo|please ignore(?: that)?"
    "|ignore (?:that|this|the last one)|disregard(?: that)?)"
)
_TAKE_BACK = re.compile("撤[销消回]|删除|(?:please )?undo(?: (?:it|this|that))?|delete")
_NOT_OURS = re.compile(
    f"{_THIS}(?:任务|事|工作)?(?:好像|应该)?(?:不是|不归|不属于|不该|不由|跟|与|和)"
    "(?:由|是|归)?(?:我们?|咱们?|本)(?:单位|部门|处|局|部|司|这边|这儿)?"
    "(?:牵头|负责|管|承办|办|报|填|的(?:任务|事|事项|工作|职责)?|职责|没关系|无关)*(?:啊|呀|吧|的)*"
    "|我(?:已经?|现在)?(?:不是|不再是|不做|不当)(?:这个|本单位的?)?联络员了?"
    "|(?:我)?(?:已经?)?(?:调离|换岗|换人)了?"
    "|(?:this is |that's |it's )?not (?:ours|our (?:task|item|job)|mine|for us)"
)
_LATER = re.compile(
    "(?:好的?|行|嗯|收到|知道了)?[ ,]*(?:我们?|今天|明天|后天|下午|晚上|稍后|晚点|晚些时候|一会儿?"
    "|等会儿?|回头|马上|尽快|下周|过两天|待会儿?|这就|抓紧|就|在|正)+(?:再|来|去|给|就)?(?:您|你)?"
    "(?:报送?|上报|填报?|弄|办|处理|回复|回|说|看|补|补上|交|写|更新)?(?:一下|上)?"
    "|(?:我)?(?:正?在|还在)(?:开会|出差|休假|外面|路上)(?:[ ,]*(?:晚点|稍后|回头|明天|等会儿?)"
    "(?:再)?(?:报送?|填报?|弄|办|处理|回复|回|说|看)?)?"
    "|稍等(?:一下|片刻)?|等一?下|等等"
    "|(?:will do|later|in a (?:minute|bit|moment)|soon"
    "|busy(?: now)?|in a meeting)"
)
_PLACEHOLDER = re.compile(
    "[\\[【]?(?![已完推滞受进办未正])[㐀-鿿]{1,4}[\\]】]|[\\[【]?(?:图片|照片|语音|视频|文件|表情"
    "|动画表情|位置|链接|photo|image|voice|video|file"
    "|sticker)[\\]】]"
)
_VAGUE = re.compile(
    "同上|待定|未定|不知道|不清楚|不了解|再说|看情况|same as (?:above|before)|not sure|no idea"
)
_NO_NEWS = re.compile(
    "(?:目前|暂时|还|都|也|暂)*(?:无|没有?)(?:了|啊|呢|呀|啥|什么|新的|变化|进展)*|没啥(?:新的"
    "|进展|变化|好报的)?"
    "|(?:nothing|none)(?: new| yet| so far)?"
)
_GOING = re.compile(
    "(?:已经?|刚|才|现已|正式|这周|本周|上周|昨天)*(?:启动|开始|开展|开工|动工|起步)了?|(?:还"
    "|正|都|一直)?在?[做办干弄推搞]着呢?"
    "|(?:has |have |just |already )*(?:started|begun)(?: already| now)?"
)
_NEARLY = re.compile(
    "就?快了|还早(?:着|呢)*|早着(?:呢)?|差不多了?"
    "|(?:not quite|nearly|almost|getting|about) (?:there|finished)|any (?:day|time|minute) now"
)


_BUTTONS = {
    **dict.fromkeys(words("全部撤销 撤销全部 都撤销"), "撤销"),
    **dict.fromkeys(words("去报送 季度填报 填报"), "报送 {}"),
    "填写进展": "更新 {}",
    "存草稿": "报送 {} 存草稿",
    "报送并申请协调": "报送 {} 申请协调",
    "撤回报送": "报送 {} 撤回",
    "补充问题": "报送 {} 问题：",
    **dict.fromkeys(words("补充下一步 补充打算"), "报送 {} 下一步："),
    "申请协调": "需协调 {}",
    "申请延期": "延期 {}",
    **dict.fromkeys(words("转交同事 转交"), "代管"),
    "逐项填报": "报送",
    "仅记一句进展": "更新 {}",
    "undo all": "undo",
    **dict.fromkeys(words("go__to__the__report quarterly__report"), "report {}"),
    **dict.fromkeys(words("keep__as__draft save__draft"), "report {} draft"),
    **dict.fromkeys(words("approved,__report__it approved"), "report {} approved"),
    "add problems": "report {} problems:",
    "add next steps": "report {} next:",
    "one by one": "report",
}
"""What buttons say, as people type it below cards that may lack the button: never a text."""
_UNDO = ("撤销", "undo")


def aside(text: str, item: int | None, note: str) -> Ask | None:
    """The question back; ``text`` is what might be a note on ``item``, ``note`` as it was typed."""
    if len(text) > _LONGEST:
        return None
    bare = speech.without_tail(text).strip(" ,")
    han = any(map(is_han, text))
    if (slip := slip_of(bare, item, note)) is not None:
        return slip
    if item is None and _BUTTONS.get(bare) in _UNDO:
        return Ask(Code.UNKNOWN_COMMAND, {"text": note}, (_BUTTONS[bare],))
    if item is None:
        if not _LATER.fullmatch(bare):
            return _unnamed(bare, note, han=han)
        away = ("今天稍后", "我的任务") if han else ("later today", "mytasks")
        return Ask(Code.UNKNOWN_COMMAND, {"text": note}, away)
    if (line := _BUTTONS.get(bare)) is not None or _PLACEHOLDER.fullmatch(text.strip()):
        lines = (str(item),) if line is None else (line.format(item), str(item))
        return Ask(Code.UNKNOWN_COMMAND, {"text": note}, lines)
    return _about(bare, item, note, han=han)


def slip_of(bare: str, item: int | None, note: str) -> Ask | None:
    """发错了, 收回, 撤销: the last message is meant, whatever stands before it."""
    if len(bare) > _LONGEST or not (_SLIP.fullmatch(bare) or _TAKE_BACK.fullmatch(bare)):
        return None
    offers = ("撤销" if any(map(is_han, bare)) else "undo", "" if item is None else str(item))
    return Ask(Code.AMBIGUOUS, {"text": note}, tuple(filter(None, offers)))


def _about(bare: str, item: int, note: str, *, han: bool) -> Ask | None:
    """Something about the item that is no news of it: not ours, nearly, later."""
    keep = asks.kept(item, note)
    if _NO_NEWS.fullmatch(bare):
        no_news = "无新进展" if han else "no news"
        return Ask(Code.AMBIGUOUS, {"text": note}, (f"{item} {no_news}", str(item)))
    if _NOT_OURS.fullmatch(bare):
        tell = f"意见 第{item}项：{note}" if han else f"feedback item {item}: {note}"
        return Ask(Code.AMBIGUOUS, {"text": note}, (str(item), tell, keep))
    if _GOING.fullmatch(bare):
        going = "推进中" if han else "in progress"
        return Ask(Code.AMBIGUOUS, {"text": note, "number": item}, (f"{item} {going}", keep))
    if _NEARLY.fullmatch(bare) or _VAGUE.fullmatch(bare):
        return asks.unclear(f"{item} {note}", item, note)
    if _LATER.fullmatch(bare):
        later = ("报送 {}", "今天稍后") if han else ("report {}", "later today")
        first, second = (way.format(item) for way in later)
        return Ask(Code.AMBIGUOUS, {"text": note}, (first, second, keep))
    ways = talk.ways(bare, item, note, han=han)
    return Ask(Code.AMBIGUOUS, {"text": note}, ways) if ways else None


def _unnamed(bare: str, note: str, *, han: bool) -> Ask | None:
    button = _BUTTONS.get(bare, "{}")
    ways = talk.ways_without_item(bare, han=han) if "{}" in button else (button,)
    return Ask(Code.UNKNOWN_COMMAND, {"text": note}, ways) if ways else None
