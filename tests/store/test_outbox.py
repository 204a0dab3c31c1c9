"""The outbox: order, claims, doubts and pauses, on both databases."""

import asyncio
from datetime import datetime
from itertools import chain

import pytest
from sqlalchemy import select

from bot.abilities import Ability, Hint
from bot.messages import Action, Address, Card, Fact, Heading, Item, Part, Seen
from bot.ports import Delivery
from store import SqlStore, codec
from store.queues import attempt
from tests.store.post import ELSEWHERE, THREAD, claim, claimed, intend, put, send, settle, states
from tests.store.world import BOT, CHAT, NOW, after, counted


async def test_a_message_comes_back_as_it_was_put(store: SqlStore) -> None:
    card = Card(
        "标题",
        ("一行", Heading("组"), Fact("状态：", "推进中"), Item("24", "《…》")),
        (Action("详情", "24"),),
        (Seen(24, 3, 1),),
    )
    async with store.unit() as unit:
        await unit.outbox.put(
            "k", THREAD, [Part("<b>原样</b>", card)], at=NOW, cause="e1", urgent=True
        )
    [held] = await claim(store)
    assert held.item == Delivery(
        key="k",
        part=0,
        to=THREAD,
        message=Part("<b>原样</b>", card),
        cause="e1",
        urgent=True,
        since=NOW,
    )
    assert (held.fence, held.tries, held.doubts) == (1, 1, 0)


async def test_the_key_is_the_message_and_parts_go_in_in_one_statement(store: SqlStore) -> None:
    with counted(store) as statements:
        await put(store, "k", "a", "b", "c", cause="e")
    assert len(statements) == 1
    await put(store, "k", "a", "b", "c", cause="e")
    await put(store, "k", "elsewhere", to=ELSEWHERE, cause="e")
    await put(store, "k", "thread", to=THREAD, cause="e")
    assert await states(store, "e") == ["pending"] * 5
    async with store.unit() as unit:
        await unit.outbox.put("none", CHAT, [], at=NOW)


async def test_an_addresses_messages_leave_one_after_the_other(store: SqlStore) -> None:
    await put(store, "k", "a", "b")
    [first] = await claim(store)
    assert await claimed(store) == []
    assert await intend(store, first)
    assert await claimed(store) == []
    assert await settle(store, first, "sent", message="1")
    assert await claimed(store) == ["b"]


async def test_what_is_urgent_overtakes(store: SqlStore) -> None:
    await put(store, "bulk", to=ELSEWHERE, urgent=False)
    await put(store, "bulk here", urgent=False)
    await put(store, "reply", at=after(1))
    assert await claimed(store, after(1), limit=1) == ["reply"]
    assert await claimed(store, after(1)) == ["bulk"]


async def test_what_is_not_due_stays(store: SqlStore) -> None:
    await put(store, "k", at=after(1))
    assert await claimed(store, NOW) == []
    assert await claimed(store, after(1)) == ["k"]


async def test_a_chat_waits_for_the_next_try_of_its_first_message(store: SqlStore) -> None:
    await put(store, "a", urgent=False)
    await put(store, "b", urgent=False)
    [first] = await claim(store)
    assert await intend(store, first)
    assert await settle(store, first, "pending", free=after(10))
    assert await claimed(store, after(9)) == []
    [again] = await claim(store, after(10))
    assert (again.id, again.tries, again.fence) == (first.id, 2, 2)
    await send(store, again)
    assert await claimed(store, after(10)) == ["b"]


async def test_something_urgent_cuts_the_wait_short_but_not_a_pause(store: SqlStore) -> None:
    await put(store, "a")
    [first] = await claim(store)
    assert await intend(store, first)
    assert await settle(store, first, "pending", free=after(100), stop=after(5))
    await put(store, "bulk", at=after(1), urgent=False)
    assert await claimed(store, after(9)) == []
    await put(store, "b", at=after(1))
    assert await claimed(store, after(4)) == []
    [again] = await claim(store, after(5))
    assert again.item.key == "a"  # in order all the same


async def test_a_message_that_is_put_back_until_later_lets_others_pass(store: SqlStore) -> None:
    await put(store, "a")
    await put(store, "b")
    [first] = await claim(store)
    async with store.unit() as unit:
        assert await unit.outbox.release(first, due=after(10))
        assert not await unit.outbox.release(first, due=after(10))
    [second] = await claim(store, after(1))
    assert second.item.key == "b"
    await send(store, second)
    [again] = await claim(store, after(10))
    assert (again.item.key, again.tries) == ("a", 1)


