"""One person's phone on each platform: real adapters, real store, a fake platform at the wire.

What is typed or pressed goes in as the platform sends it; what is read comes out of the platform's
ledger, as a person would see it.
"""

import itertools
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

from adapters.console.adapter import TENANT, ConsoleAdapter
from adapters.console.adapter import event as typed
from adapters.slack import inbound as slack_inbound
from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.reception import Identity
from adapters.telegram import inbound
from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from bot.app import Parts, assemble
from bot.cards.plain import plain_text
from bot.messages import Account as PlatformAccount
from bot.messages import Channel, Event, Part, Platform
from bot.ports import Adapter
from bot.settings import Settings
from store import SqlStore
from tests.fakes import slack_payloads, slack_presses
from tests.fakes.process import Fake
from tests.journeys.serving import BOT, TOKEN, message
from tests.world import FakeClock

USER = "77"
_TAGS = re.compile("</?b>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it; ``buttons``: labels with what a press sends."""

    text: str
    buttons: tuple[tuple[str, str], ...]
    id: str


class Phone(ABC):
    """``account`` is whose phone it is."""

    account: PlatformAccount

    def __init__(self, store: SqlStore) -> None:
        self.clock = FakeClock()
        self.store = store
        self._numbers = itertools.count(1)
        self.adapter = self.connect()
        settings = Settings.model_construct(liaison_flood="0")  # a clock that hardly moves
        self.parts: Parts = assemble(store, self.clock, [self.adapter], settings)
        self.screen: list[Shown] = []

    @abstractmethod
    def connect(self) -> Adapter: ...

    @abstractmethod
    def typed(self, text: str, number: int) -> Event: ...

    @abstractmethod
    def pressed(self, shown: Shown, value: str, number: int) -> Event: ...

    @abstractmethod
    def read(self) -> list[Shown]:
        """Everything that the platform has taken so far."""

    async def ready(self) -> None:
        """Once the bot can be spoken to."""
        return None

    async def say(self, text: str) -> list[Shown]:
        return await self._put(self.typed(text, next(self._numbers)))

    async def press(self, label: str) -> list[Shown]:
        """The button of the newest message that has one with this label."""
        for shown in reversed(self.screen):
            for name, value in shown.buttons:
                if name == label:
                    return await self._put(self.pressed(shown, value, next(self._numbers)))
        raise LookupError(f"no button {label}")

    async def _put(self, event: Event) -> list[Shown]:
        await self.parts.gate(self.adapter).accept(event)
        while await self.parts.worker.once():
            pass
        before = len(self.screen)
        while await self._waiting():
            await self.parts.postman.drain()
            await self.clock.sleep(1.5)
        self.screen = self.read()
        return self.screen[before:]

    async def _waiting(self) -> bool:
        async with self.store.view() as unit:
            return bool(await unit.outbox.listing(every=True))

    async def close(self) -> None:
        await self.adapter.close()


class Console(Phone):
    account = PlatformAccount(Platform.CONSOLE, TENANT, USER)

    def connect(self) -> Adapter:
        self._seen: list[Part] = []
        return ConsoleAdapter(self._seen.append)

    def typed(self, text: str, number: int) -> Event:
        return typed(self.account, text, id=str(number), channel=Channel.PRIVATE)

    def pressed(self, shown: Shown, value: str, number: int) -> Event:
        where = {"channel": Channel.PRIVATE, "reply_to": shown.id}
        return typed(self.account, value, id=str(number), **where)  # type: ignore[arg-type]

    def read(self) -> list[Shown]:
        return [
            Shown(
                plain_text(part.shows),
                tuple((action.label, action.command) for action in part.shows.actions),
                str(n),
            )
            for n, part in enumerate(self._seen, 1)
        ]


class Telegram(Phone):
    account = PlatformAccount(Platform.TELEGRAM, BOT, USER)

    def __init__(self, store: SqlStore, fake: Fake) -> None:
        self.fake, self.start = fake, len(fake.accepted("sendMessage", "editMessageText"))
        super().__init__(store)

    def connect(self) -> Adapter:
        settings = TelegramSettings(token=TOKEN, api_base=self.fake.base)
        return TelegramAdapter(settings, self.clock, _alone)

    def typed(self, text: str, number: int) -> Event:
        return inbound.event_of(message(number, int(USER), text), BOT)

    def pressed(self, shown: Shown, value: str, number: int) -> Event:
        card = message(int(shown.id), int(USER), "")["message"]
        press = {"id": str(number), "from": card["from"], "message": card, "data": value}
        return inbound.event_of({"update_id": number, "callback_query": press}, BOT)

    def read(self) -> list[Shown]:
        lines = self.fake.accepted("sendMessage", "editMessageText")[self.start :]
        return [_of_telegram(line) for line in lines]


class Slack(Phone):
    account = PlatformAccount(Platform.SLACK, slack_payloads.TEAM, slack_payloads.USER)

    def __init__(self, store: SqlStore, fake: Fake) -> None:
        self.fake, self.start = fake, len(fake.accepted("chat.postMessage", "chat.update"))
        super().__init__(store)

    def connect(self) -> Adapter:
        base = self.fake.base + "/api"
        settings = SlackSettings(token="xoxb-1", app_token="xapp-1", api_base=base)
        who = Identity(slack_payloads.TEAM, slack_payloads.BOT_USER, slack_payloads.APP)
        return SlackAdapter(settings, who, self.clock)

    def typed(self, text: str, number: int) -> Event:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        payload = slack_payloads.message(escaped, id=f"Ev{number}", ts=f"{number}.000100")
        return slack_inbound.event_of(payload, slack_payloads.TEAM)

    def pressed(self, shown: Shown, value: str, number: int) -> Event:
        channel, _, ts = shown.id.partition("/")
        payload = slack_presses.press(value, channel=channel, ts=ts, trigger=f"t{number}")
        return slack_inbound.event_of(payload, slack_payloads.TEAM)

    def read(self) -> list[Shown]:
        lines = self.fake.accepted("chat.postMessage", "chat.update")[self.start :]
        return [_of_slack(line) for line in lines]


def _of_telegram(line: dict[str, Any]) -> Shown:
    fields = line["fields"]
    markup = fields.get("reply_markup", {"inline_keyboard": []})
    markup = json.loads(markup) if isinstance(markup, str) else markup
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    text = unescape(_TAGS.sub("", fields["text"]))
    labels = tuple((button["text"], button["callback_data"]) for button in buttons)
    return Shown(text, labels, str(line["message_id"]))


def _of_slack(line: dict[str, Any]) -> Shown:
    fields = line["fields"]
    rows = [block for block in fields.get("blocks", ()) if block["type"] == "actions"]
    buttons = [element for row in rows for element in row["elements"]]
    labels = tuple((button["text"]["text"], button["value"]) for button in buttons)
    return Shown(unescape(fields["text"]), labels, f"{line['channel']}/{line['ts']}")


@asynccontextmanager
async def _alone(_: str) -> Any:
    yield


def meaning(shown: Sequence[Shown]) -> str:
    """What was said, whatever the layout: all text without blanks, then all buttons."""
    text = "".join("".join(one.text.split()) for one in shown)
    buttons = [f"[{label}: {command}]" for one in shown for label, command in one.buttons]
    return "\n".join([text, *buttons])
