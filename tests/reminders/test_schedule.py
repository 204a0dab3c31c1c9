"""When a message is tried again."""

from datetime import UTC, datetime, timedelta
from random import Random

from reminders.schedule import is_over, pause_after


def test_pauses_grow_to_four_hours_within_a_fifth() -> None:
    dice = Random(7)  # noqa: S311 - jitter, no secret
    nominal = [0, 2, 10, 60, 300, 1800, 7200, 14400, 14400, 14400]
    for tries, step in enumerate(nominal, start=1):
        pause = pause_after(tries, dice).total_seconds()
        assert 0.8 * step <= pause <= 1.2 * step


def test_after_three_days_it_is_over() -> None:
    since = datetime(2019, 10, 11, tzinfo=UTC)
    assert not is_over(since, since + timedelta(hours=72))
    assert is_over(since, since + timedelta(hours=72, seconds=1))
