"""From cards to WeCom's calls, each within every limit; pure."""

import hashlib
import json
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Literal

from adapters.wecom import calls, cards, pictures
from adapters.wecom.calls import Call, Medium
from adapters.wecom.split import pieces
from adapters.wecom.text import (
    MARK,
    TEXT,
    cut,
    markdown_cost,
    markdown_words,
    marked_down,
    plain_cost,
    plain_words,
)
from bot.abilities import EVERY, Ability
from bot.cards.plain import told, typed_line
from bot.messages import Address, Card, Part
from bot.visible import visible

MARKDOWN = 3980
"""Of 4096 that a robot takes; 20 480 of the other kind would be no message for a phone."""
SHORT = 1000
"""Of a text that goes where what we made was refused."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TASK_ID = re.compile(r"[0-9A-Za-z_@-]{1,128}")
ABLE: dict[Medium, frozenset[Ability]] = {
    "app": frozenset([Ability.SPEAK, Ability.MENTION]),
    "aibot": EVERY - {Ability.FORWARD},
    "robot": frozenset(),
}
"""What people can do there; what they pass on arrives as if they had written it."""
_WAITING = ("code", "card", "aibot", "welcome")
_ONCE = ("aibot_respond_welcome_msg", "aibot_respond_update_msg")  # a req_id takes one of these


@dataclass(frozen=True, slots=True)
class Way:
    """How WeCom is set up.

    ``people``: what brings messages to people who did not ask.  ``plain``: text only, for those
    who read in WeChat.  ``agent``: the app, if there is one.
    """

    people: Literal["app", "aibot"]
    plain: bool = False
    agent: int | None = None


def render(to: Address, card: Card, replacing: str | None, way: Way) -> Sequence[Part]:
    """The card as messages, in order; the last one has the buttons.

    ``to.chat`` is a userid, ``group:CHATID`` or ``robot:NAME``.  ``replacing`` is where the answer
    is waited for: ``code:RESPONSE_CODE`` an app's card that was pressed, ``card:REQ_ID`` (or
    ``card:REQ_ID|TASK_ID``) a bot's, both taken if all fits one card; ``aibot:REQ_ID`` a message to
    the bot and ``welcome:REQ_ID`` its opened chat, which take the first part.  Anything else is a
    message, and no message can be changed.
    A form is what its card says, with buttons (decision 12).
    Raises ValueError for a button or an address that cannot be, a bug of whoever made it.
    """
    kind, _, place = (replacing or "").partition(":")
    if kind not in _WAITING or not _can_wait(to, kind, way):
        kind = ""
    medium = _medium(to, kind, way)
    if card.picture is not None:  # no picture has a caption here
        card = replace(card, body=(card.picture.words, *card.body))
    drawn = _drawn(told(card, ABLE[medium]), medium, plain=way.plain, kind=kind)
    made = [calls.new(to, content, medium, way.agent) for content, _ in drawn]
    if kind:
        made[0] = _put(kind, place, made, drawn[0][1])
    parts = [Part(_text(call), shows) for call, (_, shows) in zip(made, drawn, strict=True)]
    if card.document is not None:
        file = pictures.document_for(to, card.document, _medium(to, "", way), way.agent)
        parts.append(Part(_text(file), Card(card.document.name, once=card.once)))
    if card.picture is None:
        return parts
    shown = pictures.call_for(to, card.picture, _medium(to, "", way), way.agent)
    return parts if shown is None else [Part(_text(shown), Card(card.picture.words)), *parts]


def call_of(part: Part) -> Call:
    """The call that the part is."""
    call: Call = json.loads(part.content)
    return call


def repeated(part: Part) -> Part:
    """The same, marked as a possible repeat.

    An app's messages are repeated as they are: WeCom knows them by their bytes.  What takes the
    place of a card may be repeated unmarked, unless it has to become a message of its own.
    """
    call = call_of(part)
    if pictures.WORDS in call:
        shown = replace(part.shows, title=MARK + part.shows.title)
        return Part(_text(pictures.again(call)), shown)
    if call["via"] == "app":
        return part
    if call["via"] == "update" or call.get("cmd") in _ONCE:
        return replace(part, content=_text(call | {"again": True}))
    shown = replace(part.shows, title=MARK + part.shows.title)
    return Part(_text(_marked(call)), shown)


def as_new(to: Address, call: Call, way: Way) -> Call:
    """The same as a message nobody waits for: its place was late, or was used before.

    It stays in the chat where it was asked for.  What is a message already is left as it is.
    """
    content = calls.content_of(call["else"] if "else" in call else call["body"])
    if call["via"] == "update":
        made = calls.new(to, content, "app", way.agent)
    elif call["via"] == "aibot" and call["cmd"] != "aibot_send_msg":
        made = calls.new(to, content, "aibot", None)
    else:
        return call
    return _marked(made) if call.get("again") else made


def as_plain(call: Call) -> Call:
    """Words and nothing else: what WeCom cannot have anything against.

    A card loses nothing; a text is cut short.  A bot has no plain text but its welcome: its words
    are markdown without signs.
    """
    if pictures.WORDS in call:
        return pictures.in_words(call)
    body = call["body"]
    said = _said(body if "button" not in body else call["else"])
    text, markdown = calls.plain_text(said), calls.markdown(marked_down(said))
    match call["via"], call.get("cmd"):
        case "app", _:
            return calls.app_message(body["touser"], body["agentid"], text)
        case "update", _:
            made = calls.app_message(body["userids"][0], body["agentid"], text)
            return _marked(made) if call.get("again") else made
        case "robot", _:
            return call | {"body": text}
        case _, "aibot_respond_welcome_msg":
            return call | {"body": text, "else": markdown}
        case _, "aibot_respond_update_msg":
            made = calls.message(call["else"], markdown)
            return _marked(made) if call.get("again") else made
        case _, "aibot_send_msg":
            return calls.message(body, markdown)
    return call | {"body": markdown}


def filled(call: Call, key: str) -> Call:
    """The call with what tells this delivery from others, the same for every try.

    Cards carry ``key`` as their ``task_id``, an app's words a short mark at the end, without which
    WeCom would swallow the same words said twice.  A copy is another card: of one ``task_id`` WeCom
    takes only one.  Raises ValueError for a key that is no task_id.
    """
    key += "-copy" if call.get("copy") else ""
    if not _TASK_ID.fullmatch(key):
        raise ValueError("no key for a task_id")
    full = deepcopy(call)
    body = full["body"]
    if "template_card" in body:
        body["template_card"].setdefault("task_id", key)
    elif call["via"] == "app" and pictures.PNG not in call:
        said, mark = body[body["msgtype"]], sign(key)
        said["content"] = said["content"].removesuffix(mark) + mark
    return full


def sign(key: str) -> str:
    """The mark that a delivery's words carry: 〔7Q2〕, by Crockford's letters."""
    number = int.from_bytes(hashlib.blake2s(key.encode(), digest_size=2).digest(), "big")
    letters = (_CROCKFORD[number >> shift & 31] for shift in (10, 5, 0))
    return f"〔{''.join(letters)}〕"


def _can_wait(to: Address, kind: str, way: Way) -> bool:
    """A robot answers nobody; an app needs its number, and speaks in no group."""
    if to.chat.startswith("robot:"):
        return False
    return kind != "code" or (way.agent is not None and not to.chat.startswith("group:"))


def _medium(to: Address, kind: str, way: Way) -> Medium:
    if to.chat.startswith("robot:"):
        return "robot"
    if to.chat.startswith("group:") or kind in ("aibot", "card", "welcome"):
        return "aibot"
    return "app" if kind == "code" else way.people


def _drawn(card: Card, medium: Medium, *, plain: bool, kind: str) -> list[tuple[Call, Card]]:
    """Contents of the messages, each with the piece of the card that it shows."""
    for action in card.actions:
        if not 1 <= len(action.command.encode()) <= cards.BUTTON_BYTES:
            raise ValueError(f"too long for a button: {action.command!r}")
    buttons, typed = ((), card.actions) if plain else cards.chosen(card.actions)
    body = card.body + tuple(typed_line(action) for action in typed)
    shown = Card(card.title, body, buttons, card.about, once=card.once)
    last: Call | None = None
    if buttons:
        if (all_of_it := cards.whole(shown, cards.SUBTITLE[medium])) is not None:
            return [(calls.template(all_of_it), shown)]
        last = cards.pressing(card.title, buttons)
    drawn = _in_words(replace(shown, actions=()), medium, kind)
    if last is not None:
        shows = Card(last["main_title"]["title"], (), buttons, card.about, once=card.once)
        drawn.append((calls.template(last), shows))
    return drawn


def _in_words(card: Card, medium: Medium, kind: str) -> list[tuple[Call, Card]]:
    if medium == "app":
        parts = pieces(card, TEXT, plain_cost)
        return [(calls.plain_text(plain_words(part)), part) for part in parts]
    limit = TEXT if kind == "welcome" else MARKDOWN
    parts = pieces(card, limit, markdown_cost)
    return [(calls.markdown(markdown_words(part)), part) for part in parts]


def _put(kind: str, place: str, made: Sequence[Call], shown: Card) -> Call:
    """The first of the calls, turned to the place if it can be."""
    first = made[0]
    content = calls.content_of(first["body"])
    is_card = content["msgtype"] == "template_card"
    match kind:
        case "aibot":
            return calls.response("aibot_respond_msg", place, content)
        case "welcome":
            if is_card:
                return calls.response("aibot_respond_welcome_msg", place, content)
            said = calls.plain_text(plain_words(shown))
            return calls.response("aibot_respond_welcome_msg", place, said) | {"else": content}
        case "card" if len(made) == 1 and is_card:
            request, _, task = place.partition("|")
            template = content["template_card"] | ({"task_id": task} if task else {})
            body = {"response_type": "update_template_card", "template_card": template}
            update = calls.response("aibot_respond_update_msg", request, body)
            return update | {"else": first["body"]}
        case "code" if len(made) == 1:
            return _update(place, first["body"], shown) or first
    return first


def _update(code: str, body: Call, shown: Card) -> Call | None:
    """A card in place of the pressed one; or a word or two on its button, which is then dead."""
    to = {"userids": [body["touser"]], "agentid": body["agentid"], "response_code": code}
    if "template_card" in body:
        return {"via": "update", "body": to | {"template_card": body["template_card"]}}
    word = cards.shortened(shown.title, cards.LABEL)
    if shown.body or word != visible(shown.title).strip():
        return None
    button = to | {"button": {"replace_name": word}}
    return {"via": "update", "body": button, "else": calls.content_of(body)}


def _said(body: Call) -> str:
    """The words of a card, or as many of a message as are sure to fit."""
    if "template_card" in body:
        return cards.words(body["template_card"])
    return cut(calls.said(body), SHORT, markdown_cost)


def _marked(call: Call) -> Call:
    marked = deepcopy(call)
    body = marked["body"]
    if "template_card" in body:
        title = body["template_card"]["main_title"]
        title["desc"] = MARK + title.get("desc", "")
        body["template_card"].pop("task_id", None)
    else:
        said = body[body["msgtype"]]
        said["content"] = f"{MARK}\n{said['content']}"
    return marked | {"copy": True}


def _text(call: Call) -> str:
    return json.dumps(call, ensure_ascii=False)
