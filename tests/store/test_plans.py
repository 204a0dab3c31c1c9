"""Drafts and the plan in force, on both databases."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, select

from bot.errors import Conflict
from bot.model.plan import Milestone, PlanWarning
from bot.model.task import TaskRole
from store import SqlStore
from store.columns import METADATA
from tests.store.world import NOW, TASKS, YEAR, counted, draft, settled, task


async def test_the_same_bytes_are_the_same_draft(store: SqlStore) -> None:
    async with store.unit() as unit:
        first = await unit.plans.keep(draft(), at=NOW)
        assert await unit.plans.keep(replace(draft(), name="other.txt"), at=NOW) == first
        assert await unit.plans.keep(draft(sha256="cd" * 32), at=NOW) != first


async def test_a_refused_draft_is_not_kept(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="secrecy_mark"):
        async with store.unit() as unit:
            await unit.plans.keep(replace(draft(), refused="secrecy_mark"), at=NOW)


async def test_the_plan_in_force_tells_what_was_applied(store: SqlStore) -> None:
    async with store.view() as unit:
        assert await unit.plans.current() is None
    world = await settled(store)
    async with store.view() as unit:
        record = await unit.plans.current()
    assert record is not None
    assert record.facts == world.plan
    assert record.period == YEAR
    assert record.rules == ("每季度末报告",)
    assert record.sha256 == "ab" * 32


async def test_a_second_plan_is_a_conflict_and_leaves_nothing(store: SqlStore) -> None:
    world = await settled(store)
    async with store.unit() as unit:
        other = await unit.plans.keep(draft(TASKS[0], sha256="cd" * 32), at=NOW)
    with pytest.raises(Conflict):
        async with store.unit() as unit:
            await unit.plans.apply(other, YEAR, at=NOW)
    async with store.view() as unit:
        assert len(await unit.tasks.every(world.plan.id)) == 5


async def test_of_two_who_apply_at_once_one_wins(store: SqlStore) -> None:
    async with store.unit() as unit:
        kept = await unit.plans.keep(draft(), at=NOW)

    async def apply() -> int:
        async with store.unit() as unit:
            return (await unit.plans.apply(kept, YEAR, at=NOW)).tasks

    ended = await asyncio.gather(apply(), apply(), apply(), return_exceptions=True)
    assert sorted(map(str, ended))[0] == "5"
    assert sum(isinstance(end, Conflict) for end in ended) == 2


async def test_printed_numbers_become_refs_when_they_tell_the_tasks_apart(
    store: SqlStore,
) -> None:
    world = await settled(store, task("7", "甲", "财政部"), task("3", "乙", "财政部"))
    async with store.view() as unit:
        every = await unit.tasks.every(world.plan.id)
    assert [(t.ref, t.number) for t in every] == [(7, "7"), (3, "3")]
    assert (world.plan.tasks, world.plan.highest) == (2, 7)


@pytest.mark.parametrize(
    "numbers", [("1", "1"), ("1", None), ("0", "1"), ("1", "4(1)"), ("１", "2")]
)
async def test_other_numbers_leave_the_places(
    store: SqlStore, numbers: tuple[str | None, ...]
) -> None:
    world = await settled(store, *(task(number, "甲", "财政部") for number in numbers))
    async with store.view() as unit:
        every = await unit.tasks.every(world.plan.id)
    assert [(t.ref, t.number) for t in every] == list(zip((1, 2), numbers, strict=True))


async def test_departments_are_resolved_by_exact_name_in_their_years(store: SqlStore) -> None:
    world = await settled(
        store,
        task("1", "甲", "工信部", "农业部", "市各区", collectives=("市各区",)),
        task("2", "乙", "工业和信息化部", "市各区", "工信部", leads=("工信部",)),
    )
    async with store.view() as unit:
        first, second = await unit.tasks.every(world.plan.id)
    # 农业部 was renamed in 2018: in a plan of 2019 it is nobody we know.
    assert [s.department.short for s in first.shares] == ["工业和信息化部", "农业部", "市各区"]
    assert first.shares[2].department.kind == "collective"
    assert first.shares[0].department.id == second.shares[0].department.id
    assert [(s.department.short, s.role) for s in second.shares] == [
        ("工业和信息化部", TaskRole.LEAD),
        ("市各区", TaskRole.PARTICIPANT),
    ]


async def test_a_body_that_a_plan_adds_is_found_by_its_initials(store: SqlStore) -> None:
    world = await settled(
        store,
        task("1", "甲", "农业部", "重庆银行"),
        task("2", "乙", "A 办"),
        task("3", "丙", "市各区"),
    )
    async with store.view() as unit:
        found = [
            [one.ref for one in (await unit.tasks.search(world.plan.id, q, page=1, size=9)).tasks]
            for q in ("nyb", "cqyh", "银行", "重", "ｓｇｑ", "ab", "农业部")
        ]
        [body] = await unit.people.department("cqyh")
    assert found == [[1], [1], [1], [], [3], [], [1]]
    assert body.short == "重庆银行"


async def test_an_empty_document_is_a_plan_without_tasks(store: SqlStore) -> None:
    async with store.unit() as unit:
        kept = await unit.plans.keep(replace(draft(), tasks=()), at=NOW)
        facts = await unit.plans.apply(kept, YEAR, at=NOW)
    assert (facts.tasks, facts.highest) == (0, 0)


async def test_an_unknown_draft_is_a_key_error(store: SqlStore) -> None:
    with pytest.raises(KeyError):
        async with store.unit() as unit:
            await unit.plans.apply(4711, YEAR, at=NOW)


async def test_many_tasks_take_as_many_statements_as_few(store: SqlStore) -> None:
    many = [task(str(n + 1), f"第{n}件", "财政部", f"局{n % 50}") for n in range(900)]
    async with store.unit() as unit:
        kept = await unit.plans.keep(draft(*many), at=NOW)
    with counted(store) as statements:
        async with store.unit() as unit:
            await unit.plans.apply(kept, YEAR, at=NOW)
    assert len(statements) <= 8


async def test_restricted_text_is_nowhere_in_the_database(store: SqlStore) -> None:
    canary = "绝密渠道CANARY"
    restricted = replace(
        TASKS[3],
        source=canary,
        deadline_raw=canary,
        milestones=(Milestone(day=date(2019, 5, 1), raw=canary),),
    )
    warnings = tuple(
        PlanWarning(code="seam_joined", message=canary, task=number, line=line)
        for number, line in (("4", None), (None, 9))
    )
    open_one = PlanWarning(code="seam_joined", message="第1项", task="1", line=1)
    async with store.unit() as unit:
        made = replace(draft(TASKS[0], restricted), warnings=(*warnings, open_one))
        facts = await unit.plans.apply(await unit.plans.keep(made, at=NOW), YEAR, at=NOW)
    async with store.view() as unit:
        hidden = (await unit.tasks.numbered(facts.id, [4]))[4]
    assert hidden.restricted
    assert hidden.text == "线下报送事项"
    dump = await everything(store)
    assert "推进《专利法》修改" in dump
    assert "第1项" in dump
    assert "CANARY" not in dump


async def everything(store: SqlStore) -> str:
    """Every value of every row."""

    def read(connection: Connection) -> str:
        tables = METADATA.sorted_tables
        assert len(tables) > 15
        rows = [connection.execute(select(t)).all() for t in tables]
        return repr([[tuple(row) for row in of_table] for of_table in rows])

    return await store.database.run(read, write=False)
