"""What takes its time is drawn between the claim and the intent, and nobody waits for it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.bell import Bell
from bot.errors import StoreUnavailable
from bot.messages import Address, Card, Part, Platform
from bot.ports import Occurrence, Route, Unit
from reminders.composing import Composer, Finish, SlowDrawing
from reminders.delivery import Postman
from store import SqlStore, open_store
from tests.world import BOT, START, FakeClock, FakePlatform

ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)


class Drawing(SlowDrawing):
    """``looks`` are raised or given one after the other, then a card."""

    def __init__(self, *looks: Exception | str) -> None:
        self.looks = list(looks)
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def look(self, unit: Unit, what: Occurrence, *, now: datetime) -> Finish | str:
        await self.may_go_on.wait()
        found = self.looks.pop(0) if self.looks else None
        if isinstance(found, Exception):
            raise found
        if isinstance(found, str):
            return found

        async def finish(unit: Unit) -> Card:
            return Card(what.title)

        return finish


class Post:
    def __init__(self, store: SqlStore) -> None:
        self.store, self.clock, self.phone = store, FakeClock(), FakePlatform()

    async def plan(self, *chats: str) -> None:
        async with self.store.unit() as unit:
            found = [
                Occurrence(
                    key=f"slow:{chat}",
                    person=None,
                    to=Address(Platform.TELEGRAM, BOT, chat),
                    due=START,
                    title=f"for {chat}",
                    why="",
                )
                for chat in chats
            ]
            await unit.occurrences.plan(found, at=START)

    def man(self, drawing: Drawing) -> Postman:
        composer = Composer(slow={"slow": drawing})
        return Postman(self.store, self.clock, {ROUTE: self.phone}, Bell(), composer=composer)

    async def states(self) -> dict[str, str]:
        async with self.store.view() as unit:
            return {r.delivery.key: r.state for r in await unit.outbox.some(range(1, 99))}


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    store = await open_store(f"sqlite:///{tmp_path}/slow.db")
    await store.enlist(at=START)
    yield Post(store)
    await store.close()


async def test_it_is_drawn_and_sent_once(post: Post) -> None:
    await post.plan("7", "8")
    await post.man(Drawing()).drain()
    assert sorted(post.phone.got) == [("7", "for 7"), ("8", "for 8")]
    assert set((await post.states()).values()) == {"sent"}


async def test_what_has_lost_its_reason_ends_and_its_chat_goes_on(post: Post) -> None:
    await post.plan("7")
    man = post.man(Drawing("no reason any more"))
    await man.drain()
    assert await post.states() == {"slow:7": "superseded"}
    await put(post, "7")
    await man.drain()
    assert post.phone.got == [("7", "hello")]


async def put(post: Post, chat: str) -> None:
    async with post.store.unit() as unit:
        to = Address(Platform.TELEGRAM, BOT, chat)
        parts = [Part("hello", Card("hello"))]
        await unit.outbox.put("reply:c:0", to, parts, at=post.clock.now(), cause="c")


async def test_a_bug_in_one_is_a_failure_of_its_own(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    await post.plan("7", "8")
    await post.man(Drawing(ZeroDivisionError())).drain()
    assert sorted((await post.states()).values()) == ["refused", "sent"]
    assert "cannot be drawn" in caplog.text


async def test_a_store_that_is_away_is_waited_for(post: Post) -> None:
    await post.plan("7")
    await post.man(Drawing(StoreUnavailable("gone"), StoreUnavailable("gone"))).drain()
    assert post.phone.got == [("7", "for 7")]


async def test_others_are_sent_meanwhile(post: Post) -> None:
    await post.plan("7")
    drawing = Drawing()
    drawing.may_go_on.clear()
    man = post.man(drawing)
    working = asyncio.create_task(man.run())
    await put(post, "8")
    while not post.phone.got:  # noqa: ASYNC110 - the postman looks by himself
        await asyncio.sleep(0)
    assert post.phone.got == [("8", "hello")]
    drawing.may_go_on.set()
    while len(post.phone.got) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert post.phone.got == [("8", "hello"), ("7", "for 7")]


async def test_who_dies_while_drawing_leaves_it_to_somebody_else(post: Post) -> None:
    await post.plan("7")
    drawing = Drawing()
    drawing.may_go_on.clear()
    dying = asyncio.create_task(post.man(drawing).drain())
    while "claimed" not in (await post.states()).values():  # noqa: ASYNC110
        await asyncio.sleep(0)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    async with post.store.unit() as unit:
        assert await unit.outbox.disown(keep=()) == 1
    await post.man(Drawing()).drain()
    drawing.may_go_on.set()
    for _ in range(50):
        await asyncio.sleep(0)
    assert post.phone.got == [("7", "for 7")]
