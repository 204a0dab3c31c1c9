"""How access begins and ends in the office's chat: codes, a new liaison, 停用, 注销."""

import re
from datetime import timedelta

from bot.messages import Channel, Platform
from bot.model.person import Person, PersonRole
from tests.bot.previews import confirm
from tests.bot.world import NOW, World, account_of

OFFICE = "赵敏"
WRONG = "绑定码无效或已失效（24 小时内有效，仅可用一次），未绑定。请重新索取。"
NO = "您无权这样做，未改动。发“帮助”看您可用的命令。\n[帮助: 帮助]"
_CODE = re.compile(r"绑定 ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})")


async def code_for(world: World, line: str) -> str:
    found = _CODE.search(await world.say(OFFICE, line))
    assert found
    return found[1]


async def confirmed(world: World, who: str, line: str) -> str:
    shown = await world.say(who, line)
    return await world.say(who, confirm(shown))


async def person(world: World, name: str) -> Person:
    async with world.store.view() as unit:
        return next(p for p in await unit.people.people(active=False) if p.name == name)


async def test_the_office_issues_a_code_that_binds(world: World) -> None:
    card = (await world.answer(OFFICE, "绑定码 财政部")).replies[0].card
    assert card.once
    found = _CODE.search(shown := await world.say(OFFICE, "绑定码 财政部"))
    assert found
    assert shown == (
        "绑定码 · 钱进（财政部） · Telegram\n"
        "请对方私聊我（Telegram），发送：\n"
        f"绑定 {found[1]}\n"
        "10月12日 周六 10:00 前有效，仅可用一次；此前签发的绑定码（Telegram）已作废。\n"
        "该码只在此显示这一次，请当面或可靠转交，勿发到群里。\n"
        "对方已绑定一个账号（Telegram），使用后将再绑定一个。"
    )
    assert "✅ 绑定成功\n钱进 · 财政部" in await world.say("phone", f"绑定 {found[1]}")
    async with world.store.view() as unit:
        assert (await unit.people.who(account_of("phone"))).person == await person(world, "钱进")


async def test_a_code_lasts_a_day_and_the_earlier_one_ends(world: World) -> None:
    first, second = [await code_for(world, "绑定码 财政部") for _ in range(2)]
    assert await world.say("phone", f"绑定 {first}") == WRONG
    world.now += timedelta(hours=24)
    assert await world.say("phone", f"绑定 {second}") == WRONG


_ASKED = [
    (
        "绑定码",
        "给谁签发绑定码？尚未签发。\n"
        "例如：绑定码 科技部，或写明姓名和平台：绑定码 科技部 张三 企业微信",
    ),
    (
        "绑定码 科技部",
        "给谁签发？尚未签发。\n"
        "[张三 · 联络员: 绑定码 1 telegram]\n"
        "[李四 · 备用联系人: 绑定码 2 telegram]\n"
        "[领导 · 领导: 绑定码 6 telegram]\n"
        "[Ann · 联络员: 绑定码 8 telegram]",
    ),
    (
        "绑定码 商务部",
        "商务部尚未登记联络员，未签发绑定码。\n"
        "请先发：换联络员 商务部 姓名\n"
        "[查看商务部: 部门 商务部]",
    ),
    (
        "绑定码 没有",
        "没有叫“没有”的单位或人员，未改动。\n[部门: 部门]",
    ),
    ("换联络员 财政部 钱进", "钱进（财政部）已是联络员，未改动。\n[签发绑定码: 绑定码 4]"),
    ("换联络员 财政部 12", "姓名应为 1 至 80 个可见字符，且不是数字，未改动。"),
    (
        "换联络员 科技部 王五",
        "王五接替科技部哪一位？未改动。\n"
        "[张三 · 联络员: 换联络员 科技部 王五 替 1 telegram]\n"
        "[Ann · 联络员: 换联络员 科技部 王五 替 8 telegram]",
    ),
    (
        "assign 43 to 公安部",
        "不能这样做，未改动。发“帮助”看可用命令。\n[我的任务: 我的任务]\n[帮助: 帮助]",
    ),
    ("停用", "停用谁？未改动。\n例如：停用 张三，或按编号：停用 7"),
    (
        "停用 司法部 王",
        "司法部尚未登记此人或联络员，未改动。\n"
        "换联络员 司法部 姓名：登记联络员并签发绑定码\n"
        "[司法部: 部门 司法部]",
    ),
]


async def test_what_is_not_clear_asks(world: World) -> None:
    for line, answer in _ASKED:
        assert await world.say(OFFICE, line) == answer


async def test_a_button_names_one_person_and_words_name_the_platform(world: World) -> None:
    assert "绑定码 · Ann（科技部） · Telegram" in await world.say(OFFICE, "绑定码 8 telegram")
    assert "绑定码 · Ann（科技部） · Slack" in await world.say(OFFICE, "绑定码 MOST Ann slack")
    assert "绑定码 · 张三（科技部） · 企业微信" in await world.say(OFFICE, "/code 张三 企业微信")
    digest = (await code_for(world, "绑定码 李四 企业微信")).strip()
    assert await world.say("phone", f"绑定 {digest}") == WRONG


