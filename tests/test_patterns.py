"""Every pattern of the project: no repetition in a repetition, no cost that explodes.

Milliseconds for 100 KiB: ``python -m tests.lab.patterns``.
"""

from itertools import product

from store.plan.names import _OPEN
from tests.bot.grammar.test_properties import depth
from tests.lab.patterns import attacks, cost, heads, name_of, parsed, patterns, searched

FOUND = patterns()
NESTED = {
    "bot.codes._IN_TEXT",  # groups of exactly four
    "store.plan.decimals._DECIMAL",  # of three numbers at most
    "store.plan.names._COLLECTIVE",  # of lines of a plan, which are short
    "store.plan.names._LEAD_IN",  # three words at most
    "store.plan.noise._SOURCE",
}
"""Patterns in which one repetition stands in another, and cannot share its text out at will."""


def test_there_are_patterns() -> None:
    assert len(FOUND) > 150
    assert {place.partition(".")[0] for place in FOUND} >= {"bot", "adapters", "store"}


def test_no_pattern_repeats_a_repetition() -> None:
    nested = {
        place.partition(" ")[0] for place, pattern in FOUND.items() if depth(parsed(pattern)) > 1
    }
    assert nested == NESTED


def test_no_pattern_explodes_on_text_made_against_it() -> None:
    """Exponential cost would never end; what is usual takes a thousandth of the limit."""
    anywhere = searched()
    for place, pattern in FOUND.items():
        for unit, head in product(attacks(pattern), heads(pattern)):
            text = head + (unit * 100)[:100] + "\0"
            seconds = cost(pattern, text, anywhere=name_of(place) in anywhere, tries=1)
            assert seconds < 0.5, (place, unit)


def test_a_count_of_bodies_in_a_plan_is_read_in_one_way_only() -> None:
    text = "等" + "1" * 100 + "x"
    assert cost(_OPEN, text, anywhere=True, tries=1) < 0.5
    assert _OPEN.search("等3个部门") is not None
    assert _OPEN.search("等十二家有关单位") is not None
