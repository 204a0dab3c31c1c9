"""The Slack adapter as tests need it: pointed at a fake, with tokens that are looked for after."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.line import Tuning
from adapters.slack.reception import Identity
from bot.messages import (
    Action,
    Address,
    Card,
    Platform,
)
from bot.ports import Clock
from tests.adapters.world import QuickClock
from tests.fakes.process import Fake
from tests.fakes.slack_rules import Json

TOKEN, APP_TOKEN = "xoxb-canary-1", "xapp-1-A1-1-canary"
CARD = Card("已记录 <24>", ("a & b",), (Action("撤销", "撤销"),))
KEY = "7f3a"
WHO = Identity("T1", "UBOT", "A1")
IMPATIENT = Tuning(connect=0.3, total=0.5)
"""For servers that will never answer."""


@asynccontextmanager
async def slack_adapter(
    base: str, clock: Clock | None = None, tuning: Tuning | None = None, **settings: Any
) -> AsyncIterator[SlackAdapter]:
    """The adapter as the program makes it; ``base``: of a fake, or of nobody."""
    given = {"app_token": APP_TOKEN, **settings}
    made = SlackSettings(token=TOKEN, api_base=f"{base}/api", **given)
    adapter = SlackAdapter(made, WHO, clock or QuickClock(), tuning)
    try:
        yield adapter
    finally:
        await adapter.close()


def at(chat: str, thread: str | None = None) -> Address:
    return Address(Platform.SLACK, WHO.team, chat, thread)


def order(slack: Fake, *orders: Json, method: str = "chat.postMessage") -> None:
    """What the next calls of ``method`` meet, in this order."""
    slack.control("/order", [{"method": method, **answer} for answer in orders])


def calls(slack: Fake, *methods: str) -> list[Json]:
    """The calls so far, of these methods or of all."""
    made: list[Json] = slack.control("/calls")
    return [call for call in made if not methods or call["method"] in methods]
