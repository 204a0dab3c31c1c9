"""Paints charts with resvg and one font; without either there is text only, and a reason why."""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.messages import Picture, Sketch
from bot.ports import Painter
from reminders.fonts import Font, read_font

_log = logging.getLogger(__name__)
_KEPT = 32  # pictures; a week's digests share a few
_PACKAGE = "pylopdf_fonts_zh_cn"
_HOW = (
    "install the extra charts (pip install 'liaison[charts]'), or let LIAISON_FONT name a font "
    "file with Chinese characters (Debian: fonts-noto-cjk)"
)
_TEST = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
    '<text x="6" y="48" font-size="44">{words}</text></svg>'
)


@dataclass(frozen=True, slots=True)
class Brush:
    """What pictures are painted with: ``font`` None, and ``trouble`` says why there are none.

    With a font ``trouble`` is what is wrong with the one that was asked for.
    """

    font: Font | None
    trouble: str = ""


def find_brush(wanted: str) -> Brush:
    """The font of the setting, then that of the extra; each has to draw 国.  Takes 10 ms."""
    try:
        import_module("resvg_py")
    except ImportError:
        return Brush(None, f"Digests are text only: resvg-py is missing; {_HOW}.")
    trouble = ""
    if wanted:
        try:
            return Brush(_tried(read_font(Path(wanted).expanduser())))
        except ValueError as error:
            trouble = f"LIAISON_FONT: {error}"
    try:
        path = Path(import_module(_PACKAGE).sans_path())
        font = _tried(read_font(path))
    except ImportError:
        missing = trouble or "no font with Chinese characters."
        return Brush(None, f"Digests are text only: {missing} To get pictures, {_HOW}.")
    except ValueError as error:
        return Brush(None, f"Digests are text only: {error} To get pictures, {_HOW}.")
    return Brush(Font(font.path, font.family, _PACKAGE), trouble)


def _tried(font: Font) -> Font:
    """A font that lacks it, or a name that is not its own, draws nothing and says nothing."""
    if _png(_TEST.format(words="国"), font) == _png(_TEST.format(words=""), font):
        raise ValueError(f"{font.path} ({font.family}) does not draw 国.")
    return font


def _png(svg: str, font: Font) -> bytes:
    """One font, and no other: a character it lacks becomes a box, and its neighbours stay."""
    resvg: Any = import_module("resvg_py")
    png: bytes = resvg.svg_to_bytes(
        svg_string=svg,
        font_files=[str(font.path)],
        font_family=font.family,
        sans_serif_family=font.family,
        skip_system_fonts=True,
    )
    return png


@dataclass(slots=True)
class Resvg(Painter):
    """``wanted``: LIAISON_FONT.  Nothing is looked for before the first picture."""

    wanted: str = ""
    _brush: Brush | None = None
    _kept: OrderedDict[str, bytes | None] = field(default_factory=OrderedDict)

    @property
    def brush(self) -> Brush:
        """What there is to paint with; looked for once."""
        if self._brush is None:
            self._brush = find_brush(self.wanted)
            if self._brush.trouble:
                _log.warning("pictures: %s", self._brush.trouble)
        return self._brush

    def ready(self, sketch: Sketch) -> bool:
        """Without a font it is always ready; whether there is one, the first painting finds out."""
        fontless = self._brush is not None and self._brush.font is None
        return fontless or _name(sketch) in self._kept

    def picture(self, sketch: Sketch) -> Picture | None:
        png = self._kept.get(_name(sketch))
        return None if png is None else Picture(png, sketch.words)

    async def paint(self, sketch: Sketch) -> None:
        font, name = self.brush.font, _name(sketch)
        if font is None or name in self._kept:
            return
        try:
            png = await asyncio.to_thread(partial(_png, sketch.svg, font))
        except Exception:  # the text says the same: nobody shall wait for the repair of a picture
            _log.exception("pictures: one cannot be painted")
            png = None
        self._kept[name] = png
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def _name(sketch: Sketch) -> str:
    """The same sketch, the same picture."""
    return hashlib.sha256(sketch.svg.encode()).hexdigest()
