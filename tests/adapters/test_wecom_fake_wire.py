"""The long connection of the fake WeCom: subscriptions, answers to each req_id, lost acks."""

import json
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.adapters.wecom_clients import CARD, ask, chatting, markdown, stream
from tests.fakes import wecom_frames as frames
from tests.fakes.process import Fake
from tests.fakes.wecom_frames import BOT, BOT_SECRET, GROUP
from tests.fakes.wecom_payloads import USER


async def test_a_subscription_is_checked_and_a_ping_answered(wecom: Fake) -> None:
    async with chatting(wecom, secret=None) as chat:
        assert await chat.ask("aibot_send_msg", markdown("早", chatid=USER)) == 853000
        wrong = await chat.ask("aibot_subscribe", {"bot_id": BOT, "secret": "x"})
        assert (wrong, await chat.ask("ping")) == (853000, 0)
        assert await chat.ask("aibot_subscribe", {"bot_id": BOT, "secret": BOT_SECRET}) == 0
        told = await ask(wecom, "/connections", {"open": 1, "subscribed": 1})
        assert [link["bot"] for link in told["connections"]] == [BOT]
    tried = await ask(wecom, "/subscriptions", {"count": 1})
    assert [told["errcode"] for told in tried] == [853000, 0]
    assert BOT_SECRET not in json.dumps(wecom.control("/calls"))


async def test_a_new_subscription_kicks_the_old_one(wecom: Fake) -> None:
    async with chatting(wecom) as old, chatting(wecom) as new:
        event = (await old.hear())["body"]["event"]
        assert event == {"eventtype": "disconnected_event"}
        assert await old.closed() == 1006
        await ask(wecom, "/push", [frames.text("我的任务")])
        assert (await new.hear())["body"]["text"]["content"] == "我的任务"
        await ask(wecom, "/settings", {"linger": 60})
        async with chatting(wecom) as newest:
            assert (await new.hear())["body"]["event"]["eventtype"] == "disconnected_event"
            assert [await new.ask("ping"), await newest.ask("ping")] == [0, 0]
            assert await new.ask("aibot_send_msg", markdown("早", chatid=USER)) == 853000


async def test_a_message_is_answered_by_its_req_id(wecom: Fake) -> None:
    before = len(wecom.accepted())
    async with chatting(wecom) as chat:
        pushed = [frames.text("24", req="r1"), frames.mention("我的任务", id="m2", req="r2")]
        await ask(wecom, "/push", pushed)
        assert [await chat.hear() for _ in pushed] == pushed
        say = "aibot_respond_msg"
        assert await chat.ask(say, stream("查询中", finish=False), req="r1") == 0
        assert await chat.ask(say, stream("第24项", finish=True), req="r1") == 0
        assert await chat.ask(say, stream("第24项", finish=True), req="r1") == 846608
        assert await chat.ask(say, markdown("共 3 项"), req="r2") == 0
        assert await chat.ask(say, markdown("共 3 项"), req="r0") == 846605
        assert await chat.ask(say, markdown("共" * 6827), req="r2") == 45002
        await ask(wecom, "/clock", 86_401)
        assert await chat.ask(say, markdown("共 3 项"), req="r2") == 846605
    lines = wecom.accepted()[before:]
    assert [(line["req_id"], line["chat"]) for line in lines] == [
        ("r1", USER),
        ("r1", USER),
        ("r2", GROUP),
    ]


async def test_events_are_answered_once_and_in_five_seconds(wecom: Fake) -> None:
    update = {"response_type": "update_template_card", "template_card": CARD}
    hello = {"msgtype": "text", "text": {"content": "您好"}}
    async with chatting(wecom) as chat:
        numbered = [frames.enter_chat(req="q1"), frames.press("24 已完成", req="q2")]
        late = [frames.enter_chat(req="q3"), frames.press("24", req="q4", task="d-0")]
        await ask(wecom, "/push", numbered + late)
        kinds = [(await chat.hear())["body"]["event"]["eventtype"] for _ in range(4)]
        assert kinds == ["enter_chat", "template_card_event"] * 2
        assert await chat.ask("aibot_respond_msg", markdown("早"), req="q2") == 846605
        welcomes = [await chat.ask("aibot_respond_welcome_msg", hello, req="q1") for _ in range(2)]
        updates = [await chat.ask("aibot_respond_update_msg", update, req="q2") for _ in range(2)]
        assert (welcomes, updates) == ([0, 846606], [0, 846606])
        assert await chat.ask("aibot_respond_update_msg", update, req="q4") == 42016
        await ask(wecom, "/clock", 6)
        assert await chat.ask("aibot_respond_welcome_msg", hello, req="q3") == 846605
        assert await chat.ask("aibot_respond_update_msg", update, req="q4") == 846605


