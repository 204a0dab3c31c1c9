"""One history: a seed's script played on the real core, then judged."""

import asyncio
import contextvars
import hashlib
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bot.errors import Conflict, StoreUnavailable
from bot.messages import Address, Card, Event, Part
from bot.ports import Clock
from tests.simulation.bench import Bench
from tests.simulation.disk import Disk
from tests.simulation.loop import VirtualLoop
from tests.simulation.oracle import judge
from tests.simulation.platform import ROUTE, Server
from tests.simulation.process import Process
from tests.simulation.script import SWITCHES, Message, Said, Script, script_of

START = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
_ROUNDS = 300  # looks until what is left counts as stuck
_SHORT = 60.0
_SEEN = 6.0


@dataclass(frozen=True, slots=True)
class Verdict:
    seed: int
    violations: list[str]
    trace: list[str]
    hash: str


class WallClock(Clock):
    """The virtual time and whatever jumps were made."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop, self.jumped = loop, 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.time() + self.jumped)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class World:
    def __init__(self, seed: int, bench: Bench, script: Script | None = None) -> None:
        self.seed, self.bench = seed, bench
        self.dice = Random(seed)  # noqa: S311 - it shall be foreseen
        self.script = script or script_of(self.dice)
        self.loop = VirtualLoop(self.dice)
        self.disk = Disk(self.loop, self.dice, self.strikes)
        self.clock = WallClock(self.loop)
        script = self.script
        self.server = Server(
            self.loop,
            self.dice,
            script.doubt,
            script.rate,
            script.windows,
            script.faults,
            script.kinds,
            blocked=script.blocked,
            moved=script.moved,
        )
        self.context = contextvars.copy_context()  # of nobody who can die
        self.calm = False
        self.processes: list[Process | None] = [None] * script.processes
        self.born = 0
        self.kills: list[float] = []
        self.losses = 0
        self.jumps: list[tuple[float, float]] = []
        self.told: dict[str, float] = {}  # when each text was known to be stored
        self.struck: dict[str, int] = {}
        self.trace: list[tuple[float, str]] = []
        self.violations: list[str] = []

    # What processes have of it -----------------------------------------------------------------

    def strikes(self, switch: str) -> bool:
        if self.calm or switch not in self.script.switches:
            return False
        strikes = self.dice.random() < SWITCHES[switch]
        if strikes:
            self.struck[switch] = self.struck.get(switch, 0) + 1
        return strikes

    def note(self, what: str) -> None:
        self.trace.append((self.loop.time(), what))

    def complain(self, what: str) -> None:
        self.note(f"violation: {what}")
        self.violations.append(what)

    # Life and death ----------------------------------------------------------------------------

    def start(self, place: int) -> None:
        if self.processes[place] is None:
            self.born += 1
            name = f"{'abcd'[place]}{self.born}"
            self.processes[place] = Process(self, name, self.bench.databases[place])
            self.note(f"{name} starts")

    def kill(self, process: Process) -> None:
        if process.dead:
            return
        self.note(f"{process.name} dies")
        self.kills.append(self.loop.time())
        self._doubt(process)
        process.dead = True
        process.database.die()
        place = self.processes.index(process)
        self.processes[place] = None
        process.ends.set_result(None)
        if not self.calm or not self.alive():
            later = self.dice.random()
            self.loop.call_later(later, self.start, place, context=self.context)

    def _doubt(self, process: Process) -> None:
        """Nobody will learn what became of what it was about to send."""
        for text in self.bench.sending(process.store.ids):
            self.server.doubts[text] += 1
            for call in self.server.calls:
                if call.who is process and call.text == text:
                    call.known = False

    def give_up(self) -> None:
        """Somebody loses his lock while he works: the others take him for dead."""
        able = [process for process in self.alive() if process.ready]
        if len(able) > 1 and not self.calm:
            process = self.dice.choice(able)
            self.note(f"{process.name} loses its lock")
            self.losses += 1
            process.given_up = True
            self._doubt(process)
            process.database.lose_locks()

    def surprise(self) -> None:
        """At any step somebody may die."""
        alive = self.alive()
        if alive and not self.calm and len(self.kills) < 12:
            self.kill(self.dice.choice(alive))
            self._next_surprise()

    def _next_surprise(self) -> None:
        if self.script.kills:
            mean = 400 / self.script.kills
            self.loop.surprise_at = self.loop.steps + 1 + int(self.dice.expovariate(1 / mean))

    def alive(self) -> list[Process]:
        return [process for process in self.processes if process is not None]

    def jump(self, seconds: float) -> None:
        self.note(f"the clock jumps {seconds:+.0f} s")
        self.jumps.append((self.loop.time(), seconds))
        self.clock.jumped += seconds

    def outage(self, begins: bool) -> None:
        self.disk.away = begins and not self.calm
        self.note("the store is " + ("away" if self.disk.away else "back"))

    # What happens to it ------------------------------------------------------------------------

    async def _by_somebody(self, what: Callable[[Process], Coroutine[Any, Any, None]]) -> None:
        """Until one process has done it: who dies or fails is followed by another."""
        while True:
            able = [process for process in self.alive() if process.ready]
            if able:
                process = self.dice.choice(able)
                task = process.does(what(process))
                await asyncio.wait([task, process.ends], return_when=asyncio.FIRST_COMPLETED)
                if task.done():
                    error = task.exception()
                    if error is None:
                        return
                    if not isinstance(error, StoreUnavailable | Conflict):
                        raise error
            await asyncio.sleep(0.3)

    async def _plan(self, message: Message) -> None:
        await asyncio.sleep(message.at)

        async def put(process: Process) -> None:
            to = Address(ROUTE.platform, ROUTE.tenant, message.chat)
            parts = [Part(text, Card(text)) for text in message.texts]
            key = f"k{message.number}"
            async with process.store.unit() as unit:
                now = self.clock.now()
                await unit.outbox.put(key, to, parts, at=now, urgent=message.urgent)
            process.outbox_bell.ring()

        await self._by_somebody(put)
        self.told |= dict.fromkeys(message.texts, self.loop.time())

    async def _say(self, said: Said, at: float) -> None:
        await asyncio.sleep(at)
        event = Event(
            platform=ROUTE.platform,
            tenant=ROUTE.tenant,
            id=said.id,
            lane=said.chat,
            payload="{" if said.what == "unreadable" else json.dumps(said.what),
        )
        await self._by_somebody(lambda process: process.gate.accept(event))

    async def play(self) -> None:
        script = self.script
        for place in range(script.processes):
            self.start(place)
        self._next_surprise()
        for at, seconds in script.jumps:
            self.loop.call_later(at, self.jump, seconds)
        for at in script.losses:
            self.loop.call_later(at, self.give_up)
        for at, lasts in script.outages:
            self.loop.call_later(at, self.outage, True)
            self.loop.call_later(at + lasts, self.outage, False)
        sources = [self._plan(message) for message in script.messages]
        sources += [self._say(said, at) for said in script.said for at in said.times]
        tasks = [asyncio.create_task(source) for source in sources]
        await asyncio.sleep(script.lasts)
        self._calm_down()
        await asyncio.gather(*tasks)
        await self._drain()

    def _calm_down(self) -> None:
        self.note("no more faults")
        self.calm, self.disk.away = True, False
        self.server.faults = 0.0
        if self.script.kills or self.dice.random() < 0.8:
            for process in self.alive()[1:]:
                self.kill(process)
        if not self.alive():
            self.start(0)

    async def _drain(self) -> None:
        """Without faults, until nothing is left; what is to be waited for is leapt over.

        A long wait only after everybody has had the time to see that the clock went back.
        """
        began = self.loop.time()
        for _ in range(_ROUNDS):
            await asyncio.sleep(0.3)
            if not self.bench.unfinished():
                return
            ready = self.bench.ready_at()
            rest = 0.0 if ready is None else (ready - self.clock.now()).total_seconds()
            if rest > 1 and (rest < _SHORT or self.loop.time() - began > _SEEN):
                self.note(f"nothing to do for {rest:.1f} s")
                self.loop.leap(rest)


def run(seed: int, bench: Bench, script: Script | None = None) -> Verdict:
    """The history of ``seed``, or of another script under its dice."""
    bench.reset()
    world = World(seed, bench, script)
    try:
        world.loop.run(world.play())
        judge(world)
    except Exception as error:
        world.complain(f"the history broke off: {error!r}")
    for failure in world.loop.failures:
        world.complain(failure)
    for process in world.alive():
        process.dead = True
        process.database.die()
    lines = [f"{at:10.3f} {what}" for at, what in _told(world)]
    world.loop.bury()
    digest = hashlib.blake2b("\n".join(lines).encode(), digest_size=8)
    digest.update(str((world.loop.steps, bench.rows(), world.dice.random())).encode())
    return Verdict(seed, world.violations, lines, digest.hexdigest())


def _told(world: World) -> list[tuple[float, str]]:
    """The trace with what the platform saw."""
    lines = list(world.trace)
    for call in world.server.calls:
        name = getattr(call.who, "name", "?")
        what = f"{name} sends {call.text} to {call.chat}" + " (marked)" * call.marked
        end = "-" if call.ended is None else f"{call.ended:.3f}"
        lines.append((call.at, f"{what}: {call.fault or 'ok'}, heard {end}"))
    for text, times in world.server.accepted.items():
        lines += [(at, f"the platform has {text}" + " (marked)" * mark) for at, mark in times]
    return sorted(lines, key=lambda line: line[0])
