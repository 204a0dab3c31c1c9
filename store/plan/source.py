"""Bytes to blocks, lines of clean text and grids, or a refusal."""

from store.plan.decode import decoded
from store.plan.formats.archive import Archive
from store.plan.formats.blocks import Block, Blocks
from store.plan.formats.delimited import read_delimited
from store.plan.formats.kind import Kind, kind_of_bytes, kind_of_text, not_text
from store.plan.grid import Cell, Grid
from store.plan.lines import Line
from store.plan.refusal import Refusal, too_large
from store.plan.report import Report

__all__ = ["Block", "Cell", "Grid", "Line", "Refusal", "read_blocks"]

MAX_BYTES = 10 * 1024 * 1024


def read_blocks(data: bytes, *, name: str, report: Report) -> list[Block]:
    """The document's lines and grids in order; ``name`` is the file's, ``-`` for pasted text.

    The first bytes tell the format, the name's ending where they do not.  Raises ``Refusal``.
    """
    if len(data) > MAX_BYTES:
        raise too_large("文件超过 10 MiB")
    blocks = Blocks(report)
    known = kind_of_bytes(data, name)
    if known is None:
        _read_text(data, name, blocks)
    else:
        _read_binary(data, known[0], known[1], blocks)
    return blocks.found


def _read_binary(data: bytes, kind: Kind, archive: Archive | None, blocks: Blocks) -> None:
    """The libraries that read these take a while to import; most documents need one at most."""
    if kind is Kind.WORD and archive is not None:
        from store.plan.formats.word import read_word  # noqa: PLC0415

        read_word(archive, blocks)
    elif kind is Kind.PDF:
        from store.plan.formats.pdf import read_pdf  # noqa: PLC0415

        read_pdf(data, blocks)
    else:
        from store.plan.formats.sheet import read_sheets  # noqa: PLC0415

        read_sheets(data, archive, blocks)


def _read_text(data: bytes, name: str, blocks: Blocks) -> None:
    from store.plan.formats.page import declared_charset, read_page  # noqa: PLC0415

    try:
        text = decoded(data, blocks.report, declared=declared_charset(data))
    except Refusal as refusal:
        raise not_text(name, refusal) from None
    kind = kind_of_text(text, name)
    if kind is Kind.PAGE:
        read_page(text, blocks)
    elif kind is Kind.TABLE or _is_pasted_table(text):
        read_delimited(text, blocks)
    else:
        blocks.text(text)


_FEWEST_TABS = 2


def _is_pasted_table(text: str) -> bool:
    """Cells copied from a spreadsheet: every line has the same tabs, two at least."""
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:-1]
    tabs = {line.count("\t") for line in lines}
    return len(lines) > 1 and len(tabs) == 1 and min(tabs) >= _FEWEST_TABS


_SAMPLE = 20_000
