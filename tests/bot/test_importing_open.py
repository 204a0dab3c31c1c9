"""计划稿: what is left, what else becomes another, and lines that say it in no known way."""

from dataclasses import replace

from tests.bot.previews import confirm
from tests.bot.revised import OFFICE, answered, keep, revised
from tests.bot.world import World


async def test_what_was_left_cannot_be_confirmed_any_more(world: World) -> None:
    id = await revised(world)
    code = confirm(await answered(world, id))
    other = confirm(await world.say(OFFICE, "停用 陈静"))
    assert "已放弃" in await world.say(OFFICE, f"计划稿 {id} 放弃")
    assert "此预览已过期、已取消" in await world.say(OFFICE, code)
    assert "已停用" in await world.say(OFFICE, other)


async def test_what_else_becomes_another(world: World) -> None:
    """The period hangs on reports; numbers that are printed twice are nobody's."""
    async with world.store.view() as unit:
        first = await unit.revisions.draft(1)
    assert first is not None
    *tasks, last = first.tasks
    twice = replace(first, sha256="ef" * 32, tasks=(*tasks, replace(last, number=tasks[-1].number)))
    id = await keep(world, twice)
    card = await world.say(OFFICE, f"计划稿 {id} 2019-01-01..2020-03-31 标题：“修订稿”")
    assert (
        "标题：修订稿（原 2019年推进计划）\n"
        "计划期：2019-01-01至2020-03-31（原 2019-01-01至2019-12-31）\n"
        "印出的编号有重复或空缺，任务改按文中顺序从 1 编号。\n"
        "确认后：历史进展随任务延续；各单位职责不变。\n"
    ) in card


async def test_the_number_of_a_draft_is_no_item(world: World) -> None:
    """There is a restricted item 12, of which nobody has said a word."""
    async with world.store.view() as unit:
        first = await unit.revisions.draft(1)
    assert first is not None
    ids = [await keep(world, replace(first, sha256=f"{n:02}" * 32)) for n in range(11)]
    id = ids[-1]
    assert id == 12
    assert "有一处没看明白" in await world.say(OFFICE, f"计划稿 {id} 这一项呢")
    assert (await world.say(OFFICE, "计划稿")).startswith("导入\n导入计划：")
