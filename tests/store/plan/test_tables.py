"""Tables in particular: what is kept, what is left out and said so, how long it takes."""

from time import process_time

import pytest

from bot.model.plan import PlanDraft
from tests.store.plan.corpus import documents
from tests.store.plan.reading import read, row

HEADER = "序号,任务,牵头单位,配合单位,备注\n"


def by_name(file: str, name: str) -> PlanDraft:
    return next(doc for doc in documents(file) if doc.name == name).read()


def messages(draft: PlanDraft, code: str) -> list[str]:
    return [warning.message for warning in draft.warnings if warning.code == code]


def test_merged_columns_and_rows_over_the_width_are_headings() -> None:
    draft = by_name(
        "tables1.txt", "f4 merged chapter column, merged tasks, responsible column only"
    )
    assert [(task.chapter, task.section) for task in draft.tasks][2:4] == [
        ("便利准入", "许可改革"),
        ("要素保障", "用地保障"),
    ]
    draft = by_name("tables1.txt", "f4 title, unit row, two-row header")
    assert [task.chapter for task in draft.tasks][1:3] == ["保障粮食安全", "发展富民产业"]
    assert draft.proposed_title == "龙泉市2025年乡村全面振兴重点任务分解表"
    assert draft.rules == ("注：以上任务列第一位的为牵头单位。",)


def test_columns_that_are_no_part_of_a_task_are_reported() -> None:
    draft = read(
        f"{HEADER}1,做好工作,教育局,无,财政局跟踪\n3,再做,税务局,,\n".encode(), name="a.csv"
    )
    assert [row(task) for task in draft.tasks] == [
        "1: 教育局 stated / sole",
        "3: 税务局 stated / sole",
    ]
    assert messages(draft, "noise_dropped") == ["未收入任务的栏目：备注：财政局跟踪"]
    assert messages(draft, "number_gap") == ["编号不连续：1 之后是 3，按印出的编号保留。"]


def test_a_table_that_is_no_task_list_is_left_out_and_named() -> None:
    draft = by_name(
        "tables1.txt", "f4 several tables with prose between, contacts and budget tables"
    )
    left_out = [
        message for message in messages(draft, "noise_dropped") if "不是任务清单" in message
    ]
    assert left_out == [
        "不是任务清单的表格，未收（第8—10行，共3行）：单位、联系人、电话；县水利局、陈某、0411-8765432；"
        "县应急局、周某、0411-8765433",
        "不是任务清单的表格，未收（第12—14行，共3行）：科目、金额（万元）、资金来源；物资购置、120、县财政；"
        "演练培训、15、县财政",
    ]


def test_rows_pasted_with_pipes_are_a_table() -> None:
    draft = read(
        "2024年清单\n| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 甲 | 教育局、财政局 |\n"
        "|   | 乙 | 税务局 |\n请各单位落实。\n"
    )
    assert [row(task) for task in draft.tasks] == [
        "1: 教育局 convention / 财政局 / lead_participants",
        "None: 税务局 only / sole",
    ]


def test_an_empty_first_cell_moves_nothing() -> None:
    draft = read("类别\t任务\t责任单位\n甲\t做好\t教育局\n\t再做\t税务局\n")
    assert [(task.text, task.departments) for task in draft.tasks] == [
        ("做好", ("教育局",)),
        ("再做", ("税务局",)),
    ]


@pytest.mark.parametrize("header", ["单位,职责,电话", "考核单位,考核内容,分值", "姓名,单位,职务"])
def test_who_does_what_is_not_guessed(header: str) -> None:
    assert read(f"{header}\n教育局,做好工作,1\n".encode(), name="a.csv").refused is not None


@pytest.mark.parametrize("cell", ["（", "市 ", "市财政局 ", "牵头单位：", "和市", "等\n", "（\n"])
def test_time_is_linear_in_a_cell(cell: str) -> None:
    def seconds(size: int) -> float:
        data = f'{HEADER}1,做,"{cell * (size // len(cell))}",无,\n'.encode()
        tries = []
        for _ in range(3):  # the garbage of other tests may fall into one
            start = process_time()
            read(data, name="a.csv")
            tries.append(process_time() - start)
        return min(tries)

    assert seconds(8_000) < 10 * seconds(2_000) + 0.05


def test_the_largest_table_is_read_or_refused_in_seconds() -> None:
    rows = "".join(f"{n},做好,财政局,税务局{',x' * 10}\n" for n in range(1, 4_100))
    start = process_time()
    draft = read((HEADER + rows).encode(), name="a.csv")
    assert draft.refused == "too_large"
    assert process_time() - start < 5
