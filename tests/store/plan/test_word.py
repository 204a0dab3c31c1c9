"""Word documents: what is printed is read, what is not is left out and reported."""

import pytest

from tests.store.plan.blocks import blocks
from tests.store.plan.files import W, listed, numbering, paragraph, row, styles, word

MERGED = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"


def read(body: str, **extra: str) -> list[str]:
    return blocks(word(body, **extra), name="a.docx")[0]


def codes(body: str, **extra: str) -> list[str]:
    return sorted(blocks(word(body, **extra), name="a.docx")[1].elements())


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_runs_are_joined_inside_words() -> None:
    body = f"<w:p>{run('做好')}<w:hyperlink>{run('工')}</w:hyperlink><w:proofErr/>{run('作')}</w:p>"
    assert read(body) == ["做好工作"]


def test_breaks_and_tabs_are_what_they_look_like() -> None:
    body = "<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>"
    assert read(body) == ["一\t二", "三"]


LISTS = numbering(
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
)


def test_lists_of_several_levels_count_as_word_does() -> None:
    levels = (0, 1, 2, 2, 1, 2, 3, 4, 4, 0, 1, 2)
    body = "".join(paragraph("甲", listed(level)) for level in levels)
    assert read(body, numbering=LISTS) == [
        *("一、甲", "（一）甲", "1.甲", "2.甲", "（二）甲", "1.甲", "（1）甲", "①甲", "②甲"),
        *("二、甲", "（一）甲", "1.甲"),
    ]
    assert codes(body, numbering=LISTS) == ["auto_numbering"]


@pytest.mark.parametrize(
    ("kind", "text", "printed"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("chineseLegalSimplified", "%1", ["壹", "贰", "叁"]),
        ("ideographDigital", "第%1条", ["第一条", "第二条", "第三条"]),
        ("bullet", "\uf0b7", ["●", "●", "●"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_numbers_of_every_kind(kind: str, text: str, printed: list[str]) -> None:
    body = paragraph("。", listed()) * 3
    assert read(body, numbering=numbering((kind, text))) == [f"{one}。" for one in printed]


def test_a_list_that_starts_again() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("甲", listed(0, number)) for number in (1, 1, 2, 2, 1))
    lists = numbering(("decimal", "%1."), starts=again)
    assert read(body, numbering=lists) == ["1.甲", "2.甲", "5.甲", "6.甲", "7.甲"]


def test_a_number_of_a_style_and_one_taken_away() -> None:
    kept = styles(
        f'<w:style w:type="paragraph" w:styleId="a"><w:pPr>{listed()}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="b"/>') + paragraph(
        "乙", f'<w:pStyle w:val="b"/>{listed(0, 0)}'
    )
    assert read(body, styles=kept, numbering=numbering(("decimal", "%1."))) == ["1.甲", "乙"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('甲')}<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
        f"<w:ins>{run('丙')}</w:ins><w:moveFrom>{run('丁')}</w:moveFrom></w:p>"
    )
    assert read(body) == ["甲丙"]
    assert codes(body) == ["hidden_content"]  # the same warning once


def test_a_deleted_end_of_paragraph_joins_two() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert read(paragraph("做好", gone) + paragraph("工作。")) == ["做好工作。"]
    assert read(paragraph("做好", gone)) == ["做好"]


def test_hidden_text_is_left_out() -> None:
    hidden = styles(
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    runs = [
        run("甲"),
        run("乙", "<w:vanish/>"),
        run("丙", '<w:rStyle w:val="h"/>'),
        run("丁", '<w:vanish w:val="0"/>'),
    ]
    body = f"<w:p>{''.join(runs)}</w:p>"
    assert read(body, styles=hidden) == ["甲丁"]
    assert codes(body, styles=hidden) == ["hidden_content"]  # the same warning once


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    drawn = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(f"<w:p><w:r><w:t>文</w:t>{drawn}</w:r></w:p>") == ["文", "框"]


def test_what_stands_beside_the_text_is_reported() -> None:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote>{paragraph("注")}</w:footnote></w:footnotes>'
    header = f'<w:hdr xmlns:w="{W}">{paragraph("政府公报")}</w:hdr>'
    contents = styles('<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>')
    body = paragraph("一、甲\t1", '<w:pStyle w:val="t"/>') + paragraph("一、甲")
    extra = {"footnotes": note, "header": header, "styles": contents}
    assert read(body, **extra) == ["一、甲"]
    assert codes(body, **extra) == ["noise_dropped"] * 3


def test_a_table_with_merged_cells() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("宽")}</w:tc>'
    first = MERGED.format(' w:val="restart"', paragraph("章"))
    rows = [row("甲", "乙", "丙"), row(first, "1", "二"), row(MERGED.format("", ""), "2", "三")]
    table = f"<w:tbl>{''.join(rows)}{row(wide, '四')}</w:tbl>"
    assert read(paragraph("题") + table + paragraph("尾")) == [
        *("题", "2: 甲 | 乙 | 丙", "3: 章 | 1 | 二", "4: ^章 | 2 | 三", "5: 宽 |  | 四", "尾"),
    ]


def test_a_cell_keeps_its_paragraphs_and_its_automatic_number() -> None:
    number = f"<w:tc>{paragraph('', listed())}</w:tc>"
    cell = f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>"
    table = f"<w:tbl>{row('序号', '任务')}{row(number, cell)}{row(number, '丙')}</w:tbl>"
    found = read(table, numbering=numbering(("decimal", "%1")))
    assert found == ["1: 序号 | 任务", "2: 1 | 甲/乙", "3: 2 | 丙"]


def test_a_deleted_row_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('删')}</w:tc></w:tr>"
    table = f"<w:tbl>{row('甲', '乙')}{gone}{row('丙', '丁')}</w:tbl>"
    assert read(table) == ["1: 甲 | 乙", "2: 丙 | 丁"]
    assert codes(table) == ["hidden_content"]


def test_a_table_that_only_frames_text_is_text() -> None:
    assert read(f"<w:tbl>{row('1.甲')}{row('2.乙')}</w:tbl>") == ["1.甲", "2.乙"]
    assert read(f"<w:tbl>{row('甲', '乙')}</w:tbl>") == ["甲", "乙"]


def test_content_controls_and_other_wrappers_are_seen_through() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
    inner = f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt></w:p>"
    assert read(wrapped + inner) == ["甲", "乙"]
