"""A revised document against the plan in force, on both databases, with a history behind it."""

import json
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.errors import Conflict
from bot.model.period import Span
from bot.model.person import PersonRole
from bot.model.plan import PlanDraft
from bot.model.revision import Answers, Kind, Revised, Revision
from bot.model.task import DeadlineKind, Status, Task, TaskRole
from bot.model.update import Change
from store import SqlStore
from store.desk_tables import plan_revision
from store.period_tables import report, urge
from store.tables import plan, task
from tests.revised import document, numbered, revised
from tests.store.test_plans import everything
from tests.store.world import NOW, YEAR, after, counted

Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
NOTHING = Answers()


@dataclass
class Office:
    """The shipped plan in force, a period open, and somebody who reports."""

    store: SqlStore
    plan: int
    person: int

    async def keep(self, draft: PlanDraft) -> int:
        async with self.store.unit() as unit:
            return await unit.plans.keep(draft, at=NOW)

    async def compare(self, draft: int, answers: Answers = NOTHING) -> Revision:
        async with self.store.view() as unit:
            return await unit.revisions.compare(draft, answers, YEAR)

    async def revise(self, seen: Revision, answers: Answers = NOTHING) -> Revised:
        async with self.store.unit() as unit:
            return await unit.revisions.revise(seen, answers, YEAR, by=None, at=after(60))

    async def tasks(self) -> dict[int, Task]:
        async with self.store.view() as unit:
            return {task.ref: task for task in await unit.tasks.every(self.plan)}


@pytest.fixture
async def office(store: SqlStore) -> Office:
    async with store.unit() as unit:
        kept = await unit.plans.keep(document(), at=NOW)
        facts = await unit.plans.apply(kept, YEAR, at=NOW)
        await unit.periods.open(facts.id, Q3, date(2019, 10, 15), cadence=True, at=NOW)
        [body] = await unit.people.department("知识产权局")
        person = await unit.people.add("陈静", body.id, PersonRole.LIAISON, at=NOW)
    return Office(store, facts.id, person.id)


async def test_a_revision_shows_each_change_and_carries_the_history_along(office: Office) -> None:
    """With reports open, updates, dates that people set, urges, snoozes and own reminders."""
    before = await office.tasks()
    await remembered(office, before)
    draft = await office.keep(revised())
    asked = await office.compare(draft)
    assert [question.pairs for question in asked.questions] == [((49, 49, 67), (49, 50, 67))]
    assert asked.open
    with pytest.raises(ValueError, match="open"):
        await office.revise(asked)
    answers = Answers(same=((49, 49),))
    seen = await office.compare(draft, answers)
    assert {kind: found for kind in Kind if (found := seen.numbers(kind))} == {
        Kind.RENUMBERED: (*range(6, 47), *range(51, 108)),
        Kind.MOVED: (21, 61),
        Kind.TEXT: (34, 49, 59, 92),
        Kind.LEAD: (18,),
        Kind.PARTICIPANTS: (18,),
        Kind.NEW: (5, 50),
        Kind.REMOVED: (46,),
    }
    with counted(office.store) as statements:
        done = await office.revise(seen, answers)
    assert len(statements) <= 45
    now = await office.tasks()
    assert sorted(now) == list(range(1, 108))
    assert [ref for ref, one in now.items() if one.restricted] == [4, 13, 14, 28, 66, 71, 72, 79]
    numbers = {
        n: n + (n >= 5) - (n > 46) + (n > 49) for n in range(1, 107) if n not in (20, 46, 60)
    }
    numbers |= {20: 61, 60: 21}
    assert {old: now[new].id for old, new in numbers.items()} == {
        old: before[old].id for old in numbers
    }
    await history_stands(office, before, now, numbers)
    await what_is_owed(office, before, now)
    await what_is_kept(office, before, done)
    await who_hears(done)
    async with office.store.view() as unit:
        record = await unit.plans.current()
    assert record is not None
    assert (record.facts.id, record.facts.tasks, record.facts.highest) == (office.plan, 107, 107)
    assert (await office.compare(draft)).same_document


