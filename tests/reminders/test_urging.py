"""The office urges by hand: a preview, one bundle a person, and the answers together."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Account, Channel, Platform
from bot.model.task import Status
from bot.ports import TICK
from tests.bot.world import make
from tests.reminders.story import Story, at, key_of


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    world = await make(tmp_path / "liaison.db")
    made = Story(world)
    made.go(at(14, 11))
    async with world.store.unit() as unit:
        await unit.ticks.note(TICK, at(14, 10, 59))  # after that day's own step
    yield made
    await world.store.close()


def code_of(preview: str) -> str:
    [line] = [line for line in preview.splitlines() if line.startswith("[确认发送: ")]
    return line.removeprefix("[确认发送: ").removesuffix("]")


async def test_the_preview_says_who_how_and_when(story: Story) -> None:
    async with story.world.store.unit() as unit:
        await unit.people.unbind(Account(Platform.TELEGRAM, "1", "钱进"))
        people = {person.name: person for person in await unit.people.people()}
        account = Account(Platform.WECOM, "1", "王芳")
        await unit.people.unbind(Account(Platform.TELEGRAM, "1", "王芳"))
        assert await unit.people.bind(people["王芳"].id, account, at=story.clock.now())
    await story.reported("知识产权局", *range(1, 107))
    said = await story.world.say("赵敏", "催办 未报")
    code = code_of(said)
    assert said == (
        "催办预览（尚未发送）\n"
        "对象：5 个单位，9 张报送单，3 名联络员\n"
        " · 其中 1 个单位仅欠线下报送事项\n"
        " · Telegram 2 人，企业微信 1 人\n"
        " · 未登记联络员 3 个单位：中央军委装备发展部、海关总署、商务部（将列入电话清单）\n"
        "合并为 3 条，本日 11:30 前送达；每人今日提醒额度 0/1\n"
        "文案：黄色督办提示，各项后写明“办公室催办”（可改）\n"
        f"[确认发送: {code}]\n"
        "[改文案: 催办 未报 改文案]\n"
        "[只催第 10 项: 催办 10]\n"
        "[电话清单: 覆盖]\n"
        "[取消: 取消]"
    )
    assert await story.send() == []
    assert "催办 未报 请于今天下班前报送" in await story.world.say("赵敏", "催办 改文案")


async def test_what_is_closed_is_counted_as_missing_and_not_urged(story: Story) -> None:
    """总览 counts its report, and 催办 says why it has one less."""
    await story.reported("知识产权局", *range(1, 107))
    assert "未报 9" in await story.world.say("赵敏", "总览")
    await story.world.put(46, "海关总署", Status.CLOSED)
    assert "未报 9" in await story.world.say("赵敏", "总览")
    said = await story.world.say("赵敏", "催办 未报")
    assert "\n对象：4 个单位，8 张报送单，" in said
    assert "\n · 已办结事项的报送单 1 张不催\n" in said


async def test_urged_at_once_answered_and_told_together(story: Story) -> None:
    code = code_of(await story.world.say("赵敏", "催办 24 请尽快报送"))
    said = await story.world.say("赵敏", code)
    assert said.startswith("已催办 3 条\n对象：2 个单位，2 张报送单，3 名联络员\n")
    assert "此预览已过期" in await story.world.say("赵敏", code)
    told = dict(await story.send())
    assert told.keys() == {"张三", "Ann", "王芳"}
    card = await story.card(await key_of(story, "王芳", 14))
    assert "（黄灯 临近时限，办公室催办）\n" in card
    assert "办公室 10月14日催办：请尽快报送\n" in card
    card = await story.card(await key_of(story, "张三", 14))
    assert "立法进程…（办公室催办）\n办公室 10月14日催办：请尽快报送\n 55 " in card
    story.go(at(14, 11, 20))
    await story.world.say("王芳", "24 推进中 已会签")
    await story.look()
    [(to, title)] = await story.send()
    assert (to, title) == ("赵敏", "催办答复 1 条")
    story.go(at(14, 11, 25))
    await story.world.say("张三", "24 推进中 已汇总")
    await story.look()
    assert await story.send() == []  # ten minutes have not passed
    story.go(at(14, 11, 31))
    await story.look()
    assert await story.send() == [("赵敏", "催办答复 1 条")]
    story.go(at(14, 12, 31))
    await story.look()
    assert await story.send() == []


async def test_a_report_answers_too(story: Story) -> None:
    await story.world.say("张三", "报送 24 进展：已形成送审稿")
    await story.world.say("赵敏", code_of(await story.world.say("赵敏", "催办 24")))
    await story.send()
    story.go(at(14, 11, 20))
    assert "已报送" in await story.world.say("张三", "报送 24 已审签")
    [answer] = await story.look()
    assert await story.send() == [("赵敏", "催办答复 1 条")]
    card = await story.card(answer.key)
    assert "张三（科技部） 10月14日 11:20 “已形成送审稿”" in card


async def test_so_does_a_day_on_which_it_was_reported_offline(story: Story) -> None:
    await story.world.say("赵敏", code_of(await story.world.say("赵敏", "催办 65")))
    await story.send()
    story.go(at(14, 11, 20))
    assert "已登记线下报送" in await story.world.say("张三", "已线下报送 65")
    await story.look()
    assert await story.send() == [("赵敏", "催办答复 1 条")]


async def test_who_has_had_todays_bundle_hears_of_it_tomorrow(story: Story) -> None:
    async with story.world.store.unit() as unit:
        await unit.ticks.note(TICK, at(11, 8, 58))
    story.go(at(11, 8, 59))
    await story.look()
    await story.until(at(11, 11))
    said = await story.world.say("赵敏", "催办 司法部")
    assert "1 条并入 10月12日 周六 的提醒" in said
    done = await story.world.say("赵敏", code_of(said))
    assert done.startswith("已安排催办 1 人\n")
    assert "1 条并入 10月12日 周六 的提醒：今日提醒已发" in done
    assert await story.until(at(11, 18), step=60) == []
    told = await story.until(at(12, 9, 30))
    assert [chat for chat, _ in told] == ["王芳"]


async def test_an_urge_in_the_evening_waits_for_the_morning(story: Story) -> None:
    story.go(at(16, 20))
    await story.look()
    done = await story.world.say("赵敏", code_of(await story.world.say("赵敏", "催办 司法部")))
    assert "1 条并入 10月17日 周四 的提醒：现在不在办公时间" in done
    assert await story.send() == []
    told = dict(await story.until(at(17, 9, 30)))
    assert "王芳" in told


async def test_an_urge_on_the_last_day_joins_the_last_call(story: Story) -> None:
    story.go(at(15, 10))
    await story.look()
    said = await story.world.say("赵敏", "催办 司法部")
    assert "本日 14:30 前送达" in said
    await story.world.say("赵敏", code_of(said))
    assert await story.send() == []
    assert len(await story.until(at(15, 14, 30), step=10)) == 5
    assert await story.state(await key_of(story, "王芳", 15)) == "sent"


async def test_an_urge_wakes_what_was_put_off(story: Story) -> None:
    story.go(at(11, 8))
    await story.world.say("王芳", "稍后 24 3d")
    said = await story.world.say("赵敏", "催办 24")
    assert "第 24 项：王芳 已推迟提醒至 10月14日 周一" in said
    story.go(at(11, 8, 1))
    await story.world.say("赵敏", code_of(said))
    async with story.world.store.unit() as unit:
        await unit.ticks.note(TICK, at(11, 8, 58))
    story.go(at(11, 8, 59))
    await story.look()
    assert "王芳" in dict(await story.until(at(11, 10, 30)))


async def test_nothing_missing_nobody_unknown(story: Story) -> None:
    await story.reported("司法部", 24)
    assert "没有未报事项，未催办" in await story.world.say("赵敏", "催办 司法部")
    assert "没有“水星局”这个单位，未催办" in await story.world.say("赵敏", "催办 水星局")
    assert "催办谁？尚未发送" in await story.world.say("赵敏", "催办")


async def test_an_item_behind_a_department_is_no_wording(story: Story) -> None:
    said = await story.world.say("赵敏", "催办 科技部 24 请尽快")
    assert "对象：1 个单位，1 张报送单，" in said
    assert "文案：请尽快（可改）" in said
    assert "文案：24日前报送" in await story.world.say("赵敏", "催办 科技部 24日前报送")


async def test_only_the_office_urges_and_never_from_a_group(story: Story) -> None:
    for who in ("张三", "领导"):
        assert "“催办”只能由办公室操作，未执行。" in await story.world.say(who, "催办 24")
    answer = await story.world.answer("赵敏", "催办 24", channel=Channel.GROUP)
    assert answer.replies[0].private
    assert "催办预览" not in answer.replies[0].card.title


async def test_own_reminders_come_at_any_hour_and_bundles_once_more_when_asked(
    story: Story,
) -> None:
    await story.world.say("王芳", "提醒 24 今天 22:30")
    await story.world.say("王芳", "今天稍后")
    told = await story.until(at(14, 23), step=10)
    assert told == [
        ("王芳", "司法部 王芳 您好，还有 1 项第三季度进展未报（10月15日周二截止，剩 1 个工作日）"),
        ("王芳", "提醒 · 第24项"),
    ]
    assert "今日提醒：0/1" in await story.world.say("王芳", "我")


async def test_a_reminder_missed_in_an_outage_says_so(story: Story) -> None:
    await story.world.say("王芳", "提醒 24 今天 12:00")
    story.go(story.clock.now() + timedelta(hours=8))
    await story.look()
    assert await story.send() == [("王芳", "提醒 · 第24项（补发）")]


async def test_an_answer_that_was_taken_back_is_not_told(story: Story) -> None:
    await story.world.say("赵敏", code_of(await story.world.say("赵敏", "催办 24")))
    await story.send()
    story.go(at(14, 11, 20))
    await story.world.say("王芳", "24 推进中 已会签")
    assert "办公室的催办又待答复：24" in await story.world.say("王芳", "撤销")
    story.go(at(14, 11, 50))
    assert await story.look() == []
    await story.world.say("王芳", "24 推进中 已会签，送审")
    await story.look()  # planned, not sent yet
    await story.world.say("王芳", "撤销")
    assert await story.send() == []
    story.go(at(14, 12, 20))
    await story.world.say("王芳", "24 推进中 已送审")
    [answer] = await story.look()
    assert await story.send() == [("赵敏", "催办答复 1 条")]
    assert "“已送审”" in await story.card(answer.key)
