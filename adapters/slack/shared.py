"""Files that people share with us: fetched from Slack's hosts, with the bot's token."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from adapters.fetching import PATIENCE, collected, is_on, of_status, shown_name, taken
from adapters.slack.line import Answered, Line
from bot.attachments import MOST, Attachment, Fetched, Missed, Why

HOSTS = ("files.slack.com", "files.slack-gov.com")
_PAGES = (".htm", ".html")

Json = Mapping[str, Any]


def attachment_of(files: object) -> Attachment | None:
    """The first of a message's files; None where there is none."""
    found = [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    if not found:
        return None
    first, size = found[0], found[0].get("size")
    address = first.get("url_private_download") or first.get("url_private")
    reference = {"id": first.get("id"), "url": address, "external": _is_external(first)}
    return Attachment(
        name=shown_name(first.get("name")),
        size=size if isinstance(size, int) and not isinstance(size, bool) else None,
        reference=json.dumps(reference),
        others=len(found) - 1,
    )


def _is_external(file: Json) -> bool:
    """It lies with somebody else, who would get to know our token."""
    return bool(file.get("is_external")) or file.get("mode") in ("external", "tombstone")


async def fetched(line: Line, api_base: str, attachment: Attachment) -> Fetched | Missed:
    """One download; an address that is not Slack's gets nothing, the token least of all."""
    if attachment.size is not None and attachment.size > MOST:
        return Missed(Why.TOO_LARGE, "told so")
    said = json.loads(attachment.reference)
    url, page = said.get("url"), attachment.name.lower().endswith(_PAGES)
    if said.get("external"):
        return Missed(Why.REFUSED, "the file lies elsewhere")
    if not isinstance(url, str) or not is_on(url, HOSTS, api_base):
        return Missed(Why.REFUSED, "an address that is not Slack's")
    try:
        async with asyncio.timeout(PATIENCE), line.download(url) as response:
            return await _taken(response, page=page)
    except Answered as error:  # a redirect leads to where people log in
        refused = HTTPStatus.MULTIPLE_CHOICES <= error.status < HTTPStatus.BAD_REQUEST
        return Missed(Why.REFUSED if refused else Why.LATER, f"HTTP {error.status}")
    except Exception as error:  # its text may hold an address
        return Missed(Why.LATER, type(error).__name__)


async def _taken(response: aiohttp.ClientResponse, *, page: bool) -> Fetched | Missed:
    """A page instead of the file is what Slack shows to whoever may not have it."""
    if response.status != HTTPStatus.OK:
        return of_status(response.status)
    if response.content_type == "text/html" and not page:
        return Missed(Why.REFUSED, "a page instead of the file: is files:read granted?")
    told = response.headers.get("content-length")
    return taken(await collected(response.content.iter_chunked(65_536), told=told))
