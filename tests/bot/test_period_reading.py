"""Reporting periods as people type them."""

from datetime import date

import pytest

from bot.grammar.periods import span_at

TODAY = date(2019, 10, 11)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("q3", "2019-Q3"),
        ("q 3", "2019-Q3"),
        ("3q", "2019-Q3"),
        ("2018-q3", "2018-Q3"),
        ("2018年第三季度", "2018-Q3"),
        ("第三季度", "2019-Q3"),
        ("三季度", "2019-Q3"),
        ("第3季度", "2019-Q3"),
        ("第三季", "2019-Q3"),
        ("q4", "2019-Q4"),
        ("third quarter", "2019-Q3"),
        ("third quarter of 2018", "2018-Q3"),
        ("q3 2018", "2018-Q3"),
        ("本季度", "2019-Q4"),
        ("上季度", "2019-Q3"),
        ("last quarter", "2019-Q3"),
        ("9月", "2019-09"),
        ("9月份", "2019-09"),
        ("九月", "2019-09"),
        ("十二月", "2018-12"),
        ("12月", "2018-12"),
        ("2019-09", "2019-09"),
        ("2019年9月", "2019-09"),
        ("september", "2019-09"),
        ("sep 2018", "2018-09"),
        ("上月", "2019-09"),
        ("this month", "2019-10"),
        ("上半年", "2019-H1"),
        ("下半年", "2019-H2"),
        ("h1", "2019-H1"),
        ("2018-h2", "2018-H2"),
        ("2018年上半年", "2018-H1"),
    ],
)
def test_a_period_is_read_whole(text: str, code: str) -> None:
    assert span_at(text, 0, TODAY) == (code, len(text))
    assert span_at(f"开 {text} x", 2, TODAY) == (code, 2 + len(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "q5",
        "q33",
        "q0",
        "h3",
        "9月1日",
        "九月三十日",
        "9月底",
        "13月",
        "2019-09-30",
        "2019-13",
        "第三季节",
        "季末",
        "三季度末",
        "第五季度",
        "0000-q3",
        "9999年9月",
        "sep 30",
        "september2",
        "专项检查",
        "24",
        "科技部",
        "quarterly",
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert span_at(text, 0, TODAY) is None


def test_last_month_in_january_is_of_last_year() -> None:
    assert span_at("上月", 0, date(2020, 1, 2)) == ("2019-12", 2)
    assert span_at("上季度", 0, date(2020, 1, 2)) == ("2019-Q4", 3)
