"""Which of one's own writes 撤销 means: the one whose card it was pressed on, else the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.model.update import Update


@dataclass(frozen=True, slots=True)
class Write:
    """What one message wrote, newest first; ``named``: by the card, whatever came after it."""

    updates: Sequence[Update] = ()
    named: bool = False

    @property
    def batch(self) -> str:
        """The key of the message."""
        return self.updates[0].batch

    @property
    def at(self) -> datetime | None:
        """When; None where nothing was written."""
        return max((update.at for update in self.updates), default=None)

    @property
    def refs(self) -> Sequence[int]:
        """The numbers of the items."""
        return list(dict.fromkeys(update.task_ref for update in self.updates))


async def find(call: Call) -> Write:
    """Refuses what the card's message wrote where that has been taken back already.

    A card that answers nothing of one's own, such as a question, names no write.
    """
    if call.answers:
        written = await call.unit.tasks.written(call.person.id, call.answers)
        standing = [update for update in written if not update.undone]
        if standing:
            return Write(standing, named=True)
        if written:
            raise UserError(Code.NOTHING_TO_UNDO, again=True, number=written[-1].task_ref)
    return Write(await call.unit.tasks.last_batch(call.person.id))
