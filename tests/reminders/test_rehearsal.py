"""A rehearsal of the third quarter of 2019: what three platforms were given keeps every promise."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.messages import Item
from bot.model.person import PersonRole
from tests.reminders.stage import (
    LAST,
    OUTAGES,
    PLATFORMS,
    TABLE,
    ZONE,
    Given,
    Stage,
    local,
    set_up,
)

LADDER_DAYS = [
    date(2019, 9, 26),
    date(2019, 10, 9),
    date(2019, 10, 11),  # in an outage: made up for on the worked Saturday after it
    date(2019, 10, 14),
    date(2019, 10, 15),
    date(2019, 10, 16),
    date(2019, 10, 18),
    date(2019, 10, 22),  # in an outage: made up for on the 24th
    date(2019, 10, 29),
]
MADE_UP_FOR = {date(2019, 10, 11): date(2019, 10, 12), date(2019, 10, 22): date(2019, 10, 24)}


async def bundles(stage: Stage) -> list[tuple[str, Given]]:
    """Bundles that arrived, each with its key."""
    keys = await stage.keys()
    found = [(keys[given.digest], given) for _, given in stage.given]
    return [(key, given) for key, given in found if key.startswith("bundle:")]


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_rehearsal_keeps_every_promise(tmp_path: Path, seed: int) -> None:
    played = await set_up(f"sqlite:///{tmp_path}/liaison.db", seed)
    await played.play(restart=datetime(2019, 10, 16, 9, 8, tzinfo=ZONE))
    told = await bundles(played)
    assert len(told) > 150
    assert len(played.reported) > 40
    _at_most_one_a_day(told)
    _in_office_hours(told)
    _on_days_of_the_ladder(told)
    _nothing_that_was_reported(played, told)
    _late_ones_say_so(told)
    _the_office_is_told_once(played, told)
    await _nothing_is_left_over(played)
    await played.store.close()


def _at_most_one_a_day(told: list[tuple[str, Given]]) -> None:
    assert max(Counter(key for key, _ in told).values()) == 1
    for key, given in told:
        assert key.rpartition(":")[2] == local(given.at).date().isoformat()


def _in_office_hours(told: list[tuple[str, Given]]) -> None:
    for _, given in told:
        assert TABLE.is_open(given.at)
        assert local(given.at).minute or local(given.at).hour == 14


def _on_days_of_the_ladder(told: list[tuple[str, Given]]) -> None:
    days = {MADE_UP_FOR.get(day, day) for day in LADDER_DAYS}
    assert {local(given.at).date() for _, given in told} == days
    assert all(not begin <= given.at < end for _, given in told for begin, end in OUTAGES)
    last_call = [local(given.at) for _, given in told if local(given.at).date().day == 15]
    assert {moment.hour for moment in last_call} <= {14, 15, 16}
    assert min(moment.minute for moment in last_call if moment.hour == 14) == 0


def _nothing_that_was_reported(stage: Stage, told: list[tuple[str, Given]]) -> None:
    """``about`` names each task and department that a bundle asked for."""
    by_ref = {task.ref: task.id for task in stage.tasks}
    for _, given in told:
        for seen in given.card.about:
            reported = stage.reported.get((by_ref[seen.ref], seen.department))
            assert reported is None or reported >= given.at, (seen, given.card.title)
        if given.card.about:
            assert any(isinstance(line, Item) for line in given.card.body)


def _late_ones_say_so(told: list[tuple[str, Given]]) -> None:
    for _, given in told:
        made_up = local(given.at).date() in MADE_UP_FOR.values()
        assert ("（补发）" in given.card.title) is made_up


def _the_office_is_told_once(stage: Stage, told: list[tuple[str, Given]]) -> None:
    chats = {f"u{n}": person for n, person in enumerate(stage.people, start=1)}
    office = [g for _, g in told if chats[g.chat].role is PersonRole.COORDINATOR]
    assert {local(given.at).date() for given in office} == {date(2019, 10, 18)}
    assert not [g for _, g in told if chats[g.chat].role is PersonRole.OBSERVER]
    deputies = {
        local(g.at).date()
        for _, g in told
        if chats[g.chat].role is PersonRole.DEPUTY and "（代" not in g.card.title
    }
    assert min(deputies) == date(2019, 10, 16)
    assert {platform for platform, _ in stage.given} == set(PLATFORMS)


async def _nothing_is_left_over(stage: Stage) -> None:
    """Everything planned was sent, has ended, or had nobody to go to."""
    people = [person.id for person in stage.people]
    days = sorted({MADE_UP_FOR.get(day, day) for day in LADDER_DAYS})
    keys = [f"bundle:{person}:{day}" for person in people for day in days]
    async with stage.store.view() as unit:
        stages = await unit.occurrences.stages(keys)
    assert "sent" in stages.values()
    assert set(stages.values()) <= {"sent", "superseded", None}
    assert stage.clock.now() >= TABLE.closes(LAST)
