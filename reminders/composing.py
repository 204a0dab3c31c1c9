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

    @abstractmethod
    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        """The card as it is now; or why there is no reason for it any more."""


@dataclass(frozen=True, slots=True)
class Composer:
    """``drawings`` by kind: the first word of an occurrence's key."""

    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    telemetry: Telemetry = NoTelemetry()  # noqa: RUF009 - it keeps nothing

    async def ready(
        self, unit: Unit, held: Held[Delivery], adapter: Adapter, *, now: datetime
    ) -> Held[Delivery] | None:
        """The message with its content; None when it has been superseded."""
        if held.item.cause is not None or held.item.message.content:
            return held
        what = await unit.occurrences.planned(held.item.key)
        drawing = None if what is None else self.drawings.get(what.kind)
        if what is None or drawing is None:
            await self._end(unit, held, "nobody knows how to draw it")
            return None
        try:
            drawn = await drawing.draw(unit, what, now=now)
            parts = () if isinstance(drawn, str) else adapter.render(held.item.to, drawn)
        except (StoreUnavailable, Conflict):
            raise
        except Exception:  # a bug of ours: the others shall not wait for its repair
            _log.exception("outbox: delivery %s cannot be drawn", held.id)
            await unit.occurrences.end(held, "refused", reason="could not be drawn; see the log")
            return None
        if isinstance(drawn, str):
            await self._end(unit, held, drawn)
            return None
        await unit.occurrences.fill(held, parts)
        return replace(held, item=replace(held.item, message=parts[0]))

    async def _end(self, unit: Unit, held: Held[Delivery], reason: str) -> None:
        await unit.occurrences.end(held, "superseded", reason=reason)
        self.telemetry.occurrence(held.item.kind, "superseded")
