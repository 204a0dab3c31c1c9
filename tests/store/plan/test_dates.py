"""Deadlines: which dates count, which only describe."""

from datetime import date

import pytest

from tests.store.plan.reading import codes, read

STATED = {
    "6月底前完成": "explicit 06-30",
    "9月15日前": "explicit 09-15",
    "上半年": "explicit 06-30",
    "三季度末前": "explicit 09-30",
    "三季度": "explicit 09-30",
    "年底前": "explicit 12-31",
    "年内完成": "explicit 12-31",
    "2024年12月底前完成": "explicit 12-31",
    "2 月底前完成": "explicit 02-29",
    "2024-06-05": "explicit 06-05",
    "3月至9月": "explicit 09-30",
    "4月底前出台政策，年内持续推进": "milestone 04-30",
    "6月底前制定方案，12月底前全面完成": "explicit 12-31",
    "持续推进": "ongoing",
    "长期坚持": "ongoing",
    "年内持续推进": "ongoing",
    "适时推进": "none",
    "尽快完成": "none",
    "2023年6月底前完成": "none",
}
IN_TEXT = {
    "8月底前公布清单": "milestone 08-31",
    "于3月底前制定细则，年底前全部开工": "milestone 12-31",
    "上半年完成招标": "milestone 06-30",
    "到2030年基本建成": "none",
    "发布2023年度报告": "none",
    "有效期至2024年12月31日": "none",
    "自2024年5月1日起施行": "none",
    "截至2023年底已完成30%": "none",
    "改造2000年底前建成的小区": "none",
    "三年内实现全覆盖": "none",
    "每年6月底前更新": "none",
    "持续推进满意度调查": "none",
    "上半年经济运行分析": "none",
    "落实《2024年6月底前实施的办法》": "none",
    "开展“剑网2024”行动": "none",
}


def due(document: str, issued_on: date | None = None) -> str:
    [task] = read(document, title="2024年计划", issued_on=issued_on).tasks
    day = "" if task.deadline is None else f" {task.deadline:%m-%d}"
    return f"{task.deadline_kind}{day}"


@pytest.mark.parametrize("stated", STATED)
def test_a_stated_deadline(stated: str) -> None:
    assert due(f"1.做。（教育局负责，{stated}）") == STATED[stated]
    assert due(f"1.做。\n责任单位：教育局\n完成时限：{stated}\n") == STATED[stated]


@pytest.mark.parametrize("text", IN_TEXT)
def test_a_date_in_the_text(text: str) -> None:
    assert due(f"1.{text}。（教育局负责）") == IN_TEXT[text]


def test_months_count_from_the_day_of_issue() -> None:
    document = "1.做。（教育局负责，三个月内完成）"
    assert due(document) == "none"
    assert due(document, issued_on=date(2024, 11, 30)) == "explicit 02-28"


def test_a_month_without_a_year_stays_raw() -> None:
    draft = read("1.做。（教育局负责，9月底前完成）")
    [task] = draft.tasks
    assert (task.deadline, task.deadline_raw) == (None, "9月底前完成")
    assert "year_unknown" in codes(draft)
    assert read("1.做。（教育局负责，9月底前完成）", starts=date(2025, 1, 1)).tasks[0].deadline == (
        date(2025, 9, 30)
    )


def test_a_clause_beats_the_text() -> None:
    draft = read("1.5月底前出台办法。（教育局负责，9月底前完成）", title="2024年计划")
    [task] = draft.tasks
    assert task.deadline == date(2024, 9, 30)
    assert [milestone.day for milestone in task.milestones] == [date(2024, 5, 31)]


def test_odd_dates_are_reported() -> None:
    early = read("1.3月底前做。（教育局负责）", title="2024年计划", issued_on=date(2024, 4, 1))
    assert "date_before_issue" in codes(early)
    assert early.tasks[0].deadline == date(2024, 3, 31)
    assert "date_ignored" in codes(read("1.2023年3月底前做。（教育局负责）", title="2024年计划"))


def test_the_period_comes_from_the_title_or_is_said() -> None:
    document = "云川市“十四五”任务（2024—2025年）\n1.做。（教育局负责，9月底前完成）"
    draft = read(document)
    assert (draft.proposed_from, draft.proposed_to) == (date(2024, 1, 1), date(2025, 12, 31))
    assert draft.tasks[0].deadline is None
    said = read(document, title="二〇二五年计划", ends=date(2025, 6, 30))
    assert (said.proposed_from, said.proposed_to) == (date(2025, 1, 1), date(2025, 6, 30))
