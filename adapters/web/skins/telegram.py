"""Telegram: text with bold parts, an inline keyboard under it, pictures and files by themselves."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from adapters.web.skins.shapes import Bubble, Button, Call, Drawn, File, Run, Skin, plain_lines

_BOLD = re.compile(r"(</?b>)")


def draw(calls: Sequence[Call]) -> Drawn:
    """Only the first call can take a message's place."""
    bubbles = tuple(_bubble(call, place) for place, call in enumerate(calls))
    edits = calls[:1] and calls[0]["method"] == "editMessageText"
    return Drawn(bubbles=bubbles, instead=calls[0]["message_id"] if edits else None)


def _bubble(call: Call, place: int) -> Bubble:
    match call:
        case {"method": "sendPhoto", "photo": str(photo), "caption": str(caption)}:
            return Bubble(picture=photo, words=caption, lines=plain_lines(caption))
        case {"method": "sendDocument"}:
            said = plain_lines(str(call.get("caption", "")))
            return Bubble(file=File(str(call.get("name", "file")), place), lines=said)
        case {"text": str(text)}:
            return Bubble(lines=tuple(_lines(text)), rows=_rows(call))
    return Bubble(lines=plain_lines("…"))


def _lines(text: str) -> Iterator[tuple[Run, ...]]:
    """``<b>`` is the only tag that is ours, and no bold part crosses a line."""
    for line in text.split("\n"):
        bold, runs = False, list[Run]()
        for piece in _BOLD.split(line):
            if piece in ("<b>", "</b>"):
                bold = piece == "<b>"
            elif piece:
                runs.append((unescape(piece), bold))
        yield tuple(runs)


def _rows(call: Call) -> tuple[tuple[Button, ...], ...]:
    keyboard = call.get("reply_markup", {}).get("inline_keyboard", ())
    return tuple(
        tuple(Button(button["text"], button["callback_data"]) for button in row) for row in keyboard
    )


TELEGRAM = Skin("telegram", "Telegram", draw)
