"""What a file is: by its first bytes and by its name's ending, which may disagree."""

import re
from enum import Enum, auto
from pathlib import PurePath

from store.plan.formats.archive import Archive, encrypted
from store.plan.refusal import Refusal, malformed


class Kind(Enum):
    """The formats that are read."""

    TEXT = auto()
    TABLE = auto()  # .csv, .tsv
    PAGE = auto()
    PDF = auto()
    WORD = auto()
    SHEET = auto()
    OLD_SHEET = auto()  # .xls


_BY_ENDING = {
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".htm": Kind.PAGE,
    ".html": Kind.PAGE,
    ".xhtml": Kind.PAGE,
}
_BINARY = (".docx", ".pdf", ".xls", ".xlsx")
_MACROS = {".docm": ".docx", ".dotm": ".docx", ".xlsm": ".xlsx", ".xltm": ".xlsx"}
_INSTEAD = {
    **dict.fromkeys((".doc", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt", ".ofd"), ".docx"),
    **dict.fromkeys((".et", ".ett", ".ods", ".xlsb", ".xlt", ".xltx"), ".xlsx"),
    **dict.fromkeys((".mht", ".mhtml", ".xml"), ".docx"),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".odp", ".pages", ".numbers", ".key"), ".docx"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".eml", ".msg"), ".docx"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff"), ".docx"),
    **dict.fromkeys((".webp", ".heic", ".svg", ".psd", ".dwg", ".caj"), ".docx"),
}
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN = (
    *(b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"),
    *(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"MZ\x90"),
)
_MARKUP = re.compile(
    r"\s*<(?:!doctype\s|!--|\?xml\b|html\b|head\b|body\b|div\b|table\b|p\b|span\b|meta\b|h[1-6]\b"
    r"|article\b|section\b|ul\b|ol\b|center\b)",
    re.I,
)
_XML_OF_OFFICE = re.compile(r"<\?mso-application|<(?:w|pkg):|<Workbook\b")
_HEAD = 2000


def unsupported(instead: str = ".docx") -> Refusal:
    """A format that is not read; ``instead``: the ending to save it under."""
    sentence = f"不支持这种格式，未导入。请另存为 {instead}（或 .pdf、.xlsx、.txt）后再导入。"
    return Refusal("unsupported_format", sentence)


def ending_of(name: str) -> str:
    """In lower case with its dot; "" for pasted text."""
    return PurePath(name.strip()).suffix.lower()


def kind_of_bytes(data: bytes, name: str) -> tuple[Kind, Archive | None] | None:
    """The kind where the first bytes tell it; None: it must be text.  Raises ``Refusal``."""
    ending = ending_of(name)
    if ending in _MACROS:
        raise unsupported(_MACROS[ending])
    if data.startswith(_ZIP):
        archive = Archive(data)
        return _kind_of_archive(archive, ending), archive
    if data.startswith(_OLE):
        return _kind_of_compound(data, ending), None
    if data.startswith(_FOREIGN):
        raise unsupported(_INSTEAD.get(ending, ".docx"))
    if b"%PDF-" in data[:_PDF_HEAD]:
        return Kind.PDF, None
    return None


_PDF_HEAD = 1024


def kind_of_text(text: str, name: str) -> Kind:
    """The kind of a file that is text.  Raises ``Refusal`` where its ending says otherwise."""
    ending = ending_of(name)
    if _XML_OF_OFFICE.search(text[:_HEAD]):
        raise unsupported(_INSTEAD.get(ending, ".docx"))
    if ending in _BY_ENDING and ending not in (".csv", ".tsv"):
        return _BY_ENDING[ending]
    if _MARKUP.match(text[:_HEAD]) and ending not in (".xml", ".mht", ".mhtml", ".svg"):
        return Kind.PAGE
    if ending in _INSTEAD:
        raise unsupported(_INSTEAD[ending])
    if ending in _BINARY:
        raise malformed(f"文件内容不是 {ending} 格式")
    return _BY_ENDING.get(ending, Kind.TEXT)


def not_text(name: str, refusal: Refusal) -> Refusal:
    """Why bytes that are no text are not read, in the light of the name's ending."""
    ending = ending_of(name)
    if ending in _INSTEAD:
        return unsupported(_INSTEAD[ending])
    return malformed(f"文件内容不是 {ending} 格式") if ending in _BINARY else refusal


def _kind_of_archive(archive: Archive, ending: str) -> Kind:
    names = archive.names
    types = archive.read("[Content_Types].xml")
    word = any(name.startswith("word/") for name in names) or b"wordprocessingml" in types
    sheet = any(name.startswith("xl/") for name in names) or b"spreadsheetml" in types
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise unsupported(".xlsx" if sheet and not word else ".docx")
    if any(name.endswith("xl/workbook.bin") for name in names):
        raise unsupported(".xlsx")
    if not types or word == sheet:
        raise unsupported(_INSTEAD.get(ending, ".docx"))
    return Kind.WORD if word else Kind.SHEET


def _kind_of_compound(data: bytes, ending: str) -> Kind:
    """A file of the older Office: its directory names what is inside."""
    if _named("EncryptedPackage") in data:
        raise encrypted()
    if _named("Workbook") in data or (_named("Book") in data and ending == ".xls"):
        return Kind.OLD_SHEET
    raise unsupported(_INSTEAD.get(ending, ".xlsx" if ending == ".xls" else ".docx"))


def _named(entry: str) -> bytes:
    return (entry + "\0").encode("utf-16-le")
