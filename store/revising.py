"""A draft takes effect on the plan in force."""

from typing import Any

from bot.errors import Conflict
from bot.model.revision import Revised


class Revising:
    """Comes next."""

    def __init__(self, sql: Any) -> None: ...

    async def apply(self, *a: Any, **k: Any) -> Revised:
        raise Conflict("the plan in force cannot be revised yet")
