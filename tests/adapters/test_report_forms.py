"""The report's three fields where a platform has a window; elsewhere it is filled in by lines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.views import asking, filled_of, missing
from adapters.wecom.render import Way, render
from bot.forms import Filled
from bot.messages import Address, Card, Platform
from tests.bot.world import World, make


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = await make(tmp_path / "liaison.db")
    yield made
    await made.store.close()


async def shown(world: World) -> Card:
    await world.say("张三", "24 推进中 征求意见稿已印发 问题：经费")
    answer = await world.answer("张三", "报送 24", window="view:1")
    return answer.replies[0].card


def typed(view: dict[str, Any], **texts: str | None) -> dict[str, Any]:
    """The window as it comes back with these texts in it."""
    values = {
        name: {name: {"type": "plain_text_input", "value": text}} for name, text in texts.items()
    }
    return view | {"state": {"values": values}}


async def test_on_slack_the_fields_hold_what_is_pre_written(world: World) -> None:
    card = await shown(world)
    assert card.form is not None
    view = asking("v1", card, card.form)
    fields = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert list(fields) == ["progress", "problems", "next_steps"]
    assert fields["progress"]["element"]["initial_value"] == "征求意见稿已印发"
    assert fields["problems"]["element"]["initial_value"] == "经费"
    assert view["submit"]["text"] == "存草稿"
    back = typed(view, progress="征求意见稿已印发", problems=None, next_steps="形成送审稿")
    assert missing(back) is None
    filled = filled_of(back)
    assert filled == Filled(
        "report",
        {
            "task": "24",
            "period": "2019-Q3",
            "progress": "征求意见稿已印发",
            "problems": "",
            "next_steps": "形成送审稿",
        },
    )
    text = "\n".join(filled.values.values())
    said = await world.say("张三", text, filled=filled)
    assert "②存在问题：无\n③下一步打算：形成送审稿\n" in said


async def test_on_wecom_the_card_asks_with_its_buttons(world: World) -> None:
    card = await shown(world)
    assert card.form is not None
    to, way = Address(Platform.WECOM, "corp", "zhangsan"), Way("aibot")
    drawn = render(to, card, "aibot:r1", way)
    assert drawn == render(to, replace(card, form=None), "aibot:r1", way)
    assert "button_list" in drawn[-1].content
    assert any("回复 1/2/3" in str(line) for line in card.body)
