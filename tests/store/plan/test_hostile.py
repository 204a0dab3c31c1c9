"""Files made to hurt: each is refused in good time, or read for what it honestly says."""

import io
import os
import time
import zipfile
from collections.abc import Callable

import pytest

from tests.store.plan import files
from tests.store.plan.files import TASK, archive, paragraph, word, word_parts, workbook
from tests.store.plan.reading import FIXTURES, read

DOCTYPE = '<!DOCTYPE w [<!ENTITY a "1.做。（教育局负责）"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
GOOD = word(paragraph(TASK))
TABLE = [["序号", "任务", "责任单位"], ["1", "做好工作。", "教育局"]]
MIB = 1024 * 1024


def part(content: str | bytes) -> bytes:
    """A Word file with this as its text."""
    return archive({**word_parts(""), "word/document.xml": content})


def bomb() -> bytes:
    return part(files.document(paragraph(" " * 40 * MIB)))


def large_parts() -> bytes:
    """Each part is within the ratio, all together are too large."""
    return archive({**word_parts(""), **{f"word/media/{n}.bin": bytes(MIB) for n in range(65)}})


def lying() -> bytes:
    """The directory gives a smaller size than what comes out."""
    data = bytearray(archive({**word_parts(""), "word/document.xml": b"<a>" + b" " * 3 * MIB}))
    size = (3 * MIB + 3).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def locked() -> bytes:
    """The archive's entries say that they are encrypted."""
    data = bytearray(GOOD)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def doubled() -> bytes:
    out = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as opened:
        opened.writestr("word/document.xml", files.document(paragraph(TASK)))
    return out.getvalue()


def deep(tag: str, depth: int) -> str:
    return f"<w:{tag}>" * depth + f"</w:{tag}>" * depth


def wide_csv() -> bytes:
    return "\n".join([",".join(f"列{n}" for n in range(60))] * 3).encode()


