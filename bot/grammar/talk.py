"""What people say to the bot and to the office where a note could stand: requests, chat, excuses.

Each pattern has to fill a short text: ``太难了`` is no news of an item, ``审查指标太难达到`` is.
"""

import re

from bot.grammar import asks, speech

LONGEST = 20
"""Characters of a Chinese text; a longer one is a report."""

LONGEST_ENGLISH = 48
_NUMBER = "[0-9一二两三四五六七八九十半]{1,3}"
_SPAN = f"{_NUMBER}(?:个?(?:小时|钟头|工作日|月|星期)|分钟|天|周)"
_DAY = (
    "(?:[今明后]天|(?:这|本|下下?个?)?(?:周|星期|礼拜)[一二三四五六日天]|(?:本|下个?)?(?:月底"
    "|季末|年底)"
    "|(?:1[0-2]|[1-9])月(?:[12][0-9]|3[01]|[1-9])[日号]|(?:[12][0-9]|3[01]|[1-9])[日号])"
)
_TIME = f"(?:{_SPAN}(?:之后|以后|后)?|{_DAY})"
_PLEASE = "(?:请|麻烦|帮忙|你|您|给我|帮我|帮)*"
_PAPER = "(?:原文|全文|链接|截图|表格?|文件|材料|附件|通知|模板|格式|内容)"

_CHAT = re.compile(
    "[哈呵嘿嘻呜唉哎嗨]{1,20}|无语了?|好?烦(?:死了?|人|躁)?|晕死?了?|[太好真](?:难|累|忙|烦"
    "|多)了?|累死了?"
    "|加油|麻烦了|测试(?:一下)?|测一下|试一?试看?|试一下|今天天气.{0,4}|又来了?|怎么又[催来]了?"
    "|(?:看不|没看|不)(?:太|大)?(?:懂|明白)|不会(?:填|弄|用|报|写|操作)|(?:我|现在|最近"
    "|实在)*没(?:有)?(?:空|时间)"
    "|(?:我|最近|现在)*(?:忙(?:着呢|死了?|不过来)|走不开)|[很挺真]好的?|[你您早]好?|大家好"
    "|(?:早上|上午|下午|晚上)好|还行|一般|[忙累烦]着呢?"
    "|(?:我|周末|今天|正在?|刚|还在?)*(?:开会"
    "|出差|请假|休假|下班|加班|值班)"
    "(?:了|去了|中|呢)?|(?:让我|我)(?:再|先)?(?:想|问|看|查|核实|了解"
    "|确认)(?:一?[想问看查下])?(?:领导|同事)?(?:再[报说看])?"
    "|想一?想|(?:请)?(?:联系|打给|打电话给)我|(?:请)?(?:给我)?(?:回|打)个?电话?|我已?经?(?:调岗"
    "|离职|退休|调走|换岗)了?"
    "|(?:sure|great|perfect|cool|haha|hehe|lol|hmm+|ugh|wow|oops|test(?:ing)?|yes|yeah|yep|no"
    "|nope|hello(?: there)?|hi"
    "|good (?:morning|afternoon|evening)"
    "|sorry(?: about that| for that)?|my bad|i (?:do not|don't) understand|no idea"
    "|call me(?: back)?|(?:i'll|i will|let me) (?:check|ask|see)(?: first)?|not my (?:item|task)"
    "|(?:ok|okay|thanks|sure),? (?:will do|i will)|too (?:busy|hard))(?: now| please)?"
)
"""Small talk, excuses, sighs."""

