"""Who leaves in which of the slots that one process has reserved."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.ports import Clock


@dataclass(slots=True, eq=False)
class Turn:
    """When a message may leave.  The slot of bulk moves when something urgent overtakes it."""

    slot: datetime
    urgent: bool


@dataclass(slots=True)
class Turns:
    """Those of one bot.  The slots stay as they are, so that the pace is even whoever leaves.

    What time it is is asked here: by the time that a caller had before it committed, bulk that
    has left would still wait, and its slot would be used twice.
    """

    clock: Clock
    _waiting: list[Turn] = field(default_factory=list)

    def take(self, slot: datetime, *, urgent: bool) -> Turn:
        turn = Turn(slot, urgent)
        self._waiting.append(turn)
        self.move(turn, slot)
        return turn

    def move(self, turn: Turn, slot: datetime) -> None:
        """To ``slot``; or, if it is urgent, to the first that bulk has, which all moves up."""
        turn.slot = slot
        if turn.urgent:
            self._overtake(turn, [one for one in self._bulk() if one.slot < slot])

    def trade(self, turn: Turn) -> bool:
        """Something urgent missed its slot: as if bulk had missed it.  False: there is no bulk."""
        bulk = self._bulk() if turn.urgent else []
        self._overtake(turn, bulk)
        return bool(bulk)

    def _bulk(self) -> list[Turn]:
        now = self.clock.now()
        bulk = [one for one in self._waiting if not one.urgent and one.slot > now]
        return sorted(bulk, key=lambda one: one.slot)

    def _overtake(self, turn: Turn, bulk: list[Turn]) -> None:
        for one in reversed(bulk):
            turn.slot, one.slot = one.slot, turn.slot

    def drop(self, turn: Turn) -> None:
        """It has left, or never will."""
        self._waiting.remove(turn)
