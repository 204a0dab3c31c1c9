"""What texts for Word have in common: the page, fonts by name, and runs that are text only."""

import io
import re
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

LATIN = "Times New Roman"
FONTS = {
    "方正小标宋简体": "宋体;SimSun;Noto Serif CJK SC",
    "仿宋_GB2312": "仿宋;FangSong;STFangsong;Noto Serif CJK SC",
    "楷体_GB2312": "楷体;KaiTi;STKaiti;Noto Serif CJK SC",
    "黑体": "SimHei;Noto Sans CJK SC",
    "宋体": "SimSun;Noto Serif CJK SC",
}
"""What a circular is set in, and what else will do: no font is in the file."""

_A4 = Mm(210), Mm(297)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FONT_TABLE = "/word/fontTable.xml"


def new_document(*, title: str, at: datetime, margins: tuple[float, float, float, float]) -> Any:
    """A4 with these margins in millimetres: top, right, bottom, left.  It names no author."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = _A4
    top, right, bottom, left = map(Mm, margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by = fit(title)[:250], "", ""
    facts.comments, facts.keywords, facts.subject = "", "", ""
    facts.created = facts.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    _name_fonts(made)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = made.styles["Normal"]
    normal.font.size = Pt(16)
    _set_fonts(normal.element.get_or_add_rPr(), "仿宋_GB2312", LATIN)
    return made


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def fit(text: str) -> str:
    """What XML can hold; a line end stays."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def put(
    paragraph: Any,
    text: str,
    font: str,
    size: float,
    *,
    bold: bool = False,
    grey: bool = False,
    latin: str = LATIN,
) -> Any:
    """A run of plain text in a font of its own; line ends become line breaks."""
    run = paragraph.add_run(fit(text))
    run.font.size, run.font.bold = Pt(size), bold
    properties = run._element.get_or_add_rPr()
    _set_fonts(properties, font, latin)
    if grey:
        colour = OxmlElement("w:color")
        colour.set(qn("w:val"), "7F7F7F")
        properties.append(colour)
    return run


def spaced(
    paragraph: Any, *, line: float | None = None, before: float = 0, after: float = 0
) -> None:
    """``line``: the exact distance of lines, in points."""
    how = paragraph.paragraph_format
    how.space_before, how.space_after = Pt(before), Pt(after)
    if line is not None:
        how.line_spacing = Pt(line)


def page_number(paragraph: Any, font: str, size: float, *, around: str = "— {} —") -> None:
    """The page's number, the one thing that Word fills in."""
    before, _, after = around.partition("{}")
    if before:
        put(paragraph, before, font, size, latin=font)
    for kind, text in (
        ("begin", ""),
        ("", " PAGE "),
        ("separate", ""),
        ("shown", "1"),
        ("end", ""),
    ):
        run = put(paragraph, "", font, size, latin=font)
        run._element.append(_of_field(kind, text))
    if after:
        put(paragraph, after, font, size, latin=font)


def borders(table: Any, *, style: str, size: int = 4, colour: str = "000000") -> None:
    """All lines of a table; ``size`` in eighths of a point."""
    properties = table._tbl.tblPr
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        one = OxmlElement(f"w:{side}")
        for name, value in (("val", style), ("sz", str(size)), ("space", "0"), ("color", colour)):
            one.set(qn(f"w:{name}"), value)
        lines.append(one)
    properties.append(lines)


def whole_row(row: Any, *, header: bool = False) -> None:
    """It is not split over two pages; a ``header`` stands on each of them."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _of_field(kind: str, text: str) -> Any:
    if kind in ("begin", "separate", "end"):
        made = OxmlElement("w:fldChar")
        made.set(qn("w:fldCharType"), kind)
        return made
    made = OxmlElement("w:t" if kind else "w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def _set_fonts(properties: Any, font: str, latin: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)


def _name_fonts(made: Any) -> None:
    """Which fonts stand in for one that a machine does not have."""
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/></w:font>'
        for name, others in FONTS.items()
    )
    for part in made.part.package.iter_parts():
        if str(part.partname) == _FONT_TABLE:
            part._blob = part.blob.replace(b"</w:fonts>", named.encode() + b"</w:fonts>")
