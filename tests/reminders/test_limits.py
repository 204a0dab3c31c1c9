"""How fast messages leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Rate, Window
from reminders.limits import Gate, Pace, chat_free_at, remembered

RATE = Rate(most=30, per_second=28.8)
NOW = 1_570_759_200.0
CHAT = Window(1, 1.0)
GROUP = Window(3, 60.0)


def worst_second(slots: list[float]) -> int:
    return max((sum(at <= other < at + 1.0 for other in slots) for at in slots), default=0)


def spent(pace: Pace, seconds: float, *, replies_every: float = 0.0) -> tuple[list[float], float]:
    """All slots of so many seconds of bulk, asked for again and again; how long a reply waited."""
    slots, longest, state, replied, start = list[float](), 0.0, pace.written(), 0, pace.now
    for tick in range(int(seconds * 20)):
        now = start + tick / 20
        pace = Pace.read(pace.rate, state, now)
        if replies_every and now - start >= replied * replies_every:
            [slot] = pace.slots(1, urgent=True)
            pace.take([slot])
            longest, replied = max(longest, slot - now), replied + 1
            slots.append(slot)
        more = pace.slots(40, urgent=False)
        pace.take(more)
        slots += more
        state = pace.written()
    return slots, longest


@pytest.mark.parametrize("replies_every", [0.0, 0.5])
def test_almost_all_of_the_rate_is_used_and_never_more(replies_every: float) -> None:
    slots, longest = spent(Pace(RATE, NOW), 60, replies_every=replies_every)
    assert len(slots) >= 0.95 * 30 * 60
    assert longest <= 0.2
    late = [at + 0.03 * (n % 2) for n, at in enumerate(sorted(slots))]
    assert worst_second(late) <= 30  # also when every other one arrives late


def test_many_replies_leave_in_order_and_before_anything_else() -> None:
    pace = Pace(RATE, NOW)
    slots = pace.slots(40, urgent=True)
    assert len(slots) > 20  # gently, after a rest
    assert slots == sorted(slots)
    assert slots[0] == NOW
    pace.take(slots)
    assert pace.slots(40, urgent=False) == []
    later = Pace.read(RATE, pace.written(), NOW + 1.6)
    assert len(later.slots(40, urgent=True)) == 29


def test_a_complaint_slows_the_bot_down_and_two_stop_it() -> None:
    pace = Pace.read(RATE, "{}", NOW)
    before = len(pace.slots(40, urgent=True))
    assert not pace.complain("a")
    assert len(pace.slots(40, urgent=True)) < before
    again = Pace.read(RATE, pace.written(), NOW + 1)
    assert not again.complain("a")
    assert again.complain("b")
    later = Pace.read(RATE, again.written(), NOW + 70)
    assert len(later.slots(40, urgent=True)) == before


def test_a_clock_that_goes_back_does_not_stop_the_bot() -> None:
    pace = Pace(RATE, NOW)
    pace.take(pace.slots(9, urgent=False))
    pace.complain("a")
    earlier = Pace.read(RATE, pace.written(), NOW - 3600)
    assert len(earlier.slots(40, urgent=True)) > 20
    assert earlier.slots(1, urgent=False)[0] <= NOW - 3600


@given(st.lists(st.tuples(st.floats(0, 0.4), st.integers(1, 40), st.booleans()), max_size=40))
def test_no_second_ever_holds_more_than_the_rate(asked: list[tuple[float, int, bool]]) -> None:
    now, state, slots = NOW, "{}", list[float]()
    for pause, count, urgent in asked:
        now += pause
        pace = Pace.read(RATE, state, now)
        more = pace.slots(count, urgent=urgent)
        assert all(at >= now - 0.06 for at in more)
        pace.take(more)
        slots += more
        state = pace.written()
    assert worst_second(slots) <= 30


def test_a_crowd_that_was_held_up_may_still_arrive_late_by_a_bit() -> None:
    gate, late = Gate(RATE), 0.04
    leaves = [NOW + gate.wait(NOW) for _ in range(31)]
    assert worst_second([leaves[0] + late, *leaves[1:]]) <= 30
    assert leaves[29] == NOW


def test_whoever_keeps_the_even_pace_never_waits_at_the_gate() -> None:
    gate = Gate(RATE)
    assert all(gate.wait(NOW + n / RATE.per_second) < 0.002 for n in range(200))


@pytest.mark.parametrize(
    ("sends", "free"),
    [([], 0.0), ([5000], 6.0), ([1000, 3000, 5000], 61.0), ([1000, 2000, 3000, 5000], 62.0)],
)
def test_a_chat_is_free_again_when_all_its_windows_are(sends: list[int], free: float) -> None:
    assert chat_free_at(sends, [CHAT, GROUP]) == free


def test_only_what_counts_is_remembered() -> None:
    sends = [1_000, 50_000, 60_000, 70_000, 99_000]
    assert remembered(sends, [CHAT, GROUP], 100.0) == [60_000, 70_000, 99_000]
    assert remembered(sends, [CHAT], 99.5) == [99_000]
    assert remembered(sends, [], 100.0) == []


def test_a_send_of_this_moment_is_remembered_however_it_is_rounded() -> None:
    for now in (100.0004, 100.0006):
        assert remembered([round(now * 1000)], [CHAT], now) == [round(now * 1000)]


def test_what_a_clock_that_went_back_told_counts_as_sent_now() -> None:
    log = remembered([50_000, 60_000, 3_660_000, 3_670_000], [CHAT, GROUP], 65.0)
    assert log == [60_000, 65_000, 65_000]
    assert chat_free_at(log, [CHAT, GROUP]) == 120.0
