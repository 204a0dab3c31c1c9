"""The laboratory's experiments take the machine for themselves, as far as they can."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One after the other, whoever else runs."""
    for item in items:
        if "tests/lab/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("laboratory"))
