"""Draws what was planned when it is about to leave, so that it says what is true then."""

import logging
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.errors import Conflict, StoreUnavailable
from bot.messages import Card
from bot.painting import painted, to_paint
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

    @abstractmethod
    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        """The card as it is now; or why there is no reason for it any more."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message that may leave.  ``card``: it has no content yet, because of its picture."""

    held: Held[Delivery]
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Composer:
    """``drawings`` by kind: the first word of an occurrence's key.

    What has no picture is drawn and filled in with the claim.  A picture takes its time, so it is
    painted after the claim is committed, and filled in by whoever still holds the message then.
    """

    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    telemetry: Telemetry = NoTelemetry()  # noqa: RUF009 - it keeps nothing
    painter: Painter = NoPainter()  # noqa: RUF009 - it keeps nothing

    async def ready(
        self, unit: Unit, held: Held[Delivery], adapter: Adapter, *, now: datetime
    ) -> Composed | None:
        """The message as far as a transaction allows; None when it has been superseded."""
        if held.item.cause is not None or held.item.message.content:
            return Composed(held)
        what = await unit.occurrences.planned(held.item.key)
        drawing = None if what is None else self.drawings.get(what.kind)
        if what is None or drawing is None:
            await self._end(unit, held, "nobody knows how to draw it")
            return None
        try:
            drawn = await drawing.draw(unit, what, now=now)
            if isinstance(drawn, str):
                await self._end(unit, held, drawn)
                return None
            if to_paint(drawn, self.painter):
                return Composed(held, drawn)
            filled = await self._fill(unit, held, drawn, adapter)
        except (StoreUnavailable, Conflict):
            raise
        except Exception:  # a bug of ours: the others shall not wait for its repair
            _log.exception("outbox: delivery %s cannot be drawn", held.id)
            await unit.occurrences.end(held, "refused", reason="could not be drawn; see the log")
            return None
        return None if filled is None else Composed(filled)

    async def paint(self, card: Card) -> None:
        """Outside of any transaction.  Never raises: a picture that fails leaves the text."""
        if card.sketch is not None:
            await self.painter.paint(card.sketch)

    async def fill(
        self, unit: Unit, held: Held[Delivery], card: Card, adapter: Adapter
    ) -> Held[Delivery] | None:
        """After the painting; None when somebody took the message from us, or it cannot be."""
        try:
            return await self._fill(unit, held, card, adapter)
        except (StoreUnavailable, Conflict):
            raise
        except Exception:
            _log.exception("outbox: delivery %s cannot be drawn", held.id)
            await unit.occurrences.end(held, "refused", reason="could not be drawn; see the log")
            return None

    async def _fill(
        self, unit: Unit, held: Held[Delivery], card: Card, adapter: Adapter
    ) -> Held[Delivery] | None:
        parts = adapter.render(held.item.to, painted(card, self.painter))
        if not await unit.occurrences.fill(held, parts):
            return None
        return replace(held, item=replace(held.item, message=parts[0]))

    async def _end(self, unit: Unit, held: Held[Delivery], reason: str) -> None:
        await unit.occurrences.end(held, "superseded", reason=reason)
        self.telemetry.occurrence(held.item.kind, "superseded")
