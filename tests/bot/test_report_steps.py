"""Filling in a report line by line: 1, 2 and 3 while it is open, and never on a guess."""

from datetime import date, timedelta

import pytest

from bot.model.period import Span
from bot.model.report import ReportState
from tests.bot.reporting import state
from tests.bot.world import World


async def test_numbers_replace_fields_while_it_is_open(world: World) -> None:
    await world.say("张三", "报送 24")
    shown = await world.say("张三", "1 征求意见稿已印发各地\n2：经费不足\n③形成送审稿")
    assert (
        "①进展情况：征求意见稿已印发各地\n②存在问题：经费不足\n③下一步打算：形成送审稿\n" in shown
    )
    assert "（草稿，可改）" in shown
    assert len(world.statements) == 10
    assert "②存在问题：无\n" in await world.say("张三", "2 无")
    assert "①进展情况：已完成初稿\n" in await world.say("张三", "1 已完成初稿")
    assert "③下一步打算：推进中\n" in await world.say("张三", "③ 推进中")
    shown = await world.say("张三", "报送 24 进展：二 问题：三 下一步：四")
    assert "①进展情况：二\n②存在问题：三\n③下一步打算：四\n" in shown
    assert await state(world, 24) is ReportState.DRAFT
    assert await world.updates() == []


async def test_what_could_be_an_item_is_asked_about(world: World) -> None:
    await world.say("张三", "报送 24")
    shown = await world.say("张三", "2 推进中 与司法部协商")
    assert shown == (
        "“2 推进中 与司法部协商”是指第 2 项，还是第 24 项报送单的第 ② 栏？未保存。\n"
        "[2 推进中: 第2项 推进中 与司法部协商]\n"
        "[②存在问题: 报送 24 问题：推进中 与司法部协商]\n"
        "[取消: 取消]"
    )
    for line in (
        "2 60%",
        "1 已完成",
        "3 无新进展",
        "1 完成了吗？",
        "2",
        "1 问题：经费",
        "1、3 推进中",
    ):
        assert "报送单的第" in await world.say("张三", line), line
    assert await world.updates() == []
    assert "②存在问题：推进中 与司法部协商" in await world.say(
        "张三", "报送 24 问题：推进中 与司法部协商"
    )
    shown = await world.say("张三", "#10 推进中")
    assert "已记录 · 第10项 → 推进中" in shown


async def test_without_an_open_report_a_number_is_an_item(world: World) -> None:
    assert "第 1 项的责任单位是" in await world.say("张三", "1 已印发征求意见稿")
    assert "第1项" in await world.say("张三", "1")


@pytest.mark.parametrize("ending", ["取消", "报送 24 已审签", "55", "我的任务", "10 推进中"])
async def test_filling_in_ends(world: World, ending: str) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "2 经费不足")
    await world.say("张三", ending)
    assert "第 2 项的责任单位是" in await world.say("张三", "2 经费还是不足")


@pytest.mark.parametrize("between", ["帮助", "24", "谢谢", "24 推进中", "记录 24", "搜索 商标"])
async def test_looking_around_does_not_end_it(world: World, between: str) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", between)
    assert "②存在问题：经费不足" in await world.say("张三", "2 经费不足")


async def test_it_is_forgotten_after_half_an_hour(world: World) -> None:
    await world.say("张三", "报送 24")
    world.now += timedelta(minutes=29)
    assert "②存在问题：经费不足" in await world.say("张三", "2 经费不足")
    world.now += timedelta(minutes=30)
    assert "第 2 项的责任单位是" in await world.say("张三", "2 经费仍不足")


async def test_a_cancelled_report_keeps_what_was_written(world: World) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "2 经费不足")
    assert await world.say("张三", "取消") == (
        "已停止填报第 24 项；此前已填的内容保留。\n[继续填报: 报送 24]"
    )
    assert "②存在问题：经费不足" in await world.say("张三", "报送 24")
    assert (await world.say("张三", "取消")).startswith("已停止填报")
    assert await world.say("张三", "取消") == "已取消，未改动。"


