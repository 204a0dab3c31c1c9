"""For all tests: whatever is logged anywhere, no line of it holds a token that tests use."""

import logging
from collections.abc import Iterator

import pytest

from bot.logs import _Structured

TOKENS = (
    "AAEhBOweik9ai2o01vwg",  # Telegram
    "s3cret_of-ours",
    "a-webhook-secret",
    "test-token-test-token",
    "xoxb-canary",  # Slack
    "xapp-1-A1",
    "8f742231b10e8888abcd99yyyzzz85a5",
    "A7tkNv3qZ0liaison",  # WeCom
    "ojAlDXmVbPuiKwcR5TiOatog8styA2GOciInsBK4LC8",
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
    "canary-operator-token",
)


class _Watcher(logging.Handler):
    """Formats each record as the program does, traceback and all, and reads the line."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(_Structured(people=False))
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.leaks += [f"{record.name}:{record.lineno}" for token in TOKENS if token in line]


WATCHER = _Watcher()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    root = logging.getLogger()
    root.addHandler(WATCHER)
    try:
        yield
    finally:
        root.removeHandler(WATCHER)
    leaks, WATCHER.leaks = WATCHER.leaks, []
    assert leaks == [], "a log record holds a token"
