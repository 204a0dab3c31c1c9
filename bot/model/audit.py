"""The audit: who did what, and was let, in an order that nobody can change unseen."""

from dataclasses import dataclass

OPERATOR = "operator"
"""The actor of what is done on the command line."""

SYSTEM = "system"
"""The actor of what happens by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act.

    ``actor``: ``person:7``, ``OPERATOR``, ``SYSTEM``, or ``unbound`` for somebody nobody knows.
    ``channel``: a platform and what kind of chat, ``telegram private``; ``command line``.
    ``act``: the command's English name.  ``object``: ``task:24`` (the row's id, not the number),
    ``person:7``, ``plan:1``, ``period:3`` …, empty for none.  ``outcome``: a ``Verdict`` of the one
    door, or a code of ``bot.errors``.  ``text`` is what was typed: only a salted commitment to it
    is kept, so that somebody who has the text can prove it.  None, where it may not be kept at all.
    """

    actor: str
    channel: str
    act: str
    object: str = ""
    outcome: str = "do"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last entry's number, 0 before the first, and its hash in hexadecimal."""

    number: int
    hash: str

    @property
    def witness(self) -> str:
        """What is printed where others keep it: ``1234:7f3a9c21e04b``."""
        return f"{self.number}:{self.hash[:12]}"
