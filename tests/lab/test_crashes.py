"""Wherever the process dies: after the next start everything has happened once."""

from pathlib import Path

from tests.lab.trial import both, trial


@both
async def test_nothing_is_lost_or_done_twice_whatever_point_it_dies_at(
    kind: str, tmp_path: Path
) -> None:
    figures = await trial("crashes", kind, tmp_path)
    assert figures["never_passed"] == []
    assert figures["faults"] == {}
