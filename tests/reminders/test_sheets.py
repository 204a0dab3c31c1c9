"""Tables as files: every cell is text, whatever stands in it, for two readers that are not ours."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bot.inert import as_written, inert
from bot.model.ledger import Column, Table
from reminders.sheet_csv import as_csv
from reminders.sheet_xlsx import fitted
from reminders.sheets import Sheets

_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = (
    "=1+1",
    "＝1+1",
    "+86 10",
    "-2",
    "@SUM(A1)",
    "＠x",
    "－1",
    "＋1",
    "\t=1",
    "  =cmd|' /C calc'!A0",
    "\u200b=1",
    "\u00a0@x",
    "\u3000＝1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("http://example.com","x")',
    "http://example.com/",
    "mailto:a@example.com",
    "internal:Sheet1!A1",
    "external:c:\\x.xlsx",
    "{=1+1}",
    "'=1",
    "''=1",
    "1e5",
    "007",
    "TRUE",
    "_x0041_",
    '<f>1</f>"&amp;',
    "\x01\x0b",
    "]]>",
)


def table(cells: tuple[str, ...], *, choices: bool = True) -> Table:
    return Table(
        title="台账 · =计划",
        name="台账",
        columns=(
            Column(title="状态", width=10, choices=("推进中", "滞后") if choices else ()),
            Column(title="亮灯", width=10, colours={"红灯 逾期": "F8CBAD"}, editable=True),
        ),
        rows=[(cell, cell) for cell in cells],
        about_name="说明",
        about=[("计划", "=计划"), ("", "@说明")],
        foot="审计校验 1:ab & =x",
        at=datetime(2019, 10, 11, 2, tzinfo=UTC),
    )


WRITTEN = Sheets().write(table(HOSTILE), "xlsx")


def test_a_workbook_gives_back_every_text() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(WRITTEN))
    assert book.sheet_names == ["台账", "说明"]
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert header == ["状态", "亮灯"]
    kept = [cell for cell in HOSTILE if cell.isprintable()]
    assert len(kept) > 20
    read = {row[0] for row in rows}
    assert set(kept) <= read
    assert {type(row[0]) for row in rows} == {str}


def test_a_workbook_has_no_formula_no_link_and_nothing_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [
        name for name in parts if re.search("external|connection|macro|vba|calc", name, re.I)
    ]
    cells = 0
    for name, content in parts.items():
        root = ElementTree.fromstring(content)
        if name.startswith("xl/worksheets/sheet"):
            cells += len(root.findall(f".//{_SPREADSHEET}c"))
            assert not root.findall(f".//{_SPREADSHEET}f")
            assert not root.findall(f".//{_SPREADSHEET}hyperlink")
            kinds = {c.get("t") for c in root.iter(f"{_SPREADSHEET}c") if len(c)}
            assert kinds == {"s"}
            for tag in ("formula", "formula1", "formula2"):
                for found in root.iter(f"{_SPREADSHEET}{tag}"):
                    assert re.fullmatch('"[^"]*"', found.text or ""), found.text
        if name.endswith(".rels"):
            assert not [r for r in root if r.get("TargetMode") == "External"]
        if name == "xl/workbook.xml":
            names = [found.text or "" for found in root.iter(f"{_SPREADSHEET}definedName")]
            assert names
            assert not [n for n in names if "[" in n]
    assert cells > 2 * len(HOSTILE)


def test_a_workbook_helps_whoever_fills_it_in_and_prints_it() -> None:
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        core = archive.read("docProps/core.xml").decode()
        defined = archive.read("xl/workbook.xml").decode()
    assert '<formula1>"推进中,滞后"</formula1>' in sheet
    assert '<formula>"红灯 逾期"</formula>' in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert 'paperSize="9" orientation="landscape"' in re.sub(' fitToHeight="0"', "", sheet)
    assert 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in defined
    assert "<sheetProtection" in sheet
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2019-10-11T02:00:00Z" in core


def test_the_same_table_is_the_same_cells_for_any_length() -> None:
    long = "进展" * 20_000
    assert len(fitted(long)) == 32_701
    assert len(fitted("𠮷" * 20_000).encode("utf-16-le")) <= 2 * 32_767
    book = CalamineWorkbook.from_filelike(io.BytesIO(Sheets().write(table((long,)), "xlsx")))
    [_, row] = book.get_sheet_by_index(0).to_python()
    assert str(row[0]).endswith("…")


def test_an_empty_table_can_be_opened() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(Sheets().write(table(()), "xlsx")))
    assert book.get_sheet_by_index(0).to_python() == [["状态", "亮灯"]]


def test_a_csv_is_what_excel_reads() -> None:
    content = Sheets().write(table(HOSTILE), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == ["状态", "亮灯"]
    assert [as_written(row[0]) for row in rows] == list(HOSTILE)
    assert text.endswith("\r\n")


@pytest.mark.parametrize("cell", HOSTILE[:15])
def test_no_cell_of_a_csv_begins_a_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["24 推进中", "a=b", "", "'", "（=1）", "2019-10-11", "60"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert inert(cell) == cell == as_written(cell)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("='+-@\t\r\n ＝＋－＠a中\u200b\u3000\ufeff"), max_size=8))
def test_what_was_written_comes_back(text: str) -> None:
    assert as_written(inert(text)) == text
    assert inert(text).lstrip("\u200b\u3000\ufeff \t\r\n")[:1] not in tuple("=+-@＝＋－＠")


def test_a_csv_has_no_byte_order_mark_twice() -> None:
    assert as_csv(table(("x",))).count(b"\xef\xbb\xbf") == 1
