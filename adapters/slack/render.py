"""From cards to Slack's calls, each within every limit; pure."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from adapters.slack import files, views
from adapters.slack.blocks import BUTTONS, Block, blocks, escape, is_whole, pieces, unescape, words
from bot.abilities import EVERY
from bot.cards.plain import told, typed_line
from bot.messages import Action, Address, Card, Part, Platform

Call = dict[str, Any]
"""A call as it goes out: ``method`` and its arguments.

``response_url`` is one, too: what goes to ``url`` is the rest of it.
"""

MARK = "（可能重复）"
_AGAIN = "again"  # of a call: a new message that it leads to carries the mark
_ELSE = "else"  # of a call: text and blocks of the message that says the same
_OURS = ("method", _AGAIN, _ELSE)
_USES = 5  # of a response_url, within half an hour


def render(to: Address, card: Card, replacing: str | None = None) -> Sequence[Part]:
    """The card as messages, in order; the last one has the buttons.

    ``replacing`` is a message that the card takes the place of, if it fits one: ``CHANNEL/TS``.
    Or it is a place that takes the first part, and messages say the rest: ``view:EXTERNAL_ID`` a
    window, where a form has fields; ``home:USER`` the tab that somebody has of the bot.  Or it is
    where somebody waits for an answer that nobody else sees, which takes five parts: ``url:URL``;
    ``url!URL`` if the first takes the place of what was pressed.
    Raises ValueError for a button or a form that does not fit, a bug of whoever drew it.
    """
    card = told(card, EVERY)
    body = card.body + tuple(_to_type(card.actions))
    parts = pieces(replace(card, body=body, actions=card.actions[:BUTTONS]))
    calls = [_post(to, words(part), blocks(part)) for part in parts]
    if replacing is not None:
        calls = _put(replacing, calls, parts[0], card)
    made = [Part(_text(call), part) for call, part in zip(calls, parts, strict=True)]
    if card.document is not None:
        file = files.document_for(to.chat, to.thread, card.document)
        made.append(Part(_text(file), Card(card.document.name, once=card.once)))
    if card.picture is None:
        return made
    shown = files.call_for(to.chat, to.thread, card.picture.png, card.picture.words)
    return [Part(_text(shown), Card(card.picture.words)), *made]


def repeated(part: Part) -> Part:
    """The same, marked as a possible repeat.

    What takes the place of something may be repeated unmarked, unless it has to become a message
    of its own.
    """
    call = call_of(part)
    if call["method"] == files.METHOD:
        return replace(part, content=_text(call | {"title": MARK + call["title"]}))
    if _takes_a_place(call):
        return replace(part, content=_text(call | {_AGAIN: True}))
    shown = replace(part.shows, title=MARK + part.shows.title)
    return Part(_text(_marked(call)), shown)


def call_of(part: Part) -> Call:
    """The call that the part is."""
    call: Call = json.loads(part.content)
    return call


def wire(call: Call) -> tuple[str, Call]:
    """Method and arguments as Slack takes them; of ``response_url`` the ``url`` is among them."""
    return call["method"], {name: value for name, value in call.items() if name not in _OURS}


def as_new(to: Address, call: Call) -> Call:
    """The same as a message of its own, where its place is gone; a form in words."""
    if call["method"] == files.METHOD:
        return as_plain(call)
    said = call.get(_ELSE, call)
    new = _post(to, said["text"], said.get("blocks", []))
    return _marked(new) if call.get(_AGAIN) else new


def as_plain(call: Call) -> Call:
    """Words and nothing else: what Slack cannot have anything against."""
    method = call["method"]
    if method == files.METHOD:
        return _post(Address(Platform.SLACK, "", call["channel"]), escape(files.in_words(call)), [])
    if method.startswith("views."):
        said = {"text": call[_ELSE]["text"]}
        return call | {"view": views.reduced(call["view"], unescape(said["text"])), _ELSE: said}
    if method == "chat.update":
        return call | {"blocks": []}  # left out, the old ones would stay
    return {name: value for name, value in call.items() if name != "blocks"} | {"mrkdwn": False}


def _to_type(actions: Sequence[Action]) -> Iterator[str]:
    """Lines for what no button holds or says."""
    for place, action in enumerate(actions):
        if place >= BUTTONS or not is_whole(action):
            yield typed_line(action)


def _put(replacing: str, calls: list[Call], first: Card, card: Card) -> list[Call]:
    """The calls, as many as can be turned to the place; ``first``: the piece of the first one."""
    kind, place = replacing[:5], replacing[5:]
    said = {_ELSE: {name: calls[0][name] for name in ("text", "blocks")}}
    if kind == "view:":
        view = views.asking(place, first, card.form) if card.form else views.saying(place, first)
        update = {"method": "views.update", "external_id": place, "view": view}
        return [update | said, *calls[1:]]
    if kind == "home:":
        publish = {"method": "views.publish", "user_id": place, "view": views.home(first)}
        return [publish | said, *calls[1:]]
    if kind[:4] in ("url:", "url!"):
        answers = [_answer(replacing[4:], call) for call in calls[:_USES]]
        if kind[:4] == "url!":
            answers[0]["replace_original"] = True
        return answers + calls[_USES:]
    channel, _, ts = replacing.partition("/")
    return [_instead(channel, ts, calls[0])] if ts and len(calls) == 1 else calls


def _post(to: Address, text: str, shown: list[Block]) -> Call:
    """Without blocks the text is shown as it is."""
    thread = {} if to.thread is None else {"thread_ts": to.thread}
    body: Call = {"blocks": shown} if shown else {"mrkdwn": False}
    return {
        "method": "chat.postMessage",
        "channel": to.chat,
        **thread,
        "text": text,
        **body,
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "parse": "none",
    }


def _instead(channel: str, ts: str, call: Call) -> Call:
    return {
        "method": "chat.update",
        "channel": channel,
        "ts": ts,
        "text": call["text"],
        "blocks": call["blocks"],
        "link_names": False,
        "parse": "none",
    }


def _answer(url: str, call: Call) -> Call:
    return {
        "method": "response_url",
        "url": url,
        "response_type": "ephemeral",
        "text": call["text"],
        "blocks": call["blocks"],
    }


def _takes_a_place(call: Call) -> bool:
    method = call["method"]
    return method not in ("chat.postMessage", "response_url") or "replace_original" in call


def _marked(call: Call) -> Call:
    marked = deepcopy(call)
    marked["text"] = f"{MARK}\n{call['text']}"
    for first in marked.get("blocks", [])[:1]:
        between = "" if first["type"] == "header" else "\n"
        first["text"]["text"] = f"{MARK}{between}{first['text']['text']}"
    return marked


def _text(call: Call) -> str:
    return json.dumps(call, ensure_ascii=False)
