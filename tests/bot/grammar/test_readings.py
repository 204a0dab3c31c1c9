"""What people type, and what it means: the grammar as tables."""

import pytest

from tests.bot.grammar.asked import NOT_DONE
from tests.bot.grammar.queried import ON_A_CARD, QUERIES
from tests.bot.grammar.shown import shown
from tests.bot.grammar.written import DONE, NOTES_ARE_NOT_READ, SENTENCES, STATUS_AND_NOTES

CASES = STATUS_AND_NOTES + SENTENCES + DONE + NOT_DONE + QUERIES + NOTES_ARE_NOT_READ


@pytest.mark.parametrize(("text", "meaning"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_line_means(text: str, meaning: str) -> None:
    assert shown(text) == meaning


@pytest.mark.parametrize(("text", "meaning"), ON_A_CARD)
def test_a_reply_is_about_the_card(text: str, meaning: str) -> None:
    assert shown(text, item=34) == meaning
