"""Zip archives of Office documents, opened within limits; nothing is written to disk."""

import io
import struct
import zlib
from zipfile import BadZipFile, ZipFile, ZipInfo

from store.plan.refusal import Refusal, malformed

MAX_ENTRIES = 500
MAX_UNPACKED = 64 * 1024 * 1024
MAX_RATIO = 100
"""Unpacked to packed size of a part above 1 MiB; ordinary ones reach 32."""

_LARGE_PART = 1024 * 1024
_CHUNK = 256 * 1024
_ENTRY = b"PK\x01\x02"  # of the directory at the end
_ENCRYPTED = 0x1
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz", ".jar")
_ARCHIVE_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_EMBEDDED = "/embeddings/"  # objects inside a document, which are never opened
_BROKEN = (
    *(BadZipFile, zlib.error, struct.error, EOFError, RuntimeError),
    *(ValueError, OSError, UnicodeError, OverflowError),
)


def _limit(what: str) -> Refusal:
    return Refusal(
        "archive_limits", f"文件内部结构超出限制（{what}），未导入。请另存为新文件再导入。"
    )


class Archive:
    """An Office document's parts by name.  Raises ``Refusal`` for what breaks a limit."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise _limit(f"超过 {MAX_ENTRIES} 个部件")
        try:
            self._zip = ZipFile(io.BytesIO(data))
            self._entries = self._zip.infolist()
        except _BROKEN:
            raise malformed("文件已损坏，无法打开") from None
        self._unpacked = 0
        self._check_directory()

    def _check_directory(self) -> None:
        names = [entry.filename for entry in self._entries]
        if len(names) > MAX_ENTRIES:
            raise _limit(f"超过 {MAX_ENTRIES} 个部件")
        if len(set(names)) < len(names):
            raise malformed("文件内部有重名的部件")
        if any(entry.flag_bits & _ENCRYPTED for entry in self._entries):
            raise encrypted()
        if sum(entry.file_size for entry in self._entries) > MAX_UNPACKED:
            raise _limit("解压后超过 64 MiB")
        for entry in self._entries:
            self._check_entry(entry)

    def _check_entry(self, entry: ZipInfo) -> None:
        if _is_bomb(entry.file_size, entry.compress_size):
            raise _limit(f"压缩比超过 {MAX_RATIO}:1")
        if _EMBEDDED in f"/{entry.filename}" or entry.is_dir():
            return
        try:
            with self._zip.open(entry) as part:
                head = part.read(8)
        except _BROKEN:
            raise malformed("文件已损坏，无法解压") from None
        if entry.filename.lower().endswith(_ARCHIVES) or head.startswith(_ARCHIVE_MAGIC):
            raise _limit("内含压缩包")

    @property
    def names(self) -> list[str]:
        """Of all parts, in the archive's order."""
        return [entry.filename for entry in self._entries]

    @property
    def has_objects(self) -> bool:
        """Whether documents are embedded, which are left unread."""
        return any(_EMBEDDED in f"/{name}" for name in self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A part, counted while it is unpacked; ``b""`` if there is none of that name."""
        entry = self._zip.NameToInfo.get(name)
        if entry is None:
            return b""
        parts, size = [], 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    if self._unpacked > MAX_UNPACKED:
                        raise _limit("解压后超过 64 MiB")
                    if _is_bomb(size, entry.compress_size):
                        raise _limit(f"压缩比超过 {MAX_RATIO}:1")
                    parts.append(chunk)
        except _BROKEN:
            raise malformed("文件已损坏，无法解压") from None
        return b"".join(parts)


def encrypted() -> Refusal:
    """A password is needed."""
    sentence = "文件已加密或设有权限密码，无法读取，未导入。请取消密码保护、另存后再导入。"
    return Refusal("encrypted", sentence)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _LARGE_PART and unpacked > MAX_RATIO * max(packed, 1)
