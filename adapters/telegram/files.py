"""Files that people send: asked for by their id, then fetched by the path that Telegram names."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

import httpx

from adapters.fetching import PATIENCE, collected, of_status, taken
from adapters.telegram.line import Answered
from bot.attachments import MOST, Attachment, Fetched, Missed, Why

_PATH = re.compile(r"(?!/)(?!.*\.\.)[A-Za-z0-9_./-]{1,200}", re.ASCII)
_TOO_BIG = "file is too big"
_NOT_NOW = "temporarily unavailable"
_TIMEOUT = httpx.Timeout(15.0, connect=5.0)

Call = Callable[..., Awaitable[Any]]


async def fetched(call: Call, root: str, attachment: Attachment) -> Fetched | Missed:
    """``call``: a method of the API.  ``root``: where files lie, with the token; never told."""
    if attachment.size is not None and attachment.size > MOST:
        return Missed(Why.TOO_LARGE, "told so")
    try:
        async with asyncio.timeout(PATIENCE):
            file = await call("getFile", file_id=attachment.reference)
            return await _downloaded(root, file)
    except Answered as error:
        return _missed(error)
    except Exception as error:  # whatever it is, its text may hold our address
        return Missed(Why.LATER, type(error).__name__)


async def _downloaded(root: str, file: object) -> Fetched | Missed:
    """A path that starts at the root of a disk is of a server that does not hand out files."""
    told = file if isinstance(file, Mapping) else {}
    path, size = told.get("file_path"), told.get("file_size")
    if not isinstance(path, str) or _PATH.fullmatch(path) is None:
        return Missed(Why.REFUSED, "no path that can be fetched")
    if isinstance(size, int) and size > MOST:
        return Missed(Why.TOO_LARGE, "told so")
    async with (
        httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False) as client,
        client.stream("GET", f"{root}/{path}") as response,
    ):
        if response.status_code != HTTPStatus.OK:
            return of_status(response.status_code)
        told_length = response.headers.get("content-length")
        return taken(await collected(response.aiter_bytes(), told=told_length))


def _missed(error: Answered) -> Missed:
    said = error.description.lower()
    if _TOO_BIG in said:
        return Missed(Why.TOO_LARGE, "getFile says so")
    if error.status == HTTPStatus.BAD_REQUEST:
        return Missed(Why.LATER if _NOT_NOW in said else Why.GONE, "getFile: 400")
    if error.token_refused:
        return Missed(Why.LATER, "the token is refused")
    missed = of_status(error.status)
    return Missed(missed.why, f"getFile: {error.status}", error.retry_after)
