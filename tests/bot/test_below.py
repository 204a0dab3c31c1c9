"""Lines below the line of an item: fields of it where they are labelled, else asked about."""

import pytest

from bot.model.task import Status
from bot.model.update import Change
from tests.bot.world import World


async def test_labelled_lines_are_fields_of_the_update_above(world: World) -> None:
    shown = await world.say("张三", "24 推进中\n进展：已汇总\n问题：无\n下一步：报送")
    assert shown.startswith(
        "已记录 · 第24项 → 推进中\n进展：已汇总\n存在问题：无\n下一步打算：报送\n"
    )
    [update] = await world.updates()
    assert update.change == Change(
        status=Status.IN_PROGRESS, progress="已汇总", problems="无", next_steps="报送"
    )
    await world.say("张三", "24 60% 已印发\n进展：已汇总\n10 推进中\n问题：经费不足")
    _, first, second = sorted(await world.updates(), key=lambda one: one.id)
    assert first.change == Change(percent=60, progress="已印发\n已汇总")
    assert (second.task_ref, second.change.problems) == (10, "经费不足")
    assert "超过 2000 字" in await world.say("张三", f"24 {'长' * 1500}\n进展：{'长' * 1500}")
    await world.say("张三", "24")
    await world.say("张三", "滞后\n问题：人手不足", reply_to=world.last, pressed=False)
    assert (await world.updates())[-1].change == Change(status=Status.BEHIND, problems="人手不足")


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("24 推进中\n已汇总21家意见", "24 进展：已汇总21家意见"),
        ("24\n已汇总21家意见", "24 进展：已汇总21家意见"),
        ("24\n推进中 已汇总", "24 推进中 已汇总"),
        ("24\n进展：已汇总\n问题：无", "24 进展：已汇总 问题：无"),
        ("24 推进中\n 1) 已汇总\n 2) 待印发", "24 进展：1) 已汇总 2) 待印发"),
        ("24 推进中\n①已汇总\n②待印发\n问题：无", "24 进展：①已汇总 ②待印发"),
        ("24 in progress\ncomments compiled", "24 progress: comments compiled"),
    ],
)
async def test_other_lines_below_are_offered_for_that_item(
    world: World, text: str, offer: str
) -> None:
    shown = await world.say("张三", text)
    noted = offer.startswith(("24 进展：", "24 progress: ")) and "问题" not in offer
    label = "记为第 24 项进展" if noted else "记到第 24 项"
    assert f"[{label}: {offer}]\n" in shown
    buttons = [line for line in shown.splitlines() if line.startswith("[")]
    assert not any(
        line.startswith(("[记到第 1 ", "[1 ", "[2 ", "[10 ", "[55 ")) for line in buttons
    )
    before = len(await world.updates())
    assert "已记录 · 第24项" in await world.say("张三", offer)
    assert len(await world.updates()) == before + 1


async def test_a_line_alone_below_the_card_says_what_is_missing(world: World) -> None:
    shown = await world.say("张三", "24\n已汇总21家意见")
    assert shown.endswith(
        "\n---\n“已汇总21家意见”没有写编号，未保存。要记到第 24 项吗？\n"
        "[记为第 24 项进展: 24 进展：已汇总21家意见]\n[取消: 取消]"
    )


async def test_lines_of_their_own_stay_so(world: World) -> None:
    shown = await world.say("张三", "24 推进中\n55 推进中 已送审\n谢谢\n1-60% 什么情况？")
    assert "记为第" not in shown
    assert "第24项 → 推进中\n第55项 → 推进中" in shown
    shown = await world.say("张三", "24、55 推进中\n问题：经费不足")
    assert "记为第" not in shown


async def test_nothing_is_said_below_a_restricted_item(world: World) -> None:
    for text in ("65 推进中\n问题：泄密风险", "65 推进中\n已汇总若干家", "65\n已汇总若干家"):
        shown = await world.say("张三", text)
        assert "泄密" not in shown, text
        assert "若干" not in shown, text
        assert all(one.change.problems is None for one in await world.updates())


async def test_a_labelled_line_after_a_card_is_offered_as_that_field(world: World) -> None:
    for text in ("问题：经费不足", "下一步：报国务院", "进展：已汇总\n问题：无"):
        await world.say("张三", "24")
        shown = await world.say("张三", text)
        assert f"[记到第 24 项: 24 {text.replace(chr(10), ' ')}]" in shown
