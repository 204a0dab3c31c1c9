"""A strict Bot API takes every call that we make, and its updates come back as requests."""

import base64

import pytest

from bot.messages import Action, Address, Card, Fact, Heading, Item, Picture
from bot.outcomes import Later, Refused, Sent
from tests.adapters.telegram_updates import FORUM, GROUP, member, message, press
from tests.adapters.world import TOKEN, Memory, at, listening, telegram
from tests.fakes.process import Fake

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
PLENTY = tuple(Action(f"第{n}项", f"记录 {n}") for n in range(1, 101))
CARDS = [
    ("short", Card("已记录")),
    ("markup", Card("<b>&amp;</i>", ('<a href="x">', "𠮷👍" * 10, Heading("<"), Item("1", "&")))),
    ("buttons", Card("x", (Fact("状态：", "推进中"),), (Action("撤销", "推" * 21 + "x"),))),
    ("all the buttons", Card("x", (), PLENTY)),
    ("long", Card("长", tuple(Item(str(n), "<长>" * 40) for n in range(99)), PLENTY)),
    ("one long line", Card("长" * 5000, ("&" * 9000,), PLENTY)),
    ("nothing", Card("", ())),
    ("a picture", Card("周报", ("24 推进中",), picture=Picture(DOT, "各章状态：推进中 71"))),
]


@pytest.mark.parametrize("card", [row[1] for row in CARDS], ids=[row[0] for row in CARDS])
@pytest.mark.parametrize("to", [at("77"), at("-1001234"), at("-1001234", thread="5")])
async def test_all_that_is_rendered_is_taken(emulator: Fake, card: Card, to: Address) -> None:
    before = len(emulator.accepted())
    async with telegram(emulator.base) as adapter:
        for part in adapter.render(to, card):
            assert isinstance(await adapter.send(to, part), Sent)
            assert isinstance(await adapter.send(to, adapter.repeated(part)), Sent)
        for part in adapter.render(to, card, replacing="1"):
            assert isinstance(await adapter.send(to, part), Sent)
    calls = emulator.accepted()[before:]
    assert {call["status"] for call in calls} == {200}
    assert {call["fields"].get("message_thread_id") for call in calls} <= {to.thread, None}


async def test_updates_come_back_as_requests(emulator: Fake) -> None:
    said = [
        message("/task@liaison_test_bot 24", chat=GROUP),
        message("24", chat=FORUM, message_thread_id=5, is_topic_message=True),
        {"edited_message": message()["message"]},
        press("24 已完成"),
        member("kicked"),
    ]
    for update in said:
        bare = {kind: value for kind, value in update.items() if kind != "update_id"}
        emulator.control("/__fixture/updates", {"token": TOKEN, "update": bare})
    ingress = Memory()
    async with telegram(emulator.base) as adapter, listening(adapter, ingress):
        await ingress.holds("1", "2", "3", "4", "5")
        events = list(ingress.events.values())
        command, topic, edit, pressed, left = map(adapter.to_request, events)
        await adapter.worked(events[3])
        await adapter.worked(events[0])
    assert edit is None
    assert command is not None
    assert (command.text, command.addressed, command.private) == ("/task 24", True, at("77"))
    assert topic is not None
    assert (topic.origin, topic.addressed) == (at("-1001234", thread="5"), False)
    assert pressed is not None
    assert (pressed.text, pressed.pressed, pressed.reply_to) == ("24 已完成", True, "31")
    assert left is not None
    assert left.reachable is False
    [answered] = emulator.accepted("answerCallbackQuery")
    assert answered["fields"] == {"callback_query_id": "4382bfdwdsb323b2d9"}
    assert {call["status"] for call in emulator.accepted("setMyCommands")} == {200}


async def test_scripted_refusals_are_outcomes(emulator: Fake) -> None:
    refusals = [
        {"status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 3}},
        {"status": 403, "description": "Forbidden: user is deactivated"},
    ]
    emulator.control("/script", {"sendMessage": refusals})
    async with telegram(emulator.base) as adapter:
        [part] = adapter.render(at("77"), Card("x"))
        assert isinstance(await adapter.send(at("77"), part), Later)
        assert await adapter.send(at("77"), part) == Refused(
            "403 Forbidden: user is deactivated", dead=True
        )
