"""WeCom as stages: the app in one chat, the intelligent robot in another and in the group."""

import asyncio
import base64
from collections.abc import Sequence
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, ClassVar

from adapters.wecom import inbound
from adapters.wecom.adapter import WecomAdapter
from adapters.wecom.bot import WecomBotAdapter
from adapters.wecom.bot_socket import BotTuning
from adapters.wecom.crypto import _cipher
from adapters.wecom.render import ABLE
from bot.abilities import Ability
from bot.messages import Account, Event, Platform
from bot.ports import Adapter
from store import SqlStore
from tests.adapters.wecom_app import Board, settings
from tests.adapters.wecom_bot import TENANT, robot
from tests.fakes import wecom_frames as frames
from tests.fakes import wecom_payloads as payloads
from tests.fakes.process import Fake
from tests.fakes.wecom_rules import Json
from tests.journeys.script import GROUP
from tests.journeys.stage import Ledger, Said, Shown

_JOINER = "\u2060"
_KEY = bytes(range(32))
_ROBOTS = ("aibot_respond_msg", "aibot_send_msg", "aibot_respond_update_msg")


class _Wecom(Ledger):
    """The app has no quotes, and the robot's hold words of a message, not which one it was."""

    platform = Platform.WECOM
    quotes = False

    def account(self, place: int) -> Account:
        return Account(self.platform, payloads.CORP, f"u{self.first + place}")


class WecomApp(_Wecom):
    """``_cards``: the card that was sent for each that has taken its place since, and whose."""

    can = frozenset(("reply", "fail", "until"))
    able: ClassVar[tuple[frozenset[Ability], ...]] = (ABLE["app"],)
    methods: ClassVar[tuple[str, ...]] = (
        "message/send",
        "message/update_template_card",
        "media/upload",
    )

    def __init__(self, store: SqlStore, at: datetime, fake: Fake) -> None:
        self._cards: dict[str, str] = {}
        self._pressed, self._presser = "", ""
        self._files: dict[str, tuple[str, bytes]] = {}
        super().__init__(store, at, fake)

    def connect(self) -> Adapter:
        board = Board()
        return WecomAdapter(settings(self.fake), self.clock, board, board.exclusive)

    def typed(self, said: Said) -> Event:
        at = int(said.at.timestamp())
        plain = payloads.text(said.text, user=said.user, id=said.number, at=at)
        return inbound.event_of(plain, payloads.CORP)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        card = self._cards.get(shown.id, shown.id)
        code = self.fake.control("/press", {"task_id": card})["response_code"]
        self._pressed, self._presser = card, said.user
        at = int(said.at.timestamp()) + said.number
        plain = payloads.press(value, task=shown.id, code=code, user=said.user, at=at)
        return inbound.event_of(plain, payloads.CORP)

    def fail(self, times: int) -> None:
        self.fake.control("/order", [{"method": "message/send", "errcode": -1}] * times)

    def shown(self, line: dict[str, Any]) -> Shown | None:
        fields = line["fields"]
        if line["method"] == "media/upload":
            content = Path(line["kept"]).read_bytes()
            self._files[line["media_id"]] = fields["filename"], content
            return None
        if fields.get("msgtype") == "file":
            name, content = self._files[fields["file"]["media_id"]]
            return Shown(name, (), "", fields["touser"], (name, content))
        if fields.get("msgtype") == "image":  # beside the words of a digest
            return None
        if line["method"] != self.methods[1]:
            return _shown(fields, fields["touser"])
        shown = _shown(fields, self._presser)
        self._cards.setdefault(shown.id, self._pressed)
        return shown


