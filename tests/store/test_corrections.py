"""Corrections on both databases: records beside what was said, requests that are decided once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.model.desk import CorrectionState
from bot.model.report import ReportState
from store import SqlStore
from tests.store.test_reports import Q2, Q3, Office, on
from tests.store.world import settled


@pytest.fixture
async def office(store: SqlStore) -> Office:
    world = await settled(store)
    async with store.unit() as unit:
        opened = on(9, 26)
        q2 = await unit.periods.open(world.plan.id, Q2, date(2019, 7, 15), cadence=True, at=opened)
        q3 = await unit.periods.open(world.plan.id, Q3, date(2019, 10, 15), cadence=True, at=opened)
    assert q2
    assert q3
    return Office(world, q2, q3)


async def test_a_correction_stands_beside_what_was_said(office: Office) -> None:
    """In the period's texts, and at the end of a report that was sent; it moves nothing."""
    await office.write(1, on(10, 11), "a", progress="已汇总20家意见")
    task, share, alice = await office.task(1), await office.share(1), office.world.alice
    told: dict[str, Any] = {
        "person": alice,
        "at": on(10, 11),
        "channel": "telegram",
        "on_behalf": False,
    }
    async with office.store.unit() as unit:
        inside = await unit.corrections.add(
            task, share, "应为21家", period=office.q3.id, batch="b", **told
        )
        assert not inside  # the draft has it from the records
        id, ref, at = await unit.corrections.last(alice.id) or (0, 0, on(1, 1))
        assert (ref, at) == (1, on(10, 11))
        assert id == 2
        assert await unit.corrections.said(task.id, office.body) == on(10, 11)
    sheet = await office.sheet(1)
    assert sheet.progress == "已汇总20家意见；更正：应为21家"
    assert await office.share(1) == share
    sent: dict[str, Any] = {"state": ReportState.SUBMITTED, "submitted_at": on(10, 12)}
    await office.save(replace(sheet.report, progress="已汇总20家意见", **sent))
    async with office.store.unit() as unit:
        assert await unit.corrections.add(
            task, share, "应为22家", period=office.q3.id, batch="c", **told
        )
    assert (await office.sheet(1)).progress == "已汇总20家意见；更正：应为22家"


async def test_a_correction_of_a_sealed_period_is_decided_once(office: Office) -> None:
    await office.write(1, on(7, 2), "a", progress="一")
    task, share, by = await office.task(1), await office.share(1), office.world.alice.id
    sheet = await office.sheet(1, office.q2)
    sent: dict[str, Any] = {"state": ReportState.SEALED, "submitted_at": on(7, 2), "progress": "一"}
    await office.save(replace(sheet.report, **sent))
    async with office.store.unit() as unit:
        for replaced in (False, True):
            assert await unit.corrections.ask(
                task.id, office.body, office.q2.id, "应为二", by=by, at=on(10, 11)
            ) == (1 + replaced, replaced)
        assert await unit.corrections.requests(office.world.plan.id, 0) == []
        [asked] = await unit.corrections.requests(office.world.plan.id, office.body)
        assert (asked.id, asked.ref, asked.period.id, asked.words) == (2, 1, office.q2.id, "应为二")
        how: dict[str, Any] = {
            "share": share,
            "answer": None,
            "by": by,
            "at": on(10, 12),
            "channel": "telegram",
        }
        assert await unit.corrections.decide(asked, CorrectionState.AGREED, **how)
        assert not await unit.corrections.decide(asked, CorrectionState.DECLINED, **how)
        assert not await unit.corrections.withdraw(task.id, office.body, at=on(10, 12))
        decided = await unit.corrections.request(2)
    assert decided is not None
    assert decided.state is CorrectionState.AGREED
    assert (await office.sheet(1, office.q2)).progress == "一；更正：应为二"
    assert (await office.sheet(1)).progress == ""  # it is said of the sealed period alone
