"""Pictures and documents: an app uploads one first, elsewhere there are words.

A group's robot sends a picture as it is.  None has a caption: what it shows stands in the text
that follows, and where there are no pictures nothing else is said.  A document is for one person,
and the intelligent robot takes none: there it says how to get it.
"""

import base64
import hashlib

from adapters.wecom import calls
from adapters.wecom.calls import Call, Medium
from adapters.wecom.text import MARK, markdown_words, plain_words
from bot.documents import Document
from bot.messages import Address, Card, Picture

PNG, WORDS, NAME = "png", "words", "name"
"""Of a call: what has to be uploaded before, in base64; what is said where it cannot be shown; and
how a document is called."""
_CHART = "chart.png"


def call_for(to: Address, picture: Picture, medium: Medium, agent: int | None) -> Call | None:
    """None where there are only the words, which the text has too."""
    encoded = base64.b64encode(picture.png).decode()
    match medium:
        case "app":
            made = calls.new(to, {"msgtype": "image"}, medium, agent)
            return made | {PNG: encoded, WORDS: picture.words}
        case "robot":
            digest = hashlib.md5(picture.png, usedforsecurity=False).hexdigest()
            image = {"msgtype": "image", "image": {"base64": encoded, "md5": digest}}
            return calls.new(to, image, medium, agent) | {WORDS: picture.words}
    return None


def document_for(to: Address, document: Document, medium: Medium, agent: int | None) -> Call:
    """To an app's people the file; else the words that say how to get it."""
    if medium == "app":
        made = calls.new(to, {"msgtype": "file"}, medium, agent)
        encoded = base64.b64encode(document.content).decode()
        return made | {PNG: encoded, WORDS: document.instead, NAME: document.name}
    said = Card(document.instead)
    if medium == "robot":
        return calls.new(to, calls.plain_text(plain_words(said)), medium, agent)
    return calls.new(to, calls.markdown(markdown_words(said)), medium, agent)


def again(call: Call) -> Call:
    """The call once more: a picture in words, a document under a name that is marked."""
    if NAME in call:
        return call | {NAME: MARK + call[NAME]}
    return in_words(call, again=True)


def file_of(call: Call) -> tuple[str, bytes, str]:
    """What has to be uploaded: its name, its content, and as which kind."""
    return call.get(NAME, _CHART), base64.b64decode(call[PNG]), call["body"]["msgtype"]


def in_words(call: Call, *, again: bool = False) -> Call:
    """What the picture shows, where it cannot be shown; or once more, since no mark fits on it."""
    said = calls.plain_text(plain_words(Card((MARK if again else "") + call[WORDS])))
    body = call["body"]
    if call["via"] == "app":
        return calls.app_message(body["touser"], body["agentid"], said)
    return {name: call[name] for name in ("via", "robot")} | {"body": said}


def uploaded(call: Call, media: str) -> Call:
    """The call for what WeCom has under ``media``."""
    body = call["body"]
    return call | {"body": body | {body["msgtype"]: {"media_id": media}}}
