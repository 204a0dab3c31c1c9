"""Counters of messages, one row for each person and chat, in windows that begin with a message."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case

from bot.messages import Account
from bot.ports import Floods
from store.sql import Sql, upsert
from store.tables import flood

_BEHIND = timedelta(seconds=5)  # that the clocks of two processes may be apart
_after = bindparam("b_after", type_=flood.c.since.type)
_before = bindparam("b_before", type_=flood.c.since.type)
_OPEN = and_(flood.c.since > _after, flood.c.since < _before)
_COUNT = upsert(
    flood,
    "platform",
    "tenant",
    "who",
    change=[],
    made=lambda new: {
        "since": case((_OPEN, flood.c.since), else_=new.since),
        "count": case((_OPEN, flood.c.count), else_=0) + 1,
    },
).returning(flood.c.count, flood.c.since)


class SqlFloods(Floods):
    """A window that begins in the future is over: the clock has gone back."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def count(
        self, account: Account, who: str, *, at: datetime, window: timedelta
    ) -> tuple[int, datetime]:
        row = {
            "platform": account.platform,
            "tenant": account.tenant,
            "who": who,
            "since": at,
            "count": 1,
            "b_after": at - window,
            "b_before": at + _BEHIND,
        }
        [(count, since)] = await self._sql.rows(_COUNT, row)
        return count, since
