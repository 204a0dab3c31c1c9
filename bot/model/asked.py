"""What the requests of departments to the office have in common."""

from typing import Protocol

from bot.model.task import Department


class Asked(Protocol):
    """``ref`` is the number of the task, ``task`` its id; ``department`` asks."""

    @property
    def ref(self) -> int: ...

    @property
    def task(self) -> int: ...

    @property
    def department(self) -> Department: ...
