"""What becomes of what the robot says over its connection, whatever answers or does not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.wecom.bot import WecomBotAdapter
from adapters.wecom.bot_socket import BotTuning
from bot.app import route_of
from bot.bell import Bell
from bot.messages import Action, Card, Part
from bot.outcomes import Sent
from reminders.delivery import Postman
from tests.adapters.gist import ALL, CHAT, ONE, gist
from tests.adapters.wecom_app import KEY, app, at
from tests.adapters.wecom_bot import QUICK, hearing, robot, to
from tests.adapters.wecom_clients import ask
from tests.adapters.wecom_post import Post, posting
from tests.adapters.world import Door, listening
from tests.fakes import wecom_frames as frames
from tests.fakes.process import Fake
from tests.fakes.wecom_rules import Json
from tests.world import FakeClock

PUSH, REPLY = "aibot_send_msg", "aibot_respond_msg"
WELCOME, UPDATE = "aibot_respond_welcome_msg", "aibot_respond_update_msg"
CARD = Card("第24项", ("推进中",), (Action("撤销", "撤销"),))
HASTY = BotTuning(ping=30.0, ack=0.3, farewell=0.3)


def words(adapter: WecomBotAdapter, text: str, replacing: str | None = None) -> Part:
    [part] = adapter.render(to("zhangsan"), Card(text), replacing=replacing)
    return part


@pytest.fixture
async def speaking(wecom: Fake) -> AsyncIterator[WecomBotAdapter]:
    async with hearing(wecom) as adapter:
        yield adapter


TABLE: list[tuple[str, Json, Any]] = [
    ("accepted", {}, "sent"),
    ("busy", {"errcode": -1}, ("later", None, ONE)),
    ("too fast, all", {"errcode": 45009}, ("later", 60.0, ALL)),
    ("too fast, here", {"errcode": 846607}, ("later", 60.0, CHAT)),
    ("nobody spoke there", {"errcode": 93006}, "refused"),
    ("nobody is there", {"errcode": 40003}, "dead"),
    ("unknown", {"errcode": 987_654}, ("later", 60.0, ONE)),
    ("closed before", {"fault": "close", "code": 1000}, "unknown"),
    ("closed after", {"fault": "close", "code": 1001, "accept": True}, "unknown"),
    ("cut before", {"fault": "close", "code": 1006}, "unknown"),
    ("cut after", {"fault": "close", "code": 1006, "accept": True}, "unknown"),
    ("reset", {"fault": "reset", "accept": True}, "unknown"),
    ("garbage", {"fault": "garbage", "accept": True}, "unknown"),
    ("silence", {"fault": "silence", "accept": True}, "unknown"),
]


@pytest.mark.parametrize(
    ("answer", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
async def test_each_ending_has_its_outcome(
    wecom: Fake, speaking: WecomBotAdapter, answer: Json, expected: Any
) -> None:
    await ask(wecom, "/order", [{"method": PUSH, **answer}])
    told = await speaking.send(to("zhangsan"), words(speaking, "24"), key=KEY)
    assert gist(told) == expected


async def test_without_a_connection_nothing_leaves(wecom: Fake, closed: int) -> None:
    for adapter in (robot(wecom), robot(wecom, url=f"ws://127.0.0.1:{closed}/ws")):
        told = await adapter.send(to("zhangsan"), words(adapter, "24"), key=KEY)
        assert gist(told) == ("later", 5.0, ALL)
    async with listening(adapter, Door()):
        told = await adapter.send(to("zhangsan"), words(adapter, "24"), key=KEY)
        assert gist(told) == ("later", 5.0, ALL)


async def test_a_late_ack_is_a_doubt_and_disturbs_nobody(wecom: Fake) -> None:
    async with hearing(wecom, tuning=QUICK) as adapter:
        await ask(wecom, "/late", {"frames": 1})
        told = await adapter.send(to("zhangsan"), words(adapter, "24"), key=KEY)
        assert gist(told) == "unknown"
        assert await ask(wecom, "/release") == 1
        told = await adapter.send(to("zhangsan"), words(adapter, "25"), key=KEY)
        assert gist(told) == "sent"
        assert (await ask(wecom, "/connections"))["ever"] == 1


async def test_what_was_said_before_we_stop_is_waited_for(wecom: Fake) -> None:
    adapter = robot(wecom)
    task = asyncio.create_task(adapter.listen(Door()))
    await wecom.called("ping")
    await ask(wecom, "/late", {"frames": 1})
    part = words(adapter, "24")
    sending = asyncio.create_task(adapter.send(to("zhangsan"), part, key=KEY))
    await wecom.called(PUSH)
    task.cancel()
    await asyncio.sleep(0)
    assert not adapter.may_speak
    await ask(wecom, "/release")
    assert await sending == Sent("")
    await asyncio.wait([task])


async def test_answers_go_where_they_are_waited_for(wecom: Fake, speaking: WecomBotAdapter) -> None:
    pushed = [
        frames.text("24", req="r1"),
        frames.enter_chat(req="q1"),
        frames.press("撤销", req="q2", task="d-1"),
    ]
    await ask(wecom, "/push", pushed)
    before = len(wecom.accepted())
    for place, method in (("aibot:r1", REPLY), ("welcome:q1", WELCOME), ("card:q2|d-1", UPDATE)):
        [part] = speaking.render(to("zhangsan"), CARD, replacing=place)
        sent = await speaking.send(to("zhangsan"), part, key=f"k-{method}")
        assert sent == Sent("d-1" if method == UPDATE else f"k-{method}")
        line = wecom.accepted()[-1]
        assert (line["method"], line["req_id"]) == (method, place.split(":")[1].split("|")[0])
    assert len(wecom.accepted()) == before + 3


@pytest.mark.parametrize("number", [846605, 846606, 846608])
@pytest.mark.parametrize("place", ["aibot:r1", "welcome:q1", "card:q2|d-1"])
async def test_a_place_that_is_gone_gets_a_message(
    wecom: Fake, speaking: WecomBotAdapter, place: str, number: int
) -> None:
    methods = {"aibot": REPLY, "welcome": WELCOME, "card": UPDATE}
    method = methods[place.split(":", maxsplit=1)[0]]
    await ask(wecom, "/order", [{"method": method, "errcode": number}])
    [part] = speaking.render(to("zhangsan"), CARD, replacing=place)
    sent = await speaking.send(to("zhangsan"), part, key=f"{number}")
    assert gist(sent) == "sent"
    line = wecom.accepted()[-1]
    assert (line["method"], line["chat"]) == (PUSH, "zhangsan")


@pytest.mark.parametrize("number", [40058, 45002])
async def test_what_is_our_fault_goes_once_more_without_signs(
    wecom: Fake, speaking: WecomBotAdapter, number: int
) -> None:
    await ask(wecom, "/order", [{"method": PUSH, "errcode": number}])
    [part] = speaking.render(to("group:wr1"), CARD)
    assert gist(await speaking.send(to("group:wr1"), part, key=KEY)) == "sent"
    fields = wecom.accepted()[-1]["fields"]
    assert fields["markdown"]["content"] == "第24项\n推进中\n撤销"
    assert (fields["chatid"], fields["chat_type"]) == ("wr1", 2)


async def test_a_code_that_nobody_knows_is_waited_for_three_times(
    wecom: Fake, speaking: WecomBotAdapter
) -> None:
    await ask(wecom, "/order", [{"method": PUSH, "errcode": 987_654, "always": True}])
    part = words(speaking, "24")
    told = [gist(await speaking.send(to("zhangsan"), part, key=KEY)) for _ in range(4)]
    assert told == [("later", 60.0, ONE)] * 3 + ["refused"]


async def test_whoever_is_not_connected_claims_nothing(wecom: Fake, tmp_path: Path) -> None:
    """A message of the app's passes, so the postman was there and has looked at both."""
    clock = FakeClock()
    adapter = robot(wecom, clock)
    async with app(wecom, clock=clock) as other, posting(wecom, adapter, clock, tmp_path) as post:
        both = {route_of(adapter): adapter, route_of(other): other}
        post.man = Postman(post.store, clock, both, Bell())
        await post.put(to("zhangsan"), "24")
        running = asyncio.create_task(post.man.run())
        beside = Post(wecom, other, post.store, clock)
        for n in range(2):
            await beside.put(at("zhangsan"), f"app {n}")
            post.man.bell.ring()
            await wecom.called("message/send", count=n + 1)
        [row] = await post.rows("24")
        assert (row.state, row.tries) == ("pending", 0)
        async with listening(adapter, Door()):
            await wecom.called("ping")
            post.man.bell.ring()
            await wecom.called(PUSH)
        running.cancel()
        await asyncio.wait([running])
        assert await post.states("24") == ["sent"]
