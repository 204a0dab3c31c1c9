"""Files made in tests: Office documents part by part, PDFs page by page."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import xlsxwriter

TASK = "1.做好工作，明确责任。（教育局、财政局负责）"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def archive(parts: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relations(**kinds: str) -> str:
    """Of the kinds ``kind=target``."""
    each = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in kinds.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    """Cells as XML; a text alone becomes one."""
    each = (c if c.startswith("<") else f"<w:tc>{paragraph(c)}</w:tc>" for c in cells)
    return f"<w:tr>{''.join(each)}</w:tr>"


def document(body: str, *, before: str = "") -> str:
    space = f'xmlns:w="{W}" xmlns:r="{_OFFICE}"'
    return f'<?xml version="1.0"?>{before}<w:document {space}><w:body>{body}</w:body></w:document>'


def word_parts(body: str, **extra: str) -> dict[str, str | bytes]:
    """``extra``: parts below word/ by their kind of relation, each a whole XML text."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override '
        f'PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in extra}),
        **{f"word/{kind}.xml": content for kind, content in extra.items()},
    }


def word(body: str, **extra: str) -> bytes:
    return archive(word_parts(body, **extra))


def styles(inner: str) -> str:
    return f'<w:styles xmlns:w="{W}">{inner}</w:styles>'


def numbering(*levels: tuple[str, str], extra: str = "", starts: str = "") -> str:
    """List 1 with these levels, each a format and a text such as ``%1.``"""
    each = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{each}</w:abstractNum>'
        f'{extra}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{starts}</w:numbering>'
    )


def listed(level: int = 0, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def workbook(rows: Sequence[Sequence[object]], *, sheets: int = 1) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)
    return out.getvalue()


def repacked(data: bytes, **changes: bytes | None) -> bytes:
    """An archive with parts changed; names with ``__`` for ``/`` and ``_DOT_`` for a dot."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for name, content in changes.items():
        parts[name.replace("__", "/").replace("_DOT_", ".")] = content or b""
    return archive(parts)


_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>"
)


def pdf(pages: Sequence[str]) -> bytes:
    """A line of text is one line of the page; no fonts are embedded."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT]
    kids = []
    for text in pages:
        kids.append(len(objects) + 1)
        shown = "".join(
            f"1 0 0 1 72 {780 - 18 * at} Tm <{line.encode('utf-16-be').hex()}> Tj "
            for at, line in enumerate(text.split("\n"))
        )
        stream = zlib.compress(f"BT /F1 12 Tf {shown}ET".encode())
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (len(objects) + 2)
        )
        head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
        objects.append(head + stream + b"\nendstream")
    named = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), named)
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end
