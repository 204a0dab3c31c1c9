"""One token for all processes: asked for once, never again and again."""

import asyncio

from bot.outcomes import Later, Scope, Sent
from tests.adapters.wecom_app import Board, app, at, words
from tests.fakes.process import Fake
from tests.world import FakeClock


def key(n: int) -> str:
    return f"{n:032x}"


def asked(fake: Fake) -> int:
    count: int = fake.control("/counts")["gettoken"]
    return count


async def test_a_token_is_asked_for_once_and_kept(wecom: Fake) -> None:
    board = Board()
    async with app(wecom, board) as one, app(wecom, board) as two:
        for n, adapter in enumerate((one, two, one)):
            sent = await adapter.send(at("zhangsan"), words(adapter, "24"), key=key(n))
            assert isinstance(sent, Sent)
    assert asked(wecom) == 1


async def test_twenty_sends_with_an_ended_token_ask_for_one(wecom: Fake) -> None:
    board = Board()
    async with app(wecom, board) as one, app(wecom, board) as two:
        for adapter in (one, two):
            assert isinstance(await adapter.send(at("a"), words(adapter, "x"), key=key(1)), Sent)
        for code in (42001, 40014):
            wecom.control("/expire", {"which": "all", "code": code})
            before = asked(wecom)
            sends = [
                (one, two)[n % 2].send(at(f"u{n}"), words(one, f"{n}"), key=key(code + n))
                for n in range(20)
            ]
            assert all(isinstance(sent, Sent) for sent in await asyncio.gather(*sends))
            assert asked(wecom) == before + 1


async def test_a_token_that_is_refused_again_is_not_asked_for_for_ever(wecom: Fake) -> None:
    clock = FakeClock()
    ended = {"method": "message/send", "always": True, "errcode": 42001, "errmsg": "expired"}
    wecom.control("/order", [ended])
    async with app(wecom, clock=clock) as adapter:
        for n in range(5):
            sent = await adapter.send(at("zhangsan"), words(adapter, "24"), key=key(n))
            assert isinstance(sent, Later)
            assert sent.scope is Scope.PLATFORM
        assert asked(wecom) <= 3


async def test_a_refused_secret_is_tried_once_in_ten_minutes(wecom: Fake) -> None:
    clock = FakeClock()
    async with app(wecom, clock=clock, secret="wrong") as adapter:
        for n in range(10):
            assert isinstance(
                await adapter.send(at("zhangsan"), words(adapter, "24"), key=key(n)), Later
            )
        assert asked(wecom) == 1
        await clock.sleep(10 * 60)
        assert isinstance(await adapter.send(at("a"), words(adapter, "24"), key=key(11)), Later)
        assert asked(wecom) == 2
