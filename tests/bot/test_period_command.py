"""报送期: opened and sealed by the office, each shown first."""

from datetime import timedelta

import pytest

from bot.messages import Channel
from bot.model.period import Cadence
from bot.model.report import ReportState
from tests.bot.previews import confirm
from tests.bot.reported import reported, state_of
from tests.bot.world import World

OFFICE = "赵敏"
LIST = """\
报送期（每季度）
第三季度：10月15日（周二）截止 · 进行中
应报 107，已报 0，未报 107

下一期：第四季度，12月31日 周二 自动开启
请发：报送期 开 Q3 [10月15日]，报送期 封存 Q3，报送期 每月
[未报清单: 未报 2019-Q3]
[封存第三季度: 报送期 封存 2019-Q3]"""
AUDIT = """\
将开启专项检查报送，请确认（尚未开启）
期间：9月1日至9月30日
截止：10月21日 周一
10月19日 周六 为休息日，已顺延至下一个工作日。
应报 107：单独负责 102，牵头 3，分别负责 2
提醒：提前 5 个工作日（10月14日）、3 个（10月16日）、1 个（10月18日），当天（10月21日），\
逾期 1 个工作日（10月22日）、3 个（10月24日）、5 个（10月28日）、10 个（11月4日）
日期已过、不再提醒：1 次
未登记联络员 3 个单位：中央军委装备发展部、海关总署、商务部

30 分钟内确认有效。
[确认开启: %s]
[取消: 取消]"""


async def codes(world: World) -> list[str]:
    async with world.store.view() as unit:
        return [one.span.code for one in await unit.periods.all(1) if one.is_open]


async def test_the_list_and_one(world: World) -> None:
    assert await world.say(OFFICE, "报送期") == LIST
    assert len(world.statements) == 4
    shown = await world.say(OFFICE, "报送期 第三季度")
    assert shown.startswith("第三季度：10月15日（周二）截止 · 进行中\n期间：7月1日至9月30日\n")
    assert "提前 10 个工作日（9月26日）、5 个（10月9日）、3 个（10月11日）" in shown
    assert "第二季度尚未开启，未改动。" in await world.say(OFFICE, "报送期 Q2")


async def test_a_period_of_the_offices_own(world: World) -> None:
    shown = await world.say(OFFICE, "报送期 开 专项检查 9月1日至9月30日 10月19日")
    assert shown == AUDIT % confirm(shown)
    assert await codes(world) == ["2019-Q3"]
    assert await world.say(OFFICE, confirm(shown)) == (
        "已开启专项检查报送\n"
        "截止：10月21日 周一\n"
        "应报 107，已报 0，未报 107\n"
        "联络员可见预填的报送单，并按预览所列日期收到提醒。\n"
        "[未报清单: 未报]\n"
        "[报送期: 报送期]"
    )
    assert await codes(world) == ["专项检查", "2019-Q3"]
    again = await world.say(OFFICE, "报送期 开 专项检查 9月1日至9月30日 10月19日")
    assert again.startswith("专项检查已开启，10月21日（周一）截止，未改动。")
    assert "封存专项检查" in await world.say(OFFICE, "报送期")


async def test_in_english_with_a_day_of_the_next_year(world: World) -> None:
    await world.say(OFFICE, "/lang en")
    shown = await world.say(OFFICE, "period open Q4 due 15 Jan")
    assert shown.startswith(
        "Open Q4 2019 for reports? Nothing is opened yet.\n"
        "Period: 1 Oct to 31 Dec\n"
        "Reports due: Wed 15 Jan 2020\n"
        "Reports owed 107: sole department 102, as lead 3, each its own part 2\n"
    )
    done = await world.say(OFFICE, confirm(shown))
    assert done.startswith("Opened: Q4 2019\nReports due: Wed 15 Jan 2020\n")
    assert await codes(world) == ["2019-Q4", "2019-Q3"]


async def test_a_preview_ends_and_is_for_one_person(world: World) -> None:
    shown = await world.say(OFFICE, "报送期 开 Q4")
    assert "此预览已过期" in await world.say("张三", confirm(shown))
    world.now += timedelta(minutes=31)
    assert "此预览已过期" in await world.say(OFFICE, confirm(shown))
    assert await codes(world) == ["2019-Q3"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("报送期 开 Q3", "第三季度已开启，10月15日（周二）截止，未改动。"),
        ("报送期 开 Q2", "第二季度不能以 7月15日 周一 为截止日，未开启。"),
        ("报送期 开 Q2 10月10日", "第二季度不能以 10月10日 周四 为截止日，未开启。"),
        ("报送期 开 2018-Q4", "第四季度不在计划期内，未开启。"),
        ("报送期 开 2020-Q1", "第一季度不在计划期内，未开启。"),
        ("报送期 开 Q4 2月30日", "日期“2月30日”不存在，未保存。"),
        ("报送期 开 专项检查 9月30日至9月1日", "未保存"),
        ("报送期 开 专项检查", "没看明白，未改动。"),
        ("报送期 封存 Q2", "第二季度尚未开启，未改动。"),
        ("报送期 封存 专项检查", "专项检查尚未开启，未改动。"),
        ("报送期 每季度", "现已是每季度报送，未改动。"),
        ("报送期 催报", "[催办 未报: 催办 未报]"),
    ],
)
async def test_what_cannot_be_opened_or_sealed(world: World, line: str, words: str) -> None:
    assert words in await world.say(OFFICE, line)
    assert await codes(world) == ["2019-Q3"]


