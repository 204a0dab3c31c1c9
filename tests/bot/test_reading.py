"""What people read: whole cards, in Chinese and English."""

from datetime import UTC, date, datetime

import pytest

from bot.messages import Channel
from bot.model.task import DeadlineKind
from tests.bot.cast import Due
from tests.bot.conftest import Dated
from tests.bot.world import World

MY_TASKS = """\
我的任务 · 科技部（10月11日 周五）
第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）

待报 5（其中报牵头单位 1）
 10 加强国家科技计划全流程的知识产权管理… · 牵头
 24 推进《人类遗传资源管理条例》立法进程… · 牵头（分别负责）
 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 牵头
 60 做好中国国际进口博览会知识产权相关工作… · 参与，报商务部
 68 继续实施国家科技成果转化引导基金… · 牵头
需线下报送 1
 65 线下报送事项 · 牵头

回复编号查看，如：10
[填报第 10 项: 报送 10]
[只看牵头: 我的任务 牵头]
[只看参与: 我的任务 参与]"""

MY_TASKS_ENGLISH = """\
My tasks · MOST (Fri 11 Oct)
Q3 2019 reports: due Tue 15 Oct, 3 working days left (Sat 12 Oct is a working day)

To report 5 (1 of them via the lead)
 10 加强国家科技计划全流程的知识产权管理… · lead
 24 推进《人类遗传资源管理条例》立法进程… · lead (each its own part)
 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · lead
 60 做好中国国际进口博览会知识产权相关工作… · participant, via MOFCOM
 68 继续实施国家科技成果转化引导基金… · lead
To report offline 1
 65 Offline item · lead

Reply with a number to open it, for example: 10
[Fill in item 10: report 10]
[Lead only: mytasks lead]
[Participant only: mytasks participant]"""

TASK = """\
第24项
推进《人类遗传资源管理条例》立法进程，组织编制配套实施细则。
责任：科技部（牵头）、司法部，按职责分别负责
状态：未启动（取进度最慢的单位）
亮灯：黄灯 临近时限，还有 3 个工作日
时限：无单项时限；下次报送：第三季度，10月15日
科技部：推进中（10月11日 张三）、未报
司法部：未启动、未报
最近进展：10月11日 征求意见稿已印发各地

直接回复文字即可记为进展
[推进中: 24 推进中]
[滞后: 24 滞后]
[受阻/需协调: 24 受阻]
[已完成: 24 已完成]
[季度填报: 报送 24]
[填写进展: 更新 24]
[申请协调: 需协调 24]
[历史记录: 记录 24]"""

TASK_ENGLISH = """\
Item 24
推进《人类遗传资源管理条例》立法进程，组织编制配套实施细则。
Responsible: MOST (lead), MOJ, each responsible for its own part
Status: Not started (the least advanced department)
Light: yellow, due soon, 3 working days left
Due: no date of its own; next report: Q3 2019, 15 Oct
MOST: In progress (11 Oct 张三), not reported yet
MOJ: Not started, not reported yet
Latest progress: 11 Oct 征求意见稿已印发各地

Reply with text to record progress
[In progress: 24 in progress]
[Behind: 24 behind]
[Blocked: 24 blocked]
[Done: 24 done]
[Quarterly report: report 24]
[Write an update: update 24]
[Ask for coordination: coord 24]
[History: history 24]"""

HELP = """\
使用说明
我的任务：本单位的事项
24：查看第 24 项
24 推进中 已发通知：更新进展
报送 24：打开预填的报送单
撤销：收回上一条消息写入的内容
搜索 地理标志：按关键词找任务
更多请发“帮助”加一词，如：帮助 更新
填报：更新、记录内容、报送、状态、更正、撤销
申请：协调、延期
查看：查找、简报、群聊
其他：提醒、账号、日期、确认、保密
[我的任务: 我的任务]
[临期: 临期]
[我是谁: 我是谁]
[English: /lang en]"""


