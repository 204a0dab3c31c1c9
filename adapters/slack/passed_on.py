"""Messages that somebody passes on: a shortcut on one, or one that is shared with us; pure.

A shared message is an attachment beside what was written with it, marked ``is_share``.  A link to a
message is shown by an attachment, too, but stands in what was written.  Slack documents neither;
reports: slackapi/java-slack-sdk#1179, slackapi/slack-skills-plugin#149.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.slack.reading import Json, is_moment, string
from adapters.slack.text import plain

_NO_DATE = 2**33  # seconds, in the year 2242
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What was shared, in order; who wrote the first, as Slack shows them, and when.

    ``files``: what came with it, as a message has them.
    """

    text: str
    author: str
    written: datetime | None
    files: Sequence[Mapping[str, Any]]


def shared_in(what: Json) -> PassedOn | None:
    """None where a message passes nothing on."""
    attachments = what.get("attachments")
    listed = attachments if isinstance(attachments, list) else []
    shared = [one for one in listed if isinstance(one, dict) and _is_shared(one, what)]
    if not shared:
        return None
    name = shared[0].get("author_name")
    texts = (
        plain(string(one, "text") or string(one, "fallback") or "")[0].strip() for one in shared
    )
    files = [one.get("files") for one in shared]
    return PassedOn(
        text="\n".join(filter(None, texts)),
        author=" ".join(name.split())[:_LONGEST_NAME] if isinstance(name, str) else "",
        written=written_at(shared[0].get("ts")),
        files=[file for some in files if isinstance(some, list) for file in some],
    )


def _is_shared(attachment: Json, what: Json) -> bool:
    if attachment.get("is_share") is True:
        return True
    link = attachment.get("from_url")
    linked = isinstance(link, str) and link in (string(what, "text") or "")
    return attachment.get("is_msg_unfurl") is True and not linked


def written_at(ts: object) -> datetime | None:
    """The moment that names a message, if it is one."""
    seconds = int(ts.partition(".")[0]) if is_moment(ts) else 0
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _NO_DATE else None
