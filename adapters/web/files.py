"""The stylesheet and scripts, read once, with their types and tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

_FOLDER = Path(__file__).parent / "static"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class File:
    """``tag`` changes with every byte."""

    content: bytes
    kind: str
    tag: str

    def answer(self, request: Request) -> Response:
        """All of it, or that the browser has it already."""
        headers = {"ETag": self.tag, "Content-Type": self.kind}
        if request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers={"ETag": self.tag})
        return Response(self.content, headers=headers)


@lru_cache
def files() -> Mapping[str, File]:
    """By name; nothing else can be asked for."""
    found = [path for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS]
    return {path.name: _read(path) for path in found}


def _read(path: Path) -> File:
    content = path.read_bytes()
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    return File(content, _KINDS[path.suffix], tag)
