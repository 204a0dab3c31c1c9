"""Where stories are played: real adapters, the real store, a fake platform at the wire.

What is typed or pressed goes in as the platform sends it; what is read comes out of the platform's
ledger, as a person would see it.
"""

import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from bot.abilities import EVERY, Ability
from bot.app import Parts, assemble
from bot.cards.plain import plain_text, told
from bot.clocks import midnight
from bot.messages import Account, Card, Event, Platform
from bot.ports import Adapter, Route
from bot.settings import Settings
from store import SqlStore
from tests.bot.desk import Here
from tests.fakes.process import Fake
from tests.journeys.script import ZONE
from tests.world import FakeClock

_SOON = timedelta(seconds=90)  # a pause of a platform, or another try
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it; ``buttons``: labels with what a press sends.

    ``chat``: the user's id, or ``群``.  ``file``: name and content of what came with it.
    ``card``: as it was drawn, where nothing is laid out: only the console knows it.
    """

    text: str
    buttons: tuple[tuple[str, str], ...]
    id: str
    chat: str
    file: tuple[str, bytes] | None = None
    card: Card | None = None

    def told(self, able: frozenset[Ability]) -> str:
        """The text as it is true in another chat."""
        return self.text if self.card is None else plain_text(told(self.card, able))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody does: types, answers a message, passes another's on, speaks in the group.

    ``file``: name and content of what is sent.
    """

    user: str
    text: str
    number: int
    at: datetime
    reply: Shown | None = None
    group: bool = False
    forwarded: bool = False
    file: tuple[str, bytes] | None = None


class Stage(ABC):
    """``can``: which of the steps that not every platform has are played here.

    ``url``: where the store is, for another process.  ``apart``: documents are read in one, as
    they are in earnest.  ``quotes``: an answer says which message it is to.  ``able``: what people
    can do in its chats, by kinds of them.
    """

    platform: ClassVar[Platform]
    can: ClassVar[frozenset[str]]
    url = ""
    apart = False
    quotes = True
    able: ClassVar[tuple[frozenset[Ability], ...]] = (EVERY,)

    _stages = itertools.count(1)

    def __init__(self, store: SqlStore, at: datetime) -> None:
        self.clock, self.store = FakeClock(at), store
        self.first = 100 * next(Stage._stages)  # of its people: platforms limit what one is sent
        self._numbers = itertools.count(1)
        self.down = self.dying = False
        self.opened()

    def opened(self) -> None:
        """The program, started anew on what is stored."""
        self.adapter = self.connect()
        settings = Settings.model_construct(liaison_flood="0")  # a clock that hardly moves
        self.settings = settings
        adapters = [self.adapter, *self.beside()]
        parts = assemble(self.store, self.clock, adapters, settings)
        worker = parts.worker if self.apart else replace(parts.worker, reader=Here())
        self.parts: Parts = replace(parts, worker=worker)

    @abstractmethod
    def account(self, place: int) -> Account:
        """Of the story's person at this place."""

    @abstractmethod
    def connect(self) -> Adapter: ...

    def beside(self) -> Sequence[Adapter]:
        """Those that hear and speak there, too."""
        return ()

    @abstractmethod
    def typed(self, said: Said) -> Event: ...

    @abstractmethod
    def pressed(self, shown: Shown, value: str, said: Said) -> Event: ...

    @abstractmethod
    def read(self) -> Sequence[Shown]:
        """What the platform has taken since the last time."""

    def fail(self, times: int) -> None:
        """So many messages are not taken, certainly."""
        raise AssertionError(f"nothing fails here, not even {times} times")

    async def ready(self) -> None:
        """Once the bot can be spoken to."""
        return None

    def now(self, user: str, text: str, **how: Any) -> Said:
        return Said(user=user, text=text, number=next(self._numbers), at=self.clock.now(), **how)

    async def put(self, event: Event) -> None:
        route = Route(platform=event.platform, tenant=event.tenant)
        await self.parts.gate(self.parts.adapters[route]).accept(event)
        if self.dying:
            self.dying = False
            await self.die()
            await self.restart()
        elif not self.down:
            await self.work()

    async def die(self) -> None:
        """Whoever works what has come is killed; elsewhere nobody works it before the restart."""
        return

    async def restart(self) -> None:
        """The program is started anew on what is stored, and works it."""
        self.down = False
        await self.hang_up()
        self.opened()
        await self.ready()
        await self.work()

    async def work(self) -> None:
        """Until everything that has come is answered, and everything that is due has left."""
        while await self.parts.worker.once():
            pass
        for _ in range(_ROUNDS):
            await self.parts.postman.drain()
            waiting = await self._waiting()
            if not waiting:
                return
            until = min(due or self.clock.now() for _, due in waiting)
            await self.clock.sleep(max(1.5, (until - self.clock.now()).total_seconds()))
        raise AssertionError(f"messages wait for ever: {waiting}")

    async def until(self, moment: datetime) -> None:
        """From stop to stop, as ticks would find it; at each, what is due is sent."""
        for stop in (*_stops(self.clock.now(), moment), moment):
            self.clock.at = max(self.clock.at, stop)
            now = self.clock.now()
            planner, zone = self.parts.planner, self.settings.zone
            planned = await planner.look(now=now, midnight=midnight(now, zone))
            if planned.new or await self._waiting():
                await self.work()

    async def _waiting(self) -> list[tuple[str, datetime | None]]:
        """What is to leave soon: why not yet, and when."""
        async with self.store.view() as unit:
            rows = await unit.outbox.listing(every=True)
        soon = self.clock.now() + _SOON
        return [
            (f"{row.state} {row.reason}", row.due)
            for row in rows
            if row.state != "dead" and (row.due is None or row.due <= soon)
        ]

    async def close(self) -> None:
        await self.hang_up()

    async def hang_up(self) -> None:
        for adapter in self.parts.adapters.values():
            await adapter.close()


def _stops(start: datetime, end: datetime) -> Iterator[datetime]:
    """Some moments of each day on the way: its beginning, the bundles, the last call, a digest."""
    day = start.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    while day < end:
        for hour, minute in ((0, 1), (9, 0), (9, 25), (14, 5), (16, 5)):
            stop = day.replace(hour=hour, minute=minute)
            if start < stop < end:
                yield stop
        day += timedelta(days=1)


class Ledger(Stage):
    """A platform that is a process of its own and writes down what it takes."""

    methods: ClassVar[tuple[str, ...]]

    def __init__(self, store: SqlStore, at: datetime, fake: Fake) -> None:
        self.fake = fake
        self._at = fake.ledger.stat().st_size
        super().__init__(store, at)

    def read(self) -> list[Shown]:
        return [shown for line in self.lines() if (shown := self.shown(line)) is not None]

    def lines(self) -> list[dict[str, Any]]:
        """What has been written down since."""
        with self.fake.ledger.open("rb") as ledger:
            ledger.seek(self._at)
            written = ledger.read()
        whole = written[: written.rfind(b"\n") + 1]
        self._at += len(whole)
        lines = map(json.loads, whole.decode().split("\n")[:-1])
        return [line for line in lines if line["method"] in self.methods]

    @abstractmethod
    def shown(self, line: dict[str, Any]) -> Shown | None:
        """None for what nobody sees: a file that is on its way."""