def ole(*names: str) -> bytes:
    """Enough of a compound file to tell what is in it."""
    inner = b"".join((name + "\0").encode("utf-16-le") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inner + bytes(2048)


CASES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a zip bomb": (bomb, "a.docx", "archive_limits"),
    "a sum of parts": (large_parts, "a.docx", "archive_limits"),
    "a size that lies": (lying, "a.docx", "malformed"),
    "501 parts": (
        lambda: archive({**word_parts(""), **{f"x/{n}": "" for n in range(500)}}),
        "a.docx",
        "archive_limits",
    ),
    "a zip in a document": (
        lambda: archive({**word_parts(paragraph(TASK)), "word/x.dat": GOOD}),
        "a.docx",
        "archive_limits",
    ),
    "a part named .zip": (
        lambda: archive({**word_parts(paragraph(TASK)), "word/x.zip": "no"}),
        "a.docx",
        "archive_limits",
    ),
    "a zip of plans": (lambda: archive({"plan.txt": TASK}), "a.zip", "unsupported_format"),
    "half a zip": (lambda: GOOD[: len(GOOD) // 2], "a.docx", "malformed"),
    "a broken part": (lambda: GOOD.replace(GOOD[60:90], bytes(30), 1), "a.docx", "malformed"),
    "a part twice": (doubled, "a.docx", "malformed"),
    "encrypted parts": (locked, "a.docx", "encrypted"),
    "an encrypted document": (lambda: ole("EncryptedPackage"), "a.docx", "encrypted"),
    "an old document": (lambda: ole("WordDocument"), "a.docx", "unsupported_format"),
    "a document of WPS": (lambda: ole("WordDocument"), "a.wps", "unsupported_format"),
    "a broken old workbook": (lambda: ole("Workbook"), "a.xls", "malformed"),
    "a DOCTYPE": (
        lambda: part(files.document(paragraph(TASK), before="<!DOCTYPE w>")),
        "a.docx",
        "malformed",
    ),
    "an external entity": (
        lambda: part(files.document(paragraph("&x;"), before=DOCTYPE)),
        "a.docx",
        "malformed",
    ),
    "a DOCTYPE in UTF-16": (
        lambda: part(files.document(paragraph("&a;"), before=DOCTYPE).encode("utf-16")),
        "a.docx",
        "malformed",
    ),
    "a DOCTYPE in a workbook": (
        lambda: files.repacked(workbook(TABLE), xl__styles_DOT_xml=b"<!DOCTYPE a><styleSheet/>"),
        "a.xlsx",
        "malformed",
    ),
    "deep XML": (lambda: part(files.document(deep("sdt", 63))), "a.docx", "archive_limits"),
    "very deep XML": (lambda: part(files.document(deep("r", 99_999))), "a.docx", "archive_limits"),
    "no XML": (lambda: part(b"<w:document"), "a.docx", "malformed"),
    "no main part": (
        lambda: archive({**word_parts(""), "_rels/.rels": files.relations(styles="x.xml")}),
        "a.docx",
        "malformed",
    ),
    "a main part outside": (
        lambda: archive(
            {
                **word_parts(""),
                "_rels/.rels": files.relations(officeDocument="file:///etc/passwd"),
            }
        ),
        "a.docx",
        "malformed",
    ),
    "a workbook with macros": (
        lambda: files.repacked(workbook(TABLE), xl__vbaProject_DOT_bin=b"Attribute"),
        "a.xlsx",
        "unsupported_format",
    ),
    "a document with macros": (lambda: GOOD, "a.docm", "unsupported_format"),
    "21 sheets": (lambda: workbook(TABLE, sheets=21), "a.xlsx", "too_large"),
    "a cell far away": (
        lambda: files.repacked(
            workbook(TABLE),
            xl__worksheets__sheet1_DOT_xml=b'<worksheet xmlns="http://schemas.openxmlformats.org/'
            b'spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
            b"</row></sheetData></worksheet>",
        ),
        "a.xlsx",
        "too_large",
    ),
    "51 columns": (lambda: workbook([list("甲" * 51)] * 3), "a.xlsx", "too_large"),
    "60 columns of text": (wide_csv, "a.csv", "too_large"),
    "10,001 rows": (lambda: b"a,b\n" * 10_001, "a.csv", "too_large"),
    "an open quote": (f'1,"{TASK}\n2,做'.encode, "a.csv", "malformed"),
    "301 pages": (lambda: files.pdf(["x"] * 301), "a.pdf", "too_large"),
    "a PDF of nothing": (lambda: b"%PDF-1.7\n" + bytes(999), "a.pdf", "malformed"),
    "a PDF cut in two": (
        lambda: (FIXTURES / "seed20.pdf").read_bytes()[:900],
        "a.pdf",
        "malformed",
    ),
    "an empty page of PDF": (lambda: files.pdf([""]), "a.pdf", "no_text_layer"),
    "100,000 open elements": (f"{'<div>' * 100_000}{TASK}".encode, "a.html", "malformed"),
    "NUL bytes": (lambda: TASK.encode() + bytes(9), "a.txt", "encoding_unknown"),
    "rubbish named .docx": (lambda: os.urandom(999), "a.docx", "malformed"),
    "rubbish named .doc": (lambda: b"\x01\x02\xfe\x00" * 99, "a.doc", "unsupported_format"),
    "text named .xlsx": (TASK.encode, "a.xlsx", "malformed"),
    "an image named .pdf": (
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
        "a.pdf",
        "unsupported_format",
    ),
    "a mark in a table": ("序号,任务\n1,秘密★10年".encode, "a.csv", "secrecy_mark"),
    "a mark in a header": (
        lambda: word(
            paragraph(TASK),
            header=f'<w:hdr xmlns:w="{files.W}">{paragraph("机密★1年")}</w:hdr>',
        ),
        "a.docx",
        "secrecy_mark",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_is_refused(case: str) -> None:
    made, name, code = CASES[case]
    data = made()
    begun = time.process_time()
    draft = read(data, name=name)
    assert (draft.refused, draft.tasks) == (code, ())
    assert "未导入" in (draft.refusal or "") or "未保存" in (draft.refusal or "")
    assert time.process_time() - begun < 5


def attribute() -> bytes:
    return f'<p title="{"x" * MIB}" class=a>{TASK}</p>'.encode()


HARMLESS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a document named .txt": (lambda: GOOD, "a.txt"),
    "a document named .doc": (lambda: GOOD, "a.doc"),
    "a page named .xls": (f"<html><p>{TASK}</p></html>".encode, "a.xls"),
    "an attribute of 1 MiB": (attribute, "a.html"),
    "100,000 end tags": (f"{TASK}{'</div>' * 100_000}".encode, "a.html"),
    "a comment without end": (f"<p>{TASK}</p><!-- {'-' * MIB}".encode, "a.html"),
    "entities of a page": (f"{DOCTYPE}<p>{TASK}&x;</p>".encode, "a.html"),
    "UTF-16": (lambda: TASK.encode("utf-16"), "a.txt"),
    "a relation outside": (
        lambda: archive(
            {
                **word_parts(paragraph(TASK)),
                "word/_rels/document.xml.rels": files.relations(attachedTemplate="http://x.test/t"),
            }
        ),
        "a.docx",
    ),
    "63 levels": (
        lambda: word(
            f"{'<w:sdt><w:sdtContent>' * 25}{paragraph(TASK)}{'</w:sdtContent></w:sdt>' * 25}"
        ),
        "a.docx",
    ),
    "a span of a billion": (
        lambda: word(
            f"<w:tbl>{files.row('序号', '任务', '责任单位')}"
            f"{files.row('1', '做好工作，明确责任。', '教育局、财政局')}"
            '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr></w:tc></w:tr></w:tbl>'
        ),
        "a.docx",
    ),
    "a row span of a billion": (
        lambda: (
            b"<table><tr><td>\xe5\xba\x8f\xe5\x8f\xb7<td>"
            + "任务<td>责任单位<tr><td>1<td>做好工作，明确责任。<td>教育局、财政局".encode()
            + b"<td rowspan=999999999 colspan=-5></table>"
        ),
        "a.html",
    ),
    "a number of a billion": (
        lambda: word(
            paragraph("做好工作，明确责任。（教育局、财政局负责）", files.listed()),
            numbering=files.numbering(("decimal", "%1.")).replace(
                '<w:start w:val="1"/>', '<w:start w:val="' + "9" * 5000 + '"/>'
            ),
        ),
        "a.docx",
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_an_odd_file_is_read_for_what_it_says(case: str) -> None:
    made, name = HARMLESS[case]
    data = made()
    begun = time.process_time()
    draft = read(data, name=name)
    assert draft.refused is None, draft.refusal
    assert [task.departments for task in draft.tasks] == [("教育局", "财政局")]
    assert time.process_time() - begun < 5
