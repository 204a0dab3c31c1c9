"""What fetching files has in common: bytes are counted as they come, addresses looked at."""

from collections.abc import AsyncIterable, Collection
from http import HTTPStatus
from urllib.parse import urlsplit

from bot.attachments import MOST, Fetched, Missed, Why

PATIENCE = 90.0
"""Seconds for a whole file."""

_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


async def collected(chunks: AsyncIterable[bytes], *, told: str | None = None) -> bytes | None:
    """All of it; None as soon as it is known to be too much.  ``told``: its Content-Length."""
    if told is not None and told.isascii() and told.isdigit() and int(told[:20]) > MOST:
        return None
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        if len(content) > MOST:
            return None
    return bytes(content)


def of_status(status: int) -> Missed:
    """What an answer without the file says; a redirect is none that we would follow."""
    if status in _GONE:
        return Missed(Why.GONE, f"HTTP {status}")
    later = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return Missed(Why.LATER if later else Why.REFUSED, f"HTTP {status}")


def taken(content: bytes | None, name: str = "") -> Fetched | Missed:
    """The file, or that it is too large."""
    if content is None:
        return Missed(Why.TOO_LARGE, "more than we take")
    return Fetched(content, name)


def is_on(url: str, hosts: Collection[str], base: str = "") -> bool:
    """Whether an address is one of ``hosts``, over TLS and on its usual port, or of ``base``.

    Nobody else's name may stand in it, nor a password.
    """
    try:
        parts, ours = urlsplit(url), urlsplit(base)
        port, our_port = parts.port, ours.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or not parts.hostname:
        return False
    if base and (parts.scheme, parts.hostname, port) == (ours.scheme, ours.hostname, our_port):
        return True
    return parts.scheme == "https" and parts.hostname in hosts and port in (None, 443)


def shown_name(name: object) -> str:
    """A file's name as a platform tells it: one line, of a length that fits, without its path."""
    if not isinstance(name, str):
        return ""
    line = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return line.strip()[-120:]
