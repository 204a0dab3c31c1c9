"""The number first, then a command; a command by another name; what is asked without one."""

import pytest

from bot.grammar import read
from bot.grammar.intent import Ask
from tests.bot.grammar.offered import cases, replied
from tests.bot.grammar.shown import context

COMMANDS = """
24 提醒我明天 > remind 24 2019-06-11 09:00
24 remind me tomorrow > remind 24 2019-06-11 09:00
24 提醒各单位报送材料 > update 24 '提醒各单位报送材料'
24 转交李四 > ask ambiguous: 转交 李四, 备注 24 转交李四
46 转交给商务部 > ask ambiguous: 转交 商务部, 备注 46 转交给商务部
24 handover Li > ask ambiguous: handover Li, note 24 handover Li
24 定时限 12月5日 > ask ambiguous: 定时限 24 12月5日, 备注 24 定时限 12月5日
24 deadline 30 July > ask ambiguous: deadline 24 30 July, note 24 deadline 30 July
24 deadline moved by MOF > update 24 'deadline moved by MOF'
24 extend 30 July waiting > ask ambiguous: extend 24 30 July waiting, note 24 extend 30 July waiting
24 extend coverage to 5 cities > update 24 'extend coverage to 5 cities'
24 退回 内容不全 > ask ambiguous: 退回 24 内容不全, 备注 24 退回 内容不全
24 退回补正材料12件 > update 24 '退回补正材料12件'
24 退回 > ask ambiguous: 退回 24, 备注 24 退回
24 协调 请司法部支持 > ask ambiguous: 协调 24 请司法部支持, 备注 24 协调 请司法部支持
24 协调司法部召开会议 > update 24 '协调司法部召开会议'
24 需协调 请司法部支持 > update 24 blocked '请司法部支持'
24 销号 > ask ambiguous: 销号 24, 备注 24 销号
24 通过 国务院常务会议审议 > update 24 '通过 国务院常务会议审议'
24 同意延期 12月20日 > ask ambiguous: 同意延期 24 12月20日, 备注 24 同意延期 12月20日
24 线下 是 > ask ambiguous: 线下 24 是, 备注 24 线下 是
24 deadline > show 24
答复 24 同意，周三开会 > coord 24 '答复 同意，周三开会'
答复24：同意 > coord 24 '答复 同意'
answer 24 agreed > coord 24 'answer agreed'
24 答复 同意 > ask ambiguous: 协调 24 答复 同意, 备注 24 答复 同意
24 答复代表建议3件 > update 24 '答复代表建议3件'
报24 > report 24
报10 > report 10
报107 > ask unknown_task
报第17项 > report 17
填报 24 > report 24
我要报第99项的季报 > report 99
报24 推进中 > ask ambiguous: 24 推进中, 报送 24
报名24家企业 > ask unknown_command
24 时限改到12月5日 > ask ambiguous: 定时限 24 12月5日, 延期 24 12月5日, 备注 24 时限改到12月5日
把24的时限延到7月1日 > ask ambiguous: 定时限 24 7月1日, 延期 24 7月1日, 备注 24 时限延到7月1日
24的时限定在12月5日 > ask ambiguous: 定时限 24 12月5日, 延期 24 12月5日, 备注 24 时限定在12月5日
24 推迟到下月 > ask ambiguous: 延期 24, 备注 24 推迟到下月
24 会议推迟到下月 > update 24 '会议推迟到下月'
34: 时限改为年底 > ask ambiguous: 定时限 34 年底, 延期 34 年底, 备注 34 时限改为年底
封存 Q3 > period
"""
PERCENT = """
24项进度60% > update 24 60%
24项进度百分之六十 > update 24 60%
69已经完成了80% > update 69 80%
69已完成了80% > update 69 80%
69 已完成 80% > refuse conflict: 69 已完成, 69 80%
7 进度从50%提到70% > ask bad_percent: 7 70%
7 由50%提高到70% > ask bad_percent: 7 70%
7 50%提到70% > ask bad_percent
69 八十 > ask bad_percent: 69 80%
69 差不多80% > ask bad_percent: 69 80%
69 差不多80%的企业已反馈 > update 69 '差不多80%的企业已反馈'
69 八十家企业已反馈 > update 69 '八十家企业已反馈'
"""
ASKED = """
什么时候截止 > due
什么时候交报告 > due
34: 什么时候截止 > show 34
谁还没报 > missing
哪些单位还没报 > missing
联系谁 > help '账号'
办公室电话 > help '账号'
转人工 > help '账号'
how do I hand over? > help '提醒'
我出差了让别人代 > ask unknown_command: 转交
取消提醒 > remind
取消提醒 24 > remind
取消24的提醒 > remind
订閲 > ask unknown_command: 订阅
"""


@pytest.mark.parametrize(("text", "meaning"), cases(COMMANDS) + cases(PERCENT) + cases(ASKED))
def test_a_line_means(text: str, meaning: str) -> None:
    assert replied(text) == meaning


def test_what_is_quoted_is_what_was_typed() -> None:
    [verdict] = read("是", context(item=34))
    assert isinstance(verdict, Ask)
    assert verdict.facts["text"] == "是"
