"""A chat as one platform would show it: messages, some in the place of others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.web.hub import Entry, Hub
from adapters.web.skins.shapes import Drawn, Skin, Window
from adapters.web.skins.slack import SLACK
from adapters.web.skins.telegram import TELEGRAM
from adapters.web.skins.wecom import WECOM

SKINS = {skin.name: skin for skin in (TELEGRAM, SLACK, WECOM)}


@dataclass(frozen=True, slots=True)
class Shown:
    """``word``: what stands on its dead buttons.  ``quoted``: what it replies to, in a line."""

    entry: Entry
    drawn: Drawn
    word: str | None = None
    quoted: str = ""


def shown(entry: Entry, skin: Skin, hub: Hub) -> Shown:
    """One entry."""
    drawn = skin.draw(entry.calls[skin.name]) if entry.calls else Drawn()
    return Shown(entry, drawn, quoted=_quoted(entry, skin, hub))


def chat(hub: Hub, name: str, skin: Skin) -> Sequence[Shown]:
    """All of a chat, in order."""
    found: dict[str, Shown] = {}
    for entry in hub.said(name):
        one = shown(entry, skin, hub)
        if one.drawn.window is not None and not one.drawn.bubbles:
            continue
        old = one.drawn.instead
        if old not in found:
            found[entry.id] = one
        elif one.drawn.word is not None and not one.drawn.bubbles:
            found[old] = replace(found[old], word=one.drawn.word)
        else:
            found = {
                entry.id if id == old else id: one if id == old else was
                for id, was in found.items()
            }
    return list(found.values())


def window(hub: Hub, chats: Sequence[str], id: str) -> Window | None:
    """What stood in a window last."""
    for entry in reversed([entry for chat in chats for entry in hub.said(chat)]):
        if entry.calls:
            drawn = SLACK.draw(entry.calls[SLACK.name])
            if drawn.window is not None and drawn.window.id == id:
                return drawn.window
    return None


def _quoted(entry: Entry, skin: Skin, hub: Hub) -> str:
    if entry.reply_to is None or entry.pressed or (old := hub.find(entry.reply_to)) is None:
        return ""
    if not old.calls:
        return old.text.partition("\n")[0]
    for bubble in skin.draw(old.calls[skin.name]).bubbles:
        first = "".join(text for text, _ in bubble.lines[0]) if bubble.lines else ""
        if said := bubble.title or first:
            return said
    return ""
