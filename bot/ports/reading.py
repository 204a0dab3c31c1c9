"""Somebody to read what the office sends in: other people's bytes, at arm's length."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from bot.model.ledger_file import Sheet
from bot.model.plan import PlanDraft


class DocumentReader(Protocol):
    """Reads bytes in a process of their own, which may die of them.

    Takes seconds: never in a transaction.
    """

    @abstractmethod
    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        """The pages of a spreadsheet; none of what is no spreadsheet or could not be read."""

    @abstractmethod
    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        """A plan document, or a draft that says why it is refused."""


class NoDocumentReader(DocumentReader):
    """Where nobody sends anything in."""

    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        raise RuntimeError("nobody reads files here")

    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        raise RuntimeError("nobody reads files here")
