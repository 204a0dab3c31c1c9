"""An event loop whose time is virtual and whose order is the seed's."""

import asyncio
import contextvars
import heapq
from asyncio import Handle, TimerHandle, events
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any, Protocol, TypeVar, cast

T = TypeVar("T")


class Mortal(Protocol):
    """Whoever runs callbacks; once it is dead none of its callbacks runs any more.

    ``given_up``: it lives, but others may have taken it for dead.
    """

    dead: bool
    given_up: bool


WHO: contextvars.ContextVar[Mortal | None] = contextvars.ContextVar("who", default=None)
"""The process that a callback belongs to; None is the world itself."""

Job = Callable[[Callable[[], Any], "asyncio.Future[Any]"], None]


class VirtualLoop:
    """Runs one of the ready callbacks, whichever the dice say; time passes when none is ready.

    It has what tasks, futures and timeouts ask of a loop, and no wires.
    ``job`` is what stands in for threads: it gets the work and the future to settle.
    """

    def __init__(self, dice: Random, job: Job | None = None) -> None:
        self.job = job
        self.steps = 0
        self.surprise_at = -1
        self.surprise: Callable[[], None] = lambda: None
        self.failures: list[str] = []
        self.tasks: list[asyncio.Task[Any]] = []  # nobody's end may come by garbage collection
        self._loop = cast("asyncio.AbstractEventLoop", self)
        self._random = dice.random
        self._now = 0.0
        self._number = 0
        self._ready: list[Handle] = []
        self._timers: list[tuple[float, int, TimerHandle]] = []

    # What asyncio asks of a loop ---------------------------------------------------------------

    def time(self) -> float:
        return self._now

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def call_soon(
        self, callback: Any, *args: Any, context: contextvars.Context | None = None
    ) -> Handle:
        handle = Handle(callback, args, self._loop, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_later(
        self, delay: float, callback: Any, *args: Any, context: contextvars.Context | None = None
    ) -> TimerHandle:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Any, *args: Any, context: contextvars.Context | None = None
    ) -> TimerHandle:
        handle = TimerHandle(when, callback, args, self._loop, context)
        self._number += 1
        heapq.heappush(self._timers, (when, self._number, handle))
        return handle

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        """It is skipped when its time comes."""

    def create_future(self) -> "asyncio.Future[Any]":
        return asyncio.Future(loop=self._loop)

    def create_task(
        self,
        coro: Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: contextvars.Context | None = None,
    ) -> "asyncio.Task[T]":
        task: asyncio.Task[T] = asyncio.Task(coro, loop=self._loop, name=name, context=context)
        self.tasks.append(task)
        return task

    def run_in_executor(
        self, executor: Any, func: Callable[..., T], *args: Any
    ) -> "asyncio.Future[T]":
        """In place, at a moment of the loop's own."""
        assert not args
        future = self.create_future()
        if self.job is None:
            future.set_result(func())
        else:
            self.job(func, future)
        return future

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.failures.append(f"{context.get('message')}: {context.get('exception')!r}")

    # Running -----------------------------------------------------------------------------------

    def leap(self, seconds: float) -> None:
        """Time passes while everybody sleeps: what is over then rings once."""
        self._now += seconds

    def run(self, main: Coroutine[Any, Any, T], most: int = 30_000) -> T:
        """Until ``main`` has ended; RuntimeError after ``most`` steps."""
        events._set_running_loop(self._loop)
        try:
            task = self.create_task(main)
            while not task.done():
                if self.steps >= most:
                    raise RuntimeError(f"no end after {most} steps")
                self._step()
            return task.result()
        finally:
            events._set_running_loop(None)

    def _step(self) -> None:
        ready = self._ready
        if not ready:
            self._wait()
        self.steps += 1
        if self.steps == self.surprise_at:
            self.surprise()
        at = int(self._random() * len(ready))
        handle, ready[at] = ready[at], ready[-1]
        ready.pop()
        if handle._cancelled:
            return
        who = handle._context.get(WHO)  # type: ignore[attr-defined]
        if who is None or not who.dead:
            handle._run()

    def _wait(self) -> None:
        """Go to the next timer that still counts."""
        timers = self._timers
        while timers:
            when, _, handle = heapq.heappop(timers)
            if handle._cancelled:
                continue
            self._now = max(self._now, when)
            self._ready.append(handle)
            while timers and timers[0][0] <= self._now:
                self._ready.append(heapq.heappop(timers)[2])
            return
        raise RuntimeError("nothing will ever happen again")

    def bury(self) -> None:
        """Close what never ended, once nothing of it matters any more."""
        for task in self.tasks:
            if not task.done():
                setattr(task, "_log_destroy_pending", False)  # noqa: B010 - typeshed hides it
                coroutine = task.get_coro()
                try:
                    assert coroutine is not None
                    coroutine.close()
                except RuntimeError:  # it wants to wait for something while it is closed
                    pass
        self.tasks.clear()
        self._ready.clear()
        self._timers.clear()
