"""The outbox beside a plain model: processes that claim, send and die."""

from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.messages import Address
from bot.ports import Delivery, Held, LaneState
from store.lanes import EVER
from tests.store.machine import GRACE, LANES, Machine
from tests.store.post import claim_in
from tests.store.world import BOT, NOW, after, part

DEAD = ("refused", "unconfirmed", "expired", "held")
ENDED = ("sent", "dropped")


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
    mortal: bool = False  # whether the other process has it

    def waits(self) -> bool:
        return self.state in ("pending", "unknown")

    def in_hand(self) -> bool:
        return self.state in ("claimed", "sending")

    def place(self) -> tuple[bool, int]:
        return not self.urgent, self.id


class OutboxMachine(Machine):
    """``free`` and ``stop`` are when each chat's next message may leave.

    ``stale``: chats whose lane does not know yet that something was taken away.
    """

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, Letter] = {}
        self.held: list[Held[Delivery]] = []
        self.free = {"a": EVER, "b": EVER}
        self.stop = {"a": EVER, "b": EVER}
        self.stale: set[str] = set()
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
        self.joins(self.model[id])

    def joins(self, *letters: Letter) -> None:
        """What is urgent hurries its chat; a lane that nobody holds looks again."""
        for letter in letters:
            if letter.urgent:
                self.free[letter.chat] = self.stop[letter.chat]
            if not self.in_flight(letter.chat):
                self.stale.discard(letter.chat)

    @rule(seconds=st.integers(1, 9))
    def wait(self, seconds: int) -> None:
        self.seconds += seconds
        self.now = after(self.seconds)

    def of_chat(self, chat: str) -> list[Letter]:
        return [letter for letter in self.model.values() if letter.chat == chat]

    def in_flight(self, chat: str) -> bool:
        return any(letter.state in ("claimed", "sending") for letter in self.of_chat(chat))

    def waiting(self, chat: str) -> list[Letter]:
        if self.in_flight(chat):
            return []
        return [letter for letter in self.of_chat(chat) if letter.waits()]

    def head(self, chat: str) -> Letter | None:
        """A repeat that is due, else what is due and comes first; None while the chat rests."""
        if self.free[chat] > self.now:
            return None
        due = [letter for letter in self.waiting(chat) if letter.due <= self.now]
        doubted = [letter for letter in due if letter.state == "unknown"]
        if doubted:
            return min(doubted, key=lambda letter: letter.due)
        return min(due, key=Letter.place, default=None)

    @rule(limit=st.integers(1, 3), mortal=st.booleans())
    def claim(self, limit: int, mortal: bool) -> None:
        async def go() -> list[Held[Delivery]]:
            async with self.of(mortal).unit() as unit:
                return await claim_in(unit, self.now, limit)

        ready = {id(head): head for chat in ("a", "b") if (head := self.head(chat))}
        found = self.run(go())
        assert min(limit, len(ready)) - len(self.stale) <= len(found) <= min(limit, len(ready))
        for held in found:
            letter = self.model[held.id]
            equals = [each.due for each in self.waiting(letter.chat) if each.state == "unknown"]
            assert id(letter) in ready or letter.due in equals
            letter.state, letter.fence, letter.mortal = "claimed", letter.fence + 1, mortal
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
            self.stale.discard(letter.chat)

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
            self.stale.discard(letter.chat)

    @rule()
    def the_other_dies(self) -> None:
        held = [each for each in self.model.values() if each.mortal and each.in_hand()]
        self.die()
        assert self.run(self.store.reap(at=self.now, grace=GRACE)) == len(held)
        for letter in held:
            if letter.state == "sending":
                letter.due, letter.doubts = self.now + GRACE, letter.doubts + 1
            letter.state = "unknown" if letter.state == "sending" else "pending"
            self.stale.discard(letter.chat)

    @rule(data=st.data())
    def disown(self, data: st.DataObject) -> None:
        """A claim of ours had no answer: what we do not know of goes back."""
        claims = [(each.id, each.fence) for each in self.model.values()]
        keep = data.draw(st.sets(st.sampled_from([(0, 0), *claims])))

        async def go() -> int:
            async with self.store.unit() as unit:
                return await unit.outbox.disown(keep=keep)

        ours = [each for each in self.model.values() if not each.mortal]
        lost = [
            each for each in ours if each.state == "claimed" and (each.id, each.fence) not in keep
        ]
        assert self.run(go()) == len(lost)
        for letter in lost:
            letter.state = "pending"
            self.stale.discard(letter.chat)

    @invariant()
    def every_letter_is_where_the_model_has_it(self) -> None:
        async def go() -> dict[int, str]:
            async with self.store.view() as unit:
                return {row.id: str(row.state) for row in await unit.outbox.listing(every=True)}

        expected = {id: each.state for id, each in self.model.items() if each.state not in ENDED}
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
        told, expected = self.run(go()), min(moments, default=None)
        if self.stale and told is not None:
            assert expected is None or told <= expected
        else:
            assert told == expected
