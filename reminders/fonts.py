"""Finds the one font that pictures are painted with, and reads what it calls itself."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COLLECTION = b"ttcf"
_FAMILY_IDS = (16, 1)  # typographic family, then the plain one
_MOST_FACES = 64
_LARGEST_TABLE = 1 << 20
_WINDOWS, _UNICODE = 3, 0
_ENGLISH = 0x409
_CHINESE_FACE = "SC"  # of a collection: the others draw some characters as other countries do


@dataclass(frozen=True, slots=True)
class Font:
    """A file, and the family that a picture has to name.  ``package``: its Python package."""

    path: Path
    family: str
    package: str = ""


def read_font(path: Path) -> Font:
    """Raises ValueError, in one sentence, for what cannot be read as .ttf, .otf or .ttc."""
    if path.exists() and not path.is_file():  # a pipe or a device may never end
        raise ValueError(f"{path} is no file.")
    try:
        families = list(_families(path.read_bytes()))
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}.") from None
    except (struct.error, IndexError):
        families = []
    if not families:
        raise ValueError(f"{path} is no font with a name.")
    simplified = [family for family in families if family.split()[-1:] == [_CHINESE_FACE]]
    return Font(path, (simplified or families)[0])


def _families(data: bytes) -> Iterator[str]:
    """The family of each face, in the order of the file."""
    if data[:4] == _COLLECTION:
        (count,) = struct.unpack_from(">I", data, 8)
        starts = struct.unpack_from(f">{min(count, _MOST_FACES)}I", data, 12)
    else:
        starts = (0,)
    for start in starts:
        if name := _family(data, start):
            yield name


def _family(data: bytes, start: int) -> str | None:
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for n in range(tables):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * n)
        if tag == b"name":
            return _named(data[offset : offset + min(length, _LARGEST_TABLE)])
    return None


def _named(table: bytes) -> str | None:
    """The English name where there are several."""
    _, count, strings = struct.unpack_from(">HHH", table, 0)
    found: dict[int, list[tuple[bool, str]]] = {}
    for n in range(count):
        platform, _, language, id, length, offset = struct.unpack_from(">6H", table, 6 + 12 * n)
        if id in _FAMILY_IDS and platform in (_WINDOWS, _UNICODE):
            raw = table[strings + offset : strings + offset + length]
            name = raw.decode("utf-16-be", "replace").strip()
            if name:
                found.setdefault(id, []).append((language != _ENGLISH, name))
    for id in _FAMILY_IDS:
        if id in found:
            return min(found[id])[1]
    return None
