"""Reading the plan and writing updates, on both databases."""

from datetime import date

import pytest

from bot.errors import Conflict
from bot.model.task import Deadline, DeadlineKind, Mode, Status, Task, TaskRole
from bot.model.update import Change, UpdateKind
from store import SqlStore
from tests.store.world import NOW, World, after, counted, settled, task


@pytest.fixture
async def world(store: SqlStore) -> World:
    return await settled(store)


async def tasks_of(world: World) -> dict[int, Task]:
    async with world.store.view() as unit:
        return {task.ref: task for task in await unit.tasks.every(world.plan.id)}


async def write(world: World, ref: int, change: Change, batch: str = "m1") -> None:
    async with world.store.unit() as unit:
        task = (await unit.tasks.numbered(world.plan.id, [ref]))[ref]
        share = task.share_of(world.alice.department.id)
        assert share is not None
        await unit.tasks.record(
            task, share, change, person=world.alice, at=NOW, channel="private", batch=batch
        )


async def test_a_task_comes_back_whole(world: World) -> None:
    found = (await tasks_of(world))[3]
    assert found.number == "3"
    assert found.text == "建设地理标志 保护 示范区。"
    assert found.mode is Mode.LEAD_PARTICIPANTS
    assert [(s.department.short, s.role) for s in found.shares] == [
        ("林草局", TaskRole.LEAD),
        ("知识产权局", TaskRole.PARTICIPANT),
        ("市某某局", TaskRole.PARTICIPANT),
    ]
    assert found.deadline == Deadline(
        kind=DeadlineKind.EXPLICIT, day=date(2019, 11, 30), raw="11月底前"
    )
    assert {s.status for s in found.shares} == {Status.NOT_STARTED}


async def test_numbered_gives_only_those_that_exist(world: World) -> None:
    async with world.store.view() as unit:
        found = await unit.tasks.numbered(world.plan.id, [5, 99, 1])
        assert sorted(found) == [1, 5]
        assert await unit.tasks.numbered(world.plan.id, []) == {}
        assert await unit.tasks.numbered(world.plan.id + 1, [1]) == {}


async def test_assigned_to_gives_the_departments_tasks_whole_and_in_order(world: World) -> None:
    async with world.store.view() as unit:
        found = await unit.tasks.assigned_to(world.plan.id, world.alice.department.id)
        assert [task.ref for task in found] == [1, 2, 3]
        assert list(found) == [(await tasks_of(world))[ref] for ref in (1, 2, 3)]
        assert await unit.tasks.assigned_to(world.plan.id + 1, world.alice.department.id) == []


async def test_a_task_that_nobody_answers_for_is_in_the_plan(store: SqlStore) -> None:
    world = await settled(store, task("1", "无人负责", mode=None, complete=False))
    found = (await tasks_of(world))[1]
    assert found.shares == ()
    assert not found.complete


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("专利法", [1]),
        ("地理标志保护", [3]),  # blanks in the text do not count
        ("保护 地理", [3]),
        ("保护 商标", []),
        ("pct", [5]),  # full width in the text
        ("PCT 宣传", [5]),
        ("100%", [2]),
        ("%", [2]),
        ("_", [2]),
        ("/", []),
        ("' OR 1=1", []),
        ("2", [2]),
        ("林草局", [3]),
        ("most", [5]),
        ("国知局", [1, 2, 3]),
        ("zscqj 商标", [2]),
        ("局", []),
        ("国防", []),  # restricted
        ("国防科工局", []),
        ("4", []),
        ("", []),
        (" ", []),
        ("\0", [1, 2, 3, 5]),
        ("a " * 300, []),
    ],
)
async def test_search_takes_words_literally(world: World, words: str, refs: list[int]) -> None:
    async with world.store.view() as unit:
        found = await unit.tasks.search(world.plan.id, words, page=1, size=9)
    assert [task.ref for task in found.tasks] == refs
    assert found.total == len(refs)


async def test_a_page_of_a_search_has_so_many_tasks_not_rows(world: World) -> None:
    async with world.store.view() as unit:
        found = await unit.tasks.search(world.plan.id, "国知局", page=1, size=2)
        last = await unit.tasks.search(world.plan.id, "国知局", page=9, size=2)
    assert [(task.ref, len(task.shares)) for task in found.tasks] == [(1, 2), (2, 1)]
    assert (found.total, found.page) == (3, 1)
    assert ([task.ref for task in last.tasks], last.total, last.page) == ([3], 3, 2)


async def test_dated_tasks_come_by_date_up_to_and_including_the_day(world: World) -> None:
    async with world.store.view() as unit:
        due = await unit.tasks.dated(world.plan.id, until=date(2019, 11, 30))
        assert [task.ref for task in due] == [5, 3]
        sooner = await unit.tasks.dated(world.plan.id, until=date(2019, 11, 29))
        assert [task.ref for task in sooner] == [5]