async def test_my_tasks(world: World) -> None:
    assert await world.say("张三", "我的任务") == MY_TASKS
    assert len(world.statements) == 4
    assert await world.say("Ann", "mytasks") == MY_TASKS_ENGLISH


async def test_a_task_for_a_phone(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发各地")
    assert await world.say("张三", "24") == TASK
    assert len(world.statements) == 5
    assert await world.say("Ann", "24") == TASK_ENGLISH


async def test_help_is_six_lines_for_the_role(world: World) -> None:
    assert await world.say("张三", "帮助") == HELP
    assert (await world.say("Ann", "help")).splitlines()[0] == "How to use it"
    assert "代牵头单位记录" in await world.say("赵敏", "帮助")
    assert "推进中" not in await world.say("领导", "帮助")
    assert (await world.say("张三", "帮助 状态")).startswith("使用说明：状态\n未启动、推进中")


async def test_other_departments_see_no_text_of_updates(world: World) -> None:
    await world.say("张三", "10 推进中 内容不外传")
    shown = await world.say("王芳", "10")
    assert "状态：推进中" in shown
    assert "内容不外传" not in shown
    assert "[推进中" not in shown
    assert "内容不外传" in await world.say("领导", "10")
    refused = await world.say("王芳", "记录 10")
    assert refused.startswith("第 10 项的责任单位是科技部，您代表司法部，不能查看其记录。")


async def test_a_long_list_has_pages_of_ten(world: World) -> None:
    first = await world.say("陈静", "我的任务")
    assert "待报 98" in first
    assert "第 1/10 页" in first
    assert "[下一页: 我的任务 2]" in first
    assert sum(line.startswith(" ") for line in first.splitlines()) == 10
    last = await world.say("陈静", "我的任务 10")
    assert "第 10/10 页" in last
    assert "[上一页: 我的任务 9]" in last
    assert "[下一页" not in last
    assert sum(line.startswith(" ") for line in last.splitlines()) == 8
    assert "第 10/10 页" in await world.say("陈静", "我的任务 99")
    lead = await world.say("陈静", "我的任务 牵头 2")
    assert "[下一页: 我的任务 牵头 3]" in lead
    assert "[全部: 我的任务]" in lead


async def test_a_plan_without_dates_says_what_to_do_instead(world: World) -> None:
    assert await world.say("张三", "临期") == (
        "至 10月24日 周四：没有单项时限到期。\n"
        "第三季度报送 10月15日（周二）截止，您还有 5 项待报。\n"
        "本计划 106 项均无单项时限。\n"
        "请按进展更新，如：24 推进中。\n"
        "含调休上班：10月12日 周六\n"
        "[我的任务: 我的任务]\n"
        "[报送: 报送]"
    )
    assert "\n第三季度报送 10月15日（周二）截止。\n" in await world.say("领导", "临期")
    assert "due Tue 15 Oct: 5 items still to report.\n" in await world.say("Ann", "due")
    assert (await world.say("Ann", "overdue")).startswith(
        "Nothing is overdue.\nNone of the 106 items of this plan has a date of its own."
    )


async def test_dates_are_listed_by_whose_they_are(dated: Dated) -> None:
    explicit = DeadlineKind.EXPLICIT
    world = await dated(
        {
            10: (date(2019, 10, 15), explicit, None),
            46: (date(2019, 10, 20), explicit, None),
            55: (date(2019, 10, 1), explicit, None),
        }
    )
    assert await world.say("张三", "临期") == (
        "10 个工作日内到期（至 10月24日 周四）：2 项\n"
        "本单位 1\n"
        " 10 加强国家科技计划全流程的知识产权管理… · 10月15日 · 科技部 · 黄灯 临近时限\n"
        "其他单位 1\n"
        " 46 加强进出口环节知识产权保护 · 10月20日 · 海关总署 · 黄灯 临近时限：第三季度报送\n"
        "\n"
        "第三季度报送 10月15日（周二）截止，您还有 5 项待报。\n"
        "含调休上班：10月12日 周六\n"
        "[逾期: 逾期]"
    )
    assert "5 天内到期（至 10月16日 周三）：1 项" in await world.say("张三", "临期 5")
    assert "逾期 1 项（10月11日 周五）\n 55 " in await world.say("张三", "逾期")
    assert "亮灯：红灯 逾期" in await world.say("张三", "55")
    assert "亮灯：黄灯 临近时限，还有 3 个工作日" in await world.say("张三", "10")
    assert "牵头 · 红灯 逾期" in await world.say("张三", "我的任务")


async def test_a_count_into_a_year_without_holidays_says_so(dated: Dated) -> None:
    world = await dated({46: (date(2027, 1, 5), DeadlineKind.EXPLICIT, None)})
    world.now = datetime(2026, 12, 30, 2, tzinfo=UTC)
    said = "2027年放假安排未录入，该年工作日暂按周一至周五计。"
    for line in ("46", "临期", "临期 7"):
        assert said in (await world.say("张三", line)).splitlines()
    assert said in (await world.say("张三", "46", channel=Channel.GROUP)).splitlines()
    assert "Monday to Friday" in await world.say("Ann", "due")
    world.now = datetime(2026, 12, 10, 2, tzinfo=UTC)
    assert said not in await world.say("张三", "临期")
    assert said in await world.say("张三", "46")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (
            (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前"),
            "时限：11月30日（文件：“11月底前”）",
        ),
        ((date(2019, 4, 30), DeadlineKind.MILESTONE, "出台政策"), "节点：4月30日 出台政策"),
        (
            (date(2019, 11, 30), DeadlineKind.MILESTONE, "2019年11月底前"),
            "节点：11月30日（文件：“2019年11月底前”）",
        ),
        ((date(2019, 11, 30), DeadlineKind.OFFICE_SET, None), "时限：11月30日（办公室定）"),
        ((date(2019, 12, 20), DeadlineKind.EXTENDED, None), "时限：批准延至 12月20日"),
        (
            (date(2019, 12, 31), DeadlineKind.PLAN_END_DEFAULT, None),
            "计划期将于 12月31日 结束（默认：计划期末）",
        ),
        ((None, DeadlineKind.ONGOING, None), "时限：持续推进，无单项时限"),
        ((None, DeadlineKind.NONE, None), "时限：无单项时限；下次报送：第三季度，10月15日"),
    ],
)
async def test_a_date_is_worded_by_its_kind(dated: Dated, due: Due, words: str) -> None:
    world = await dated({46: due})
    assert words in (await world.say("张三", "46")).splitlines()


