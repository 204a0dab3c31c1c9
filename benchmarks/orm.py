"""The yardstick that writes objects: one row class instance a row, as a tutorial would."""

from datetime import UTC, datetime

from sqlalchemy import create_engine, make_url
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from benchmarks.outbox import BOT
from bot.messages import Platform
from store.queues import DeliveryRow, OccurrenceRow, Stage


async def orm_rows(url: str, batch: str, count: int) -> int:
    """``count`` occurrences and their deliveries, each looked for and added by itself."""
    if url.startswith("sqlite"):
        engine = create_engine(url)
        with Session(engine) as session:
            for n in range(count):
                _add(session, f"nudge:{batch}:{n}", n)
                session.flush()
            session.commit()
        engine.dispose()
        return count
    there = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))
    async with AsyncSession(there) as talking:
        for n in range(count):
            _add(talking, f"nudge:{batch}:{n}", n)
            await talking.flush()
        await talking.commit()
    await there.dispose()
    return count


def _add(session: Session | AsyncSession, key: str, n: int) -> None:
    now = datetime.now(UTC)
    occurrence = OccurrenceRow(
        key=key,
        person_id=None,
        title="三天后到期",
        why="每周一提醒",
        data="{}",
        due=now,
        planned_at=now,
    )
    delivery = DeliveryRow(
        key=key,
        platform=Platform.TELEGRAM,
        tenant=BOT,
        chat=str(100_000 + n),
        thread="",
        part=0,
        content="",
        shows="{}",
        cause=None,
        bulk=True,
        since=now,
        state=Stage.PENDING,
        due=now,
        owner=None,
        fence=0,
        tries=0,
        doubts=0,
        reason="",
        message=None,
        lane_id=None,
        turn=None,
        notice=None,
    )
    session.add_all([occurrence, delivery])
