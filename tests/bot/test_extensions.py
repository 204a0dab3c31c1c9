"""延期: a department asks for more time before the limit, the office answers."""

from datetime import date, timedelta

import pytest

from bot.messages import Channel
from bot.model.task import DeadlineKind
from tests.bot.cast import Due
from tests.bot.conftest import Dated
from tests.bot.world import World

OFFICE = "赵敏"
NOVEMBER: Due = (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前")
DATES: dict[int, Due] = {
    24: NOVEMBER,
    68: NOVEMBER,
    65: NOVEMBER,
    46: NOVEMBER,
    55: (date(2019, 10, 11), DeadlineKind.EXPLICIT, None),
    60: (date(2019, 10, 10), DeadlineKind.EXPLICIT, None),
}
ASKED = """\
已申请延期 · 第24项延至 12月20日
事由：征求意见范围扩大
办公室答复前，时限不变：11月30日
将告知：办公室
张三（科技部）
[查看第 24 项: 24]"""


@pytest.fixture
async def world(dated: Dated) -> World:
    return await dated(DATES)


async def requests(world: World) -> int:
    async with world.store.view() as unit:
        return len(await unit.deadlines.requests(1))


async def test_asked_listed_granted(world: World) -> None:
    assert await world.say("张三", "延期 24 12月20日 征求意见范围扩大") == ASKED
    assert (await world.task(24)).deadline.day == date(2019, 11, 30)
    assert await world.say(OFFICE, "延期") == (
        "延期申请 1 件\n"
        " 24 推进《人类遗传资源管理条例》立法进程… · 科技部 11月30日 → 12月20日"
        " · 征求意见范围扩大\n"
        "答复请发：同意延期 24 [日期] [理由]，或 不同意延期 24 理由\n"
        "[同意延期 24: 同意延期 24]\n"
        "[不同意延期 24: 不同意延期 24]"
    )
    assert await world.say(OFFICE, "同意延期 24") == (
        "已同意延期 · 第24项\n"
        "时限：原定 11月30日，批准延至 12月20日\n"
        "将告知：张三（科技部）\n"
        "[查看第 24 项: 24]"
    )
    shown = await world.say("张三", "24")
    assert "时限：原定 11月30日，批准延至 12月20日" in shown
    assert "\n亮灯：黄灯 临近时限：第三季度报送，还有 3 个工作日\n" in shown
    assert "\n亮灯：黄灯 临近时限，还有 3 个工作日\n" in await world.say("张三", "10")
    assert "没有待答复的延期申请" in await world.say(OFFICE, "同意延期 24")
    assert await requests(world) == 0


async def test_in_english_and_into_the_next_year(world: World) -> None:
    await world.say(OFFICE, "/lang en")
    shown = await world.say("Ann", "extend 24 2020-01-20 comments still coming in")
    assert shown.startswith(
        "Extension asked for · item 24 until 20 Jan 2020\nReason: comments still coming in\n"
    )
    assert "20 Jan 2020" in await world.say(OFFICE, "extend")
    shown = await world.say(OFFICE, "extend_ok 24 2020-01-10 no further")
    assert shown.startswith(
        "Extended · item 24\nDue: originally 30 Nov, extended to 10 Jan 2020\nAnswer: no further\n"
    )
    assert (await world.task(24)).deadline.day == date(2020, 1, 10)


async def test_refusing_needs_a_reason(world: World) -> None:
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    asked = await world.say(OFFICE, "不同意延期 24")
    assert asked.startswith("不同意第 24 项延期须写明理由，尚未答复。\n请发：不同意延期 24 理由")
    assert await requests(world) == 1
    shown = await world.say(OFFICE, "不同意延期 24 3家单位已按期完成")
    assert "办公室答复：3家单位已按期完成" in shown
    assert "时限：11月30日（文件：“11月底前”）" in shown
    assert await requests(world) == 0


async def test_words_may_go_with_a_grant(world: World) -> None:
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    assert "日期“2月30日”不存在" in await world.say(OFFICE, "同意延期 24 2月30日")
    assert "不晚于现时限，未保存" in await world.say(OFFICE, "同意延期 24 11月30日")
    assert "不晚于现时限，未保存" in await world.say(OFFICE, "同意延期 24 9月30日")
    assert "办公室答复：3家单位确有困难" in await world.say(OFFICE, "同意延期 24 3家单位确有困难")
    assert (await world.task(24)).deadline.day == date(2019, 12, 20)


async def test_a_second_request_takes_the_place_of_the_first(world: World) -> None:
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    again = await world.say("李四", "延期 24 12月25日 等批复")
    assert "贵单位此前的申请已由本次代替。" in again
    assert await requests(world) == 1


async def test_two_departments_of_one_item_are_told_apart(world: World) -> None:
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    await world.say("王芳", "延期 24 12月10日 会签")
    assert await world.say(OFFICE, "同意延期 24") == (
        "第 24 项有几个单位申请，答复哪一个？尚未答复。\n"
        "[科技部: 同意延期 24 科技部]\n"
        "[司法部: 同意延期 24 司法部]"
    )
    assert "[同意延期 24 司法部: 同意延期 24 司法部]" in await world.say(OFFICE, "延期")
    assert "批准延至 12月10日" in await world.say(OFFICE, "同意延期 24 司法部")
    assert "请发：不同意延期 24 理由" in await world.say(OFFICE, "不同意延期 24")
    assert "办公室答复：按原定" in await world.say(OFFICE, "不同意延期 24 科技部 按原定")


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        ("张三", "延期", "延到哪一天、什么事由？未保存。"),
        ("张三", "延期 24", "延到哪一天、什么事由？未保存。\n时限：11月30日"),
        ("张三", "延期 24 等批复", "延到哪一天、什么事由？未保存。"),
        ("张三", "延期 24 12月20日", "申请延期须写明事由，未保存。"),
        ("张三", "延期 24 2月30日 等批复", "日期“2月30日”不存在，未保存。"),
        ("张三", "延期 24 11月30日 等批复", "11月30日不晚于现时限，未保存。"),
        ("张三", "延期 24 10月20日 等批复", "10月20日不晚于现时限，未保存。"),
        ("张三", "延期 10 12月20日 等批复", "第 10 项没有单项时限，无需延期，未保存。"),
        ("张三", "延期 60 12月20日 等批复", "第 60 项由商务部牵头，延期请由牵头单位申请"),
        ("钱进", "延期 68 12月20日 等批复", "第 68 项由科技部牵头，延期请由牵头单位申请"),
        ("张三", "延期 46 12月20日 等批复", "第 46 项的责任单位是海关总署"),
        ("领导", "延期 24 12月20日 等批复", "只能查看"),
        ("张三", "延期 65 12月20日 CANARY", "第 65 项设为“线下报送”"),
        ("张三", "延期 12 12月20日 CANARY", "第 12 项"),
        ("张三", "延期 24 12月20日 CANARY 机密", "内容疑含标密字样“机密”"),
        ("张三", "延期 24 12月20日 " + "长" * 2001, "内容超过 2000 字"),
        ("张三", "延期 208 12月20日 等批复", "没有第 208 项"),
        (OFFICE, "延期 24 12月20日 等批复", "办公室可直接定时限，未保存。"),
    ],
)
async def test_what_cannot_be_asked_for(world: World, who: str, line: str, words: str) -> None:
    assert words in await world.say(who, line)
    assert await requests(world) == 0
    assert "CANARY" not in world.dump()


