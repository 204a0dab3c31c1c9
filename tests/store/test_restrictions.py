"""A task that is to be reported offline leaves no text behind, and may get it back."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.digest_data import digest_of, from_json, to_json
from bot.errors import Conflict
from bot.messages import Action, Address, Card, Item, Part, Platform, Seen
from bot.model.digest import Digest, Entry, Section
from bot.model.period import Span
from bot.model.task import NEUTRAL, Status, Task
from bot.model.update import Change
from bot.ports import LaneState, Occurrence
from store import SqlStore
from store.columns import METADATA
from tests.store.world import (
    ALICE,
    BOT,
    CHAT,
    NOW,
    TASKS,
    World,
    after,
    counted,
    draft,
    event_of,
    settled,
)

WORD = "甲乙丙丁戊己庚辛"  # eight characters that stand for what nobody may read any more
OPEN = "加强某某事项" + WORD + "的管理。"


async def dump(store: SqlStore) -> str:
    """Every value of every table."""
    found = []
    async with store.view() as unit:
        sql = unit.tasks._sql
        for table in METADATA.sorted_tables:
            found += [str(tuple(row)) for row in await sql.rows(table.select())]
    return "\n".join(found)


async def task_of(world: World, ref: int) -> Task:
    async with world.store.view() as unit:
        return (await unit.tasks.numbered(world.plan.id, [ref]))[ref]


def digest_text() -> str:
    entry = Entry(number=2, title=OPEN[:12])
    other = Entry(number=3, title="建设地理标志示范区")
    moment = {"since": NOW, "at": NOW, "until": NOW.date()}
    return to_json(
        Digest(
            week="2019-W41",
            first=NOW.date(),
            last=NOW.date(),
            overdue=Section(total=2, entries=(entry, other)),
            blocked=Section(total=1, entries=(entry,)),
            **moment,  # type: ignore[arg-type]
        )
    )


@pytest.fixture
async def world(store: SqlStore) -> World:
    """Item 2 is open, and everything that can hold words about it does."""
    tasks = [TASKS[0], replace(TASKS[1], text=OPEN), *TASKS[2:]]
    made = await settled(store, *tasks)
    task = await task_of(made, 2)
    share = task.shares[0]
    told = {"person": made.alice, "at": NOW, "channel": "telegram", "batch": "telegram:7:1"}
    async with store.unit() as unit:
        change = Change(status=Status.IN_PROGRESS, progress=WORD, problems=WORD, next_steps=WORD)
        await unit.tasks.record(task, share, change, **told)  # type: ignore[arg-type]
        parts = [(task.id, share.department.id), (1, share.department.id)]
        await unit.urges.add(parts, by=made.alice.id, at=NOW, batch="b", words=f"请报{WORD}")
        await unit.deadlines.ask(
            task, share.department.id, NOW.date(), WORD, by=made.alice.id, at=NOW
        )
        q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
        period = await unit.periods.open(made.plan.id, q3, date(2019, 10, 15), cadence=True, at=NOW)
        assert period is not None
        await unit.corrections.ask(
            task.id, share.department.id, period.id, WORD, by=made.alice.id, at=NOW
        )
        await unit.actions.keep("c", made.alice.id, f"2 {WORD}", at=NOW, expires=after(99))
        data = digest_text()
        kept = {"place": "plan", "week": "2019-W41", "at": NOW}
        await unit.digests.keep(made.plan.id, **kept, data=data, digest=digest_of(data))  # type: ignore[arg-type]
        told_as = json.dumps({"text": f"2 {WORD}"})
        await unit.inbox.add([replace(event_of("1"), payload=told_as)], at=NOW)
    async with store.unit() as unit:
        [held] = await unit.inbox.claim((BOT,), limit=1)
        await unit.inbox.settle(held, "done")
    return made


async def put(world: World, key: str, card: Card, *, planned: bool = False) -> None:
    async with world.store.unit() as unit:
        if planned:
            one = Occurrence(key=key, person=None, to=CHAT, due=NOW, title=card.title, why="")
            await unit.occurrences.plan([one], at=NOW)
            return
        shown = Part(f"bytes {card.title} {card.body}", card)
        await unit.outbox.put(key, CHAT, [shown], at=NOW, cause=key)


async def test_nothing_of_it_is_left_in_any_table(world: World) -> None:
    store = world.store
    await put(world, "a", Card("第2项", (OPEN,), about=(Seen(2, 1, 1),)))
    await put(world, "b", Card("清单", (Item("2", OPEN[:14]), Item("3", "建设"))))
    await put(world, "c", Card("没看明白", (), (Action("记", f"2 {WORD}"),)))
    await put(world, "d", Card("引用", (f"“…{WORD}…”",)))
    await put(world, "e", Card("第3项", ("建设地理标志 保护 示范区。",)))
    await put(world, "remind:1", Card(OPEN), planned=True)
    assert (await dump(store)).count(WORD) > 9  # the search can find
    async with store.view() as unit:
        before = await unit.restrictions.traces(world.plan.id, [await task_of(world, 2)])
    async with store.unit() as unit:
        gone = await unit.restrictions.mark(world.plan.id, [await task_of(world, 2)])
    assert gone == before
    assert (gone.updates, gone.urges, gone.extensions, gone.digests) == (1, 1, 1, 1)
    assert gone.corrections == 1
    assert (gone.waiting, gone.messages, gone.events) == (5, 0, 1)
    left = await dump(store)
    assert WORD not in left
    assert "加强某某" not in left
    assert "建设地理标志 保护 示范区" in left
    task = await task_of(world, 2)
    assert (task.text, task.restricted, task.restriction_confirmed) == (NEUTRAL, True, True)
    assert task.status is Status.IN_PROGRESS
    async with store.view() as unit:
        [record] = await unit.tasks.history(task.id, limit=9)
        states = {row.delivery.key: row.state for row in await unit.outbox.listing(every=True)}
    assert (record.person_name, record.change.has_text) == ("爱丽丝", False)
    assert set(states) == {"e", "remind:1"}  # answers that showed it have ended


async def test_a_kept_digest_says_that_something_was_taken_out(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.restrictions.mark(world.plan.id, [await task_of(world, 2)])
    async with world.store.view() as unit:
        kept = await unit.digests.latest(world.plan.id, places=["plan"])
    assert kept is not None
    assert kept.digest == digest_of(kept.data) != digest_of(digest_text())
    made = from_json(kept.data)
    assert (made.removed, made.was) == (1, digest_of(digest_text()))
    assert [entry.number for entry in made.overdue.entries] == [3]
    assert (made.overdue.total, made.overdue.restricted, made.blocked.restricted) == (2, 1, 1)


async def test_what_was_sent_loses_its_bytes_and_stays_what_it_was_about(world: World) -> None:
    await put(world, "a", Card("第2项", (OPEN,), about=(Seen(2, 1, 1),)))
    async with world.store.unit() as unit:
        await unit.outbox.enroll(BOT, limit=9)
        [held] = await unit.outbox.claim_answers(BOT, "a", now=NOW, limit=1)
        await unit.outbox.intend(held, f"bytes {OPEN}", at=NOW)
    with pytest.raises(Conflict):  # it is on its way: whoever marks tries again
        async with world.store.unit() as unit:
            await unit.restrictions.mark(world.plan.id, [await task_of(world, 2)])
    async with world.store.unit() as unit:
        free = LaneState(free_at=NOW, stop_until=NOW)
        await unit.outbox.settle(held, "sent", at=NOW, lane=free, message="m1")
    async with world.store.unit() as unit:
        gone = await unit.restrictions.mark(world.plan.id, [await task_of(world, 2)])
    assert (gone.messages, gone.waiting) == (1, 0)
    assert WORD not in await dump(world.store)
    async with world.store.view() as unit:
        address = Address(Platform.TELEGRAM, ALICE.tenant, ALICE.user)
        shown = await unit.outbox.shown(address, "m1")
        assert shown is not None
        assert [seen.ref for seen in shown[0].about] == [2]


async def test_lifted_tasks_get_their_text_from_the_same_file_and_no_other(world: World) -> None:
    store, tasks = world.store, list(TASKS)
    async with store.unit() as unit:
        await unit.restrictions.mark(world.plan.id, [await task_of(world, 3)])
        await unit.restrictions.lift([(await task_of(world, n)).id for n in (3, 4)])
    lifted = await task_of(world, 4)
    assert (lifted.restricted, lifted.text_missing) == (False, True)
    async with store.unit() as unit:
        assert await unit.restrictions.refill(draft(*tasks, sha256="cd" * 32)) == []
        assert await unit.restrictions.refill(draft(*tasks)) == [3, 4]
        assert await unit.restrictions.refill(draft(*tasks)) == []
        found = (await unit.tasks.search(world.plan.id, "示范区", page=1, size=9)).tasks
    assert [task.ref for task in found] == [3]
    assert (await task_of(world, 3)).deadline.raw == "11月底前"
    assert (await task_of(world, 4)).text == "国防专利绝密渠道CANARY"
    assert (await task_of(world, 2)).text == OPEN


async def test_suggestions_are_confirmed_and_the_price_is_the_same(world: World) -> None:
    store = world.store
    async with store.unit() as unit:
        await unit.restrictions.confirm([(await task_of(world, n)).id for n in (2, 4)])
    assert (await task_of(world, 4)).restriction_confirmed
    assert not (await task_of(world, 2)).restriction_confirmed
    costs = []
    for refs in ((1,), (2, 3, 5)):
        tasks = [await task_of(world, ref) for ref in refs]
        with counted(store) as statements:
            async with store.unit() as unit:
                await unit.restrictions.mark(world.plan.id, tasks)
        costs.append(len([s for s in statements if not s.startswith(("BEGIN", "COMMIT"))]))
    assert costs[1] <= costs[0] + 5  # the kinds of records that only item 2 has
