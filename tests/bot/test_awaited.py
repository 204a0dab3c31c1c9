"""A card asks for the rest of a line: bare text that follows is offered behind it, first."""

import pytest

from tests.bot.reporting import send
from tests.bot.world import World

OFFICE = "赵敏"
ASK = "需协调 55 需财政部支持 涉及单位：财政部"


async def test_the_offices_answer_is_no_progress(world: World) -> None:
    await world.say("张三", ASK)
    asked = await world.say(OFFICE, "协调 55 科技部 答复")
    assert "请发：协调 55 科技部 答复 文字" in asked
    assert await world.say(OFFICE, "请财政部周一答复") == (
        "作为“协调 55 科技部 答复”的内容？尚未保存。\n"
        "“请财政部周一答复”\n"
        "[协调 55 科技部 答复 …: 协调 55 科技部 答复 请财政部周一答复]\n"
        "[取消: 取消]"
    )
    assert "内容：请财政部周一答复" in await world.say(
        OFFICE, "协调 55 科技部 答复 请财政部周一答复"
    )


@pytest.mark.parametrize(
    ("who", "line", "text"),
    [
        ("张三", "意见", "希望加按钮"),
        ("张三", "更正 24", "应为已完成"),
        ("Ann", "correct 24", "it was done already"),
        ("赵敏", "催办 24", "请尽快"),
    ],
)
async def test_whatever_asks_takes_the_text(world: World, who: str, line: str, text: str) -> None:
    await world.say(who, f"{line} 改文案" if line.startswith("催办") else line)
    assert f"[{line} …: {line} {text}]" in await world.say(who, text)
    assert not await world.updates()


async def test_the_reason_of_sending_back(world: World) -> None:
    await send(world, "张三", 55)
    asked = await world.say(OFFICE, "退回 55 科技部")
    assert "请发：退回 55 科技部" in asked
    offered = await world.say(OFFICE, "请补充存在的问题")
    assert offered.startswith("作为“退回 55 科技部")
    assert "请补充存在的问题]" in offered


async def test_words_of_the_office_that_name_no_step_are_kept(world: World) -> None:
    await world.say("张三", ASK)
    shown = await world.say(OFFICE, "协调 55 已约财政部周一碰头")
    assert "“已约财政部周一碰头”：是答复，还是约会商？尚未保存。" in shown
    assert "[答复: 协调 55 科技部 答复 已约财政部周一碰头]" in shown
    assert "[约会商: 协调 55 科技部 会商 已约财政部周一碰头]" in shown
    talks = await world.say(OFFICE, "协调 55 科技部 会商 已约财政部周一碰头")
    assert "“已约财政部周一碰头”" in talks
