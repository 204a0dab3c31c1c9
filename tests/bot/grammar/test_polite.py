"""What people put around a plain report is passed; what is no plain report still asks.

A line of a table: what is typed, " > ", what it means (see ``offered``).
"""

import pytest

from tests.bot.grammar.offered import cases, replied

AROUND = """
24记为已完成 > update 24 done
24登记为已完成 > update 24 done
24请改为推进中 > update 24 in_progress
24帮我改成已完成 > update 24 done
24 请更新为推进中 > update 24 in_progress
24转推进中 > update 24 in_progress
第24项请标记完成 > update 24 done
把24标成done > update 24 done
将24更新为done > update 24 done
把24改为in progress > update 24 in_progress
帮我update 24 60% > update 24 60%
帮我undo > undo
好的，24推进中 > update 24 in_progress
收到，24已完成 > update 24 done
领导好，24已完成 > update 24 done
汇报一下，第24项已完成 > update 24 done
好的，24完成了吗 > show 24
好的，24快完成了 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 快完成了
FYI 24 done > update 24 done
ok, 24 done > update 24 done
yes, 24 is done > update 24 done
Good morning. 24 done. > update 24 done
Please note that task 24 has been completed. > update 24 done
Hi, please note that item 24 is done. > update 24 done
Regarding 24: sent to MOF > update 24 'sent to MOF'
For 24 hours: hotline open > ask unknown_command
update on 24: sent to MOF > update 24 'sent to MOF'
status update: 24 done > update 24 done
- 24 done > update 24 done
-24 done > ask unknown_command
undo please > undo
undo, sorry > undo
oops, undo > undo
no undo > ask unknown_command
unbind please > unbind
解绑了 > ask unknown_command
"""
MANNERS = """
第24项我们做完了 > update 24 done
第24项终于做完了 > update 24 done
第24项刚做完 > update 24 done
第24项昨天做完了 > update 24 done
24按期完成 > update 24 done
24顺利完成 > update 24 done
24 今天完成 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 今天完成
24 顺利完成 试点 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 顺利完成 试点
24 预计按期完成 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 预计按期完成
24仍在推进中 > update 24 in_progress
24一直推进中 > update 24 in_progress
24稳步推进中 > update 24 in_progress
24 有序推进 > update 24 in_progress
24 稳步推进，已印发通知 > update 24 in_progress '已印发通知'
24 完成了哈 > update 24 done
24 完成了哦 > update 24 done
24 完成了嘛 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 完成了嘛
24 已完成✅ > update 24 done
24 已完成❌ > ask ambiguous: 24 推进中, 24 已完成, 备注 24 已完成❌
24（已完成） > update 24 done
24 【已完成】 > update 24 done
24 “已完成” > ask ambiguous: 24 推进中, 24 已完成, 备注 24 “已完成”
已完成 24 > done 24
搞定 24 > done 24
已完成：24、25 > done 24,25
已完成 24 3家 > ask missing_task
"""
NOTES = """
24 取消收费3项 > update 24 '取消收费3项'
24 撤销商标30件 > update 24 '撤销商标30件'
24 暂停受理 > update 24 '暂停受理'
24 中止审查 > update 24 '中止审查'
24 更新设备10台 > update 24 '更新设备10台'
24 延期召开会议 > update 24 '延期召开会议'
24 延期 > ask bad_status: 24 滞后, 24 受阻
24 延后三天 > ask bad_status: 24 滞后, 24 受阻
24 延期到12月20日 > ask bad_status: 24 滞后, 24 受阻
24 暂停推进 > ask bad_status: 24 滞后, 24 受阻
24 已启动 > ask ambiguous: 24 推进中, 备注 24 已启动
24 刚开始 > ask ambiguous: 24 推进中, 备注 24 刚开始
24未推进 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 未推进
24 待定 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 待定
24 很好 > ask ambiguous: 24, 备注 24 很好
24 做着呢 > ask ambiguous: 24 推进中, 备注 24 做着呢
24天完成 > ask unknown_command
24 不要提醒我 > ask ambiguous: 稍后 24 1d, 稍后 24 3d, 备注 24 不要提醒我
24 推进中，明天提醒我 > ask ambiguous: 24 推进中, 提醒 24 明天
24 已完成 请不要再提醒 > ask ambiguous: 24 已完成
24完成了25没有 > ask ambiguous: 24 推进中, 24 已完成, 备注 24 完成了25没有
快完成了 > ask unknown_command
"""
ON_A_CARD = """
it's done > update 34 done
this one is done > update 34 done
mark it as done > update 34 done
it's done for phase one > ask ambiguous: 34 in progress, 34 done, note 34 it's done for phase one
it's blocked > update 34 blocked
still in progress > update 34 in_progress
60 % > update 34 60%
100 % agree > ask ambiguous: #100 % agree, note 34: 100 % agree
set it to 60% > update 34 60%
we are at 60% > update 34 60%
5 cities have started > update 34 '5 cities have started'
55 comments received > update 34 '55 comments received'
55 needs work > ask ambiguous: #55 needs work, note 34: 55 needs work
进度60 > ask bad_percent: 34 60%
完成50% > update 34 50%
完成24 > ask ambiguous: 完成 #24, 完成 34
快完成了 > ask ambiguous: 34 推进中, 34 已完成, 备注 34 快完成了
ok, 24 done > ask ambiguous: #24 done, 34 done
"""


@pytest.mark.parametrize(("text", "meaning"), cases(AROUND) + cases(MANNERS) + cases(NOTES))
def test_a_line_means(text: str, meaning: str) -> None:
    assert replied(text) == meaning


@pytest.mark.parametrize(("text", "meaning"), cases(ON_A_CARD))
def test_an_answer_to_a_card_means(text: str, meaning: str) -> None:
    assert replied(f"34: {text}") == meaning
