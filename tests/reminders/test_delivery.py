"""What becomes of a message, on a real store."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_database
from bot.bell import Bell
from bot.messages import Account, Address, Card, Part, Platform
from bot.model.person import PersonRole
from bot.outcomes import Later, Outcome, Refused, Scope, Unknown
from bot.ports import DeliveryState, NoTelemetry, Rate, Route, Store, Window
from reminders.delivery import Postman
from store import SqlStore
from tests.fakes.shaky import LOST, OK, ShakySqlite
from tests.world import BOT, FakeClock, FakePlatform

ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)
LONG = timedelta(hours=5)


class Post:
    """An outbox with a postman and a phone."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.phone = store, FakeClock(), FakePlatform()
        self.bell = Bell()
        self.man = self.postman()

    def postman(self) -> Postman:
        adapters = {ROUTE: self.phone}
        return Postman(self.store, self.clock, adapters, self.bell)

    async def put(self, text: str, chat: str = "7", cause: str = "c") -> None:
        async with self.store.unit() as unit:
            to = Address(Platform.TELEGRAM, BOT, chat)
            parts = [Part(text, Card(text))]
            await unit.outbox.put(f"k:{text}:{chat}", to, parts, at=self.clock.now(), cause=cause)

    async def goes(self, pause: timedelta = timedelta(0)) -> None:
        await self.clock.sleep(pause.total_seconds())
        await self.man.drain()

    async def rows(self) -> list[DeliveryState]:
        async with self.store.view() as unit:
            return list(await unit.outbox.answers("c"))


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    store = await open_database(f"sqlite:///{tmp_path}/plan.db")
    await store.enlist(at=FakeClock().now())
    yield Post(store)
    await store.close()


async def test_a_message_is_sent_once_and_keeps_its_id(post: Post) -> None:
    await post.put("hello")
    await post.goes()
    await post.goes(LONG)
    assert post.phone.got == [("7", "hello")]
    [row] = await post.rows()
    assert (row.state, row.message_id, row.tries) == ("sent", "1", 1)


@pytest.mark.parametrize(
    ("outcomes", "got", "state"),
    [
        ([Later(None, "away")] * 3, ["m"] * 4, "sent"),
        ([Later(None, "away")] * 99, None, "expired"),
        ([Refused("too long")], ["m"], "refused"),
        ([Unknown("timed out")], ["m", "again: m"], "sent"),
        ([Unknown("timed out")] * 9, ["m", "again: m"], "unconfirmed"),
        ([ZeroDivisionError()] * 9, ["m", "again: m"], "unconfirmed"),
        ([Unknown("?"), Later(None, "away")], ["m", "again: m", "again: m"], "sent"),
    ],
)
async def test_every_outcome_ends_in_a_state(
    post: Post, outcomes: list[Outcome | Exception], got: list[str] | None, state: str
) -> None:
    post.phone.outcomes.extend(outcomes)
    await post.put("m")
    for _ in range(40):
        await post.goes(LONG)
    [row] = await post.rows()
    assert row.state == state
    assert got is None or [text for _, text in post.phone.got] == got
    assert state == "sent" or row.reason


async def test_a_doubt_waits_for_its_grace(post: Post) -> None:
    post.phone.outcomes.append(Unknown("timed out"))
    await post.put("m")
    await post.goes()
    await post.goes(timedelta(seconds=59))
    assert len(post.phone.got) == 1
    await post.goes(timedelta(seconds=2))
    assert len(post.phone.got) == 2


async def test_a_stopped_chat_stops_nobody_else(post: Post) -> None:
    post.phone.outcomes.append(Later(timedelta(seconds=30), "429", Scope.CHAT))
    await post.put("one", "7")
    await post.goes()
    await post.put("two", "7")
    await post.put("three", "8")
    await post.goes(timedelta(seconds=1))
    assert [chat for chat, _ in post.phone.got] == ["7", "8"]
    await post.goes(timedelta(seconds=30))
    await post.goes(timedelta(seconds=1))
    assert [text for chat, text in post.phone.got if chat == "7"] == ["one", "one", "two"]


async def test_a_platform_that_refuses_us_keeps_its_queue(post: Post) -> None:
    post.phone.outcomes.append(Later(timedelta(seconds=60), "401", Scope.PLATFORM))
    await post.put("one", "7")
    await post.goes()
    await post.put("two", "8")
    await post.goes(timedelta(seconds=30))
    assert len(post.phone.got) == 1
    await post.goes(timedelta(seconds=31))
    assert {text for _, text in post.phone.got} == {"one", "two"}


