"""Bundles in a small world: who gets one, when, what it says, and when it ends or waits."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.messages import Account, Address, Card, Part, Platform
from bot.model.report import ReportState
from bot.model.task import DeadlineKind
from store.period_tables import report
from tests.bot.world import Due, make
from tests.reminders.story import Story, at, key_of


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    world = await make(tmp_path / "liaison.db")
    yield Story(world)
    await world.store.close()


@pytest.fixture
async def dated(tmp_path: Path) -> AsyncIterator[Story]:
    """Item 24 is due on 30 October, a Wednesday."""
    due: Due = (date(2019, 10, 30), DeadlineKind.EXPLICIT, "10月底前")
    world = await make(tmp_path / "liaison.db", dues={24: due})
    yield Story(world)
    await world.store.close()


async def test_three_working_days_before_the_limit(story: Story) -> None:
    await story.reported("科技部", 10, 12, 65, 68)
    story.go(at(11, 9))
    found = await story.look()
    names = {one.person: one for one in found}
    assert len(names) == len(found) == 5  # 张三, Ann, 王芳, 钱进, 陈静; no deputy, nobody else
    for one in found:
        assert at(11, 9, 1) <= one.due < at(11, 9, 20)
        assert one.key == f"bundle:{one.person}:2019-10-11"
        assert one.data["reasons"] == [f"nudge:2019-Q3:T-3:{one.person}:2019-10-11"]
        assert one.data["reasons"][0] in one.why
    told = await story.until(at(11, 9, 30), step=1)
    assert len(told) == 5
    assert await story.card(await key_of(story, "张三", 11)) == (
        "科技部 张三 您好，还有 3 项第三季度进展未报（10月15日周二截止，剩 3 个工作日）\n"
        " 24 推进《人类遗传资源管理条例》立法进程…（黄灯 临近时限）\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术…（黄灯 临近时限）\n"
        " 60 做好中国国际进口博览会知识产权相关工作…，请报商务部汇总（黄灯 临近时限）\n"
        "可直接回复，例如：\n"
        " 24 推进中 征求意见稿已汇总21家意见\n"
        " 55 60 无新进展\n"
        "后续安排：10月16日仍未报，将提示贵单位备用联系人；10月18日提示联席会议办公室。\n"
        "[逐项填报: 报送]\n"
        "[今天稍后: 今天稍后]\n"
        "[知道了: 知道了]\n"
        "[转交同事: 转交]"
    )
    assert (await story.card(await key_of(story, "Ann", 11))).startswith(
        "Ann (MOST): 3 items to report for Q3 2019, due Tue 15 Oct, 3 working days left\n"
    )


async def test_a_long_bundle_shows_what_is_most_urgent_and_where_the_rest_is(story: Story) -> None:
    story.go(at(11, 9))
    await story.look()
    await story.until(at(11, 9, 30), step=1)
    shown = await story.card(await key_of(story, "陈静", 11))
    lines = shown.split("\n")
    assert "还有 98 项第三季度进展未报" in lines[0]
    assert lines[1] == "以下各项均为黄灯 临近时限"
    assert "黄灯" not in "".join(lines[2:])
    assert [line.split()[0] for line in lines[2:14]] == [
        *["1", "2", "3", "4", "5", "6", "7", "8", "9", "11", "13", "14"]
    ]
    assert lines[14] == "……另有 86 项，发“我的任务”查看全部"
    assert lines[15] == "可直接回复，例如："
    assert len(shown.encode()) < 2048  # one message of WeCom


async def test_the_last_call_is_at_two_sharp(story: Story) -> None:
    story.go(at(15, 8, 59))
    await story.look()
    assert await story.until(at(15, 13, 59)) == []
    story.go(at(15, 14))
    found = await story.look()
    assert {one.due for one in found} == {at(15, 14)}
    told = await story.send()
    assert len(told) == 5
    assert ("张三", "科技部 张三 您好，第三季度报送今天（10月15日周二）截止，还有 6 项未报") in told


async def test_the_day_after_the_deputy_and_then_the_office(story: Story) -> None:
    story.go(at(16, 8, 59))
    await story.look()
    told = dict(await story.until(at(16, 9, 30)))
    assert told["李四"] == (
        "科技部 李四 您好，贵单位有 6 项第三季度进展逾期未报（10月15日周二截止，已过 1 个工作日），"
        "请协助联络员办理"
    )
    assert "赵敏" not in told
    assert "领导" not in told
    await story.reported("知识产权局", *range(1, 107))
    story.go(at(18, 8, 59))
    await story.look()
    told = dict(await story.until(at(18, 9, 30)))
    assert told["赵敏"] == "第三季度报送逾期：5 个单位 9 张报送单未报（10月15日周二截止）"
    assert "5 个单位，9 张报送单" in await story.world.say("赵敏", "催办 未报")
    assert "领导" not in told
    card = await story.card(await key_of(story, "赵敏", 18))
    lines = card.split("\n")
    numbers = [int(line.split()[0]) for line in lines if line.split()[0].isdigit()]
    assert numbers == sorted(numbers)
    assert "[催办未报: 催办 未报]" in lines
    assert " 24 推进《人类遗传资源管理条例》立法进程… · 科技部（牵头）、司法部" in lines
    assert not any("60" in line.split()[:1] and "科技部" in line for line in lines)


async def test_nothing_between_the_steps_nor_at_night_nor_on_days_off(story: Story) -> None:
    story.go(at(11, 9, 30))
    await story.look()
    await story.send()
    assert await story.until(at(14, 8, 59), step=30) == []  # with the worked Saturday, 12 October


async def test_what_was_reported_meanwhile_ends_the_bundle(story: Story) -> None:
    story.go(at(11, 9))
    await story.look()
    await story.reported("司法部", 24)
    told = dict(await story.until(at(11, 9, 30)))
    assert "王芳" not in told
    assert await story.state(await key_of(story, "王芳", 11)) == "superseded"


async def test_after_an_outage_one_bundle_marked_late(story: Story) -> None:
    story.go(at(9, 9))
    await story.look()
    story.go(at(12, 11))  # four days later, a worked Saturday: T-3 was missed
    found = await story.look()
    assert {one.key.rpartition(":")[2] for one in found} == {"2019-10-12"}
    told = dict(await story.send())
    assert told["钱进"].endswith("（补发）")


async def test_an_outage_that_ends_at_night_waits_for_the_morning(story: Story) -> None:
    story.go(at(9, 9))
    await story.look()
    story.go(at(13, 22))  # a Sunday
    found = await story.look()
    assert {one.key.rpartition(":")[2] for one in found} == {"2019-10-14"}
    assert await story.send() == []
    told = await story.until(at(14, 9, 30))
    assert len(told) == len({chat for chat, _ in told}) == 5
    assert not any("补发" in text for _, text in told)  # it is the bundle of that day's own step


async def test_a_bundle_that_could_not_leave_goes_with_the_next_days(story: Story) -> None:
    story.go(at(14, 9))
    await story.look()
    story.go(at(15, 9, 30))  # nobody delivered on the 14th
    await story.look()
    assert await story.send() == []  # it waits for the last call of the day
    story.go(at(15, 14))
    await story.look()
    assert len(await story.send()) == 5
    assert await story.state(await key_of(story, "张三", 14)) == "superseded"
    assert await story.state(await key_of(story, "张三", 15)) == "sent"


async def test_quiet_hours_are_waited_for(story: Story) -> None:
    story.go(at(10, 10))
    assert "已保存：免打扰 9:00–11:30" in await story.world.say("张三", "免打扰 9:00-11:30")
    story.go(at(11, 8, 59))
    await story.look()
    told = dict(await story.until(at(11, 11, 29)))
    assert "张三" not in told
    assert len(told) == 4
    assert dict(await story.until(at(11, 11, 31), step=1)).keys() == {"张三"}


async def test_a_waiting_bundle_does_not_stop_a_reply_to_the_same_chat(story: Story) -> None:
    await story.world.say("张三", "免打扰 9:00-11:30")
    story.go(at(14, 9))
    await story.look()
    story.go(at(14, 9, 30))
    await story.send()
    assert await story.state(await key_of(story, "张三", 14)) == "pending"
    to = Address(Platform.TELEGRAM, "1", "张三")
    async with story.world.store.unit() as unit:
        part = Part("an answer", Card("an answer"))
        await unit.outbox.put("reply:x:0", to, [part], at=story.clock.now(), cause="x", urgent=True)
    assert await story.send() == [("张三", "an answer")]
    assert await story.state(await key_of(story, "张三", 14)) == "pending"
    story.go(at(14, 11, 30))
    assert [chat for chat, _ in await story.send()] == ["张三"]


async def test_who_was_revoked_or_has_another_account_gets_nothing(story: Story) -> None:
    story.go(at(11, 9))
    await story.look()
    async with story.world.store.unit() as unit:
        people = {person.name: person for person in await unit.people.people()}
        await unit.people.revoke(people["王芳"].id, at=story.clock.now())
        await unit.people.unbind(Account(Platform.TELEGRAM, "1", "钱进"))
    told = dict(await story.until(at(11, 9, 30)))
    assert told.keys() == {"张三", "Ann", "陈静"}


async def test_who_has_no_account_is_listed_without_an_address(story: Story) -> None:
    async with story.world.store.unit() as unit:
        await unit.people.unbind(Account(Platform.TELEGRAM, "1", "钱进"))
    story.go(at(11, 9))
    [lost] = [one for one in await story.look() if one.to is None]
    assert lost.key == await key_of(story, "钱进", 11)


async def test_a_tasks_own_date_has_the_same_ladder(dated: Story) -> None:
    async with dated.world.store.database.writing() as sql:
        await sql.count(update(report).values(state=ReportState.SUBMITTED))
    dated.go(at(25, 8, 59))  # T-3 of 30 October
    await dated.look()
    told = dict(await dated.until(at(25, 9, 30)))
    assert told.keys() == {"张三", "Ann", "王芳"}
    card = await dated.card(await key_of(dated, "王芳", 25))
    assert card.startswith(
        "司法部 王芳 您好，有 1 项临近或已过时限\n"
        " 24 推进《人类遗传资源管理条例》立法进程…（10月30日到期，黄灯 临近时限）\n"
        "可直接回复，例如：\n"
        " 24 推进中 征求意见稿已汇总21家意见\n"
        "后续安排：10月29日再次提醒；11月4日仍未完成，将提示联席会议办公室"
    ), card
    await dated.world.say("王芳", "24 已完成")
    dated.go(at(29, 8, 59))
    await dated.look()
    told = dict(await dated.until(at(29, 9, 30)))
    assert told.keys() == {"张三", "Ann"}


async def test_an_update_silences_the_running_step(story: Story) -> None:
    story.go(at(11, 8, 30))
    await story.world.say("王芳", "24 推进中 已会签")
    story.go(at(11, 8, 59))
    await story.look()
    assert "王芳" not in dict(await story.until(at(11, 9, 30)))
    story.go(at(14, 8, 59))
    await story.look()
    assert "王芳" in dict(await story.until(at(14, 9, 30)))


async def test_a_snooze_never_goes_past_the_limit(story: Story) -> None:
    story.go(at(11, 8, 30))
    said = await story.world.say("王芳", "稍后 24 3d")
    assert said.startswith("第24项 · 提醒推迟至 10月14日 周一 9:00（工作日）\n")
    story.go(at(11, 8, 59))
    await story.look()
    assert "王芳" not in dict(await story.until(at(11, 9, 30)))
    said = await story.world.say("王芳", "稍后 24 到 10月31日")
    assert "10月15日 周二 14:00（工作日）" in said
    assert "最多推迟到这时" in said
    story.go(at(15, 13, 59))
    await story.look()
    assert "王芳" in dict(await story.until(at(15, 14, 30)))
    assert "已到时限，不能再推迟" in await story.world.say("王芳", "稍后 24 3d")


async def test_a_group_never_hears_of_it(story: Story) -> None:
    story.go(at(11, 9))
    await story.look()
    assert all(one.to is None or one.to.chat != "group" for one in await story.look())