class WecomRobot(_Wecom):
    """What is said goes over the connection; handing the same frame in again changes nothing.

    What is said unasked is the app's.
    """

    can = frozenset(("group", "reply"))
    able: ClassVar[tuple[frozenset[Ability], ...]] = (ABLE["aibot"],)
    methods: ClassVar[tuple[str, ...]] = _ROBOTS
    robot: WecomBotAdapter
    _listening: asyncio.Task[None] | None = None

    def connect(self) -> Adapter:
        self.robot = robot(self.fake, self.clock, tuning=BotTuning(ping=0.2))
        return self.robot

    def typed(self, said: Said) -> Event:
        number, at = said.number, int(said.at.timestamp())
        if said.file is not None:
            return self._said(self._file(*said.file, said))
        how: dict[str, Any] = {"user": said.user, "id": f"m{number}", "req": f"r{number}", "at": at}
        if said.group:
            how["group"] = frames.GROUP
        if said.reply is not None:
            return self._said(frames.quoting(said.text, said.reply.text, **how))
        return self._said(frames.text(said.text, **how))

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        how: dict[str, Any] = {"user": said.user, "at": int(said.at.timestamp())}
        if shown.chat == GROUP:
            how["group"] = frames.GROUP
        number = said.number
        return self._said(
            frames.press(value, task=shown.id, id=f"e{number}", req=f"q{number}", **how)
        )

    def _file(self, name: str, content: bytes, said: Said) -> Json:
        """Sealed, as WeCom keeps what robots are sent; the name is told when it is fetched."""
        missing = 32 - len(content) % 32
        sealed = _cipher(_KEY).encryptor().update(content + bytes([missing]) * missing)
        how: dict[str, Any] = {"user": said.user, "at": int(said.at.timestamp())}
        frame = frames.file(
            self.fake.lay(name, sealed), id=f"m{said.number}", req=f"r{said.number}", **how
        )
        frame["body"]["file"]["aeskey"] = base64.b64encode(_KEY).decode()
        return frame

    def _said(self, frame: Json) -> Event:
        [told] = self.fake.control("/push", [frame])
        assert told["connection"]
        return inbound.event_of_frame(frame, TENANT)

    async def ready(self) -> None:
        gate = self.parts.gate(self.robot)
        self._listening = asyncio.create_task(self.robot.listen(gate))
        await asyncio.to_thread(self.fake.control, "/connections", {"subscribed": 1}, patience=30)

    async def hang_up(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
        await super().hang_up()

    def shown(self, line: dict[str, Any]) -> Shown | None:
        chat = line.get("chat") or line["fields"].get("chatid") or ""
        return _shown(line["fields"], GROUP if chat == frames.GROUP else chat.casefold())


class Wecom(WecomApp, WecomRobot):
    """As an office has it: files and the group are the robot's, everything else is the app's.

    ``_robots``: cards that the robot has shown, whose buttons are its own, too.
    """

    can = WecomApp.can | {"group", "send"}
    able = (*WecomApp.able, *WecomRobot.able)
    methods = (*WecomApp.methods, *_ROBOTS)

    def __init__(self, store: SqlStore, at: datetime, fake: Fake) -> None:
        self._robots: set[str] = set()
        super().__init__(store, at, fake)

    def connect(self) -> Adapter:
        WecomRobot.connect(self)
        return WecomApp.connect(self)

    def beside(self) -> Sequence[Adapter]:
        return (self.robot,)

    def typed(self, said: Said) -> Event:
        robots = said.group or said.file is not None
        return WecomRobot.typed(self, said) if robots else WecomApp.typed(self, said)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        if shown.id in self._robots:
            return WecomRobot.pressed(self, shown, value, said)
        return WecomApp.pressed(self, shown, value, said)

    def shown(self, line: dict[str, Any]) -> Shown | None:
        if line["method"] not in _ROBOTS:
            return WecomApp.shown(self, line)
        shown = WecomRobot.shown(self, line)
        if shown is not None:
            self._robots.add(shown.id)
        return shown


def _shown(fields: Json, chat: str) -> Shown:
    """As a person reads it, whatever WeCom makes bold."""
    card: Json | None = fields.get("template_card")
    if card is None:
        said: str = fields[fields["msgtype"]]["content"] if "msgtype" in fields else _button(fields)
        plain = said.replace("**", "") if fields.get("msgtype") == "markdown" else said
        return Shown(unescape(plain).replace(_JOINER, ""), (), "", chat)
    title = card["main_title"]
    lines = [title["title"], title.get("desc", ""), card.get("sub_title_text", "")]
    for pair in card.get("horizontal_content_list", ()):
        lines.append(f"{pair['keyname']}：{pair['value']}")
    buttons = card.get("button_list", ())
    labels = tuple((button["text"], button["key"]) for button in buttons)
    return Shown("\n".join(lines).replace(_JOINER, ""), labels, card["task_id"], chat)


def _button(fields: Json) -> str:
    name: str = fields["button"]["replace_name"]
    return name
