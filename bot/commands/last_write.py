"""Which of one's own writes 撤销 means: the one whose card it was pressed on, else the last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.model.report import Edit
from bot.model.update import Update


@dataclass(frozen=True, slots=True)
class Write:
    """What one message wrote, newest first: records, and into reports by hand.

    ``named``: by the card, whatever came after it.
    """

    updates: Sequence[Update] = ()
    edits: Sequence[Edit] = ()
    named: bool = False

    def __bool__(self) -> bool:
        return bool(self.updates or self.edits)

    @property
    def at(self) -> datetime | None:
        """When; None where nothing was written."""
        return max((one.at for one in self._all), default=None)

    @property
    def refs(self) -> Sequence[int]:
        """The numbers of the items."""
        return list(dict.fromkeys(one.task_ref for one in self._all))

    @property
    def standing(self) -> "Write":
        """What of it has not been taken back."""
        updates = [update for update in self.updates if not update.undone]
        return replace(self, updates=updates, edits=[one for one in self.edits if not one.undone])

    @property
    def _all(self) -> Sequence[Update | Edit]:
        return (*self.updates, *self.edits)

    def is_after(self, record: int) -> bool:
        """Whether any of it was written after record ``record``, by its id."""
        return any(one.id > record for one in self.updates) or any(
            one.since >= record for one in self.edits
        )


async def find(call: Call) -> Write:
    """Refuses what the card's message wrote where that has been taken back already.

    A card that answers nothing of one's own, such as a question, names no write.
    """
    tasks, reports, person = call.unit.tasks, call.unit.reports, call.person.id
    if call.answers:
        whole = Write(
            await tasks.written(person, call.answers),
            await reports.edits(person, call.answers),
            named=True,
        )
        if whole.standing:
            return whole.standing
        if whole:
            raise UserError(Code.NOTHING_TO_UNDO, again=True, number=whole.refs[0])
    return _later(await tasks.last_batch(person), await reports.last_edits(person))


def _later(updates: Sequence[Update], edits: Sequence[Edit]) -> Write:
    """Both, where one message wrote both."""
    if not updates or not edits or updates[0].batch == edits[0].batch:
        return Write(updates, edits)
    newest = max(update.id for update in updates)
    return Write(updates) if newest > edits[0].since else Write((), edits)
