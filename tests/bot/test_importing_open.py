"""计划稿: what is left, what else becomes another, and lines that say it in no known way."""

from dataclasses import replace

from bot.model.desk import UploadKind
from bot.ports.uploads import Upload
from tests.bot.previews import confirm
from tests.bot.revised import OFFICE, answered, keep, revised
from tests.bot.test_importing import heard
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


async def sent_in(world: World) -> int:
    """A revised plan, as the office uploads it."""
    id = await revised(world)
    async with world.store.unit() as unit:
        office = next(one.id for one in await unit.people.people() if one.name == OFFICE)
        what = Upload(sha256="cd" * 32, name="修订稿.docx", size=9, kind=UploadKind.PLAN)
        await unit.uploads.keep(what, person=office, at=world.now, draft=id)
    return id


async def test_what_was_decided_stands_when_it_is_opened_again(world: World) -> None:
    id = await sent_in(world)
    await world.say(OFFICE, f"计划稿 {id} 外国专家局=+")
    before = await world.say(OFFICE, f"计划稿 {id} 外国专家局=+ 10=11")
    assert "需您确认" not in before
    for again in (f"计划稿 {id}", "计划稿"):
        assert "需您确认" not in await world.say(OFFICE, again)
    await world.say(OFFICE, f"计划稿 {id} 900=901")  # names nothing, and is not kept
    again = await world.say(OFFICE, f"计划稿 {id}")
    assert "需您确认" not in again
    assert f"[重新决定: 计划稿 {id} 从头]" in again
    for line in (f"计划稿 {id} 从头", f"计划稿 {id}"):
        assert "需您确认 2 处" in await world.say(OFFICE, line)


async def test_two_wordings_are_cut_where_they_differ(world: World) -> None:
    id = await revised(world)
    card = await world.say(OFFICE, f"计划稿 {id}")
    assert "现行：10 …权管理，研究推动科技创新知识产权工作发展新举措。\n" in card
    assert "新稿：11 …权管理，研究推动重大专项评估。\n" in card


async def test_a_part_of_ones_own_is_no_participation(world: World) -> None:
    """24 is shared by its departments, each for its own part, whoever is named first."""
    async with world.store.view() as unit:
        first = await unit.revisions.draft(1)
    assert first is not None
    tasks = list(first.tasks)
    tasks[23] = replace(tasks[23], leads=("司法部",), departments=("司法部", "科技部", "商务部"))
    id = await keep(world, replace(first, sha256="ef" * 32, tasks=tuple(tasks)))
    await world.say(OFFICE, confirm(await world.say(OFFICE, f"计划稿 {id}")))
    assert "由牵头改为按职责分别负责：第 24 项" in await heard(world, "张三")
    assert "改为参与" not in await heard(world, "张三")


async def test_the_label_of_a_button_is_no_number(world: World) -> None:
    id = await revised(world)
    await world.say(OFFICE, f"计划稿 {id}")
    said = await world.say(OFFICE, "放弃")
    assert said == (f"您是指这一个吗？未改动。\n[计划稿 {id} 放弃: 计划稿 {id} 放弃]\n[取消: 取消]")
    assert await world.say(OFFICE, "重发") == (
        "是哪一条？未改动。\n请写编号，如：重发 12\n[运行状态: 运行状态]"
    )
