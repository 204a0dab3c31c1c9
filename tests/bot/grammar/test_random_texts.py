"""Random texts: no one breaks the grammar, and none writes an item that it does not name.

A million of them: ``python -m tests.lab.texts``.
"""

from tests.lab.texts import throw


def test_thirty_thousand_texts_are_read_and_write_nothing_wrong() -> None:
    figures = throw(30_000)
    assert figures.faults == []
    assert figures.texts == 30_000
    assert {"Act", "Ask", "Refuse", "Confirm", "Acknowledge", "Silence"} <= set(figures.verdicts)