async def test_an_unknown_outcome_adds_a_doubt_and_comes_again_when_due(store: SqlStore) -> None:
    await put(store, "a", cause="e")
    [held] = await claim(store)
    assert await intend(store, held)
    assert await settle(store, held, "unknown", due=after(60))
    assert await states(store, "e") == ["unknown"]
    assert await claimed(store, after(59)) == []
    [again] = await claim(store, after(60))
    assert (again.doubts, again.tries) == (1, 2)


async def test_who_was_fenced_out_changes_nothing_but_the_attempt_is_kept(
    store: SqlStore,
) -> None:
    await put(store, "a", cause="e")
    [old] = await claim(store)
    async with store.unit() as unit:
        await unit.outbox.release(old, due=NOW)
    [new] = await claim(store)
    assert not await intend(store, old)
    assert not await settle(store, old, "refused")
    await send(store, new, "42")
    assert not await settle(store, new, "refused")
    assert await states(store, "e") == ["sent"]
    assert await attempts(store) == [(2, "sending", "a"), (2, "sent", None), (2, "refused", None)]


async def attempts(store: SqlStore) -> list[tuple[int, str, str | None]]:
    async with store.database.reading() as sql:
        found = select(attempt.c.fence, attempt.c.state, attempt.c.content).order_by(attempt.c.id)
        return [(fence, str(state), content) for fence, state, content in await sql.rows(found)]


async def test_a_late_sent_ends_the_doubt(store: SqlStore) -> None:
    await put(store, "a", cause="e")
    [held] = await claim(store)
    assert await intend(store, held)
    assert await settle(store, held, "unknown", due=after(60))
    assert await settle(store, held, "sent", message="42")
    assert await states(store, "e") == ["sent"]
    async with store.view() as unit:
        [row] = await unit.outbox.answers("e")
    assert (row.message_id, row.due) == ("42", None)


async def test_a_claimed_message_may_end_without_being_sent(store: SqlStore) -> None:
    await put(store, "a", cause="e")
    [held] = await claim(store)
    assert await settle(store, held, "refused", reason="suspended")
    assert await states(store, "e") == ["refused"]
    assert await attempts(store) == []


@pytest.mark.parametrize(
    ("state", "due"), [("pending", after(1)), ("unknown", None), ("sent", after(1)), ("gone", None)]
)
async def test_states_and_due_times_that_do_not_go_together_are_refused(
    store: SqlStore, state: str, due: datetime | None
) -> None:
    await put(store, "a")
    [held] = await claim(store)
    with pytest.raises(ValueError, match=state):
        await settle(store, held, state, due=due)


async def test_many_claimers_get_each_message_once_and_one_of_an_address(
    store: SqlStore,
) -> None:
    for n in range(20):
        to = Address(BOT.platform, BOT.tenant, f"chat{n}")
        await put(store, f"k{n}", f"{n}-0", f"{n}-1", to=to)
    assert await claimed(store, limit=0) == []  # but now all have their places
    found = await asyncio.gather(*(claimed(store, limit=5) for _ in range(8)))
    found.append(await claimed(store, limit=20))  # what one left because another looked at it
    assert sorted(chain.from_iterable(found)) == sorted(f"{n}-0" for n in range(20))


async def test_answers_to_one_event_are_claimed_alone(store: SqlStore) -> None:
    await put(store, "older", cause="e0")
    await put(store, "mine", "1", "2", cause="e1")
    [first] = await claim(store, cause="e1")
    assert first.item.message.content == "1"
    await send(store, first)
    [second] = await claim(store, cause="e1")
    assert second.item.message.content == "2"
    assert await claim(store, cause="e2") == []


def test_a_card_that_no_version_wrote_is_an_error() -> None:
    either = Hint(Ability.ANSWER, "a", "b")
    either_or = Card("t", (either, Hint(Ability.MENTION, "c", either)))
    assert codec.from_json(codec.to_json(either_or)) == either_or
    text = codec.to_json(Card("t", (Heading("h"),)))
    assert codec.from_json(text) == Card("t", (Heading("h"),))
    with pytest.raises(ValueError, match="no line"):
        codec.from_json(text.replace("heading", "picture"))


async def test_what_was_sent_last_is_shown_with_all_its_parts(store: SqlStore) -> None:
    first, last = Card("清单", (Item("24", "一"),)), Card("清单", (), (Action("填报", "报送 24"),))
    for to in (CHAT, ELSEWHERE):
        async with store.unit() as unit:
            await unit.outbox.put("k", to, [Part("1", first), Part("2", last)], at=NOW)
    for _ in range(3):  # of the other chat only one
        await send(store, (await claim(store, limit=1))[0])
    async with store.view() as unit:
        shown = [await unit.outbox.last(to) for to in (CHAT, ELSEWHERE)]
    assert [card and card[0] for card in shown] == [
        Card("清单", first.body, last.actions),
        first,
    ]
