"""Edits a workbook as an editor does: in the XML of its sheet, cell by cell."""

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from bot.model.ledger_file import letter_of

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = "xl/worksheets/sheet1.xml"


def edited(content: bytes, cells: Mapping[str, str | float]) -> bytes:
    """The workbook with other values in some cells, by their names: ``K5``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _edited(part, cells) if name == SHEET else part)
    return out.getvalue()


def _edited(part: bytes, cells: Mapping[str, str | float]) -> bytes:
    root = etree.fromstring(part)
    left = dict(cells)
    for cell in root.iter(f"{_NS}c"):
        if (name := cell.get("r")) in left:
            value = left.pop(name)
            for child in list(cell):
                cell.remove(child)
            if isinstance(value, str):
                cell.set("t", "inlineStr")
                etree.SubElement(etree.SubElement(cell, f"{_NS}is"), f"{_NS}t").text = value
            else:
                cell.attrib.pop("t", None)
                etree.SubElement(cell, f"{_NS}v").text = str(value)
    assert not left, left
    return bytes(etree.tostring(root))


def formulas(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return sum(
            len(re.findall(rb"<f[ >]", book.read(name)))
            for name in book.namelist()
            if "worksheets" in name
        )


def place(row: int, column: int) -> str:
    """Row from 1, column from 0."""
    return f"{letter_of(column)}{row}"