async def what_is_kept(office: Office, before: dict[int, Task], done: Revised) -> None:
    async with office.store.database.reading() as sql:
        [noted] = await sql.rows(select(plan_revision))
        retired = await sql.rows(
            select(task.c.id, task.c.ref, plan.c.in_force)
            .join(plan)
            .where(plan.c.id != office.plan)
        )
        assert [tuple(row) for row in retired] == [(before[46].id, 46, None)]
    assert noted.retired_plan == done.retired
    assert not any(one.text in noted.changes for one in before.values())
    assert json.loads(noted.changes)


async def remembered(office: Office, tasks: dict[int, Task]) -> None:
    """What there is before the revision."""
    async with office.store.unit() as unit:
        chen = await unit.people.person(office.person)
        assert chen is not None
        for number in (6, 9, 46):
            one = tasks[number]
            await unit.tasks.record(
                one,
                one.shares[0],
                Change(status=Status.IN_PROGRESS, progress=f"第{number}项已起草"),
                person=chen,
                at=NOW,
                channel="telegram",
                batch=f"m:{number}",
            )
        await unit.deadlines.set(
            [tasks[8].id], date(2019, 11, 30), by=chen.id, at=NOW, on=date(2019, 10, 11)
        )
        parts = [(tasks[n].id, tasks[n].shares[0].department.id) for n in (17, 46)]
        await unit.urges.add(parts, by=chen.id, at=NOW, batch="u:1", words="请抓紧")
        for number in (8, 46):
            await unit.reminders.snooze(chen.id, tasks[number].id, until=after(9999), at=NOW)
            await unit.reminders.ask(chen.id, tasks[number].id, when=after(9999), at=NOW)


async def history_stands(
    office: Office, before: dict[int, Task], now: dict[int, Task], numbers: dict[int, int]
) -> None:
    for number in (6, 9):
        was, one = before[number], now[numbers[number]]
        assert (one.status, one.shares[0].version) == (Status.IN_PROGRESS, 1)
        assert one.text == was.text
        async with office.store.view() as unit:
            [record] = await unit.tasks.history(one.id, limit=9)
        assert record.change.progress == f"第{number}项已起草"
    async with office.store.view() as unit:
        assert len(await unit.tasks.history(before[46].id, limit=9)) == 1
        for words, ref in (("做好总结", 34), (before[6].text[:9], 7)):
            found = await unit.tasks.search(office.plan, words, page=1, size=9)
            assert [one.ref for one in found.tasks] == [ref]
        waiting = await unit.reminders.waiting(office.person)
        assert [(one.task, one.ref) for one in waiting] == [(before[8].id, 9)]
        assert [one.task for one in await unit.reminders.snoozes(office.person)] == [before[8].id]
    deadline = now[9].deadline
    assert (deadline.kind, deadline.day) == (DeadlineKind.OFFICE_SET, date(2019, 11, 30))


async def what_is_owed(office: Office, before: dict[int, Task], now: dict[int, Task]) -> None:
    async with office.store.database.reading() as sql:
        rows = await sql.rows(select(report.c.task_id, report.c.department_id, report.c.to_lead))
        open_urges = await sql.rows(select(urge.c.task_id).where(urge.c.answered_at.is_(None)))
    owed = {(task, body): to_lead for task, body, to_lead in rows}
    assert not any(task == before[46].id for task, _ in owed)
    fresh = {now[5].id, now[50].id}
    assert not any(task in fresh for task, _ in owed)  # the period had begun without them
    led = {share.department.short: share for share in now[18].shares}
    assert led["财政部"].role is TaskRole.LEAD
    was = before[17].shares[0].department
    assert owed[now[18].id, led["财政部"].department.id] is False
    assert owed[now[18].id, was.id] is True
    assert [task for (task,) in open_urges] == [before[17].id]
    assert len(owed) == sum(
        share.department.kind != "collective"
        for one in now.values()
        for share in one.shares
        if one.id not in fresh
    )


async def who_hears(done: Revised) -> None:
    heard = {body.short: duties for body, duties in done.duties}
    assert "联席会议成员单位" not in heard
    [duty] = [duty for duty in heard["财政部"] if duty.after == 18]
    assert (duty.was, duty.now, duty.before) == (None, TaskRole.LEAD, 17)
    gone = [duty for duty in heard["海关总署"] if duty.now is None]
    assert [(duty.before, duty.after, duty.kinds) for duty in gone] == [
        (46, None, frozenset((Kind.REMOVED,)))
    ] or gone == []


