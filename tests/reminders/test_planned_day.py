"""A day's bundles are planned from its first look on, and say by when they are due."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.messages import Account, Platform
from tests.bot.world import account_of, make
from tests.reminders.story import Story, at, key_of

LADDER_DAYS = [26, 9, 11, 14, 15, 16, 18, 22, 29]


async def _names(story: Story) -> Mapping[int, str]:
    async with story.world.store.view() as unit:
        return {person.id: person.name for person in await unit.people.people()}


@pytest.mark.parametrize("keep", [True, False])
async def test_who_ticks_once_a_day_sees_each_bundle_on_its_day(
    story: Story, *, keep: bool
) -> None:
    names, told = await _names(story), dict[date, dict[str, str]]()
    day = date(2019, 9, 20)
    while day <= date(2019, 11, 8):
        story.go(at(day.day, 9, 30, month=day.month))
        midnight = at(day.day, 0, month=day.month)
        planned = await story.parts.planner.look(
            now=story.clock.now(), midnight=midnight, keep=keep
        )
        for one in planned.found:
            kind, person, of = one.key.split(":")
            if kind == "bundle":
                assert of == day.isoformat()
                told.setdefault(day, {})[names[int(person)]] = (
                    f"{one.due + timedelta(hours=8):%H:%M}"
                )
        day += timedelta(1)
    assert [day.day for day in told] == LADDER_DAYS
    for day, people in told.items():
        assert people.keys() >= {"张三", "Ann", "王芳", "钱进", "陈静"}
        assert ("李四" in people) == (day >= date(2019, 10, 16)), day
        assert ("赵敏" in people) == (day == date(2019, 10, 18)), day
        for due in people.values():
            assert due == "14:00" if day.day == 15 else "09:00" < due < "09:21"


async def test_from_midnight_on_and_sent_as_ever(story: Story) -> None:
    story.go(at(14, 23, 59))
    await story.look()
    story.go(at(15, 0))
    assert {one.due for one in await story.look()} == {at(15, 14)}
    assert await story.until(at(15, 13, 59), step=7) == []
    assert len(await story.until(at(15, 14, 5))) == 5
    story.go(at(16, 0, 1))
    found = await story.look()
    assert len(found) == 6
    assert not any(one.data["late"] for one in found)
    told = await story.until(at(16, 23), step=10)
    assert len(told) == 6
    assert not any("补发" in text for _, text in told)


async def test_it_is_late_only_when_its_day_or_its_office_hours_are_over(story: Story) -> None:
    story.go(at(10, 9))
    await story.look()
    story.go(at(11, 17, 30))
    assert not any(one.data["late"] for one in await story.look())
    assert not any("补发" in text for _, text in await story.send())
    story.go(at(11, 17, 31))
    story.midnight = at(14, 0)
    story.go(at(14, 18, 1))
    assert {one.key[-10:] for one in await story.look()} == {"2019-10-15"}
    assert await story.until(at(15, 13, 59), step=20) == []
    assert not any("补发" in text for _, text in await story.until(at(15, 14, 10)))
    story.go(at(16, 18, 0))
    found = await story.look()
    assert {one.key[-10:] for one in found} == {"2019-10-17"}
    assert all(one.data["late"] for one in found)
    told = await story.until(at(17, 9, 30))
    assert len(told) == 6
    assert all(text.endswith(("（补发）", "(late)")) for _, text in told)


async def test_an_urge_joins_the_last_call_that_is_planned(story: Story) -> None:
    story.go(at(15, 0, 1))
    await story.look()
    story.go(at(15, 10))
    preview = await story.world.say("赵敏", "催办 司法部 请尽快报送")
    assert "本日 14:30 前送达" in preview
    [line] = [line for line in preview.splitlines() if line.startswith("[确认发送: ")]
    await story.world.say("赵敏", line.removeprefix("[确认发送: ").removesuffix("]"))
    assert await story.until(at(15, 13, 59), step=10) == []
    told = await story.until(at(15, 17), step=10)
    assert [chat for chat, _ in told].count("王芳") == 1
    assert "办公室 10月15日催办：请尽快报送" in await story.card(await key_of(story, "王芳", 15))
    assert await story.until(at(16, 8, 59), step=30) == []


async def test_who_comes_or_binds_before_the_morning_is_told_too(story: Story) -> None:
    async with story.world.store.unit() as unit:
        await unit.people.unbind(account_of("钱进"))
        [body] = await unit.people.department("司法部")
    story.go(at(14, 0, 1))
    await story.look()
    story.go(at(14, 8, 30))
    async with story.world.store.unit() as unit:
        people = {person.name: person for person in await unit.people.people()}
        await unit.people.bind(people["钱进"].id, account_of("钱进"), at=story.clock.now())
        new = await unit.people.add("周新", body.id, people["王芳"].role, at=story.clock.now())
        await unit.people.bind(new.id, account_of("周新"), at=story.clock.now())
    told = dict(await story.until(at(14, 9, 30)))
    assert {"钱进", "周新", "王芳"} <= told.keys()


async def test_who_changes_the_platform_in_between_is_told_there(story: Story) -> None:
    story.go(at(15, 0, 1))
    await story.look()
    story.go(at(15, 11))
    async with story.world.store.unit() as unit:
        people = {person.name: person for person in await unit.people.people()}
        await unit.people.unbind(account_of("王芳"))
        account = Account(Platform.TELEGRAM, "1", "王芳的新手机")
        await unit.people.bind(people["王芳"].id, account, at=story.clock.now())
    told = [chat for chat, _ in await story.until(at(15, 18), step=10)]
    assert told.count("王芳的新手机") == 1
    assert "王芳" not in told
    assert await story.state(await key_of(story, "王芳", 15)) == "sent"


async def test_a_clock_that_went_back_over_midnight_repeats_nothing(story: Story) -> None:
    story.go(at(11, 0, 1))
    await story.look()
    assert len(await story.until(at(12, 0, 10), step=30)) == 5
    story.midnight = at(11, 0)
    story.go(at(11, 23, 50))
    assert await story.look() == []
    assert await story.until(at(12, 18), step=30) == []


async def test_with_hours_that_end_at_noon_the_last_call_is_in_the_morning(tmp_path: Path) -> None:
    world = await make(tmp_path / "liaison.db")
    story = Story(world, hours="08:30-12:00")
    story.go(at(15, 0, 1))
    assert all(at(15, 8, 31) <= one.due < at(15, 8, 51) for one in await story.look())
    told = await story.until(at(15, 12))
    assert len(told) == 5
    assert ("张三", "科技部 张三 您好，第三季度报送今天（10月15日周二）截止，还有 6 项未报") in told
    assert await story.until(at(16, 8, 29), step=30) == []
    await world.store.close()
