"""What was written is taken back by whoever wrote it, and what that leaves alone."""

from datetime import timedelta

from bot.model.report import ReportState
from bot.model.task import Status
from tests.bot.reporting import state
from tests.bot.world import World


async def test_undo_knows_its_limits(world: World) -> None:
    assert "没有可撤销的更新" in await world.say("张三", "撤销")
    await world.say("张三", "10 推进中")
    world.now += timedelta(hours=24, seconds=1)
    assert "已超过 24 小时" in await world.say("张三", "撤销")
    world.now += timedelta(days=-3)  # a clock set back counts as no time at all
    assert "已撤销 1 项" in await world.say("张三", "撤销")


async def test_undo_leaves_alone_what_somebody_changed_since(world: World) -> None:
    await world.say("张三", "10 推进中\n55 推进中")
    await world.say("李四", "55 受阻")
    shown = await world.say("张三", "撤销")
    assert "已撤销 1 项" in shown
    assert "第 55 项在您之后已由李四于 10:00 更新，未撤销。" in shown
    assert (await world.share(55, "科技部")).status is Status.BLOCKED


async def test_undo_goes_back_through_ones_own_writes(world: World) -> None:
    await world.say("张三", "55 推进中 一")
    await world.say("张三", "55 滞后 二")
    assert "恢复为“推进中”" in await world.say("张三", "撤销")
    assert "恢复为“未启动”" in await world.say("张三", "撤销")
    assert (await world.share(55, "科技部")).status is Status.NOT_STARTED
    assert "没有更多可撤销的更新：您对第 55 项的更新已于 10:00 撤销" in await world.say(
        "张三", "撤销"
    )


async def test_undo_names_who_really_changed_the_item_since(world: World) -> None:
    await world.say("张三", "55 推进中")
    world.now += timedelta(minutes=1)
    await world.say("李四", "55 受阻")
    world.now += timedelta(minutes=1)
    await world.say("张三", "55 滞后")
    assert "恢复为“受阻/需协调”" in await world.say("张三", "撤销")
    world.now += timedelta(minutes=1)
    assert "第 55 项在您之后已由李四于 10:01 更新，未撤销。" in await world.say("张三", "撤销")
    assert "恢复为“推进中”" in await world.say("李四", "撤销")
    assert "恢复为“未启动”" in await world.say("张三", "撤销")


async def test_what_the_message_before_wrote_is_taken_back_and_the_item_written(
    world: World,
) -> None:
    await world.say("张三", "24 已完成")
    shown = await world.say("张三", "撤销\n24 推进中 一")
    assert "已撤销" in shown
    assert "已记录 · 第24项 → 推进中" in shown
    assert (await world.share(24, "科技部")).status is Status.IN_PROGRESS


async def test_undo_below_a_line_that_writes_takes_back_nothing_else(world: World) -> None:
    await world.say("张三", "24 推进中 第一次")
    shown = await world.say("张三", "24 滞后 第二次\n撤销")
    assert "已记录 1 项，未保存 1 条" in shown
    assert "未撤销：要收回本条消息，请单独发“撤销”。" in shown
    assert (await world.share(24, "科技部")).status is Status.BEHIND
    assert "恢复为“推进中”" in await world.say("张三", "撤销")


async def test_what_a_message_asks_to_see_is_shown_as_it_is_afterwards(world: World) -> None:
    shown = await world.say("张三", "55 推进中 已印发\n55\n208")
    assert "状态：推进中（10月11日 张三）" in shown
    assert "最近进展：10月11日 已印发" in shown
    assert "没有第 208 项" in shown


async def test_undo_on_an_old_card_takes_back_what_that_card_is_about(world: World) -> None:
    await world.say("张三", "24 推进中 子")
    first = world.last
    await world.say("张三", "55 推进中 丑")
    shown = await world.say("张三", "撤销", reply_to=first)
    assert "已撤销 1 项\n 24 " in shown
    assert (await world.share(24, "科技部")).status is Status.NOT_STARTED
    assert (await world.share(55, "科技部")).status is Status.IN_PROGRESS
    again = await world.say("张三", "撤销", reply_to=first)
    assert "这张卡片所记的内容已撤销过" in again
    assert (await world.share(55, "科技部")).status is Status.IN_PROGRESS


async def test_undo_on_an_old_card_leaves_alone_what_was_written_on_top_of_it(world: World) -> None:
    await world.say("张三", "24 推进中 子")
    first = world.last
    await world.say("张三", "24 滞后 丑")
    shown = await world.say("张三", "撤销", reply_to=first)
    assert "您又于 10:00 更新了第 24 项，未撤销" in shown
    assert (await world.share(24, "科技部")).status is Status.BEHIND


