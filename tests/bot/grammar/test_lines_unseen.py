"""Lines collected after the readers were written, each with what a clerk would write down.

Those that taught the readers something, of some 2,000 that were labelled before anyone looked:
first what would have been written wrongly, then what was not understood.
"""

import pytest

from bot.commands import COMMANDS
from bot.grammar.parse import parse_cases
from tests.bot.grammar.shown import HIGHEST, NOW, shown

UNSEEN = """
完成77，78两项|ask ambiguous
done 94 then 95|ask ambiguous
办结94 另外95也办结|ask ambiguous
77 已完成，78也完成了|ask ambiguous
done 77，3家单位已反馈|done 77 '3家单位已反馈'
完成77，已报送78号文|done 77 '已报送78号文'
更新 12 推进中 已完成80%的材料|update 12 in_progress '已完成80%的材料'
更新 77 受阻 90%材料已齐|update 77 blocked '90%材料已齐'
77 90%材料已齐|ask bad_percent
77 60%已报批|update 77 60% '已报批'
94目前完成75%|update 94 75%
update 5 abc%|ask bad_percent
94 一百零一%|ask bad_percent
update 94 sixty percent|ask bad_percent
94任务进度75%|update 94 75%
94任务书已印发|ask ambiguous
完成了94|done 94
完成了5个|ask unknown_command
47 办好了|update 47 done
47 办好手续|update 47 '办好手续'
47号正在推进中|update 47 in_progress
47 not started yet|update 47 not_started
task 47 reached 60%|update 47 60%
86做到40%了|update 86 40%
更新四十七号任务进行中进度百分之三十备注方案已经印发|update 47 in_progress 30% '方案已经印发'
47谁负责|show 47
第47项的责任单位是谁|show 47
第47项截止时间|show 47
47 谁牵头未定|update 47 '谁牵头未定'
94进行到哪儿了|show 94
94号项目啥进展|show 94
第四十四项有什么进展|show 44
第86项目前进展|show 86
86这项是干什么的|show 86
any news on task 86?|show 86
12有哪些更新记录|history 12
86的更新历史|history 86
给我看看47|show 47
我负责哪些项|mytasks
看下我的待办|mytasks
把我的任务发给我|mytasks
我的任务清单发一下|mytasks
现在我要做哪些事|mytasks
我要处理的任务|mytasks
tasks assigned to me|mytasks
okay show my tasks|mytasks
嗯我看看有没有逾期的|overdue
有哪几项逾期|overdue
what are the overdue tasks|overdue
这几天要交什么|due
功能介绍|help
帮帮我|help
help please|help
help 保密|help '保密'
每周把简报发给我|subscribe
以后周报也发我一份|subscribe
周报不用发我了|unsubscribe
别给我推周报了|unsubscribe
刚刚发错了撤回|undo
解除账号绑定|unbind
解除我的绑定|unbind
英文界面|lang en
我绑的哪个单位|whoami
帮我找商标的任务|search '商标'
有哪些版权方面的任务|search '版权'
查找商业秘密相关任务|search '商业秘密'
搜索 商标相关任务|search '商标相关任务'
export all|ask unknown_command (export?)
export all tasks to csv|ask unknown_command (export?)
导出台账 全部|ask unknown_command (导出台账?)
export 43|ask unknown_command (export?)
export Q2 to excel|export 'xlsx'
assign task 43 to 公安部|refuse unsupported
催一下43|nudge 43
我的提醒|remind
14 done? no|ask ambiguous
14 受阻？等回函|ask ambiguous
28 有没有新进展|show 28
28推进情况|show 28
28还未启动|update 28 not_started
想看28|show 28
把我们部门的任务列一下|mytasks
手头任务|mytasks
我该干啥|mytasks
what do i have due soon|due
show me what's overdue|overdue
能干嘛|help
发份周报|digest
定期给我发简报|subscribe
不订周报了|unsubscribe
我账号绑的是谁|whoami
查与知识产权有关的任务|search '知识产权'
assign 张三 to 28|refuse unsupported
revoke all|refuse multi_target
export restricted|ask unknown_command (export?)
done 51 together with 52|ask ambiguous
完成51 顺便完成52|ask ambiguous
done 51 (and 52)|ask ambiguous
完成51，其次52|ask ambiguous
7 已完成 标准已报批|update 7 done '标准已报批'
44完成：否|ask ambiguous
47 done = false|ask ambiguous
56 done soonish|ask ambiguous
58 已完成 存疑|ask ambiguous
61 超过60%|ask bad_percent
61 不到60%|ask bad_percent
update 61 60 to 70%|ask ambiguous
61 60%→70%|ask bad_percent
61完成进度35%|update 61 35%
assign everything to me|refuse multi_target
export all departments|ask unknown_command (export?)
nudge everyone|refuse multi_target
报送 全部|refuse multi_target
我这里有哪些任务要做|mytasks
请告诉我第61项的进展|show 61
逾期的任务给我列出来|overdue
show what is overdue|overdue
给我61的历史记录|history 61
看看我有什么没做|mytasks
怎么用这个|help
你是谁|help
哪些快到时限了|due
"""

CASES = [tuple(line.rsplit("|", 1)) for line in UNSEEN.strip().splitlines()]


@pytest.mark.parametrize(("text", "meaning"), CASES, ids=[text for text, _ in CASES])
def test_an_unseen_line_means(text: str, meaning: str) -> None:
    assert shown(text) == meaning


@pytest.mark.parametrize("text", ["提醒", "remind", "我的提醒"])
def test_a_reminder_without_item_and_time_sets_none(text: str) -> None:
    """It lists those that wait; in the corpus' terms something is missing."""
    cases = [{"id": 1, "text": text}]
    (reading,) = parse_cases(cases, now=NOW, highest=HIGHEST, commands=COMMANDS)
    assert reading == {"id": 1, "class": "clear-error", "reason": "missing_task"}