async def test_what_waits_for_a_group_follows_it(post: Post) -> None:
    post.phone.outcomes.append(Later(timedelta(0), "migrated", moved_to="-1007"))
    await post.put("one", "-7")
    await post.put("two", "-7")
    for _ in range(3):
        await post.goes()
    assert post.phone.got == [("-7", "one"), ("-1007", "one"), ("-1007", "two")]


async def test_who_blocked_the_bot_is_left_alone(post: Post) -> None:
    post.phone.outcomes.append(Refused("blocked", dead=True))
    account = Account(Platform.TELEGRAM, BOT, "7")
    async with post.store.unit() as unit:
        [body] = await unit.people.department("科技部")
        now = post.clock.now()
        person = await unit.people.add("张三", body.id, PersonRole.LIAISON, at=now)
        await unit.people.bind(person.id, account, at=now)
    await post.put("one")
    await post.put("two")
    for _ in range(3):
        await post.goes(LONG)
    assert post.phone.got == [("7", "one")]
    assert {row.state for row in await post.rows()} == {"refused"}


async def test_messages_to_one_chat_keep_their_order_and_its_pace(post: Post) -> None:
    post.phone.limits = [Window(1, 1.0)]
    for text in "abcd":
        await post.put(text)
    started = post.clock.now()
    times = []
    while len(post.phone.got) < len("abcd"):
        await post.goes(timedelta(seconds=0.25))
        times.append(len(post.phone.got))
    assert [text for _, text in post.phone.got] == list("abcd")
    assert post.clock.now() - started >= timedelta(seconds=3)
    assert times == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4]


async def test_two_postmen_send_nothing_twice(post: Post) -> None:
    for n in range(20):
        await post.put(f"m{n}", chat=str(n))
    other = post.postman()
    await post.man.drain()
    await other.drain()
    assert sorted(text for _, text in post.phone.got) == sorted(f"m{n}" for n in range(20))


async def test_every_try_is_counted_with_its_outcome(post: Post) -> None:
    counts: list[tuple[str, str, float]] = []

    class Counting(NoTelemetry):
        def sent(self, platform: Platform, outcome: Outcome, seconds: float) -> None:
            counts.append((platform, type(outcome).__name__, seconds))

    post.man = replace(post.man, telemetry=Counting())
    post.phone.outcomes.extend([Later(None, "away"), ZeroDivisionError()])
    await post.put("m")
    for _ in range(3):
        await post.goes(LONG)
    words = [(platform, word) for platform, word, seconds in counts if seconds >= 0]
    assert words == [("telegram", word) for word in ("Later", "Unknown", "Sent")]


@pytest.mark.parametrize("answered", [0, 1, 2])
async def test_a_commit_without_an_answer_leaves_nothing_behind(
    post: Post, tmp_path: Path, answered: int
) -> None:
    store = SqlStore(shaky := ShakySqlite(tmp_path / "plan.db"))
    await store.enlist(at=post.clock.now())
    man = Postman(store, post.clock, {ROUTE: post.phone}, post.bell)
    await post.put("one")
    await post.put("two")
    shaky.troubles = deque([OK] * answered + [LOST])  # of the claim, the intent, the outcome
    working = asyncio.create_task(man.run())
    async with asyncio.timeout(10):
        while not all(row.state == "sent" for row in await post.rows()):  # noqa: ASYNC110
            await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait([working])
    assert post.phone.got == [("7", "one"), ("7", "two")]
    assert [row.tries for row in await post.rows()] == [1, 1]
    await store.close()


class Falling(FakeClock):
    """Goes back by an hour after the first look; ``longest`` is what anybody slept."""

    longest, fell = 0.0, False

    def now(self) -> datetime:
        seen = self.at
        if not self.fell:
            self.at, self.fell = self.at - timedelta(hours=1), True
        return seen

    async def sleep(self, seconds: float) -> None:
        self.longest = max(self.longest, seconds)
        await super().sleep(seconds)


async def test_a_clock_that_goes_back_after_a_claim_does_not_hold_its_message_up(
    post: Post,
) -> None:
    post.phone.rate = Rate(30, 28.5)
    for text in ("one", "two"):
        await post.put(text, chat=text)
    clock = Falling(post.clock.at)
    await Postman(post.store, clock, {ROUTE: post.phone}, post.bell).drain()
    assert len(post.phone.got) == 2
    assert clock.longest <= 1
