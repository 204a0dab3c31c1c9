"""Charts become pictures with one font; without a font there is text, and a reason."""

import os
import struct
import sys
from pathlib import Path

import pytest

from bot.messages import Picture, Sketch
from reminders.fonts import read_font
from reminders.pictures import Resvg, find_brush

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="{height}">'
    '<rect width="1080" height="{height}" fill="#ffffff"/>'
    '<text x="48" y="90" font-size="44">{words}</text></svg>'
)


def sketch(words: str, height: int = 120) -> Sketch:
    return Sketch(SVG.format(words=words, height=height), f"words: {words}")


def size(png: bytes) -> tuple[int, int]:
    """As its header says."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def painted(painter: Resvg, what: Sketch) -> Picture:
    await painter.paint(what)
    picture = painter.picture(what)
    assert picture is not None
    return picture


async def test_a_picture_has_the_size_of_its_sketch_and_shows_its_text() -> None:
    painter = Resvg()
    one, two, none = [await painted(painter, sketch(words)) for words in ("推进中", "滞后", "")]
    assert size(one.png) == (1080, 120)
    assert one.words == "words: 推进中"
    assert len({one.png, two.png, none.png}) == 3
    assert size((await painted(painter, sketch("长", height=3000))).png) == (1080, 3000)


async def test_the_same_sketch_is_painted_once_and_the_same() -> None:
    painter, what = Resvg(), sketch("国")
    assert not painter.ready(what)
    first = await painted(painter, what)
    assert painter.ready(what)
    assert (await painted(painter, what)).png is first.png
    assert (await painted(Resvg(), what)).png == first.png


async def test_old_pictures_are_forgotten() -> None:
    painter = Resvg()
    for n in range(40):
        await painter.paint(sketch(str(n), height=8))
    assert not painter.ready(sketch("0", height=8))
    assert painter.ready(sketch("39", height=8))


async def test_what_cannot_be_painted_leaves_the_text(caplog: pytest.LogCaptureFixture) -> None:
    painter, broken = Resvg(), Sketch("<svg", "words")
    await painter.paint(broken)
    assert painter.ready(broken)
    assert painter.picture(broken) is None
    assert "cannot be painted" in caplog.text


@pytest.mark.parametrize("module", ["pylopdf_fonts_zh_cn", "resvg_py"])
async def test_without_the_extra_there_is_text_and_a_way_to_pictures(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    brush = find_brush("")
    assert brush.font is None
    assert brush.trouble.startswith("Digests are text only: ")
    assert "pip install 'liaison[charts]'" in brush.trouble
    assert "LIAISON_FONT" in brush.trouble
    painter, what = Resvg(), sketch("国")
    await painter.paint(what)
    assert painter.ready(what)
    assert painter.picture(what) is None


def face(*names: tuple[int, int, int, str]) -> bytes:
    """A font with a table of names and nothing else; names: platform, language, id, text."""
    strings, records = b"", b""
    for platform, language, id, text in names:
        raw = text.encode("utf-16-be")
        records += struct.pack(">6H", platform, 1, language, id, len(raw), len(strings))
        strings += raw
    table = struct.pack(">HHH", 0, len(names), 6 + len(records)) + records + strings
    return table


def font_file(*tables: bytes) -> bytes:
    """One table of names: a font; several: a collection."""
    several = len(tables) > 1
    head = 12 + 4 * len(tables) if several else 0
    places = [head + 28 * n for n in range(len(tables))]
    at = head + 28 * len(tables)
    whole = b""
    if several:
        whole += b"ttcf" + struct.pack(">HHI", 1, 0, len(tables))
        whole += struct.pack(f">{len(tables)}I", *places)
    for table in tables:
        whole += struct.pack(">4s4H", b"OTTO", 1, 0, 0, 0)
        whole += struct.pack(">4sIII", b"name", 0, at, len(table))
        at += len(table)
    return whole + b"".join(tables)


ENGLISH, CHINESE = 0x409, 0x804


def test_the_family_is_what_the_font_calls_itself(tmp_path: Path) -> None:
    plain = face((3, CHINESE, 1, "文泉驿微米黑"), (3, ENGLISH, 1, "WenQuanYi Micro Hei"))
    typographic = face((3, ENGLISH, 1, "Noto Sans SC Light"), (3, ENGLISH, 16, "Noto Sans SC"))
    for table, family in ((plain, "WenQuanYi Micro Hei"), (typographic, "Noto Sans SC")):
        path = tmp_path / "font.otf"
        path.write_bytes(font_file(table))
        assert read_font(path).family == family


def test_of_a_collection_the_simplified_face_is_taken(tmp_path: Path) -> None:
    names = ("Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC")
    path = tmp_path / "fonts.ttc"
    path.write_bytes(font_file(*(face((3, ENGLISH, 1, name)) for name in names)))
    assert read_font(path).family == "Noto Sans CJK SC"


@pytest.mark.parametrize("data", [b"", b"ttcf", b"OTTO\x00", b"x" * 400, b"ttcf" + b"\xff" * 60])
def test_what_is_no_font_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "font.otf"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="is no font with a name"):
        read_font(path)


def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.otf"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(ValueError, match="is no file"):
            read_font(path)


def test_a_setting_that_is_wrong_is_told_and_the_extra_helps_out(tmp_path: Path) -> None:
    empty = tmp_path / "empty.otf"
    empty.write_bytes(font_file(face((3, ENGLISH, 1, "Nothing"))))
    for wanted, reason in ((empty, "does not draw 国"), (tmp_path / "none.otf", "cannot be read")):
        brush = find_brush(str(wanted))
        assert brush.font is not None
        assert brush.font.family == "Noto Sans SC"
        assert brush.trouble.startswith("LIAISON_FONT: ")
        assert reason in brush.trouble


def test_a_font_of_ones_own_comes_first() -> None:
    extra = find_brush("").font
    assert extra is not None
    brush = find_brush(str(extra.path))
    assert brush.font is not None
    assert (brush.font.family, brush.font.package, brush.trouble) == ("Noto Sans SC", "", "")
