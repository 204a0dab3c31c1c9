"""A bench: a nursery for processes and the two platforms that they talk to."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fakes.process import Fake, running
from tests.lab.nursing import Nursery, nursery

_EVERY = 0.02  # seconds between two looks at a condition


@dataclass(slots=True)
class Bench:
    """``lines``: how much of each ledger belongs to earlier runs."""

    nursery: Nursery
    telegram: Fake
    keyed: Fake
    lines: dict[Fake, int] = field(default_factory=dict)

    def bases(self) -> dict[str, str]:
        """What a process has to know."""
        return {"telegram": self.telegram.base, "keyed": self.keyed.base}

    async def order(self, fake: Fake, path: str, value: Any = None, patience: float = 60) -> Any:
        return await asyncio.to_thread(fake.control, path, value, patience=patience)

    async def clear(self) -> None:
        """Begin a new run."""
        for fake in (self.telegram, self.keyed):
            await self.order(fake, "/reset")
            self.lines[fake] = len(_lines(fake))

    def ledger(self, fake: Fake) -> list[dict[str, Any]]:
        """What this run had accepted."""
        return [json.loads(line) for line in _lines(fake)[self.lines.get(fake, 0) :]]


def _lines(fake: Fake) -> list[str]:
    return fake.ledger.read_text("utf8").splitlines()


@asynccontextmanager
async def bench(
    folder: Path, *, telegram: str = "telegram_faults", dice: tuple[str, ...] = ()
) -> AsyncIterator[Bench]:
    """``dice``: seed and rate of the platforms' faults."""
    async with nursery(folder) as nursing:
        with ExitStack() as stack:
            one, other = [
                await asyncio.to_thread(
                    stack.enter_context, running(name, folder / f"{name}.jsonl", *dice)
                )
                for name in (telegram, "keyed")
            ]
            yield Bench(nursing, one, other)


async def until(what: Callable[[], Awaitable[bool]], *, within: float) -> bool:
    """Whether it became true within so many seconds; looked at again and again."""
    try:
        async with asyncio.timeout(within):
            while not await what():
                await asyncio.sleep(_EVERY)
    except TimeoutError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
