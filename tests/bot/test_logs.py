"""What reaches the log."""

import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up

TOKEN = "123456789:AAF-canary_canary_canary_canary_ca"


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_tokens_and_passwords_are_redacted_also_in_tracebacks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("debug")
    log = logging.getLogger("some.part")
    log.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("postgresql://user:canary-password@host/db")
    try:
        raise ValueError(f"cannot open {TOKEN}")
    except ValueError:
        log.exception("failed")
    logged = capsys.readouterr().err
    assert "failed" in logged
    assert "canary" not in logged


def test_the_http_library_does_not_speak_of_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("debug")
    logging.getLogger("httpx").info("HTTP Request: POST https://example.test")
    assert capsys.readouterr().err == ""
