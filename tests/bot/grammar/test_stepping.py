"""Lines that are typed while a report is being filled in, and periods by their names."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grammar import read
from bot.grammar.intent import Act, Ask, Context, Intent
from bot.grammar.periods import is_called, period_at, token
from bot.grammar.reporting import Reporting
from bot.model.period import Period, Span
from tests.bot.world import NOW

CONTEXT = Context(now=NOW, highest=106)
FILLING = replace(CONTEXT, step=24)
THIRD = Period(
    id=7,
    span=Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30)),
    due=date(2019, 10, 15),
    opened_at=datetime(2019, 9, 26, tzinfo=UTC),
)


def filled(text: str) -> Intent:
    [verdict] = read(text, FILLING)
    assert isinstance(verdict, Act), (text, verdict)
    assert (verdict.intent.name, verdict.intent.tasks) == ("report", (24,)), text
    return verdict.intent


@pytest.mark.parametrize("number", ["2 ", "2：", "2. ", "2、", "２　", "②", "② ", "2:"])
def test_a_number_opens_a_field(number: str) -> None:
    intent = filled(f"{number}与司法部分工未定")
    assert intent.verb is Reporting.FILL
    assert intent.change.problems == "与司法部分工未定"


@pytest.mark.parametrize(
    "line",
    ["24 推进中", "55 已完成", "第2项 推进中", "#2 60%", "2.5亿元", "15个城市已启动", "21 推进中"],
)
def test_other_lines_read_as_ever(line: str) -> None:
    assert read(line, FILLING) == read(line, CONTEXT)


def test_lines_of_one_message_are_one_change() -> None:
    change = filled("1 一\n2 二\n3 三\n1 四").change
    assert (change.progress, change.problems, change.next_steps) == ("一\n四", "二", "三")


@given(number=st.sampled_from("123"), rest=st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(number: str, rest: str) -> None:
    for line in (f"{number} {rest}", f"报送 24 {rest}", f"已线下报送 12 {rest}", rest):
        assert read(line, FILLING)


@given(number=st.integers(1, 3), value=st.sampled_from(["推进中", "60%", "已完成", "无新进展"]))
def test_a_value_after_a_number_is_never_taken_for_either(number: int, value: str) -> None:
    [verdict] = read(f"{number} {value}", FILLING)
    assert isinstance(verdict, Ask)
    assert len(verdict.offers) == 2


@pytest.mark.parametrize(
    ("line", "verb", "who"),
    [
        ("报送 24 已审签", Reporting.SIGN_SUBMIT, None),
        ("报送 24 已审签并报送 王处长", Reporting.SIGN_SUBMIT, "王处长"),
        ("报送 24 已审签：王处长", Reporting.SIGN_SUBMIT, "王处长"),
        ("报送 24 审签 王处长", Reporting.SIGN, "王处长"),
        ("报送 24 提交", Reporting.SUBMIT, None),
        ("报送 24 草稿", Reporting.KEEP, None),
        ("报送 24 存草稿", Reporting.KEEP, None),
        ("报送 24 撤回", Reporting.WITHDRAW, None),
        ("报送 24 暂无新进展", Reporting.NO_NEWS, None),
        ("报送 24 已审签并申请协调", Reporting.SIGN_COORDINATE, None),
        ("报送并申请协调 24", Reporting.COORDINATE, None),
        ("report 24 approved by Wang", Reporting.SIGN_SUBMIT, "Wang"),
        ("report 24 sign", Reporting.SIGN, None),
        ("report 24 submit", Reporting.SUBMIT, None),
        ("report 24 no news", Reporting.NO_NEWS, None),
        ("report 24 withdraw", Reporting.WITHDRAW, None),
        ("report 24 approved and coordinate", Reporting.SIGN_COORDINATE, None),
        ("报送 24 问题", Reporting.ASK, None),
    ],
)
def test_what_is_done_with_a_report(line: str, verb: Reporting, who: str | None) -> None:
    [verdict] = read(line, CONTEXT)
    assert isinstance(verdict, Act)
    assert (verdict.intent.tasks, verdict.intent.verb, verdict.intent.who) == ((24,), verb, who)


@pytest.mark.parametrize(
    "typed", ["Q3", "q3", "第三季度", "三季度", "2019年第3季度", "2019-Q3", "上季度", "3q", "期7"]
)
def test_a_period_goes_by_several_names(typed: str) -> None:
    name = called(typed)
    assert name is not None
    assert is_called(THIRD, name)
    for line in (f"报送 24 {typed}", f"报送 {typed} 24", f"报送 24 {typed} 问题：无"):
        [verdict] = read(line, CONTEXT)
        assert isinstance(verdict, Act)
        assert (verdict.intent.tasks, verdict.intent.period) == ((24,), name)


@pytest.mark.parametrize("typed", ["Q2", "2018-Q3", "9月", "上半年", "期8", "第四季度"])
def test_and_not_by_others(typed: str) -> None:
    assert not is_called(THIRD, called(typed) or "")


def called(typed: str) -> str | None:
    found = period_at(typed.lower(), 0, NOW.date())
    return found[0] if found and found[1] == len(typed) else None


def test_a_text_that_begins_with_a_month_is_offered_whole() -> None:
    [verdict] = read("报送 24 9月完成初稿", CONTEXT)
    assert isinstance(verdict, Ask)
    assert verdict.offers == ("报送 24 进展：9月完成初稿",)


def test_every_period_can_be_typed() -> None:
    assert token(THIRD) == "2019-Q3"
    for code in ("2019-09", "2019-H2", "年度成果"):
        other = replace(THIRD, span=replace(THIRD.span, code=code))
        assert is_called(other, called(token(other)) or "")
