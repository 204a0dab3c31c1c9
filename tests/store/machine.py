"""What the state machines of the queues share: two processes on one store, one of them mortal."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from store import SqlStore, open_store
from tests.store.world import NOW

T = TypeVar("T")
LANES = st.sampled_from(["a", "b"])
QUICK = settings(max_examples=40, stateful_step_count=30, deadline=None)
GRACE = timedelta(seconds=5)


class Machine(RuleBasedStateMachine):
    """A store on a loop of its own; ``mortal`` is another process that works on it."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.store: SqlStore = self.run(open_store("sqlite://"))
        self.run(self.store.enlist(at=NOW))
        self.mortal = self.newborn()

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(what)

    def newborn(self) -> SqlStore:
        store = SqlStore(self.store.database)
        self.run(store.enlist(at=NOW))
        return store

    def die(self) -> None:
        """The kernel frees the lock; nothing else is put in order."""
        assert self.mortal._alive is not None
        self.run(self.mortal._alive.release())
        self.mortal = self.newborn()

    def of(self, mortal: bool) -> SqlStore:
        return self.mortal if mortal else self.store

    def teardown(self) -> None:
        self.run(self.mortal._discharge(self.mortal._id, self.mortal._alive))
        self.run(self.store.close())
        self.loop.close()
