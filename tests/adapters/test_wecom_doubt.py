"""A message whose fate nobody knows: the real engine, a real store, WeCom's ledger."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Action, Card
from tests.adapters.wecom_app import ROBOT, SEND, UPDATE, app, at, calls, order
from tests.adapters.wecom_bot import hearing, to
from tests.adapters.wecom_clients import ask
from tests.adapters.wecom_post import Post, posting
from tests.fakes import wecom_frames as frames
from tests.fakes.process import Fake
from tests.world import FakeClock

LOST = {"fault": "reset", "accept": True}
NEVER = {"fault": "reset"}
SILENT = {"fault": "silence", "accept": True}
MARK = "（可能重复）"
ME = at("zhangsan")


@pytest.fixture
async def post(wecom: Fake, tmp_path: Path) -> AsyncIterator[Post]:
    clock = FakeClock()
    async with app(wecom, clock=clock) as adapter, posting(wecom, adapter, clock, tmp_path) as made:
        yield made


def text(line: dict[str, Any]) -> str:
    said: str = line["fields"][line["fields"]["msgtype"]]["content"]
    return said


@pytest.mark.parametrize(
    ("first", "suppressed"), [([LOST], 1), ([LOST] * 4, 4), ([NEVER], 0), ([NEVER, LOST], 1)]
)
async def test_the_same_bytes_are_sent_again_and_nobody_sees_a_copy(
    post: Post, first: list[dict[str, Any]], suppressed: int
) -> None:
    order(post.wecom, *first)
    await post.goes(ME, "24")
    assert await post.states("24") == ["unknown"]
    await post.later(len(first))
    assert await post.states("24") == ["sent"]
    [copy] = post.copies()
    assert MARK not in text(copy)
    tries = calls(post.wecom)
    assert len(tries) == 1 + len(first)
    assert len({call["raw"] for call in tries}) == 1
    assert post.wecom.control("/counts")["suppressed"] == suppressed


async def test_a_card_is_sent_again_by_its_bytes_too(post: Post) -> None:
    card = Card("第24项", ("推进中",), (Action("撤销", "撤销"),))
    parts = post.adapter.render(ME, card)
    order(post.wecom, LOST)
    async with post.store.unit() as unit:
        await unit.outbox.put("k:card", ME, parts, at=post.clock.now(), cause="card")
    await post.man.drain()
    await post.later()
    [row] = await post.rows("card")
    [copy] = post.copies()
    assert (row.state, row.message_id) == ("sent", copy["fields"]["template_card"]["task_id"])


async def test_what_went_as_plain_text_stays_plain_text(post: Post) -> None:
    order(post.wecom, {"errcode": 40058}, LOST, {"errcode": 40058})
    await post.goes(ME, "24")
    await post.later()
    assert await post.states("24") == ["sent"]
    assert len(post.copies()) == 1


async def test_the_same_words_within_four_hours_both_arrive(post: Post) -> None:
    for minutes in (0, 5, 235):
        post.clock.at += timedelta(minutes=minutes)
        await post.goes(ME, "24")
    texts = [text(copy) for copy in post.copies()]
    assert len(set(texts)) == 3
    assert {said[:2] for said in texts} == {"24"}
    assert post.wecom.control("/counts")["suppressed"] == 0


async def test_after_almost_four_hours_the_message_is_a_dead_letter(post: Post) -> None:
    order(post.wecom, LOST | {"always": True})
    await post.goes(ME, "24")
    await post.later(8, each=timedelta(minutes=30))
    assert await post.states("24") == ["unconfirmed"]
    before = len(calls(post.wecom))
    await post.later(3, each=timedelta(minutes=30))
    assert len(calls(post.wecom)) == before == 8  # the last one three and a half hours after
    assert len(post.copies()) == 1


async def test_a_group_robots_lost_answer_leads_to_one_marked_copy(post: Post) -> None:
    group = at("robot:digest")
    order(post.wecom, LOST, method=ROBOT)
    await post.goes(group, "周报")
    await post.later(3)
    assert [text(copy) for copy in post.copies()] == ["**周报**", f"{MARK}\n**周报**"]
    assert await post.states("周报") == ["sent"]
    order(post.wecom, LOST, LOST, method=ROBOT)
    await post.goes(group, "月报")
    await post.later(3)
    assert [text(copy) for copy in post.copies()[2:]] == ["**月报**", f"{MARK}\n**月报**"]
    assert await post.states("月报") == ["unconfirmed"]


async def pressed(post: Post) -> str:
    """The place that waits for an answer to a press."""
    parts = post.adapter.render(ME, Card("第24项", (), (Action("撤销", "撤销"),)))
    async with post.store.unit() as unit:
        await unit.outbox.put("k:pressed", ME, parts, at=post.clock.now(), cause="pressed")
    await post.man.drain()
    [row] = await post.rows("pressed")
    code = await asyncio.to_thread(post.wecom.control, "/press", {"task_id": row.message_id})
    return f"code:{code['response_code']}"


@pytest.mark.parametrize(("fault", "more"), [(LOST, [UPDATE, SEND]), (NEVER, [UPDATE])])
async def test_a_changed_card_in_doubt_is_changed_again_or_said_marked(
    post: Post, fault: dict[str, Any], more: list[str]
) -> None:
    place = await pressed(post)
    order(post.wecom, fault, method=UPDATE)
    card = Card("已记录", (), (Action("撤销", "撤销"),))
    parts = post.adapter.render(ME, card, replacing=place)
    async with post.store.unit() as unit:
        await unit.outbox.put("k:changed", ME, parts, at=post.clock.now(), cause="changed")
    await post.man.drain()
    await post.later(3)
    assert await post.states("changed") == ["sent"]
    assert [copy["method"] for copy in post.copies()[1:]] == more
    marks = [MARK in str(copy["fields"]) for copy in post.copies()[1:]]
    assert marks == [False, True][: len(more)]


async def test_a_message_in_place_of_a_change_may_come_once_more_as_a_card_of_its_own(
    post: Post,
) -> None:
    order(post.wecom, {"errcode": 60140}, {"errcode": 60140}, method=UPDATE)
    order(post.wecom, LOST)
    card = Card("已记录", (), (Action("撤销", "撤销"),))
    parts = post.adapter.render(ME, card, replacing="code:used")
    async with post.store.unit() as unit:
        await unit.outbox.put("k:changed", ME, parts, at=post.clock.now(), cause="changed")
    await post.man.drain()
    await post.later(3)
    cards = [copy["fields"]["template_card"] for copy in post.copies()]
    assert [MARK in str(card) for card in cards] == [False, True]
    assert cards[0]["task_id"] != cards[1]["task_id"]
    [row] = await post.rows("changed")
    assert (row.state, row.message_id) == ("sent", cards[1]["task_id"])


async def test_a_robots_lost_ack_leads_to_one_marked_copy(wecom: Fake, tmp_path: Path) -> None:
    clock = FakeClock()
    async with (
        hearing(wecom, clock=clock) as adapter,
        posting(wecom, adapter, clock, tmp_path) as post,
    ):
        await ask(wecom, "/push", [frames.text("24", req="r1")])
        await ask(wecom, "/order", [{"method": "aibot_respond_msg", **SILENT}])
        await post.goes(to("zhangsan"), "24", replacing="aibot:r1")
        assert await post.states("24") == ["unknown"]
        await post.later(3)
        assert await post.states("24") == ["sent"]
        assert [text(copy) for copy in post.copies()] == ["**24**", f"{MARK}\n**24**"]
        await ask(wecom, "/order", [{"method": "aibot_send_msg", **SILENT}] * 2)
        await post.goes(to("zhangsan"), "25")
        await post.later(3)
        assert [text(copy) for copy in post.copies()[2:]] == ["**25**", f"{MARK}\n**25**"]
        assert await post.states("25") == ["unconfirmed"]
