"""Three hundred people due at once, on a Telegram that counts."""

from pathlib import Path

from tests.lab.trial import trial


async def test_a_burst_leaves_within_the_limits_and_lets_replies_through(tmp_path: Path) -> None:
    figures = await trial("burst", "postgresql", tmp_path)
    assert figures["faults"] == []
    assert figures["replies"] > 0
