"""Draws what was planned when it is about to leave, so that it says what is true then."""

import logging
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.errors import Conflict, StoreUnavailable
from bot.messages import Card, Part
from bot.ports import (
    Adapter,
    Delivery,
    Held,
    NoPainter,
    NoTelemetry,
    Occurrence,
    Painter,
    Telemetry,
    Unit,
)

_log = logging.getLogger(__name__)


class Drawing(Protocol):
    """How one kind of occurrence looks."""

    again: bool = False
    """Whether what was drawn and could not be sent is looked at anew with each try."""

    @abstractmethod
    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str | datetime:
        """The card as it is now; or why there is no reason for it any more; or not before when.

        ``what.to`` is where it would go.
        """


Finish = Callable[[Unit], Awaitable[Card]]
"""Writes down what was seen, in a moment, and gives the card.  May run several times."""


class SlowDrawing(Protocol):
    """How something looks that takes its time: it counts a whole plan, or has a picture."""

    @abstractmethod
    async def look(self, unit: Unit, what: Occurrence, *, now: datetime) -> Finish | str:
        """Only reads, in a view; what is left to do, or why there is no reason any more."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message of ours.  ``what``: it has no content yet, because drawing it takes its time."""

    held: Held[Delivery]
    what: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class Composer:
    """``drawings`` and ``slow`` ones by kind: the first word of an occurrence's key."""

    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    telemetry: Telemetry = NoTelemetry()  # noqa: RUF009 - it keeps nothing
    slow: Mapping[str, SlowDrawing] = field(default_factory=dict)
    painter: Painter = NoPainter()  # noqa: RUF009 - it keeps nothing

    async def ready(
        self, unit: Unit, held: Held[Delivery], adapter: Adapter, *, now: datetime
    ) -> Composed | None:
        """The message with its content, if it is drawn in a moment.

        None when it has been superseded, or put back to wait.
        """
        if held.item.cause is not None or self._is_drawn(held):
            return Composed(held)
        what = await unit.occurrences.planned(held.item.key)
        if what is not None and what.kind in self.slow:
            return Composed(held, what)
        drawing = None if what is None else self.drawings.get(what.kind)
        if what is None or drawing is None:
            await self.end(unit, held, "nobody knows how to draw it")
            return None
        try:
            drawn = await drawing.draw(unit, replace(what, to=held.item.to), now=now)
            parts = adapter.render(held.item.to, drawn) if isinstance(drawn, Card) else ()
        except (StoreUnavailable, Conflict):
            raise
        except Exception:  # a bug of ours: the others shall not wait for its repair
            _log.exception("outbox: delivery %s cannot be drawn", held.id)
            await refuse(unit, held)
            return None
        if isinstance(drawn, str):
            await self.end(unit, held, drawn)
            return None
        if isinstance(drawn, datetime):
            await unit.occurrences.undraw(held)
            await unit.outbox.release(held, due=drawn)
            return None
        filled = await fill(unit, held, parts)
        return None if filled is None else Composed(filled)

    def _is_drawn(self, held: Held[Delivery]) -> bool:
        """Whether it goes out as it stands: also what may have arrived and is repeated."""
        if not held.item.message.content:
            return False
        drawing = self.drawings.get(held.item.kind)
        return drawing is None or not drawing.again or held.item.part > 0 or held.doubts > 0

    async def end(self, unit: Unit, held: Held[Delivery], reason: str) -> None:
        """Its reason is gone."""
        await unit.occurrences.end(held, "superseded", reason=reason)
        self.telemetry.occurrence(held.item.kind, "superseded")


async def fill(unit: Unit, held: Held[Delivery], parts: Sequence[Part]) -> Held[Delivery] | None:
    """The message with its content; None when somebody took it from us."""
    if not await unit.occurrences.fill(held, parts):
        return None
    return replace(held, item=replace(held.item, message=parts[0]))


async def refuse(unit: Unit, held: Held[Delivery]) -> None:
    """A bug of ours: told as a failure, like any other."""
    await unit.occurrences.end(held, "refused", reason="could not be drawn; see the log")
