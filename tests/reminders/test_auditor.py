"""What the auditor finds, says and keeps silent about."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_database
from bot.errors import StoreUnavailable
from bot.findings import Finding, Limits, Severity, findings
from bot.messages import Address, Card, Event, Part, Platform
from bot.ports import TICK, Route, Vitals
from reminders.auditor import Auditor
from store import SqlStore, open_store
from store.unit import SqlUnit
from tests.world import BOT, START, FakeClock, FakePlatform

MINUTE = timedelta(minutes=1)
WELL = Vitals(instances=1, alive_since=START, last_tick=START)
T = Platform.TELEGRAM


def ago(minutes: float) -> datetime:
    return START - minutes * MINUTE


@pytest.mark.parametrize(
    ("vitals", "code", "facts"),
    [
        (replace(WELL, alive_since=ago(9), last_tick=ago(2.1)), "tick_missed", {"seconds": 126}),
        (replace(WELL, alive_since=ago(3), last_tick=None), "tick_missed", {"seconds": 180}),
        (replace(WELL, oldest_new=ago(5.5)), "event_waits", {"seconds": 330}),
        (replace(WELL, oldest_due={T: ago(11)}), "message_waits", {"seconds": 660}),
        (replace(WELL, oldest_unknown={T: ago(16)}), "doubt_lasts", {"seconds": 960}),
        (replace(WELL, orphans=2), "orphans", {"count": 2}),
        (replace(WELL, sent_without_id=1), "sent_without_id", {"count": 1}),
        (replace(WELL, dead_without_notice=3), "dead_without_notice", {"count": 3}),
    ],
)
def test_a_broken_promise_is_one_red_finding(
    vitals: Vitals, code: str, facts: dict[str, int]
) -> None:
    [found] = findings(vitals, START, Limits())
    assert (found.code, found.severity, found.facts) == (code, Severity.RED, facts)


@pytest.mark.parametrize(
    "vitals",
    [
        Vitals(),
        WELL,
        replace(WELL, alive_since=ago(9), last_tick=ago(2)),
        replace(WELL, alive_since=ago(1), last_tick=ago(60 * 24 * 56)),  # eight weeks down
        replace(WELL, last_tick=ago(-60)),  # the clock was put back
        replace(WELL, instances=0, alive_since=None, last_tick=ago(99)),  # nobody has to tick
        replace(WELL, oldest_new=ago(5), oldest_due={T: ago(10)}, oldest_unknown={T: ago(15)}),
        replace(WELL, inbox={T: {"new": 9000}}, outbox={T: {"pending": 9000, "sending": 28}}),
    ],
)
def test_a_promise_that_is_kept_is_no_finding(vitals: Vitals) -> None:
    assert findings(vitals, START, Limits(), {T: ago(5)}) == []


def test_what_a_person_has_to_do_is_amber() -> None:
    vitals = replace(WELL, inbox={T: {"parked": 2}}, outbox={T: {"refused": 1, "expired": 1}})
    found = findings(vitals, START, Limits())
    assert [(f.code, f.severity, f.facts) for f in found] == [
        ("dead_letters", Severity.AMBER, {"count": 2}),
        ("events_parked", Severity.AMBER, {"count": 2}),
    ]


def test_a_platform_that_is_silent_is_named() -> None:
    heard = {Platform.SLACK: ago(6), Platform.TELEGRAM: ago(1)}
    [found] = findings(WELL, START, Limits(), heard)
    assert (found.code, found.platform) == ("platform_silent", Platform.SLACK)


def test_where_nobody_ticks_no_tick_is_missed() -> None:
    never = replace(WELL, alive_since=ago(99), last_tick=None)
    assert [found.code for found in findings(never, START, Limits())] == ["tick_missed"]
    assert findings(never, START, Limits(tick=None)) == []


class Away(SqlStore):
    """A store whose database can be away."""

    away: Exception | None = None

    @asynccontextmanager
    async def view(self) -> AsyncGenerator[SqlUnit]:
        if self.away is not None:
            raise self.away
        async with super().view() as unit:
            yield unit


class Phone(FakePlatform):
    heard: datetime | None = None

    def pulse(self) -> datetime | None:
        return self.heard


class Watched:
    """A store, a clock, a phone and an auditor that counts its beats."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.clock, self.phone = Away(store.database), FakeClock(), Phone()
        self.beats = 0
        self.auditor = Auditor(
            self.store, self.clock, [self.phone], Limits(tick=None), beat=self._beat
        )

    async def _beat(self) -> None:
        self.beats += 1

    async def looks(self, after: timedelta = MINUTE) -> list[str]:
        await self.clock.sleep(after.total_seconds())
        return [finding.code for finding in (await self.auditor.once()).findings]

    async def says(self, text: str) -> None:
        to = Address(Platform.TELEGRAM, BOT, "7")
        async with self.store.unit() as unit:
            await unit.outbox.put(text, to, [Part(text, Card(text))], at=self.clock.now())


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    store = await open_database(f"sqlite:///{tmp_path}/plan.db")
    assert isinstance(store, SqlStore)
    yield Watched(store)
    await store.close()


