"""Random texts: no one breaks the grammar, and none writes an item that it does not name.

A million of them: ``python -m tests.lab.texts``.  Here are enough to notice that a rule has gone.
"""

import pytest

from tests.lab.texts import throw


@pytest.mark.parametrize("seed", [1, 2, 3, 4])  # one each, so that they run side by side
def test_random_texts_are_read_and_write_nothing_wrong(seed: int) -> None:
    figures = throw(10_000, seed)
    assert figures.faults == []
    assert figures.texts == 10_000
    assert {"Act", "Ask", "Refuse", "Confirm", "Acknowledge", "Silence"} <= set(figures.verdicts)
