"""A line that takes back what it has just said writes nothing; what only looks like it, does."""

import pytest

from bot.grammar.retracting import retracts
from tests.bot.grammar.shown import shown

TAKEN_BACK = (
    "把81标成已完成，哦不，先别动",
    "把62改成进行中，不，改成受阻",
    "39 已完成 不对 是93",
    "24推进中，写错了",
    "24 推进中 已发函，算了",
    "24 已发函，算了",
    "24 60%，错了，70%",
    "24 受阻 等等",
    "完成24，不，25",
    "完成 24 等一下",
    "done 18 no wait I meant 81",
    "24 done, scratch that",
    "24 done never mind",
    "mark 24 as done, actually no",
    "24 推进中 i mean 25",
    "24 受阻 问题已解决",
    "24 受阻，目前已协调好",
    "24 滞后 已赶上",
    "24 未启动 已启动",
    "24 blocked, now resolved",
    "24 推进中 或者受阻",
    "24 推进中 or 受阻",
    "24 已完成 18/24",
    "24 已完成 3个省",
    "24 25项已完成",
    "24 done Friday",
)
STANDS = {
    "24 推进中 不对外公开，已发函": "update 24 in_progress '不对外公开，已发函'",
    "24 推进中 等下周会签": "update 24 in_progress '等下周会签'",
    "24 推进中 算了一笔账": "update 24 in_progress '算了一笔账'",
    "24 推进中 别的单位都已反馈": "update 24 in_progress '别的单位都已反馈'",
    "24 推进中 不行，财政部不同意": "update 24 in_progress '不行，财政部不同意'",
    "24 推进中 还是老样子": "update 24 in_progress '还是老样子'",
    "更新 24 进行中 不是所有单位都已反馈": "update 24 in_progress '不是所有单位都已反馈'",
    "更新 24 进行中 错误率下降": "update 24 in_progress '错误率下降'",
    "24 in progress, no objections so far": "update 24 in_progress 'no objections so far'",
    "24 in progress sorry for the delay": "update 24 in_progress 'sorry for the delay'",
    "24 blocked wait for MOFCOM": "update 24 blocked 'wait for MOFCOM'",
    "备注 24 不对，应该是21家": "update 24 '不对，应该是21家'",
    "24 受阻 尚未解决": "update 24 blocked '尚未解决'",
    "24 受阻 恢复难度大": "update 24 blocked '恢复难度大'",
    "24 未启动，7月启动": "update 24 not_started '7月启动'",
    "24 已完成 12个省的调研已收尾": "update 24 done '12个省的调研已收尾'",
    "24、25项已完成": "update 24,25 done",
}


@pytest.mark.parametrize("line", TAKEN_BACK)
def test_nothing_is_written(line: str) -> None:
    assert shown(line).startswith("ask ")


@pytest.mark.parametrize("line", STANDS)
def test_a_text_that_only_looks_like_it_stands(line: str) -> None:
    assert shown(line) == STANDS[line]


def test_a_long_text_is_searched_at_its_ends_only() -> None:
    assert not retracts("已汇总各单位意见," * 2000 + "报司法部")
    assert retracts("已汇总各单位意见," * 2000 + "算了")
