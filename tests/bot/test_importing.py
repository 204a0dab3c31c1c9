"""计划稿: a document that was read becomes the plan, or a revision of it; whole cards."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.cards import duties
from bot.locale import words
from bot.messages import Channel
from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode
from tests.bot.previews import confirm
from tests.bot.revised import OFFICE, answered, button, keep, revised
from tests.bot.world import World, make


async def heard(world: World, who: str) -> str:
    """The bulletin that somebody's next bundle will show, in their language."""
    async with world.store.view() as unit:
        person = next(one for one in await unit.people.people() if one.name == who)
        [found] = await unit.bulletins.open_to(person.id, "bundle:x")
    return duties.text(words(person.language), found.words)


async def test_a_revision_is_asked_about_shown_and_done(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总21家意见")
    card_of_24 = world.last
    waits = button(await world.say(OFFICE, "催办 24"), "确认发送")
    id = await revised(world)
    card = await world.say(OFFICE, f"计划稿 {id}")
    assert card == (
        "计划导入预览：2019年推进计划\n"
        "与现行版对比：共 106 项\n"
        "相同 62 ｜ 编号变动 40 ｜ 文字修改 1（25） ｜ 牵头变更 1（55） ｜ 参与单位变更 2（55、60）"
        " ｜ 新增 1（5） ｜ 删除 1（46）\n"
        "需您确认 2 处：\n"
        " · 新出现单位名“外国专家局”：是哪个单位？\n"
        " · 现行第 10 项与新稿第 11 项相似 68%：是否同一项？\n"
        "现行：10 …权管理，研究推动科技创新知识产权工作发展新举措。\n"
        "新稿：11 …权管理，研究推动重大专项评估。\n"
        "确认后：历史进展随任务延续；涉及 8 个单位，各发 1 条职责变化通知\n"
        " · Telegram 5 人\n"
        " · 未登记联络员 4 个单位：外国专家局、中央军委装备发展部、商务部、海关总署"
        "（将列入电话清单）\n"
        "[新单位：外国专家局: 计划稿 2 外国专家局=+]\n"
        "[第 10 项即新稿 11: 计划稿 2 10=11]\n"
        "[新增：新稿第 11 项: 计划稿 2 +11]\n"
        "[逐条查看: 计划稿 2 逐条]\n"
        "[下载对照表: 计划稿 2 对照表]\n"
        "[放弃: 计划稿 2 放弃]"
    )
    assert "尚未" not in await world.say(OFFICE, "计划稿 2 生效")
    card = await answered(world, id)
    assert "需您确认" not in card
    await listed(world, button(card, "逐条查看"))
    await done(world, confirm(card))
    await nothing_is_owed_for_what_was_not_there(world)
    await told(world)
    assert "此预览已过期" in await world.say(OFFICE, waits)
    await an_old_card_asks(world, card_of_24)
    assert await world.say(OFFICE, f"计划稿 {id}") == (
        "这份文件就是现行计划，没有变化。\n2019年推进计划，共 106 项"
    )


async def listed(world: World, line: str) -> None:
    assert (await world.say(OFFICE, line)).startswith(
        "变化清单，第 1/8 页；其余 62 项相同\n"
        " 5 新增：科技部、财政部\n"
        "新稿：建立重点领域专利预警与导航服务平台\n"
        " 11 原第 10 项；文字修改\n"
        "现行：…权管理，研究推动科技创新知识产权工作发展新举措。\n"
        "新稿：…权管理，研究推动重大专项评估。\n"
        " 25 原第 24 项；文字修改\n"
        "现行：…条例》立法进程，组织编制配套实施细则…\n"
        "新稿：…条例》立法进程，抓紧编制配套实施细则…\n"
        " 55 牵头 财政部（原 科技部）；参与 角色调整\n"
        " 60 参与 +外国专家局、−科技部\n"
        " 46 删除\n"
        "现行：加强进出口环节知识产权保护\n"
    )


async def done(world: World, line: str) -> None:
    before = await world.audited()
    world.now += timedelta(minutes=1)
    assert await world.say(OFFICE, line) == (
        "修订后的计划已生效：2019年推进计划\n"
        "相同 62 ｜ 编号变动 41 ｜ 文字修改 2（11、25） ｜ 牵头变更 1（55）"
        " ｜ 参与单位变更 2（55、60） ｜ 新增 1（5） ｜ 删除 1（46）\n"
        "历史进展随任务延续。\n"
        "4 个单位将在下一条提醒中收到职责变化通知。\n"
        "消息送不到，请电话告知：中央军委装备发展部、商务部、外国专家局、海关总署\n"
        "[总览: 总览]"
    )
    assert await world.noted(after=before) == ["赵敏 telegram private draft plan:1 do"]


async def nothing_is_owed_for_what_was_not_there(world: World) -> None:
    card = await world.say("张三", "5")
    assert "亮灯：绿灯 正常\n时限：无单项时限\n" in card
    assert "[季度填报" not in card
    assert "无需报送 1\n 5（牵头）" in await world.say("张三", "我的任务")


async def told(world: World) -> None:
    assert await heard(world, "张三") == (
        "计划已修订，贵单位职责变化：\n"
        "新增牵头：第 5 项\n"
        "由牵头改为参与：第 55 项\n"
        "不再承担：第 60 项\n"
        "文字修改：第 11 项、第 25 项\n"
        "编号变动：10→11、24→25。已报内容随任务延续。"
    )
    assert await heard(world, "Ann") == (
        "The plan was revised. What changes for your department:\n"
        "You now lead: item 5\n"
        "You take part now, and led before: item 55\n"
        "No longer yours: item 60\n"
        "The text changed: item 11, item 25\n"
        "New numbers: 10→11, 24→25. What you reported is with the items."
    )


async def an_old_card_asks(world: World, card: str) -> None:
    assert "已汇总21家意见" in await world.say("张三", "记录 25")
    assert "应报 1" in await world.say(OFFICE, "总览")
    said = await world.say("张三", "24 已完成", reply_to=card)
    assert said == (
        "这张卡片发出后计划已修订，编号可能有变，未保存。\n"
        "请先查看任务的新编号，再重新发送。\n"
        "[我的任务: 我的任务]"
    )
    assert "已记录 · 第25项" in await world.say("张三", "25 滞后")


async def test_what_changes_meanwhile_is_shown_again(world: World) -> None:
    card = await answered(world, await revised(world))
    await world.say(OFFICE, "定时限 24 2019-12-20")  # the office's own date is no change
    assert "已生效" in await world.say(OFFICE, confirm(card))
    card = await world.say(OFFICE, "计划稿 1 11=10 外国专家局=+")
    code = confirm(card)
    other = await world.say(OFFICE, "计划稿 1 +10")
    assert "已生效" in await world.say(OFFICE, confirm(other))
    assert "此预览已过期" in await world.say(OFFICE, code)
    assert "12月20日" in await world.say(OFFICE, "24")


async def test_who_may_and_what_cannot_be_read(world: World) -> None:
    id = await revised(world)
    for who in ("张三", "李四", "领导"):
        assert "”只能由办公室操作" in await world.say(who, f"计划稿 {id}")
    group = await world.say(OFFICE, f"计划稿 {id}", channel=Channel.GROUP)
    assert f"[办理: 计划稿 {id}]" in group
    assert await world.say(OFFICE, "计划稿 9") == "没有第 9 号计划稿，未改动。请发送计划文件。"
    assert await world.say(OFFICE, f"计划稿 {id} 放弃") == (
        f"已放弃第 {id} 号计划稿，计划没有改动。"
    )
    wrong = await world.say(OFFICE, f"计划稿 {id} 300=1")
    assert wrong.startswith("“300=1”对不上：没有这一项或这个单位，未改动。")
    assert "对不上" in await world.say(OFFICE, f"计划稿 {id} 外国专家局=市外专局")
    assert await world.say(OFFICE, f"计划稿 {id} 随便") == (
        f"“计划稿 {id}”后面有一处没看明白，未改动。可以写：\n"
        "106=106：现行第 106 项即新稿第 106 项\n"
        "+106：新稿第 106 项是新增\n"
        "名称=单位：新名称是现有哪个单位；名称=+：是新单位\n"
        "2019-01-01..2019-12-31：计划期\n"
        f"[预览: 计划稿 {id}]\n"
        f"[逐条查看: 计划稿 {id} 逐条]\n"
        f"[放弃: 计划稿 {id} 放弃]"
    )
    assert "计划期的结束早于开始" in await world.say(OFFICE, f"计划稿 {id} 2019-12-31..2019-01-01")


async def test_in_english(world: World) -> None:
    id = await revised(world)
    await world.say(OFFICE, "/lang en")
    card = await world.say(OFFICE, f"plandraft {id} 10=11 外国专家局=商务部")
    assert re.sub(r"confirm \w{26}", "confirm CODE", card) == (
        "Preview of the import: 2019年推进计划\n"
        "Against the plan in force: 106 items\n"
        "unchanged 62 | renumbered 41 | text changed 2 (11, 25) | lead changed 1 (55)"
        " | participants changed 2 (55, 60) | new 1 (5) | removed 1 (46)\n"
        "Once confirmed: the history follows the items; 7 departments concerned, each gets one"
        " notice of its changes\n"
        " · Telegram 5\n"
        " · 3 departments without a liaison: CMC EDD, MOFCOM, GACC (to be called)\n"
        "Confirm within 30 minutes.\n"
        "[Import it: confirm CODE]\n"
        "[Item by item: plandraft 2 10=11 外国专家局=商务部 items]\n"
        "[Comparison file: plandraft 2 10=11 外国专家局=商务部 comparison]\n"
        "[Decide anew: plandraft 2 afresh]\n"
        "[Discard: plandraft 2 discard]"
    )
    assert (await world.say(OFFICE, f"plandraft {id}")).startswith(
        "Preview of the import: 2019年推进计划\n"
        "Against the plan in force: 106 items\n"
        "unchanged 62 | renumbered 40 | text changed 1 (25) | lead changed 1 (55)"
        " | participants changed 2 (55, 60) | new 1 (5) | removed 1 (46)\n"
        "To be decided by you (2):\n"
        " · New name “外国专家局”: which department is it?\n"
        " · Item 10 and the document's 11 are 68% alike: the same?\n"
        "In force: 10 …权管理，研究推动科技创新知识产权工作发展新举措。\n"
        "Document: 11 …权管理，研究推动重大专项评估。\n"
    )


async def test_the_first_plan(tmp_path: Path) -> None:
    world = await make(tmp_path / "first.db", plan=False)
    text = "完善专利审查制度。"
    one = TaskDraft(
        number="1",
        text=text,
        chapter="一、改革",
        section=None,
        mode=Mode.SOLE,
        leads=("知识产权局",),
        lead_basis=LeadBasis.ONLY,
        departments=("知识产权局",),
    )
    hidden = replace(one, number="2", text="国防专利", restricted_suggested=True)
    id = await keep(world, PlanDraft(sha256="ab" * 32, name="计划.txt", tasks=(one, hidden)))
    assert await world.say(OFFICE, f"计划稿 {id}") == (
        "文件没有说明计划期，是哪个期间？未改动。\n"
        "计划.txt，共 2 项\n"
        "例如：计划稿 1 2019-01-01..2019-12-31\n"
        "[2019年全年: 计划稿 1 2019-01-01..2019-12-31]\n"
        "[放弃: 计划稿 1 放弃]"
    )
    card = await world.say(OFFICE, "计划稿 1 2019-01-01..2019-12-31 标题：2019年推进计划")
    assert re.sub(r"确认 \w{26}", "确认 CODE", card) == (
        "计划导入预览：2019年推进计划\n"
        "1 章，0 节，2 项任务，2 个任务—部门对\n"
        "计划期：2019-01-01至2019-12-31\n"
        "建议线下报送 1 项：2\n"
        "这些事项的文字不保存。\n"
        "\n"
        "30 分钟内确认有效。\n"
        "[确认导入: 确认 CODE]\n"
        "[逐条查看: 确认 CODE]\n"
        "[放弃: 计划稿 1 放弃]"
    )
    assert await world.say(OFFICE, button(card, "确认导入")) == (
        "已导入：2019年推进计划，共 2 项\n"
        "计划期：2019-01-01至2019-12-31\n"
        "线下报送事项待您确认：1 项\n"
        "[线下清单: 线下]\n"
        "[总览: 总览]"
    )
    assert "第1项" in await world.say("陈静", "1")
    await world.store.close()
