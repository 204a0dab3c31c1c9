"""Links of the browser's pages on both databases."""

import asyncio
from datetime import timedelta

from bot.model.person import PersonRole
from bot.ports import Page
from store import SqlStore
from tests.store.world import NOW, after

SOON = NOW + timedelta(minutes=10)


async def somebody(store: SqlStore) -> int:
    async with store.unit() as unit:
        person = await unit.people.add("赵敏", 1, PersonRole.COORDINATOR, at=NOW)
        await unit.web.issue("link", Page.BOARD, person.id, at=NOW, expires=SOON)
    return person.id


async def test_a_link_begins_one_session(store: SqlStore) -> None:
    await somebody(store)

    async def enter(session: str) -> bool:
        async with store.unit() as unit:
            found = await unit.web.enter("link", session, at=after(1), expires=SOON)
        return found is not None

    assert sorted(await asyncio.gather(*(enter(f"s{n}") for n in range(4)))) == [False] * 3 + [True]


async def test_a_session_ends_with_its_time_and_with_its_person(store: SqlStore) -> None:
    person = await somebody(store)
    async with store.unit() as unit:
        entered = await unit.web.enter("link", "session", at=after(1), expires=SOON)
    assert entered is not None
    assert entered.page is Page.BOARD
    assert entered.person is not None
    assert entered.person.name == "赵敏"
    async with store.unit() as unit:
        assert await unit.web.visitor("link", at=after(2)) is None
        assert await unit.web.visitor("session", at=SOON) is None
        assert await unit.web.visitor("session", at=after(2)) == entered
        await unit.people.revoke(person, at=after(3))
        assert await unit.web.visitor("session", at=after(3)) is None


async def test_a_new_link_replaces_the_one_before(store: SqlStore) -> None:
    person = await somebody(store)
    async with store.unit() as unit:
        await unit.web.issue("other", Page.CHAT, None, at=NOW, expires=SOON)
        await unit.web.issue("new", Page.BOARD, person, at=NOW, expires=SOON)
        assert await unit.web.enter("link", "a", at=NOW, expires=SOON) is None
        assert await unit.web.enter("new", "b", at=SOON, expires=SOON) is None
        free = await unit.web.enter("other", "c", at=NOW, expires=SOON)
    assert free is not None
    assert free.person is None