async def test_history_is_newest_first_and_paged(world: World) -> None:
    for percent in range(1, 13):
        await world.say("张三", f"55 {percent}% 第{percent}次")
    await world.say("张三", "撤销")
    shown = await world.say("张三", "记录 55")
    assert shown.splitlines()[:4] == [
        "第55项 · 历史记录",
        "分类制定以科技创新质量和贡献为导向的国家科学技术…",
        "10月11日 10:00 张三（科技部）",
        "撤销 → 未启动 11%",
    ]
    assert "12%（已撤销）" in shown
    assert "[下一页: 记录 55 第2页]" in shown
    older = await world.say("张三", "记录 55 第2页")
    assert "第1次" in older
    assert "[上一页: 记录 55 第1页]" in older


async def test_without_a_plan_nothing_is_pretended(planless: World) -> None:
    for text in ("24", "我的任务", "24 推进中", "逾期"):
        assert "尚未导入工作计划" in await planless.say("张三", text)
    assert "使用说明" in await planless.say("张三", "帮助")


async def test_a_trail_says_how_many_pages_it_has(world: World) -> None:
    for percent in range(1, 12):
        await world.say("张三", f"24 {percent}%")
    shown = await world.say("张三", "记录 24")
    assert "\n第 1/2 页\n[下一页: 记录 24 第2页]" in shown
    assert "\n第 2/2 页\n[上一页: 记录 24 第1页]" in await world.say("张三", "记录 24 第9页")
