"""What a ledger is made of: the words of each report's own sheet, in as many statements."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.ledger import Entry
from bot.model.report import ReportState
from bot.model.task import Status
from bot.model.update import Change
from tests.store.test_reports import ZONE, Office, on
from tests.store.test_reports import office as office  # noqa: PLC0414 - a fixture
from tests.store.world import counted


async def entries(office: Office, *, period: bool = True) -> dict[tuple[int, int], Entry]:
    of = office.q3 if period else None
    async with office.store.view() as unit:
        found = await unit.ledgers.entries(office.world.plan.id, of, zone=ZONE)
    return dict(found)


async def entry(office: Office, ref: int) -> Entry:
    return (await entries(office))[(await office.task(ref)).id, office.body]


async def test_texts_are_those_of_the_report_itself(office: Office) -> None:
    await office.write(1, on(6, 1), "a", progress="旧进展。", next_steps="完成初稿")
    await office.write(1, on(7, 3), "b", progress="一", problems="经费")
    earlier = (await office.sheet(1, office.q2)).report
    sent = replace(earlier, state=ReportState.SUBMITTED, progress="一", submitted_at=on(7, 10))
    await office.save(sent)
    await office.write(1, on(7, 20), "c", progress="二", next_steps="送审")
    await office.write(2, on(8, 1), "d", progress="三")
    for ref in (1, 2):
        sheet, found = await office.sheet(ref), await entry(office, ref)
        told = (found.progress, found.problems, found.next_steps)
        assert told == (sheet.progress, sheet.problems, sheet.next_steps)
        assert told[0]
    await office.save(
        replace(
            (await office.sheet(1)).report,
            state=ReportState.SUBMITTED,
            progress="定稿",
            problems="",
            next_steps="",
            written_at=on(10, 9),
            signed_by="王处长",
            signed_at=on(10, 9),
            submitted_at=on(10, 9),
            submitted_by=office.world.alice.id,
        )
    )
    await office.write(1, on(10, 11), "e", progress="又一条")
    found = await entry(office, 1)
    assert (found.progress, found.problems, found.state) == ("定稿", "", ReportState.SUBMITTED)
    assert (found.submitted_by, found.signed_by) == ("爱丽丝", "王处长")


async def test_an_old_problem_stays_until_something_is_said(office: Office) -> None:
    await office.write(1, on(5, 1), "a", problems="分工待明确")
    assert (await entry(office, 1)).problems == "分工待明确" == (await office.sheet(1)).problems
    await office.write(1, on(8, 1), "b", problems="无")
    assert (await entry(office, 1)).problems == "" == (await office.sheet(1)).problems


async def test_a_participant_told_its_lead_by_updates(office: Office) -> None:
    await office.write(3, on(8, 1), "a", progress="已报牵头单位的进展")
    await office.touch(3, "a", told=True)
    found = await entry(office, 3)
    assert (found.state, found.to_lead) == (ReportState.SUBMITTED, True)
    assert found.progress == "已报牵头单位的进展"


async def test_without_a_period_it_is_the_last_word(office: Office) -> None:
    await office.write(1, on(6, 1), "a", progress="旧", problems="甲")
    await office.write(1, on(8, 1), "b", progress="新")
    found = (await entries(office, period=False))[(await office.task(1)).id, office.body]
    assert (found.progress, found.problems, found.state) == ("新", "甲", None)


async def test_of_a_restricted_item_only_the_day_is_known(office: Office) -> None:
    """Even if a text stood in the tables, it would not be read."""
    task = await office.task(4)
    [share] = task.shares
    async with office.store.unit() as unit:
        await unit.tasks.record(
            task,
            share,
            Change(status=Status.IN_PROGRESS, progress="渠道CANARY", problems="CANARY"),
            person=office.world.alice,
            at=on(8, 1),
            channel="telegram",
            batch="x",
        )
        sheet = await unit.reports.sheet(office.q3.id, task.id, share.department.id, zone=ZONE)
        assert sheet is not None
        report = replace(sheet.report, offline_on=date(2019, 10, 9), next_steps="CANARY")
        await unit.reports.save(report, by=office.world.alice.id, batch="y")
    for period in (True, False):
        found = await entries(office, period=period)
        assert "CANARY" not in str(found)
    assert (await entries(office))[task.id, share.department.id].offline_on == date(2019, 10, 9)


@pytest.mark.parametrize("more", [0, 30])
async def test_statements_do_not_grow(office: Office, more: int) -> None:
    for n in range(more):
        await office.write(1 + n % 3, on(8, 1), f"b{n}", progress=f"进展 {n}")
    async with office.store.view() as unit:
        with counted(office.store) as statements:
            await unit.ledgers.entries(office.world.plan.id, office.q3, zone=ZONE)
            names = await unit.ledgers.liaisons()
    assert len(statements) == 5
    assert names[office.body] == ("爱丽丝",)
