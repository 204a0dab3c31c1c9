"""No database, a full disk, a refused token: nothing is acknowledged unstored, all comes later."""

from pathlib import Path

from tests.lab.trial import both, trial


@both
async def test_what_breaks_loses_nothing_and_is_over_when_it_is_mended(
    kind: str, tmp_path: Path
) -> None:
    assert (await trial("broken", kind, tmp_path))["faults"] == []
