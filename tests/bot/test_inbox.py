"""Events that cannot be worked: none is lost in silence, none stops the others."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.telegram import inbound
from bot.app import Parts, assemble, open_database
from bot.cards.plain import plain_text
from bot.errors import Conflict
from bot.messages import Address, Card, Event, Part, Request
from bot.outcomes import Refused
from bot.ports import EventState
from bot.settings import Settings
from store import SqlStore
from store.connect import connect
from store.unit import SqlUnit
from tests.fakes.shaky import AGAIN, LOST, ShakySqlite
from tests.journeys.serving import message
from tests.world import BOT, FakeClock, FakePlatform


class Breaking(FakePlatform):
    """A platform that reads Telegram's events; its converters fail as often as they are told."""

    breaks = 0

    def to_request(self, event: Event) -> Request | None:
        if "unreadable" in event.payload:
            raise ValueError("unreadable")
        if "astonishing" in event.payload:
            raise RuntimeError("nobody expected this")
        return inbound.to_request(event, [])

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        if self.breaks:
            self.breaks -= 1
            raise RuntimeError("a fault of ours")
        return (Part(plain_text(card), card),)


class Bench:
    def __init__(self, parts: Parts, phone: Breaking) -> None:
        self.parts, self.phone, self.number = parts, phone, 0

    async def hears(self, text: str, user: int) -> Event:
        self.number += 1
        event = inbound.event_of(message(self.number, user, text), BOT)
        await self.parts.gate(self.phone).accept(event)
        return event

    async def works(self) -> None:
        while await self.parts.worker.once():
            pass
        await self.parts.postman.drain(f"telegram:{BOT}:{self.number}")

    async def parked(self) -> Sequence[EventState]:
        async with self.parts.store.view() as unit:
            return await unit.inbox.listing(every=True)


class Contested(SqlStore):
    """Its next units end in a deadlock."""

    conflicts = 0

    @asynccontextmanager
    async def unit(self) -> AsyncGenerator[SqlUnit]:
        async with super().unit() as unit:
            yield unit
            if self.conflicts:
                self.conflicts -= 1
                raise Conflict


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    await (await open_database(url := f"sqlite:///{tmp_path}/plan.db")).close()
    store, phone = Contested(connect(url)), Breaking()
    await store.enlist(at=FakeClock().now())
    yield Bench(assemble(store, FakeClock(), [phone], Settings.model_construct()), phone)
    await store.close()


@pytest.mark.parametrize("text", ["unreadable", "astonishing"])
async def test_what_cannot_be_read_is_parked_and_the_next_is_answered(
    bench: Bench, text: str
) -> None:
    await bench.hears(text, 5)
    await bench.hears("24", 5)
    await bench.works()
    assert len(bench.phone.got) == 1
    [row] = await bench.parked()
    assert (row.state, row.reason != "") == ("parked", True)


async def test_a_hint_that_a_stranger_refuses_is_no_failure(bench: Bench) -> None:
    bench.phone.outcomes.append(Refused("403 never opened a chat", dead=True))
    await bench.hears("24", 5)
    await bench.works()
    assert "尚未绑定" in bench.phone.got[0][1]
    async with bench.parts.store.view() as unit:
        assert await unit.outbox.listing(every=False) == []


async def test_a_fault_of_ours_is_answered_with_its_reference(bench: Bench) -> None:
    bench.phone.breaks = 1
    event = await bench.hears("24", 5)
    await bench.works()
    [(_, text)] = bench.phone.got
    assert event.reference in text
    assert [row.state for row in await bench.parked()] == ["parked"]


async def test_a_fault_in_the_apology_does_not_stop_the_others(bench: Bench) -> None:
    bench.phone.breaks = 2
    await bench.hears("24", 5)
    await bench.works()
    await bench.hears("24", 6)
    await bench.works()
    assert [chat for chat, _ in bench.phone.got] == ["6"]
    assert [row.state for row in await bench.parked()] == ["parked"]


async def test_an_event_that_five_times_had_no_end_is_parked(bench: Bench) -> None:
    event = await bench.hears("24", 5)
    store = bench.parts.store
    for _ in range(5):
        async with store.unit() as unit:
            [held] = await unit.inbox.claim(tuple(bench.parts.adapters), limit=9)
            assert await unit.inbox.settle(held, "new")
    await bench.works()
    assert bench.phone.got == []
    [row] = await bench.parked()
    assert (row.event.key, row.state, row.tries) == (event.key, "parked", 6)
    async with store.unit() as unit:
        assert await unit.inbox.redrive(row.id)
    await bench.works()
    assert len(bench.phone.got) == 1


@pytest.mark.parametrize("posted", [True, False])
async def test_half_a_character_is_answered(bench: Bench, posted: bool) -> None:
    update = message(1, 5, "24 \ud800")
    event = inbound.event_of(update, BOT, raw=json.dumps(update) if posted else None)
    await bench.parts.gate(bench.phone).accept(event)
    bench.number = 1
    await bench.works()
    assert len(bench.phone.got) == 1
    assert await bench.parked() == []


@pytest.mark.parametrize("trouble", [AGAIN, LOST])
async def test_an_event_whose_claim_has_no_answer_is_worked_all_the_same(
    bench: Bench, tmp_path: Path, trouble: str
) -> None:
    store = SqlStore(shaky := ShakySqlite(tmp_path / "plan.db"))
    await store.enlist(at=FakeClock().now())
    parts = assemble(store, bench.parts.clock, [bench.phone], Settings.model_construct())
    await bench.hears("24", 5)
    shaky.troubles = deque([trouble])
    working = asyncio.create_task(parts.worker.run())
    async with asyncio.timeout(10):
        while await bench.parked():  # noqa: ASYNC110 - nobody rings for it
            await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait([working])
    await bench.works()
    assert len(bench.phone.got) == 1
    await store.close()


async def test_a_deadlock_of_the_database_is_only_another_try(bench: Bench) -> None:
    store = bench.parts.store
    assert isinstance(store, Contested)
    store.conflicts = 2
    await bench.hears("24", 5)
    assert store.conflicts == 0
    working = asyncio.create_task(bench.parts.worker.run())
    store.conflicts = 4
    while len(await bench.parked()):  # noqa: ASYNC110 - the worker runs meanwhile
        await asyncio.sleep(0)
    assert not working.done()
    working.cancel()
    await asyncio.wait([working])
    await bench.works()
    assert (store.conflicts, len(bench.phone.got)) == (0, 1)


async def test_what_is_worked_again_or_comes_again_is_noted_once(bench: Bench) -> None:
    store = bench.parts.store
    assert isinstance(store, Contested)
    event = await bench.hears("绑定 K7QM-2XPA-9TDR-5FHC", 5)
    working = asyncio.create_task(bench.parts.worker.run())
    store.conflicts = 4  # the claim, and then the act itself
    while len(await bench.parked()):  # noqa: ASYNC110 - the worker runs meanwhile
        await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait([working])
    for _ in range(3):
        await bench.parts.gate(bench.phone).accept(event)
        await bench.works()
    async with store.view() as unit:
        found = await unit.audit.entries(limit=9)
        assert (await unit.audit.verify()).ok
    assert [(one.act, one.outcome) for one in found] == [("bind", "bad_code")]
    assert store.conflicts == 0
