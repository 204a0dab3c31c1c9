"""A period has one name everywhere, and one sentence that says until when it is reported on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards.periods import counted, name, until
from bot.locale import words
from bot.messages import Language
from bot.model.period import Period, Span
from bot.official import official

ZONE = ZoneInfo("Asia/Shanghai")
ZH, EN = words(Language.ZH, ZONE), words(Language.EN, ZONE)
OPENED = datetime(2019, 9, 26, 1, tzinfo=UTC)
QUARTER = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
THIRD = Period(id=1, span=QUARTER, due=date(2019, 10, 15), opened_at=OPENED)


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2019-Q3", "第三季度", "Q3 2019"),
        ("2019-09", "9月", "Sep 2019"),
        ("2019-12", "12月", "Dec 2019"),
        ("2019-H1", "上半年", "H1 2019"),
        ("2019-H2", "下半年", "H2 2019"),
        ("年度成果", "年度成果", "年度成果"),
        ("2019-Q5", "2019-Q5", "2019-Q5"),
    ],
)
def test_a_period_is_called_as_people_call_it(code: str, chinese: str, english: str) -> None:
    month = int(code[-2:]) if code[-2:].isdigit() else 9
    span = Span(code, date(2019, 1, 1), date(2019, month, 28))
    assert (name(ZH, span), name(EN, span)) == (chinese, english)


@pytest.mark.parametrize(
    ("today", "chinese", "english"),
    [
        (
            date(2019, 10, 11),
            "第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）",
            "Q3 2019 reports: due Tue 15 Oct, 3 working days left (Sat 12 Oct is a working day)",
        ),
        (
            date(2019, 10, 14),
            "第三季度报送：10月15日（周二）截止，还有 1 个工作日",
            "Q3 2019 reports: due Tue 15 Oct, 1 working day left",
        ),
        (
            date(2019, 10, 15),
            "第三季度报送：今天（10月15日周二）截止",
            "Q3 2019 reports: due today, Tue 15 Oct",
        ),
        (
            date(2019, 10, 17),
            "第三季度报送：10月15日（周二）已截止，已过 2 个工作日",
            "Q3 2019 reports: were due Tue 15 Oct, 2 working days ago",
        ),
    ],
)
def test_until_when_it_is_reported_on(today: date, chinese: str, english: str) -> None:
    assert until(ZH, THIRD, today, official()) == chinese
    assert until(EN, THIRD, today, official()) == english


def test_a_sealed_period_says_since_when() -> None:
    sealed = replace(THIRD, sealed_at=datetime(2019, 10, 25, 1, tzinfo=UTC))
    assert until(ZH, sealed, date(2019, 10, 26), official()) == "第三季度报送：已于 10月25日 封存"


def test_a_count_without_an_arrangement_can_be_named() -> None:
    assert counted(ZH, THIRD, date(2019, 10, 11), official()) == ()
    later = replace(THIRD, due=date(2031, 10, 15))
    assert "2031" in counted(ZH, later, date(2031, 10, 11), official())[0]
