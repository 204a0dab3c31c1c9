import asyncio
import socket

import pytest

from adapters.telegram.polling import name_of
from adapters.telegram.probe import diagnose, username
from tests.adapters.world import TOKEN
from tests.fakes.process import Fake


async def test_who_the_bot_is_can_be_asked(faults: Fake) -> None:
    assert await username(TOKEN, faults.base) == "liaison_test_bot"
    assert await diagnose(TOKEN, faults.base) == (True, "@liaison_test_bot")


async def test_a_token_that_does_not_work_is_told_from_an_address_that_does_not(
    faults: Fake,
) -> None:
    faults.control("/token", False)
    assert await username(TOKEN, faults.base) is None
    ok, advice = await diagnose(TOKEN, faults.base)
    assert (ok, "BotFather" in advice) == (False, True)
    faults.control("/reset")
    faults.control("/script", {"getMe": [{"status": 404, "body": "<html>"}]})
    ok, advice = await diagnose(TOKEN, faults.base)
    assert (ok, "TELEGRAM_API_BASE" in advice) == (False, True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_the_real_cause_is_named(host: str) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        base = f"http://{host}:{nobody.getsockname()[1]}"
        assert await diagnose(TOKEN, base) == (
            False,
            f"{base} cannot be reached (ConnectionRefusedError).",
        )


def test_of_several_addresses_that_failed_the_first_is_named() -> None:
    failed = OSError("no connection")
    failed.__cause__ = ExceptionGroup("all", [ConnectionRefusedError(), TimeoutError()])
    assert name_of(failed) == "ConnectionRefusedError"
    given_up = TimeoutError()
    given_up.__cause__ = asyncio.CancelledError()
    assert name_of(given_up) == "TimeoutError"
