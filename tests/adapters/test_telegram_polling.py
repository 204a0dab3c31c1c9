"""Long polling against a Bot API that fails: nothing is confirmed before it is ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from adapters.telegram.adapter import TelegramSettings
from adapters.telegram.inbound import event_of
from bot.messages import Card
from bot.outcomes import Sent
from bot.ports import Window
from tests.adapters.telegram_updates import GROUP, message
from tests.adapters.world import BOT, Lock, Memory, QuickClock, at, listening, telegram
from tests.fakes.process import Fake

CONFLICT = {"status": 409, "body": {"ok": False, "description": "Conflict: terminated by other"}}


def updates(*ids: int) -> list[dict[str, Any]]:
    return [message() | {"update_id": id} for id in ids]


def polls(faults: Fake) -> list[dict[str, Any]]:
    return [c["fields"] for c in faults.control("/calls") if c["method"] == "getUpdates"]


async def test_a_batch_is_confirmed_after_it_is_stored(faults: Fake) -> None:
    faults.control("/updates", updates(4, 5))
    ingress = Memory(away=2)
    async with telegram(faults.base) as adapter, listening(adapter, ingress):
        await ingress.holds("4", "5")
        await faults.called("getUpdates", offset="6")
    assert ingress.offset == "6"
    assert ingress.handed == ["4", "5"]
    before = [fields.get("offset") for fields in polls(faults)]
    assert before[:3] == [None, None, None]  # twice the store was away
    assert polls(faults)[0]["allowed_updates"] == (
        '["message", "edited_message", "callback_query", "my_chat_member"]'
    )


async def test_polling_goes_on_where_it_was(faults: Fake) -> None:
    ingress = Memory(cursor="6")
    async with telegram(faults.base) as adapter, listening(adapter, ingress):
        await faults.called("getUpdates", offset="6")
        faults.control("/updates", updates(6))
        await ingress.holds("6")
    assert adapter.username == "liaison_test_bot"
    request = adapter.to_request(event_of(message(chat=GROUP), BOT))
    assert request is not None
    assert request.door == "https://t.me/liaison_test_bot"
    methods = [call["method"] for call in faults.control("/calls")]
    assert methods.index("getMe") < methods.index("deleteWebhook") < methods.index("getUpdates")
    [deleted] = [c for c in faults.control("/calls") if c["method"] == "deleteWebhook"]
    assert deleted["fields"] == {}


async def test_an_update_that_comes_again_is_one_event(faults: Fake) -> None:
    faults.control("/updates", updates(4))
    first = Memory()
    async with telegram(faults.base) as adapter, listening(adapter, first):
        await first.holds("4")
    first.offset = None  # killed before the offset was used: Telegram sends it again
    faults.control("/updates", updates(4, 5))
    async with telegram(faults.base) as adapter, listening(adapter, first):
        await first.holds("4", "5")
    assert sorted(event.id for event in first.events.values()) == ["4", "5"]


async def test_numbers_that_start_anew_are_followed(faults: Fake) -> None:
    faults.control("/updates", updates(4, 5))
    ingress = Memory(cursor="900000")
    async with telegram(faults.base) as adapter, listening(adapter, ingress):
        await ingress.holds("4", "5")
        await faults.called("getUpdates", offset="6")
    assert ingress.offset == "6"


async def test_what_nobody_can_read_is_kept_and_stops_nobody(faults: Fake) -> None:
    odd = ["odd", {"update_id": "x"}, {"update_id": 4, "message": 3}]
    faults.control("/updates", [*odd, *updates(5)])
    ingress = Memory()
    async with telegram(faults.base) as adapter, listening(adapter, ingress):
        await ingress.holds("4", "5")
        await faults.called("getUpdates", offset="6")
    assert len(ingress.events) == 4
    kept = [event.payload for event in ingress.events.values()]
    assert kept[:2] == ['"odd"', '{"update_id": "x"}']


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 502, "body": "<html>"},
        {"status": 404, "body": "<html>"},
        {"status": 429, "body": {"ok": False, "parameters": {"retry_after": 3}}},
        {"fault": "reset"},
        {"fault": "half"},
        {"fault": "garbage"},
        {"fault": "empty"},
    ],
)
async def test_no_trouble_closes_the_ear(faults: Fake, trouble: dict[str, Any]) -> None:
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        faults.control("/script", {method: [trouble] * 5})
    faults.control("/updates", updates(4))
    clock, ingress = QuickClock(), Memory()
    async with telegram(faults.base, clock) as adapter, listening(adapter, ingress):
        await ingress.holds("4")
    assert clock.slept[:5] == (
        [3, 3, 4, 8, 16] if trouble.get("status") == 429 else [1, 2, 4, 8, 16]
    )


async def test_who_is_not_alone_stands_by_without_the_lock(
    faults: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    faults.control("/script", {"getUpdates": [CONFLICT, CONFLICT]})
    faults.control("/updates", updates(4))
    held: list[bool] = []
    lock, ingress = Lock(), Memory()

    class Watching(QuickClock):
        async def sleep(self, seconds: float) -> None:
            held.append(lock.held)
            await super().sleep(seconds)

    async with telegram(faults.base, Watching(), lock) as adapter, listening(adapter, ingress):
        await ingress.holds("4")
    assert lock.names == [f"telegram:{BOT}"] * 3
    assert held == [False, False]
    assert len([record for record in caplog.records if "somebody else" in record.message]) == 1


async def test_a_refused_token_is_said_once_and_tried_once_a_minute(
    faults: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    faults.control("/token", False)
    faults.control("/updates", updates(4))
    ingress = Memory()

    class Mending(QuickClock):
        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            if len(self.slept) == 5:
                faults.control("/token", True)

    clock = Mending()
    async with telegram(faults.base, clock) as adapter, listening(adapter, ingress):
        await ingress.holds("4")
        [part] = adapter.render(at("77"), Card("24"))
        assert isinstance(await adapter.send(at("77"), part), Sent)
    assert clock.slept[:5] == [60.0] * 5
    assert len([record for record in caplog.records if "refuses" in record.message]) == 1


async def test_menus_are_set_by_scope_and_language_and_are_no_condition(faults: Fake) -> None:
    faults.control("/script", {"setMyCommands": [{"status": 500}]})
    faults.control("/updates", updates(4))
    ingress = Memory()
    async with telegram(faults.base) as adapter, listening(adapter, ingress):
        await ingress.holds("4")
        await faults.called("setMyCommands", count=4)
    menus = [c["fields"] for c in faults.control("/calls") if c["method"] == "setMyCommands"]
    assert [(menu["scope"], menu.get("language_code")) for menu in menus] == [
        ('{"type": "all_private_chats"}', None),
        ('{"type": "all_private_chats"}', "en"),
        ('{"type": "all_group_chats"}', None),
        ('{"type": "all_group_chats"}', "en"),
    ]
    assert "mytasks" in menus[0]["commands"]
    assert "mytasks" not in menus[2]["commands"]


async def test_telegram_s_pace_is_kept_per_bot_chat_and_group(faults: Fake) -> None:
    async with telegram(faults.base) as adapter:
        assert adapter.rate is not None
        assert adapter.rate.per_second < adapter.rate.most == 30
        assert adapter.windows(at("77")) == (Window(1, 1.0),)
        assert adapter.windows(at("-1001", thread="5")) == (Window(1, 1.0), Window(18, 60.0))


def test_a_webhook_without_a_secret_is_none() -> None:
    with pytest.raises(ValueError, match="secret"):
        TelegramSettings(token="1:x", mode="webhook")


async def test_the_pulse_is_the_last_answer_while_it_is_our_turn(faults: Fake) -> None:
    faults.control("/script", {"getUpdates": [{"status": 502, "body": "<html>"}] * 3})
    faults.control("/updates", updates(4))
    clock, ingress = QuickClock(), Memory()
    async with telegram(faults.base, clock) as adapter:
        assert adapter.pulse() is None
        began = clock.now()
        async with listening(adapter, ingress):
            await ingress.holds("4")
            heard = adapter.pulse()
    assert heard is not None
    assert (heard - began).total_seconds() == 1 + 2 + 4


async def test_who_waits_for_his_turn_has_no_pulse_and_starts_anew_after_it(faults: Fake) -> None:
    faults.control("/script", {"getUpdates": [CONFLICT]})
    faults.control("/updates", updates(4))
    clock, pulses = QuickClock(), list[Any]()

    class Slow(Lock):
        @asynccontextmanager
        async def __call__(self, name: str) -> AsyncIterator[None]:
            pulses.append(adapter.pulse())
            await clock.sleep(600)  # another of ours polls
            async with super().__call__(name):
                yield

    ingress = Memory()
    began = clock.now()
    async with telegram(faults.base, clock, Slow()) as adapter, listening(adapter, ingress):
        await ingress.holds("4")
        heard = adapter.pulse()
    assert pulses == [None, None]
    assert heard is not None
    assert (heard - began).total_seconds() == 600 + 5 + 600


async def test_a_stranger_who_takes_our_updates_does_not_keep_the_pulse_up(faults: Fake) -> None:
    faults.control("/script", {"getMe": [{"status": 502}], "getUpdates": [CONFLICT] * 4})
    faults.control("/updates", updates(4))
    ingress, pulses = Memory(), list[Any]()

    class Watching(QuickClock):
        async def sleep(self, seconds: float) -> None:
            pulses.append(adapter.pulse())
            await super().sleep(seconds)

    clock = Watching()
    began = clock.now()
    async with telegram(faults.base, clock) as adapter, listening(adapter, ingress):
        await ingress.holds("4")
    started = began + timedelta(seconds=1)  # Telegram was reached at the second try
    assert pulses == [began] + [started] * 4


async def test_a_webhook_has_no_pulse(faults: Fake) -> None:
    hook = telegram(faults.base, mode="webhook", webhook_secrets=("s",))
    async with hook as adapter, listening(adapter, Memory()):
        await faults.called("getMe")
        assert adapter.pulse() is None
