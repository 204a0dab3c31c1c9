"""Who is not bound learns nothing; a code binds once."""

from datetime import timedelta

import pytest

from bot.cards import welcome
from bot.cards.plain import plain_text
from bot.locale import words
from bot.messages import Account, Channel, Language, Platform
from bot.timetable import OFFICE_HOURS
from tests.bot.strangers import HINT, IN_ENGLISH
from tests.bot.world import NOW, World, account_of

CODE = "K7QM-2XPA-9TDR-5FHC"
ASKED = {
    HINT: ["我的任务", "24 推进中", "撤销", "谢谢", "绝密", "搜索 专利", "12 推进中", "24 done了"],
    IN_ENGLISH: [
        "mytasks",
        "24 in progress",
        "@联络员 999 done",
        "12 done",
        "ｄｏｎｅ 24",
        "What is it?",
    ],
    f"{HINT}\n{IN_ENGLISH}": [
        "24",
        "999",
        "12",
        "/mytasks",
        "/task 24",
        "@联络员 24",
        "👍 24",
        "+1",
    ],
}


@pytest.mark.parametrize("answer", ASKED)
async def test_the_unbound_get_the_same_bytes_whatever_they_ask(world: World, answer: str) -> None:
    """In the language they wrote, in both where nothing tells."""
    assert {await world.say("nobody", text) for text in ASKED[answer]} == {answer}


async def test_whose_codes_do_not_bind_is_told_in_the_language_they_wrote(world: World) -> None:
    wrong = "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert (await world.say("nobody", f"bind {wrong}")).startswith("The code is invalid")
    both = (await world.say("nobody", f"/bind {wrong}")).splitlines()
    assert [line[:8] for line in both] == ["绑定码无效或已失", "The code"]
    shown = await world.say("nobody", f"bind {wrong}", channel=Channel.GROUP)
    assert shown.startswith("Codes are for private chats only")
    for _ in range(3):
        paused = await world.say("nobody", f"bind {wrong}")
    assert "10 分钟后再试" in await world.say("nobody", f"绑定 {wrong}")
    assert (await world.say("nobody", f"bind {wrong}")).startswith("Too many wrong codes.")
    assert paused.startswith("The code is invalid")


async def test_bind_without_a_code_shows_how_and_is_no_try(world: World) -> None:
    shown = {await world.say("nobody", line) for line in ["绑定", "绑定：", "绑定码"] * 2}
    assert shown == {
        "没写绑定码，未绑定任何账号。请向本单位备用联系人或联席会议办公室索取，"
        "然后发送，如：绑定 K7QM-2XPA-9TDR-5FHC"
    }
    assert await world.say("nobody", "bind") == (
        "No code given; nothing was bound. Ask your department's deputy liaison or the Joint"
        " Meeting Office for a code, then send for example: bind K7QM-2XPA-9TDR-5FHC"
    )
    await world.issue("张三", CODE, expires=NOW + timedelta(hours=24))
    assert "绑定成功" in await world.say("nobody", f"绑定 {CODE}")


async def test_help_says_how_to_get_in_and_nothing_of_the_plan(world: World) -> None:
    shown = await world.say("nobody", "帮助")
    assert shown == (
        "使用说明\n"
        "我是“联络员”机器人，协助各单位报送工作计划进展。\n"
        "请向本单位备用联系人或联席会议办公室索取绑定码。\n"
        "然后发送：绑定 码，如：绑定 K7QM-2XPA-9TDR-5FHC"
    )
    english = (
        "How to use it\n"
        "I keep a work plan for the liaisons of its departments.\n"
        "Ask your department's deputy liaison or the Joint Meeting Office for a code.\n"
        "Then send: bind code, for example: bind K7QM-2XPA-9TDR-5FHC"
    )
    assert await world.say("nobody", "help") == english
    assert await world.say("nobody", "/start") == f"{shown}\n\n{english}"


async def test_a_code_binds_and_welcomes(world: World) -> None:
    await world.issue("张三", CODE, expires=NOW + timedelta(hours=24))
    assert await world.say("phone", "绑定 k7qm2xpa9tdr5fhc") == (
        "✅ 绑定成功\n"
        "张三 · 科技部 · 联络员\n"
        "绑定平台：Telegram\n"
        "贵单位任务：牵头 5 项，参与 1 项\n"
        "第三季度报送：10月15日（周二）截止，待报 5 项（其中报牵头单位 1），需线下报送 1\n"
        "提醒时段：工作日 9:00–18:00，每天最多 1 条汇总提醒\n"
        "[我的任务: 我的任务]\n"
        "[填报第 10 项: 报送 10]\n"
        "[使用说明: 帮助]"
    )
    assert "我的任务 · 科技部" in await world.say("phone", "我的任务")


@pytest.mark.parametrize(
    ("line", "offered"), [("bind {}", True), ("绑定 {}", False), ("{}", False)]
)
async def test_who_binds_in_another_language_is_offered_it(
    world: World, line: str, offered: bool
) -> None:
    await world.issue("张三", CODE, expires=NOW + timedelta(hours=24))
    assert ("[English: /lang en]" in await world.say("phone", line.format(CODE))) is offered


async def test_wrong_used_and_expired_codes_get_the_same_answer(world: World) -> None:
    await world.issue("张三", CODE, expires=NOW + timedelta(hours=24))
    await world.say("phone", f"绑定 {CODE}")
    old = "AAAA-BBBB-CCCC-DDDD"
    await world.issue("张三", old, expires=NOW - timedelta(minutes=1))
    answers = {
        await world.say("other", f"绑定 {CODE}"),
        await world.say("other", f"绑定 {old}"),
        await world.say("other", "绑定 ZZZZ-ZZZZ-ZZZZ-ZZZZ"),
        await world.say("other", "绑定 ' OR '1'='1"),
    }
    assert answers == {"绑定码无效或已失效（24 小时内有效，仅可用一次），未绑定。请重新索取。"}


