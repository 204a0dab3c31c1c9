"""Where stories are played: real adapters, the real store, a fake platform at the wire.

What is typed or pressed goes in as the platform sends it; what is read comes out of the platform's
ledger, as a person would see it.
"""

import itertools
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any, ClassVar

from adapters.slack import inbound as slack_inbound
from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.reception import Identity
from adapters.telegram import inbound
from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from bot.app import Parts, assemble
from bot.clocks import midnight
from bot.messages import Account, Event, Platform
from bot.ports import Adapter
from bot.settings import Settings
from store import SqlStore
from tests.fakes import slack_payloads, slack_presses
from tests.fakes.process import Fake
from tests.journeys.script import GROUP, ZONE
from tests.journeys.serving import BOT, TOKEN, message
from tests.world import FakeClock

_TAGS = re.compile("</?b>")
_SOON = timedelta(seconds=90)  # a pause of a platform, or another try
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it; ``buttons``: labels with what a press sends.

    ``chat``: the user's id, or ``群``.
    """

    text: str
    buttons: tuple[tuple[str, str], ...]
    id: str
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody does: types, answers a message, passes another's on, speaks in the group."""

    user: str
    text: str
    number: int
    at: datetime
    reply: Shown | None = None
    group: bool = False
    forwarded: bool = False


class Stage(ABC):
    """``can``: which of the steps that not every platform has are played here."""

    platform: ClassVar[Platform]
    can: ClassVar[frozenset[str]]

    _stages = itertools.count(1)

    def __init__(self, store: SqlStore, at: datetime) -> None:
        self.clock, self.store = FakeClock(at), store
        self.first = 100 * next(Stage._stages)  # of its people: platforms limit what one is sent
        self._numbers = itertools.count(1)
        self.down = False
        self.opened()

    def opened(self) -> None:
        """The program, started anew on what is stored."""
        self.adapter = self.connect()
        settings = Settings.model_construct(liaison_flood="0")  # a clock that hardly moves
        self.settings = settings
        self.parts: Parts = assemble(self.store, self.clock, [self.adapter], settings)

    @abstractmethod
    def account(self, place: int) -> Account:
        """Of the story's person at this place."""

    @abstractmethod
    def connect(self) -> Adapter: ...

    @abstractmethod
    def typed(self, said: Said) -> Event: ...

    @abstractmethod
    def pressed(self, shown: Shown, value: str, said: Said) -> Event: ...

    @abstractmethod
    def read(self) -> Sequence[Shown]:
        """What the platform has taken since the last time."""

    def fail(self, times: int) -> None:
        """So many messages are not taken, certainly."""
        raise AssertionError(f"nothing fails here, not even {times} times")

    async def ready(self) -> None:
        """Once the bot can be spoken to."""
        return None

    def now(self, user: str, text: str, **how: Any) -> Said:
        return Said(user=user, text=text, number=next(self._numbers), at=self.clock.now(), **how)

    async def put(self, event: Event) -> None:
        await self.parts.gate(self.adapter).accept(event)
        if not self.down:
            await self.work()

    async def work(self) -> None:
        """Until everything that has come is answered, and everything that is due has left."""
        while await self.parts.worker.once():
            pass
        for _ in range(_ROUNDS):
            await self.parts.postman.drain()
            waiting = await self._waiting()
            if not waiting:
                return
            until = min(due or self.clock.now() for _, due in waiting)
            await self.clock.sleep(max(1.5, (until - self.clock.now()).total_seconds()))
        raise AssertionError(f"messages wait for ever: {waiting}")

    async def until(self, moment: datetime) -> None:
        """From stop to stop, as ticks would find it; at each, what is due is sent."""
        for stop in (*_stops(self.clock.now(), moment), moment):
            self.clock.at = max(self.clock.at, stop)
            now = self.clock.now()
            await self.parts.planner.look(now=now, midnight=midnight(now, self.settings.zone))
            await self.work()

    async def _waiting(self) -> list[tuple[str, datetime | None]]:
        """What is to leave soon: why not yet, and when."""
        async with self.store.view() as unit:
            rows = await unit.outbox.listing(every=True)
        soon = self.clock.now() + _SOON
        return [
            (f"{row.state} {row.reason}", row.due)
            for row in rows
            if row.state != "dead" and (row.due is None or row.due <= soon)
        ]

    async def close(self) -> None:
        await self.adapter.close()


def _stops(start: datetime, end: datetime) -> Iterator[datetime]:
    """Some moments of each day on the way: its beginning, the bundles, the last call, a digest."""
    day = start.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    while day < end:
        for hour, minute in ((0, 1), (9, 0), (9, 25), (14, 5), (16, 5)):
            stop = day.replace(hour=hour, minute=minute)
            if start < stop < end:
                yield stop
        day += timedelta(days=1)


