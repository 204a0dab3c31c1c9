"""The robot's ear against a WeCom that hangs up, falls silent and refuses: nothing is lost."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest

from adapters.wecom.bot_socket import BotTuning
from bot.findings import Limits
from tests.adapters.wecom_bot import QUICK, Naps, Turns, hearing, robot
from tests.adapters.wecom_clients import ask, chatting
from tests.adapters.world import Door, listening
from tests.fakes import wecom_frames as frames
from tests.fakes.process import Fake
from tests.fakes.wecom_frames import BOT, BOT_SECRET
from tests.fakes.wecom_rules import Json
from tests.world import FakeClock


def messages(*numbers: int) -> list[Json]:
    return [frames.text(f"{n}", id=f"m{n}", req=f"r{n}") for n in numbers]


async def push(wecom: Fake, *numbers: int) -> None:
    told = await ask(wecom, "/push", messages(*numbers))
    assert all(one["connection"] for one in told)


def said(caplog: pytest.LogCaptureFixture, words: str) -> Sequence[str]:
    return [record.message for record in caplog.records if words in record.message]


async def test_what_is_said_to_the_robot_is_kept_once_and_in_order(wecom: Fake) -> None:
    async with hearing(wecom, door := Door()):
        await push(wecom, *range(200), 7)
        await door.holds("m199")
        await push(wecom, 200)
        await door.holds("m200")
    assert list(dict.fromkeys(door.handed)) == [f"m{n}" for n in range(201)]
    assert len(door.events) == 201
    assert (await ask(wecom, "/connections"))["open"] == 0


async def test_what_comes_while_the_store_is_away_is_kept_later(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Naps(until=0.5, times=3)
    async with hearing(wecom, door := Door(away=5), clock):
        await push(wecom, 1, 2, 3)
        await clock.asleep.wait()
        assert door.events == {}
        clock.wake.set()
        await door.holds("m1", "m2", "m3")
    assert door.handed == ["m1", "m2", "m3"]
    assert len(said(caplog, "frames wait")) == 5


@pytest.mark.parametrize(("bugs", "kept"), [(2, ["m1", "m2"]), (3, ["m2"])])
async def test_a_frame_that_breaks_us_does_not_keep_the_others_out(
    wecom: Fake, bugs: int, kept: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    door = Door()
    door.bugs = bugs
    async with hearing(wecom, door):
        await push(wecom, 1, 2)
        await door.holds("m2")
    assert door.handed == kept
    assert [r.exc_info[0] for r in caplog.records if r.exc_info] == [ZeroDivisionError] * bugs


async def test_what_was_heard_when_we_stop_is_kept(wecom: Fake) -> None:
    door = Door()
    adapter = robot(wecom)
    task = asyncio.create_task(adapter.listen(door))
    await wecom.called("ping")
    door.open.clear()
    await push(wecom, 1, 2, 3)
    await door.knocked.wait()
    await ask(wecom, "/await", {"method": "ping", "count": 3})  # all three have come
    task.cancel()
    await asyncio.sleep(0)
    door.open.set()
    await asyncio.wait([task])
    assert door.handed == ["m1", "m2", "m3"]


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4001])
async def test_after_every_close_there_is_a_new_connection_at_once(wecom: Fake, code: int) -> None:
    clock = Naps()
    async with hearing(wecom, door := Door(), clock):
        for ever in (2, 3):
            await ask(wecom, "/close", {"code": code})
            await ask(wecom, "/connections", {"subscribed": 1, "ever": ever})
            await push(wecom, ever)
            await door.holds(f"m{ever}")
            pings = len(await ask(wecom, "/await", {"method": "ping"}))
            await ask(wecom, "/await", {"method": "ping", "count": pings + 2})
    assert clock.slept == [0.0, 0.0]


async def test_nonsense_is_dropped_and_too_much_of_it_ends_the_connection(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    async with hearing(wecom, door := Door()):
        for text in ("<html>", "[1]", '"x"', '{"cmd": 7}', '{"headers": []}', "[" * 50_000):
            await ask(wecom, "/garbage", {"text": text})
        empty: list[Json] = [{"cmd": "aibot_msg_callback", "headers": {}, "body": {}}]
        await ask(wecom, "/push", empty)
        await push(wecom, 1)
        await door.holds("m1")
        assert (await ask(wecom, "/connections"))["ever"] == 1
        await ask(wecom, "/garbage", {"size": 1024 * 1024 + 1})
        await ask(wecom, "/connections", {"subscribed": 1, "ever": 2})
        await push(wecom, 2)
        await door.holds("m2")
    assert len(said(caplog, "no JSON")) == 2
    assert len(door.events) == 3


async def test_one_ping_may_stay_without_an_answer_but_not_two(wecom: Fake) -> None:
    silence = {"method": "ping", "fault": "silence"}
    tuning = BotTuning(ping=0.1, ack=0.1, farewell=0.1)
    async with hearing(wecom, door := Door(), tuning=tuning):
        await ask(wecom, "/order", [silence])
        await ask(wecom, "/await", {"method": "ping", "count": 4})
        assert (await ask(wecom, "/connections"))["ever"] == 1
        await ask(wecom, "/deaf")
        await ask(wecom, "/connections", {"subscribed": 1, "ever": 2})
        await ask(wecom, "/close", {"connection": 1})
        await push(wecom, 1)
        await door.holds("m1")


async def test_a_refused_secret_is_tried_every_five_minutes_and_said_each_time(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    clock = Naps(until=300.0, times=3)
    adapter = robot(wecom, clock, secret="canary-wrong")
    async with listening(adapter, Door()):
        await clock.asleep.wait()
        assert not adapter.may_speak
        told = await ask(wecom, "/subscriptions")
        heard = adapter.pulse()
    assert clock.slept == [300.0, 0.0, 300.0, 0.0, 300.0]
    assert [one["errcode"] for one in told] == [853000] * 3
    assert len(said(caplog, "WECOM_BOT_SECRET")) == 3
    assert "canary" not in caplog.text + repr(vars(adapter))
    assert heard is not None
    assert clock.now() - heard > Limits().silence  # the auditor's alarm


@pytest.mark.parametrize(
    "trouble",
    [
        {"errcode": -1},
        {"errcode": 846607},
        {"fault": "close", "code": 1000},
        {"fault": "reset"},
        {"fault": "garbage"},
    ],
    ids=str,
)
async def test_who_cannot_be_reached_is_tried_more_and_more_seldom(
    wecom: Fake, trouble: Json, caplog: pytest.LogCaptureFixture
) -> None:
    await ask(wecom, "/order", [{"method": "aibot_subscribe", "times": 8, **trouble}])
    tuning, clock = BotTuning(ping=0.1, ack=0.05, farewell=0.1), Naps()
    async with hearing(wecom, door := Door(), clock, tuning=tuning) as adapter:
        assert adapter.pulse() == clock.now()
        await push(wecom, 1)
        await door.holds("m1")
    assert clock.slept == [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert len(said(caplog, "cannot be connected")) == len(said(caplog, "again.")) == 1


async def test_where_nobody_listens_it_is_no_busy_loop(wecom: Fake, closed: int) -> None:
    clock = Naps(until=30.0, times=20)
    adapter = robot(wecom, clock, url=f"ws://127.0.0.1:{closed}/ws")
    assert adapter.pulse() is None
    async with listening(adapter, Door()):
        await clock.asleep.wait()
        heard = adapter.pulse()
    assert heard is not None
    assert clock.now() - heard > Limits().silence


async def test_who_is_displaced_stands_by_and_comes_back(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    lock, clock = Turns(), Naps(until=60.0)
    ours = robot(wecom, FakeClock(), lock.exclusive)
    async with hearing(wecom, door := Door(), clock, lock=lock.exclusive) as adapter:
        async with listening(ours, door), chatting(wecom):
            await clock.asleep.wait()
            assert not adapter.may_speak
            told = await ask(wecom, "/connections", {"subscribed": 1})
            assert (told["open"], told["ever"]) == (1, 2)  # nor does another of ours fight
        clock.wake.set()
        await ask(wecom, "/connections", {"subscribed": 1, "ever": 3})
        await push(wecom, 1)
        await door.holds("m1")
    assert clock.slept == [60.0, 0.0]
    assert len(said(caplog, "standing by")) == 1


async def test_a_displacement_is_seen_while_a_ping_is_not_answered(wecom: Fake) -> None:
    clock = Naps(until=60.0)
    tuning = BotTuning(ping=0.05, ack=30.0, farewell=0.1)
    async with hearing(wecom, Door(), clock, tuning=tuning):
        await ask(wecom, "/settings", {"linger": 60})
        silence = {"method": "ping", "fault": "silence", "always": True}
        pings = len(await ask(wecom, "/await", {"method": "ping"}))
        await ask(wecom, "/order", [silence])
        await ask(wecom, "/await", {"method": "ping", "count": pings + 1})
        async with chatting(wecom):
            await clock.asleep.wait()
    assert clock.slept == [60.0]


async def test_one_of_two_is_connected_and_the_other_takes_over(wecom: Fake) -> None:
    lock, clock, door = Turns(), FakeClock(), Door()
    first, second = robot(wecom, lock=lock.exclusive), robot(wecom, clock, lock.exclusive)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(listening(first, door))
        await wecom.called("ping")
        async with listening(second, door):
            await push(wecom, 1)
            await door.holds("m1")
            clock.at += 2 * Limits().silence
            assert (first.may_speak, second.may_speak) == (True, False)
            assert second.pulse() is None
            assert (await ask(wecom, "/connections"))["ever"] == 1
            await stack.aclose()
            await ask(wecom, "/connections", {"subscribed": 1, "ever": 2})
            await push(wecom, 2)
            await door.holds("m2")
            assert second.pulse() == clock.now()  # it counts from now


async def test_the_pulse_goes_on_in_a_quiet_night(wecom: Fake) -> None:
    clock = FakeClock()
    async with hearing(wecom, Door(), clock) as adapter:
        clock.at += 2 * Limits().silence
        pings = len(await ask(wecom, "/await", {"method": "ping"}))
        await ask(wecom, "/await", {"method": "ping", "count": pings + 2})
        assert adapter.pulse() == clock.now()


async def test_a_database_that_takes_the_lock_away_does_not_end_the_listening(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    lock, clock = Turns(), Naps()
    async with hearing(wecom, door := Door(), clock, lock=lock.exclusive):
        lock.lose()
        await ask(wecom, "/connections", {"subscribed": 1, "ever": 2})
        await push(wecom, 1)
        await door.holds("m1")
    assert len(said(caplog, "was lost")) == 1


async def test_the_log_of_the_library_is_off(wecom: Fake, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with hearing(wecom, door := Door(), tuning=QUICK) as adapter:
        await push(wecom, 24)
        await door.holds("m24")
    everything: Any = caplog.text + repr(adapter) + repr(vars(adapter))
    assert BOT_SECRET not in everything
    assert BOT not in caplog.text
