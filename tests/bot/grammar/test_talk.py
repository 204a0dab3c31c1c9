"""What is said to the bot or the office is no news of an item; what a clerk would file is.

Of the first tables nothing is stored; the last one holds notes that begin like them.
"""

import pytest

from bot.grammar import read
from bot.grammar.intent import Ask
from bot.grammar.questions import is_asked
from tests.bot.grammar.offered import cases, replied
from tests.bot.grammar.shown import context, shown

QUESTIONS = """
咋填
写啥
报啥
报什么内容
发给谁
表格发哪里
表在哪
入口在哪
材料在哪下载
联系人是谁
联系人电话多少
要不要报
用不用报
怎么又催
怎么还是红灯
凭什么红灯
你看下对不对
下一步该干啥
问题是谁提的
通知印发没
通知印发了没有啊
通知印发了吗请回复
备注写什么
备注在哪填
do we need to report
does MOF lead
did MOF report
has MOF reported
have they reported
can we extend
can I report later
should I report
shall we
will it be extended
which department
whose is it
who's in charge
where can I find the text
why red
why me
"""
SAID = """
24 不是报过了 > ask ambiguous: 报送 24, 备注 24 不是报过了
24 我们报过了吧 > ask ambiguous: 报送 24, 备注 24 我们报过了吧
24 发我 > ask ambiguous: 24, 备注 24 发我
24 原文发我 > ask ambiguous: 24, 备注 24 原文发我
24 给我看看 > ask ambiguous: 24, 备注 24 给我看看
24 发个表 > ask ambiguous: 24, 备注 24 发个表
24 导出 > ask ambiguous: 24, 备注 24 导出
24 帮我记一下 > ask ambiguous: 24, 备注 24 帮我记一下
24 你看着办 > ask ambiguous: 24, 备注 24 你看着办
24 请更新一下 > ask ambiguous: 24, 备注 24 请更新一下
24 催一下司法部 > ask ambiguous: 催办 24, 需协调 24, 备注 24 催一下司法部
24 请转给李四 > ask ambiguous: 转交, 备注 24 请转给李四
24 联络员换成李四 > ask ambiguous: 转交, 备注 24 联络员换成李四
24 牵头单位改为司法部 > ask ambiguous: 24, 备注 24 牵头单位改为司法部
24 保存 > ask ambiguous: 报送 24, 24
24 删了 > ask ambiguous: 撤销, 24
24 删除 > ask ambiguous: 撤销, 24
24 停止提醒 > ask ambiguous: 稍后 24 1d, 稍后 24 3d, 备注 24 停止提醒
24 三天后再催 > ask ambiguous: 提醒 24 三天后, 稍后 24 3d, 备注 24 三天后再催
24 三天内别催 > ask ambiguous: 稍后 24 1d, 稍后 24 3d, 备注 24 三天内别催
24 明天提醒李四 > ask ambiguous: 提醒 24 明天, 稍后 24 3d, 备注 24 明天提醒李四
24 想申请延期 > ask ambiguous: 延期 24, 备注 24 想申请延期
24 哈哈 > ask ambiguous: 24, 备注 24 哈哈
24 烦死了 > ask ambiguous: 24, 备注 24 烦死了
24 太难了 > ask ambiguous: 24, 备注 24 太难了
24 [捂脸] > ask unknown_command: 24
24 看不懂 > ask ambiguous: 24, 备注 24 看不懂
24 附件打不开 > ask ambiguous: 24, 帮助 更新, 备注 24 附件打不开
24 没空 > ask ambiguous: 24, 备注 24 没空
24 我看一下再报 > ask ambiguous: 24, 备注 24 我看一下再报
24 月底报 > ask ambiguous: 提醒 24 月底, 报送 24, 备注 24 月底报
24 下周五 > ask ambiguous: 提醒 24 下周五, 报送 24, 备注 24 下周五
34: 哈哈 > ask ambiguous: 34, 备注 34 哈哈
34: 今天天气不错 > ask ambiguous: 34, 备注 34 今天天气不错
34: 我已调岗 > ask ambiguous: 34, 备注 34 我已调岗
34: 不对 > ask ambiguous: 撤销, 34
34: 收回 > ask ambiguous: 撤销, 34
34: 不是这个 > ask ambiguous: 撤销, 34
34: 已阅 > acknowledge
34: 谢谢，已报 > ask ambiguous: 报送 34, 备注 34 谢谢，已报
34: 没有 > ask ambiguous: 34 无新进展, 34
34: 无 > ask ambiguous: 34 无新进展, 34
34: nothing > ask ambiguous: 34 no news, 34
24 please remind me tomorrow > remind 24 2019-06-11 09:00
24 can you remind me > ask missing_fields: remind 24 tomorrow 9am, remind 24 next Monday 9am
24 mute 3d > ask ambiguous: snooze 24 1d, snooze 24 3d, note 24 mute 3d
24 stop nagging > ask ambiguous: snooze 24 1d, snooze 24 3d, note 24 stop nagging
24 please delete this > ask ambiguous: undo, 24
24 please close > ask ambiguous: close 24, note 24 close
24 need an extension > ask ambiguous: extend 24, note 24 need an extension
24 please send me the text > ask ambiguous: 24, note 24 please send me the text
24 sorry about that > ask ambiguous: 24, note 24 sorry about that
34: yes > ask ambiguous: 34, note 34 yes
34: call me > ask ambiguous: 34, note 34 call me
34: Best regards, > ask ambiguous: 34, note 34 Best regards,
34: On Mon, Li wrote: > ask ambiguous: 34, note 34 On Mon, Li wrote:
全部撤销 > ask unknown_command: 撤销
已阅 > acknowledge
哈哈 > ask unknown_command: 我的任务, 帮助
已报 > ask unknown_command: 报送
"""
BEHIND_A_COMMAND = """
更新 24 谁负责 > ask ambiguous: 24, 24 备注：谁负责
更新 24 什么时候截止？ > ask ambiguous: 24, 24 备注：什么时候截止？
更新 24 推进中 什么时候截止？ > ask ambiguous: 24, 24 备注：推进中 什么时候截止？
进展 24 怎么样 > ask ambiguous: 24, 24 备注：怎么样
进展 24 到哪了 > ask ambiguous: 24, 24 备注：到哪了
备注 24 怎么填 > ask ambiguous: 24, 24 备注：怎么填
备注 24 说错了 > ask ambiguous: 撤销, 24
备注 24 撤销 > ask ambiguous: 撤销, 24
更新 24 没反应 > ask ambiguous: 24, 帮助 更新, 备注 24 没反应
24 备注：怎么填 > update 24 '怎么填'
备注 24 正在研究谁来牵头 > update 24 '正在研究谁来牵头'
更新 43 进行中 研究如何落实 > update 43 in_progress '研究如何落实'
"""
NEVER_DONE = """
can I unbind > help '账号'
could I unbind my account > help '账号'
can I undo > help '撤销'
can I take it back > help '撤销'
can I unsubscribe > help '周报'
can I delete my account > help '账号'
can I mark 24 done > help '更新'
can I set 24 to 60% > help '更新'
can I close 24 > help '更新'
can I snooze 24 for 3 days > help '提醒'
34: can I report later > help '报送'
can I see 24 > show 24
can you undo that > undo
how to unbind > help '账号'
how do I unsubscribe > help '周报'
刚才撤销了 > ask unknown_command
"""
NOTES = """
审查指标太难达到，已调整
怎么衔接正在研究
测试系统已上线
打印材料已送审
请示已报国务院
已反馈
已上报国务院
移交检察院
转给财务司
导出数据12万条
保存期限已明确
提交国务院审议
催收欠费3笔
加班赶制展板
出差调研5省
会议改期
下周五开会
6月30日印发
月底前印发
三天内整改到位
没有困难
无重大问题
有关部门没有意见
收回专利权3件
作废证书12本
清空积压案件
系统打不开的问题已报修
报送国务院
Wang reported to MOF
why-what analysis sent
did not receive comments
will send report next week
which annex to use was agreed
test platform online
reported to the State Council
"""


