"""What the store says about its own health, on both databases."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from bot.findings import Limits
from bot.messages import Platform
from bot.ports import TICK, Bucket, Vitals, totals
from reminders.auditor import Auditor
from store import SqlStore, open_store, schema
from tests import postgres
from tests.store.post import ELSEWHERE, claim, intend, put, send, settle
from tests.store.world import BOT, CHAT, NOW, after, counted, event_of
from tests.world import FakeClock

LATER = after(600)
_SENT = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO delivery (key, platform, tenant, chat, thread, part, content, shows, bulk, "
    "since, state, fence, tries, doubts, reason, message) SELECT 'k' || i, 'telegram', '7', "
    "'1', '', 0, '', '', 0, '2019-10-11 00:00:00', 'sent', 1, 1, 0, '', 'm' FROM n"
)


async def vitals(store: SqlStore, now: datetime = LATER) -> Vitals:
    async with store.view() as unit:
        return await unit.health.vitals(now=now)


async def write(store: SqlStore, statement: str) -> None:
    async with store.database.writing() as sql:
        await sql.count(text(statement))


async def test_an_empty_store_has_nothing_to_tell(store: SqlStore) -> None:
    assert await vitals(store) == Vitals(instances=1, alive_since=NOW)


async def test_events_are_counted_by_state_and_the_oldest_new_one_is_found(
    store: SqlStore,
) -> None:
    async with store.unit() as unit:
        for n in range(5):
            await unit.inbox.add([event_of(str(n), lane=str(n))], at=after(n))
        held = await unit.inbox.claim([BOT], limit=3)
        await unit.inbox.settle(held[0], "done")
        await unit.inbox.settle(held[1], "parked", reason="?")
    seen = await vitals(store)
    assert seen.inbox == {Platform.TELEGRAM: {"new": 2, "working": 1, "parked": 1}}
    assert (seen.oldest_new, seen.parked) == (after(3), 1)
    assert totals(seen.inbox) == {"new": 2, "parked": 1, "working": 1}


async def test_messages_are_counted_by_state_without_those_that_are_sent(store: SqlStore) -> None:
    for n in range(6):
        await put(store, f"k{n}", to=CHAT if n else ELSEWHERE, at=after(n))
    [first, second] = await claim(store, LATER)
    await send(store, first)
    await intend(store, second)
    await settle(store, second, "refused", reason="no")
    [third] = await claim(store, LATER)
    await intend(store, third)
    [] = await claim(store, LATER)
    seen = await vitals(store)
    assert seen.outbox == {Platform.TELEGRAM: {"pending": 3, "sending": 1, "refused": 1}}
    assert (seen.dead, seen.sent_without_id, seen.orphans) == (1, 0, 0)
    assert seen.oldest_due == {Platform.TELEGRAM: after(3)}


async def test_a_message_is_overdue_only_when_nothing_holds_it_back(store: SqlStore) -> None:
    await put(store, "a", at=after(60))
    await put(store, "b", to=ELSEWHERE, at=after(90))
    assert (await vitals(store, after(59))).oldest_due == {}
    assert (await vitals(store, after(60))).oldest_due == {Platform.TELEGRAM: after(60)}
    [held] = await claim(store, after(60))
    assert await settle(store, held, "pending", free=after(300))
    assert (await vitals(store, after(299))).oldest_due == {Platform.TELEGRAM: after(90)}
    assert (await vitals(store, after(300))).oldest_due == {Platform.TELEGRAM: after(60)}
    async with store.unit() as unit:
        await unit.outbox.keep_bucket(BOT, Bucket(after(900), "{}"))
    assert (await vitals(store, after(899))).oldest_due == {}


async def test_a_doubt_is_as_old_as_its_last_try(store: SqlStore) -> None:
    await put(store, "a")
    await put(store, "b", to=ELSEWHERE)
    for held in await claim(store):
        await intend(store, held)
        await settle(store, held, "unknown", due=after(3600))
    seen = await vitals(store)
    assert seen.oldest_unknown == {Platform.TELEGRAM: NOW}
    assert seen.outbox == {Platform.TELEGRAM: {"unknown": 2}}


async def test_rows_of_who_is_not_listed_and_sends_without_an_id_are_found(
    store: SqlStore,
) -> None:
    async with store.unit() as unit:
        await unit.inbox.add([event_of("1"), event_of("2", "b")], at=NOW)
        await unit.inbox.claim([BOT], limit=2)
    await put(store, "a")
    await put(store, "b", to=ELSEWHERE)
    [held, _] = await claim(store)
    await send(store, held)
    assert (await vitals(store)).orphans == 0
    await write(store, "DELETE FROM instance")
    await write(store, "UPDATE delivery SET message = NULL WHERE state = 'sent'")
    seen = await vitals(store)
    assert (seen.orphans, seen.sent_without_id, seen.instances) == (3, 1, 0)
    assert seen.alive_since is None


async def test_a_tick_is_noted_and_the_last_word_counts(store: SqlStore) -> None:
    async with store.unit() as unit:
        assert await unit.ticks.last(TICK) is None
        await unit.ticks.note(TICK, after(30))
        await unit.ticks.note("another", after(90))
        assert await unit.ticks.last(TICK) == after(30)
        await unit.ticks.note(TICK, after(20))  # the clock was put back
    assert (await vitals(store)).last_tick == after(20)


async def test_a_look_takes_three_statements(store: SqlStore) -> None:
    with counted(store) as statements:
        await vitals(store)
    assert len(statements) == 3


async def test_a_schema_that_was_changed_behind_our_back_does_not_fit(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with store.view() as unit:
        assert await unit.health.fits()
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
        assert not await unit.health.fits()


@pytest.mark.parametrize("sent", [10, 2000])
async def test_a_look_costs_the_same_however_much_was_sent(tmp_path: Path, sent: int) -> None:
    """SQLite counts its own steps."""
    store = await open_store(f"sqlite:///{tmp_path}/liaison.db")
    await write(store, _SENT % sent)
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    def watch(connection: object, cursor: object, *_: object) -> None:
        cursor.connection.set_progress_handler(step, 1)  # type: ignore[attr-defined]

    event.listen(store.engines[0], "before_cursor_execute", watch)
    seen = await vitals(store)
    event.remove(store.engines[0], "before_cursor_execute", watch)
    await store.close()
    assert seen == Vitals()
    assert 0 < steps < 500


async def test_a_server_that_is_gone_is_what_the_auditor_finds(url: str, kind: str) -> None:
    if kind == "sqlite":
        pytest.skip("a file that is open does not go away")
    store = await open_store(url)
    auditor = Auditor(store, FakeClock(), limits=Limits(tick=None))
    assert (await auditor.look()).red == []
    other = make_url(url).set(database="postgres")
    await postgres.execute(other, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")
    assert (await auditor.look()).red == ["database_away"]
    await store.close()


async def test_a_schema_that_another_version_upgraded_is_what_the_auditor_finds(
    store: SqlStore,
) -> None:
    auditor = Auditor(store, FakeClock(), limits=Limits(tick=None))
    await write(store, "UPDATE alembic_version SET version_num = '9999'")
    seen = await auditor.look()
    assert (seen.red, seen.vitals) == (["schema_changed"], None)
