"""Databases for a whole run of the program."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres


@pytest.fixture
def postgresql() -> Iterator[str]:
    """An empty database on a server of its own."""
    try:
        with postgres.server() as server, postgres.database(server) as made:
            yield made
    except postgres.NoServer as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each of the two, empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/plan.db"
    made: str = request.getfixturevalue("postgresql")
    return made
