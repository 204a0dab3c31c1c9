"""Phrases collected after the readers were written, each with what a clerk would write down.

``?``: it is asked about.  Six of these 246 were read otherwise when they first met the readers.
"""

from datetime import datetime

import pytest

from bot.grammar.dates import Wrong, when
from bot.official import official
from tests.bot.grammar.shown import NOW, folded

UNSEEN = """
下周一早上9点|06-17 09:00
这周三下午三点半|06-12 15:30
本周四上午|06-13 09:00
周五16:30|06-14 16:30
星期三上午十点|06-12 10:00
下星期一|06-17 09:00
下礼拜五下午|06-21 14:00
6月20日下午4点|06-20 16:00
6月20号16：00|06-20 16:00
六月二十号|06-20 09:00
2019年8月1日|08-01 09:00
2019-8-1|08-01 09:00
2019/08/01 14:00|08-01 14:00
8月1日之前|08-01 09:00
8月15号以前|08-15 09:00
8月底之前|08-31 09:00
八月底|08-31 09:00
7月初|07-01 09:00
下月底前|07-31 09:00
本月30日|06-30 09:00
本月末|06-30 09:00
月末|06-30 09:00
季末|06-30 09:00
季度末|06-30 09:00
二季度末|06-30 09:00
第四季度末|12-31 09:00
年末|12-31 09:00
今年底|12-31 09:00
明年年底|2020-12-31 09:00
2019年底前|12-31 09:00
2019年12月31日前|12-31 09:00
12月31日24点|?
明天晚上8点|06-11 20:00
明晚七点|06-11 19:00
今晚九点半|06-10 21:30
后天|06-12 09:00
后天上午九点|06-12 09:00
大后天|06-13 09:00
明天中午12点|06-11 12:00
今天中午|06-10 12:00
今天16点|06-10 16:00
16点|06-10 16:00
下午两点|06-10 14:00
下午2点半|06-10 14:30
晚上10点|06-10 22:00
早上8点|06-11 08:00
上午8:30|06-11 08:30
10分钟后|06-10 10:10
十分钟之后|06-10 10:10
1小时后|06-10 11:00
两个小时后|06-10 12:00
两个半小时后|06-10 12:30
24小时后|06-11 10:00
24小时内|06-11 10:00
3天后|06-13 09:00
3天内|06-13 09:00
三日内|06-13 09:00
七天后|06-17 09:00
10个工作日|06-24 09:00
十个工作日内|06-24 09:00
十个工作日之内|06-24 09:00
2周后|06-24 09:00
两周内|06-24 09:00
下下周三|06-26 09:00
三周后的周五|07-05 09:00
一个月后|07-10 09:00
三个月内|09-10 09:00
6个月后|12-10 09:00
中秋节后|09-16 09:00
中秋前|09-12 09:00
国庆假期后|10-08 09:00
国庆长假后第一个工作日|10-08 09:00
国庆节后第二个工作日|10-09 09:00
国庆节前最后一个工作日|09-30 09:00
元旦后|2020-01-02 09:00
元旦节前|12-31 09:00
10月1日前|10-01 09:00
节后第一个工作日|?
周三下班前|06-12 18:00
月底下班前|06-30 18:00
明天下班前|06-11 18:00
下周五下班之前|06-21 18:00
本周五下午五点前|06-14 17:00
明天上午10点前|06-11 10:00
6月最后一个工作日|06-28 09:00
6月最后一天|06-30 09:00
7月第一个周一|07-01 09:00
每月15日|?
下周三或周四|?
15日|06-15 09:00
15日前|06-15 09:00
20号下午3点|06-20 15:00
28号上午|06-28 09:00
本季度内|06-30 09:00
今年内|12-31 09:00
本年度内|12-31 09:00
上半年内|06-30 09:00
年底之前|12-31 09:00
6.30|?
6月31日|?
周六上午|06-15 09:00
周日|06-16 09:00
星期天|06-16 09:00
礼拜天下午3点|06-16 15:00
截至6月30日|06-30 09:00
最迟周五|06-14 09:00
最晚下周二|06-18 09:00
不晚于7月15日|07-15 09:00
于7月15日前|07-15 09:00
7月15日(星期一)前|07-15 09:00
周一（7月15日）|07-15 09:00
7月15日星期二|?
下个月1号上午9点|07-01 09:00
下月5日下午|07-05 14:00
明天10:00|06-11 10:00
明天10时|06-11 10:00
明天10点整|06-11 10:00
明天十点钟|06-11 10:00
明天上午十点一刻|06-11 10:15
明天下午三点二十|06-11 15:20
明天下午三点零五分|06-11 15:05
明天下午3点05|06-11 15:05
tomorrow|06-11 09:00
tomorrow 3pm|06-11 15:00
tomorrow at 15:00|06-11 15:00
tomorrow at noon|06-11 12:00
tomorrow night at 8|06-11 20:00
tomorrow evening at 7|06-11 19:00
today at 5 pm|06-10 17:00
today 17:00|06-10 17:00
this afternoon|06-10 14:00
this afternoon at 4|06-10 16:00
tonight at 9pm|06-10 21:00
at 3 p.m.|06-10 15:00
3:30 pm|06-10 15:30
wednesday|06-12 09:00
wednesday at 2pm|06-12 14:00
this thursday at 10|06-13 10:00
next monday|06-17 09:00
next monday at 9am|06-17 09:00
next tuesday|?
monday next week|06-17 09:00
next week on wednesday|06-19 09:00
friday next week|06-21 09:00
friday of next week|06-21 09:00
by friday|06-14 09:00
by end of day|06-10 18:00
by eod friday|06-14 18:00
friday eod|06-14 18:00
friday cob|06-14 18:00
before the end of the week|06-14 09:00
by the end of the week|06-14 09:00
end of the week|06-14 09:00
end of june|06-30 09:00
end of q2|06-30 09:00
end of the quarter|06-30 09:00
end of next quarter|09-30 09:00
end of the year|12-31 09:00
by year-end|12-31 09:00
by 30 november|11-30 09:00
30 nov|11-30 09:00
nov 30|11-30 09:00
november 30, 2019|11-30 09:00
30 november 2019 at 10:00|11-30 10:00
the 30th of november|11-30 09:00
on 1 august|08-01 09:00
aug 1st at 9|08-01 09:00
1 aug, 14:30|08-01 14:30
2019-08-01|08-01 09:00
the 20th|06-20 09:00
by the 20th|06-20 09:00
20th june|06-20 09:00
in 5 minutes|06-10 10:05
in 10 min|06-10 10:10
in 3 hours|06-10 13:00
in 2h|06-10 12:00
in three days|06-13 09:00
3 days from now|06-13 09:00
in 2 weeks|06-24 09:00
two weeks from now|06-24 09:00
in a month|07-10 09:00
in six months|12-10 09:00
in a year|2020-06-10 09:00
in 10 working days|06-24 09:00
ten working days from now|06-24 09:00
within a week|06-17 09:00
within 24 hours|06-11 10:00
after national day|10-08 09:00
before national day|09-30 09:00
before the national day holiday|09-30 09:00
first working day after national day|10-08 09:00
before spring festival|2020-01-23 09:00
one hour from now|06-10 11:00
half an hour from now|06-10 10:30
quarter to four in the afternoon|06-10 15:45
ten past eleven|06-10 11:10
10 o'clock tomorrow|06-11 10:00
nine o'clock|06-11 09:00
9am|06-11 09:00
noon|06-10 12:00
noon tomorrow|06-11 12:00
first thing tomorrow|06-11 09:00
first thing tomorrow morning|06-11 09:00
first thing in the morning|06-11 09:00
last day of the month|06-30 09:00
first day of next month|07-01 09:00
start of next month|07-01 09:00
first monday of july|07-01 09:00
last working day of june|06-28 09:00
beginning of next week|06-17 09:00
early next week|?
this weekend|?
over the weekend|?
friday or monday|?
fri 14 june|06-14 09:00
friday, june 14|06-14 09:00
friday 14 june at 3pm|06-14 15:00
thursday 14 june|?
in two weeks' time|06-24 09:00
two weeks on friday|06-28 09:00
a week on friday|06-21 09:00
a week tomorrow|?
14/6|06-14 09:00
6/14|06-14 09:00
14/06/2019|06-14 09:00
7-1|07-01 09:00
1/7|?
5 business days|06-17 09:00
two months from today|08-10 09:00
three weeks from monday|07-08 09:00
2 working days from tomorrow|06-13 09:00
end of business tomorrow|06-11 18:00
close of business friday|06-14 18:00
at the end of the day|06-10 18:00
midnight|?
今明两天|?
这两天|?
近期|?
下周一到周三|?
周一至周五|?
6月20日至30日|?
7月上旬|?
7月|?
三季度|?
今晚|?
tonight|?
周5下午3点|06-14 15:00
三個工作日內|06-13 09:00
國慶節前|09-30 09:00
一个半月后|07-25 09:00
今天内|06-10 18:00
13号周四|06-13 09:00
13号周五|?
周五3:00|?
sun 3pm|06-16 15:00
99年1月1日|?
"""
LINES = [line for line in UNSEEN.split("\n") if line]


def test_there_are_enough_of_them() -> None:
    assert len(LINES) > 240


@pytest.mark.parametrize("line", LINES)
def test_a_phrase_nobody_had_seen_is_read_or_asked_about(line: str) -> None:
    text, expected = line.rsplit("|", 1)
    read = when(folded(text), NOW, official())
    if expected == "?":
        assert isinstance(read, Wrong)
    else:
        year = "" if expected.startswith("20") else "2019-"
        moment = datetime.fromisoformat(year + expected)
        assert read == moment.replace(tzinfo=NOW.tzinfo)
