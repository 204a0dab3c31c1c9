"""意见: kept for the office, read by it, gone with whoever wrote it."""

import pytest

from bot.messages import Channel
from tests.bot.test_access_begins import confirmed
from tests.bot.world import World

OFFICE = "赵敏"
WORDS = "提醒来得太早，<b>建议</b>改到10点"


async def test_what_becomes_of_it(world: World) -> None:
    assert await world.say("张三", f"意见 {WORDS}") == (
        "意见已收到\n"
        f"{WORDS}\n"
        "办公室将于 10月12日 周六 收到提示，阅看时可见您的姓名和单位。\n"
        "不影响任务状态和报送。办公室阅后到期删除；您注销时一并删除。"
    )
    assert (await world.noted())[-1] == "张三 telegram private feedback do"
    await world.say("领导", "意见：总览很好用")
    assert await world.say(OFFICE, "意见") == (
        "未阅意见：2 条\n"
        f"1 号 · 张三（科技部） · 10月11日：{WORDS}\n"
        "2 号 · 领导（科技部） · 10月11日：总览很好用\n"
        "[已阅: 意见 已阅 1 2]"
    )
    assert await world.say(OFFICE, "意见 已阅 1 9") == (
        "已标为已阅：1 条\n不在未阅之列：1 条\n[意见: 意见]"
    )
    assert "未阅意见：1 条" in await world.say(OFFICE, "意见")
    assert "未阅意见：1 条" in await world.say(OFFICE, "意见 第 1 页")
    await confirmed(world, "领导", "注销")
    assert await world.say(OFFICE, "意见") == "没有未阅的意见。\n[总览: 总览]"
    kept = [line for line in world.dump().splitlines() if 'INTO "feedback"' in line]
    assert len(kept) == 1
    assert WORDS in kept[0]


async def test_without_a_text_and_from_others(world: World) -> None:
    assert await world.say("张三", "意见") == (
        "要向办公室反映什么？未保存。\n"
        "如：意见 提醒来得太早，建议改到上午10点\n"
        "办公室阅看时可见您的姓名和单位。请勿写涉密内容；任务进展请按编号报送。"
    )
    await world.say("张三", "意见 一")
    assert "要向办公室反映什么" in await world.say("张三", "意见 已阅 1")
    assert "未阅意见：1 条" in await world.say(OFFICE, "意见")
    assert "绑定" in await world.say("陌生人", "意见 你好")
    assert (await world.say("Ann", "feedback")).startswith("What do you want to tell the office?")
    assert (await world.say("Ann", "feedback more colours")) == (
        "Feedback saved for the office\n"
        "more colours\n"
        "The office is told on Sat 12 Oct and sees your name and department.\n"
        "It changes no item and no report. Once read, it is deleted after a while; if you erase"
        " your account, it goes too."
    )


async def test_several_lines_are_one_text(world: World) -> None:
    before = await world.updates()
    said = await world.say("张三", "意见：一、提醒太早\n24 已完成\n\n撤销")
    assert said.startswith("意见已收到\n一、提醒太早\n24 已完成\n撤销\n办公室将于")
    assert "\n提醒太多\n" in await world.say("张三", "意见\n提醒太多")
    assert await world.updates() == before
    assert await world.say(OFFICE, "意见") == (
        "未阅意见：2 条\n"
        "1 号 · 张三（科技部） · 10月11日：一、提醒太早 24 已完成 撤销\n"
        "2 号 · 张三（科技部） · 10月11日：提醒太多\n"
        "[已阅: 意见 已阅 1 2]"
    )
    assert "线下报送" in await world.say("张三", "意见 要求太高\n第12项应公开")
    assert "不可见控制字符" in await world.say("张三", "意见 要求太高\na\x07b")
    assert (await world.say(OFFICE, "意见 已阅 1\n意见 已阅 2")).count("已标为已阅：1 条") == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("意见 第12项的国防内容应公开", "第 12 项设为“线下报送”"),
        ("意见 12 应公开", "第 12 项设为“线下报送”"),
        ("意见 关于#65应公开", "第 65 项设为“线下报送”"),
        ("意见 附件为机密文件", "内容疑含标密字样"),
        ("意见 " + "长" * 2001, "内容超过"),
        ("意见 a\x07b", "不可见控制字符"),
    ],
)
async def test_the_gates(world: World, line: str, said: str) -> None:
    before = world.dump().count('INSERT INTO "feedback"')
    assert said in await world.say("张三", line)
    assert world.dump().count('INSERT INTO "feedback"') == before


async def test_a_group_reads_nothing_of_it(world: World) -> None:
    replies = (await world.answer("张三", "意见 群里说", channel=Channel.GROUP)).replies
    assert all(reply.private or "群里说" not in str(reply.card) for reply in replies)
    assert "没有未阅的意见" in await world.say(OFFICE, "意见")


async def test_what_names_an_item_goes_when_it_is_restricted(world: World) -> None:
    await world.say("张三", "意见 第55项的要求太高")
    await world.say("张三", "意见 55分钟的会议太长")
    await confirmed(world, OFFICE, "线下 55 是")
    shown = await world.say(OFFICE, "意见")
    assert "未阅意见：1 条" in shown
    assert "55分钟的会议" in shown


async def test_many_take_pages_and_an_observer_reads_none(world: World) -> None:
    for n in range(7):
        await world.say("张三", f"意见 意见{n}")
    first = await world.say(OFFICE, "意见")
    assert first.endswith("第 1/2 页\n[已阅: 意见 已阅 1 2 3 4 5]\n[下一页: 意见 第 2 页]")
    assert len(world.statements) <= 3
    second = await world.say(OFFICE, "意见 第 2 页")
    assert "意见6" in second
    assert "[上一页: 意见 第 1 页]" in second
    assert "意见0" not in await world.say("领导", "意见")
