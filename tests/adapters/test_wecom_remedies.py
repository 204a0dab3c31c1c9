"""What is done about a refusal: another token, plain text, a message of its own, or patience."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from adapters.wecom.adapter import WecomAdapter
from bot.outcomes import Later, Sent
from tests.adapters.gist import ALL, ONE, gist
from tests.adapters.wecom_app import (
    CARD,
    KEY,
    SEND,
    UPDATE,
    app,
    at,
    calls,
    code,
    group,
    order,
    words,
)
from tests.fakes.process import Fake
from tests.fakes.wecom_payloads import AGENT, SECRET
from tests.world import FakeClock

WAITS = ("later", 60.0, ONE)


async def test_an_ended_token_is_asked_for_once_and_the_message_goes(wecom: Fake) -> None:
    async with app(wecom) as adapter:
        part = words(adapter, "24")
        for number in (42001, 40014, 41001):
            order(wecom, code(number))
            assert gist(await adapter.send(at("a"), part, key=f"{number}")) == "sent"
        order(wecom, code(42001), code(42001))
        assert gist(await adapter.send(at("a"), part, key="again")) == ("later", 30.0, ALL)
    assert len(calls(wecom, "gettoken")) == 5


async def test_refused_credentials_are_looked_at_every_ten_minutes(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    clock = FakeClock()
    async with app(wecom, clock=clock) as adapter:
        part = words(adapter, "24")
        wecom.control("/apps", {})
        sends = [adapter.send(at("a"), part, key=f"{n}") for n in range(20)]
        assert {type(outcome) for outcome in await asyncio.gather(*sends)} == {Later}
        assert len(calls(wecom, "gettoken")) == 1
        clock.at += timedelta(minutes=9, seconds=59)
        assert await adapter.send(at("a"), part, key=KEY) == Later(
            timedelta(seconds=1), "the app is refused", ALL
        )
        assert gist(await adapter.send(at("robot:digest"), group(adapter, "1"), key="r")) == "sent"
        clock.at += timedelta(seconds=1)
        await asyncio.gather(*(adapter.send(at("a"), part, key=f"{n}") for n in range(20)))
        assert len(calls(wecom, "gettoken")) == 2
        wecom.control("/apps", {SECRET: AGENT})
        clock.at += timedelta(minutes=10)
        assert isinstance(await adapter.send(at("a"), part, key=KEY), Sent)
    said = [record.message for record in caplog.records if "the app" in record.message]
    assert [("refuses" in line, "accepts" in line) for line in said] == [
        (True, False),
        (False, True),
    ]
    assert "WECOM_SECRET" in said[0]


async def test_the_alarm_names_the_address_that_is_not_trusted(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    words_of_wecom = "not allow to access from your ip, from ip: 203.0.113.7, more info at ..."
    order(wecom, code(60020, words_of_wecom))
    async with app(wecom) as adapter:
        assert gist(await adapter.send(at("a"), words(adapter, "24"), key=KEY)) == (
            "later",
            30.0,
            ALL,
        )
    assert [r.message for r in caplog.records if "203.0.113.7" in r.message]


async def test_an_app_that_is_switched_off_stays_refused(wecom: Fake) -> None:
    clock = FakeClock()
    order(wecom, code(50003))
    wecom.control("/agent", {"close": 1})
    async with app(wecom, clock=clock) as adapter:
        part = words(adapter, "24")
        assert gist(await adapter.send(at("a"), part, key=KEY)) == ("later", 30.0, ALL)
        clock.at += timedelta(minutes=10)
        assert gist(await adapter.send(at("a"), part, key=KEY)) == ("later", 30.0, ALL)
        wecom.control("/agent", {})
        clock.at += timedelta(minutes=10)
        assert gist(await adapter.send(at("a"), part, key=KEY)) == "sent"


async def test_who_is_too_fast_rests_a_minute_and_then_an_hour(wecom: Fake) -> None:
    clock = FakeClock()
    async with app(wecom, clock=clock) as adapter:
        part = words(adapter, "24")

        async def told() -> Any:
            return gist(await adapter.send(at("a"), part, key=KEY))

        order(wecom, *[code(45009)] * 4)
        assert [await told(), await told()] == [("later", 60.0, ALL)] * 2  # were in flight
        clock.at += timedelta(minutes=1)
        assert await told() == ("later", 3600.0, ALL)
        clock.at += timedelta(hours=3)
        assert await told() == ("later", 60.0, ALL)
        assert await told() == "sent"
        clock.at += timedelta(minutes=1)
        order(wecom, code(45009))
        assert await told() == ("later", 60.0, ALL)


@pytest.mark.parametrize("number", [43012, 40058, 44004, 45002, 82004])
async def test_what_is_our_fault_is_tried_once_more_as_plain_text(
    wecom: Fake, number: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with app(wecom) as adapter:
        [part] = adapter.render(at("a"), CARD)
        order(wecom, code(number))
        assert gist(await adapter.send(at("a"), part, key=f"1-{number}")) == "sent"
        fields = wecom.accepted()[-1]["fields"]
        assert fields["msgtype"] == "text"
        assert fields["text"]["content"].startswith("已记录 第24项\n推进中\n撤销")
        order(wecom, code(number), code(number))
        assert gist(await adapter.send(at("a"), part, key=f"2-{number}")) == "refused"
    assert len([r for r in caplog.records if "what we made" in r.message]) == 2


async def pressed(wecom: Fake, adapter: WecomAdapter, key: str) -> str:
    """A card is out; the code that a press on it brings."""
    [part] = adapter.render(at("zhangsan"), CARD)
    assert await adapter.send(at("zhangsan"), part, key=key) == Sent(key)
    code: str = wecom.control("/press", {"task_id": key})["response_code"]
    return code


async def test_a_used_or_late_place_gets_a_message_instead(wecom: Fake) -> None:
    to = at("zhangsan")
    async with app(wecom) as adapter:
        place = "code:" + await pressed(wecom, adapter, "p1")
        [part] = adapter.render(to, CARD, replacing=place)
        assert await adapter.send(to, part, key="p2") == Sent("p2")
        assert wecom.accepted()[-1]["method"] == UPDATE
        assert await adapter.send(to, part, key="p3") == Sent("p3")
        assert wecom.accepted()[-1]["method"] == SEND
        for number in (42014, 42015, 42016, 42017):
            place = "code:" + await pressed(wecom, adapter, f"a{number}")
            order(wecom, code(number), method=UPDATE)
            [part] = adapter.render(to, CARD, replacing=place)
            assert await adapter.send(to, part, key=f"b{number}") == Sent(f"b{number}")
            assert wecom.accepted()[-1]["method"] == SEND


async def test_a_changed_card_names_who_is_unknown_in_a_list(wecom: Fake) -> None:
    to = at("zhangsan")
    async with app(wecom) as adapter:
        place = "code:" + await pressed(wecom, adapter, "u1")
        wecom.control("/people", {"unknown": ["ZhangSan"]})
        [part] = adapter.render(to, CARD, replacing=place)
        assert gist(await adapter.send(to, part, key="u2")) == "dead"


async def test_a_code_that_nobody_knows_is_waited_for_three_times(
    wecom: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    order(wecom, *[code(987_654)] * 10)
    async with app(wecom) as adapter:
        part = words(adapter, "24")
        first = [await adapter.send(at("a"), part, key="1") for _ in range(4)]
        other = [await adapter.send(at("a"), part, key="2") for _ in range(3)]
        assert [gist(o) for o in first] == [WAITS] * 3 + ["refused"]
        assert [gist(o) for o in other] == [WAITS] * 3
        assert [gist(await adapter.send(at("a"), part, key="1")) for _ in range(3)] == [WAITS] * 3
        assert gist(await adapter.send(at("a"), part, key="2")) == "sent"
    assert len([record for record in caplog.records if "987654" in record.message]) == 1
