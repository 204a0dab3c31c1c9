"""The authorisation matrix: every cell on every database."""

from pathlib import Path
from typing import Any

from tests.lab.databases import Databases, place
from tests.matrix.office import open_office
from tests.matrix.whole import differences


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    """A slice has each cell with one entry only; ``seed`` changes nothing."""
    async with place(databases, "empty") as where:
        office = await open_office(where.url)
        try:
            wrong = await differences(office, every=full)
        finally:
            await office.store.close()
    return {"cells": 4704 if full else 1176, "faults": wrong}
