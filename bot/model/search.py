"""What a search has found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the tasks that have all ``words``, by ``ref``; ``total``: on all pages.

    ``named``: the departments, by id, that a word is the name of, or a part of it.
    """

    words: Sequence[str]
    tasks: Sequence[Task]
    total: int
    page: int
    named: Collection[int] = ()
