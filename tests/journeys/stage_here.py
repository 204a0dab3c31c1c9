"""Stages without a wire: a terminal, and the simulator of the browser."""

import base64
import json
from dataclasses import replace
from datetime import datetime

from adapters.console.adapter import ConsoleAdapter
from adapters.console.adapter import event as typed
from adapters.telegram import render as telegram
from adapters.web import inbound, screen
from adapters.web.adapter import WebAdapter
from adapters.web.screen import SKINS
from adapters.web.skins.shapes import Bubble
from bot.attachments import Attachment, Fetched, Missed
from bot.cards.plain import plain_text
from bot.messages import Account, Address, Channel, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Sent
from bot.ports import Adapter
from bot.site import simulator
from store import SqlStore
from tests.journeys.script import GROUP
from tests.journeys.stage import Said, Shown, Stage

_TENANT = "stage"
_GROUP = "other-chat"


class _Terminal(ConsoleAdapter):
    """With numbers on its messages, so that they can be answered, and a wire that can fail."""

    tenant = _TENANT

    def __init__(self) -> None:
        super().__init__(lambda _: None)
        self.taken: list[Shown] = []
        self.files: dict[str, bytes] = {}
        self.failing = 0
        self._sent = 0

    def to_request(self, event: Event) -> Request:
        said = json.loads(event.payload)
        request = super().to_request(event)
        file = said["file"] and Attachment(said["file"], None, event.id)
        return replace(
            request, pressed=said["pressed"], forwarded=said["forwarded"], attachment=file
        )

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        return Fetched(self.files[attachment.reference])

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        if self.failing:
            self.failing -= 1
            return Later(None, "unplugged")
        self._sent += 1
        card = part.shows
        buttons = tuple((action.label, action.command) for action in card.actions)
        chat = GROUP if to.chat == _GROUP else to.chat
        file = json.loads(part.content) if part.content else None
        content = file and (file["name"], base64.b64decode(file["content"]))
        self.taken.append(Shown(plain_text(card), buttons, str(self._sent), chat, content, card))
        return Sent(str(self._sent))


class Console(Stage):
    """What it shows is what the others are compared with."""

    platform = Platform.CONSOLE
    apart = True
    can = frozenset(("group", "reply", "forward", "fail", "until", "send"))
    terminal: _Terminal

    def account(self, place: int) -> Account:
        return Account(self.platform, _TENANT, str(101 + place))

    def connect(self) -> Adapter:
        self.terminal = _Terminal()
        return self.terminal

    def typed(self, said: Said) -> Event:
        return self._event(said, said.text, said.reply, pressed=False)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        group = shown.chat == GROUP
        return self._event(replace(said, group=group), value, shown, pressed=True)

    def _event(self, said: Said, text: str, reply: Shown | None, *, pressed: bool) -> Event:
        event = typed(
            Account(self.platform, _TENANT, said.user),
            text,
            id=str(said.number),
            channel=Channel.OTHER if said.group else Channel.PRIVATE,
            reply_to=None if reply is None else reply.id,
        )
        facts = json.loads(event.payload)
        facts |= {"pressed": pressed, "forwarded": said.forwarded, "file": None}
        if said.file is not None:
            facts["file"], self.terminal.files[event.id] = said.file
        return replace(event, payload=json.dumps(facts, ensure_ascii=False))

    def fail(self, times: int) -> None:
        self.terminal.failing = times

    def read(self) -> list[Shown]:
        taken, self.terminal.taken = self.terminal.taken, []
        return taken


class Browser(Stage):
    """Shown as on Telegram."""

    platform = Platform.WEB
    able = (telegram.ABLE,)
    can = frozenset(("group", "reply", "forward", "until"))
    tenant = "rehearsal"
    web: WebAdapter

    def __init__(self, store: SqlStore, at: datetime) -> None:
        super().__init__(store, at)
        self._seen = 0

    def account(self, place: int) -> Account:
        return Account(self.platform, self.tenant, f"u{101 + place}")

    def connect(self) -> Adapter:
        self.web = simulator(self.store, self.clock, self.tenant)
        self.web.hub.open = True
        self._seen = 0
        return self.web

    def typed(self, said: Said) -> Event:
        chat = "group" if said.group else said.user
        reply = None if said.reply is None else said.reply.id
        post = inbound.Post(
            id=f"post-{said.number:08}",
            user=said.user,
            chat=chat,
            text=said.text,
            reply_to=reply,
            forwarded=said.forwarded,
        )
        return inbound.event_of(post, self.tenant, text=said.text, window=None, filled=None)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        post = inbound.Post(
            id=f"post-{said.number:08}",
            user=said.user,
            chat="group" if shown.chat == GROUP else said.user,
            text=value,
            reply_to=shown.id,
            pressed=True,
        )
        return inbound.event_of(post, self.tenant, text=value, window=None, filled=None)

    def read(self) -> list[Shown]:
        hub, skin = self.web.hub, SKINS["telegram"]
        new = [entry for entry in hub.since(self._seen) or () if entry.calls]
        self._seen = hub.number
        found = [(screen.shown(entry, skin, hub), entry) for entry in new]
        return [_shown(one.drawn.bubbles, entry.id, entry.chat or "") for one, entry in found]


def _shown(bubbles: tuple[Bubble, ...], id: str, chat: str) -> Shown:
    bubbles = tuple(one for one in bubbles if not one.picture)  # beside the words of a digest
    lines = ["".join(text for text, _ in line) for one in bubbles for line in one.lines]
    rows = [button for one in bubbles for row in one.rows for button in row]
    buttons = tuple((button.label, button.line) for button in rows if button.line)
    return Shown("\n".join(lines), buttons, id, GROUP if chat == "group" else chat)
