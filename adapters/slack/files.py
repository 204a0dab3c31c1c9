"""Files, by Slack's second way to upload them: an address, the bytes, and then a post."""

import base64
from typing import Any

from adapters.slack.line import Line
from bot.documents import Document

METHOD = "files.upload"
"""What the three calls are together, in a part; Slack has no method of this name any more."""

_NAME = "chart.png"


def call_for(channel: str, thread: str | None, content: bytes, title: str) -> dict[str, Any]:
    """A picture; ``title`` says what it shows."""
    return {
        "method": METHOD,
        "channel": channel,
        **({} if thread is None else {"thread_ts": thread}),
        "file": base64.b64encode(content).decode(),
        "title": title,
    }


def document_for(channel: str, thread: str | None, document: Document) -> dict[str, Any]:
    """``instead`` stays with us: what to say where the file is refused."""
    call = call_for(channel, thread, document.content, document.words)
    return call | {"name": document.name, "instead": document.instead}


def in_words(call: dict[str, Any]) -> str:
    """What to say in place of the file."""
    words: str = call.get("instead", call["title"])
    return words


async def uploaded(line: Line, call: dict[str, Any]) -> str:
    """The file's id, when it is there and nobody sees it yet.  Raises what ``Line`` raises."""
    content, name = base64.b64decode(call["file"]), call.get("name")
    told = await line.call(
        "files.getUploadURLExternal",
        filename=name or _NAME,
        length=len(content),
        alt_txt=None if name else call["title"],
    )
    url, id = told.get("upload_url"), told.get("file_id")
    if not isinstance(url, str) or not isinstance(id, str):
        raise ValueError("no address for the upload")
    await line.upload(url, content)
    return id


async def shared(line: Line, call: dict[str, Any], channel: str, id: str) -> None:
    """From here on people see it.  Raises what ``Line.call`` raises."""
    await line.call(
        "files.completeUploadExternal",
        files=[{"id": id, "title": call["title"]}],
        channel_id=channel,
        thread_ts=call.get("thread_ts"),
    )
