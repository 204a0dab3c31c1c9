"""Draws what takes its time, between the claim and the intent: no transaction waits for it.

First a view, which locks nothing; then a moment in a transaction to write down what was seen; then
the picture, in none; then it is filled in by whoever still holds the message.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.crash import Point, crash_point
from bot.errors import Conflict, StoreUnavailable
from bot.messages import Card, Part
from bot.painting import painted
from bot.ports import Adapter, Clock, Delivery, Held, Occurrence, Store, Unit
from reminders.clerk import Clerk
from reminders.composing import Composer, Finish, fill, refuse

_log = logging.getLogger(__name__)
_PAUSE = 1.0  # seconds before a store that was away is asked again


@dataclass(frozen=True, slots=True)
class Slowly:
    """Who dies in between leaves a claimed message without content: it is drawn anew."""

    composer: Composer
    store: Store
    clock: Clock
    clerk: Clerk

    async def composed(
        self, held: Held[Delivery], what: Occurrence, adapter: Adapter
    ) -> Held[Delivery] | None:
        """The message with its content; None: superseded, refused, or no longer ours."""
        drawn: Sequence[Part] | str | None
        try:
            found = await self._drawn(what)
            drawn = found if isinstance(found, str) else adapter.render(held.item.to, found)
        except Exception:  # a bug of ours: the others shall not wait for its repair
            _log.exception("outbox: delivery %s cannot be drawn", held.id)
            drawn = None
        settled = await self.clerk.write(lambda unit: self._settled(unit, held, drawn))
        crash_point(Point.AFTER_FILL)
        return settled

    async def _drawn(self, what: Occurrence) -> Card | str:
        crash_point(Point.BEFORE_LOOK)
        seen = await self._seen(what)
        crash_point(Point.AFTER_LOOK)
        if isinstance(seen, str):
            return seen
        card = await self.clerk.write(lambda unit: _kept(unit, seen))
        crash_point(Point.AFTER_KEEP)
        if card.sketch is not None:
            await self.composer.painter.paint(card.sketch)
        crash_point(Point.AFTER_PICTURE)
        return painted(card, self.composer.painter)

    async def _seen(self, what: Occurrence) -> Finish | str:
        """A store that is away is waited for: the claim is ours as long as we live."""
        while True:
            try:
                async with self.store.view() as unit:
                    drawing = self.composer.slow[what.kind]
                    return await drawing.look(unit, what, now=self.clock.now())
            except StoreUnavailable as away:
                _log.warning("outbox: %s", away)
                await self.clock.sleep(_PAUSE)
            except Conflict:
                await self.clock.sleep(0)

    async def _settled(
        self, unit: Unit, held: Held[Delivery], drawn: Sequence[Part] | str | None
    ) -> Held[Delivery] | None:
        if drawn is None:
            await refuse(unit, held)
        elif isinstance(drawn, str):
            await self.composer.end(unit, held, drawn)
        else:
            filled = await fill(unit, held, drawn)
            crash_point(Point.IN_FILL)
            return filled
        return None


async def _kept(unit: Unit, seen: Finish) -> Card:
    card = await seen(unit)
    crash_point(Point.IN_KEEP)
    return card
