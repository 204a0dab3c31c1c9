"""One person's phone on WeCom: the app in one chat, the intelligent robot in another."""

import asyncio
from html import unescape
from typing import Any

from adapters.wecom import inbound
from adapters.wecom.adapter import WecomAdapter
from adapters.wecom.bot_socket import BotTuning
from bot.messages import Account, Event, Platform
from bot.ports import Adapter
from store import SqlStore
from tests.adapters.wecom_app import Board, settings
from tests.adapters.wecom_bot import TENANT, robot
from tests.fakes import wecom_frames as frames
from tests.fakes import wecom_payloads as payloads
from tests.fakes.process import Fake
from tests.fakes.wecom_rules import Json
from tests.journeys.phones import Phone, Shown

_APP = ("message/send", "message/update_template_card")
_ROBOT = ("aibot_respond_msg", "aibot_send_msg", "aibot_respond_update_msg")
_JOINER = "\u2060"


class _Wecom(Phone):
    account = Account(Platform.WECOM, payloads.CORP, payloads.USER.casefold())
    methods: tuple[str, ...]

    def __init__(self, store: SqlStore, fake: Fake) -> None:
        self.fake, self.start = fake, len(fake.accepted(*self.methods))
        super().__init__(store)

    def read(self) -> list[Shown]:
        return [_shown(line["fields"]) for line in self.fake.accepted(*self.methods)[self.start :]]


class WecomApp(_Wecom):
    """``_cards``: the card that was sent for each that has taken its place since."""

    methods = _APP

    def connect(self) -> Adapter:
        board = Board()
        self._cards: dict[str, str] = {}
        return WecomAdapter(settings(self.fake), self.clock, board, board.exclusive)

    def typed(self, text: str, number: int) -> Event:
        return inbound.event_of(payloads.text(text, id=number), payloads.CORP)

    def pressed(self, shown: Shown, value: str, number: int) -> Event:
        card = self._cards.get(shown.id, shown.id)
        code = self.fake.control("/press", {"task_id": card})["response_code"]
        self._pressed = card
        plain = payloads.press(value, task=shown.id, code=code, at=payloads.AT + number)
        return inbound.event_of(plain, payloads.CORP)

    def read(self) -> list[Shown]:
        screen = super().read()
        for shown, line in zip(screen, self.fake.accepted(*_APP)[self.start :], strict=True):
            if line["method"] == _APP[1]:
                self._cards.setdefault(shown.id, self._pressed)
        return screen


class WecomRobot(_Wecom):
    """What is said goes over the connection; handing the same frame in again changes nothing."""

    methods = _ROBOT
    _listening: asyncio.Task[None] | None = None

    def connect(self) -> Adapter:
        return robot(self.fake, self.clock, tuning=BotTuning(ping=0.2))

    def typed(self, text: str, number: int) -> Event:
        return self._said(frames.text(text, id=f"m{number}", req=f"r{number}"))

    def pressed(self, shown: Shown, value: str, number: int) -> Event:
        return self._said(frames.press(value, task=shown.id, id=f"e{number}", req=f"q{number}"))

    def _said(self, frame: Json) -> Event:
        [told] = self.fake.control("/push", [frame])
        assert told["connection"]
        return inbound.event_of_frame(frame, TENANT)

    async def ready(self) -> None:
        gate = self.parts.gate(self.adapter)
        self._listening = asyncio.create_task(self.adapter.listen(gate))
        await self.fake.called("ping")

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
        await super().close()


def _shown(fields: Json) -> Shown:
    """As a person reads it, whatever WeCom makes bold."""
    card: Json | None = fields.get("template_card")
    if card is None:
        said: str = fields[fields["msgtype"]]["content"] if "msgtype" in fields else _button(fields)
        plain = said.replace("**", "") if fields.get("msgtype") == "markdown" else said
        return Shown(unescape(plain).replace(_JOINER, ""), (), "")
    title = card["main_title"]
    lines = [title["title"], title.get("desc", ""), card.get("sub_title_text", "")]
    for pair in card.get("horizontal_content_list", ()):
        lines.append(f"{pair['keyname']}：{pair['value']}")
    for select in card.get("select_list", ()):
        lines += [select["title"], *(option["text"] for option in select["option_list"])]
    buttons = [*card.get("button_list", ()), *_submit(card)]
    labels = tuple((button["text"], button["key"]) for button in buttons)
    return Shown("\n".join(lines).replace(_JOINER, ""), labels, card["task_id"])


def _button(fields: Json) -> str:
    name: str = fields["button"]["replace_name"]
    return name


def _submit(card: Json) -> list[Any]:
    return [card["submit_button"]] if "submit_button" in card else []