async def test_it_is_all_or_nothing_and_the_way_back_is_a_revision(office: Office) -> None:
    draft = await office.keep(revised())
    answers = Answers(same=((49, 49),))
    seen = await office.compare(draft, answers)
    whole = await everything(office.store)
    with pytest.raises(RuntimeError, match="killed"):
        await killed(office, seen, answers)
    assert await everything(office.store) == whole
    before = await office.tasks()
    await office.revise(seen, answers)
    with pytest.raises(Conflict):
        await office.revise(seen, answers)
    first = await office.keep(document())
    back = Answers(same=((49, 49),))
    await office.revise(await office.compare(first, back), back)
    now = await office.tasks()
    assert [one.text for one in now.values()] == [one.text for one in before.values()]
    assert [one.chapter for one in now.values()] == [one.chapter for one in before.values()]
    assert {n for n in now if now[n].id != before[n].id} == {46}
    shares = {n: [(s.department.short, s.role) for s in one.shares] for n, one in now.items()}
    assert shares == {
        n: [(s.department.short, s.role) for s in one.shares] for n, one in before.items()
    }
    assert (await office.compare(first)).same_document


async def killed(office: Office, seen: Revision, answers: Answers) -> None:
    async with office.store.unit() as unit:
        await unit.revisions.revise(seen, answers, YEAR, by=None, at=NOW)
        raise RuntimeError("killed")


async def test_names_dates_and_what_is_reported_offline(office: Office) -> None:
    before = await office.tasks()
    old = list(document().tasks)
    canary = "完善知识产权强国建设CANARY部署。"
    old[6] = replace(old[6], departments=("统计总局", "知识产权局"), leads=("统计总局",))
    old[7] = replace(old[7], deadline=date(2019, 9, 30), deadline_kind=DeadlineKind.EXPLICIT)
    old[8] = replace(old[8], restricted_suggested=True)  # was open so far
    old[3] = replace(old[3], text="全新的军民融合任务。")  # restricted, and its text is another
    old[9] = replace(old[9], text=old[9].text + canary, departments=("科技部", "财政部"))
    draft = await office.keep(numbered(old, "ef"))
    async with office.store.unit() as unit:
        day, on = date(2019, 11, 30), date(2019, 10, 11)
        await unit.deadlines.set([before[8].id], day, by=office.person, at=NOW, on=on)
    seen = await office.compare(draft)
    assert seen.unknown == (("统计总局", "统计局"),)
    pairs = [question.pairs for question in seen.questions]
    assert pairs == [((4, 4, None),), ((10, 10, 80),)]
    assert (seen.closing, seen.numbers(Kind.DEADLINE)) == ((9,), (8,))
    with pytest.raises(ValueError, match="市"):
        await office.compare(draft, Answers(bodies=(("统计总局", "市统计局"),)))
    with pytest.raises(ValueError, match="200"):
        await office.compare(draft, Answers(same=((200, 1),)))
    answers = Answers(same=((4, 4), (10, 10)), bodies=(("统计总局", "统计局"),))
    await office.revise(await office.compare(draft, answers), answers)
    now = await office.tasks()
    assert [share.department.short for share in now[7].shares] == ["统计局", "知识产权局"]
    assert now[4].restricted
    assert (now[8].deadline.kind, now[8].deadline.day) == (DeadlineKind.OFFICE_SET, day)
    assert "CANARY" in now[10].text
    async with office.store.unit() as unit:
        await unit.deadlines.clear([before[8].id], by=office.person, at=NOW)
        await unit.restrictions.mark(office.plan, [now[9], now[10]])
    now = await office.tasks()
    assert (now[8].deadline.kind, now[8].deadline.day) == (
        DeadlineKind.EXPLICIT,
        date(2019, 9, 30),
    )
    assert "CANARY" not in await everything(office.store)
    assert (await office.compare(draft, answers)).same_document
    back = await office.compare(await office.keep(document()), Answers(same=((4, 4), (10, 10))))
    assert not back.questions  # 9 is known by its mark
    await office.revise(back, Answers(same=((4, 4), (10, 10))))
    now = await office.tasks()
    assert now[9].restricted
    assert now[9].id == before[9].id
    await office.keep(document())  # the importer takes both for open items
    dump = await everything(office.store)
    assert document().tasks[8].text not in dump
    assert document().tasks[9].text not in dump
