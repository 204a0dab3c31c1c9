"""Inbox and outbox beside plain models, by random steps: nothing lost, doubled or out of order."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.messages import Address, Event
from bot.ports import Delivery, Held, LaneState
from store import SqlStore, open_store
from store.lanes import EVER
from tests.store.post import claim_in
from tests.store.world import BOT, NOW, after, event_of, part

T = TypeVar("T")
LANES = st.sampled_from(["a", "b"])
QUICK = settings(max_examples=25, stateful_step_count=25, deadline=None)


class Machine(RuleBasedStateMachine):
    """A store in memory on a loop of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.store: SqlStore = self.run(open_store("sqlite://"))
        self.run(self.store.enlist(at=NOW))

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(what)

    def teardown(self) -> None:
        self.run(self.store.close())
        self.loop.close()


@dataclass
class Said:
    """The model of an event."""

    lane: str
    state: str = "new"
    fence: int = 0
    tries: int = 0


class InboxMachine(Machine):
    def __init__(self) -> None:
        super().__init__()
        self.model: dict[str, Said] = {}
        self.held: list[Held[Event]] = []

    @rule(number=st.integers(0, 9), lane=LANES)
    def add(self, number: int, lane: str) -> None:
        id = f"{lane}{number}"

        async def go() -> int:
            async with self.store.unit() as unit:
                return await unit.inbox.add([event_of(id, lane)], at=NOW)

        assert self.run(go()) == (id not in self.model)
        self.model.setdefault(id, Said(lane))

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        async def go() -> list[Held[Event]]:
            async with self.store.unit() as unit:
                return list(await unit.inbox.claim([BOT], limit=limit))

        expected = []
        for lane in ("a", "b"):
            rows = [(id, e) for id, e in self.model.items() if e.lane == lane]
            unfinished = [(id, e) for id, e in rows if e.state in ("new", "working")]
            if unfinished and all(e.state == "new" for _, e in unfinished):
                expected.append(unfinished[0][0])
        found = self.run(go())
        assert len(found) == min(limit, len(expected))
        assert {held.item.id for held in found} <= set(expected)
        for held in found:
            said = self.model[held.item.id]
            said.state, said.fence, said.tries = "working", said.fence + 1, said.tries + 1
            assert (held.fence, held.tries) == (said.fence, said.tries)
        self.held += found

    @precondition(lambda self: self.held)
    @rule(data=st.data(), state=st.sampled_from(["done", "parked", "new"]))
    def settle(self, data: st.DataObject, state: str) -> None:
        held = data.draw(st.sampled_from(self.held))

        async def go() -> bool:
            async with self.store.unit() as unit:
                return await unit.inbox.settle(held, state)

        said = self.model[held.item.id]
        mine = said.state == "working" and said.fence == held.fence
        assert self.run(go()) is mine
        if mine:
            said.state = state

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def redrive(self, data: st.DataObject) -> None:
        held = data.draw(st.sampled_from(self.held))

        async def go() -> bool:
            async with self.store.unit() as unit:
                return await unit.inbox.redrive(held.id)

        said = self.model[held.item.id]
        assert self.run(go()) is (said.state == "parked")
        if said.state == "parked":
            said.state, said.tries = "new", 0

    @invariant()
    def nothing_is_lost(self) -> None:
        async def go() -> dict[str, str]:
            async with self.store.view() as unit:
                return {e.event.id: str(e.state) for e in await unit.inbox.listing(every=True)}

        expected = {id: said.state for id, said in self.model.items() if said.state != "done"}
        assert self.run(go()) == expected


@dataclass
class Letter:
    """The model of a delivery; ``id`` is its place in the outbox."""

    id: int
    chat: str
    urgent: bool
    due: datetime
    state: str = "pending"
    fence: int = 0
    tries: int = 0
    doubts: int = 0

    def waits(self) -> bool:
        return self.state in ("pending", "unknown")

    def place(self) -> tuple[bool, int]:
        return not self.urgent, self.id