async def test_a_finding_is_told_once_and_once_when_it_is_over(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    await watched.says("canary")
    assert await watched.looks() == []
    for _ in range(3):
        assert await watched.looks(11 * MINUTE) == ["message_waits"]
    async with watched.store.unit() as unit:
        [row] = await unit.outbox.listing(every=True)
        await unit.outbox.drop(row.id, at=watched.clock.now())
    assert await watched.looks() == []
    told = [record.getMessage() for record in caplog.records]
    assert told == ["alarm: message_waits", "over: message_waits"]
    fields = caplog.records[0].__dict__
    assert (fields["finding"], fields["platform"]) == ("message_waits", "telegram")
    assert fields["seconds"] == 720
    assert "canary" not in caplog.text


async def test_the_heart_beats_only_while_nothing_is_red(watched: Watched) -> None:
    await watched.looks()
    await watched.looks()
    assert watched.beats == 2
    event = Event(platform=T, tenant=BOT, id="1", lane="7", payload="{}")
    async with watched.store.unit() as unit:
        await unit.inbox.add([event], at=watched.clock.now())
    assert await watched.looks(6 * MINUTE) == ["event_waits"]
    assert watched.beats == 2
    await watched.store.enlist(at=watched.clock.now())
    async with watched.store.unit() as unit:
        [held] = await unit.inbox.claim([Route(platform=T, tenant=BOT)], limit=1)
        await unit.inbox.settle(held, "done")
    assert await watched.looks() == []
    assert watched.beats == 3


async def test_an_alarm_that_a_person_knows_about_does_not_stop_the_heart(
    watched: Watched,
) -> None:
    await watched.says("one")
    async with watched.store.unit() as unit:
        await unit.outbox.end(Address(Platform.TELEGRAM, BOT, "7"), reason="gone")
    assert await watched.looks(16 * MINUTE) == ["dead_letters"]
    assert watched.beats == 1
    assert await watched.looks(9 * MINUTE) == ["dead_without_notice", "dead_letters"]
    assert watched.beats == 1
    async with watched.store.unit() as unit:
        assert await unit.occurrences.unnoticed(before=watched.clock.now())
    assert await watched.looks(9 * MINUTE) == ["dead_letters"]
    assert watched.beats == 2


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (StoreUnavailable("The database is away."), "database_away"),
        (TimeoutError(), "database_away"),
        (RuntimeError("a bug"), "look_failed"),
    ],
)
async def test_a_store_that_does_not_answer_is_a_finding_and_ends_no_other(
    watched: Watched, caplog: pytest.LogCaptureFixture, problem: Exception, code: str
) -> None:
    await watched.says("one")
    assert await watched.looks(11 * MINUTE) == ["message_waits"]
    watched.store.away = problem
    assert await watched.looks() == [code]
    assert (await watched.auditor.recent()).red == [code]
    watched.store.away = None
    assert await watched.looks() == ["message_waits"]
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert [text for text in told if text.startswith("alarm")] == [
        "alarm: message_waits",
        f"alarm: {code}",
    ]
    assert watched.beats == 0


async def test_a_silent_platform_is_found_and_one_that_cannot_tell_is_not(
    watched: Watched,
) -> None:
    assert await watched.looks(99 * MINUTE) == []
    watched.phone.heard = watched.clock.now()
    assert await watched.looks(4 * MINUTE) == []
    assert await watched.looks(2 * MINUTE) == ["platform_silent"]
    watched.phone.heard = watched.clock.now()
    assert await watched.looks() == []


async def test_a_dead_ticker_is_found_within_two_minutes_and_a_step(watched: Watched) -> None:
    watched.auditor.limits = Limits()
    await watched.store.enlist(at=watched.clock.now())
    for _ in range(3):
        async with watched.store.unit() as unit:
            await unit.ticks.note(TICK, watched.clock.now())
        assert await watched.looks() == []
    assert await watched.looks() == []
    assert await watched.looks() == ["tick_missed"]
    assert watched.beats == 4


async def test_many_who_ask_at_once_share_one_look(watched: Watched) -> None:
    first = await watched.auditor.recent()
    assert await watched.auditor.recent() is first
    await watched.clock.sleep(1)
    assert await watched.auditor.recent() is not first


def test_a_finding_is_recognised_by_its_code_and_platform() -> None:
    one = Finding(code="message_waits", platform=T, facts={"seconds": 700})
    assert one.subject == replace(one, facts={"seconds": 760}).subject
    assert one.subject != replace(one, platform=None).subject


async def test_whom_a_platform_refuses_is_told_to_other_processes(tmp_path: Path) -> None:
    class Refused(FakePlatform):
        @property
        def refused(self) -> bool:
            return True

    store = await open_store(f"sqlite:///{tmp_path}/plan.db")
    clock = FakeClock()
    auditor = Auditor(store, clock, [Refused()])
    looking = asyncio.create_task(auditor.run())
    seen: Mapping[Platform, datetime] = {}
    while not seen:
        await asyncio.sleep(0)
        async with store.view() as unit:
            seen = (await unit.health.vitals(now=clock.now())).refused
    looking.cancel()
    await asyncio.wait([looking])
    [at] = seen.values()
    codes = [f.code for f in findings(Vitals(refused=seen), at, Limits())]
    assert codes == ["platform_refuses"]
    assert findings(Vitals(refused=seen), at + timedelta(minutes=2), Limits()) == []
    await store.close()
