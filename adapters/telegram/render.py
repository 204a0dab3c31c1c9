"""From cards to Telegram's calls: HTML with every leaf escaped, and inline keyboards; pure."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Any
from unicodedata import east_asian_width

from adapters.telegram.split import LIMIT, bold, line_html, pieces
from bot.abilities import EVERY, Ability
from bot.cards.plain import told, typed_line
from bot.documents import Document
from bot.messages import Action, Address, Card, Part, Picture
from bot.visible import visible

Call = dict[str, Any]
"""A call as it goes out: ``method`` and its parameters."""

ABLE = EVERY - {Ability.MENTION}
"""In groups only commands and answers reach a bot, unless its privacy is switched off."""
MARK = "（可能重复）"
PHOTO, PNG = "sendPhoto", "photo"
"""A call with a picture, and which of its parameters is one, in base64."""
DOCUMENT, FILE, NAME = "sendDocument", "document", "name"
"""The same of a file, and how it is called."""
_FILES = (PHOTO, DOCUMENT)
_INSTEAD = "instead"  # of a call with a file: what to say where it is refused
_CAPTION = 1000  # characters; Telegram takes 1024
_AGAIN = "again"  # of a call: a new message that it leads to carries the mark
_OURS = ("method", NAME, _AGAIN, _INSTEAD)
_BUTTONS = 100
_BUTTON_BYTES = 64
_IN_A_ROW = 3  # on phones
_WIDE = 10  # half widths of a label: three such labels break into two lines at 360 px
_COLUMNS = 38  # of a phone, in half widths
_PADDING = 2  # of a button: what does not fit is cut off
_NOTHING = "—"  # Telegram refuses a message without text
_TAGS = re.compile("</?b>")


def render(to: Address, card: Card, replacing: str | None = None) -> Sequence[Part]:
    """The card as messages, in order; the last one has the keyboard.

    ``replacing``: the message that the card takes the place of, if it fits one.
    Raises ValueError for a button whose command does not fit, which is a bug of whoever drew it.
    """
    card = told(card, ABLE)
    buttons, typed = card.actions[:_BUTTONS], card.actions[_BUTTONS:]
    to_type = tuple(typed_line(action) for action in typed)
    parts = pieces(replace(card, body=card.body + to_type, actions=buttons), LIMIT)
    calls = [_new(to, _html(part)) for part in parts]
    if replacing is not None and len(calls) == 1:
        calls = [_instead(to, replacing, calls[0]["text"])]
    if buttons:
        calls[-1]["reply_markup"] = {"inline_keyboard": _keyboard(buttons)}
    made = [Part(_text(call), part) for call, part in zip(calls, parts, strict=True)]
    if card.document is not None:
        shows = Card(card.document.name, once=card.once)
        made.append(Part(_text(_document(to, card.document)), shows))
    if card.picture is None:
        return made
    shown = _picture(to, card.picture)
    return [Part(_text(shown), Card(card.picture.words)), *made]


def repeated(part: Part) -> Part:
    """The same, marked as a possible repeat.

    An edit may be repeated unmarked, unless it has to become a message of its own.
    """
    call = call_of(part)
    if call["method"] in _FILES:
        return replace(part, content=_text(call | {"caption": MARK + call["caption"]}))
    if call["method"] != "sendMessage":
        return replace(part, content=_text(call | {_AGAIN: True}))
    shown = replace(part.shows, title=MARK + part.shows.title)
    return Part(_text(_marked(call)), shown)


def call_of(part: Part) -> Call:
    """The call that the part is."""
    call: Call = json.loads(part.content)
    return call


def wire(call: Call) -> tuple[str, Call]:
    """Method and parameters as Telegram takes them."""
    parameters = {name: value for name, value in call.items() if name not in _OURS}
    return call["method"], parameters


def as_new(to: Address, call: Call) -> Call:
    """An edit as a message of its own, where the card to replace is gone."""
    new = _new(to, call["text"])
    if "reply_markup" in call:
        new["reply_markup"] = call["reply_markup"]
    return _marked(new) if call.get(_AGAIN) else new


def as_plain(call: Call) -> Call:
    """Text and nothing else: what Telegram cannot have anything against."""
    if call["method"] in _FILES:
        return _new_plain(call)
    markup = ("parse_mode", "reply_markup", "link_preview_options")
    plain = {name: value for name, value in call.items() if name not in markup}
    return plain | {"text": unescape(_TAGS.sub("", call["text"]))}


def _new_plain(file: Call) -> Call:
    """A picture in words; of a file, how to get it."""
    thread = {name: file[name] for name in ("message_thread_id",) if name in file}
    text = file.get(_INSTEAD, file["caption"])
    return {"method": "sendMessage", "chat_id": file["chat_id"], "text": text} | thread


def _picture(to: Address, picture: Picture) -> Call:
    thread = {} if to.thread is None else {"message_thread_id": to.thread}
    photo = base64.b64encode(picture.png).decode()
    caption = visible(picture.words)[:_CAPTION]
    return {"method": PHOTO, "chat_id": to.chat, **thread, PNG: photo, "caption": caption}


def _document(to: Address, document: Document) -> Call:
    """No caption is read as markup: it has no ``parse_mode``."""
    return {
        "method": DOCUMENT,
        "chat_id": to.chat,
        **({} if to.thread is None else {"message_thread_id": to.thread}),
        FILE: base64.b64encode(document.content).decode(),
        NAME: document.name,
        "caption": visible(document.words)[:_CAPTION],
        _INSTEAD: visible(document.instead)[:_CAPTION],
    }


def _html(card: Card) -> str:
    lines = [bold(card.title)] if card.title else []
    text = "\n".join([*lines, *map(line_html, card.body)])
    return text if text.strip() else _NOTHING


def _new(to: Address, text: str) -> Call:
    thread = {} if to.thread is None else {"message_thread_id": to.thread}
    return {"method": "sendMessage", "chat_id": to.chat, **thread, **_body(text)}


def _instead(to: Address, message: str, text: str) -> Call:
    return {"method": "editMessageText", "chat_id": to.chat, "message_id": message, **_body(text)}


def _body(text: str) -> Call:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _marked(call: Call) -> Call:
    return call | {"text": f"{MARK}\n{call['text']}"}


def _text(call: Call) -> str:
    return json.dumps(call, ensure_ascii=False)


def _keyboard(actions: Sequence[Action]) -> list[list[dict[str, str]]]:
    return [[_button(action) for action in row] for row in _rows(actions)]


def _rows(actions: Sequence[Action]) -> Iterator[list[Action]]:
    """In order, as many a row as the widest label of the row leaves room for."""
    row: list[Action] = []
    for action in actions:
        wider = [*row, action]
        widest = max(_width(each.label) for each in wider)
        fits = len(wider) * (widest + _PADDING) <= _COLUMNS
        most = _IN_A_ROW if widest < _WIDE else _IN_A_ROW - 1
        if row and (len(row) >= most or not fits):
            yield row
            wider = [action]
        row = wider
    if row:
        yield row


def _width(label: str) -> int:
    """In half widths: a Chinese character is two."""
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in label)


def _button(action: Action) -> dict[str, str]:
    if not 1 <= len(action.command.encode()) <= _BUTTON_BYTES:
        raise ValueError(f"too long for a button: {action.command!r}")
    return {
        "text": visible(action.label).strip() or action.command,
        "callback_data": action.command,
    }