@pytest.mark.parametrize("text", QUESTIONS.strip().splitlines())
def test_a_question_shows_the_item(text: str) -> None:
    assert is_asked(text) or shown(f"24 {text}") == "show 24"
    assert shown(f"24 {text}") == "show 24" or shown(f"24 {text}").startswith("ask")
    assert "update" not in shown(text, item=34)


@pytest.mark.parametrize(
    ("text", "meaning"), cases(SAID) + cases(BEHIND_A_COMMAND) + cases(NEVER_DONE)
)
def test_a_line_means(text: str, meaning: str) -> None:
    assert replied(text) == meaning


@pytest.mark.parametrize("text", NOTES.strip().splitlines())
def test_a_note_is_one(text: str) -> None:
    assert shown(f"24 {text}") == f"update 24 {text!r}"
    assert shown(text, item=34) in (f"update 34 {text!r}", "report 34")


def test_a_note_that_is_offered_is_stored_by_its_button() -> None:
    for table in (SAID, BEHIND_A_COMMAND):
        for text, _ in cases(table):
            item = 34 if text.startswith("34: ") else None
            for verdict in read(text.removeprefix("34: "), context(item=item)):
                offers = verdict.offers if isinstance(verdict, Ask) else ()
                for offer in (one for one in offers if "备注" in one or "note" in one):
                    assert shown(offer).startswith("update "), offer
