"""What makes a declared value doubtful, in its line and around it: nothing is written."""

import pytest

from bot.grammar import read
from bot.grammar.doubting import is_doubtful
from bot.grammar.intent import Ask
from bot.grammar.values import Values
from bot.grammar.words import words
from bot.model.task import Status
from tests.bot.grammar.shown import context, shown

NOT_DONE = words(
    "听说的 据称 司法部说的 大概 好像 我猜 勉强 就差盖章了 差验收 仅剩印发 一部分 绝大多数 主体"
    " 8/10 90%以上 3个 30份 验收中 公示中 年底前 12月底前 7月印发 下月印发 明年 四季度 对吧 对不对"
    " 行不行 谁填的 为什么还提醒 撤销 作废 误报 忽略上一条 先不报 存草稿 开玩笑的 测试"
    " 其实是推进中 改成推进中 更正：推进中 待验收 还没盖章 才怪 草稿 立项 × 說錯了 預計下週"
)
NOT_DONE_EITHER = (
    *("partially", "halfway", "draft only", "some of it", "so far", "2 of 3 parts", "1/2", "v1"),
    *("the survey", "research", "consultation", "some work", "annex to follow", "annex pending"),
    *("one thing left", "the rest in July", "though not signed", "unsigned", "provisionally"),
    *(
        "I think",
        "we hope",
        "afaik",
        "possibly",
        "tbc",
        "or not",
        "says Li",
        "he said",
        "reportedly",
    ),
    *("later", "shortly", "asap", "end of June", "30 June", "subject to approval", "upon approval"),
    *("undo", "ignore this", "mistake", "nope", "test", "x", "/ not done", "or in progress"),
    *("-> in progress", "if MOJ agrees", "by Friday", "next week"),
)
ASKED = """
24 25 两项已完成|update 24,25 done
24、25、26 三项推进中|update 24,25,26 in_progress
24 25 两项无新进展|update 24,25 no news '无新进展'
完成 24 25 两项|done 24,25
24 3项已完成|ask ambiguous
24 5号完成|ask ambiguous
24、25号完成|ask ambiguous
24 第1项已完成|ask ambiguous
24 1、已完成|ask ambiguous
24 #2 done|ask ambiguous
完成 24 3项|ask ambiguous
1、第24项已完成|ask ambiguous
24 5 done 2 left|ask ambiguous
24 99,9%|ask bad_percent
24 6 0%|ask bad_percent
24... 25 done|ask ambiguous
24 done, 25 too|ask ambiguous
24 blocked, 25 too|ask ambiguous
更新 24 已完成 25 推进中|ask ambiguous
更新 24 推进中 第25项滞后|ask ambiguous
24 推进中 同25|ask ambiguous
完成 24 还没盖章|ask ambiguous
更新 24 已完成 待验收|ask ambiguous
done 24 还没|ask ambiguous
24 推进中 改成滞后|ask ambiguous
24 in progress → done|ask ambiguous
24 blocked -> in progress|ask ambiguous
24 blocked no longer|ask ambiguous
24 blocked 500 websites|ask ambiguous
24 in progress maybe|ask ambiguous
24 推进中 测试|ask ambiguous
24 60% 不到|ask ambiguous
24 60% left|ask ambiguous
24 60% 目标|ask ambiguous
24 60% 没到|ask ambiguous
24 百分之六十几|ask ambiguous
24 进度不是60%|ask bad_percent
24 40% typo 50%|ask ambiguous
24 ~~done~~|ask ambiguous
24 !done|ask ambiguous
第24、55、60项通知已印发|ask ambiguous
24、55均推进中|update 24,55 in_progress
24 ①已完成|ask ambiguous
24 已完成 备注：未完成|ask ambiguous
24 已完成 已退回|ask ambiguous
24 done, application rejected|ask ambiguous
24 推进中 已印发通知；55 已完成 已验收|ask ambiguous
24 60% 合格率|ask ambiguous
24 推进中 谁负责|show 24
24 推进中 咋填|show 24
"""
STANDS = """
7 已完成 标准已报批|update 7 done '标准已报批'
7 已完成 办法于5月30日印发|update 7 done '办法于5月30日印发'
done 84 handed over to the archive|done 84 'handed over to the archive'
24 已完成 培训班举办3期|update 24 done '培训班举办3期'
24 已完成 5月底召开了总结会|update 24 done '5月底召开了总结会'
55 办结 方案已批复|update 55 done '方案已批复'
24 done rules published on 30 May|update 24 done 'rules published on 30 May'
24 done yesterday|update 24 done 'yesterday'
24 已完成 进展：待验收|update 24 done '待验收'
24 推进中 预计年底完成|update 24 in_progress '预计年底完成'
24 推进中 待司法部反馈|update 24 in_progress '待司法部反馈'
24 受阻 未获批复|update 24 blocked '未获批复'
24 60% 已印发|update 24 60% '已印发'
24 60% no objections so far|update 24 60% 'no objections so far'
68 50% 剩余3项待审|update 68 50% '剩余3项待审'
24 blocked waiting for MOF|update 24 blocked 'waiting for MOF'
24 25 60%|update 24,25 60%
24、25项已完成|update 24,25 done
更新 7 已完成 标准已发布，不再进行中期评估和验收|update 7 done '标准已发布，不再进行中期评估和验收'
更新 48 进行中 /done 49|update 48 in_progress '/done 49'
"""
TOGETHER = """
24 已完成⏎打错了|ask ambiguous / ask ambiguous
24 已完成⏎但还没印发|ask ambiguous / ask unknown_command
24 已完成⏎撤销|update 24 done / undo
24 done⏎not yet|ask ambiguous / ask unknown_command
24 done⏎?|ask ambiguous / help
例如：⏎24 已完成|ask unknown_command / ask ambiguous
Li says:⏎24 done|ask unknown_command / ask ambiguous
张三 10:02⏎24 已完成|ask unknown_command / ask ambiguous
1、24 已完成⏎2、55 推进中|ask ambiguous / ask ambiguous
24 推进中⏎1. 已完成⏎2. 推进中|update 24 in_progress / ask ambiguous
24 推进中⏎1 已起草⏎2 已送审|update 24 in_progress / ask ambiguous
24 推进中⏎55 滞后|update 24 in_progress / update 55 behind
24 推进中⏎1 无新进展|update 24 in_progress / update 1 no news '无新进展'
24 推进中⏎没有问题|update 24 in_progress / ask ambiguous
24 已完成⏎谢谢|update 24 done / acknowledge
您好⏎24 推进中|update 24 in_progress
本周进展如下：⏎24 推进中⏎55 滞后|update 24 in_progress / update 55 behind
科技部：⏎24 已完成|update 24 done
2019年推进计划进展：⏎24 推进中|update 24 in_progress
计划7月完成：⏎24 已完成|ask unknown_command / ask ambiguous
"""


