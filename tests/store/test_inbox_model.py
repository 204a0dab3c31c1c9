"""The inbox beside a plain model, by random steps: nothing lost, doubled or out of order."""

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.messages import Event
from bot.ports import Held
from tests.store.machine import LANES, QUICK, Machine
from tests.store.world import BOT, NOW, event_of


@dataclass
class Said:
    """The model of an event."""

    lane: str
    state: str = "new"
    fence: int = 0
    tries: int = 0
    mortal: bool = False  # whether the other process has it


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

    @rule(limit=st.integers(1, 3), mortal=st.booleans())
    def claim(self, limit: int, mortal: bool) -> None:
        async def go() -> list[Held[Event]]:
            async with self.of(mortal).unit() as unit:
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
            said.mortal = mortal
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

    @rule()
    def the_other_dies(self) -> None:
        held = [s for s in self.model.values() if s.state == "working" and s.mortal]
        self.die()
        assert self.run(self.store.reap(at=NOW)) == len(held)
        for said in held:
            said.state = "new"

    @rule(data=st.data())
    def disown(self, data: st.DataObject) -> None:
        """A claim of ours had no answer: what we do not know of goes back."""
        claims = {(held.id, held.fence) for held in self.held}
        keep = data.draw(st.sets(st.sampled_from(sorted(claims | {(0, 0)}))))

        async def go() -> int:
            async with self.store.unit() as unit:
                return await unit.inbox.disown(keep=keep)

        known = {(h.item.id, h.fence) for h in self.held if (h.id, h.fence) in keep}
        lost = [
            said
            for id, said in self.model.items()
            if said.state == "working" and not said.mortal and (id, said.fence) not in known
        ]
        assert self.run(go()) == len(lost)
        for said in lost:
            said.state = "new"

    @invariant()
    def nothing_is_lost(self) -> None:
        async def go() -> dict[str, str]:
            async with self.store.view() as unit:
                return {e.event.id: str(e.state) for e in await unit.inbox.listing(every=True)}

        expected = {id: said.state for id, said in self.model.items() if said.state != "done"}
        assert self.run(go()) == expected


TestInbox = InboxMachine.TestCase
TestInbox.settings = QUICK
