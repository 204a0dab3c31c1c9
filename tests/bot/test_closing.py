"""销号 and 恢复: the office closes items, departments hear of it once, either is undone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.messages import Address, Card, Channel, Part, Platform
from bot.model.task import Status
from bot.ports import Route
from reminders.closing import ClosingDrawing
from reminders.composing import Composer
from reminders.delivery import Postman
from tests.bot.previews import confirm
from tests.bot.world import World
from tests.world import BOT, FakeClock, FakePlatform

OFFICE = "赵敏"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Phone(FakePlatform):
    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> tuple[Part, ...]:
        return (Part(plain_text(card, actions=True), card),)


async def brought(world: World) -> list[tuple[str, str]]:
    """What the departments are sent now."""
    phone = Phone()
    drawings = {
        "closed": ClosingDrawing(SHANGHAI, closing=True),
        "reopened": ClosingDrawing(SHANGHAI, closing=False),
    }
    man = Postman(
        world.store,
        FakeClock(world.now),
        {Route(platform=Platform.TELEGRAM, tenant=BOT): phone},
        Bell(),
        composer=Composer(drawings),
    )
    await man.drain()
    return phone.got


async def test_what_is_reported_as_done_is_closed_at_once_and_the_department_hears_it(
    world: World,
) -> None:
    await world.say("张三", "55 已完成")
    assert "办结审核 1" in await world.say(OFFICE, "总览")
    assert await world.say(OFFICE, "销号") == (
        "待审核办结 1 项（已报完成，待办公室复核）\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 科技部\n"
        "查看请回复编号，如：55；逐项销号，如：销号 55\n"
        "[销号第 55 项: 销号 55]\n"
        "[查看第 55 项: 55]"
    )
    assert await world.say(OFFICE, "销号 55") == (
        "已办结 · 第55项\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 已完成（待核） → 已办结\n"
        "不再提醒、不再催办，也不再接收更新。\n"
        "将在工作时间告知：科技部\n"
        "[撤销: 撤销]"
    )
    assert await brought(world) == [
        (
            "张三",
            "办公室已办结 1 项\n"
            " 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 已办结\n"
            "不再提醒和催办，无需再报。如需补充，请向办公室反映。\n"
            "[查看第 55 项: 55]",
        )
    ]
    assert await brought(world) == []
    assert "办结审核" not in await world.say(OFFICE, "总览")
    assert "亮灯：绿灯" in await world.say("张三", "55")
    assert await world.say("张三", "55 推进中 又有进展") == (
        "第 55 项已由办公室办结，未保存。确需补充，请向办公室反映，由办公室恢复后再报。\n"
        "[查看第 55 项: 55]"
    )
    assert await world.say(OFFICE, "55 推进中") == (
        "第 55 项已办结，未保存。需要重新办理请先发：恢复 55\n[恢复: 恢复 55]\n[查看第 55 项: 55]"
    )
    assert await world.say(OFFICE, "销号 55") == ("未改动。\n第 55 项已经办结。\n[总览: 总览]")


async def test_what_is_not_done_is_shown_first_with_every_part_that_decides(world: World) -> None:
    await world.say("张三", "24 推进中")
    shown = await world.say(OFFICE, "销号 24")
    assert shown.startswith("第 24 项仍为“未启动”，确认销号？尚未保存。")
    assert (await world.task(24)).status is Status.NOT_STARTED
    await world.say(OFFICE, confirm(shown))
    task = await world.task(24)
    assert [share.status for share in task.shares] == [Status.CLOSED, Status.CLOSED]
    assert {to for to, _ in await brought(world)} == {"张三", "王芳"}
    assert await world.say(OFFICE, "恢复 24") == (
        "已恢复 · 第24项\n"
        " 24 推进《人类遗传资源管理条例》立法进程… · 未启动\n"
        "将在工作时间告知：科技部、司法部\n"
        "[撤销: 撤销]"
    )
    task = await world.task(24)
    assert [share.status for share in task.shares] == [Status.IN_PROGRESS, Status.NOT_STARTED]
    assert {text.split("\n")[0] for _, text in await brought(world)} == {"办公室已恢复 1 项"}


async def test_both_can_be_undone_within_a_day_and_then_nobody_is_told(world: World) -> None:
    world.now += timedelta(hours=12)  # ten in the evening: the departments are told tomorrow
    await world.say("张三", "55 已完成")
    await world.say(OFFICE, "销号 55")
    assert "55 恢复为“已完成（待核）”" in await world.say(OFFICE, "撤销")
    world.now += timedelta(hours=12)
    assert await brought(world) == []
    await world.say(OFFICE, "销号 55")
    await world.say(OFFICE, "恢复 55")
    assert "55 恢复为“已办结”" in await world.say(OFFICE, "撤销")
    assert (await world.task(55)).status is Status.CLOSED
    assert "赵敏（办公室）\n→ 已办结" in await world.say("张三", "记录 55")
    world.now += timedelta(hours=25)
    assert "24 小时" in await world.say(OFFICE, "撤销")


async def test_more_than_five_are_shown_first_and_cost_what_one_costs(world: World) -> None:
    shown = await world.say(OFFICE, "销号 1-6")
    assert "销号 6 项？尚未保存。" in shown
    assert "尚未报完成：1、2、3、4、5、6" in shown
    await world.say(OFFICE, confirm(shown))
    few = len(world.statements)
    assert (await world.task(6)).status is Status.CLOSED
    shown = await world.say(OFFICE, "销号 31-70")
    await world.say(OFFICE, confirm(shown))
    assert len(world.statements) == few
    assert "恢复 6 项？尚未保存。" in await world.say(OFFICE, "恢复 1-6")


async def test_what_changed_after_the_preview_is_shown_again(world: World) -> None:
    shown = await world.say(OFFICE, "销号 55")
    card = world.last
    await world.say("张三", "55 受阻 经费未落实")
    again = await world.say(OFFICE, confirm(shown), reply_to=card)
    assert again.startswith("第 55 项仍为“受阻/需协调”，确认销号？尚未保存。")
    assert (await world.task(55)).status is Status.BLOCKED


async def test_only_the_office_closes_and_a_group_never_does(world: World) -> None:
    for who in ("张三", "李四", "王芳", "领导"):
        for line in ("销号 55", "恢复 55", "销号", "恢复"):
            said = await world.say(who, line)
            assert said == f"“{line.split()[0]}”只能由办公室操作，未执行。\n[帮助: 帮助]"
    said = await world.say(OFFICE, "销号 55", channel=Channel.GROUP)
    assert "[办理: 销号 55]" in said
    assert (await world.task(55)).status is Status.NOT_STARTED


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("销号 全部", "不能一次改全部任务"),
        ("销号 208", "没有第 208 项"),
        ("销号 0x2b", "不是编号"),
        ("销号 55 已验收", "这条命令只带编号，后面的文字未保存，未改动。\n[销号 55: 销号 55]"),
        ("恢复 55", "第 55 项没有办结，无需恢复。"),
        ("恢复", "还没有已办结的任务。"),
        ("销号", "没有待审核办结的任务。"),
        ("close 55", "仍为“未启动”，确认销号？"),
        ("/reopen 55", "第 55 项没有办结"),
        ("销号55", "仍为“未启动”，确认销号？"),
        ("销号第55项", "仍为“未启动”，确认销号？"),
    ],
)
async def test_lines(world: World, line: str, said: str) -> None:
    assert said in await world.say(OFFICE, line)
    assert (await world.task(55)).status is Status.NOT_STARTED


async def test_a_card_that_was_replied_to_names_the_item(world: World) -> None:
    await world.say("张三", "55 已完成")
    await world.say(OFFICE, "55")
    assert (await world.say(OFFICE, "销号", reply_to=world.last, pressed=False)).startswith(
        "已办结 · 第55项"
    )


async def test_english(world: World) -> None:
    await world.say("Ann", "55 done")
    await world.say(OFFICE, "/lang en")
    assert await world.say(OFFICE, "close 55") == (
        "Closed · item 55\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · Done (to be checked) → Closed\n"
        "No more reminders, nudges or updates from now on.\n"
        "Will be told in office hours: MOST\n"
        "[Undo: undo]"
    )
    assert "ask the office to open it again" in await world.say("Ann", "55 in progress")


async def test_what_is_closed_offers_no_update(world: World) -> None:
    await world.say("张三", "10 已完成")
    await world.say(OFFICE, "销号 10")
    shown = await world.say("张三", "10")
    assert "状态：已办结" in shown
    assert "直接回复" not in shown
    assert [line for line in shown.splitlines() if line.startswith("[")] == ["[历史记录: 记录 10]"]
    await world.say(OFFICE, "恢复 10")
    assert "[已完成: 10 已完成]" in await world.say("张三", "10")


async def test_undoing_counts_items_not_their_parts(world: World) -> None:
    await world.say(OFFICE, confirm(await world.say(OFFICE, "销号 24 10")))
    undone = await world.say(OFFICE, "撤销")
    assert undone.startswith("已撤销 2 项\n")
    assert undone.count(" 24 恢复为“未启动”") == 1


async def test_so_is_it_when_the_confirmation_is_typed(world: World) -> None:
    code = confirm(await world.say(OFFICE, "销号 55"))
    world.now += timedelta(minutes=1)
    await world.say("张三", "55 受阻 评审专家未到位")
    again = await world.say(OFFICE, code)
    assert again.startswith("第 55 项仍为“受阻/需协调”，确认销号？尚未保存。")
    assert (await world.task(55)).status is Status.BLOCKED
    assert "已办结" in await world.say(OFFICE, confirm(again))