async def test_undo_on_a_question_means_the_last_update(world: World) -> None:
    await world.say("张三", "24 推进中 子")
    await world.say("张三", "24 快好了")
    assert "已撤销 1 项\n 24 " in await world.say("张三", "撤销", reply_to=world.last)


async def test_what_was_written_into_a_report_is_taken_back_first(world: World) -> None:
    await world.say("张三", "24 推进中 一")
    await world.say("张三", "报送 24")
    assert "[撤销: 撤销]" in await world.say("张三", "2 有困难")
    await world.say("张三", "2 困难不小")
    shown = await world.say("张三", "撤销")
    assert "已撤销 1 项\n 24 第三季度报送单：②存在问题恢复为“有困难”\n" in shown
    assert "②存在问题恢复为（未填）" in await world.say("张三", "撤销")
    assert (await world.share(24, "科技部")).status is Status.IN_PROGRESS
    assert "②存在问题：（未填）" in await world.say("张三", "报送 24")
    assert "24 恢复为“未启动”" in await world.say("张三", "撤销")
    assert await state(world, 24) is ReportState.OPEN


async def test_a_field_of_a_report_that_went_on_is_not_taken_back(world: World) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "2 有困难")
    card = world.last
    await world.say("张三", "报送 24 草稿")
    await world.say("李四", "报送 24 问题：很大")
    shown = await world.say("张三", "撤销")
    assert "第 24 项报送单在您填写之后又有变动，未撤销" in shown
    assert "②存在问题恢复为“有困难”" in await world.say("李四", "撤销")
    assert "②存在问题恢复为（未填）" in await world.say("张三", "撤销", reply_to=card)


async def test_a_field_of_a_report_that_the_office_has_is_corrected(world: World) -> None:
    await world.say("张三", "报送 24 问题：有困难")
    card = world.last
    await world.say("李四", "报送 24 已审签")
    shown = await world.say("张三", "撤销", reply_to=card)
    assert "[撤回报送: 报送 24 撤回]" in shown
    await world.say("赵敏", "通过 24")
    shown = await world.say("张三", "撤销", reply_to=card)
    assert "且已汇总，未撤销" in shown
    assert "[更正第 24 项: 更正 24]" in shown


async def test_what_was_sent_with_a_field_is_taken_back_as_a_report(world: World) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "2 有困难")
    await world.say("张三", "报送 24 已审签")
    assert "撤回" in await world.say("张三", "撤销")
    assert await state(world, 24) is ReportState.SUBMITTED
    await world.say("张三", "报送 24 问题：很大")
    assert "②存在问题恢复为“有困难”" in await world.say("张三", "撤销")
    assert await state(world, 24) is ReportState.SUBMITTED
    shown = await world.say("张三", "报送 24")
    assert "本单位审签：已审签，未写姓名" in shown


async def test_undo_says_what_no_longer_counts(world: World) -> None:
    await world.say("张三", "24 60% 已汇总")
    await world.say("张三", "24 80%")
    shown = await world.say("张三", "撤销")
    assert "\n 24 进度恢复为 60%\n所记内容已从第三季度草稿中去掉：24\n" in shown
    assert "\n 24 进度 60% 不再计入；“已汇总”不再计入\n" in await world.say("张三", "撤销")


async def test_what_the_lead_was_told_is_taken_back_there_too(world: World) -> None:
    assert "已报牵头单位" in await world.say("钱进", "68 已汇总")
    assert "\n报给牵头单位的内容一并收回：68\n" in await world.say("钱进", "撤销")


async def test_after_an_undo_the_status_is_whose_it_was(world: World) -> None:
    await world.say("张三", "55 推进中")
    world.now += timedelta(days=3)
    await world.say("李四", "55 受阻")
    await world.say("李四", "撤销")
    assert "状态：推进中（10月11日 张三）" in await world.say("李四", "55")
    world.now -= timedelta(days=3)
    await world.say("张三", "撤销")
    assert "状态：未启动\n" in await world.say("张三", "55")


async def test_a_draft_that_loses_nothing_is_not_named(world: World) -> None:
    """The second line said once more what the first had said: its text stays in the draft."""
    await world.say("张三", "24 推进中 征求意见稿已汇总")
    await world.say("张三", "24、55 推进中")
    shown = await world.say("张三", "撤销")
    assert " 24 与原来相同\n 55 恢复为“未启动”\n" in shown
    assert "所记内容已从第三季度草稿中去掉：55\n" in shown
    assert "征求意见稿已汇总" in await world.say("张三", "报送 24")
