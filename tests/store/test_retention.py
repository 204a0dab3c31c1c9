"""What raw events and sends said is not kept for ever; their keys are."""

from datetime import timedelta

from sqlalchemy import select

from bot.messages import Card, Part, Platform, Seen
from bot.ports import Route
from store import SqlStore
from store.codec import to_json
from store.queues import attempt, delivery, inbox, inbox_cursor
from tests.store.post import claim, intend, put, send, settle
from tests.store.world import ALICE, CHAT, NOW, after, counted, event_of

BOT = Route(platform=Platform.TELEGRAM, tenant="7")


async def test_old_texts_are_blanked_and_keys_stay(store: SqlStore) -> None:
    """Also a replay a year later is known."""
    async with store.unit() as unit:
        for n in range(5):
            await unit.inbox.add([event_of(f"old{n}", lane=f"{n}")], at=NOW)
        held = await unit.inbox.claim([BOT], limit=9)
        for one in held[:3]:
            await unit.inbox.settle(one, "done")
        await unit.inbox.settle(held[3], "parked", reason="a bug")
        await unit.inbox.add([event_of("young", lane="9")], at=after(40 * 86400))
        [young] = [one for one in await unit.inbox.claim([BOT], limit=9) if one.item.id == "young"]
        await unit.inbox.settle(young, "done")
        await unit.people.note_failed_try(ALICE, at=NOW)
    await put(store, "sent")
    [letter] = await claim(store)
    await send(store, letter)
    before = NOW + timedelta(days=30)

    async def purge() -> bool:
        async with store.unit() as unit:
            return await unit.retention.purge(before=before, limit=2)

    async def payloads() -> list[str]:
        async with store.database.reading() as sql:
            found = await sql.rows(select(inbox.c.payload).order_by(inbox.c.id))
        return [payload for (payload,) in found]

    assert [await purge() for _ in range(3)] == [False, False, True]
    assert await payloads() == ["", "", "", "{}", "{}", "{}"]  # parked, working, young
    async with store.database.reading() as sql:
        assert not [x for (x,) in await sql.rows(select(attempt.c.content)) if x is not None]
    async with store.unit() as unit:
        assert await unit.staff.wrong_codes(since=NOW) == 0
        again = [event_of(f"old{n}", lane=f"{n}") for n in range(5)]
        assert await unit.inbox.add(again, at=NOW + timedelta(days=365)) == 0
        assert await unit.inbox.redrive(held[3].id)
        [redriven] = await unit.inbox.claim([BOT], limit=1, only="3")
        assert redriven.item.payload == "{}"
        await unit.inbox.settle(redriven, "done")
    assert await purge()
    assert (await payloads())[3] == ""
    with counted(store) as statements:
        assert await purge()
    assert len(statements) <= 10


async def test_what_was_refused_is_passed_once(store: SqlStore) -> None:
    """Nobody works it again: a flood of last month does not burden every purge after it."""
    async with store.unit() as unit:
        for n in range(3):
            await unit.inbox.add([event_of(f"flood{n}", lane=f"{n}")], at=NOW)
        for one in await unit.inbox.claim([BOT], limit=9):
            await unit.inbox.settle(one, "refused", reason="flood", blank=True)
        assert await unit.retention.purge(before=after(86400), limit=9)
    async with store.database.reading() as sql:
        assert [value for (value,) in await sql.rows(select(inbox_cursor.c.value))] == ["[3, []]"]


async def test_sent_bytes_that_were_passed_while_in_doubt_go_with_the_doubt(
    store: SqlStore,
) -> None:
    await put(store, "doubtful")
    [letter] = await claim(store)
    async with store.unit() as unit:
        await unit.outbox.intend(letter, "bytes", at=NOW)
    await settle(store, letter, "unknown", due=after(60))

    async def purged() -> list[str | None]:
        async with store.unit() as unit:
            assert await unit.retention.purge(before=after(30 * 86400), limit=9)
        async with store.database.reading() as sql:
            return [content for (content,) in await sql.rows(select(attempt.c.content))]

    assert "bytes" in await purged()
    await settle(store, letter, "sent", message="1")
    assert set(await purged()) == {None}


async def test_a_message_that_was_sent_keeps_only_what_it_was_about(store: SqlStore) -> None:
    """A press on it is still compared with what it showed; what failed can be sent again."""
    about = (Seen(ref=24, department=1, version=3),)
    async with store.unit() as unit:
        for key in ("sent", "failed"):
            card = Card(f"{key}: 24 一句进展", body=("正文",), about=about)
            await unit.outbox.put(key, CHAT, [Part(f"bytes {key}", card)], at=NOW)
    [sent] = await claim(store)
    await send(store, sent, message="1")
    [failed] = await claim(store)
    assert await intend(store, failed)
    await settle(store, failed, "refused", reason="403")
    async with store.unit() as unit:
        assert await unit.retention.purge(before=after(30 * 86400), limit=9)
        shown = await unit.outbox.shown(CHAT, "1")
    assert shown is not None
    assert shown[0].about == about
    async with store.database.reading() as sql:
        rows = await sql.rows(select(delivery.c.content, delivery.c.shows).order_by(delivery.c.id))
    assert rows[0] == ("", to_json(Card("", about=about)))
    assert rows[1].content == "bytes failed"
    async with store.unit() as unit:
        assert await unit.outbox.retry(failed.id, at=after(31 * 86400))
