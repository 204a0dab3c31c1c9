"""Slack: blocks, many buttons in a row, windows with fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from adapters.web.skins.shapes import (
    Bubble,
    Button,
    Call,
    Drawn,
    Field,
    File,
    Option,
    Run,
    Skin,
    Window,
    plain_lines,
)

_STARS = re.compile(r"\*([^*\n]+)\*")
_KINDS = {"static_select": "choice", "number_input": "number", "plain_text_input": "text"}

Json = Mapping[str, Any]


def draw(calls: Sequence[Call]) -> Drawn:
    """A view that waits takes the first; an update the message that it names."""
    window = instead = None
    bubbles = list[Bubble]()
    for place, call in enumerate(calls):
        match call["method"]:
            case "views.update":
                window = window_of(call["view"])
            case "chat.update":
                instead = call["ts"]
                bubbles += [_message(call)]
            case "files.upload":
                bubbles.append(_file(call, place))
            case _:
                bubbles.append(_message(call))
    return Drawn(bubbles=tuple(bubbles), instead=instead, window=window)


def window_of(view: Json) -> Window:
    """A modal as it stands over the chat."""
    parts = [*_parts(view["blocks"])]
    return Window(
        id=view["external_id"],
        title=view["title"]["text"],
        close=view["close"]["text"],
        parts=tuple(parts),
        submit=view.get("submit", {}).get("text", ""),
    )


def submitted(view: Json, values: Mapping[str, str]) -> Json:
    """The ``view`` of a view_submission, as Slack sends it."""
    state = {
        block["block_id"]: {block["block_id"]: _state(block["element"], values)}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    return {**view, "state": {"values": state}}


def _state(element: Json, values: Mapping[str, str]) -> Json:
    given = values.get(element["action_id"], "")
    if element["type"] != "static_select":
        return {"type": element["type"], "value": given or None}
    groups = [group["options"] for group in element.get("option_groups", ())]
    options = [one for many in [element.get("options", ()), *groups] for one in many]
    chosen = next((option for option in options if option["value"] == given), None)
    return {"type": element["type"], "selected_option": chosen}


def _parts(blocks: Sequence[Json]) -> Iterator[Bubble | Field]:
    shown = list[Json]()
    for block in [*blocks, {"type": "input"}]:
        if block["type"] != "input":
            shown.append(block)
            continue
        if shown:
            yield _blocks(shown)
            shown = []
        if "element" in block:
            yield _field(block)


def _message(call: Call) -> Bubble:
    shown = call.get("blocks")
    return _blocks(shown) if shown else Bubble(lines=plain_lines(unescape(call["text"])))


def _blocks(blocks: Sequence[Json]) -> Bubble:
    title, lines, rows = "", list[tuple[Run, ...]](), list[tuple[Button, ...]]()
    for block in blocks:
        match block:
            case {"type": "header", "text": {"text": str(text)}}:
                title = text
            case {"type": "section", "text": {"type": "mrkdwn", "text": str(text)}}:
                lines += _marked(text)
            case {"type": "section" | "context", "text": {"text": str(text)}}:
                lines += plain_lines(text)
            case {"type": "actions", "elements": list(elements)}:
                rows.append(tuple(_buttons(elements)))
            case _:
                lines += plain_lines("…")
    return Bubble(title=title, lines=tuple(lines), rows=tuple(rows))


def _buttons(elements: Sequence[Json]) -> Iterator[Button]:
    for element in elements:
        if element["type"] == "button":
            opens = str(element.get("action_id", "")).startswith("form:")
            yield Button(element["text"]["text"], element["value"], opens)
        for option in element.get("options", ()):  # an overflow's
            yield Button(option["text"]["text"], option["value"])


def _marked(text: str) -> Iterator[tuple[Run, ...]]:
    for line in text.split("\n"):
        pieces = _STARS.split(line)
        yield tuple((unescape(piece), at % 2 == 1) for at, piece in enumerate(pieces) if piece)


def _file(call: Call, place: int) -> Bubble:
    if "name" in call:
        said = plain_lines(str(call.get("title", "")))
        return Bubble(file=File(str(call["name"]), place), lines=said)
    picture = call.get("file", call.get("png", ""))
    return Bubble(picture=picture, words=call["title"], lines=plain_lines(call["title"]))


def _field(block: Json) -> Field:
    element = block["element"]
    first = element.get("initial_option", {}).get("value")
    options = [_option(option) for option in element.get("options", ())]
    for group in element.get("option_groups", ()):
        options += [_option(option, group["label"]["text"]) for option in group["options"]]
    return Field(
        name=block["block_id"],
        label=block["label"]["text"],
        kind=_KINDS[element["type"]],
        value=first or element.get("initial_value", ""),
        options=tuple(options),
        hint=block.get("hint", {}).get("text", ""),
        needed=not block["optional"],
        longest=element.get("max_length", 0),
    )


def _option(option: Json, group: str = "") -> Option:
    return Option(option["value"], option["text"]["text"], group)


SLACK = Skin("slack", "Slack", draw, opens=True)
