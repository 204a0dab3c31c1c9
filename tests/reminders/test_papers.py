"""Files for Word: text and nothing that runs, whatever people wrote; slips stay in one piece."""

import io
import re
import zipfile
from datetime import UTC, datetime

from docx import Document

from bot.model.paper import Grid, Head, Paper, Slip, Slips, Words
from reminders.sheets import Sheets

AT = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
HOSTILE = (
    "=cmd|' /C calc'!A0 <w:p/> ]]> & {PAGE} \x00\x0b\ud800\ufffe http://evil.example/ \u202e反"
)
PAPER = Paper(
    title=f"题{HOSTILE}",
    mark="（草稿）",
    to="各单位：",
    blocks=[
        Head("一、"),
        Words(f"甲\n乙{HOSTILE}", f"1. {HOSTILE}"),
        Grid(("章节", "任务"), [(HOSTILE, "1")], (3, 1)),
        Head("（一）", 2),
    ],
    signature=["2019年10月11日"],
    foot=HOSTILE,
    at=AT,
    wide=True,
)


def slips(count: int) -> Slips:
    one = Slip(
        title=HOSTILE, facts=(("身份：", HOSTILE),), code="K7QM-2XPA-9TDR-5FHC", steps=("一",)
    )
    return Slips(
        title="绑定码",
        about=("共几张",),
        slips=(one,) * count,
        rest_title="",
        rest=(),
        foot="脚",
        at=AT,
    )


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode("latin-1") for name in file.namelist()}


def test_nothing_in_a_text_is_more_than_text() -> None:
    for made in (Sheets().write(PAPER, "docx"), Sheets().write(slips(3), "docx")):
        read = parts(made)
        body = "".join(text for name, text in read.items() if name.startswith("word/"))
        assert not any("vba" in name or "embeddings" in name for name in read)
        assert set(re.findall("<w:instrText[^>]*>([^<]*)<", body)) == {" PAGE "}
        assert "<w:hyperlink" not in body
        assert "w:fldSimple" not in body
        links = [text for name, text in read.items() if name.endswith(".rels")]
        assert not any("External" in text for text in links)
        assert "python-docx" not in "".join(read.values())


def test_what_was_written_can_be_read() -> None:
    made = Document(io.BytesIO(Sheets().write(PAPER, "docx")))
    texts = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    assert texts[1:4] == ["（草稿）", "各单位：", "一、"]
    assert texts[4].startswith("1. =cmd|' /C calc'!A0 <w:p/> ]]> & {PAGE} ���� http")
    assert "甲\n乙=cmd" in texts[4]
    section = made.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side is not None] == [210, 297, 37, 28]
    assert made.core_properties.author == ""
    fonts = parts(Sheets().write(PAPER, "docx"))["word/fontTable.xml"]
    assert "w:altName" in fonts


def test_slips_are_whole_two_in_a_row() -> None:
    made = Document(io.BytesIO(Sheets().write(slips(5), "docx")))
    [table] = made.tables
    assert [len(row.cells) for row in table.rows] == [2, 2, 2]
    assert "".join(table._tbl.xml).count("<w:cantSplit/>") == 3
    assert table.rows[2].cells[1].text == ""
    assert table.rows[0].cells[0].text.count("K7QM-2XPA-9TDR-5FHC") == 1