async def test_five_wrong_tries_pause_the_account_for_ten_minutes(world: World) -> None:
    await world.issue("张三", CODE, expires=NOW + timedelta(hours=24))
    for _ in range(5):
        await world.say("phone", "绑定 ZZZZ-ZZZZ-ZZZZ-ZZZZ")
    assert "10 分钟后再试" in await world.say("phone", f"绑定 {CODE}")
    await world.issue("李四", "AAAA-BBBB-CCCC-DDDD", expires=NOW + timedelta(hours=24))
    assert "绑定成功" in await world.say("somebody", "绑定 AAAA-BBBB-CCCC-DDDD")
    world.now += timedelta(minutes=10, seconds=1)
    assert "绑定成功" in await world.say("phone", f"绑定 {CODE}")


@pytest.mark.parametrize("text", [f"绑定 {CODE}", "绑定 ???"])
async def test_a_message_with_a_code_is_not_kept(world: World, text: str) -> None:
    assert (await world.answer("phone", text)).blank


async def test_unbind_acts_at_once(world: World) -> None:
    assert "已解绑：Telegram" in await world.say("张三", "解绑")
    assert await world.say("张三", "24 推进中") == HINT


async def test_another_account_of_ones_own_is_unbound_by_its_platform(world: World) -> None:
    """Whoever has lost a phone takes its account away from another one, and keeps that."""
    assert await world.say("张三", "解绑 Slack") == (
        "您没有绑定这一平台：Slack。未改动；已绑定：Telegram。\n[我是谁: 我是谁]"
    )
    async with world.store.unit() as unit:
        person = (await unit.people.who(account_of("张三"))).person
        assert person is not None
        await unit.people.bind(person.id, Account(Platform.WECOM, "ww1", "zs"), at=NOW)
    assert await world.say("张三", "解绑 企业微信") == (
        "已解绑：企业微信。如需恢复，请向办公室索取新的绑定码。\n"
        "当前账号（Telegram）仍为绑定状态。\n[我是谁: 我是谁]"
    )
    assert "绑定平台：Telegram\n" in await world.say("张三", "我是谁")


async def test_the_language_is_the_persons(world: World) -> None:
    assert "From now on I answer you in English" in await world.say("张三", "/lang en")
    assert "My tasks · MOST (Fri 11 Oct)" in await world.say("张三", "我的任务")
    assert "今后用中文" in await world.say("张三", "/lang zh")
    assert "语言：中文" in await world.say("张三", "我是谁")


async def test_whoami_names_person_platform_and_language(world: World) -> None:
    assert await world.say("Ann", "whoami") == (
        "Ann · MOST · liaison\n"
        "Bound platforms: Telegram\n"
        "Language: English\n"
        "Today's reminder: 0/1 (working days, 9:00–18:00)\n"
        "Quiet hours: none\n"
        "Deputies: 李四\n"
        "[My tasks: mytasks]\n"
        "[中文: /lang zh]\n"
        "[Unbind: unbind]"
    )


OTHER = "AAAA-BBBB-CCCC-DDDD"


async def bound(world: World, who: str, phone: str, code: str = OTHER) -> str:
    await world.issue(who, code, expires=NOW + timedelta(hours=24))
    return await world.say(phone, f"绑定 {code}")


async def test_whoever_follows_sees_what_waits(world: World) -> None:
    await world.say("张三", "24 推进中 已印发")
    await world.say("张三", "报送 24 已审签")
    await world.say("赵敏", "退回 24 科技部 请补数据")
    shown = await bound(world, "李四", "another")
    assert "李四 · 科技部 · 备用联系人\n" in shown
    assert "待报 5 项（其中报牵头单位 1），需线下报送 1\n办公室退回：1 张\n" in shown


async def test_the_office_an_observer_and_who_has_no_item_are_welcome(world: World) -> None:
    office = await bound(world, "赵敏", "desk")
    assert "计划共 106 项，待处理事项见“总览”。" in office
    assert "[总览: 总览]" in office
    assert "提醒时段" not in office
    assert "[逾期: 逾期]" in await bound(world, "领导", "leader", CODE)


async def test_before_the_first_plan_there_is_nothing_to_do(planless: World) -> None:
    shown = await bound(planless, "张三", "phone")
    assert "还没有导入计划，有任务时会提醒您。\n" in shown
    assert "[我是谁: 我是谁]\n[使用说明: 帮助]" in shown


async def test_a_second_platform_says_which_one_is_reminded(world: World) -> None:
    async with world.store.view() as unit:
        person = next(one for one in await unit.people.people() if one.name == "张三")
        plan = await unit.plans.current()
    assert plan is not None
    accounts = [Account(Platform.WECOM, "ww1", "z"), Account(Platform.TELEGRAM, "1", "77")]
    shown = welcome.card(
        words(Language.ZH),
        person,
        accounts,
        Platform.TELEGRAM,
        (),
        plan=plan.facts,
        hours=OFFICE_HOURS,
        today=NOW.date(),
    )
    assert plain_text(shown).splitlines()[2:5] == [
        "绑定平台：Telegram（已同时绑定 企业微信，可用 /me 查看或解绑）",
        "提醒仍发到先绑定的平台：企业微信。",
        "本计划中贵单位没有任务，可查看其他事项。",
    ]
