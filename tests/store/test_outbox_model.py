"""The outbox beside a plain model, by random steps: nothing lost, doubled or out of order."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.messages import Address
from tests.store.machine import LANES, QUICK
from tests.store.outbox_machine import DEAD, OutboxMachine
from tests.store.world import BOT


class OperatedMachine(OutboxMachine):
    """With a person at the console, chats that move and chats that end."""

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        letter = data.draw(st.sampled_from(list(self.model.values())))

        async def go() -> bool:
            async with self.store.unit() as unit:
                done = await unit.outbox.retry(letter.id, at=self.now)
                await unit.outbox.enroll(BOT, limit=9)
            return done

        assert self.run(go()) is (letter.state in (*DEAD, "dropped"))
        if letter.state in (*DEAD, "dropped"):
            letter.state, letter.due, letter.tries, letter.doubts = "pending", self.now, 0, 0
            self.joins(letter)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        letter = data.draw(st.sampled_from(list(self.model.values())))

        async def go() -> bool:
            async with self.store.unit() as unit:
                return await unit.outbox.drop(letter.id, at=self.now)

        may = letter.waits() or letter.state in DEAD
        assert self.run(go()) is may
        if may:
            letter.state = "dropped"
            self.stale.add(letter.chat)

    @rule()
    def hold(self) -> None:
        async def go() -> int:
            async with self.store.unit() as unit:
                return await unit.outbox.hold()

        waiting = [letter for letter in self.model.values() if letter.waits()]
        assert self.run(go()) == len(waiting)
        for letter in waiting:
            letter.state = "held"
            self.stale.add(letter.chat)

    @rule(old=LANES)
    def move(self, old: str) -> None:
        """As after the send that was told so: nothing of the chat is on its way."""
        new = "b" if old == "a" else "a"
        if self.in_flight(old):
            return

        async def go() -> None:
            async with self.store.unit() as unit:
                await unit.outbox.move(Address(BOT.platform, BOT.tenant, old), new)
                await unit.outbox.enroll(BOT, limit=9)

        self.run(go())
        moved = self.waiting(old)
        for letter in moved:
            letter.chat = new
            self.stale.add(old)
        self.joins(*moved)

    @rule(chat=LANES)
    def end(self, chat: str) -> None:
        if self.in_flight(chat):
            return

        async def go() -> None:
            async with self.store.unit() as unit:
                await unit.outbox.end(Address(BOT.platform, BOT.tenant, chat), reason="gone")

        self.run(go())
        for letter in self.waiting(chat):
            letter.state = "refused"
            self.stale.add(chat)


TestOutbox = OperatedMachine.TestCase
TestOutbox.settings = QUICK
