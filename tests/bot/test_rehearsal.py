"""The clock that can be moved: who sleeps wakes, it never goes back, and nothing comes late."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clocks import MovableClock
from bot.messages import Account, Platform
from bot.rehearsal import TENANT, rehearsal
from bot.settings import Settings
from tests.bot.world import World, account_of
from tests.world import START


async def test_who_sleeps_wakes_when_the_clock_is_put_past_him() -> None:
    clock = MovableClock(START)
    short, long = (asyncio.create_task(clock.sleep(seconds)) for seconds in (3600, 86_400))
    await asyncio.sleep(0)
    clock.put(START + timedelta(hours=2))
    await asyncio.wait_for(short, 5)
    assert not long.done()
    assert START + timedelta(hours=2) <= clock.now() < START + timedelta(hours=2, minutes=1)
    clock.put(START)
    assert clock.now() >= START + timedelta(hours=2)
    clock.put(START + timedelta(days=2))
    await asyncio.wait_for(long, 5)


async def test_what_was_asked_for_comes_at_its_hour_when_days_are_passed(world: World) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    played = rehearsal(world.store, world.now, settings)
    played.adapter.hub.open = True
    evening = datetime(2019, 10, 11, 12, 0, tzinfo=UTC)  # 20:00 in Beijing
    async with world.store.unit() as unit:
        person = next(one for one in await unit.people.people() if one.name == "王芳")
        await unit.people.unbind(account_of("王芳"))
        account = Account(Platform.WEB, TENANT, str(person.id))
        await unit.people.bind(person.id, account, at=world.now)
        await unit.reminders.ask(person.id, (await world.task(24)).id, when=evening, at=world.now)
    await played.to_day("2019-10-12")
    [told] = [
        one for one in played.adapter.hub.said(str(person.id)) if "提醒 · 第24项" in str(one.calls)
    ]
    assert evening <= told.at < evening + timedelta(minutes=1)
    assert "补发" not in str(told.calls)
