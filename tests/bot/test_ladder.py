"""When the steps of a ladder are said: pure rules, over years, zones and any way of ticking."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ladder import Climb, climb_to, climbs
from bot.model.period import LADDER, Audience, Period, Span, Step, Tone
from bot.official import official
from bot.timetable import OFFICE_HOURS, Hours, Timetable

CHINA = official()
SHANGHAI = Timetable(CHINA, OFFICE_HOURS, ZoneInfo("Asia/Shanghai"))
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Asia/Kathmandu",
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "Pacific/Auckland",
    )
]
DAYS = st.dates(date(2019, 1, 1), date(2026, 11, 30))
TABLES = st.builds(
    Timetable,
    st.just(CHINA),
    st.sampled_from([OFFICE_HOURS, Hours(time(8, 30), time(17)), Hours(time(9, 50), time(12))]),
    st.sampled_from(ZONES),
)
Q3 = Climb(LADDER, date(2019, 10, 15), date(2019, 12, 31))


def local(table: Timetable, moment: datetime) -> datetime:
    return moment.astimezone(table.zone)


def test_the_ladder_of_the_third_quarter_of_2019() -> None:
    rungs = list(Q3.rungs(SHANGHAI, date(2020, 1, 31)))
    assert [(rung.name, f"{local(SHANGHAI, rung.at):%m-%d %H:%M}") for rung in rungs] == [
        ("T-10", "09-26 09:00"),
        ("T-5", "10-09 09:00"),
        ("T-3", "10-11 09:00"),
        ("T-1", "10-14 09:00"),
        ("T", "10-15 14:00"),
        ("T+1", "10-16 09:00"),
        ("T+3", "10-18 09:00"),
        ("T+5", "10-22 09:00"),
        ("T+10", "10-29 09:00"),
        ("T+30", "11-26 09:00"),
        ("T+50", "12-24 09:00"),
    ]
    assert [rung.name for rung in rungs if rung.sharp] == ["T"]


def test_what_falls_on_a_day_off_is_said_on_the_next_working_day() -> None:
    """30 November 2019 is a Saturday: the day of the limit and the first after it are one."""
    rungs = {
        rung.name: rung for rung in climb_to(date(2019, 11, 30)).rungs(SHANGHAI, date(2019, 12, 10))
    }
    assert f"{local(SHANGHAI, rungs['T-1'].at):%m-%d %H:%M}" == "11-29 09:00"
    assert rungs["T"].at == rungs["T+1"].at == SHANGHAI.opens(date(2019, 12, 2))
    assert not rungs["T"].sharp


def test_a_time_outside_office_hours_is_said_in_the_morning_of_its_day() -> None:
    night = Step(name="T", offset=0, audience=(Audience.LIAISON,), tone=Tone.LAST, at=time(20))
    early = Step(name="T", offset=0, audience=(Audience.LIAISON,), tone=Tone.LAST, at=time(7))
    [late] = Climb((night,), date(2019, 9, 30)).rungs(SHANGHAI, date(2019, 10, 10))
    [soon] = Climb((early,), date(2019, 9, 30)).rungs(SHANGHAI, date(2019, 10, 10))
    assert late.at == SHANGHAI.opens(date(2019, 9, 30))
    assert not late.sharp
    assert soon.at == SHANGHAI.opens(date(2019, 9, 30))


def test_repetitions_end_when_the_next_period_opens() -> None:
    def period(id: int, code: str, ends: date, due: date) -> Period:
        span = Span(code, date(ends.year, ends.month - 2, 1), ends)
        return Period(id=id, span=span, due=due, opened_at=datetime.combine(due, time(), UTC))

    third = period(1, "2019-Q3", date(2019, 9, 30), date(2019, 10, 15))
    fourth = period(2, "2019-Q4", date(2019, 12, 31), date(2020, 1, 15))
    found = climbs([fourth, third], SHANGHAI)
    assert found[1].until == date(2019, 12, 31)
    assert found[2].until is None
    assert [rung.name for rung in found[1].rungs(SHANGHAI, date(2020, 6, 1))][-1] == "T+50"
    assert [rung.name for rung in found[2].rungs(SHANGHAI, date(2020, 6, 30))][-1] == "T+110"


@settings(max_examples=60, deadline=None)
@given(TABLES, DAYS)
def test_no_step_is_said_outside_office_hours(table: Timetable, due: date) -> None:
    rungs = list(climb_to(due).rungs(table, due + timedelta(90)))
    assert len(rungs) > 8
    for rung in rungs:
        assert table.is_open(rung.at)
        assert table.day(rung.at) >= rung.day
        assert rung.sharp or local(table, rung.at).time() == table.hours.starts
    ahead = climb_to(due).coming(table, table.opens(due - timedelta(60)))
    assert [rung.at for rung in ahead] == sorted(
        rung.at for rung in rungs if rung.step.every is None or rung.name == rung.step.name
    )


@settings(max_examples=60, deadline=None)
@given(TABLES, DAYS, st.integers(1, 1_000_000))
def test_a_morning_is_spread_within_office_hours(table: Timetable, day: date, person: int) -> None:
    day = table.calendar.next_workday(day)
    at = table.bundle_at(day, person)
    assert table.opens(day) < at <= table.opens(day) + timedelta(minutes=21)
    assert table.is_open(at)
    assert local(table, at).minute != 0
    assert at == table.bundle_at(day, person)


def test_a_crowd_is_spread_over_the_whole_twenty_minutes() -> None:
    minutes = [
        SHANGHAI.bundle_at(date(2019, 10, 11), person).minute for person in range(1, 100_000)
    ]
    assert set(minutes) == set(range(1, 20))
    assert max(minutes.count(minute) for minute in set(minutes)) < 6000


@settings(max_examples=60, deadline=None)
@given(TABLES, DAYS, st.lists(st.integers(1, 60 * 24 * 12), min_size=1, max_size=40))
def test_however_one_looks_each_step_is_passed_once(
    table: Timetable, due: date, pauses: Sequence[int]
) -> None:
    """Found on its day, again at most until its time has come, and never missed."""
    climb = climb_to(due)
    since = first = table.opens(due - timedelta(40))
    seen = dict[str, datetime]()
    for pause in pauses:
        now = since + timedelta(minutes=pause)
        for rung in climb.passed(table, since, now):
            assert table.day(rung.at) <= table.day(now)
            assert seen.setdefault(rung.name, now) in (now, since) or since < rung.at
        since = now
    assert sorted(seen) == sorted(rung.name for rung in climb.passed(table, first, since))


@settings(max_examples=100, deadline=None)
@given(TABLES, DAYS, st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 24 * 3))
def test_nothing_new_is_passed_unless_it_strikes(
    table: Timetable, due: date, ago: int, span: int
) -> None:
    clocks = [step.at for step in LADDER if step.at is not None]
    since = table.opens(due) - timedelta(days=10) + timedelta(minutes=ago)
    now = since + timedelta(minutes=span)
    new = [
        rung
        for rung in climb_to(due).passed(table, since, now)
        if since <= rung.begins or since < rung.at <= now
    ]
    if new:
        assert table.strikes(clocks, since, now)


@pytest.mark.parametrize("text", ["9-18", "18:00-09:00", "09:00-10:30", "09:00-24:00", "", "9"])
def test_hours_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours|end"):
        Hours.read(text)


def test_hours_as_written() -> None:
    assert Hours.read("08:30-17:00") == Hours(time(8, 30), time(17))


@settings(max_examples=60, deadline=None)
@given(TABLES, DAYS, st.lists(st.integers(1, 60 * 24 * 6), min_size=1, max_size=60))
def test_any_ticks_and_outages_make_one_bundle_a_working_day(
    table: Timetable, due: date, pauses: Sequence[int]
) -> None:
    """Each look puts all that it has passed into the bundle of one day, unless there was one on the
    step's own day; whoever looks at least once in each day's office hours, however often, gets the
    same bundles."""
    climb = climb_to(due)
    first = table.opens(due - timedelta(30)) - timedelta(hours=1)
    moments = [first]
    for pause in pauses:
        moments.append(moments[-1] + timedelta(minutes=pause))
    made = _bundles(climb, table, moments)
    assert all(table.calendar.is_workday(day) for day in made)
    told = [name for names in made.values() for name in sorted(names)]
    assert len(told) == len(set(told))
    assert sorted(told) == sorted(rung.name for rung in climb.passed(table, first, moments[-1]))
    days = range((table.day(moments[-1]) - due).days + 31)
    hourly = [first + timedelta(hours=n) for n in range(24 * len(days))]
    often = sorted({*hourly, *moments})
    often = [moment for moment in often if moment <= moments[-1]]
    on_time = _bundles(climb, table, often)
    assert on_time == _bundles(climb, table, sorted({*often, *(m + _SECOND for m in often[:-1])}))
    late = {name for name in told if name not in on_time.get(_day_of(name, made), set())}
    assert set(told) == {name for names in on_time.values() for name in names}
    assert len(made) <= len(on_time) + len(late)


_SECOND = timedelta(seconds=1)


def _bundles(climb: Climb, table: Timetable, moments: Sequence[datetime]) -> dict[date, set[str]]:
    """The day of each bundle, and the steps that it says."""
    made: dict[date, set[str]] = {}
    for since, now in itertools.pairwise(moments):
        day = table.day(table.next_open(now))
        for rung in climb.passed(table, since, now):
            own = table.day(rung.at)
            made.setdefault(own if own in made else day, set()).add(rung.name)
    return made


def _day_of(name: str, made: dict[date, set[str]]) -> date:
    return next(day for day, names in made.items() if name in names)