class _Ledger(Stage):
    """A platform that is a process of its own and writes down what it takes."""

    methods: ClassVar[tuple[str, ...]]

    def __init__(self, store: SqlStore, at: datetime, fake: Fake) -> None:
        self.fake = fake
        self._at = fake.ledger.stat().st_size
        super().__init__(store, at)

    def read(self) -> list[Shown]:
        return [self.shown(line) for line in self.lines()]

    def lines(self) -> list[dict[str, Any]]:
        """What has been written down since."""
        with self.fake.ledger.open("rb") as ledger:
            ledger.seek(self._at)
            written = ledger.read()
        whole = written[: written.rfind(b"\n") + 1]
        self._at += len(whole)
        lines = map(json.loads, whole.decode().splitlines())
        return [line for line in lines if line["method"] in self.methods]

    @abstractmethod
    def shown(self, line: dict[str, Any]) -> Shown: ...


class Telegram(_Ledger):
    platform = Platform.TELEGRAM
    can = frozenset(("group", "reply", "forward", "fail", "until"))
    methods = ("sendMessage", "editMessageText")
    _group = -1001

    def account(self, place: int) -> Account:
        return Account(self.platform, BOT, str(self.first + place))

    def connect(self) -> Adapter:
        settings = TelegramSettings(token=TOKEN, api_base=self.fake.base)
        return TelegramAdapter(settings, self.clock, _alone)

    def typed(self, said: Said) -> Event:
        update = message(said.number, int(said.user), said.text)
        inner = update["message"] | {"date": int(said.at.timestamp())}
        if said.group:
            inner["chat"] = {"id": self._group, "type": "supergroup", "title": "工作群"}
        if said.reply is not None:
            ours = message(int(said.reply.id), int(said.user), said.reply.text)["message"]
            ours["from"] = {"id": int(BOT), "is_bot": True, "first_name": "Liaison"}
            inner["reply_to_message"] = ours
        if said.forwarded:
            origin = {"type": "hidden_user", "sender_user_name": "某人", "date": 1570759200}
            inner["forward_origin"] = origin
        return inbound.event_of(update | {"message": inner}, BOT)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        card = message(int(shown.id), int(said.user), "")["message"]
        if shown.chat == GROUP:
            card["chat"] = {"id": self._group, "type": "supergroup", "title": "工作群"}
        press = {"id": str(said.number), "from": card["from"], "message": card, "data": value}
        return inbound.event_of({"update_id": said.number, "callback_query": press}, BOT)

    def fail(self, times: int) -> None:
        busy = {"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}
        self.fake.control("/script", {"sendMessage": [{"status": 429, "body": busy}] * times})

    def shown(self, line: dict[str, Any]) -> Shown:
        fields = line["fields"]
        markup = fields.get("reply_markup", {"inline_keyboard": []})
        markup = json.loads(markup) if isinstance(markup, str) else markup
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        labels = tuple((b["text"], b["callback_data"]) for b in buttons if "callback_data" in b)
        text = unescape(_TAGS.sub("", fields["text"]))
        chat = str(fields["chat_id"])
        return Shown(text, labels, str(line["message_id"]), GROUP if chat[0] == "-" else chat)


class Slack(_Ledger):
    platform = Platform.SLACK
    can = frozenset(("group", "reply", "fail", "until"))
    methods = ("chat.postMessage", "chat.update")

    def account(self, place: int) -> Account:
        return Account(self.platform, slack_payloads.TEAM, f"U{self.first + place}")

    def connect(self) -> Adapter:
        base = self.fake.base + "/api"
        settings = SlackSettings(token="xoxb-1", app_token="xapp-1", api_base=base)
        who = Identity(slack_payloads.TEAM, slack_payloads.BOT_USER, slack_payloads.APP)
        return SlackAdapter(settings, who, self.clock)

    def typed(self, said: Said) -> Event:
        text = said.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        ts = f"{int(said.at.timestamp())}.{said.number:06}"
        if said.group:
            text = text.replace("@联络员", f"<@{slack_payloads.BOT_USER}>")
            payload = slack_payloads.mention(text, user=said.user, ts=ts, id=f"Ev{said.number}")
        else:
            thread = None if said.reply is None else said.reply.id.partition("/")[2]
            payload = slack_payloads.message(
                text,
                id=f"Ev{said.number}",
                ts=ts,
                user=said.user,
                channel=f"D{said.user}",
                thread=thread,
            )
        return slack_inbound.event_of(payload, slack_payloads.TEAM)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        channel, _, ts = shown.id.partition("/")
        payload = slack_presses.press(
            value, channel=channel, ts=ts, user=said.user, trigger=f"t{said.number}"
        )
        return slack_inbound.event_of(payload, slack_payloads.TEAM)

    def fail(self, times: int) -> None:
        order = {"method": "chat.postMessage", "error": "service_unavailable"}
        self.fake.control("/order", [order] * times)

    def shown(self, line: dict[str, Any]) -> Shown:
        fields = line["fields"]
        rows = [block for block in fields.get("blocks", ()) if block["type"] == "actions"]
        buttons = [element for row in rows for element in row["elements"]]
        labels = tuple((b["text"]["text"], b["value"]) for b in buttons if "value" in b)
        chat = line["channel"]
        whose = chat[1:] if chat[0] == "D" else GROUP
        return Shown(unescape(fields["text"]), labels, f"{chat}/{line['ts']}", whose)


@asynccontextmanager
async def _alone(_: str) -> Any:
    yield
