"""The app's adapter against the fake WeCom, with a shelf and locks that two of them may share."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.wecom.adapter import WecomAdapter, WecomSettings
from adapters.wecom.line import Tuning
from adapters.wecom.token import Shelf
from bot.messages import Action, Address, Card, Part, Platform
from tests.fakes.process import Fake
from tests.fakes.wecom_payloads import AES_KEY, AGENT, CORP, SECRET, TOKEN
from tests.fakes.wecom_robot import KEY as ROBOT_KEY
from tests.fakes.wecom_rules import Json
from tests.world import FakeClock

SEND, UPDATE, ROBOT = "message/send", "message/update_template_card", "webhook/send"
KEY = "7f3a"
CARD = Card("已记录 第24项", ("推进中",), (Action("撤销", "撤销"),))
QUICK = Tuning(connect=1.0, pool=1.0, write=1.0, read=1.0)
IMPATIENT = Tuning(connect=0.3, pool=0.3, write=0.3, read=0.3)
"""For servers that will never answer."""


class Board(Shelf):
    """What processes share: the shelf, and a lock for each name."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def taken(self, name: str) -> str | None:
        return self.values.get(name)

    async def put(self, name: str, value: str) -> None:
        self.values[name] = value

    @asynccontextmanager
    async def exclusive(self, name: str) -> AsyncIterator[None]:
        async with self._locks[name]:
            yield


def settings(fake: Fake, **changed: object) -> WecomSettings:
    given: dict[str, object] = {
        "corp": CORP,
        "agent": int(AGENT),
        "secret": SECRET,
        "callback_tokens": (TOKEN,),
        "aes_keys": (AES_KEY,),
        "robots": {"digest": ROBOT_KEY, "gone": "no-such-key"},
        "api_base": fake.base,
        "robot_base": fake.base,
    }
    return WecomSettings(**(given | changed))  # type: ignore[arg-type]


@asynccontextmanager
async def app(
    fake: Fake,
    board: Board | None = None,
    clock: FakeClock | None = None,
    tuning: Tuning | None = None,
    **changed: object,
) -> AsyncIterator[WecomAdapter]:
    board, given = board or Board(), settings(fake, **changed)
    made = WecomAdapter(given, clock or FakeClock(), board, board.exclusive, tuning or QUICK)
    try:
        yield made
    finally:
        await made.close()


def at(chat: str) -> Address:
    return Address(Platform.WECOM, CORP, chat)


def words(adapter: WecomAdapter, text: str, chat: str = "zhangsan") -> Part:
    [part] = adapter.render(at(chat), Card(text))
    return part


def order(wecom: Fake, *orders: Json, method: str = SEND) -> None:
    """What the next calls of ``method`` meet, in this order."""
    wecom.control("/order", [{"method": method, **answer} for answer in orders])


def calls(wecom: Fake, method: str = SEND) -> list[Json]:
    made: list[Json] = wecom.control("/calls")
    return [call for call in made if call["method"] == method]


def code(number: int, words: str = "") -> Json:
    return {"errcode": number, "errmsg": words}


def group(adapter: WecomAdapter, text: str, name: str = "digest") -> Part:
    return words(adapter, text, f"robot:{name}")