_FAULT = re.compile(
    f"(?:{_PAPER}|页面|网页|按钮|系统|机器人|手机|更新|提交)?(?:都|也|又|还|总|老)?是?"
    "(?:打不开|没反应|没反映|点不了|点不动|发不出去?|下载不了|看不到|用不了|坏了|卡死了?"
    "|报不上去?|上不去|登不上"
    "|传不上去?|失败了?|不了|报错了?|的(?:步骤|方法|流程|办法))"
)
_ORDER = re.compile(
    f"{_PLEASE}(?:把|将)?{_PAPER}?(?:再)?(?:发|传|转)(?:给)?我(?:一[份下])?(?:看看)?"
    "|给我看一?[看下]|看看原文"
    f"|{_PLEASE}发(?:个|一下|一份|下)?{_PAPER}|导出|打印|下载|打印一下"
    "|(?:请|麻烦|帮忙|帮我|你帮我|你|您)(?:给我|帮我)?(?:查|记|填|改|弄|写|报|问|更新|补充|核实"
    "|确认|修改|完善|处理|审核|查收|核对)(?:一?下)?"
    "|你?看着办|(?:建议|申请|要求)(?:取消|撤销|删除)(?:这|该|本)?(?:项|任务|事项)?"
    "|(?:牵头|责任|参与)(?:单位|部门)(?:改为|换成|改成)[^ ,]{2,8}"
    "|(?:please|pls|kindly)? ?(?:explain|advise|send me (?:the |a )?[a-z ]{1,20}"
    "|print(?: it| this)?|export(?: it| this)?|wait|check)(?: please)?|please"
    "|(?:please |pls |can you |could you |would you )(?:show|tell|give|check|send|ask|update"
    "|help)(?: .{1,30})?|lang [a-z]{2,8}"
)
_URGE = re.compile(
    f"{_PLEASE}(?:催一?下?|催促)(?:[^ ,]{{2,6}}[部局委院署办会行])?|(?:请|麻烦)催[^ ,]{{2,6}}"
)
_PERSON = "(?!.{1,4}[部局委院署办厅会关司处室])[^ ,0-9]{2,4}"
_HAND = re.compile(
    f"(?:请)?(?:转给|转发给|移交给?|换成|改由){_PERSON}?(?:负责|办理?|处理|接手)?|联络员(?:换成"
    f"|改为|改成|换){_PERSON}"
    "|(?:please |pls )?(?:forward|pass)(?: it| this)?(?: on)? to [a-z]{1,12}(?: [a-z]{1,12})?"
)
_MORE_TIME = re.compile(
    "(?:we |i )?(?:need|request|ask for|want)(?: for)? (?:an extension|more time)(?: please)?"
    "|(?:请|申请|能否|希望|想|要)+(?:再)?(?:延期|宽限|延长)(?:几天|一下|时限)?"
)
_SUBMIT = re.compile("(?:保存|提交|上报|报送吧|submit|save)(?:一下)?(?: it| this| please)?")
_DROP = re.compile(
    "(?:清空|重置|作废|删了吧?|删掉(?:吧|它)?|撤了吧?|划掉|忽略|当我没说|不算数?|reset"
    "|(?:please |pls )?(?:delete|undo|drop|remove|ignore)(?: this| it| that)?)"
)
_QUIET = re.compile(
    "(?:今天|这两天|最近|先|暂时|请|以后|麻烦)*(?:别|不要|不用|不必|甭)(?:再|老|总|一直)*"
    "(?:提醒|催|通知|推送|打扰|发消息|发提醒)(?:我们?|了|啦|这个|这项|这条)*"
    "|(?:[0-9一二两三四五六七八九十半]+(?:个)?(?:小时|钟头|天|分钟|周|星期|个?工作日)(?:以?后"
    "|之后)?)"
    "(?:再)?(?:说|看|提醒|弄|办|处理)(?:吧|我|一下)?"
    "|(?:please )?(?:stop|no more|quit|don't keep) (?:reminding|reminders|nudging|nudges)"
    "(?: me| us)?(?: about (?:this|it))?|(?:please )?(?:don't|do not) (?:remind|nudge) (?:me|us)"
    "(?: again)?(?: about (?:this|it))?"
    f"|(?:{_TIME}|{_SPAN}内)(?:之?内|先)?(?:请)?(?:别|不要|不用)(?:再)?(?:催|提醒|打扰"
    "|通知)(?:我们?|了)*"
    f"|免打扰(?:{_SPAN}|{_DAY})?|(?:停止|关闭|关掉|取消|暂停)(?:提醒|催办|通知)"
    "|(?:please |pls )?(?:mute|snooze)(?: (?:it|this|me))?(?: for)?(?: [0-9]{1,2} ?(?:d|days?|h"
    "|hours?))?"
    "|(?:please )?(?:stop(?: it| nagging| (?:sending|reminding)(?: me)?(?: this)?)?"
    "|(?:don't|do not) (?:remind|nudge|nag) (?:me|us)(?: for [0-9]{1,2} (?:days?|hours?))?)"
)
_AGAIN = re.compile(
    f"(?P<when>{_TIME})(?:再|都|请)*(?:催|提醒|通知|叫)(?:我们?|[^ ,]{{2,3}})?(?:一下|一次)*"
    "|(?:please )?(?:postpone|put off|later|until|delay)(?: it| this)?(?: to| until)? "
    "(?P<until>(?:mon|tues|wednes|thurs|fri)day|tomorrow|next [a-z]{4,9}|[0-9]{1,2} [a-z]{3,9})"
)
_PROMISE = re.compile(
    f"(?P<when>{_DAY}|{_SPAN}(?:后|内)?)(?:之?前)?(?:再|就|会|一定)*(?:[报发交填给补弄办]|报送"
    "|上报|反馈)?(?:上来?|过来)?"
)
_REPORTED = re.compile(
    "(?:谢谢|好的|收到|不是)?[ ,]*(?:不是|我们?|都|早就?)*(?:(?:已经?|刚刚?|昨天|上周"
    "|前天)(?:报送?|填报|交)(?:过|完)?了?"
    "|(?:报送?|填报|交)(?:过了?|完了?|了))(?:吧|啊|呀|的)*"
    "|(?:we |i )?(?:have |'ve )?(?:already )?(?:reported|submitted)(?: it| this"
    "| that)?(?: already)?"
)
"""Of a report: whether here or on paper nobody knows."""