async def test_in_a_reply_the_card_decides(world: World) -> None:
    await world.say("张三", "报送 24")
    sheet = world.last
    await world.say("张三", "10")
    other = world.last
    await world.say("张三", "报送 24")
    shown = await world.say("张三", "2 经费不足", reply_to=sheet, pressed=False)
    assert "②存在问题：经费不足" in shown
    asked = await world.say("张三", "2 经费不足了", reply_to=other, pressed=False)
    assert "备注 10：2 经费不足了]" in asked
    assert await world.updates() == []
    await world.say("张三", "第2项 推进中", reply_to=sheet)  # a button is a whole line
    assert "②存在问题：经费不足\n" in await world.say("张三", "报送 24")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("报送 208", "没有第 208 项"),
        ("报送 24 Q2", "没有“第二季度”这个报送期"),
        ("报送 年度成果", "没有“年度成果”这个报送期"),
        ("报送 无新进展", "哪一项"),
        ("报送 24 征求意见稿已汇总", "没看明白"),
        ("报送 24 55 无新进展", "没看明白"),
        ("报送 24 进展：" + "长" * 2001, "超过 2000 字"),
        ("报送 24 问题：（内部）", "标密字样"),
        ("报送 24 已审签 绝密处", "标密字样"),
        ("报送 24 已审签 " + "长" * 60, "没看明白"),
    ],
)
async def test_what_is_unclear_is_asked_about(world: World, line: str, said: str) -> None:
    answer = await world.say("张三", line)
    assert said in answer
    assert await state(world, 24) is ReportState.OPEN
    await world.say("张三", "报送 24")
    assert "标密字样" in await world.say("张三", "2 秘密★1年")
    assert "超过 2000 字" in await world.say("张三", "1 " + "长" * 2001)
    assert await state(world, 24) is ReportState.OPEN


async def test_a_question_only_looks(world: World) -> None:
    assert "第三季度报送单" in await world.say("张三", "报送 24 了吗？")
    assert await state(world, 24) is ReportState.OPEN


async def test_an_old_card_does_not_approve_what_it_never_showed(world: World) -> None:
    await world.say("张三", "报送 24")
    sheet = world.last
    await world.say("李四", "24 滞后 又有问题")
    shown = await world.say("张三", "报送 24 已审签", reply_to=sheet)
    assert "您的操作基于旧状态，尚未保存" in shown
    assert "[看最新: 报送 24]" in shown
    assert await state(world, 24) is ReportState.DRAFT
    await world.say("张三", "报送 24")
    assert "已报送" in await world.say("张三", "报送 24 已审签", reply_to=world.last)


@pytest.mark.parametrize("who", ["张三", "李四"])
async def test_an_old_card_does_not_approve_texts_that_it_never_showed(
    world: World, who: str
) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    await world.say("张三", "报送 24")
    sheet = world.last
    await world.say("张三", "报送 24 草稿", reply_to=sheet)  # the same texts
    await world.say(who, "报送 24 进展：另写的内容")
    assert await world.say("张三", "报送 24 已审签", reply_to=sheet) == (
        "第 24 项报送单在这张卡片之后有改动，未报送。请看最新内容后再报送。\n[看最新: 报送 24]"
    )
    assert await state(world, 24) is ReportState.DRAFT
    await world.say("张三", "报送 24")
    sheet = world.last
    await world.say("张三", "报送 24 草稿", reply_to=sheet)
    assert "已报送" in await world.say("张三", "报送 24 已审签", reply_to=sheet)


async def test_a_report_of_an_earlier_period_is_filled_in_as_such(world: World) -> None:
    spring = Span("2019-H1", date(2019, 1, 1), date(2019, 6, 30))
    async with world.store.unit() as unit:
        record = await unit.plans.current()
        assert record is not None
        due = date(2019, 7, 15)
        await unit.periods.open(record.facts.id, spring, due, cadence=False, at=world.now)
    shown = await world.say("张三", "报送 24 上半年")
    assert shown.startswith("上半年报送单 · 第24项")
    assert "[已审签并报送: 报送 24 2019-H1 已审签]" in shown
    shown = await world.say("张三", "2 经费不足")
    assert shown.startswith("上半年报送单 · 第24项")
    assert "[②存在问题: 报送 24 期2 问题：推进中]" in await world.say("张三", "2 推进中")
    assert (await world.say("张三", "已审签")).startswith("已报送 · 第24项 · 上半年")
    assert await state(world, 24) is ReportState.OPEN
    shown = await world.say("张三", "报送 上半年")
    assert "待报 4（其中报牵头单位 1）\n" in shown
    assert "已报 1\n 24（牵头）\n" in shown


