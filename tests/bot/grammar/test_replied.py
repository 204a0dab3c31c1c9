"""Replies to the card of item 34: the text is kept as it was typed, what buttons say is no text."""

import pytest

from tests.bot.grammar.shown import shown

REPLIES = """
（一）已印发（二）在汇总|update 34 '（一）已印发（二）在汇总'
“十四五”规划已启动|update 34 '“十四五”规划已启动'
- 已印发各地|update 34 '- 已印发各地'
[图片]|ask unknown_command
全部撤销|ask unknown_command
去报送|ask unknown_command
已审签并报送|ask ambiguous
存草稿|ask unknown_command
已审签 王处长|ask ambiguous
approved by Wang|ask ambiguous
/foo|ask unknown_command
发错人了|ask ambiguous
我不是联络员|ask ambiguous
55 已印发通知|ask ambiguous
5 项措施已落实|update 34 '5 项措施已落实'
55 家单位已反馈|update 34 '55 家单位已反馈'
15个城市已启动试点|update 34 '15个城市已启动试点'
"""
TYPED = """
24推进中，55滞后，60已完成|ask ambiguous
把24和55改成推进中|update 24,55 in_progress
24跟55都推进中|update 24,55 in_progress
24跟司法部沟通了|ask ambiguous
第24项：推进中，已汇总；第55项：滞后|ask ambiguous
24 推进中 第5项做法可参照|update 24 in_progress '第5项做法可参照'
"""


def cases(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "meaning"), cases(REPLIES))
def test_a_reply_means(text: str, meaning: str) -> None:
    assert shown(text, item=34) == meaning


@pytest.mark.parametrize(("text", "meaning"), cases(TYPED))
def test_several_items_in_one_line_mean(text: str, meaning: str) -> None:
    assert shown(text) == meaning
