"""Bytes to numbered lines of clean text, or a refusal; a format is a reader in ``READERS``."""

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from store.plan.report import Report
from store.plan.text import Text

MAX_BYTES = 10 * 1024 * 1024
MAX_CHARACTERS = 2_000_000


class Refusal(Exception):
    """The document cannot be a plan: ``code`` of the refusal, and a Chinese sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without invisible characters; ``number`` counts from 1.

    ``new_page``: a form feed stands before it.
    """

    number: int
    text: Text
    new_page: bool = False


Reader = Callable[[bytes, Report], str]

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
_FOREIGN = frozenset(
    [
        ".csv",
        ".doc",
        ".docm",
        ".docx",
        ".et",
        ".gif",
        ".htm",
        ".html",
        ".jpeg",
        ".jpg",
        ".mht",
        ".odt",
        ".ofd",
        ".pdf",
        ".png",
        ".ppt",
        ".pptx",
        ".rtf",
        ".tif",
        ".tiff",
        ".tsv",
        ".wps",
        ".xls",
        ".xlsm",
        ".xlsx",
        ".xml",
        ".zip",
    ]
)
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|div|table|p|span|meta)\b", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSUPPORTED = "暂不支持这种格式，未导入。请另存为 UTF-8 的 .txt 后再导入。"
_UNKNOWN = "无法识别文件的字符编码，未导入。请另存为 UTF-8 的 .txt 后再导入。"
_LARGE = "文件过大（上限 10 MiB、200 万字），未导入。请拆分后再导入。"


def read_lines(data: bytes, *, name: str, report: Report) -> list[Line]:
    """The document's lines.  Raises ``Refusal``: format, encoding or size."""
    if len(data) > MAX_BYTES:
        raise Refusal("too_large", _LARGE)
    if data.startswith(_MAGIC):
        raise Refusal("unsupported_format", _UNSUPPORTED)
    reader = READERS.get(PurePath(name).suffix.lower(), _plain_text)
    text = reader(data, report)
    if len(text) > MAX_CHARACTERS:
        raise Refusal("too_large", _LARGE)
    return _lines(text, report)


def _unsupported(_data: bytes, _report: Report) -> str:
    raise Refusal("unsupported_format", _UNSUPPORTED)


def _plain_text(data: bytes, report: Report) -> str:
    text = _decoded(data, report)
    if _MARKUP.match(text):
        raise Refusal("unsupported_format", _UNSUPPORTED)
    return text


READERS: dict[str, Reader] = dict.fromkeys(_FOREIGN, _unsupported)
"""By the file name's ending, with its dot; what is not here is read as text."""


def _decoded(data: bytes, report: Report) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _sane(data, codec)
    try:
        return _sane(data, "utf-8")
    except Refusal:
        if _is_damaged_utf8(data):
            raise
    text = _sane(data, "gb18030")
    if not _is_chinese(text):
        raise Refusal("encoding_unknown", _UNKNOWN)
    report.add("encoding_guessed", "文件不是 UTF-8，已按 GB18030 读取，请核对文字。")
    return text


def _sane(data: bytes, codec: str) -> str:
    """Decoded strictly; text has no NUL, and few other control characters."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise Refusal("encoding_unknown", _UNKNOWN) from None
    if "\0" in text:
        raise Refusal("encoding_unknown", _UNKNOWN)
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


_BREAKS = re.compile("[\v\x1c-\x1e\x85\u2028\u2029]")
_ENCLOSED = re.compile("[⒈-⒛㈠-㈩⑴-⒇]")


def _spelled_out(found: re.Match[str]) -> str:
    """A numeral with its dot or brackets in one character, as the ladder knows it: ⒈ is ``1.``"""
    return unicodedata.normalize("NFKC", found.group())


def _lines(text: str, report: Report) -> list[Line]:
    lines = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, printed in enumerate(text.split("\n"), 1):
        if not printed:
            continue
        clean = _ENCLOSED.sub(_spelled_out, printed)
        clean, odd = _without_odd(clean)
        if odd:
            named = "、".join(f"U+{ord(character):04X}" for character in sorted(odd))
            report.add(
                "odd_characters", f"有不可见或易混淆的字符（{named}），请核对。", line=number
            )
        for part in _BREAKS.split(clean):
            for index, page in enumerate(part.split("\f")):
                lines.append(Line(number, Text.of(page).strip(), index > 0))
    return lines


_ODD = re.compile(
    "[\x01-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_LOOKS_LIKE_ANOTHER = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u0370-\u03ff\u0400-\u052f\u2e80-\u2fdf\ue000-\uf8ff\uf900-\ufaff\ufffd\U0001d400-\U0001d7ff]"
)


def _without_odd(printed: str) -> tuple[str, set[str]]:
    """The line without invisible characters, and all odd ones that it had."""
    odd = set(_ODD.findall(printed))
    alike = set(_LOOKS_LIKE_ANOTHER.findall(printed))
    return (_ODD.sub("", printed) if odd else printed), odd | alike
