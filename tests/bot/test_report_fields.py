"""The three fields of a report: by circles, by labels, dictated, and in answer to a question."""

import pytest

from tests.bot.world import World


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("①已完成调研 ②没有 ③年底前出台", ("已完成调研", "无", "年底前出台")),
        ("①已完成调研；③年底前出台", ("已完成调研", "（未填）", "年底前出台")),
        ("报送 24 ①已完成调研②经费不足", ("已完成调研", "经费不足", "（未填）")),
        ("①完成三项：①调研②起草", ("完成三项：①调研②起草", "（未填）", "（未填）")),
        ("问题：经费不足", ("（未填）", "经费不足", "（未填）")),
        ("下一步 年底前出台", ("（未填）", "（未填）", "年底前出台")),
        ("进展：24家已反馈 下一步：汇总", ("24家已反馈", "（未填）", "汇总")),
    ],
)
async def test_a_line_may_fill_all_fields_by_their_circles_and_labels(
    world: World, line: str, texts: tuple[str, str, str]
) -> None:
    await world.say("张三", "报送 24")
    shown = await world.say("张三", line)
    assert "\n①进展情况：{}\n②存在问题：{}\n③下一步打算：{}\n".format(*texts) in shown
    assert await world.updates() == []


async def test_a_label_with_an_item_behind_it_is_about_that_item(world: World) -> None:
    await world.say("张三", "报送 24")
    assert "已记录 · 第55项" in await world.say("张三", "进展：55 已印发")


async def test_a_label_below_another_item_belongs_to_that(world: World) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "55 推进中\n问题：经费不足")
    [update] = await world.updates()
    assert (update.task_ref, update.change.problems) == (55, "经费不足")
    assert "②存在问题：（未填）" in await world.say("张三", "报送 24")


async def test_what_is_asked_for_is_offered_as_that_field(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    assert "请写存在问题" in await world.say("张三", "报送 24 问题：")
    offered = await world.say("张三", "与司法部职责分工不清")
    assert offered == (
        "作为“报送 24 问题”的内容？尚未保存。\n"
        "“与司法部职责分工不清”\n"
        "[②存在问题: 报送 24 问题：与司法部职责分工不清]\n"
        "[取消: 取消]"
    )
    shown = await world.say("张三", "报送 24 问题：与司法部职责分工不清")
    assert "②存在问题：与司法部职责分工不清\n" in shown
    await world.say("张三", "报送 24 问题：")
    assert "[②存在问题: 报送 24 问题：没有]" in await world.say("张三", "没有")
    assert "②存在问题：无\n" in await world.say("张三", "报送 24 问题：没有")
    await world.say("Ann", "report 55 next:")
    assert "[③ Next steps: report 55 next: Issue it in May]" in (
        await world.say("Ann", "Issue it in May")
    )
    assert "③ Next steps: Issue it in May" in await world.say(
        "Ann", "report 55 next: Issue it in May"
    )


def pressed(card: str, label: str) -> str:
    """The line of a button."""
    return card.partition(f"[{label}: ")[2].partition("]\n")[0]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("24 进度30%，存在问题经费不足，下一步年底完成", (None, "经费不足", "年底完成")),
        (
            "24 推进中 已完成调研，问题是经费不足 下一步打算年底前出台",
            ("已完成调研", "经费不足", "年底前出台"),
        ),
        ("24 问题无 下一步年底完成", (None, "无", "年底完成")),
    ],
)
async def test_dictated_labels_are_asked_about(
    world: World, line: str, texts: tuple[str | None, str, str]
) -> None:
    shown = await world.say("张三", line)
    assert shown.startswith(f"“{line}”里的问题和下一步，要分栏记录吗？未保存。\n[分栏记录: ")
    assert await world.updates() == []
    await world.say("张三", pressed(shown, "分栏记录"))
    await world.say("张三", pressed(shown, "全部记为进展"))
    first, second = await world.updates()
    assert (first.change.progress, first.change.problems, first.change.next_steps) == texts
    assert (second.change.problems, second.change.next_steps) == (None, None)
    assert "下一步" in (second.change.progress or "")


@pytest.mark.parametrize(
    "line",
    [
        "24 推进中 已完成调研，下一步将起草初稿",
        "24 推进中 主要问题已解决，下一步将起草初稿",
        "24 推进中 问题：经费不足 下一步：年底完成",
        "24 备注：问题较多，下一步将起草初稿",
    ],
)
async def test_what_is_no_dictation_is_saved(world: World, line: str) -> None:
    assert "已记录 · 第24项" in await world.say("张三", line)
