"""Reads what the office sends in, in a process that may die of it."""

import re
from collections.abc import Sequence

from bot.model.ledger_file import Sheet
from bot.model.plan import PlanDraft
from bot.ports.reading import DocumentReader

_MAY_BE = (b"PK", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
_KEY = re.compile(rb"P[0-9]{1,18}-T[0-9]{1,18}-D")


class ApartReader(DocumentReader):
    """What reads documents is loaded with the first of them."""

    async def sheets(self, data: bytes) -> Sequence[Sheet]:
        if not data.startswith(_MAY_BE) and _KEY.search(data) is None:
            return ()  # no process need look at it
        from store.plan.safely import read_sheets_safely  # noqa: PLC0415 - takes a while

        pages = await read_sheets_safely(data)
        return [Sheet(name, tuple(map(tuple, rows))) for name, rows in pages]

    async def plan(self, data: bytes, *, name: str) -> PlanDraft:
        from store.plan.register import Register  # noqa: PLC0415 - takes a while
        from store.plan.safely import read_plan_safely  # noqa: PLC0415

        return await read_plan_safely(data, name=name, register=Register.shipped())
