"""Addresses for answers come with payloads: whatever they are, only Slack is ever called."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.inbound import event_of
from adapters.slack.line import is_slacks
from bot.messages import Address, Card, Platform
from bot.outcomes import Sent
from tests.adapters.slack_http import US
from tests.adapters.world import QuickClock
from tests.fakes.process import Fake
from tests.fakes.slack_presses import press, slash_command

API = "https://slack.com/api/"
OURS = [
    "https://hooks.slack.com/commands/T1/1/secret",
    "https://hooks.slack.com:443/commands/T1/1/secret",
    "https://hooks.slack-gov.com/actions/T1/1/secret",
    "HTTPS://HOOKS.SLACK.COM/app/T1/1/secret",
]
THEIRS = [
    "",
    "hooks.slack.com",
    "/commands/T1/1/secret",
    "//hooks.slack.com/commands",
    "http://hooks.slack.com/commands",
    "ftp://hooks.slack.com/commands",
    "javascript://hooks.slack.com/%0aalert(1)",
    "https:hooks.slack.com/commands",
    "https:///hooks.slack.com/commands",
    "https://hooks.slack.com.evil.example/commands",
    "https://hooks.slack.com./commands",
    "https://evilhooks.slack.com/commands",
    "https://a.hooks.slack.com/commands",
    "https://hooks-slack.com/commands",
    "https://evil.example/hooks.slack.com",
    "https://evil.example/?https://hooks.slack.com/",
    "https://evil.example#hooks.slack.com/",
    "https://hooks.slack.com@evil.example/commands",
    "https://hooks.slack.com:443@evil.example/commands",
    "https://hooks.slack.com%40evil.example/commands",
    "https://hooks.slack.com\\@evil.example/commands",
    "https://evil.example\\hooks.slack.com/commands",
    "https://hooks.slack.com\n.evil.example/commands",
    "https://user:pw@hooks.slack.com/commands",
    "https://@hooks.slack.com/commands",
    "https://hooks.slack.com:8443/commands",
    "https://hooks.slack.com:80/commands",
    "https://hooks.slack.com:99999/commands",
    "https://hooks.slack.com:x/commands",
    "https://ｈooks.slack.com/commands",
    "https://hooks。slack.com/commands",
    "https://h\u03bfoks.slack.com/commands",
    "https://127.0.0.1/commands",
    "https://[::1]/commands",
    "https://[hooks.slack.com]/commands",
    "https://169.254.169.254/latest/meta-data/",
    "http://slack.com/api/",
    "https://slack.com:8443/api/",
    "\ud800",
]


def test_slacks_own_addresses_are_slacks() -> None:
    assert [url for url in OURS if not is_slacks(url, API)] == []
    assert is_slacks("http://127.0.0.1:8080/response/r1", "http://127.0.0.1:8080/api")
    assert is_slacks("https://slack.internal:8443/r", "https://slack.internal:8443/api")


@pytest.mark.parametrize("url", THEIRS)
def test_an_address_that_looks_like_slacks_is_none(url: str) -> None:
    assert not is_slacks(url, API)


@pytest.mark.parametrize("base", ["", "slack.com/api", "https://[", "https://slack.com:x/api"])
def test_an_odd_base_opens_no_door(base: str) -> None:
    assert not is_slacks("http://127.0.0.1/", base)
    assert not is_slacks("https://evil.example/", base)


@asynccontextmanager
async def stranger() -> AsyncIterator[tuple[str, list[int]]]:
    """A server that is not the Slack we were told of: where it is, and who called."""
    called: list[int] = []
    server = await asyncio.start_server(lambda _, writer: called.append(1), "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", called


@asynccontextmanager
async def adapter_of(slack: Fake) -> AsyncIterator[SlackAdapter]:
    settings = SlackSettings(token="xoxb-1", app_token="xapp-1", api_base=f"{slack.base}/api/")
    adapter = SlackAdapter(settings, US, QuickClock())
    try:
        yield adapter
    finally:
        await adapter.close()


@pytest.mark.parametrize("made", [slash_command, press], ids=["command", "press"])
@pytest.mark.parametrize(
    "url",
    [
        "http://{}/response/r1",
        "http://hooks.slack.com@{}/response/r1",
        "http://hooks.slack.com:443@{}/response/r1",
        "http://{}\\hooks.slack.com/response/r1",
        "http://{}#hooks.slack.com",
    ],
)
async def test_an_answer_goes_to_whoever_asked_and_never_where_a_payload_leads(
    slack: Fake, caplog: pytest.LogCaptureFixture, made: Any, url: str
) -> None:
    more: dict[str, Any] = {"ephemeral": True} if made is press else {}
    before = len(slack.accepted("response_url"))
    async with stranger() as (there, called), adapter_of(slack) as adapter:
        payload = made("24", channel="C1", response_url=url.format(there), **more)
        request = adapter.to_request(event_of(payload, US.team))
        assert request is not None
        assert there in str(request.window)
        [part] = adapter.render(request.private, Card("第24项"), replacing=request.window)
        assert isinstance(await adapter.send(request.private, part, key="7f3a"), Sent)
        assert called == []
    assert slack.accepted("chat.postMessage")[-1]["fields"]["channel"] == "DU77"
    assert len(slack.accepted("response_url")) == before
    assert "security" in caplog.text
    assert there not in caplog.text


async def test_an_answer_is_sent_where_slack_says(slack: Fake) -> None:
    to = Address(Platform.SLACK, "T1", "U77")
    before = len(slack.accepted("chat.postMessage"))
    async with adapter_of(slack) as adapter:
        [part] = adapter.render(to, Card("第24项"), replacing=f"url:{slack.base}/response/r7")
        assert await adapter.send(to, part) == Sent("")
    assert slack.accepted("response_url")[-1]["fields"]["id"] == "r7"
    assert len(slack.accepted("chat.postMessage")) == before