def _table(text: str) -> list[tuple[str, str]]:
    rows = (line.rpartition("|") for line in text.strip().splitlines())
    return [(said.replace("⏎", "\n"), meaning) for said, _, meaning in rows]


@pytest.mark.parametrize("tail", NOT_DONE)
def test_it_is_not_done(tail: str) -> None:
    for line in (f"24 已完成 {tail}", f"24 已完成，{tail}", f"完成 24 {tail}"):
        assert shown(line).split()[0] in ("ask", "show", "refuse"), line


@pytest.mark.parametrize("tail", NOT_DONE_EITHER)
def test_neither_is_it_in_english(tail: str) -> None:
    for line in (
        f"24 done {tail}",
        f"24 done, {tail}",
        f"update 24 done {tail}",
        f"done 24 {tail}",
    ):
        assert shown(line).split()[0] in ("ask", "show", "refuse"), line


@pytest.mark.parametrize(("line", "meaning"), _table(ASKED) + _table(STANDS))
def test_a_line(line: str, meaning: str) -> None:
    assert shown(line) == meaning


@pytest.mark.parametrize(("message", "meaning"), _table(TOGETHER))
def test_lines_together(message: str, meaning: str) -> None:
    assert shown(message) == meaning


def test_a_long_text_is_looked_at_once() -> None:
    long = " 已报批" + "，已汇总各单位意见" * 2000
    assert not is_doubtful(Values(0, Status.DONE), long, explicit=False)


def test_of_two_percentages_each_is_offered() -> None:
    [asked] = read("24 60%，不对，70%", context())
    assert isinstance(asked, Ask)
    assert asked.offers == ("24 60%", "24 70%", "备注 24：60%，不对，70%")


@pytest.mark.parametrize(
    ("message", "meaning"),
    [
        ("李四说\n已完成", "ask ambiguous / ask ambiguous"),
        ("已完成\n还没印发", "ask ambiguous / ask ambiguous"),
        ("已完成\n标准已报批", "update 34 done / update 34 '标准已报批'"),
        ("推进中\n尚未收到意见", "update 34 in_progress / update 34 '尚未收到意见'"),
    ],
)
def test_lines_of_a_reply_together(message: str, meaning: str) -> None:
    assert shown(message, item=34) == meaning
