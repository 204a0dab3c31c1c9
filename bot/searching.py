"""What was probably meant by words that are found nowhere: for the chat and for the board."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import likeness, words
from bot.ports import Tasks

_FEW = 4
"""With more words than this, none of them is taken for a slip or offered alone."""


@dataclass(frozen=True, slots=True)
class Slip:
    """``meant``: the query as it was probably meant, None where nothing is near.

    ``alone``: how many tasks each of the words, as it was meant, finds by itself.
    """

    meant: str | None = None
    alone: Mapping[str, int] = field(default_factory=dict)


async def slip_in(tasks: Tasks, plan: int, query: str) -> Slip:
    """For a query that finds nothing; what stands in quotes was meant as it is.

    One statement for one word, three at most for several.
    """
    wanted = words.terms(query)
    if len(wanted) > _FEW:
        return Slip()
    several = len(wanted) > 1
    alone = await tasks.found_by(plan, wanted) if several else dict.fromkeys(wanted, 0)
    unknown = [word for word in wanted if not alone[word]]
    if not unknown or words.quoted(query):
        return Slip(None, alone)
    texts = await tasks.vocabulary(plan)
    right = {word: likeness.meant(word, texts) for word in unknown}
    corrected = [right.get(word) or word for word in wanted]
    if several and corrected != wanted:
        alone = await tasks.found_by(plan, corrected)
    return Slip(" ".join(corrected) if all(right.values()) else None, alone)
