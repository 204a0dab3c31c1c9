"""What was in something that the office sent in."""

from dataclasses import dataclass

from bot.attachments import Missed, Parcel
from bot.model.ledger_file import LedgerFile
from bot.model.plan import PlanDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """One of ``missed``, ``ledger`` and ``draft``; a draft may be refused.

    ``sha256`` and ``size`` (bytes) are of the file, ``name`` is "-" for pasted text.
    """

    parcel: Parcel
    name: str
    sha256: str = ""
    size: int = 0
    missed: Missed | None = None
    ledger: LedgerFile | None = None
    draft: PlanDraft | None = None