async def test_sealing_names_who_is_missing_and_shuts_everything(world: World) -> None:
    await reported(world, 24, "科技部", ReportState.SUBMITTED)
    await reported(world, 10, "科技部", ReportState.ACCEPTED)
    await reported(world, 55, "科技部", ReportState.DRAFT)
    shown = await world.say(OFFICE, "报送期 封存 Q3")
    assert shown == (
        "将封存第三季度，请确认（尚未封存）\n"
        "注意：报送期 10月15日才截止，未报 105 张。\n"
        "应报 107，已报 2，未报 105（其中草稿 1）\n"
        "未报单位 5：知识产权局(98) 科技部(2) 司法部(1) 海关总署(1) 商务部(1)；线下报送事项 2"
        "（另有 1 个单位仅欠此类）\n"
        "尚未审核：1 张\n"
        "封存后本期内容不能再改。\n"
        "\n"
        "30 分钟内确认有效。\n"
        f"[确认封存: {confirm(shown)}]\n"
        "[取消: 取消]\n"
        "[未报清单: 未报 2019-Q3]"
    )
    assert await state_of(world, 24, "科技部") is ReportState.SUBMITTED
    done = await world.say(OFFICE, confirm(shown))
    assert done.startswith("已封存第三季度\n应报 107，已报 2，未报 105（其中草稿 1）\n")
    assert await state_of(world, 24, "科技部") is ReportState.SEALED
    assert await state_of(world, 55, "科技部") is ReportState.SEALED
    for line in ("通过 24 科技部 Q3", "退回 24 科技部 缺数据", "报送期 封存 Q3", "报送期 开 Q3"):
        assert "第三季度已于 10月11日 汇总封存，未改动。" in await world.say(OFFICE, line)
    listed = await world.say(OFFICE, "报送期")
    assert (
        "第三季度：10月15日（周二）截止 · 已于 10月11日 封存\n应报 107，已报 2，未报 105\n"
        in listed
    )
    assert " 55 分类制定" in await world.say(OFFICE, "未报 Q3 科技部")


async def test_the_rhythm_of_the_plan(world: World) -> None:
    shown = await world.say(OFFICE, "报送期 每月")
    assert (
        "将改为每月报送，请确认（尚未改动）\n现为：每季度\n下一期：10月，11月1日 周五 自动开启"
        in (shown)
    )
    done = await world.say(OFFICE, confirm(shown))
    assert "[撤回: 报送期 每季度]" in done
    async with world.store.view() as unit:
        record = await unit.plans.current()
    assert record is not None
    assert record.facts.cadence is Cadence.MONTHLY
    world.now += timedelta(days=21)  # 1 November
    await world.say(OFFICE, "谢谢")
    assert await codes(world) == ["2019-10", "2019-Q3"]
    never = await world.say(OFFICE, "报送期 不定期")
    assert "此后不再自动开启报送期。" in never


async def test_only_the_office_and_nothing_from_a_group(world: World) -> None:
    for who in ("张三", "领导"):
        for line in ("报送期", "报送期 开 Q4", "报送期 封存 Q3", "报送期 每月"):
            assert "”只能由办公室操作，未执行。" in await world.say(who, line)
    shown = await world.say(OFFICE, "报送期 封存 Q3", channel=Channel.GROUP)
    assert "[办理: 报送期 封存 Q3]" in shown
    assert await codes(world) == ["2019-Q3"]


async def test_help_lists_what_the_office_can_do(world: World) -> None:
    shown = await world.say(OFFICE, "帮助")
    assert "总览：进展统计和待您处理事项" in shown
    for topic in ("报送期", "审核", "时限", "延期"):
        assert topic in shown
        assert (await world.say(OFFICE, f"帮助 {topic}")).startswith("使用说明：")
    assert "退回 24 [单位] 理由：退回报送单" in await world.say(OFFICE, "帮助 审核")
    assert "报送期" not in await world.say("张三", "帮助")
