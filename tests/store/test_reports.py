"""Reports and the step of filling one in, on both databases."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Conflict
from bot.model.period import Period, Span
from bot.model.report import OpenStep, Report, ReportState, Sheet
from bot.model.task import Share, Status, Task
from bot.model.update import Change
from store import SqlStore
from tests.store.world import ALICE, World, counted, settled

ZONE = ZoneInfo("Asia/Shanghai")
Q2 = Span("2019-Q2", date(2019, 4, 1), date(2019, 6, 30))
Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))


def on(month: int, day: int) -> datetime:
    return datetime(2019, month, day, 4, tzinfo=UTC)


@dataclass
class Office:
    """Alice's department leads item 1 (its participant: 司法部) and takes part in item 3."""

    world: World
    q2: Period
    q3: Period

    @property
    def store(self) -> SqlStore:
        return self.world.store

    @property
    def body(self) -> int:
        return self.world.alice.department.id

    async def task(self, ref: int) -> Task:
        async with self.store.view() as unit:
            return (await unit.tasks.numbered(self.world.plan.id, [ref]))[ref]

    async def share(self, ref: int) -> Share:
        share = (await self.task(ref)).share_of(self.body)
        assert share is not None
        return share

    async def write(self, ref: int, at: datetime, batch: str, **texts: str) -> None:
        task, share = await self.task(ref), await self.share(ref)
        async with self.store.unit() as unit:
            await unit.tasks.record(
                task,
                share,
                Change(status=Status.IN_PROGRESS, **texts),  # type: ignore[arg-type]
                person=self.world.alice,
                at=at,
                channel="telegram",
                batch=batch,
            )

    async def sheet(self, ref: int, period: Period | None = None) -> Sheet:
        task = await self.task(ref)
        async with self.store.view() as unit:
            of = (period or self.q3).id
            sheet = await unit.reports.sheet(of, task.id, self.body, zone=ZONE)
        assert sheet is not None
        return sheet

    async def save(self, report: Report, batch: str = "saved") -> Report:
        async with self.store.unit() as unit:
            return await unit.reports.save(report, by=self.world.alice.id, batch=batch)

    async def touch(self, ref: int, batch: str, *, told: bool) -> None:
        part = ((await self.task(ref)).id, self.body)
        async with self.store.unit() as unit:
            await unit.reports.touch(
                self.q3.id,
                [part],
                [part] if told else [],
                by=self.world.alice.id,
                at=on(10, 11),
                batch=batch,
            )


@pytest.fixture
async def office(store: SqlStore) -> Office:
    world = await settled(store)
    async with store.unit() as unit:
        opened = on(6, 24)
        q2 = await unit.periods.open(world.plan.id, Q2, date(2019, 7, 15), cadence=True, at=opened)
        opened = on(9, 26)
        q3 = await unit.periods.open(world.plan.id, Q3, date(2019, 10, 15), cadence=True, at=opened)
    assert q2
    assert q3
    return Office(world, q2, q3)


async def test_the_periods_records_pre_write_it(office: Office) -> None:
    await office.write(1, on(6, 1), "a", progress="旧进展。", next_steps="完成初稿")
    await office.write(1, on(9, 18), "b", progress="征求意见稿已印发各地。", problems="分工待明确")
    await office.write(1, on(10, 11), "c", progress="已汇总21家意见", next_steps="形成送审稿")
    with counted(office.store) as statements:
        sheet = await office.sheet(1)
    assert len(statements) == 3  # one to find the task
    assert sheet.progress == "征求意见稿已印发各地；已汇总21家意见"
    assert [note.at.day for note in sheet.sources] == [18, 11]
    assert (sheet.problems, sheet.next_steps) == ("分工待明确", "形成送审稿")
    assert sheet.planned == "完成初稿"


async def test_what_an_earlier_report_took_is_apart(office: Office) -> None:
    await office.write(1, on(7, 3), "a", progress="一", next_steps="二")
    sheet = await office.sheet(1, office.q2)
    sent = replace(
        sheet.report,
        state=ReportState.SUBMITTED,
        progress="一",
        problems="经费",
        next_steps="二",
        submitted_at=on(7, 10),
    )
    await office.save(sent)
    await office.write(1, on(7, 20), "b", progress="三")
    sheet = await office.sheet(1)
    assert sheet.progress == "三"
    assert (sheet.planned, sheet.problems) == ("二", "经费")
    with counted(office.store) as statements:
        async with office.store.view() as unit:
            before = await unit.reports.before(office.q3.id, sheet.report.task, office.body)
    assert len(statements) == 1
    assert before is not None
    assert before.next_steps == "二"


async def test_later_records_come_on_top_of_what_was_written_by_hand(office: Office) -> None:
    await office.write(1, on(9, 18), "a", progress="一", problems="甲")
    sheet = await office.sheet(1)
    edited = replace(
        sheet.report,
        state=ReportState.DRAFT,
        progress="手写",
        problems="",
        written_at=on(10, 1),
    )
    await office.save(edited)
    sheet = await office.sheet(1)
    assert (sheet.progress, sheet.problems) == ("手写", "")
    await office.write(1, on(10, 2), "b", progress="二", problems="乙")
    sheet = await office.sheet(1)
    assert (sheet.progress, sheet.problems) == ("手写；二", "乙")
    await office.save(replace(sheet.report, state=ReportState.SIGNED_OFF))
    sheet = await office.sheet(1)
    assert (sheet.progress, sheet.problems) == ("手写", "")


