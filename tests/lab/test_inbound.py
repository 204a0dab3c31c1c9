"""What was answered 200 happens, once."""

from pathlib import Path

from tests.lab.trial import trial


async def test_shuffled_doubled_updates_have_their_effect_once_whoever_is_killed(
    tmp_path: Path,
) -> None:
    figures = await trial("inbound", "postgresql", tmp_path)
    assert (figures["faults"], figures["kills"]) == ([], 6)
