"""Pictures, by Slack's second way to upload files: an address, the bytes, and then a post."""

import base64
from typing import Any

from adapters.slack.line import Line

METHOD = "files.upload"
"""What the three calls are together, in a part; Slack has no method of this name any more."""

_NAME = "chart.png"


def call_for(channel: str, thread: str | None, png: bytes, title: str) -> dict[str, Any]:
    return {
        "method": METHOD,
        "channel": channel,
        **({} if thread is None else {"thread_ts": thread}),
        "png": base64.b64encode(png).decode(),
        "title": title,
    }


async def uploaded(line: Line, call: dict[str, Any]) -> str:
    """The file's id, when it is there and nobody sees it yet.  Raises what ``Line`` raises."""
    png = base64.b64decode(call["png"])
    told = await line.call(
        "files.getUploadURLExternal", filename=_NAME, length=len(png), alt_txt=call["title"]
    )
    url, id = told.get("upload_url"), told.get("file_id")
    if not isinstance(url, str) or not isinstance(id, str):
        raise ValueError("no address for the upload")
    await line.upload(url, png)
    return id


async def shared(line: Line, call: dict[str, Any], channel: str, id: str) -> None:
    """From here on people see it.  Raises what ``Line.call`` raises."""
    await line.call(
        "files.completeUploadExternal",
        files=[{"id": id, "title": call["title"]}],
        channel_id=channel,
        thread_ts=call.get("thread_ts"),
    )
