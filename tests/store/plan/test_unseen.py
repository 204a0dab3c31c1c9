"""What documents of others brought up: PDF fonts, websites, decimals, what is told."""

from datetime import date
from time import process_time

import pytest

from tests.store.plan.files import pdf
from tests.store.plan.reading import codes, read, row, rows

PAGE = """⻰江县 2024 年⼯作要点
1 ．开展监测评价， 每年 1 ⽉ 31 ⽇前上报。〔 县⽔务局 、 县⺠政局负责 〕
2 ．探索“ ⼀业⼀证 ”改⾰。牵头单位 : ⾏政审批局 ; 配合单位 : 综合执法
局 ; 完成时限 :6 ⽉ 30 ⽇前
3. 加强 宣传。（县委⽹信办负责）"""


def test_radicals_and_blanks_of_a_pdf_are_put_right() -> None:
    draft = read(pdf([PAGE]), name="a.pdf", starts=date(2024, 1, 1), ends=date(2024, 12, 31))
    assert [row(task) for task in draft.tasks] == [
        "1: 县水务局 convention / 县民政局 / lead_participants",
        "2: 行政审批局 stated / 综合执法局 / lead_participants / 2024-06-30 explicit",
        "3: 县委网信办 only / sole",
    ]
    assert draft.proposed_title == "龙江县 2024 年工作要点"
    assert "odd_characters" in codes(draft)


def test_a_table_in_a_pdf_is_refused_with_the_way_out() -> None:
    draft = read(pdf(["工作要点\n序号 任务 责任单位\n1 修路 县交通局"]), name="a.pdf")
    assert draft.refused == "no_responsibility_clause"
    assert "Excel" in (draft.refusal or "")


@pytest.mark.parametrize(
    "page",
    [
        "<nav><a>1.职能（导航局负责）</a></nav><p>1.修路。（交通局负责）</p>",
        "<p>1.修路。（交通局负责）</p><p>主办单位：某县政府　承办单位：某县大数据中心</p>",
        "<p>1.修路。（交通局负责）</p><div class='footer'>主办：某县政府，由信息中心负责维护</div>",
    ],
)
def test_a_website_assigns_nobody(page: str) -> None:
    draft = read(f"<html><body>{page}</body></html>", name="a.html")
    assert [task.departments for task in draft.tasks] == [("交通局",)]
    assert "noise_dropped" in codes(draft)


def test_decimals_number_tasks_only_where_they_follow_one_another() -> None:
    assert rows(
        "1 交通\n1.1 修路。（甲局负责）\n1.2 架桥。（乙局负责）\n1.4 绿化。（丙局负责）"
    ) == [
        "1.1: 甲局 only / sole",
        "1.2: 乙局 only / sole",
        "1.4: 丙局 only / sole",
    ]
    assert rows("1.1号工程。（甲局负责）\n2.5.5%的增长。（乙局负责）\n3.3号线。（丙局负责）") == [
        "1: 甲局 only / sole",
        "2: 乙局 only / sole",
        "3: 丙局 only / sole",
    ]


def test_what_is_listed_twice_is_told() -> None:
    draft = read("1.建设游客中心。（甲局负责）\n附件：分解表\n1.建设游客中心。（甲局负责）")
    told = [w.message for w in draft.warnings if "相同" in w.message]
    assert told == ["与第1行的任务文字相同，两处都已保留，请核对是否重复。"]


def test_thousands_of_clauses_in_one_line_share_its_text() -> None:
    line = "1.做（" + "做好。（甲局负责）" * 5_000
    start = process_time()
    assert read(line).refused == "too_large"
    assert process_time() - start < 5


def test_a_form_may_have_empty_places_but_not_at_its_end() -> None:
    assert rows("1.修路。\n牵头单位：甲局\n配合单位：\n2.架桥。\n牵头单位：乙局\n配合单位：") == [
        "1: 甲局 stated / sole",
        "2: nobody / cut",
    ]
    lost = read("一、（各甲局一、牵头单位：")
    assert any("（各甲局" in warning.message for warning in lost.warnings)
