"""Bytes to text: which encoding, and what is none."""

import codecs
import re

from store.plan.refusal import Refusal, unknown_encoding
from store.plan.report import Report

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, report: Report, *, declared: str = "") -> str:
    """Text by its mark, else UTF-8, else what is ``declared``, else GB18030 with a warning.

    Raises ``Refusal``: damaged UTF-8, no Chinese text in any encoding that is read.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _sane(data, codec)
    try:
        return _sane(data, "utf-8")
    except Refusal:
        if _is_damaged_utf8(data):
            raise
    if declared and (text := _as_declared(data, declared)) is not None:
        return text
    text = _sane(data, "gb18030")
    if not _is_chinese(text):
        raise unknown_encoding()
    report.add("encoding_guessed", "文件不是 UTF-8，已按 GB18030 读取，请核对文字。")
    return text


def _as_declared(data: bytes, declared: str) -> str | None:
    """None: the declaration is wrong, or of an encoding that no Chinese page has."""
    if declared not in ("gb18030", "big5", "big5-hkscs", "utf-16"):
        return None
    try:
        text = _sane(data, declared)
    except Refusal:
        return None
    return text if _is_chinese(text) else None


def _sane(data: bytes, codec: str) -> str:
    """Decoded strictly; text has no NUL, and few other control characters."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise unknown_encoding() from None
    if "\0" in text:
        raise unknown_encoding()
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    """Most non-ASCII bytes are UTF-8 and some are not: another encoding would show rubbish."""
    kept = data.decode("utf-8", "ignore").encode()
    foreign = sum(byte >= _FOREIGN_BYTE for byte in data)
    return foreign > 0 and sum(byte >= _FOREIGN_BYTE for byte in kept) > 0.9 * foreign


_FOREIGN_BYTE = 0x80
_USUAL = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef—“”‘’…·①-⑳★☆×℃]")


def _is_chinese(text: str) -> bool:
    """Whether text read as GB18030 looks like Chinese: any bytes at all may decode."""
    foreign = [character for character in text if character > "\x7f"]
    usual = sum(bool(_USUAL.match(character)) for character in foreign)
    everyday = any(mark in text for mark in "，。、：；（的一")
    return bool(foreign) and usual >= 0.9 * len(foreign) and everyday
