"""Row keys of a ledger: stable, and a slip of the hand is seen."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model.ledger import read_row_key, row_key

IDS = st.integers(min_value=0, max_value=10**9)


def test_a_key_never_changes() -> None:
    assert row_key(1, 24, 4) == "P1-T24-D4-9J7X"


@given(IDS, IDS, IDS)
def test_it_says_what_it_is_of(plan: int, task: int, department: int) -> None:
    key = row_key(plan, task, department)
    assert read_row_key(key) == (plan, task, department)
    assert read_row_key(f" {key.lower()}\n") == (plan, task, department)


def test_what_was_changed_is_no_key() -> None:
    key = row_key(1, 24, 4)
    for place, character in enumerate(key):
        other = key[:place] + ("3" if character != "3" else "4") + key[place + 1 :]
        assert read_row_key(other) is None
    for other in ("", "24", key[:-1], key + "0", "P1-T٢٤-D4-9J7X", "=" + key):
        assert read_row_key(other) is None
