"""A platform that remembers what it took, and the adapter of one process that calls it."""

import asyncio
import contextvars
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bot.cards.plain import plain_text
from bot.messages import Account, Address, Card, Channel, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Refused, Scope, Sent, Unknown
from bot.ports import Adapter, Attempt, Doubt, Ingress, Rate, Route, Window
from tests.simulation.loop import Mortal, VirtualLoop

ROUTE = Route(platform=Platform.TELEGRAM, tenant="1")
MARK = "again: "
RESEND_FOR = timedelta(hours=3, minutes=50)
_REMEMBERS = 4 * 3600.0  # seconds a platform with a duplicate check tells copies apart
_LONG = 45.0  # longer than anybody waits for an answer
PAUSES = (1, 3, 10, 30)
KINDS = ("refused", "429", "429 all", "502", "502 after", "hangs", "hangs after", "garbage", "bad")
PLANTED = ("lies", "doubles")
"""No platform does this: the oracle has to see it."""
TAKEN = ("", "502 after", "hangs after", "garbage", "doubles")
DOUBTFUL = ("502", "502 after", "hangs", "hangs after", "garbage")


@dataclass(slots=True)
class Call:
    """One send as the platform saw it; times are virtual seconds."""

    who: Mortal
    chat: str
    text: str
    marked: bool
    at: float
    fault: str = ""
    ended: float | None = None
    until: float = 0.0  # the pause that the answer asked for
    known: bool = True  # whether the sender lived to write down what became of it


@dataclass(slots=True)
class Server:
    """``accepted``: when each message was taken, and whether as a marked copy."""

    loop: VirtualLoop
    dice: Random
    doubt: Doubt
    rate: Rate | None
    windows: dict[str, Sequence[Window]]
    faults: float = 0.0
    kinds: Sequence[str] = KINDS
    calls: list[Call] = field(default_factory=list)
    accepted: dict[str, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    doubts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    refused: set[str] = field(default_factory=set)
    blocked: dict[str, float] = field(default_factory=dict)  # chat: since when
    moved: dict[str, tuple[float, str]] = field(default_factory=dict)  # chat: since when, where
    _world: contextvars.Context = field(default_factory=contextvars.copy_context)

    def fault(self, call: Call) -> str:
        if call.chat in self.moved and self.moved[call.chat][0] <= call.at:
            return "moved"
        if call.chat in self.blocked and self.blocked[call.chat] <= call.at:
            return "blocked"
        return self.dice.choice(self.kinds) if self.dice.random() < self.faults else ""

    async def take(self, call: Call) -> Outcome:
        """What the sender hears; what was said arrives even if he dies meanwhile."""
        self.calls.append(call)
        call.fault = fault = self.fault(call)
        there, back = self.dice.random() * 0.1, self.dice.random() * 0.1
        if fault in TAKEN:
            for _ in range(2 if fault == "doubles" else 1):
                self.loop.call_later(there, self._accept, call, context=self._world)
        await asyncio.sleep(there + back + (_LONG if fault.startswith("hangs") else 0))
        return self.answer(call)

    def _accept(self, call: Call) -> None:
        times = self.accepted[call.text]
        if self.doubt is Doubt.RESEND and times and self.loop.time() - times[-1][0] < _REMEMBERS:
            return
        times.append((self.loop.time(), call.marked))

    def answer(self, call: Call) -> Outcome:
        match call.fault:
            case "" | "lies" | "doubles":
                return Sent(f"id of {call.text}")
            case "refused":
                return Later(None, "connection refused")
            case "429" | "429 all" as which:
                pause = self.dice.choice(PAUSES)
                call.until = self.loop.time() + pause
                scope = Scope.CHAT if which == "429" else Scope.PLATFORM
                return Later(timedelta(seconds=pause), "too many", scope)
            case "moved":
                return Later(timedelta(0), "migrated", moved_to=self.moved[call.chat][1])
            case "bad" | "blocked" as which:
                self.refused.add(call.text)
                return Refused(which, dead=which == "blocked")
            case "garbage":
                raise ValueError("garbage")
            case _:
                return Unknown(call.fault)


class Phone(Adapter):
    """What one process has of the platform."""

    platform = ROUTE.platform
    tenant = ROUTE.tenant
    resend_for = RESEND_FOR

    def __init__(self, server: Server, who: Mortal) -> None:
        self.server, self.who = server, who
        self.rate, self.doubt = server.rate, server.doubt

    async def listen(self, ingress: Ingress) -> None:
        """Events are handed in by the world."""

    def to_request(self, event: Event) -> Request | None:
        said = json.loads(event.payload)
        if said == "nothing":
            return None
        account = Account(self.platform, self.tenant, event.lane)
        home = Address(self.platform, self.tenant, event.lane)
        return Request(
            sender=account, origin=home, private=home, channel=Channel.PRIVATE, text=said
        )

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        if card.title.startswith("r:"):
            return [Part(f"{card.title}.{n}", card) for n in range(len(card.body) or 1)]
        return [Part(plain_text(card), card)]

    def repeated(self, part: Part) -> Part:
        return Part(MARK + part.content, part.shows)

    def windows(self, to: Address) -> Sequence[Window]:
        return self.server.windows.get(to.chat, ())

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        server, text = self.server, part.content.removeprefix(MARK)
        marked = text != part.content
        call = Call(self.who, to.chat, text, marked, server.loop.time())
        if self.who.given_up:
            server.doubts[text] += 1
        try:
            return await server.take(call)
        finally:
            if not self.who.dead:
                call.ended = server.loop.time()
                call.known = not self.who.given_up
                if call.fault in DOUBTFUL:
                    server.doubts[text] += 1

    async def reconcile(self, attempt: Attempt) -> Outcome:
        server, text = self.server, attempt.part.content
        await asyncio.sleep(server.dice.random() * 0.1)
        if server.dice.random() < server.faults:
            return Unknown("history cannot be read")
        return Sent("found") if server.accepted.get(text) else Later(None, "not there")

    async def worked(self, event: Event) -> None:
        """Nobody waits for it."""

    async def close(self) -> None:
        """There is nothing to close."""