class OutboxMachine(Machine):
    """``free`` and ``stop`` are when each chat's next message may leave."""

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, Letter] = {}
        self.held: list[Held[Delivery]] = []
        self.free = {"a": EVER, "b": EVER}
        self.stop = {"a": EVER, "b": EVER}
        self.now = NOW
        self.seconds = 0

    @rule(chat=LANES, urgent=st.booleans(), later=st.sampled_from([0, 0, 3]))
    def put(self, chat: str, urgent: bool, later: int) -> None:
        id, due = len(self.model) + 1, after(self.seconds + later)

        async def go() -> None:
            to = Address(BOT.platform, BOT.tenant, chat)
            async with self.store.unit() as unit:
                await unit.outbox.put(f"k{id}", to, [part("x")], at=due, urgent=urgent)
                await unit.outbox.enroll(BOT, limit=9)

        self.run(go())
        self.model[id] = Letter(id, chat, urgent, due)
        if urgent:
            self.free[chat] = self.stop[chat]

    @rule(seconds=st.integers(1, 9))
    def wait(self, seconds: int) -> None:
        self.seconds += seconds
        self.now = after(self.seconds)

    def waiting(self, chat: str) -> list[Letter]:
        mine = [letter for letter in self.model.values() if letter.chat == chat]
        if any(letter.state in ("claimed", "sending") for letter in mine):
            return []
        return [letter for letter in mine if letter.waits()]

    def head(self, chat: str) -> Letter | None:
        """A repeat that is due, else what is due and comes first; None while the chat rests."""
        if self.free[chat] > self.now:
            return None
        due = [letter for letter in self.waiting(chat) if letter.due <= self.now]
        doubted = [letter for letter in due if letter.state == "unknown"]
        if doubted:
            return min(doubted, key=lambda letter: letter.due)
        return min(due, key=Letter.place, default=None)

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        async def go() -> list[Held[Delivery]]:
            async with self.store.unit() as unit:
                return await claim_in(unit, self.now, limit)

        ready = {id(head): head for chat in ("a", "b") if (head := self.head(chat))}
        found = self.run(go())
        assert len(found) == min(limit, len(ready))
        for held in found:
            letter = self.model[held.id]
            equals = [each.due for each in self.waiting(letter.chat) if each.state == "unknown"]
            assert id(letter) in ready or letter.due in equals
            letter.state, letter.fence = "claimed", letter.fence + 1
            assert (held.fence, held.tries) == (letter.fence, letter.tries + 1)
            assert held.doubts == letter.doubts
        self.held += found

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def intend(self, data: st.DataObject) -> None:
        held = data.draw(st.sampled_from(self.held))

        async def go() -> bool:
            async with self.store.unit() as unit:
                return await unit.outbox.intend(held, "x", at=self.now)

        letter = self.model[held.id]
        mine = letter.state in ("claimed", "sending") and letter.fence == held.fence
        assert self.run(go()) is mine
        if mine and letter.state == "claimed":
            letter.state, letter.tries = "sending", letter.tries + 1

    @precondition(lambda self: self.held)
    @rule(data=st.data(), seconds=st.integers(0, 9))
    def release(self, data: st.DataObject, seconds: int) -> None:
        held, due = data.draw(st.sampled_from(self.held)), after(self.seconds + seconds)

        async def go() -> bool:
            async with self.store.unit() as unit:
                return await unit.outbox.release(held, due=due)

        letter = self.model[held.id]
        mine = letter.state == "claimed" and letter.fence == held.fence
        assert self.run(go()) is mine
        if mine:
            letter.state, letter.due = "pending", due

    @precondition(lambda self: self.held)
    @rule(
        data=st.data(),
        state=st.sampled_from(["sent", "refused", "unconfirmed", "pending", "unknown"]),
        stop=st.integers(0, 2),
        rest=st.integers(0, 9),
    )
    def settle(self, data: st.DataObject, state: str, stop: int, rest: int) -> None:
        held = data.draw(st.sampled_from(self.held))
        due = after(self.seconds + 5) if state == "unknown" else None
        until = after(self.seconds + stop)
        lane = LaneState(free_at=after(self.seconds + stop + rest), stop_until=until)

        async def go() -> bool:
            async with self.store.unit() as unit:
                await unit.outbox.sends(held)
                return await unit.outbox.settle(held, state, at=self.now, lane=lane, due=due)

        letter = self.model[held.id]
        mine = letter.state in ("claimed", "sending") and letter.fence == held.fence
        late = state == "sent" and letter.state in ("unknown", "unconfirmed")
        assert self.run(go()) is (mine or late)
        if mine or late:
            letter.state, letter.due = state, due or letter.due
            letter.doubts += state == "unknown"
        if mine:
            self.free[letter.chat], self.stop[letter.chat] = lane.free_at, lane.stop_until

    @invariant()
    def every_letter_is_where_the_model_has_it(self) -> None:
        async def go() -> dict[int, str]:
            async with self.store.view() as unit:
                return {row.id: str(row.state) for row in await unit.outbox.listing(every=True)}

        expected = {id: letter.state for id, letter in self.model.items() if letter.state != "sent"}
        assert self.run(go()) == expected

    @invariant()
    def waiting_is_told_when_it_ends(self) -> None:
        async def go() -> datetime | None:
            async with self.store.view() as unit:
                return await unit.outbox.next_due(BOT, now=self.now)

        moments = [
            max(self.free[chat], min(letter.due for letter in waiting))
            for chat in ("a", "b")
            if (waiting := self.waiting(chat))
        ]
        assert self.run(go()) == min(moments, default=None)


TestInbox = InboxMachine.TestCase
TestInbox.settings = QUICK
TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = QUICK