async def test_without_a_number_the_list_is_shown_even_while_one_is_open(world: World) -> None:
    await world.say("张三", "报送 24")
    assert (await world.say("张三", "报送")).startswith("报送 · 科技部")
    assert "[报送 24 提交: 报送 24 提交]" in await world.say("张三", "报送 提交")


async def test_approval_by_a_word_is_for_the_report_on_the_screen(world: World) -> None:
    await world.say("张三", "报送 24 进展：已开展")
    await world.say("张三", "55 快好了")
    asked = await world.say("张三", "已审签并报送")
    assert "未保存" in asked
    assert "[报送 24 已审签并报送: 报送 24 已审签并报送]" in asked
    await world.say("张三", "报送 24")
    assert "已报送 · 第24项" in await world.say("张三", "已审签 王处长")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("报送 24 1 已汇总", "①进展情况：已汇总\n"),
        ("报送 24 2：推进缓慢", "②存在问题：推进缓慢\n"),
        ("报送 24 ③推进中", "③下一步打算：推进中\n"),
        ("report 24 1 compiled", "①进展情况：compiled\n"),
    ],
)
async def test_a_field_may_follow_the_item_by_its_number(
    world: World, line: str, shown: str
) -> None:
    assert shown in await world.say("张三", line)
    assert await state(world, 24) is ReportState.DRAFT
    assert await world.updates() == []


async def test_several_items_are_asked_about_with_what_is_said_of_them(world: World) -> None:
    for line, offers in {
        "报送 24 55 取消": ["报送 24", "报送 55"],
        "报送 24 1 已审签": ["报送 24 已审签", "报送 1 已审签"],
        "报送 24 2 无新进展": ["报送 24 无新进展", "报送 2 无新进展"],
        "报送 24、2 已汇总": ["报送 24 进展：已汇总", "报送 2 进展：已汇总"],
        "report 24-26 改文案": ["报送 24 进展：改文案", "报送 26 进展：改文案"],
    }.items():
        shown = await world.say("张三", line)
        assert shown.startswith(f"没看明白“{line}”，未保存。\n")
        assert all(f": {offer}]" in shown for offer in offers), shown
    assert "[24 ①进展情况: 报送 24 进展：改文案]\n[25 ①进展情况:" in shown
    assert await state(world, 24) is ReportState.OPEN


async def test_a_number_may_stand_close_to_its_text(world: World) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "2经费不足")
    shown = await world.say("张三", "2无")
    assert "②存在问题：无\n" in shown
    for line in ("1已汇总24家", "1、已汇总24家", "1.已汇总24家", "①已汇总24家"):
        assert "①进展情况：已汇总24家\n" in await world.say("张三", line), line
        await world.say("张三", "1 别的")
    assert "报送单的第 ① 栏" in await world.say("张三", "1推进中")
    for line in ("1.5亿元已到位", "3家单位已反馈", "2审已通过", "3稿已报", "10 推进中"):
        assert "报送单 · 第24项" not in await world.say("张三", line), line
    assert "①进展情况：别的\n" in await world.say("张三", "报送 24")


async def test_what_is_changed_after_it_was_sent_is_to_be_approved_again(world: World) -> None:
    await world.say("张三", "报送 24 进展：已汇总")
    await world.say("张三", "报送 24 已审签 王处长")
    await world.say("张三", "报送 24")
    assert "本单位审签：王处长，" in await world.say("张三", "1 已汇总")  # as it was
    shown = await world.say("张三", "1 签后改")
    assert "（已报，汇总前可改）" in shown
    assert "本单位审签：审签后又有修改（10月11日 10:00 张三），请重新登记审签\n" in shown
    assert "[已审签并报送: 报送 24 已审签]\n[撤销: 撤销]\n[撤回报送: 报送 24 撤回]" in shown
    assert await state(world, 24) is ReportState.SUBMITTED
    assert "本单位审签：李处长，" in await world.say("张三", "报送 24 已审签 李处长")
