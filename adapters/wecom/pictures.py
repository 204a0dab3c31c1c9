"""Pictures: an app uploads one first, a group's robot sends it as it is, the other has words."""

import base64
import hashlib

from adapters.wecom import calls
from adapters.wecom.calls import Call, Medium
from adapters.wecom.text import MARK, markdown_words, plain_words
from bot.messages import Address, Card, Picture

PNG, WORDS = "png", "words"
"""Of a call: what has to be uploaded before, in base64; and what the picture shows."""


def call_for(to: Address, picture: Picture, medium: Medium, agent: int | None) -> Call:
    encoded = base64.b64encode(picture.png).decode()
    match medium:
        case "app":
            made = calls.new(to, {"msgtype": "image"}, medium, agent)
            return made | {PNG: encoded, WORDS: picture.words}
        case "robot":
            digest = hashlib.md5(picture.png, usedforsecurity=False).hexdigest()
            image = {"msgtype": "image", "image": {"base64": encoded, "md5": digest}}
            return calls.new(to, image, medium, agent) | {WORDS: picture.words}
    return calls.new(to, calls.markdown(markdown_words(Card(picture.words))), medium, agent)


def in_words(call: Call, *, again: bool = False) -> Call:
    """What the picture shows, where it cannot be shown; or once more, since no mark fits on it."""
    said = calls.plain_text(plain_words(Card((MARK if again else "") + call[WORDS])))
    body = call["body"]
    if call["via"] == "app":
        return calls.app_message(body["touser"], body["agentid"], said)
    return {name: call[name] for name in ("via", "robot")} | {"body": said}


def uploaded(call: Call, media: str) -> Call:
    """The call for a picture that WeCom has under ``media``."""
    return call | {"body": call["body"] | {"image": {"media_id": media}}}