async def test_only_the_office_issues_and_revokes(world: World) -> None:
    for who in ("张三", "李四", "领导"):
        assert await world.say(who, "绑定码 科技部") == WRONG
        assert await world.say(who, "/code 科技部") == NO
        for line in ("换联络员 财政部 王五", "停用 李四"):
            office = f"“{line.split()[0]}”只能由办公室操作，未执行。\n[帮助: 帮助]"
            assert await world.say(who, line) == office
    hint = await world.say("nobody", "/code 科技部")
    assert hint.startswith("此账号尚未绑定")
    for line in ("换联络员 财政部 王五", "停用 李四", "停用", "注销", "24 推进中"):
        assert await world.say("nobody", line) == hint


async def test_in_a_group_it_comes_back_as_a_private_button(world: World) -> None:
    answer = await world.answer(OFFICE, "绑定码 科技部 张三", channel=Channel.GROUP)
    assert [reply.private for reply in answer.replies] == [True, False]
    assert [a.command for a in answer.replies[0].card.actions] == ["绑定码 科技部 张三", "取消"]
    async with world.store.view() as unit:
        assert "binding_code" not in await unit.staff.data((await person(world, "张三")).id)


async def test_a_new_liaison_is_shown_first_and_takes_over(world: World) -> None:
    await world.say("钱进", "提醒 68 明天")
    shown = await world.say(OFFICE, "换联络员 财政部 王五 企业微信")
    assert re.sub(r"确认 \w+\]", "确认 CODE]", shown) == (
        "换联络员预览（尚未执行）\n"
        "单位：财政部\n"
        "停用：钱进 · 联络员\n"
        "接任：王五（签发绑定码：企业微信）\n"
        "转给王五：待报 0 张，未答复催办 0 件\n"
        "另欠报牵头单位 2 项，不计入\n"
        "立即终止：钱进在各平台的使用权限，自设提醒 1 条\n"
        "30 分钟内确认有效。\n"
        "[确认换联络员: 确认 CODE]\n"
        "[取消: 取消]"
    )
    assert "我的任务" in await world.say("钱进", "我的任务")
    answer = await world.answer(OFFICE, re.findall(r"确认 \w{26}", shown)[0])
    card = answer.replies[0].card
    assert card.once
    assert card.title == "王五已接任财政部联络员"
    assert card.body[:4] == (
        "钱进已停用，立即生效。",
        "",
        "绑定码 · 王五（财政部） · 企业微信",
        "请对方私聊我（企业微信），发送：",
    )
    assert (await world.say("钱进", "我的任务")).startswith("此账号尚未绑定")
    new = await person(world, "王五")
    assert (new.role, new.department.short, new.active) == (PersonRole.LIAISON, "财政部", True)


async def test_a_deputy_may_take_over_and_a_named_one_leaves(world: World) -> None:
    await confirmed(world, OFFICE, "换联络员 科技部 李四 替 张三")
    assert (await person(world, "李四")).role is PersonRole.LIAISON
    assert not (await person(world, "张三")).active
    assert (await person(world, "Ann")).active


async def test_what_changed_after_the_preview_is_asked_about_again(world: World) -> None:
    """Two in the office replace the same liaison: the second is asked, nobody else leaves."""
    async with world.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        second = await unit.people.add("孙", office.id, PersonRole.COORDINATOR, at=NOW)
        await unit.people.bind(second.id, account_of("孙"), at=NOW)
    shown = await world.say("孙", "换联络员 财政部 周一")
    await confirmed(world, OFFICE, "换联络员 财政部 王五")
    again = await world.say("孙", re.findall(r"确认 \w{26}", shown)[0])
    assert again.startswith("周一接替财政部哪一位？未改动。")
    assert (await person(world, "王五")).active


async def test_nobody_to_replace_is_said_and_offered_otherwise(world: World) -> None:
    """The one who was to leave was revoked between the preview and its 确认."""
    shown = await world.say(OFFICE, "换联络员 财政部 周一")
    await confirmed(world, OFFICE, "停用 钱进")
    again = await world.say(OFFICE, re.findall(r"确认 \w{26}", shown)[0])
    assert again == (
        "财政部目前没有可被接替的联络员，未改动。\n"
        "[由周一接任，无人停用: 换联络员 财政部 周一 替 - telegram]"
    )
    assert "周一已接任财政部联络员" in await confirmed(
        world, OFFICE, "换联络员 财政部 周一 替 - telegram"
    )