async def test_nobody_overwrites_what_was_changed_meanwhile(office: Office) -> None:
    sheet = await office.sheet(1)
    saved = await office.save(replace(sheet.report, progress="一"))
    assert saved.version == sheet.report.version + 1
    with pytest.raises(Conflict):
        await office.save(replace(sheet.report, progress="二"))
    assert (await office.sheet(1)).report.progress == "一"


async def test_a_department_has_all_its_reports_in_one_statement(office: Office) -> None:
    with counted(office.store) as statements:
        async with office.store.view() as unit:
            found = await unit.reports.of_department(office.q3.id, office.body)
    assert len(statements) == 1
    refs = {(await office.task(ref)).id: ref for ref in (1, 2, 3)}
    assert {refs[task]: report.to_lead for task, report in found.items()} == {
        1: False,
        2: False,
        3: True,
    }
    assert all(report.period == office.q3 for report in found.values())


async def test_an_update_makes_a_draft_and_undoing_it_opens_it_again(office: Office) -> None:
    await office.touch(1, "m1", told=True)
    assert (await office.share(1)).report is ReportState.DRAFT
    await office.touch(1, "m2", told=True)
    part = ((await office.task(1)).id, office.body)
    async with office.store.unit() as unit:
        await unit.reports.untouch([part], batch="m2")
    assert (await office.share(1)).report is ReportState.DRAFT
    async with office.store.unit() as unit:
        await unit.reports.untouch([part], batch="m1")
    assert (await office.share(1)).report is ReportState.OPEN
    sheet = await office.sheet(1, office.q2)
    assert sheet.report.state is ReportState.OPEN


async def test_a_participants_text_is_told_to_the_lead(office: Office) -> None:
    await office.touch(3, "m1", told=False)
    assert (await office.share(3)).report is ReportState.OPEN
    await office.touch(3, "m2", told=True)
    share = await office.share(3)
    assert share.report is ReportState.SUBMITTED
    part = ((await office.task(3)).id, office.body)
    async with office.store.unit() as unit:
        assert await unit.reports.submitted([part]) == []
        await unit.reports.untouch([part], batch="m2")
    assert (await office.share(3)).report is ReportState.OPEN
    assert (await office.sheet(3)).report.submitted_at is None


async def test_a_returned_report_is_returned_again_and_a_written_one_stays(office: Office) -> None:
    sheet = await office.sheet(1)
    back = replace(
        sheet.report,
        state=ReportState.RETURNED,
        decided_at=on(10, 9),
        reason="请补充",
        progress="一",
    )
    await office.save(back)
    await office.touch(1, "m1", told=True)
    assert (await office.share(1)).report is ReportState.DRAFT
    part = ((await office.task(1)).id, office.body)
    async with office.store.unit() as unit:
        await unit.reports.untouch([part], batch="m1")
    assert (await office.share(1)).report is ReportState.RETURNED
    await office.touch(2, "m2", told=True)
    await office.save(replace((await office.sheet(2)).report, progress="手写"), "m3")
    part = ((await office.task(2)).id, office.body)
    async with office.store.unit() as unit:
        await unit.reports.untouch([part], batch="m2")
    assert (await office.share(2)).report is ReportState.DRAFT


@pytest.mark.parametrize(
    "state", [ReportState.SIGNED_OFF, ReportState.SUBMITTED, ReportState.ACCEPTED]
)
async def test_what_was_signed_is_not_touched(office: Office, state: ReportState) -> None:
    await office.save(replace((await office.sheet(1)).report, state=state))
    await office.touch(1, "m1", told=True)
    assert (await office.share(1)).report is state


async def test_what_was_submitted_is_found_for_whoever_undoes(office: Office) -> None:
    sheet = await office.sheet(1)
    await office.save(replace(sheet.report, state=ReportState.SUBMITTED, submitted_at=on(10, 11)))
    parts = [((await office.task(ref)).id, office.body) for ref in (1, 2, 3)]
    with counted(office.store) as statements:
        async with office.store.view() as unit:
            [found] = await unit.reports.submitted(parts)
    assert len(statements) == 1
    assert (found.task, found.submitted_at) == (parts[0][0], on(10, 11))


async def test_the_open_step_comes_with_who_sent_a_message(office: Office) -> None:
    sheet, alice = await office.sheet(1), office.world.alice
    async with office.store.unit() as unit:
        assert (await unit.people.who(ALICE)).step is None
        await unit.reports.begin(alice.id, (await office.sheet(2)).report, at=on(10, 10))
        await unit.reports.begin(alice.id, sheet.report, at=on(10, 11))
    with counted(office.store) as statements:
        async with office.store.view() as unit:
            sender = await unit.people.who(ALICE)
    assert len(statements) == 1
    assert sender.step == OpenStep(office.q3.id, 1, office.body, on(10, 11))
    async with office.store.unit() as unit:
        await unit.reports.leave(alice.id)
        assert (await unit.people.who(ALICE)).step is None


async def test_a_report_is_only_there_for_who_owes_it(office: Office) -> None:
    task = await office.task(4)
    async with office.store.view() as unit:
        assert await unit.reports.sheet(office.q3.id, task.id, office.body, zone=ZONE) is None


async def test_between_two_reports_nothing_falls_through(office: Office) -> None:
    sheet = await office.sheet(1, office.q2)
    early = replace(sheet.report, state=ReportState.SUBMITTED, progress="", submitted_at=on(6, 28))
    await office.save(early)
    await office.write(1, on(6, 28) + timedelta(hours=1), "a", progress="季末")
    assert (await office.sheet(1)).progress == "季末"
