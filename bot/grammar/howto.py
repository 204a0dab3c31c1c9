"""Questions about the bot itself: ``怎么申请延期``, ``how do I report``; the topic that answers."""

import re

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.prepare import Line
from bot.grammar.words import words

_HOW = "(?:请问)?(?:我)?(?:想|要|该|应该)?(?:怎么样?|怎样|如何|咋样?)(?:才能|去|来|申请|办理|样)?"
_HOW_EN = "(?:how (?:do|can|should) (?:i|we) |how to )"
_IT = "(?: (?:a|an|my|our|the|this|that|it|last))*(?: [a-z]{3,12})?"  # a report, my last update
_WHAT = "(?:怎么办|咋办|怎么弄|怎么处理|如何处理|怎么操作)"
_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "更新",
        re.compile(
            f"{_HOW}(?:更新|填写?|写|记录?|修?改|反馈|汇报)(?:一下)?(?:任务|事项|工作)?的?"
            f"(?:进度|进展|情况|状态)|{_HOW_EN}(?:update|record|note)(?!ing){_IT}"
        ),
    ),
    (
        "报送",
        re.compile(
            f"{_HOW}(?:报送|上报|提交)(?:季报|报表|报告|材料|进展|报送单|任务)?|{_HOW}报(?:季报"
            f"|报表)|{_HOW_EN}(?:report|submit|send in)(?!ed){_IT}"
        ),
    ),
    (
        "延期",
        re.compile(
            f"{_HOW}(?:延期|延长时限|推迟)|(?:来不及|完不成|赶不上)了?,? ?{_WHAT}"
            f"|{_HOW_EN}(?:ask for more time|extend|get an extension){_IT}"
        ),
    ),
    (
        "撤销",
        re.compile(
            f"{_HOW}(?:撤[销消]|撤回|取消)(?:更新|进展|记录)?|(?:我)?(?:发|写|填|报)错了,? ?{_WHAT}"
            f"|{_HOW_EN}(?:undo|take back|delete|cancel){_IT}"
        ),
    ),
    (
        "更正",
        re.compile(f"{_HOW}(?:更正|改正|修改|改)(?:已?报?送?的?(?:内容|进展|记录|数据|错误)?)?"),
    ),
    (
        "提醒",
        re.compile(
            f"{_HOW}(?:设置?|取消|关闭?|关掉)?(?:提醒|免打扰|代管|转交)|(?:我)?(?:要)?(?:出差|休假"
            f"|请假)(?:了)?,? ?{_WHAT}"
            f"|{_HOW_EN}(?:hand over|hand|delegate|get a deputy|set|snooze|mute|stop)(?!ed){_IT}"
        ),
    ),
    ("周报", re.compile(f"{_HOW}(?:退订|订阅)(?:周报|简报)?|{_HOW_EN}(?:un)?subscribe{_IT}")),
    ("协调", re.compile(f"{_HOW}(?:申请|提出)?协调")),
    ("查找", re.compile(f"{_HOW}(?:查找?|搜索?|找|查看)(?:任务|事项)?")),
    (
        "账号",
        re.compile(
            f"(?:我)?(?:换了?|更换)(?:手机|号码?|微信|账号|单位|岗位?|人|联络员)了?(?:,? ?{_WHAT})?"
            f"|(?:我)?绑错(?:了)?(?:单位|账号|人|部门)?了?(?:,? ?{_WHAT})?"
            f"|{_HOW}(?:换|更换|绑定|解绑|重新绑定)(?:手机|微信|账号|联络员|人)?"
            "|(?:我)?(?:调走|离职|调岗|换岗|退休|不再负责|不负责这块)了?"
            "|(?:有问题|有事|出错了?|不懂)?(?:该|要|应该|可以)?(?:联系|找|问)(?:谁|哪位|哪个)"
            "|(?:你们|联席会议)?办公室?的?(?:联系)?(?:电话|方式|地址)(?:号码)?(?:是)?(?:多少|什么)?"
            "|(?:联系)?电话(?:是)?多少|联系(?:电话|方式|人)(?:是)?(?:多少|什么|谁)?|who (?:do|can"
            "|should) i (?:contact|call|ask)"
            "|(?:转|找|联系|我要)?(?:人工|客服|人工客服)(?:服务)?|(?:怎么|如何)?(?:联系"
            "|找)(?:联席会议)?办公室"
            f"|{_HOW_EN}(?:unbind|bind|unlink|register|log ?out){_IT}"
            f"|{_HOW}(?:联系|找)(?:你们|人工|客服|办公室|联席会议办公室)"
            "|(?:有问题|有事)?,? ?(?:该|要|可以)?(?:联系|找|问)谁"
            "|(?:联席会议)?办公室的?(?:联系)?(?:电话|方式|联系方式)(?:是多少|是什么|多少)?"
        ),
    ),
    (
        "保密",
        re.compile(
            f"(?:涉密|保密|内部)的?(?:事项|内容|材料)?(?:{_WHAT}|(?:怎么|如何)报送?|能报吗|能发吗)"
        ),
    ),
)
_LONGEST = 30
_MAY = re.compile(
    "(?:can|could|may|shall) (?:i|we) (?:please |still |just |also |now )?([a-z]+)(?: .{0,60})?"
)
_VERBS = {
    **dict.fromkeys(words("undo take revert cancel delete remove recall withdraw"), "撤销"),
    **dict.fromkeys(words("unbind bind unlink link forget erase log"), "账号"),
    **dict.fromkeys(words("subscribe unsubscribe"), "周报"),
    **dict.fromkeys(words("mark set update change record note put add write close finish"), "更新"),
    **dict.fromkeys(words("snooze remind mute stop hand"), "提醒"),
    **dict.fromkeys(words("report submit send file"), "报送"),
    **dict.fromkeys(words("extend postpone delay"), "延期"),
    **dict.fromkeys(words("correct edit"), "更正"),
}
"""What is asked for with "can I …": nothing is done, whatever it names."""


_AWAY = re.compile(
    "(?:我)?(?:今天|明天|后天|下周|这周|本周|下个?月|最近|马上)?(?:起|开始)?(?:要|去"
    "|将)*(?:休年?假|出差|请假|学习|住院|培训)了?"
    "(?:[一二两三四五六七八九十几0-9]+[天周月])?[ ,。]*"
    "(?:[^ ,。]{0,4}(?:代我|替我|代管|帮我看|接手|负责)(?:一下|报|管)*"
    "|(?:想|要|请)?(?:让|由|请|找)[^ ,。]{1,4}(?:代|替)(?:一下|报|管|办|理|替|班)*)?"
    "|(?:i'm|i am|i'll be) (?:on leave|away|on holiday)(?: (?:next|this) week| tomorrow)?"
)


def how_to(line: Line) -> Verdict | None:
    """Help with the topic that the whole line asks about; who goes on leave is asked for whom."""
    if (asked := _MAY.fullmatch(line.folded)) and asked[1] in _VERBS:
        topic = "账号" if "account" in line.folded else _VERBS[asked[1]]
        return Act(Intent(name="help", words=topic))
    if len(line.folded) > _LONGEST:
        return None
    if _AWAY.fullmatch(speech.without_tail(line.folded)):
        offer = "hand over" if line.folded.isascii() else "转交"
        return Ask(Code.UNKNOWN_COMMAND, {"text": line.text(0)}, (offer,))
    bare = speech.without_tail(line.folded).rstrip("?").removesuffix("呢").removesuffix("啊")
    for topic, pattern in _TOPICS:
        if pattern.fullmatch(bare):
            return Act(Intent(name="help", words=topic))
    return None