async def test_who_goes_on_when_a_coordinator_or_an_observer_leaves(world: World) -> None:
    async with world.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        await unit.people.add("孙", office.id, PersonRole.COORDINATOR, at=NOW)
    shown = await world.say(OFFICE, "停用 孙")
    assert "未办事项由以下人员接手：赵敏 · 协调员（办公室）" in shown
    assert "无人联络" not in shown + await confirmed(world, OFFICE, "停用 孙")
    shown = await world.say(OFFICE, "停用 领导") + await confirmed(world, OFFICE, "停用 领导")
    assert "接手" not in shown
    assert "无人联络" not in shown


async def test_the_end_of_access_is_shown_first(world: World) -> None:
    shown = await world.say(OFFICE, "停用 钱进")
    assert re.sub(r"确认 \w+\]", "确认 CODE]", shown) == (
        "停用预览（尚未执行）\n"
        "停用：钱进 · 联络员 · 财政部\n"
        "已绑定平台：Telegram\n"
        "立即终止：钱进在各平台的使用权限，自设提醒 0 条\n"
        "留在本单位：待报 0 张，未答复催办 0 件\n"
        "另欠报牵头单位 2 项，不计入\n"
        "该单位将无人联络：由办公室电话联系，或另定联络员。\n"
        "30 分钟内确认有效。\n"
        "[确认停用: 确认 CODE]\n"
        "[不停用: 取消]"
    )
    assert await world.say(OFFICE, re.findall(r"确认 \w{26}", shown)[0]) == (
        "钱进（财政部）已停用，立即生效。\n"
        "待发消息不再发出；将告知办公室其他人员。\n"
        "该单位将无人联络：由办公室电话联系，或另定联络员。"
    )
    assert (await world.say("钱进", "24")).startswith("此账号尚未绑定")
    assert "李四" in await world.say(OFFICE, "停用 张三")
    assert "备用联系人" in await world.say(OFFICE, "停用 2")


async def test_the_last_coordinator_stays(world: World) -> None:
    refused = (
        "赵敏是最后一名办公室人员，停用后将无人能管理人员，未改动。\n"
        "请先由运维人员增加一名办公室人员。"
    )
    assert await world.say(OFFICE, "停用 赵敏") == refused
    assert await world.say(OFFICE, "注销") == refused
    async with world.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        await unit.people.add("孙", office.id, PersonRole.COORDINATOR, at=NOW)
    assert "已停用" in await confirmed(world, OFFICE, "停用 赵敏")


async def test_who_wishes_to_be_forgotten_is(world: World) -> None:
    assert "已记录" in await world.say("钱进", "68 推进中 基金章程已印发")
    await world.say("钱进", "提醒 68 明天")
    await world.say("钱进", "免打扰 12:00-14:00")
    await world.say("钱进", "订阅")
    old = await person(world, "钱进")
    shown = await world.say("钱进", "注销")
    assert re.sub(r"确认 \w+\]", "确认 CODE]", shown) == (
        "注销预览（尚未执行）\n"
        "已绑定平台：Telegram\n"
        "全部解绑；姓名将抹去，今后各处显示为“已注销”。\n"
        "删除：自设提醒 1 条、免打扰、订阅、代管、绑定码；待发给您的消息作废。\n"
        "保留：您代表财政部报送的内容。\n"
        "不可恢复；再次参与须由办公室重新登记。\n"
        "30 分钟内确认有效。\n"
        "[确认注销: 确认 CODE]\n"
        "[不注销: 取消]"
    )
    answer = await world.answer("钱进", re.findall(r"确认 \w{26}", shown)[0])
    assert [(r.card.title, r.hint) for r in answer.replies] == [
        ("已注销：各平台均已解绑，姓名已抹去。", True)
    ]
    assert (await world.say("钱进", "24")).startswith("此账号尚未绑定")
    history = await world.say(OFFICE, "记录 68")
    assert "基金章程已印发" in history
    assert "已注销" in history
    assert "钱进" not in history
    async with world.store.view() as unit:
        kept = await unit.staff.data(old.id)
        assert "钱进" not in [p.name for p in await unit.people.people(active=False)]
    assert not {"account", "reminder", "quiet", "subscription", "stored_action"} & kept.keys()
    assert kept["person"][0]["name"] == "已注销"
    assert len(kept["update_record"]) == 1


async def test_everything_about_a_person_is_found(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    await world.say("张三", "提醒 24 明天")
    await code_for(world, "绑定码 1 slack")
    await world.say("张三", "绑定 ZZZZ-ZZZZ-ZZZZ-ZZZZ")
    async with world.store.view() as unit:
        found = await unit.staff.data((await person(world, "张三")).id)
    tables = {"person", "account", "update_record", "reminder", "binding_code", "binding_try"}
    assert tables <= found.keys()
    assert found["update_record"][0]["progress"] == "征求意见稿已印发"
    assert found["binding_code"][0]["platform"] == Platform.SLACK.value
    assert "digest" not in found["binding_code"][0]
