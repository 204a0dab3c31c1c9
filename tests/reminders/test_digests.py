"""The weekly digest on its way: once a week and group, as of when it leaves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messages import Address, Platform
from tests.bot.world import make
from tests.reminders.digesting import (
    OTHER,
    Office,
    beijing,
    check,
    office_in,
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_in(tmp_path) as made:
        yield made


async def test_a_digest_goes_out_on_friday_at_four(office: Office) -> None:
    assert await office.goes(beijing(11, 15, minute=59)) == []
    async with office.world.store.view() as unit:
        head = (await unit.audit.head()).witness
    [card] = await office.goes(beijing(11, 16))
    assert card == (
        "【推进计划周报】2019年第41周（10月7日–10月11日）\n"
        "本周更新 0 项，新办结 0 项\n"
        "一、逾期（红灯）：单项时限已过 1 项\n"
        " 46 加强进出口环节知识产权保护（海关总署，9月30日到期）\n"
        "二、两周内到期：0 项\n"
        "三、受阻/需协调 0 项\n"
        "四、第三季度报送：已报 0/107，10月15日（周二）截止\n"
        "说明：按计划编号排列，不作排名；线下报送事项不列示。查看单项：@我 加编号\n"
        f"简报 1 · 校验 {await check(office)} · 审计 {head}\n"
        "[我的任务: 我的任务]\n"
        "[完整清单: 简报 1 清单]"
    )
    assert office.phone.cards[0][0] == Address(Platform.TELEGRAM, "1", "group")
    assert len(office.phone.pictures) == 1
    assert await office.goes(beijing(11, 17)) == []
    assert len(await office.goes(beijing(18, 16))) == 1


async def test_four_tickers_late_and_twice_make_one(office: Office) -> None:
    new = list[str]()
    for minute in (0, 0, 1, 30):
        moment = beijing(11, 16, minute=minute)
        for planned in await asyncio.gather(*(office.look(moment) for _ in range(4))):
            new += planned.new
    assert new == ["digest:1:2019-W41"]
    await office.man.drain()
    assert await office.states() == {"digest:1:2019-W41": "sent"}


async def test_a_friday_off_is_made_up_for_on_the_next_working_day(office: Office) -> None:
    """4 October 2019 lies in the golden week: the next working day is Tuesday, the 8th."""
    assert not (await office.look(beijing(4, 16))).new
    assert not (await office.look(beijing(8, 15, minute=59))).new
    assert (await office.look(beijing(8, 16))).new == ["digest:1:2019-W40"]
    await office.man.drain()
    [(_, card)] = office.phone.cards
    assert card.startswith("【推进计划周报】2019年第40周（9月30日–10月4日）\n本周更新 0 项")
    assert "补发" not in card
    assert (await office.look(beijing(11, 16))).new == ["digest:1:2019-W41"]


async def test_after_an_outage_of_weeks_one_current_digest_comes_and_says_that_it_is_late(
    office: Office,
) -> None:
    await office.goes(beijing(11, 16))
    office.at(beijing(11, 17))
    await office.world.say("张三", "24 推进中 已汇总意见")
    [card] = await office.goes(beijing(10, 9, month=12))
    assert card.startswith(
        "【推进计划周报】2019年第49周（12月2日–12月6日）\n"
        "补发：原定 12月6日 周五 16:00\n"
        "自10月11日以来更新 1 项，新办结 0 项\n"
    )
    assert sorted(await office.states()) == ["digest:1:2019-W41", "digest:1:2019-W49"]


async def test_one_that_could_not_leave_for_a_week_gives_way_to_the_next(office: Office) -> None:
    await office.look(beijing(11, 16))  # nobody delivers
    [card] = await office.goes(beijing(18, 16))
    assert card.startswith("【推进计划周报】2019年第42周")
    assert await office.states() == {
        "digest:1:2019-W41": "superseded",
        "digest:1:2019-W42": "sent",
    }


@pytest.mark.parametrize("line", ["停用本群", "简报 暂停"])
async def test_a_group_that_was_ended_or_paused_meanwhile_gets_none(
    office: Office, line: str
) -> None:
    await office.look(beijing(11, 16))
    await office.world.say("赵敏", line, **OTHER)
    await office.man.drain()
    assert await office.states() == {"digest:1:2019-W41": "superseded"}
    assert office.phone.cards == []
    assert not (await office.look(beijing(18, 16))).new


async def test_with_nothing_to_say_none_is_sent(tmp_path: Path) -> None:
    world = await make(tmp_path / "quiet.db")
    world.now = beijing(8, 9)
    await world.say("赵敏", "绑定本群 第一章", **OTHER)
    office = Office(world)
    assert await office.goes(beijing(11, 16)) == []
    assert await office.states() == {"digest:1:2019-W41": "superseded"}
    office.at(beijing(12, 9))
    await world.say("张三", "55 推进中 标准草案送审")  # of another chapter
    await world.say("张三", "10 推进中 已启动")
    [card] = await office.goes(beijing(18, 16))
    assert "范围：一、深化知识产权领域改革\n本周更新 1 项" in card
    await world.store.close()
