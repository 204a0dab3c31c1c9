"""WeCom (企业微信): plain text of an app, markdown of its robot, template cards of six buttons."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from adapters.web.skins.shapes import (
    Bubble,
    Button,
    Call,
    Drawn,
    File,
    Run,
    Skin,
    plain_lines,
)

_STARS = re.compile(r"\*\*(.+?)\*\*")

Json = Mapping[str, Any]


def draw(calls: Sequence[Call]) -> Drawn:
    """An update takes the place of the card that waits, or leaves a word on its buttons."""
    instead = word = None
    bubbles = list[Bubble]()
    for place, call in enumerate(calls):
        body = call["body"]
        if call["via"] == "update":
            instead, word = body["response_code"], body.get("button", {}).get("replace_name")
        elif call.get("cmd") == "aibot_respond_update_msg":
            instead = call["req_id"]
        if "button" not in body:
            bubbles.append(_bubble(call, body, place))
    return Drawn(bubbles=tuple(bubbles), instead=instead, word=word)


def _bubble(call: Call, body: Json, place: int) -> Bubble:
    match body:
        case {"template_card": dict(card)}:
            return _card(card)
        case {"msgtype": "text", "text": {"content": str(text)}}:
            return Bubble(lines=plain_lines(text))
        case {"msgtype": "markdown", "markdown": {"content": str(text)}}:
            return Bubble(lines=tuple(_marked(text)))
        case {"msgtype": "image"}:
            return Bubble(picture=str(call.get("png", "")), words=str(call.get("words", "")))
        case {"msgtype": "file"}:
            return Bubble(file=File(str(call.get("name", "file")), place))
    return Bubble(lines=plain_lines("…"))


def _marked(text: str) -> Iterator[tuple[Run, ...]]:
    for line in text.split("\n"):
        pieces = _STARS.split(line)
        yield tuple((unescape(piece), at % 2 == 1) for at, piece in enumerate(pieces) if piece)


def _card(card: Json) -> Bubble:
    pairs = [(pair["keyname"], pair["value"]) for pair in card.get("horizontal_content_list", ())]
    buttons = [
        (Button(button["text"], button["key"], first=button.get("style") == 1),)
        for button in card.get("button_list", ())
    ]
    subtitle = card.get("sub_title_text")
    return Bubble(
        title=card["main_title"]["title"],
        note=card["main_title"].get("desc", ""),
        lines=plain_lines(subtitle) if subtitle else (),
        pairs=tuple(pairs),
        rows=tuple(buttons),
        card=True,
    )


WECOM = Skin("wecom", "企业微信 WeCom", draw, waits=True)
