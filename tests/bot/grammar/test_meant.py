"""Times that cannot be used as they are typed: what they may have meant is offered, nothing else.

Now is Monday 10 June 2019, 10:00.
"""

from dataclasses import replace

import pytest

from bot.grammar import read
from bot.grammar.intent import Ask
from bot.official import official
from tests.bot.grammar.offered import cases, replied
from tests.bot.grammar.shown import context

REMINDERS = """
提醒我24号下午3点 > ask missing_task
提醒15号下午3点 > ask missing_task
15号上午10点提醒我 > ask missing_task
34: 提醒我24号下午3点 > remind 34 2019-06-24 15:00
提醒 24号 25号 > ask ambiguous: 提醒 24 25号, 提醒 25 24号
24号提醒我25 > remind 25 2019-06-24 09:00
提醒24号明天 > remind 24 2019-06-11 09:00
remind 24 15h > ask ambiguous: remind 24 in 15 hours, remind 24 15:00
remind 24 2h > remind 24 2019-06-10 12:00
snooze 24 1M > ask ambiguous: snooze 24 1 minute, snooze 24 1 month
snooze 24 1m > snooze 24 PT1M
remind 24 day after tomorrow > remind 24 2019-06-12 09:00
set a reminder for 24 tomorrow > remind 24 2019-06-11 09:00
reminder 24 tomorrow > remind 24 2019-06-11 09:00
34: remind 30 June > remind 34 2019-06-30 09:00
34: remind me on 25 June > remind 34 2019-06-25 09:00
34: snooze 3 working days > snooze 34 P3D
snooze 24 tomorrow > snooze 24 P1D
remind 24 in 1 hour 30 minutes > remind 24 2019-06-10 11:30
snooze 24 1h30m > snooze 24 PT90M
提醒24 今天24点 > ask ambiguous: 提醒 24 明天0点
提醒24 午夜 > ask ambiguous: 提醒 24 明天0点
提醒24 半夜12点 > ask ambiguous: 提醒 24 明天0点
提醒24 明晚12点 > ask ambiguous: 提醒 24 后天0点
提醒24 明天0点 > remind 24 2019-06-11 00:00
remind 24 midnight > ask ambiguous: remind 24 tomorrow 00:00
提醒24 今晚 > ask ambiguous: 提醒 24 今晚7点, 提醒 24 今晚8点
提醒24 6月12 > remind 24 2019-06-12 09:00
提醒 8 12.5 > ask ambiguous: 提醒 8 2019年12月5日
提醒 8 12.5下午 > ask ambiguous: 提醒 8 2019年12月5日下午
提醒 8 9.30 > ask ambiguous: 提醒 8 2019年9月30日, 提醒 8 9:30
提醒 8 6.5 > ask past_date
提醒 8 11/12 > ask ambiguous: 提醒 8 2019年11月12日, 提醒 8 2019年12月11日
remind 8 30.6. > ask ambiguous: remind 8 Jun 30, 2019
提醒 8 下周 > ask ambiguous: 提醒 8 下周一, 提醒 8 下周五
提醒 8 周末 > ask ambiguous: 提醒 8 周六, 提醒 8 周日
提醒 8 月中 > ask ambiguous: 提醒 8 本月15日
提醒 8 一会儿 > ask ambiguous: 提醒 8 1小时后, 提醒 8 明天
提醒 8 过两天 > ask ambiguous: 提醒 8 2天, 提醒 8 3天
提醒 8 明年 > ask ambiguous
remind 8 next Friday > ask ambiguous: remind 8 Friday this week, remind 8 Friday next week
提醒 8 每周五 > ask bad_date: 提醒 8 周五
提醒 8 每月5号 > ask bad_date: 提醒 8 5号
remind 8 every Friday > ask bad_date: remind 8 Friday
remind 8 weekly > ask bad_date
提醒 8 2月30日 > ask bad_date
提醒我明天下午三点弄24 > remind 24 2019-06-11 15:00
"""
DEADLINES = """
定时限 24 12.5 > ask ambiguous: 定时限 24 2019年12月5日
定时限 24、25 12.5 > ask ambiguous: 定时限 24、25 2019年12月5日
定时限 24 11/12 > ask ambiguous: 定时限 24 2019年11月12日, 定时限 24 2019年12月11日
定时限 24 12月5 > deadline 24
定时限 24 明天下午三点 > ask ambiguous: 定时限 24 明天
定时限 24 2月30日 > ask bad_date
24 定时限 12.5 > ask ambiguous: 定时限 24 2019年12月5日, 备注 24 定时限 12.5
延期 60 12.20 因为场地 > ask ambiguous: 延期 60 2019年12月20日 因为场地
同意延期 60 12.25 > ask ambiguous: 同意延期 60 2019年12月25日
同意延期 60 3家单位要求 > extend_ok 60 '3家单位要求'
34: extend 25 July waiting > extend 34 'waiting'
34: extend 5 working days MOF slow > extend 34 'MOF slow'
extend 30 June waiting for MOF > ask missing_task
extend 24 25 July waiting > extend 24 'waiting'
"""


@pytest.mark.parametrize(("text", "meaning"), cases(REMINDERS) + cases(DEADLINES))
def test_a_line_means(text: str, meaning: str) -> None:
    assert replied(text) == meaning


@pytest.mark.parametrize(
    "text", ["提醒24 端午节后", "24 端午后提醒我", "稍后 24 到端午节后", "提醒 24 端午前"]
)
def test_a_holiday_that_is_just_over_is_not_next_years(text: str) -> None:
    [verdict] = read(text, replace(context(), calendar=official()))
    assert isinstance(verdict, Ask)
    assert verdict.offers == ()
