"""PDF files with a text layer: the lines of every page, a form feed before each but the first."""

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from store.plan.formats.archive import encrypted
from store.plan.formats.blocks import MAX_CHARACTERS, Blocks
from store.plan.radicals import RADICALS
from store.plan.refusal import Refusal, malformed, too_large

MAX_PAGES = 300

_BROKEN = (
    *(PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError),
    *(AssertionError, RecursionError, OverflowError, ArithmeticError, RuntimeError),
)
_FEW = 20  # characters; a page with fewer and an image is a scan
_RUBBISH = 0.2  # of the characters; more, and the fonts do not say which they are
_GAP = re.compile("  +")  # between runs of different fonts, no sign of a column
_PADDING = re.compile(
    "(?<=[（〔【《“‘，。、；：）〕】》”’]) +(?=\\S)| +(?=[）〕】》”’，。、；：（〔【《“‘])"
)


def read_pdf(data: bytes, blocks: Blocks) -> None:
    """Raises ``Refusal``: encrypted, no text layer, too many pages, broken."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise encrypted()
        pages = list(_pages(reader))
    except LimitReachedError:
        raise too_large("PDF 解压后过大") from None
    except _BROKEN:
        raise malformed("PDF 文件已损坏，无法解析") from None
    scans = [number for number, (text, image) in enumerate(pages, 1) if image and len(text) < _FEW]
    whole = "\n\f".join(text for text, _ in pages)
    if not whole.strip() or 2 * len(scans) > len(pages) or _is_rubbish(whole):
        sentence = "PDF 没有可用的文字层（可能是扫描件），未导入。请先做文字识别（OCR），"
        raise Refusal("no_text_layer", f"{sentence}或改用 Word、文本文件再导入。")
    plain = whole.translate(RADICALS)
    if plain != whole:
        message = "PDF 字体把一些汉字写成了部首字符，已还原为通常的汉字，请核对。"
        blocks.report.add("odd_characters", message)
    blocks.text(_GAP.sub(" ", _PADDING.sub("", plain)))
    if scans:
        named = "、".join(map(str, scans))
        message = f"第 {named} 页只有图像、没有文字，未收，请核对。"
        blocks.report.add("hidden_content", message)


def _pages(reader: PdfReader) -> Iterator[tuple[str, bool]]:
    """Each page's text, and whether it has an image."""
    characters = 0
    for number, page in enumerate(reader.pages, 1):
        if number > MAX_PAGES:
            raise too_large(f"PDF 超过 {MAX_PAGES} 页")
        text = page.extract_text()
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise too_large(f"文字超过 {MAX_CHARACTERS // 10_000} 万字")
        yield text.replace("\f", "\n").strip("\n"), len(text) < _FEW and _has_image(page)


def _has_image(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return False
    found = objects.get_object().values()
    return any(item.get_object().get("/Subtype") in ("/Image", "/Form") for item in found)


def _is_rubbish(text: str) -> bool:
    letters = "".join(text.split())
    odd = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in letters)
    return odd > _RUBBISH * len(letters)
