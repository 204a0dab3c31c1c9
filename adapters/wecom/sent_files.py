"""Files that people send to the intelligent robot: fetched, and opened with the key beside them.

Pages 100719 and 101463 of developer.work.weixin.qq.com: a file comes in a direct chat alone, as an
address that is good for five minutes and a key of its own, AES-256-CBC, padded to 32 bytes.
"""

import asyncio
import base64
import json
import re
from email.message import Message
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from adapters.fetching import PATIENCE, collected, is_on, of_status, shown_name, taken
from adapters.wecom.reading import Json, inner, string
from bot.attachments import MOST, Attachment, Fetched, Missed, Why

_BLOCK = 32
_KEY = re.compile(r"[A-Za-z0-9+/]{43}=?", re.ASCII)
_TENCENTS = re.compile(
    r"ww-aibot-[a-z]{2,12}-1258476243\.cos\.[a-z0-9-]{4,30}\.myqcloud\.com", re.ASCII
)
"""The store of WeCom's robots; the number is the account, which nobody else can have."""
_OURS = ("qyapi.weixin.qq.com", "openws.work.weixin.qq.com")
_TIMEOUT = httpx.Timeout(15.0, connect=5.0)
_IMAGE = "image.jpg"


def attachment_of(body: Json) -> Attachment | None:
    """The file or picture of a message; WeCom tells neither its name nor its size."""
    kind = string(body, "msgtype")
    if kind not in ("file", "image", "video"):
        return None
    what = inner(body, kind)
    reference = {"url": string(what, "url"), "key": string(what, "aeskey")}
    name = {"image": _IMAGE, "video": "video.mp4"}.get(kind, "")
    return Attachment(name, None, json.dumps(reference))


async def fetched(ws_url: str, attachment: Attachment) -> Fetched | Missed:
    """``ws_url``: where the robot is connected to; files of a server of one's own lie there."""
    said = json.loads(attachment.reference)
    url, key = said["url"] or "", said["key"] or ""
    if not _is_theirs(url, ws_url):
        return Missed(Why.REFUSED, "an address that is not WeCom's")
    if _KEY.fullmatch(key) is None:
        return Missed(Why.REFUSED, "no key")
    try:
        async with (
            asyncio.timeout(PATIENCE),
            httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False) as client,
            client.stream("GET", url) as response,
        ):
            if response.status_code != HTTPStatus.OK:
                return _of_status(response.status_code)
            told = response.headers.get("content-length")
            sealed = await collected(response.aiter_bytes(), told=_shorter(told))
            name = _name(response.headers.get("content-disposition", ""))
    except Exception as error:  # its text may hold an address, whose query is a key
        return Missed(Why.LATER, type(error).__name__)
    if sealed is None:
        return taken(None)
    content = opened(base64.b64decode(key.rstrip("=") + "="), sealed)
    return Missed(Why.REFUSED, "it does not open") if content is None else taken(content, name)


def opened(key: bytes, sealed: bytes) -> bytes | None:
    """What was sealed with the key, without its padding; None if it was not sealed with it."""
    if not sealed or len(sealed) % 16:
        return None
    plain = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor().update(sealed)
    missing = plain[-1]
    if not 1 <= missing <= _BLOCK or plain[-missing:] != bytes([missing]) * missing:
        return None
    return plain[:-missing]


def _is_theirs(url: str, ws_url: str) -> bool:
    base = re.sub("^ws", "http", ws_url)
    host = _host(url)
    hosts = (*_OURS, host) if _TENCENTS.fullmatch(host) else _OURS
    return is_on(url, hosts, base)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _of_status(status: int) -> Missed:
    """An address that is over is forbidden."""
    if status == HTTPStatus.FORBIDDEN:
        return Missed(Why.GONE, "HTTP 403")
    return of_status(status)


def _shorter(told: str | None) -> str | None:
    """Without what the padding may add."""
    if told is None or not told.isascii() or not told.isdigit():
        return None
    return str(min(int(told[:20]), MOST) if int(told[:20]) <= MOST + _BLOCK else int(told[:20]))


def _name(disposition: str) -> str:
    """The file's name as the header has it: plain, in percent signs, or by RFC 5987."""
    header = Message()
    header["content-disposition"] = disposition.encode("latin-1", "replace").decode(
        "utf-8", "replace"
    )
    found = header.get_filename("")
    return shown_name(unquote(found) if "%" in found else found)
