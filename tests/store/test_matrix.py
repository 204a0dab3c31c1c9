"""The authorisation matrix, every cell through the real path, on both databases."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from tests.matrix.expected import CHECK_SUM, cells, outcome
from tests.matrix.office import Office, open_office
from tests.matrix.whole import differences


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    opened = await open_office(url)
    yield opened
    await opened.store.close()


def test_the_expectation_adds_up() -> None:
    counted = Counter(outcome(cell) for cell in cells())
    assert counted.total() == 4704
    assert counted == CHECK_SUM


async def test_every_cell_is_as_it_is_written(office: Office, kind: str) -> None:
    """All on SQLite; on PostgreSQL, at four times the price, each with one entry by turns.

    ``make lab ONLY=matrix`` plays all of them there, too.
    """
    wrong = await differences(office, every=kind == "sqlite")
    assert wrong == {}
