"""Messages are counted in windows of a minute, each person's and each chat's."""

from datetime import timedelta

from bot.flood import WINDOW
from bot.messages import Account, Platform
from store import SqlStore
from tests.store.world import NOW

ALICE = Account(Platform.TELEGRAM, "1", "alice")


async def test_a_window_begins_with_a_message_and_is_over_after_a_minute(store: SqlStore) -> None:
    async def count(seconds: float, who: str = "user:1", account: Account = ALICE) -> int:
        at = NOW + timedelta(seconds=seconds)
        async with store.unit() as unit:
            counted, since = await unit.floods.count(account, who, at=at, window=WINDOW)
        assert since <= at + timedelta(seconds=5)
        assert at - since < WINDOW
        return counted

    assert [await count(0), await count(30), await count(59.9)] == [1, 2, 3]
    assert [await count(0, "chat:1"), await count(0, "user:2")] == [1, 1]
    assert await count(0, account=Account(Platform.SLACK, "1", "alice")) == 1
    assert await count(0, account=Account(Platform.TELEGRAM, "2", "alice")) == 1
    assert [await count(60), await count(119), await count(120)] == [1, 2, 1]
    assert await count(116) == 2  # the clock of another process is a little behind
    assert [await count(0), await count(1)] == [1, 2]  # the clock has gone back


async def test_what_is_rolled_back_was_not_counted(store: SqlStore) -> None:
    for _ in range(3):
        try:
            async with store.unit() as unit:
                await unit.floods.count(ALICE, "user:1", at=NOW, window=WINDOW)
                raise LookupError
        except LookupError:
            continue
    async with store.unit() as unit:
        assert await unit.floods.count(ALICE, "user:1", at=NOW, window=WINDOW) == (1, NOW)
