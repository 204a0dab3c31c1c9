"""Forms: where a window waits, what is missing is asked for in fields, and fields are only text."""

from collections.abc import Mapping

import pytest

from bot.forms import Filled, Form
from bot.model.task import Status
from tests.bot.world import World

FULL = {
    "task": "24",
    "status": "in_progress",
    "percent": "60",
    "progress": "征求意见稿已汇总21家意见\n25 已完成",
    "problems": "",
    "next_steps": "形成送审稿",
}


async def sent(world: World, values: Mapping[str, str], who: str = "张三", **how: object) -> str:
    filled = Filled("update", values)
    text = "\n".join(values.values())
    return await world.say(who, text, filled=filled, **how)


async def form(world: World, text: str, who: str = "张三", **how: object) -> Form | None:
    answer = await world.answer(who, text, window="view:1", **how)  # type: ignore[arg-type]
    return answer.replies[0].card.form


async def test_what_is_missing_is_asked_for_in_fields(world: World) -> None:
    await world.say("张三", "24 推进中 40%")
    made = await form(world, "更新 24")
    assert made is not None
    assert (made.name, made.title, made.given) == (
        "update",
        "第 24 项 · 填报进展",
        (("task", "24"),),
    )
    names = [field.name for field in made.fields]
    assert names == ["status", "percent", "progress", "problems", "next_steps"]
    assert made.fields[0].hint == "现为：推进中 40%；不选则不变。"
    assert [choice.value for choice in made.fields[0].choices][-1] == "done"


async def test_without_a_window_there_is_no_form(world: World) -> None:
    answer = await world.answer("张三", "更新 24")
    assert answer.replies[0].card.form is None
    assert "第 24 项要记什么" in answer.replies[0].card.title


async def test_a_form_chooses_among_the_items_of_the_department(world: World) -> None:
    made = await form(world, "/update")
    assert made is not None
    items = [choice.value for choice in made.fields[0].choices]
    assert items == ["10", "24", "55", "60", "68"]
    assert made.fields[0].needed


async def test_a_message_becomes_progress_of_an_item(world: World) -> None:
    made = await form(world, "人类遗传资源管理条例\n已报国务院", forwarded=True)
    assert made is not None
    task, *_, progress, _, _ = made.fields
    assert task.choices[0].value == "24"
    assert progress.value == "人类遗传资源管理条例 已报国务院"
    assert await world.updates() == []


async def test_restricted_items_take_no_text(world: World) -> None:
    made = await form(world, "更新 65")
    assert made is not None
    assert [field.name for field in made.fields] == ["status"]
    refused = await sent(world, {"task": "65", "status": "", "progress": "具体数据"})
    assert "未保存" in refused
    assert await world.updates() == []


@pytest.mark.parametrize("who", ["钱进", "领导"])
async def test_who_may_not_write_gets_no_form(world: World, who: str) -> None:
    assert await form(world, "更新 24", who) is None
    assert "未保存" in await sent(world, FULL, who)
    assert await world.updates() == []


async def test_a_form_is_one_update_and_its_text_is_no_command(world: World) -> None:
    shown = await sent(world, FULL)
    assert "已记录 · 第24项" in shown
    [update] = await world.updates()
    assert update.change.status is Status.IN_PROGRESS
    assert update.change.percent == 60
    assert update.change.progress == "征求意见稿已汇总21家意见 25 已完成"
    assert update.change.next_steps == "形成送审稿"
    await world.say("张三", "撤销")
    assert (await world.share(24, "科技部")).status is Status.NOT_STARTED


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"task": "208"}, "208"),
        ({"task": ""}, "哪"),
        ({"task": "一"}, "哪"),
        ({"status": "closed"}, "closed"),
        ({"percent": "101"}, "0"),
        ({"percent": "-1"}, "0"),
        ({"percent": "²"}, "0"),
        ({"progress": "秘密★三年"}, "未保存"),
        ({"progress": "\x00"}, "未改动"),
        ({"progress": "长" * 2001}, "未保存"),
        (dict.fromkeys(("status", "percent", "progress", "next_steps"), ""), "24"),
    ],
)
async def test_values_that_no_field_has_are_refused_unsaved(
    world: World, change: dict[str, str], said: str
) -> None:
    assert said in await sent(world, FULL | change)
    assert await world.updates() == []


async def test_an_unknown_form_is_refused(world: World) -> None:
    answer = await world.answer("张三", "x", filled=Filled("other", {}))
    assert "未" in answer.replies[0].card.title


async def test_a_form_that_was_opened_before_somebody_wrote_is_asked_about(world: World) -> None:
    await world.answer("张三", "更新 24", window="view:1")
    opened = world.last
    await world.say("李四", "24 滞后")
    shown = await sent(world, FULL, reply_to=opened)
    assert "李四" in shown
    assert len(await world.updates()) == 1