async def test_a_robot_pushes_where_somebody_has_spoken(wecom: Fake) -> None:
    async with chatting(wecom) as chat:
        wecom.control("/chats", [])
        wecom.control("/limits", {"chat": 2})
        assert await chat.ask("aibot_send_msg", markdown("早", chatid=USER)) == 93006
        await ask(wecom, "/push", [frames.text("24")])
        await chat.hear()
        assert await chat.ask("aibot_send_msg", {"chatid": USER, "msgtype": "text"}) == 40008
        said = [await chat.ask("aibot_send_msg", markdown("早", chatid=USER)) for _ in range(3)]
        assert said == [0, 0, 846607]
        assert wecom.control("/counts")["chat"] == {USER: 1}


async def test_acks_get_lost_late_and_wrong(wecom: Fake) -> None:
    push = "aibot_send_msg"
    before = len(wecom.accepted())
    async with chatting(wecom) as chat:
        await ask(wecom, "/late", {"frames": 2})
        held = [await chat.say(push, markdown(str(n), chatid=USER)) for n in range(2)]
        assert await chat.ask("ping") == 0
        assert await chat.ask(push, markdown("2", chatid=USER)) == 0
        assert await ask(wecom, "/release") == 2
        assert [(await chat.hear())["headers"]["req_id"] for _ in held] == held
        await ask(wecom, "/late", {"seconds": 0.01})
        assert await chat.ask(push, markdown("3", chatid=USER)) == 0
        orders: list[dict[str, Any]] = [
            {"errcode": 846607},
            {"fault": "garbage", "accept": True},
            {"fault": "silence", "accept": True},
            {"fault": "close", "code": 1001},
        ]
        await ask(wecom, "/order", [{"method": push, **order} for order in orders])
        assert await chat.ask(push, markdown("4", chatid=USER)) == 846607
        await chat.say(push, markdown("5", chatid=USER))
        assert str(await chat.ws.recv()).startswith("<html>")
        await chat.say(push, markdown("6", chatid=USER))
        assert await chat.ask("ping") == 0
        await chat.say(push, markdown("7", chatid=USER))
        assert await chat.closed() == 1001
    lines = [
        (line["fields"]["markdown"]["content"], line["told"]) for line in wecom.accepted()[before:]
    ]
    told = [("0", False), ("1", False), ("2", True), ("3", False), ("5", False), ("6", False)]
    assert lines == told


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4001])
async def test_a_connection_is_closed(wecom: Fake, code: int) -> None:
    async with chatting(wecom) as chat:
        await ask(wecom, "/close", {"code": code})
        assert await chat.closed() == code
    assert (await ask(wecom, "/connections", {"ever": 1}))["open"] == 0
    assert await ask(wecom, "/push", [frames.text("24")]) == [{"req_id": "r1", "connection": None}]


async def test_nonsense_comes_and_nonsense_is_cut_off(wecom: Fake) -> None:
    async with chatting(wecom) as chat:
        await ask(wecom, "/garbage", {"text": "{"})
        assert await chat.ws.recv() == "{"
        await chat.ws.send("no frame")
        assert await chat.closed() == 1003
    async with chatting(wecom) as chat:
        await ask(wecom, "/garbage", {"size": 2 * 1024 * 1024})
        with pytest.raises(ConnectionClosed):  # more than this client takes
            await chat.ws.recv()


async def test_a_deaf_connection_stays_open_and_accepts_nothing(wecom: Fake) -> None:
    before = len(wecom.accepted())
    async with chatting(wecom) as deaf:
        await ask(wecom, "/deaf", {"pongs": True})
        await deaf.say("aibot_send_msg", markdown("早", chatid=USER))
        await (await deaf.ws.ping())
        async with chatting(wecom) as hearing:
            await ask(wecom, "/push", [frames.text("24")])
            assert (await hearing.hear())["body"]["msgid"] == "m1"
        assert await deaf.closed() == 1006
    assert wecom.accepted()[before:] == []


async def test_a_subscription_is_refused_and_a_pong_withheld_as_ordered(wecom: Fake) -> None:
    orders: list[dict[str, Any]] = [
        {"method": "aibot_subscribe", "errcode": 846607},
        {"method": "aibot_subscribe", "fault": "silence", "accept": True},
        {"method": "ping", "fault": "silence", "fields": {}},
    ]
    await ask(wecom, "/order", orders)
    async with chatting(wecom, secret=None) as chat:
        mine = {"bot_id": BOT, "secret": BOT_SECRET}
        assert await chat.ask("aibot_subscribe", mine) == 846607
        await chat.say("aibot_subscribe", mine)
        await chat.say("ping")
        assert await chat.ask("ping") == 0
        told = await ask(wecom, "/connections", {"subscribed": 1})
        assert told["subscribed"] == 1
    codes = [told["errcode"] for told in await ask(wecom, "/subscriptions")]
    assert codes == [846607, 0]
    assert len(await ask(wecom, "/await", {"method": "ping", "count": 2})) == 2
