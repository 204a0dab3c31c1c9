"""What WeCom refuses to send: its limits on messages, cards and menus, as errcodes.

Texts are measured in UTF-8 bytes, the parts of a card in Chinese characters, of which two Latin
letters take the room of one.  Its documents call most limits of cards advice; here they are walls,
for what is over them is cut on somebody's screen.
Codes: the table [90313], and [90236], [91770], [101463] for the sizes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

Json = dict[str, Any]

CLICKED = "button_interaction"
"""The only card with something to press that we make: the other two would be a mistake."""

_CARDS = frozenset({"text_notice", "news_notice", CLICKED})
_MEDIA = frozenset({"image", "voice", "video", "file"})
_TASK = re.compile(r"[0-9A-Za-z_@-]{1,128}")
_KEY, _MENU_KEY = 1024, 128
_OK = {"errcode": 0, "errmsg": "ok"}


class Refusal(Exception):
    """WeCom's answer with another errcode than 0."""

    def __init__(self, code: int, words: str = "refused by the fake") -> None:
        super().__init__(code)
        self.code, self.words = code, words

    def answer(self) -> Json:
        return {"errcode": self.code, "errmsg": self.words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What can be said where; ``sizes``: the bytes of each kind that has a content."""

    sizes: dict[str, int]
    media: frozenset[str] = _MEDIA
    cards: frozenset[str] = _CARDS
    sub_title: int = 112


APP = Place(sizes={"text": 2048, "markdown": 2048}, sub_title=160)
ROBOT = Place(
    sizes={"text": 2048, "markdown": 4096, "markdown_v2": 4096},
    media=frozenset({"file", "voice"}),
    cards=frozenset({"text_notice", "news_notice"}),
)
REPLY = Place(sizes={"text": 2048, "markdown": 20_480, "stream": 20_480})
PUSH = Place(sizes={"markdown": 20_480})


def ok(**more: Any) -> Json:
    return _OK | more


def size(text: str) -> int:
    return len(text.encode())


def room(text: str) -> int:
    """In Chinese characters."""
    halves = sum(2 if east_asian_width(sign) in "FWA" else 1 for sign in text)
    return (halves + 1) // 2


def check_message(body: Json, place: Place) -> str | None:
    """Raise Refusal; the media_id that still has to be looked up, if there is one."""
    kind = body.get("msgtype")
    said = body.get(kind) if isinstance(kind, str) else None
    if kind not in {*place.sizes, *place.media, "template_card"}:
        raise Refusal(40008, "invalid message type")
    if not isinstance(said, dict):
        raise Refusal(40058, f"{kind} is missing")
    if kind == "template_card":
        check_card(said, place)
    elif kind in place.sizes:
        check_content(said, place.sizes[kind], empty=kind == "stream")
    else:
        media: str = said.get("media_id") or ""
        return media
    return None


def check_content(said: Json, most: int, *, empty: bool = False) -> None:
    content = said.get("content", "")
    if not isinstance(content, str) or not (content or empty):
        raise Refusal(44004, "empty content")
    if size(content) > most:
        raise Refusal(45002, f"content size out of limit: {size(content)} > {most} bytes")


def check_card(card: Any, place: Place) -> None:
    if not isinstance(card, dict) or card.get("card_type") not in place.cards:
        raise Refusal(42031, "card_type")
    title = card.get("main_title") or {}
    if not title.get("title") and not card.get("sub_title_text"):
        raise Refusal(42033, "neither main_title.title nor sub_title_text")
    _at_most(title.get("title"), 36, "main_title.title")
    _at_most(title.get("desc"), 44, "main_title.desc")
    _at_most(card.get("sub_title_text"), place.sub_title, "sub_title_text")
    _check_lines(card.get("horizontal_content_list") or [])
    _check_jumps(card.get("jump_list") or [])
    _check_kind(card)
    if "task_id" in card or card["card_type"] == CLICKED:
        task = card.get("task_id")
        if not isinstance(task, str) or not _TASK.fullmatch(task):
            raise Refusal(42014, "invalid task_id")


def _check_kind(card: Json) -> None:
    """What only one type of card has."""
    match card["card_type"]:
        case "text_notice":
            _check_action(card.get("card_action"))
        case "news_notice":
            _check_action(card.get("card_action"))
            if not (card.get("card_image") or card.get("image_text_area")):
                raise Refusal(42044, "card_image")
        case "button_interaction":
            _check_buttons(card.get("button_list"))


def check_menu(menu: Any) -> None:
    """At most 3 above and 5 below; names of 16 and 40 bytes, keys of 128 [90231]."""
    entries = menu.get("button") if isinstance(menu, dict) else None
    if not isinstance(entries, list) or not 1 <= len(entries) <= 3:
        raise Refusal(40016, "invalid button size")
    for entry in entries:
        below = entry.get("sub_button") or []
        if len(below) > 5:
            raise Refusal(40023, "invalid sub button size")
        if not 1 <= size(entry.get("name", "")) <= 16:
            raise Refusal(40018, "invalid button name size")
        if any(not 1 <= size(child.get("name", "")) <= 40 for child in below):
            raise Refusal(40025, "invalid sub button name size")
        for leaf in below or [entry]:
            _check_leaf(leaf)


def _check_leaf(leaf: Json) -> None:
    if leaf.get("type") not in ("click", "view"):
        raise Refusal(40017, "invalid button type")
    if leaf["type"] == "click" and not 1 <= size(leaf.get("key", "")) <= _MENU_KEY:
        raise Refusal(40019, "invalid button key size")
    if leaf["type"] == "view" and not str(leaf.get("url", "")).startswith("http"):
        raise Refusal(40094, "invalid url")


def _at_most(text: Any, characters: int, where: str) -> None:
    if text is None:
        return
    if not isinstance(text, str) or room(text) > characters:
        raise Refusal(40058, f"{where} exceeds {characters} characters")


def _check_lines(lines: list[Json]) -> None:
    if len(lines) > 6:
        raise Refusal(42035, "horizontal_content_list")
    for line in lines:
        if not line.get("keyname"):
            raise Refusal(42027, "horizontal_content_list.keyname")
        _at_most(line["keyname"], 5, "horizontal_content_list.keyname")
        _at_most(line.get("value"), 30, "horizontal_content_list.value")


def _check_jumps(jumps: list[Json]) -> None:
    if len(jumps) > 3:
        raise Refusal(42042, "jump_list")
    if not all(jump.get("title") for jump in jumps):
        raise Refusal(42033, "jump_list.title")
    if any(jump.get("type") == 1 and not jump.get("url") for jump in jumps):
        raise Refusal(42028, "jump_list.url")


def _check_action(action: Any) -> None:
    if not isinstance(action, dict) or action.get("type") not in (1, 2):
        raise Refusal(42045, "card_action")
    if action["type"] == 1 and not str(action.get("url", "")).startswith("http"):
        raise Refusal(42028, "card_action.url")


def _check_buttons(buttons: Any) -> None:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 6:
        raise Refusal(40058, "button_list has 1 to 6 entries")
    for button in buttons:
        if not button.get("text") or room(button["text"]) > 10:
            raise Refusal(42038, "button_list.text")
        if button.get("style", 1) not in (1, 2, 3, 4):
            raise Refusal(40058, "button_list.style")
    _check_keys(((b.get("key") for b in buttons)), 42039, "button_list.key")


def _check_keys(keys: Iterable[Any], code: int, where: str) -> None:
    """Texts, none of them twice."""
    seen = list(keys)
    if any(not isinstance(key, str) or not 1 <= size(key) <= _KEY for key in seen):
        raise Refusal(code, where)
    if len(set(seen)) < len(seen):
        raise Refusal(code, f"{where} twice")
