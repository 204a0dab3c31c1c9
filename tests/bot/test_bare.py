"""Text that names no item: a card near it says for which it may be, and nothing is written."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import bundle
from bot.cards.bundle import Own, Reader
from bot.cards.bundle_items import Entry
from bot.likely import likeliest
from bot.locale import words
from bot.messages import Card, Channel, Item, Language, Reply
from bot.model.light import Light
from bot.turn import Answer
from bot.workdays import MONDAY_TO_FRIDAY
from tests.bot.world import NOW, World, place_of

ZH = words(Language.ZH)
NOTE = "征求意见稿已印发各地"


async def card(world: World, who: str, shown: Card) -> str:
    """A card that nobody asked for, in the private chat; its id."""

    place = place_of(who)
    world.said += 1
    async with world.store.unit() as unit:
        await world._send(unit, Answer((Reply(shown),)), place, place, f"tick:{world.said}")
    return world.last


async def nudge(world: World, *refs: int) -> Card:
    entries = []
    for ref in refs:
        task = await world.task(ref)
        entries.append(Entry(task=task, share=await world.share(ref, "科技部"), light=Light.YELLOW))
    async with world.store.view() as unit:
        person = next(one for one in await unit.people.people() if one.name == "张三")
    own = Own(dates=entries)
    today = NOW.date()
    return bundle.card(
        ZH, Reader(person=person), own, today=today, calendar=MONDAY_TO_FRIDAY, late=False
    )


async def test_after_a_card_of_one_item_bare_text_is_offered(world: World) -> None:
    await world.say("张三", "24")
    assert await world.say("张三", NOTE) == (
        "记为第 24 项的进展？尚未保存。\n"
        "“征求意见稿已印发各地”\n"
        "推进《人类遗传资源管理条例》立法进程…\n"
        "[记为第 24 项进展: 24 进展：征求意见稿已印发各地]\n"
        "[其他项: 记一条 征求意见稿已印发各地]\n"
        "[取消: 取消]"
    )
    assert len(world.statements) <= 6
    assert await world.updates() == []
    assert "已记录 · 第24项" in await world.say("张三", "24 进展：征求意见稿已印发各地")
    await world.say("张三", "24")
    shown = await world.say("张三", "60%")
    assert "[记到第 24 项: 24 60%]" in shown
    again = await world.say("张三", "已印发\n正在汇总")
    assert "“已印发 正在汇总”" in again
    assert await world.say("Ann", "24")
    assert (await world.say("Ann", "comments compiled")).startswith(
        "Record it for item 24? Nothing is saved yet.\n“comments compiled”\n"
    )


@pytest.mark.parametrize(
    "text",
    ["什么时候截止？", "这项谁负责呢", "谢谢", "👍", "我的任物", "sudo rm", "24 已完成 95% 40%"],
)
async def test_questions_and_small_talk_are_not_offered(world: World, text: str) -> None:
    await world.say("张三", "24")
    shown = await world.say("张三", text)
    assert "记为第 24 项" not in shown
    assert await world.updates() == []


async def test_nothing_is_offered_late_in_groups_by_others_or_about_what_takes_no_text(
    world: World,
) -> None:
    for who, first in (("张三", "65"), ("张三", "46"), ("领导", "24"), ("张三", "我是谁")):
        await world.say(who, first)
        assert "没看明白，未改动" in await world.say(who, NOTE), first
    await world.say("张三", "24")
    group = await world.say("张三", NOTE, channel=Channel.GROUP)
    assert "记为" not in group
    await world.say("张三", "24")
    world.now += timedelta(minutes=31)
    assert "没看明白，未改动" in await world.say("张三", NOTE)


async def test_another_item_offers_the_likeliest_own_ones(world: World) -> None:
    shown = await world.say("张三", "记一条 国家科技奖评审标准草案已送审")
    assert shown.startswith(
        "记到哪一项？尚未保存。\n“国家科技奖评审标准草案已送审”\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术…\n"
        " 10 加强国家科技计划全流程的知识产权管理…\n"
        " 68 继续实施国家科技成果转化引导基金…\n"
        "也可发编号加内容，如：24 内容\n[记到第 55 项: 55 "
    )
    assert "要记什么？未保存。" in await world.say("张三", "记一条")
    assert await world.updates() == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (NOTE, ["24 进展：征求意见稿已印发各地", "55 进展：征求意见稿已印发各地"]),
        ("推进中 已发通知", ["24 推进中 已发通知", "55 推进中 已发通知"]),
        ("60%", ["24 60%", "55 60%"]),
        ("无新进展", ["24 无新进展", "55 无新进展", "24 55 无新进展"]),
        ("嗯，那个，我们昨天把意见都收齐了", ["24 进展：嗯，那个，我们昨天把意见都收齐了"]),
    ],
)
async def test_a_reply_to_a_bundle_asks_for_which_of_its_items(
    world: World, text: str, lines: list[str]
) -> None:
    id = await card(world, "张三", await nudge(world, 24, 55))
    for how in ({"reply_to": id, "pressed": False}, {}):
        shown = await world.say("张三", text, **how)
        assert shown.startswith("记到哪一项？尚未保存。\n")
        assert all(f": {line}]" in shown for line in lines), shown
        assert "10 " not in shown
        if not how:
            break
        await card(world, "张三", await nudge(world, 24, 55))
    assert await world.updates() == []


@pytest.mark.parametrize("text", ["收到", "好的", "👍", "知道了"])
async def test_a_nudge_may_be_acknowledged(world: World, text: str) -> None:
    id = await card(world, "张三", await nudge(world, 24, 55))
    assert await world.say("张三", text, reply_to=id, pressed=False) == "好的。"


@pytest.mark.parametrize(
    ("text", "status"),
    [(NOTE, ""), ("推进中", "推进中"), ("60%", ""), ("无新进展", ""), ("已完成", "已完成（待核）")],
)
async def test_a_reply_to_a_nudge_of_one_is_progress(world: World, text: str, status: str) -> None:
    id = await card(world, "张三", await nudge(world, 24))
    shown = await world.say("张三", text, reply_to=id, pressed=False)
    assert shown.startswith("已记录 · 第24项")
    assert status in shown


CARDS = {
    "24": "one",
    "24 推进中 已发通知": "one",
    "报送 24": "one",
    "我的任务": "several",
    "报送": "several",
    "临期": "",
    "逾期": "",
    "搜索 科技": "several",
    "记录 24": "several",
    "简报": "",
    "提醒": "",
}


async def test_replies_find_the_items_of_every_card(world: World) -> None:
    """One: it is progress.  Several: which of them.  Empty: there is no own item on it."""
    found: dict[str, str] = {}
    for line in CARDS:
        await world.say("张三", "取消")
        await world.say("张三", line)
        before = len(await world.updates())
        world.now += timedelta(minutes=11)  # the same words are no repetition any more
        shown = await world.say("张三", NOTE, reply_to=world.last, pressed=False)
        wrote = len(await world.updates()) > before
        asked = shown.startswith(("记到哪一项？", "记为第 "))
        found[line] = "one" if wrote else "several" if asked else ""
    assert found == CARDS


async def test_a_digest_is_replied_to_by_its_numbers(world: World) -> None:
    id = await card(world, "张三", Card("周报", (Item("24", "条例立法"), Item("46", "进出口"))))
    shown = await world.say("张三", NOTE, reply_to=id, pressed=False)
    assert "[记为第 24 项进展: 24 进展：征求意见稿已印发各地]" in shown  # 46 is not one's own


async def test_a_forward_keeps_who_wrote_it_and_when(world: World) -> None:
    written = datetime(2019, 10, 10, 8, 20, tzinfo=UTC)
    shown = await world.say(
        "张三", "国家科技奖评审标准草案已送审", forwarded=True, author="李四", written=written
    )
    assert shown.startswith("转发的内容记到哪一项？尚未保存。\n")
    first = next(line for line in shown.splitlines() if line.startswith("["))
    assert first.startswith("[记到第 55 项: 确认 ")
    code = first.split(": ")[1].rstrip("]")
    await world.say("张三", code)
    [update] = await world.updates()
    assert update.change.progress == "国家科技奖评审标准草案已送审（转自 李四，10月10日 16:20）"
    plain = await world.say("张三", "科技奖", forwarded=True, written=written)
    assert "[记到第 55 项: 55 进展：科技奖（转发，原发 10月10日 16:20）]" in plain


async def test_a_forward_that_is_too_long_is_cut_and_says_so(world: World) -> None:
    shown = await world.say("张三", "科技奖" + "长" * 2500, forwarded=True)
    assert "原文共 2503 字，只记前 1900 字，其余请另发。" in shown
    label = "[记到第 55 项: "
    [code] = [one.removeprefix(label) for one in shown.splitlines() if one.startswith(label)]
    assert "已记录 · 第55项" in await world.say("张三", code.rstrip("]"))


async def test_what_is_likeliest(world: World) -> None:
    """Numbers, then words, departments, what was asked for, what is new."""
    tasks = [await world.task(ref) for ref in (10, 24, 55, 60, 68)]
    own = (await world.share(24, "科技部")).department

    def first(text: str, *nudged: int, named: tuple[int, ...] = ()) -> int:
        found = likeliest(text, tasks, named=named, nudged=nudged, own=own, now=NOW)
        return found[0].ref

    assert first("贷款风险补偿试点进展") == 68
    assert first("商务部来函要数据") == 60
    assert first("已办", 55) == 55
    assert first("贷款风险补偿试点进展", named=(10,)) == 10
    assert first("x" * 3999) == 10


async def test_what_cannot_be_read_gets_a_sentence(world: World) -> None:
    assert await world.say("张三", "", wordless=True) == (
        "目前只能读文字，未保存。\n"
        "请发文字，例如：24 推进中 已发通知\n"
        "语音请用输入法转成文字后发送。\n"
        "[我的任务: 我的任务]\n"
        "[帮助: 帮助]"
    )
    assert await world.say("张三", "", wordless=True, channel=Channel.GROUP) == ""
    assert "此账号尚未绑定" in await world.say("路人", "", wordless=True)


async def test_who_has_no_item_is_told_so(world: World) -> None:
    assert "贵单位没有可记的任务，未保存。" in await world.say("赵敏", "记一条 一")
    assert "贵单位没有可记的任务，未保存。" in await world.say("赵敏", "一", forwarded=True)


async def test_the_number_of_an_entry_below_its_list_is_no_item(world: World) -> None:
    await world.say("赵敏", "审计")
    assert await world.say("赵敏", "1", reply_to=world.last, pressed=False) == (
        "这张卡片上的 1 不是任务编号，未改动。要看第 1 项请点：\n[查看第 1 项: 1]\n[取消: 取消]"
    )
    assert (await world.say("赵敏", "1", reply_to=world.last)).startswith("第1项\n")


async def test_talk_to_the_bot_in_answer_to_a_card_is_no_progress(world: World) -> None:
    await world.say("张三", "24")
    card = world.last
    for text in ("发错了", "不是我们的", "马上报送", "同上", "快了", "线下报了"):
        await world.say("张三", text, reply_to=card, pressed=False)
    assert await world.updates() == []
    assert "已设提醒 · 第24项" in await world.say(
        "张三", "明天提醒我", reply_to=card, pressed=False
    )
    assert await world.say("张三", "撤销 24") == (
        "“撤销”收回您最近一条消息写入的全部内容，不能只选一项，未改动。"
        "只改第 24 项请发：更正 24 文字\n"
        "[撤销: 撤销]\n"
        "[更正 24: 更正 24]\n"
        "[查看第 24 项: 24]\n"
        "[取消: 取消]"
    )
    assert "[记为第 24 项进展: 24 本周没啥进展]" in await world.say("张三", "本周没啥进展")
    assert "贵单位" not in await world.say("张三", "1-5")  # nothing said of an item among them


async def test_among_several_lines_the_one_that_is_not_clear_is_named(world: World) -> None:
    shown = await world.say("张三", "55 推进中\n24 快好了\n乱七八糟的一句话")
    assert shown == (
        "已记录 1 项，未保存 2 条\n"
        "第55项 → 推进中\n"
        "\n"
        "没看明白“24 快好了”，未保存。\n"
        "没看明白“乱七八糟的一句话”，未保存。\n"
        "张三（科技部） 10:00\n"
        "已放入第三季度草稿，无需重复填报：55\n"
        "[撤销: 撤销]\n"
        "[24 推进中: 24 推进中]\n"
        "[24 已完成: 24 已完成]\n"
        "[24 仅记一句进展: 备注 24 快好了]\n"
        "[我的任务: 我的任务]\n"
        "[帮助: 帮助]\n"
        "[取消: 取消]"
    )
