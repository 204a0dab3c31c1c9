"""A post whose fate nobody knows is looked up: the real engine, a real store, Slack's ledger."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.app import open_database, route_of
from bot.bell import Bell
from bot.messages import Address, Card
from bot.ports import DeliveryState, Store
from reminders.delivery import Postman
from tests.adapters.slack_world import at, calls, order, slack_adapter
from tests.fakes.process import Fake
from tests.fakes.slack_rules import Json
from tests.world import FakeClock

LOST = {"fault": "reset", "accept": True}
NEVER = {"fault": "reset"}
MARK = "（可能重复）"
GRACE = timedelta(seconds=61)
PLACES = [at("U7"), at("C1"), at("C1", thread="1570759260.000100")]


class Post:
    """The outbox of one bot, its postman, and what Slack has really taken."""

    def __init__(self, slack: Fake, adapter: SlackAdapter, store: Store, clock: FakeClock) -> None:
        self.slack, self.adapter, self.store, self.clock = slack, adapter, store, clock
        self.man = Postman(store, clock, {route_of(adapter): adapter}, Bell())
        self.before = len(slack.accepted())

    async def goes(self, to: Address, text: str, *, replacing: str | None = None) -> None:
        parts = self.adapter.render(to, Card(text), replacing=replacing)
        async with self.store.unit() as unit:
            await unit.outbox.put(f"k:{text}", to, parts, at=self.clock.now(), cause=text)
        await self.man.drain()

    async def later(self, times: int = 1) -> None:
        for _ in range(times):
            self.clock.at += GRACE
            await self.man.drain()

    async def row(self, text: str) -> DeliveryState:
        async with self.store.view() as unit:
            [row] = await unit.outbox.answers(text)
        return row

    def copies(self) -> list[Json]:
        taken = self.slack.accepted()[self.before :]
        return [line for line in taken if line["method"] == "chat.postMessage"]


@asynccontextmanager
async def posting(slack: Fake, path: Path) -> AsyncIterator[Post]:
    clock = FakeClock()
    store = await open_database(f"sqlite:///{path}/plan.db")
    await store.enlist(at=clock.now())
    async with slack_adapter(slack.base, clock) as adapter:
        yield Post(slack, adapter, store, clock)
    await store.close()


@pytest.fixture
async def post(slack: Fake, tmp_path: Path) -> AsyncIterator[Post]:
    async with posting(slack, tmp_path) as made:
        yield made


@pytest.mark.parametrize("to", PLACES, ids=["private", "channel", "thread"])
async def test_what_arrived_after_all_is_found(post: Post, to: Address) -> None:
    order(post.slack, LOST)
    await post.goes(to, "24")
    assert (await post.row("24")).state == "unknown"
    await post.later()
    [copy] = post.copies()
    row = await post.row("24")
    assert (row.state, row.message_id) == ("sent", f"{copy['channel']}/{copy['ts']}")
    assert not copy["told"]


@pytest.mark.parametrize("to", PLACES, ids=["private", "channel", "thread"])
async def test_what_did_not_arrive_is_sent_again_unmarked(post: Post, to: Address) -> None:
    order(post.slack, NEVER)
    await post.goes(to, "24")
    await post.later()
    [copy] = post.copies()
    assert (await post.row("24")).state == "sent"
    assert MARK not in copy["fields"]["text"]
    looks = calls(post.slack, "conversations.history", "conversations.replies")
    assert len(looks) == (1 if to.thread else 2)
    assert all(look["fields"]["include_all_metadata"] == "1" for look in looks)


async def test_two_that_look_alike_are_told_apart(post: Post) -> None:
    order(post.slack, {}, LOST, NEVER)
    for text in ("24", "25", "26"):
        await post.goes(at("C1"), text)
    await post.later(4)
    assert sorted(copy["fields"]["text"] for copy in post.copies()) == ["24", "25", "26"]


@pytest.mark.parametrize("code", ["missing_scope", "unknown_method", "access_denied"])
async def test_where_we_may_not_look_there_is_one_marked_repeat(post: Post, code: str) -> None:
    here = {"channel": "DU7"}
    denied = {"error": code, "always": True, "fields": here}
    order(post.slack, denied, method="conversations.history")
    order(post.slack, LOST)
    await post.goes(at("U7"), "24")
    await post.later(5)
    texts = [copy["fields"]["text"] for copy in post.copies()]
    assert texts == ["24", f"{MARK}\n24"]
    assert (await post.row("24")).state == "sent"

    order(post.slack, LOST | {"always": True, "fields": here})
    await post.goes(at("U7"), "25")
    await post.later(5)
    texts = [copy["fields"]["text"] for copy in post.copies()][2:]
    assert texts == ["25", f"{MARK}\n25"]
    assert (await post.row("25")).state == "unconfirmed"

    order(post.slack, LOST | {"fields": {"channel": "C1"}})
    await post.goes(at("C1"), "26")  # elsewhere we may
    await post.later(5)
    assert [copy["fields"]["text"] for copy in post.copies()][4:] == ["26"]
    assert (await post.row("26")).state == "sent"


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 502, "body": "<html>"},
        {"error": "ratelimited"},
        {"fault": "reset"},
        {"fault": "garbage"},
        {"error": "invalid_auth"},
        {"status": 200, "body": {"ok": True, "response_metadata": {"next_cursor": "x"}}},
    ],
    ids=["502", "429", "reset", "garbage", "token", "more than is read"],
)
async def test_as_long_as_nobody_answers_nothing_is_sent_again(
    post: Post, trouble: dict[str, Any]
) -> None:
    order(post.slack, trouble | {"times": 40}, method="conversations.history")
    order(post.slack, LOST)
    await post.goes(at("C1"), "24")
    await post.later(3)
    assert (await post.row("24")).state == "unknown"
    await post.later(40)
    assert (await post.row("24")).state == "sent"
    assert len(post.copies()) == 1


@pytest.mark.parametrize("place", ["DU7/1570759260.000100", "view:0badc0de"])
async def test_a_message_in_place_of_what_is_gone_is_looked_up_too(post: Post, place: str) -> None:
    order(post.slack, LOST)
    await post.goes(at("U7"), "24", replacing=place)
    assert (await post.row("24")).state == "unknown"
    await post.later()
    [copy] = post.copies()
    row = await post.row("24")
    assert (row.state, row.message_id) == ("sent", f"{copy['channel']}/{copy['ts']}")


async def test_an_update_in_doubt_is_made_again(post: Post) -> None:
    await post.goes(at("U7"), "24")
    [copy] = post.copies()
    place = f"DU7/{copy['ts']}"
    order(post.slack, LOST, {"status": 502}, method="chat.update")
    await post.goes(at("U7"), "25", replacing=place)
    await post.later(3)
    row = await post.row("25")
    assert (row.state, row.message_id) == ("sent", place)
    assert len(post.copies()) == 1


async def test_what_may_have_been_said_at_a_response_url_is_said_once_more_marked(
    post: Post,
) -> None:
    order(post.slack, LOST, method="response_url")
    await post.goes(at("U7"), "24", replacing=f"url:{post.slack.base}/response/doubt")
    await post.later(5)
    said = post.slack.accepted()[post.before :]
    assert [line["fields"]["body"]["text"] for line in said] == ["24", f"{MARK}\n24"]
    assert (await post.row("24")).state == "sent"
