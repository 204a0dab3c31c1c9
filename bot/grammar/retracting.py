"""What takes back what the same line has just said: 24 已完成，哦不，先别动; 24 受阻 已解决."""

import re

from bot.model.task import Status

_AFTER = " ,.;:!。、…-—(（"
_OH = "(?:哦|噢|喔|啊|哎呀?|呃|嗯|oh|uh|um|er|hmm|[ ,.。])*"
_WRONG = (
    "(?:说|写|打|发|搞|弄|看|点|记|填)?错了?(?=$|[ ,;。.!])|(?:说|写|打|发|搞|弄|看|点|记|填)错了"
)
_OPENS = re.compile(
    f"{_OH}(?:不对(?!外|应|称|等|接|口|标|照|比)|不(?:是)?(?=$|[ ,;。.!])|{_WRONG}"
    "|算了(?=$|[ ,;。.!吧])|且慢|慢着|等等(?!看)|等一?下(?!周|个|月|一|半)|当我没说"
    "|(?:先|还是)?别(?:动|记|写|改|存|标|更新|提交|保存|急)(?!的)|先不(?:动|记|写|改|存|标|更新|保存)"
    "|no(?=$|[,.!]| (?:wait|not|it|i|that|actually|sorry|make)(?![a-z]))"
    "|wait(?=$|[,.!]| (?:no|not|i|it|that|actually)(?![a-z]))|hold on(?=$|[,.! ])"
    "|sorry(?=$|[,.!]| (?:no|not|wrong|i|it|that|[0-9])(?![a-z]))"
    "|actually(?=,? (?:no|not|make|wait|it|that)(?![a-z]))"
    "|i mean(?:t)?(?![a-z])|never ?mind|scratch that|cancel that|forget (?:it|that)"
    "|just kidding|jk(?![a-z])|oops|my mistake)"
)
_CLOSES = re.compile(
    f"(?:^|[ ,;。.!…]){_OH}(?:不对|错了|[说写打发搞弄看点记填]错了|算了吧?|当我没说"
    "|(?:先|还是)?别(?:动|记|写|改|存|标|更新|提交|保存)了?|不用记了|先不记了?"
    "|never ?mind|scratch that|cancel that|forget (?:it|that)|no,? wait|wait,? no"
    "|just kidding|jk|oops|don't (?:save|record|update)(?: (?:it|that))?)[ ,;。.!…~吧]*$"
)
_END = 40  # characters
_SINCE = (
    "[ ,;:。(（]*(?:问题|困难|堵点|障碍|原因|现|目前|现在|但|不过|的)*(?:已经?|均|都|全部|基本"
    "|(?:now|has|have|been|is|was|but|all) )*"
)
_OVERTAKEN = {
    Status.BLOCKED: re.compile(
        f"{_SINCE}(?:得到)?(?:解决|解除|消除|化解|疏通|打通|协调(?:好|解决|到位)|排除|不再受阻|恢复(?:正常|$)|好了|(?:不需要|不用|没有)了?$|无$|是误报"
        "|(?:resolved|solved|unblocked|fixed|lifted|cleared|no longer)(?![a-z]))"
    ),
    Status.BEHIND: re.compile(
        f"{_SINCE}(?:赶上|追上|补上|追平|跟上|恢复正常|(?:caught up|(?:back )?on track)(?![a-z]))"
    ),
    Status.NOT_STARTED: re.compile(
        f"{_SINCE}(?:[0-9]{{1,2}}月已经?)?(?:启动|开始|开展|开工)了?(?=$|[ ,;。.!])"
    ),
}
"""Where the word for a status is followed by its end."""


def retracts(text: str) -> bool:
    """Whether a text that follows a value, or ends a note, takes it back; ``text`` is folded."""
    return bool(_OPENS.match(text.lstrip(_AFTER)) or _CLOSES.search(text[-_END:]))


def overtakes(status: Status | None, text: str) -> bool:
    """Whether the text says that the status declared before it is over: 受阻 已解决."""
    over = _OVERTAKEN.get(status) if status is not None else None
    return over is not None and over.match(text) is not None
