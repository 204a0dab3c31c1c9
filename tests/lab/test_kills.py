"""``kill -9`` at any moment, and a server that stops at any moment."""

from pathlib import Path

from tests.lab.trial import both, trial


@both
async def test_sixty_kills_lose_nothing_and_double_nothing_unmarked(
    kind: str, tmp_path: Path
) -> None:
    figures = await trial("kills", kind, tmp_path)
    assert (figures["faults"], figures["kills"]) == ([], 60)


async def test_nobody_exits_when_postgresql_stops_under_load(tmp_path: Path) -> None:
    figures = await trial("restarts", "postgresql", tmp_path)
    assert (figures["faults"], len(figures["resumed_within"])) == ([], 3)
