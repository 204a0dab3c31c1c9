"""Thousands of bent calls, and not one that breaks anything."""

import logging

import pytest

from tests.adapters.wecom_fuzz import fuzz


async def test_no_mutation_breaks_the_callback_or_has_an_effect(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL, "adapters.wecom")  # else it is the log that grows
    figures = await fuzz(3000, seed=1)
    assert figures.statuses.keys() <= {200, 400, 403, 414}
    assert min(figures.statuses[status] for status in (200, 400, 403)) > 50
    assert figures.effects_of_forgeries == 0
    assert figures.unread > 50
    assert figures.grown < 4 * 1024 * 1024
