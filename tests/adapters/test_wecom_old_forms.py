"""Cards with choices, which WeCom was sent once, still hang in chats and can be sent from there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.wecom.inbound import event_of, event_of_frame, to_request
from adapters.wecom.render import Way, call_of, render
from bot.messages import Event
from bot.model.task import Status
from tests.adapters.test_wecom_frames import happened
from tests.adapters.wecom_calls import CORP, pressed, selection
from tests.bot.world import World, make

KEY = "form:update:24"
CHOSEN = {"question_key": "status", "option_ids": {"option_id": ["done"]}}
SENT = {
    "app": event_of(pressed(KEY, selected=selection(("status", ["done"]))), CORP),
    "robot": event_of_frame(
        happened(
            "template_card_event",
            {
                "card_type": "multiple_interaction",
                "event_key": KEY,
                "task_id": "d-7",
                "selected_items": {"selected_item": [CHOSEN]},
            },
        ),
        CORP,
    ),
}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = await make(tmp_path / "liaison.db")
    yield made
    await made.store.close()


@pytest.mark.parametrize("event", SENT.values(), ids=SENT)
async def test_a_card_with_choices_saves_nothing_and_gets_a_way_on(
    world: World, event: Event
) -> None:
    request = to_request(event)
    assert request is not None
    assert request.pressed
    answer = await world.answer(
        "张三",
        request.text,
        pressed=request.pressed,
        reply_to=request.reply_to,
        window=request.window,
    )
    [reply] = answer.replies
    assert reply.card.title == "没看明白，未改动。您是不是要："
    [part] = render(request.origin, reply.card, request.window, Way("app", agent=7))
    template = call_of(part)["body"]["template_card"]  # in place of the old one
    assert [button["text"] for button in template["button_list"]] == ["我的任务", "帮助"]
    assert (await world.task(24)).status is Status.NOT_STARTED
