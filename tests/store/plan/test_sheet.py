"""Workbooks and PDF files."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import xlsxwriter

from tests.store.plan import files
from tests.store.plan.blocks import blocks
from tests.store.plan.reading import FIXTURES, read


def book(fill: Callable[[Any, Any], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made, made.add_worksheet("清单"))
    return out.getvalue()


def test_values_are_printed_as_a_person_reads_them() -> None:
    def fill(made: Any, sheet: Any) -> None:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        month = made.add_format({"num_format": 'yyyy"年"m"月"'})
        sheet.write_row(0, 0, ["数", "日", "月", "时", "式", "是"])
        sheet.write_row(1, 0, [1, "", "", "", "", True])
        sheet.write_datetime(1, 1, date(2024, 9, 15), day)
        sheet.write_datetime(1, 2, date(2024, 6, 1), month)
        sheet.write_datetime(1, 3, datetime.fromisoformat("2024-06-01T09:30"), day)
        sheet.write_formula(1, 4, "=A2+1", None, 2)
        sheet.write_row(2, 0, [0.5, "2024年6月", "'x", "=1", " 甲 \n乙"])
        sheet.write_string(2, 3, "=1+1")

    assert blocks(book(fill), name="a.xlsx")[0] == [
        "1: 数 | 日 | 月 | 时 | 式 | 是",
        "2: 1 | 2024-09-15 | 2024年6月 | 2024-06-01 09:30 | 2 | TRUE",
        "3: 0.5 | 2024年6月 | 'x | =1+1 | 甲/乙 | ",
    ]


def test_hidden_rows_columns_and_sheets_are_left_out() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["甲", "密列", "乙"])
        sheet.write_row(1, 0, ["隐行", "x", "y"])
        sheet.write_row(2, 0, ["丙", "x", "丁"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(1, None, None, {"hidden": True})
        second = made.add_worksheet("底稿")
        second.write(0, 0, "不给看")
        second.hide()

    found, codes = blocks(book(fill), name="a.xlsx")
    assert found == ["1: 甲 | 乙", "3: 丙 | 丁"]
    assert codes == {"hidden_content": 2}


def test_an_old_workbook_is_read_as_a_new_one() -> None:
    """Written by LibreOffice: a hidden row, column and sheet, merged cells, a month."""
    found, codes = blocks((FIXTURES / "hidden.xls").read_bytes(), name="a.xls")
    assert found == [
        "1: 云川市2024年重点任务清单 |  |  | ",
        "2: 序号 | 任务 | 责任单位 | 完成时限",
        "3: 1 | 修订办法。 | 教育局 | 2024-09-15",
        "5: 3 | 开展培训。 | 教育局 | 2024年6月",
        "6: 4 | 甲。 | 教育局 | ",
        "7: ^4 | 乙。 | 财政局 | ",
    ]
    assert codes == {"hidden_content": 2}


def test_merged_cells_stand_where_they_are_seen() -> None:
    def fill(_made: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "题")
        sheet.write_row(1, 1, ["1", "甲"])
        sheet.write_row(2, 1, ["2", "乙"])
        sheet.write_row(3, 1, ["3", "丙"])
        sheet.merge_range(1, 0, 3, 0, "章")
        sheet.set_row(1, None, None, {"hidden": True})

    assert blocks(book(fill), name="a.xlsx")[0] == [
        "1: 题 |  | ",
        "3: 章 | 2 | 乙",
        "4: ^章 | 3 | 丙",
    ]


def test_several_sheets_and_one_that_is_a_text() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(2, 1, ["甲", "乙"])
        sheet.write_row(3, 1, ["1", "2"])
        second = made.add_worksheet("说明")
        second.write_column(0, 0, ["一、前言", "1.做。"])

    assert blocks(book(fill), name="a.xlsx")[0] == [
        "3:  | 甲 | 乙",
        "4:  | 1 | 2",
        "一、前言",
        "1.做。",
    ]


def test_a_formula_that_was_never_computed_is_reported() -> None:
    data = files.repacked(
        files.workbook([["甲", "乙"], ["1", "2"]]),
        xl__worksheets__sheet1_DOT_xml=b'<worksheet xmlns="http://schemas.openxmlformats.org/'
        b'spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f>'
        b'</c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row></sheetData>'
        b"</worksheet>",
    )
    found, codes = blocks(data, name="a.xlsx")
    assert (found, codes) == (["1: 1 | ", "2: 3 | 4"], {"hidden_content": 1})


def test_a_running_header_is_no_part_of_the_title() -> None:
    draft = read((FIXTURES / "f5_lead_then_duty.pdf").read_bytes(), name="a.pdf")
    assert draft.proposed_title == "云川市2024年便民服务工作要点"
    dropped = [w.message for w in draft.warnings if "云川市人民政府公报" in w.message]
    assert len(dropped) == 3


def test_a_title_that_is_the_running_header_stays_the_title() -> None:
    page = "2024年工作要点\n{}\n— {} —"
    texts = ["1.做好工作，明确", "责任。（教育局、财政局负责）", "2.做好事情。（教育局负责）"]
    made = files.pdf([page.format(text, n) for n, text in enumerate(texts, 1)])
    draft = read(made, name="a.pdf")
    assert draft.proposed_title == "2024年工作要点"
    assert [task.text for task in draft.tasks] == ["做好工作，明确责任。", "做好事情。"]


def test_a_page_that_is_a_picture_is_reported() -> None:
    pages = files.pdf(["1.做好工作，明确责任。（教育局、财政局负责）", ""])
    picture = pages.replace(b"/Resources<</Font<</F1 3 0 R>>>>", b"/Resources 3 0 R", 2)
    assert picture != pages
    found, codes = blocks(pages, name="a.pdf")
    assert (found, codes) == (["1.做好工作，明确责任。（教育局、财政局负责）"], {})
