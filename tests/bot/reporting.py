"""Short names for what stories about reports do often."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import update

from bot.model.report import ReportState
from store.period_tables import report as report_table
from tests.bot.world import World


async def at(world: World, month: int, day: int, who: str, text: str) -> str:
    """What somebody said on a day of 2019, in the morning."""
    now, world.now = world.now, datetime(2019, month, day, 2, tzinfo=UTC)
    try:
        return await world.say(who, text)
    finally:
        world.now = now


async def state(world: World, ref: int, department: str = "科技部") -> ReportState | None:
    return (await world.share(ref, department)).report


async def set_report(world: World, values: Mapping[str, object], ref: int = 24) -> None:
    """What only the office does."""
    of = report_table.c.task_id == (await world.task(ref)).id
    async with world.store.database.writing() as sql:
        await sql.count(update(report_table).where(of).values(**values))


async def send(world: World, who: str, ref: int) -> str:
    """A report with one word of progress, approved and handed in: what is said to that."""
    await world.say(who, f"报送 {ref} 进展：已开展")
    return await world.say(who, f"报送 {ref} 已审签")
