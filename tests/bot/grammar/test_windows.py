"""Questions in one's own words: what is due by when, whose items, how to do something."""

import pytest

from tests.bot.grammar.shown import shown

ASKED = {
    "三天内到期": "due 3 days",
    "最近两周到期的任务": "due 14 days",
    "一周内到期": "due 7 days",
    "未来五个工作日到期": "due 5 days",
    "5天内要交哪些": "due 5 days",
    "3日内截止的任务有哪些": "due 3 days",
    "what is due within 3 days": "due 3 days",
    "which tasks are due in the next two weeks": "due 14 days",
    "anything due in the next 3 days?": "due 3 days",
    "临期 两周": "due 14 days",
    "due a week": "due 7 days",
    "三日到期": "ask unknown_command",
    "due 400 days": "ask bad_date",
    "本月到期的有吗": "due",
    "本季度要报哪些": "mytasks owed",
    "还有几项没报": "mytasks owed",
    "地理标志相关的有哪些": "search '地理标志'",
    "查一下专利的任务": "search '专利'",
    "科技部有哪些任务": "search '科技部'",
    "看看林草局的任务": "search '林草局'",
    "本部门的任务": "mytasks",
    "全部的任务": "ask unknown_command",
    "删除全部任务": "refuse unsupported",
    "how do I report": "help '报送'",
    "how to update": "help '更新'",
    "how do I undo my last update": "help '撤销'",
    "怎么修改进度": "help '更新'",
    "24 先别提醒了": "ask ambiguous",
    "24 两小时后再说": "ask ambiguous",
    "stop reminding me": "ask unknown_command",
    "解绑": "unbind",
    "解绑 企业微信": "unbind wecom",
    "/unbind telegram": "unbind telegram",
    "解除我的slack绑定": "unbind slack",
    "unbind everybody": "ask unknown_command",
}


@pytest.mark.parametrize("line", ASKED)
def test_a_question_in_ones_own_words(line: str) -> None:
    assert shown(line) == ASKED[line]
