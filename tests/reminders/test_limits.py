"""How fast messages leave."""

from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Window
from reminders.limits import Limits

CHAT = Window("chat", 1, 1.0)
GROUP = Window("group", 3, 60.0)
ALL = Window("all", 2, 0.5)


def test_a_free_window_lets_the_message_go_at_once() -> None:
    limits = Limits()
    assert limits.reserve([CHAT], now=10.0, patience=5.0) == 0.0
    assert limits.reserve([CHAT], now=10.0, patience=5.0) == 1.0
    assert limits.reserve([CHAT], now=10.0, patience=5.0) == 2.0


def test_a_slot_beyond_patience_is_left_to_others() -> None:
    limits = Limits()
    for _ in range(3):
        limits.reserve([GROUP], now=0.0, patience=1.0)
    assert limits.reserve([GROUP], now=0.0, patience=1.0) == 60.0
    assert limits.reserve([GROUP], now=60.0, patience=1.0) == 0.0


def test_one_full_chat_does_not_slow_another() -> None:
    limits = Limits()
    for _ in range(3):
        limits.reserve([CHAT], now=0.0, patience=9.0)
    assert limits.reserve([Window("other", 1, 1.0)], now=0.0, patience=9.0) == 0.0


@given(
    st.lists(
        st.tuples(st.floats(0, 2), st.sampled_from([[CHAT, ALL], [GROUP, ALL], [ALL]])),
        max_size=60,
    )
)
def test_no_window_ever_holds_more_than_its_count(asked: list[tuple[float, list[Window]]]) -> None:
    limits, now = Limits(), 0.0
    left: dict[Window, list[float]] = {CHAT: [], GROUP: [], ALL: []}
    for pause, windows in asked:
        now += pause
        wait = limits.reserve(windows, now=now, patience=100.0)
        if wait <= 100.0:
            for window in windows:
                left[window].append(now + wait)
    for window, times in left.items():
        times.sort()
        for first, last in zip(times, times[window.count :], strict=False):
            assert last - first >= window.seconds - 1e-6
