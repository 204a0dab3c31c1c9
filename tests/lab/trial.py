"""An experiment as a test: its slice, on one kind of database."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.lab.__main__ import experiment
from tests.postgres import NoServer

both = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


async def trial(name: str, kind: str, folder: Path) -> dict[str, Any]:
    """Its figures.  Skips without PostgreSQL; in CI that is a failure."""
    try:
        return await experiment(name, kind, full=False, seed=2019, folder=folder)
    except NoServer as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))
