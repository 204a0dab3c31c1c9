"""Restricted tasks and secrecy marks: refused text leaves no trace anywhere."""

import pytest

from bot.cards.plain import plain_text
from bot.model.task import Status
from tests.bot.world import World

CANARY = "金丝雀"


@pytest.mark.parametrize(
    "text",
    [
        f"65 推进中 {CANARY}",
        f"65 {CANARY}",
        f"65 已完成 {CANARY}",
        f"65 问题：{CANARY}",
        f"10、65 推进中 {CANARY}",
        f"65 快好了 {CANARY}",
        f"12 推进中 {CANARY}",
        f"65 快好了{CANARY * 20}",
    ],
)
async def test_text_about_a_restricted_task_is_refused_whole(world: World, text: str) -> None:
    answer = await world.answer("张三", text)
    assert answer.blank
    assert "未保存" in answer.replies[0].card.title
    assert all(CANARY not in plain_text(r.card, actions=True) for r in answer.replies)
    assert CANARY not in world.dump()
    assert await world.updates() == []


async def test_status_alone_of_a_restricted_task_is_stored(world: World) -> None:
    answer = await world.answer("张三", "65 推进中")
    assert answer.blank  # of what names it nothing raw is kept
    assert (await world.share(65, "科技部")).status is Status.IN_PROGRESS
    assert await world.say("张三", "65") == (
        "第65项 · 需要更新\n"
        "线下报送事项\n"
        "状态：推进中（10月11日 张三）\n"
        "亮灯：黄灯 临近时限，还有 3 个工作日\n"
        "时限：无单项时限；下次报送：第三季度，10月15日\n"
        "[推进中: 65 推进中]\n"
        "[滞后: 65 滞后]\n"
        "[受阻/需协调: 65 受阻]\n"
        "[已完成: 65 已完成]\n"
        "[已线下报送: 已线下报送 65]\n"
        "[历史记录: 记录 65]"
    )
    assert "→ 推进中" in await world.say("张三", "记录 65")


async def test_others_see_a_stub(world: World) -> None:
    assert await world.say("王芳", "12") == "第12项 线下报送事项"
    assert await world.say("领导", "记录 12") == "第12项 线下报送事项"
    refused = await world.say("王芳", "记录 12")
    assert "线下报送事项" in refused
    assert "装备" not in refused
    assert "装备" not in await world.say("王芳", "12 推进中")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (f"24 推进中 绝密{CANARY}", "绝密"),
        (f"24 推进中 {CANARY}（内部）", "内部"),
        ("24 秘密", "秘密"),
        (f"10 推进中\n24 {CANARY} 秘密★1年", "秘密★1年"),
        (f"搜索 机密{CANARY}", "机密"),
        (f"{CANARY} 机密 快好了", "机密"),
    ],
)
async def test_a_secrecy_mark_is_refused_before_storage(world: World, text: str, mark: str) -> None:
    answer = await world.answer("张三", text)
    assert answer.blank
    assert plain_text(answer.replies[0].card) == (
        f"内容疑含标密字样“{mark}”，未保存。涉密和内部敏感信息请勿在本平台发送。请立即删除刚才的消息。"
    )
    assert CANARY not in world.dump()
    assert await world.updates() == []


async def test_everyday_words_pass(world: World) -> None:
    answer = await world.answer("张三", "24 推进中 商业秘密保护办法按内部程序送审")
    assert not answer.blank
    assert len(await world.updates()) == 1


async def test_a_too_long_message_is_not_kept(world: World) -> None:
    assert (await world.answer("张三", "长" * 5000)).blank


async def test_a_restricted_task_is_never_found(world: World) -> None:
    assert "没有找到" in await world.say("张三", "搜索 军民")
