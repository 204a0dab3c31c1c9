"""Streams of compound files, in which the older Office keeps its documents."""

import struct
from collections.abc import Sequence

_HEADER = struct.Struct("<30xHH14xI4xII4xI")
_FREE = 0xFFFFFFFA  # sector numbers from here on are no sectors
_FIRST = 76  # where the header lists the first sectors of the table
_LISTED = 109
_ENTRY = 128
_ROOT = 5  # kind of an entry


class Compound:
    """A compound file; broken ones raise ``ValueError``, ``IndexError`` or ``struct.error``."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        found = _HEADER.unpack_from(data)
        self._size, self._small = 1 << min(found[0], 16), 1 << min(found[1], 16)
        directory, self._cutoff, small, more = found[2:]
        sectors = [*struct.unpack_from(f"<{_LISTED}I", data, _FIRST)]
        self._next: list[int] = []
        for _ in range(len(data) // self._size):
            if more >= _FREE:
                break
            *listed, more = self._numbers(more)
            sectors += listed
        for sector in sectors:
            if sector < _FREE and len(self._next) * self._size <= len(data):
                self._next += self._numbers(sector)
        self._small_next = self._table(small)
        self._entries = self._directory(directory)

    def stream(self, *names: str) -> bytes:
        """The first stream of these names, ``b""`` if there is none."""
        for name in names:
            if name in self._entries:
                return self._read(*self._entries[name][:2])
        return b""

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{self._size // 4}I", self._data, (sector + 1) * self._size)

    def _table(self, sector: int) -> tuple[int, ...]:
        chain = self._chain(sector, self._next)
        return tuple(number for at in chain for number in self._numbers(at))

    def _chain(self, sector: int, following: Sequence[int]) -> list[int]:
        chain: list[int] = []
        while sector < _FREE and len(chain) <= len(following):
            chain.append(sector)
            sector = following[sector]
        return chain

    def _large(self, sector: int, size: int) -> bytes:
        parts = [
            self._data[(at + 1) * self._size : (at + 2) * self._size]
            for at in self._chain(sector, self._next)
        ]
        return b"".join(parts)[:size]

    def _read(self, sector: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._large(sector, size)
        root = next(entry for entry in self._entries.values() if entry[2] == _ROOT)
        whole = self._large(*root[:2])
        chain = self._chain(sector, self._small_next)
        step = self._small
        return b"".join(whole[at * step : (at + 1) * step] for at in chain)[:size]

    def _directory(self, sector: int) -> dict[str, tuple[int, int, int]]:
        """First sector, size and kind by name."""
        data = self._large(sector, len(self._data))
        entries: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            first, size = struct.unpack_from("<II", data, at + 116)
            name = data[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "ignore")
            if kind:
                entries.setdefault(name, (first, size, kind))
        return entries
