"""Slack's own libraries take the fake for Slack: what it says of our adapter can be believed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.process import Fake
from tests.fakes.slack_payloads import (
    envelope,
    message,
)
from tests.fakes.slack_presses import (
    modal,
    press,
    slash_command,
    submission,
    typed,
)

METADATA = {"event_type": "liaison", "event_payload": {"delivery": "7f3a"}}
FORM = {"type": "modal", "title": {"type": "plain_text", "text": "填报进展"}, "blocks": []}


@pytest.fixture
def client(slack: Fake) -> AsyncWebClient:
    return AsyncWebClient("xoxb-1", base_url=slack.base + "/api/", retry_handlers=[], timeout=5)


class Keeper(AsyncSocketModeHandler):
    """Acknowledges what it is given, with this payload, once it may."""

    def __init__(self, client: AsyncWebClient, answer: dict[str, Any] | None = None) -> None:
        app = AsyncApp(client=client)
        super().__init__(app, "xapp-1", ping_interval=0.5)
        self.answer, self.kept = answer, list[SocketModeRequest]()
        self.may = asyncio.Event()
        self.may.set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        self.kept.append(req)
        await self.may.wait()
        await client.send_socket_mode_response(SocketModeResponse(req.envelope_id, self.answer))


@asynccontextmanager
async def connected(keeper: Keeper) -> AsyncIterator[Keeper]:
    await keeper.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield keeper
    finally:
        await keeper.close_async()  # type: ignore[no-untyped-call]


async def ask(slack: Fake, path: str, value: Any = None) -> Any:
    return await asyncio.to_thread(slack.control, path, value)


async def code(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    error: str = refused.value.response["error"]
    return error


async def test_a_post_can_be_read_back_by_its_metadata(slack: Fake, client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T1", "UBOT", "BBOT")
    channel = (await client.conversations_open(users="U77"))["channel"]["id"]
    posted = await client.chat_postMessage(channel=channel, text="第24项", metadata=METADATA)
    reply = await client.chat_postMessage(channel=channel, text="推进中", thread_ts=posted["ts"])
    await client.chat_update(channel=channel, ts=posted["ts"], text="已完成")
    bare = await client.conversations_history(channel=channel)
    full = await client.conversations_history(channel=channel, include_all_metadata=True, limit=1)
    assert [m["text"] for m in full["messages"]] == ["已完成"]
    assert full["messages"][0]["metadata"] == METADATA
    assert "metadata" not in bare["messages"][0]
    await client.chat_postMessage(channel=channel, text="新的")
    pages = [await client.conversations_history(channel=channel, limit=1)]
    cursor = pages[0]["response_metadata"]["next_cursor"]
    await client.chat_postMessage(channel=channel, text="更新的")
    pages.append(await client.conversations_history(channel=channel, limit=1, cursor=cursor))
    assert [page["messages"][0]["text"] for page in pages] == ["新的", "已完成"]
    thread = await client.conversations_replies(channel=channel, ts=posted["ts"])
    assert [m["ts"] for m in thread["messages"]] == [posted["ts"], reply["ts"]]
    lines = slack.accepted("chat.postMessage")[-4:-2]
    assert [line["ts"] for line in lines] == [posted["ts"], reply["ts"]]
    assert lines[0]["fields"]["metadata"] == METADATA


async def test_it_refuses_as_slack_does(slack: Fake, client: AsyncWebClient) -> None:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "撤销"}}
    twice = [{"type": "actions", "elements": [button, button]}]
    before = len(slack.accepted())
    slack.control("/channels", ["C1"])
    assert await code(client.chat_postMessage(channel="C2", text="x")) == "channel_not_found"
    assert await code(client.api_call("chat.postMessage", json={"channel": "C1"})) == "no_text"
    posts = client.chat_postMessage(channel="C1", text="x", blocks=twice)
    assert await code(posts) == "invalid_blocks"
    posts = client.chat_postMessage(channel="C1", text="x", blocks=[{"type": "divider"}] * 51)
    assert await code(posts) == "invalid_blocks"
    assert await code(client.chat_update(channel="C1", ts="1.2", text="x")) == "message_not_found"
    assert await code(client.api_call("chat.shout")) == "unknown_method"
    slack.control("/tokens", {"xoxb-": "token_revoked"})
    assert await code(client.auth_test()) == "token_revoked"
    assert slack.accepted()[before:] == []


async def test_what_is_ordered_goes_wrong(slack: Fake, client: AsyncWebClient) -> None:
    before = len(slack.accepted())
    slow: dict[str, Any] = {"status": 429, "error": "ratelimited", "headers": {"Retry-After": "7"}}
    orders = [
        slow,
        {"fault": "reset", "accept": True},
        {"fault": "reset"},
        {"error": "fatal_error"},
    ]
    slack.control("/order", [{"method": "chat.postMessage", **order} for order in orders])
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C1", text="0")
    assert (refused.value.response.status_code, refused.value.response["error"]) == (
        429,
        "ratelimited",
    )
    assert refused.value.response.headers["Retry-After"] == "7"
    for text in ("1", "2"):
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel="C1", text=text)
    assert await code(client.chat_postMessage(channel="C1", text="3")) == "fatal_error"
    await client.chat_postMessage(channel="C1", text="4")
    lines = [(line["fields"]["text"], line["told"]) for line in slack.accepted()[before:]]
    assert lines == [("1", False), ("4", True)]


async def test_whoever_hurries_is_found_out(slack: Fake, client: AsyncWebClient) -> None:
    slack.control("/limit", {"burst": 2})
    for channel in ("C1", "C1", "C2"):
        await client.chat_postMessage(channel=channel, text="x")
    assert await code(client.chat_postMessage(channel="C1", text="x")) == "ratelimited"
    assert slack.control("/violations") == {"C1": 1}


async def test_a_window_opens_once_and_is_found_by_its_name(
    slack: Fake, client: AsyncWebClient
) -> None:
    opened = await client.views_open(trigger_id="t1", view=FORM | {"external_id": "f1"})
    again = client.views_open(trigger_id="t1", view=FORM)
    assert await code(again) == "exchanged_trigger_id"
    updated = await client.views_update(external_id="f1", view=FORM)
    assert updated["view"]["id"] == opened["view"]["id"]
    assert await code(client.views_update(view_id="V9", view=FORM)) == "not_found"
    slack.control("/settings", {"trigger": 0})
    slack.control("/push", [envelope(slash_command("填报", trigger="t2"))])
    late = client.views_open(trigger_id="t2", view=FORM)
    assert await code(late) == "expired_trigger_id"
    home = {"type": "home", "blocks": []}
    first, second = [await client.views_publish(user_id="U77", view=home) for _ in "12"]
    assert first["view"]["id"] == second["view"]["id"]


async def test_a_response_url_works_five_times(slack: Fake) -> None:
    hook = AsyncWebhookClient(slack.base + "/response/r1", retry_handlers=[])
    answers = [await hook.send(text="已记录") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert slack.accepted("response_url")[-1]["fields"] == {"id": "r1", "body": {"text": "已记录"}}


async def test_a_file_goes_up_in_three_calls(slack: Fake, client: AsyncWebClient) -> None:
    await client.files_upload_v2(channel="C1", filename="a.csv", content="项目,进展")
    [upload] = slack.accepted("upload")[-1:]
    [shared] = slack.accepted("files.completeUploadExternal")[-1:]
    assert upload["fields"]["content"] == "项目,进展"
    assert shared["fields"]["files"][0]["id"] == upload["fields"]["file_id"]


async def test_what_is_pushed_arrives_and_is_acknowledged(
    slack: Fake, client: AsyncWebClient
) -> None:
    errors = {"response_action": "errors", "errors": {"progress": "请填写"}}
    async with connected(Keeper(client, errors)) as keeper:
        await ask(slack, "/connections", {"open": 1})
        sent = submission({"progress": {"value": typed("")}}, view=modal("progress"))
        payloads = [message("24"), press("24 已完成"), slash_command("24"), sent]
        await ask(slack, "/push", [envelope(p, str(n)) for n, p in enumerate(payloads)])
        acks = await ask(slack, "/await_acks", {"count": 4})
    assert {ack["of"]: ack["payload"] for ack in acks} == dict.fromkeys("0123", errors)
    kept = sorted(keeper.kept, key=lambda req: req.envelope_id)
    assert [req.payload for req in kept] == payloads
    assert [req.accepts_response_payload for req in kept] == [False, False, True, True]


async def test_an_event_comes_again_after_its_connection_died_and_a_command_does_not(
    slack: Fake, client: AsyncWebClient
) -> None:
    async with connected(Keeper(client)) as keeper:
        await ask(slack, "/connections", {"open": 1})
        keeper.may.clear()
        pushed = [envelope(slash_command("24"), "command"), envelope(message("24"), "event")]
        await ask(slack, "/push", pushed)
        await ask(slack, "/drop")
        await ask(slack, "/connections", {"open": 1, "ever": 2})
        keeper.may.set()
        await ask(slack, "/await_acks", {"count": 1, "of": "event"})
    told = [(e["of"], e.get("retry_attempt")) for e in await ask(slack, "/sent")]
    assert told == [("command", None), ("event", 0), ("event", 1)]


async def test_what_a_deaf_connection_swallows_comes_again_elsewhere(
    slack: Fake, client: AsyncWebClient
) -> None:
    async with connected(Keeper(client)) as deaf:
        await ask(slack, "/connections", {"open": 1})
        await ask(slack, "/deaf", {"pongs": True})
        await ask(slack, "/settings", {"again": 0.05})
        await ask(slack, "/push", [envelope(message("24"), "event")])
        async with connected(Keeper(client)) as hearing:
            await ask(slack, "/await_acks", {"count": 1, "of": "event"})
    assert deaf.kept == []
    assert hearing.kept[0].retry_reason == "timeout"


async def test_a_refresh_is_announced_and_an_unanswered_event_repeated(
    slack: Fake, client: AsyncWebClient
) -> None:
    async with connected(Keeper(client)) as keeper:
        await ask(slack, "/connections", {"open": 1})
        # Closed at once after the announcement, Slack's library would connect twice.
        await ask(slack, "/settings", {"again": 0.1, "linger": 5})
        await ask(slack, "/disconnect")
        await ask(slack, "/connections", {"open": 1, "ever": 2})
        keeper.may.clear()
        await ask(slack, "/push", [envelope(message("24"), "event")])
        await ask(slack, "/await_sent", {"of": "event", "count": 2})
        keeper.may.set()
        [first, *_] = await ask(slack, "/await_acks", {"count": 2})
    assert first["of"] == "event"
    assert keeper.kept[1].retry_reason == "timeout"
