"""Groups read and point; what is personal or writes happens in private."""

import pytest

from bot.cards.plain import plain_text
from bot.messages import Channel
from tests.bot.world import NOW, World

GROUPS = [Channel.GROUP, Channel.OTHER]
CODE = "K7QM-2XPA-9TDR-5FHC"


async def test_a_registered_group_gets_the_short_card(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    answer = await world.answer("王芳", "24", channel=Channel.GROUP)
    [reply] = answer.replies
    assert not reply.private
    assert plain_text(reply.card, actions=True) == (
        "第24项\n"
        "推进《人类遗传资源管理条例》立法进程…\n"
        "责任：科技部（牵头）、司法部，按职责分别负责\n"
        "状态：未启动\n"
        "亮灯：黄灯 临近时限，还有 3 个工作日"
    )


@pytest.mark.parametrize(
    "text", ["我的任务", "65", "我是谁", "记录 24", "208", "46 推进中", "你好吗"]
)
@pytest.mark.parametrize("channel", GROUPS)
async def test_what_is_personal_leaves_the_group(world: World, channel: Channel, text: str) -> None:
    answer = await world.answer("张三", text, channel=channel)
    *private, line = answer.replies
    assert all(reply.private for reply in private)
    assert (plain_text(line.card, actions=True), line.private) == ("已私信回复您", False)


@pytest.mark.parametrize(
    ("who", "note"),
    [
        ("张三", "已私信回复您\n没收到？请先打开与我的私聊：https://t.me/liaison_bot"),
        (
            "Ann",
            "Answered in private.\n"
            "Nothing there? Open the private chat with me first: https://t.me/liaison_bot",
        ),
    ],
)
async def test_the_note_has_a_way_in_where_there_is_one(world: World, who: str, note: str) -> None:
    answer = await world.answer(
        who, "我的任务", channel=Channel.GROUP, door="https://t.me/liaison_bot"
    )
    assert [plain_text(r.card, actions=True) for r in answer.replies if not r.private] == [note]


@pytest.mark.parametrize("channel", GROUPS)
async def test_a_write_comes_back_as_a_button(world: World, channel: Channel) -> None:
    answer = await world.answer("张三", "24 推进中 征求意见稿已汇总21家意见", channel=channel)
    assert await world.updates() == []
    button, line = answer.replies
    assert button.private
    assert line.card.title == "已私信回复您"
    command = button.card.actions[0].command
    assert command == "24 推进中 进展：征求意见稿已汇总21家意见"
    await world.say("张三", command)
    [update] = await world.updates()
    assert update.change.progress == "征求意见稿已汇总21家意见"


async def test_undo_in_a_group_is_a_button_too(world: World) -> None:
    await world.say("张三", "24 推进中")
    answer = await world.answer("张三", "撤销", channel=Channel.GROUP)
    assert answer.replies[0].private
    assert plain_text(answer.replies[0].card, actions=True) == (
        "群里不办理，未改动。要在这里办理吗？\n撤销\n[办理: 撤销]\n[取消: 取消]"
    )
    assert len(await world.updates()) == 1


@pytest.mark.parametrize("channel", GROUPS)
@pytest.mark.parametrize("addressed", [True, False])
async def test_a_code_in_a_group_is_void_and_not_repeated(
    world: World, channel: Channel, addressed: bool
) -> None:
    await world.issue("张三", CODE, expires=NOW.replace(day=12))
    answer = await world.answer("new", f"绑定 {CODE}", channel=channel, addressed=addressed)
    assert answer.blank
    shown = "\n".join(plain_text(reply.card) for reply in answer.replies)
    assert "K7QM" not in shown
    assert shown == "绑定码只能在私聊中使用，未绑定；该码已作废，请重新索取，并在私聊中发送。"
    assert "无效" in await world.say("new", f"绑定 {CODE}")


async def test_a_stranger_in_a_group_gets_the_hint_in_private_only(world: World) -> None:
    for text in ("24", "我的任务", "帮助"):
        [reply] = (await world.answer("nobody", text, channel=Channel.GROUP)).replies
        assert reply.private
        assert "尚未绑定" in reply.card.title


async def test_who_is_not_addressed_or_foreign_is_not_answered(world: World) -> None:
    for channel in GROUPS:
        answer = await world.answer("张三", "24 推进中", channel=channel, addressed=False)
        assert answer.replies == ()
        answer = await world.answer("张三", "24 推进中", channel=channel, foreign=True)
        assert answer.replies == ()
    assert await world.updates() == []


async def test_overdue_in_a_group_leaves_restricted_tasks_out(world: World) -> None:
    shown = await world.say("张三", "逾期", channel=Channel.GROUP)
    assert shown.startswith("没有逾期事项。")