async def test_on_the_day_itself_and_not_after(world: World) -> None:
    assert (await world.say("张三", "延期 55 10月18日 等批复")).startswith("已申请延期 · 第55项")
    world.now += timedelta(days=1)
    assert await world.say("张三", "延期 55 10月20日 等批复") == (
        "第 55 项时限 10月11日已过，延期须在时限前申请，未保存。\n"
        "可说明情况：备注 55 说明\n"
        "需要其他单位配合的，可报：55 受阻\n"
        "[受阻/需协调: 55 受阻]\n"
        "[查看第 55 项: 55]"
    )
    assert "批准延至 10月18日" in await world.say(OFFICE, "同意延期 55")


async def test_a_finished_item_needs_no_more_time(world: World) -> None:
    await world.say("张三", "68 已完成")
    assert "第 68 项已完成，无需延期" in await world.say("张三", "延期 68 12月20日 等批复")


async def test_only_the_office_decides_and_a_group_gets_a_button(world: World) -> None:
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    for line in ("同意延期 24", "不同意延期 24 不行"):
        assert "”只能由办公室操作，未执行。" in await world.say("张三", line)
    said = await world.say("张三", "延期 24 12月25日 等批复", channel=Channel.GROUP)
    assert "[办理: " in said
    assert await requests(world) == 1


async def test_a_date_with_a_hyphen_is_no_list_of_items(world: World) -> None:
    """12 is restricted, and once the whole request was refused for its sake."""
    said = await world.say("张三", "延期 24 12-20 征求意见范围扩大")
    assert said == ASKED
    said = await world.say(OFFICE, "同意延期 24 12-20 情况属实")
    assert "12月20日" in said
    assert "已定时限" in await world.say(OFFICE, "定时限 68 12-20")
    assert "线下报送" in await world.say("张三", "延期 65 12-20 征求意见范围扩大")
