"""Draws what was planned when it is about to leave, so that it says what is true then."""

import logging
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.errors import Conflict, StoreUnavailable
from bot.messages import Card
from bot.ports import Adapter, Delivery, Held, NoTelemetry, Occurrence, Telemetry, Unit

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


@dataclass(frozen=True, slots=True)
class Composer:
    """``drawings`` by kind: the first word of an occurrence's key."""

    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    telemetry: Telemetry = NoTelemetry()  # noqa: RUF009 - it keeps nothing

    async def ready(
        self, unit: Unit, held: Held[Delivery], adapter: Adapter, *, now: datetime
    ) -> Held[Delivery] | None:
        """The message with its content; None when it has been superseded, or put back to wait."""
        if held.item.cause is not None or self._is_drawn(held):
            return held
        what = await unit.occurrences.planned(held.item.key)
        drawing = None if what is None else self.drawings.get(what.kind)
        if what is None or drawing is None:
            await self._end(unit, held, "nobody knows how to draw it")
            return None
        try:
            drawn = await drawing.draw(unit, replace(what, to=held.item.to), now=now)
            parts = adapter.render(held.item.to, drawn) if isinstance(drawn, Card) else ()
        except (StoreUnavailable, Conflict):
            raise
        except Exception:  # a bug of ours: the others shall not wait for its repair
            _log.exception("outbox: delivery %s cannot be drawn", held.id)
            await unit.occurrences.end(held, "refused", reason="could not be drawn; see the log")
            return None
        if isinstance(drawn, str):
            await self._end(unit, held, drawn)
            return None
        if isinstance(drawn, datetime):
            await unit.occurrences.undraw(held)
            await unit.outbox.release(held, due=drawn)
            return None
        await unit.occurrences.fill(held, parts)
        return replace(held, item=replace(held.item, message=parts[0]))

    def _is_drawn(self, held: Held[Delivery]) -> bool:
        """Whether it goes out as it stands: also what may have arrived and is repeated."""
        if not held.item.message.content:
            return False
        drawing = self.drawings.get(held.item.kind)
        return drawing is None or not drawing.again or held.item.part > 0 or held.doubts > 0

    async def _end(self, unit: Unit, held: Held[Delivery], reason: str) -> None:
        await unit.occurrences.end(held, "superseded", reason=reason)
        self.telemetry.occurrence(held.item.kind, "superseded")
