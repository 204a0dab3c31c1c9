"""The line that a preview's button sends, whatever the button says."""

import re

_CONFIRM = re.compile(r"\[[^\]]+: ((?:确认|confirm) [0-9A-Z]+)\]")


def confirm(shown: str) -> str:
    """As ``plain_text`` writes a card with its actions."""
    found = _CONFIRM.search(shown)
    assert found is not None, shown
    return found[1]
