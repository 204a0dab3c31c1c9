"""Takes events in and works them: each is acted upon once and answered with the change it made."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot import cards, making, replies
from bot.bell import Bell
from bot.crash import Point, crash_point
from bot.dispatch import Bot
from bot.documents import Order
from bot.errors import Conflict, StoreUnavailable
from bot.hands import Hands, stepped_aside
from bot.messages import Card, Event, Reply, Request
from bot.parcels import Unpacker
from bot.ports import (
    Adapter,
    Clock,
    Held,
    NoPainter,
    NoSheetWriter,
    NoTelemetry,
    Painter,
    Route,
    SheetWriter,
    Store,
    Telemetry,
    Unit,
)
from bot.ports.reading import DocumentReader, NoDocumentReader
from bot.turn import Answer

_log = logging.getLogger(__name__)
_BATCH = 32
_CONFLICTS = 200  # others who wrote in between, before we take it for a bug of ours
_PAINTINGS = 2  # then an answer goes out without its picture
_MAKINGS = 4  # then a file that others keep changing under our hands is a bug of ours
_TRIES = 5  # then the event is parked: it may be what kills us
_LOOK = 1.0  # seconds until a worker that heard no bell looks by itself
_PAUSE = 1.0  # seconds before a store that was away is asked again


class FencedOut(Exception):
    """Somebody else holds the event now: what this unit did is rolled back."""


@dataclass(slots=True)
class InboxWorker:
    """Claims events of its adapters and works them; any number may run."""

    store: Store
    clock: Clock
    bot: Bot
    adapters: Mapping[Route, Adapter]
    bell: Bell
    outbox_bell: Bell
    telemetry: Telemetry = field(default_factory=NoTelemetry)
    painter: Painter = field(default_factory=NoPainter)
    writer: SheetWriter = field(default_factory=NoSheetWriter)
    reader: DocumentReader = field(default_factory=NoDocumentReader)
    _unpacker: Unpacker = field(init=False)
    _hands: Hands = field(init=False)
    _thanks: set[asyncio.Task[None]] = field(default_factory=set)
    _unsure: bool = False  # whether we hold events that we do not know of

    def __post_init__(self) -> None:
        self._unpacker = Unpacker(self.reader, self.clock)
        self._hands = Hands(self._work)

    async def run(self) -> None:
        try:
            while True:
                await self._look()
        finally:
            await self._hands.drop()

    async def _look(self) -> None:
        try:
            held = await self._claim(None)
        except StoreUnavailable as away:
            _log.warning("inbox: %s", away)
            return await self.clock.sleep(_PAUSE)
        except Conflict:
            return None
        await self._hands.begin(held)
        if not held:
            await self.bell.wait(_LOOK)

    async def once(self, only: str | None = None) -> int:
        """Work what can be claimed now, ``only`` of one lane if given; how many events."""
        held = await self._claim(only)
        await self._hands.finish(held)
        return len(held)

    async def _claim(self, only: str | None) -> Sequence[Held[Event]]:
        """A claim that had no answer may stand all the same: the next one gives that back."""
        crash_point(Point.BEFORE_TAKE)
        try:
            async with self.store.unit() as unit:
                if self._unsure:
                    await unit.inbox.disown(keep=self._hands.claims)
                held = await unit.inbox.claim(tuple(self.adapters), limit=_BATCH, only=only)
                crash_point(Point.IN_TAKE)
        except (StoreUnavailable, Conflict):
            self._unsure = True
            raise
        self._unsure = False
        crash_point(Point.AFTER_TAKE)
        return held

    async def _work(self, held: Held[Event]) -> None:
        """Try until the event is settled; a store that is away is waited for, not given up."""
        name, conflicts, broken = held.item.reference, 0, False
        while True:
            try:
                if broken:
                    await self._settle(held, "parked", reason="a bug; see the log")
                else:
                    await self._act(held)
            except StoreUnavailable as away:
                _log.warning("inbox: event %s waits: %s", name, away)
                await self.clock.sleep(_PAUSE)
                continue
            except FencedOut:
                _log.warning("inbox: event %s was taken over", name)
            except Conflict:
                conflicts += 1
                broken = conflicts > _CONFLICTS
                await self.clock.sleep(stepped_aside(held.item, conflicts))
                continue
            except Exception:  # not even an apology could be made: it must not stop the others
                _log.exception("inbox: event %s is parked without an answer", name)
                if not broken:
                    broken = True
                    continue
            return

    async def _act(self, held: Held[Event]) -> None:
        event = held.item
        adapter = self.adapters[Route(platform=event.platform, tenant=event.tenant)]
        if held.tries > _TRIES:
            return await self._settle(held, "parked", reason="five tries ended without an end")
        try:
            request = adapter.to_request(event)
        except ValueError:
            _log.warning("inbox: event %s cannot be read", event.reference)
            return await self._settle(held, "parked", reason="unreadable")
        if request is None:
            return await self._settle(held, "done", blank=True)
        crash_point(Point.BEFORE_ACT)
        try:
            refused = await self._run(held, adapter, request)
        except (Conflict, StoreUnavailable, FencedOut):
            raise
        except Exception:
            _log.exception("inbox: event %s failed", event.reference)
            refused = await self._apologise(held, adapter, request)
        crash_point(Point.AFTER_ACT)
        self.outbox_bell.announce()
        if refused:  # nobody is thanked for a flood: that would be one more call for each
            return
        thanks = asyncio.create_task(adapter.worked(event))
        self._thanks.add(thanks)
        thanks.add_done_callback(self._thanks.discard)

    async def _run(self, held: Held[Event], adapter: Adapter, request: Request) -> bool:
        """Whether the message was refused.

        No transaction waits for a picture or a file: it is made, and all is done once more.
        """
        made: dict[Order, Card] = {}
        for turn in range(_MAKINGS):
            try:
                return await self._answer(held, adapter, request, made, painting=turn < _PAINTINGS)
            except making.Unmade as found:
                if found.parcel is not None:
                    self._hands.put_aside(held)
                    unpacked = await self._unpacker.unpack(adapter, found.parcel)
                    request = replace(request, unpacked=unpacked)
                    continue
                crash_point(Point.BEFORE_PAINT)
                for sketch in found.sketches:
                    await self.painter.paint(sketch)
                now, zone = self.clock.now(), self.bot.zone
                for order in found.orders:
                    made[order] = await making.made(
                        order, self.store, self.writer, now=now, zone=zone
                    )
                crash_point(Point.AFTER_PAINT)
        raise RuntimeError("what was ordered is never what was made")

    async def _answer(
        self,
        held: Held[Event],
        adapter: Adapter,
        request: Request,
        made: Mapping[Order, Card],
        *,
        painting: bool,
    ) -> bool:
        """One transaction: the fence, the command, its answer stand or fall together."""
        async with self.store.unit() as unit:
            now, batch = self.clock.now(), held.item.key
            answer = await self.bot.handle(request, unit, now=now, batch=batch)
            crash_point(Point.IN_ACT)
            painter = self.painter if painting else NoPainter()
            ready = making.complete(answer.replies, made, painter)
            await self._put(unit, held, adapter, request, replace(answer, replies=ready))
            crash_point(Point.IN_ANSWER)
            end, why = ("refused" if answer.refused else "done"), answer.refused
            if not await unit.inbox.settle(held, end, reason=why, blank=answer.blank):
                raise FencedOut
            crash_point(Point.IN_DONE)
        if answer.refused and answer.replies:
            _log.warning("security: %s: event %s, the rest in silence", why, held.item.reference)
        self.telemetry.event(held.item.platform, end)
        return bool(answer.refused)

    async def _apologise(self, held: Held[Event], adapter: Adapter, request: Request) -> bool:
        """A bug of ours: nothing of it is kept, the person gets a number to quote.

        Counted as any message, or whoever finds a bug could make us apologise without end.
        """
        async with self.store.unit() as unit:
            await self.bot.refused(request, unit, now=self.clock.now())
            card = cards.broken(held.item.reference)
            await self._put(unit, held, adapter, request, Answer((Reply(card, private=True),)))
            if not await unit.inbox.settle(held, "parked", reason="a bug; see the log"):
                raise FencedOut
        self.telemetry.event(held.item.platform, "parked")
        return False

    async def _put(
        self, unit: Unit, held: Held[Event], adapter: Adapter, request: Request, answer: Answer
    ) -> None:
        now = self.clock.now()
        await replies.put(unit, held.item, adapter, request, answer, painter=self.painter, now=now)

    async def _settle(
        self, held: Held[Event], state: str, *, reason: str = "", blank: bool = False
    ) -> None:
        """``blank``: what nobody said to us is not kept."""
        async with self.store.unit() as unit:
            if not await unit.inbox.settle(held, state, reason=reason, blank=blank):
                raise FencedOut
            crash_point(Point.IN_PARK)
        self.telemetry.event(held.item.platform, state)