_MAIL = re.compile(
    "> .{0,40}|(?:dear|hi|hello) (?:sir|madam|all|colleagues?|team|sir or madam)"
    "|(?:best|kind|warm)(?: regards| wishes)|regards|sincerely(?: yours)?|yours (?:sincerely|truly)"
    "|sent from my [a-z]{1,12}|on [^ ].{1,30} wrote:?|.{1,20} (?:wrote|says):|此致|敬礼|此致敬礼"
    "|顺颂?祝?商祺|祝好"
    "|顺祝.{2,4}|发自我的.{1,10}|各位(?:领导|同事|老师)?(?:好|大家好)?|(?:尊敬的)?.{0,4}(?:领导"
    "|老师|同志)(?:您)?好"
)

_KEEP = "{keep}"
"""The text as a note after all."""

_TABLE: tuple[tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...]], ...] = (
    (_DROP, ("撤销", "{item}"), ("undo", "{item}")),
    (_REPORTED, ("报送 {item}", _KEEP), ("report {item}", _KEEP)),
    (_SUBMIT, ("报送 {item}", "{item}"), ("report {item}", "{item}")),
    (_URGE, ("催办 {item}", "需协调 {item}", _KEEP), ("nudge {item}", _KEEP)),
    (_MORE_TIME, ("延期 {item}", _KEEP), ("extend {item}", _KEEP)),
    (_HAND, ("转交", _KEEP), ("hand over", _KEEP)),
    (
        _QUIET,
        ("稍后 {item} 1d", "稍后 {item} 3d", _KEEP),
        ("snooze {item} 1d", "snooze {item} 3d", _KEEP),
    ),
    (
        _AGAIN,
        ("提醒 {item} {when}", "稍后 {item} 3d", _KEEP),
        ("remind {item} {when}", "snooze {item} 3d", _KEEP),
    ),
    (
        _PROMISE,
        ("提醒 {item} {when}", "报送 {item}", _KEEP),
        ("remind {item} {when}", "report {item}", _KEEP),
    ),
    (_FAULT, ("{item}", "帮助 更新", _KEEP), ("{item}", "help update", _KEEP)),
    (_CHAT, ("{item}", _KEEP), ("{item}", _KEEP)),
    (_ORDER, ("{item}", _KEEP), ("{item}", _KEEP)),
    (_MAIL, ("{item}", _KEEP), ("{item}", _KEEP)),
)
_USUAL = (("我的任务", "帮助"), ("mytasks", "help"))
_WITHOUT = {
    _REPORTED: (("报送",), ("report",)),
    _DROP: (("撤销",), ("undo",)),
    _HAND: (("转交",), ("hand over",)),
    _QUIET: (("今天稍后", "免打扰", "帮助 提醒"), ("later today", "quiet", "help reminders")),
    _FAULT: (("帮助 更新",), ("help update",)),
    _CHAT: _USUAL,
    _ORDER: _USUAL,
    _MAIL: _USUAL,
}
"""What is offered where no item is near; other texts may be an answer to one."""


def ways(bare: str, item: int, note: str, *, han: bool) -> tuple[str, ...]:
    """The lines to offer for a text about ``item`` that is said to the bot; none for a note."""
    if len(bare) > (LONGEST if han else LONGEST_ENGLISH):
        return ()
    for pattern, chinese, english in _TABLE:
        if found := pattern.fullmatch(bare):
            named = found.groupdict()
            when = named.get("when") or named.get("until") or ""
            keep = asks.kept(item, note)
            worded = speech.says_something(bare)
            offers = [line for line in (chinese if han else english) if worded or line != _KEEP]
            return tuple(line.format(item=item, keep=keep, when=when) for line in offers)
    return ()


def ways_without_item(bare: str, *, han: bool) -> tuple[str, ...]:
    """The same where no item is known."""
    if len(bare) > (LONGEST if han else LONGEST_ENGLISH):
        return ()
    for pattern, (chinese, english) in _WITHOUT.items():
        if pattern.fullmatch(bare):
            return chinese if han else english
    return ()
