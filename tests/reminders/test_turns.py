"""What is urgent leaves first, and the slots stay as they are."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.turns import Turn, Turns
from tests.world import FakeClock

NOW = datetime(2019, 10, 11, 9, 0, tzinfo=UTC)


def at(number: int) -> datetime:
    return NOW + timedelta(milliseconds=35 * number)


def taken(turns: Turns, numbers: range, *, urgent: bool = False) -> list[Turn]:
    return [turns.take(at(number), urgent=urgent) for number in numbers]


def test_a_reply_takes_the_first_slot_of_bulk_which_moves_up() -> None:
    clock = FakeClock(NOW)
    turns = Turns(clock)
    bulk = taken(turns, range(1, 4))
    [reply] = taken(turns, range(4, 5), urgent=True)
    assert reply.slot == at(1)
    assert [turn.slot for turn in bulk] == [at(2), at(3), at(4)]


def test_replies_keep_their_order() -> None:
    clock = FakeClock(NOW)
    turns = Turns(clock)
    bulk = taken(turns, range(1, 3))
    replies = taken(turns, range(3, 5), urgent=True)
    assert [turn.slot for turn in replies] == [at(1), at(2)]
    assert [turn.slot for turn in bulk] == [at(3), at(4)]


def test_a_slot_that_is_over_is_nobodys() -> None:
    clock = FakeClock(NOW)
    turns = Turns(clock)
    bulk = taken(turns, range(3))
    clock.at = at(1)
    reply = turns.take(at(3), urgent=True)
    assert reply.slot == at(2)
    assert [turn.slot for turn in bulk] == [at(0), at(1), at(3)]


def test_what_has_left_gives_no_slot_away() -> None:
    clock = FakeClock(NOW)
    turns = Turns(clock)
    left, waits = taken(turns, range(1, 3))
    turns.drop(left)
    [reply] = taken(turns, range(3, 4), urgent=True)
    assert (left.slot, reply.slot, waits.slot) == (at(1), at(2), at(3))


def test_whoever_missed_its_slot_overtakes_from_the_new_one() -> None:
    clock = FakeClock(NOW)
    turns = Turns(clock)
    [reply], [bulk, other] = taken(turns, range(1), urgent=True), taken(turns, range(2, 4))
    clock.at = at(1)
    turns.move(reply, at(4))
    assert (reply.slot, bulk.slot, other.slot) == (at(2), at(3), at(4))
    turns.move(bulk, at(5))
    assert (reply.slot, bulk.slot, other.slot) == (at(2), at(5), at(4))


def test_when_a_reply_misses_its_slot_bulk_has_missed_it() -> None:
    clock = FakeClock(NOW)
    turns = Turns(clock)
    [reply], bulk = taken(turns, range(1), urgent=True), taken(turns, range(1, 4))
    clock.at = at(1)
    assert turns.trade(reply)
    assert (reply.slot, [turn.slot for turn in bulk]) == (at(2), [at(1), at(3), at(0)])
    assert not turns.trade(bulk[2])
    clock.at = at(3)
    assert not turns.trade(reply)


@given(st.lists(st.booleans()))
def test_no_slot_is_made_or_lost(urgent: list[bool]) -> None:
    turns, made = Turns(FakeClock(NOW)), list[Turn]()
    for number, hurries in enumerate(urgent, 1):
        made.append(turns.take(at(number), urgent=hurries))
    assert sorted(turn.slot for turn in made) == [at(n) for n in range(1, len(urgent) + 1)]
    order = [turn.urgent for turn in sorted(made, key=lambda turn: turn.slot)]
    assert order == sorted(order, reverse=True)
