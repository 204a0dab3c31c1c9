"""台账 back in: the whole plan of 2019 exported, edited and sent back."""

import asyncio
import csv
import io
import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.cards.plain import plain_text
from bot.ports import PlanPeriod
from store.plan import Register, read_plan, shipped_plan
from store.spreadsheet import sheets_of
from tests.bot.desk import Desk
from tests.bot.world import NOW, make
from tests.bot.workbook import edited, formulas, place

YEAR = PlanPeriod(
    title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The real plan."""
    world = await make(tmp_path / "desk.db", plan=False)
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    async with world.store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=NOW), YEAR, at=NOW)
    made = await Desk(world).open()
    await made.says("赵敏", "谢谢")
    yield made
    await world.store.close()


def columns(content: bytes) -> dict[str, int]:
    header = sheets_of(content)[0][1][0]
    return {title: number for number, title in enumerate(header)}


def row_of(content: bytes, number: int, department: str) -> int:
    """The sheet's row, from 1."""
    rows, at = sheets_of(content)[0][1], columns(content)
    return next(
        n
        for n, row in enumerate(rows, 1)
        if row[at["序号"]] == str(number) and row[at["责任单位"]] == department
    )


async def test_twenty_cells(desk: Desk) -> None:
    await desk.says("张三", "24 推进中 60% 征求意见稿已汇总21家意见 问题：分工待定 下一步：送审")
    content = await desk.ledger()
    assert formulas(content) == 0
    assert "没有可采纳的改动" in await desk.says("赵敏", file=("台账.xlsx", content))
    at, rows = columns(content), sheets_of(content)[0][1]
    cells: dict[str, str | float] = {}
    for n, row in enumerate(rows[1:], 2):
        if row[at["任务内容"]] != "线下报送事项" and len(cells) < 18:
            cells[place(n, at["状态"])] = "推进中"
            cells[place(n, at["进度（%）"])] = 10.0
            cells[place(n, at["进展情况"])] = f"=第{n}行"
    row = row_of(content, 24, "科技部")
    cells[place(row, at["进展情况"])] = "征求意见稿已汇总23家意见。"
    cells[place(row, at["存在问题"])] = ""
    assert len(cells) == 20
    shown = await desk.says("赵敏", file=("台账.xlsx", edited(content, cells)))
    print(shown)
    assert "改动 20 处" in shown
    before = len(desk.world.trace)
    done = await desk.says("赵敏", desk.confirm)
    print(done)
    print(len(desk.world.trace) - before)
    again = await desk.ledger()
    assert "没有可采纳的改动" in await desk.says("赵敏", file=("台账.xlsx", again))
    shown = await desk.says("赵敏", file=("台账.xlsx", edited(content, cells)))
    print(shown)
    print(await desk.says("张三", "24"))
    print(await desk.says("赵敏", "撤销"))
    found = await desk.ledger()
    assert [r[: at["亮灯"]] for r in sheets_of(found)[0][1]] == [r[: at["亮灯"]] for r in rows]
