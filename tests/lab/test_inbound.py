"""What was answered 200 happens, once."""

from pathlib import Path

from tests.lab.trial import both, trial


@both
async def test_shuffled_doubled_updates_have_their_effect_once_whoever_is_killed(
    kind: str, tmp_path: Path
) -> None:
    figures = await trial("inbound", kind, tmp_path)
    assert (figures["faults"], figures["kills"]) == ([], 10)