async def test_an_update_moves_its_share_and_leaves_a_record(world: World) -> None:
    text = "已汇总21家意见 👍 \u202e=cmd"
    change = Change(status=Status.IN_PROGRESS, percent=40, progress=text)
    with counted(world.store) as statements:
        await write(world, 1, change)
    assert len(statements) == 3  # one to read the task

    task = (await tasks_of(world))[1]
    share = task.shares[0]
    assert (share.status, share.percent, share.version) == (Status.IN_PROGRESS, 40, 1)
    assert (share.changed_at, share.changed_by_name) == (NOW, "爱丽丝")
    assert task.shares[1].version == 0
    async with world.store.view() as unit:
        [record] = await unit.tasks.history(task.id, limit=9)
    assert record.change == change
    assert (record.before_status, record.before_percent, record.version) == (
        Status.NOT_STARTED,
        None,
        1,
    )
    assert (record.at, record.kind, record.undone) == (NOW, UpdateKind.UPDATE, False)


async def test_a_note_alone_changes_neither_status_nor_percent(world: World) -> None:
    await write(world, 1, Change(status=Status.IN_PROGRESS, percent=40))
    await write(world, 1, Change(progress="一句"))
    share = (await tasks_of(world))[1].shares[0]
    assert (share.status, share.percent, share.version) == (Status.IN_PROGRESS, 40, 2)


async def test_who_has_not_seen_the_last_change_writes_nothing(world: World) -> None:
    seen = (await tasks_of(world))[1]
    await write(world, 1, Change(status=Status.BEHIND))
    with pytest.raises(Conflict):
        async with world.store.unit() as unit:
            await unit.tasks.record(
                seen,
                seen.shares[0],
                Change(status=Status.DONE),
                person=world.alice,
                at=NOW,
                channel="private",
                batch="m2",
            )
    async with world.store.view() as unit:
        assert len(await unit.tasks.history(seen.id, limit=9)) == 1
    assert (await tasks_of(world))[1].shares[0].status is Status.BEHIND


async def undo(world: World, batch: str = "u1") -> list[str]:
    async with world.store.unit() as unit:
        last = await unit.tasks.last_batch(world.alice.id)
        for update in last:
            await unit.tasks.take_back(
                update, person=world.alice, at=after(60), channel="private", batch=batch
            )
    return [update.batch for update in last]


async def test_undo_takes_a_message_back_line_by_line_then_the_one_before(world: World) -> None:
    await write(world, 2, Change(percent=5), "m0")
    await write(world, 1, Change(status=Status.IN_PROGRESS), "m1")
    await write(world, 1, Change(percent=60), "m1")
    await write(world, 2, Change(percent=10), "m1")

    assert await undo(world) == ["m1", "m1", "m1"]
    tasks = await tasks_of(world)
    assert tasks[1].shares[0].status is Status.NOT_STARTED
    assert tasks[1].shares[0].percent is None
    assert tasks[1].shares[0].version == 4
    assert tasks[2].shares[0].percent == 5
    async with world.store.view() as unit:
        history = await unit.tasks.history(tasks[1].id, limit=9)
    assert [(u.kind, u.undone) for u in history] == [
        (UpdateKind.UNDO, False),
        (UpdateKind.UNDO, False),
        (UpdateKind.UPDATE, True),
        (UpdateKind.UPDATE, True),
    ]
    assert await undo(world, "u2") == ["m0"]
    assert await undo(world, "u3") == []


async def test_what_others_changed_since_cannot_be_taken_back(world: World) -> None:
    await write(world, 1, Change(percent=10), "m1")
    async with world.store.view() as unit:
        [mine] = await unit.tasks.last_batch(world.alice.id)
    await write(world, 1, Change(percent=20), "m2")
    await write(world, 1, Change(percent=30), "m3")
    async with world.store.view() as unit:
        assert {id: u.batch for id, u in (await unit.tasks.followers([mine])).items()} == {
            mine.id: "m3"
        }
    with pytest.raises(Conflict):
        async with world.store.unit() as unit:
            await unit.tasks.take_back(
                mine, person=world.alice, at=NOW, channel="private", batch="u1"
            )
    assert (await tasks_of(world))[1].shares[0].percent == 30
    assert await undo(world) == ["m3"]
    assert await undo(world, "u2") == ["m2"]
    async with world.store.view() as unit:
        assert await unit.tasks.followers([mine]) == {}


async def test_the_same_update_is_taken_back_once(world: World) -> None:
    await write(world, 1, Change(percent=10), "m1")
    async with world.store.view() as unit:
        [mine] = await unit.tasks.last_batch(world.alice.id)
    assert await undo(world) == ["m1"]
    with pytest.raises(Conflict):
        async with world.store.unit() as unit:
            await unit.tasks.take_back(
                mine, person=world.alice, at=NOW, channel="private", batch="u2"
            )


async def test_history_comes_newest_first_page_by_page(world: World) -> None:
    for percent in range(5):
        await write(world, 1, Change(percent=percent), f"m{percent}")
    task = (await tasks_of(world))[1]
    async with world.store.view() as unit:
        page = await unit.tasks.history(task.id, limit=2, offset=1)
    assert [update.change.percent for update in page] == [3, 2]


async def test_text_that_a_database_cannot_keep_is_cleaned(world: World) -> None:
    await write(world, 1, Change(progress="甲\0乙\ud800丙"))
    task = (await tasks_of(world))[1]
    async with world.store.view() as unit:
        [record] = await unit.tasks.history(task.id, limit=1)
    assert record.change.progress == "甲乙?丙"
