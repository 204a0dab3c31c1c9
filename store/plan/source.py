"""Bytes to blocks, lines of clean text and grids, or a refusal."""

import re
from pathlib import PurePath

from store.plan.decode import decoded
from store.plan.formats.blocks import Block, Blocks
from store.plan.formats.delimited import read_delimited
from store.plan.grid import Cell, Grid
from store.plan.lines import Line
from store.plan.refusal import Refusal, too_large
from store.plan.report import Report

__all__ = ["Block", "Cell", "Grid", "Line", "Refusal", "read_blocks"]

MAX_BYTES = 10 * 1024 * 1024

_MAGIC = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
_FOREIGN = (
    *(".doc", ".docm", ".docx", ".et", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".mht", ".odt"),
    *(".ofd", ".pdf", ".png", ".ppt", ".pptx", ".rtf", ".tif", ".tiff", ".wps", ".xls", ".xlsm"),
    *(".xlsx", ".xml", ".zip"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|div|table|p|span|meta)\b", re.I)
_UNSUPPORTED = "暂不支持这种格式，未导入。请另存为 UTF-8 的 .txt 后再导入。"


def read_blocks(data: bytes, *, name: str, report: Report) -> list[Block]:
    """The document's lines and grids in order; ``name`` is the file's, ``-`` for pasted text.

    Raises ``Refusal``: format, encoding, size.
    """
    if len(data) > MAX_BYTES:
        raise too_large("文件超过 10 MiB")
    ending = PurePath(name).suffix.lower()
    if data.startswith(_MAGIC) or ending in _FOREIGN:
        raise Refusal("unsupported_format", _UNSUPPORTED)
    blocks = Blocks(report)
    text = decoded(data, report)
    if _MARKUP.match(text):
        raise Refusal("unsupported_format", _UNSUPPORTED)
    if ending in (".csv", ".tsv"):
        read_delimited(text, blocks)
    else:
        blocks.text(text)
    return blocks.found
