"""What people type on a phone between two meetings, read before anybody ran it.

Dictated, mistyped, traditional, mixed, answers to cards; ``34> text`` is a reply to item 34's card.
"""

import pytest

from tests.bot.grammar.phoned import TYPED
from tests.bot.grammar.shown import shown

ON_A_PHONE = """
绑定 K7QM-2XPA-9TDR-5FHC|bind K7QM-2XPA-9TDR-5FHC
K7QM2XPA9TDR5FHC|bind K7QM-2XPA-9TDR-5FHC
k7qm 2xpa 9tdr 5fhc|bind K7QM-2XPA-9TDR-5FHC
绑定码是K7QM-2XPA-9TDR-5FHC|bind K7QM-2XPA-9TDR-5FHC
24 推进中 （内部）|update 24 in_progress '（内部）'
24 推进中 涉及商业秘密认定|update 24 in_progress '涉及商业秘密认定'
24 三天后提醒我|remind 24 2019-06-13 09:00
24 明天提醒我|remind 24 2019-06-11 09:00
24 已向各地发出提醒|update 24 '已向各地发出提醒'
24 已提醒|update 24 '已提醒'
过三天提醒我24|remind 24 2019-06-13 09:00
3天后提醒我24|remind 24 2019-06-13 09:00
还差哪几项|mytasks owed
24 发错了|ask ambiguous
撤销24|ask ambiguous
24 取消|ask bad_status
24 报送国务院|update 24 '报送国务院'
24 报送 国务院|report 24 '报送 24 国务院'
24 完成报送|ask ambiguous
24 稍后|ask missing_fields
24 稍后上报|ask ambiguous
24稍后上报材料|ask ambiguous
24 提醒各地抓紧|update 24 '提醒各地抓紧'
24 更正|ask ambiguous
24 更正通知已印发|update 24 '更正通知已印发'
24 线下报送完成|ask ambiguous
24 线下报送了省里|update 24 '线下报送了省里'
24 线下会议已开|update 24 '线下会议已开'
24 线下报送已完成 10月9日|ask ambiguous
给24|ask missing_fields
给24发了函|ask ambiguous
在24省推广|ask unknown_command
写到24|ask missing_fields
记到24|ask missing_fields
记到24和25 会议已开|ask ambiguous
记一下 24 会议已开|update 24 '会议已开'
第三季度的报送|report
第三季度报送已完成|ask unknown_command
三季度报送情况|ask unknown_command
怎么申请延期|help '延期'
怎么延期？|help '延期'
K7QM-2XPA-9TDR-5FHC|bind K7QM-2XPA-9TDR-5FHC
done 2019 with note|ask unknown_task
2019-0612-1234-5678|ask unknown_command
CN20191234567890|ask unknown_command
同上|ask unknown_command
怎么撤回|help '撤销'
怎么改|help '更正'
涉密的怎么报|help '保密'
我要出差怎么办|help '提醒'
完不成了怎么办|help '延期'
24怎么报|show 24
task 45 现在什么 status|show 45
45 谁 own|show 45
45 什么都没干|update 45 '什么都没干'
45 any update|show 45
45 有没有更新|show 45
45 where possible we consulted provinces|update 45 'where possible we consulted provinces'
这个机器人怎么用啊|help
24 怎么填|show 24
24 下一步怎么办|show 24
24 推进中 正在研究如何落实|update 24 in_progress '正在研究如何落实'
24 推进中，司法部多久能回函还不确定|update 24 in_progress '司法部多久能回函还不确定'
24 滞后 不清楚什么时候能批下来|update 24 behind '不清楚什么时候能批下来'
24 推进中 什么时候截止|show 24
24 已完成 什么时候核|ask ambiguous
24 已研究如何落实|ask ambiguous
24 正在了解何时报批|ask ambiguous
24 司法部什么时候回函|show 24
24 any day now|ask ambiguous
/taks 14|show 14 (for 'task 14')
taks 58 is 65% done|ask unknown_command
/liaison 任务 33|show 33
/liaison update 69 80%|update 69 80%
/liaison|help
我绑定了哪些平台|whoami
which of my tasks are late?|overdue
逾期了没|overdue
今天要交什么|due
what do I owe|mytasks owed
cancel my last update|undo
24 怎么延期|show 24
下周出差|ask unknown_command
我要出差三天|ask unknown_command
语言|refuse unsupported
我休假了|ask unknown_command
已出差调研三省|ask unknown_command
24 出差调研三省|update 24 '出差调研三省'
出差调研|ask unknown_command
今天上班了|back
34> 已印发各地|update 34 '已印发各地'
34> 推进中|update 34 in_progress
34> 推进中，21家已反馈|update 34 in_progress '21家已反馈'
34> 21家已反馈|update 34 '21家已反馈'
34> 3 家已反馈|update 34 '3 家已反馈'
34> 24 推进中|ask ambiguous
34> 第24项 推进中|update 24 in_progress
34> 24|ask ambiguous
34> 60%|update 34 60%
34> 60|ask ambiguous
34> 2|ask ambiguous
34> 完成|done 34
34> 没完成|ask ambiguous
34> 快了|ask ambiguous
34> 还早|ask ambiguous
34> 无|ask ambiguous
34> 无新进展|update 34 no news '无新进展'
34> 同上|ask ambiguous
34> 收到|acknowledge
34> 好的马上报|ask ambiguous
34> 好的，正在推进|ask ambiguous
34> 这项不是我们牵头|ask ambiguous
34> 不是我们的|ask ambiguous
34> 发错了|ask ambiguous
34> 什么时候截止？|show 34
34> 历史|history 34
34> 历史记录|history 34
34> 撤销|undo
34> 帮助|help
34> 我的任务|mytasks
34> 需协调 与司法部分工不明|coord 34 '与司法部分工不明'
34> 稍后3天|snooze 34 P3D
34> 明天提醒我|remind 34 2019-06-11 09:00
34> 延期到12月20日|ask bad_status
34> 报送|report 34
34> 国知发〔2019〕15号已印发|update 34 '国知发〔2019〕15号已印发'
34> 10月9日召开推进会|update 34 '10月9日召开推进会'
34> 2019年9月已完成初稿|ask ambiguous
34> 已完成初稿|ask ambiguous
34> 更正 应为22家|correct 34 '应为22家'
34> 三天后提醒我|remind 34 2019-06-13 09:00
34> 下周一再提醒|remind 34 2019-06-17 09:00
34> 过两天再提醒我|ask ambiguous
34> 线下报了|offline 34
"""

CASES = [tuple(line.rsplit("|", 1)) for line in (TYPED + ON_A_PHONE).strip().splitlines() if line]


@pytest.mark.parametrize(("text", "meaning"), CASES, ids=[text for text, _ in CASES])
def test_a_line_on_a_phone_means(text: str, meaning: str) -> None:
    card, reply, said = text.partition("> ")
    item = int(card) if reply and card.isdecimal() else None
    assert shown(text if item is None else said, item=item) == meaning
