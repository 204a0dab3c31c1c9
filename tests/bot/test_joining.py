"""登记: deputies and leaders come in chat, too, and nobody leaves."""

import re

from tests.bot.test_access_begins import OFFICE, confirmed
from tests.bot.world import World


async def test_deputies_and_leaders_join_and_nobody_leaves(world: World) -> None:
    """The role once stood in the name, and the liaison would have been shut out."""
    shown = await world.say(OFFICE, "换联络员 财政部 吴越 备用联系人")
    assert re.sub(r"确认 \w{26}", "确认 …", shown) == (
        "登记备用联系人预览（尚未执行）\n"
        "单位：财政部\n"
        "新增：吴越（签发绑定码：Telegram）\n"
        "无人停用。\n"
        "30 分钟内确认有效。\n"
        "[确认登记: 确认 …]\n"
        "[取消: 取消]"
    )
    shown = await confirmed(world, OFFICE, "登记 财政部 吴越 备用联系人")
    assert shown.startswith(
        "已登记：吴越（财政部），备用联系人\n绑定码 · 吴越（财政部） · Telegram\n"
    )
    code = re.search(r"绑定 ([0-9A-Z-]{19})", shown)
    assert code
    assert "吴越 · 财政部 · 备用联系人\n" in await world.say("phone", f"绑定 {code[1]}")
    assert "已登记：部长（财政部），领导" in await confirmed(world, OFFICE, "登记 财政部 部长 领导")
    assert "吴越（财政部）已是备用联系人" in await world.say(OFFICE, "登记 财政部 吴越 领导")
    shown = await world.say(OFFICE, "登记 财政部 周一")  # beside whoever there is
    assert "新增：周一（签发绑定码：Telegram）\n无人停用。\n" in shown
    assert "没看明白" in await world.say(OFFICE, "登记 财政部 周一 备用联系人 替 钱进")
    assert "不能这样做" in await world.say(OFFICE, "登记 24")
    async with world.store.view() as unit:
        active = {one.name for one in await unit.people.people()}
    assert {"钱进", "吴越", "部长"} <= active


async def test_the_office_by_the_name_that_all_texts_use(world: World) -> None:
    shown = await world.say(OFFICE, "登记 办公室 孙七")
    assert "单位：联席会议办公室\n新增：孙七" in shown


async def test_the_role_may_stand_before_the_name(world: World) -> None:
    shown = await world.say(OFFICE, "登记 财政部 领导 吴主任")
    assert shown.startswith("登记领导预览")
    assert "新增：吴主任（签发" in shown


async def test_who_is_not_there_yet_is_a_button_away(world: World) -> None:
    shown = await world.say(OFFICE, "绑定码 财政部 王处")
    assert "[登记 财政部 王处: 登记 财政部 王处]" in shown
    assert "新增：王处" in await world.say(OFFICE, "登记 财政部 王处")
    await world.say(OFFICE, "/lang en")
    shown = await world.say(OFFICE, "code 财政部 王处")
    assert "[assign 财政部 王处 replacing -: assign 财政部 王处 replacing -]" in shown
    assert "Joins: 王处" in await world.say(OFFICE, "assign 财政部 王处 replacing -")
