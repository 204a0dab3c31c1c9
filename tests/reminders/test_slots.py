"""Messages that are held up on their way to their slot."""

import asyncio

from bot.messages import Address, Part
from bot.outcomes import Outcome
from bot.ports import Rate
from reminders.delivery import Postman
from reminders.limits import Pace
from tests.reminders.test_delivery import ROUTE, Post, post
from tests.world import FakeClock, FakePlatform

__all__ = ["post"]


class Oversleeping(FakeClock):
    """Wakes half a second late, once."""

    late = 0.5

    async def sleep(self, seconds: float) -> None:
        late, self.late = (self.late, 0.0) if seconds > 0 else (0.0, self.late)
        await super().sleep(seconds + late)


class Dated(FakePlatform):
    """Remembers when each message left."""

    rate = Rate(30, 28.5)

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock, self.left = clock, list[float]()

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        self.left.append(self.clock.monotonic())
        return await super().send(to, part)


async def test_a_message_that_missed_its_slot_takes_another(post: Post) -> None:
    for text in ("one", "two"):
        await post.put(text, chat=text)
    clock = Oversleeping(post.clock.at)
    phone = Dated(clock)
    await Postman(post.store, clock, {ROUTE: phone}, post.bell).drain()
    async with post.store.unit() as unit:
        pace = Pace.read(phone.rate, (await unit.outbox.bucket(ROUTE)).state, clock.monotonic())
    assert len(phone.left) == 2
    assert clock.late == 0
    assert abs(pace.last - max(phone.left)) < 0.06


class Overworked(FakeClock):
    """Whoever waits always wakes too late."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds + 0.5)


async def test_who_is_always_late_sends_all_the_same(post: Post) -> None:
    for text in ("one", "two", "three"):
        await post.put(text, chat=text)
    phone = Dated(clock := Overworked(post.clock.at))
    async with asyncio.timeout(10):
        await Postman(post.store, clock, {ROUTE: phone}, post.bell).drain()
    assert len(phone.left) == 3
