"""台账 back in: exported, edited and sent back, in chat."""

import csv
import io
import shutil
import subprocess
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.model.report import ReportState
from bot.model.task import Status
from bot.ports import PlanPeriod
from store.plan import Register, read_plan, shipped_plan
from store.spreadsheet import sheets_of
from tests.bot.desk import Desk
from tests.bot.reported import reported
from tests.bot.workbook import edited, formulas, place
from tests.bot.world import NOW, make

OFFICE = "赵敏"
YEAR = PlanPeriod(
    title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
)
NOTHING = "台账没有可采纳的改动，未保存。"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    world = await make(tmp_path / "desk.db")
    yield await Desk(world).open()
    await world.store.close()


@pytest.fixture
async def whole(tmp_path: Path) -> AsyncIterator[Desk]:
    """The real plan."""
    world = await make(tmp_path / "whole.db", plan=False)
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    async with world.store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=NOW), YEAR, at=NOW)
    made = await Desk(world).open()
    await made.says(OFFICE, "谢谢")
    yield made
    await world.store.close()


class File:
    """A ledger's rows by number and department, to be edited by the titles of its columns."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        [self.header, *self.rows] = sheets_of(content)[0][1]
        self.cells: dict[str, str | float] = {}

    def at(self, title: str) -> int:
        return self.header.index(title)

    def row(self, number: int, department: str) -> int:
        """The sheet's row, from 1."""
        numbers, bodies = self.at("序号"), self.at("责任单位")
        return next(
            place
            for place, row in enumerate(self.rows, 2)
            if (row[numbers], row[bodies]) == (str(number), department)
        )

    def put(self, number: int, department: str, **cells: str | float) -> "File":
        for title, value in cells.items():
            at = self.at({"percent": "进度（%）"}.get(title, title))
            self.cells[place(self.row(number, department), at)] = value
        return self

    @property
    def bytes(self) -> bytes:
        return edited(self.content, self.cells)


def without_cells_that_move(rows: list[list[str]], of: File) -> list[list[str]]:
    """Without versions and times."""
    return [row[: of.at("最近更新时间")] for row in rows]


async def test_twenty_cells_of_the_whole_plan(whole: Desk) -> None:
    await whole.says("张三", "24 推进中 60% 已汇总21家意见 问题：分工待定 下一步：送审")
    file = File(await whole.ledger())
    assert formulas(file.content) == 0
    shown = await whole.says(OFFICE, file=("台账.xlsx", file.content))
    assert shown.startswith(NOTHING)
    open_rows = [row for row in file.rows if row[file.at("任务内容")] != "线下报送事项"]
    for row in open_rows[10:16]:
        number, body = int(row[file.at("序号")]), row[file.at("责任单位")]
        file.put(number, body, 状态="推进中", percent=10.0, 进展情况=f"={number}+1")
    file.put(24, "科技部", 进展情况="已汇总23家意见。", 存在问题="")
    assert len(file.cells) == 20
    shown = await whole.says(OFFICE, file=("台账.xlsx", file.bytes))
    assert shown.splitlines()[:2] == [
        "台账读回预览：改动 20 处（尚未保存）",
        "读取 198 行，改动 20 处，涉及 7 项、3 个单位；未采纳 0 处。",
    ]
    assert "第 1/2 页" in shown
    code = whole.confirm
    page = await whole.says(OFFICE, "导入 台账 2 第2页")
    assert " 24 科技部 进展情况：已汇总21家意见 → 已汇总23家意见" in page.splitlines()
    assert " 24 科技部 存在问题：分工待定 → （空）" in page.splitlines()
    done = await whole.says(OFFICE, code)
    assert done.startswith("台账已读回 · 20 处\n")
    after = File(await whole.ledger())
    row = after.rows[after.row(24, "科技部") - 2]
    assert row[after.at("进展情况")] == "已汇总23家意见"
    assert row[after.at("存在问题")] in ("", "无")
    again = await whole.says(OFFICE, file=("台账.xlsx", file.bytes))
    assert again.startswith(NOTHING)  # what it asks for is so
    assert (await whole.says(OFFICE, code)).startswith("此预览已过期")
    undone = await whole.says(OFFICE, "撤销")
    assert undone.startswith("已撤销")
    back = File(await whole.ledger())
    assert without_cells_that_move(back.rows, file) == without_cells_that_move(file.rows, file)


async def test_an_editor_that_saves_it_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    if (soffice := shutil.which("soffice") or shutil.which("libreoffice")) is None:
        pytest.skip("LibreOffice is not here")
    await desk.says("张三", "24 推进中 60% =1+1 问题：第一行 下一步：送审")
    (tmp_path / "l.xlsx").write_bytes(await desk.ledger())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command: list[str | Path] = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "out",
    ]
    ended = subprocess.run(  # noqa: ASYNC221 - nothing else runs
        [*command, tmp_path / "l.xlsx"], capture_output=True, text=True, check=True
    )
    assert "rror" not in ended.stdout + ended.stderr
    content = (tmp_path / "out" / "l.xlsx").read_bytes()
    assert content != (tmp_path / "l.xlsx").read_bytes()
    assert formulas(content) == 0
    shown = await desk.says(OFFICE, file=("台账.xlsx", content))
    assert shown.splitlines()[0] == NOTHING
    assert "读取 110 行，改动 0 处" in shown


async def test_a_csv_that_was_sorted_and_saved_as_ansi(desk: Desk) -> None:
    await desk.says("张三", "24 推进中 进展：=1+1")
    text = (await desk.ledger("台账 csv")).decode("utf-8-sig")
    [header, *rows] = csv.reader(io.StringIO(text, newline=""))
    rows = [["备注", *row] for row in reversed(rows) if row[0] != "55"]  # and one row deleted
    at = header.index("存在问题") + 1
    row = next(row for row in rows if row[1] == "24" and "司法部" in row[4])
    row[at] = "待会签"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([["自己的列", *header], *rows])
    shown = await desk.says(OFFICE, file=("台账.csv", out.getvalue().encode("gb18030")))
    assert "读取 109 行，改动 1 处，涉及 1 项、1 个单位；未采纳 0 处。" in shown
    assert " 24 司法部 存在问题：（空） → 待会签" in shown.splitlines()


async def test_what_changed_meanwhile_is_not_set_back(desk: Desk) -> None:
    file = File(await desk.ledger())
    await desk.says("张三", "24 推进中 30% 已印发")
    file.put(24, "科技部", 状态="滞后").put(10, "科技部", 状态="推进中")
    shown = (await desk.says(OFFICE, file=("台账.xlsx", file.bytes))).splitlines()
    assert " 10 科技部 状态：未启动 → 推进中" in shown
    row = file.row(24, "科技部")
    assert shown[1].endswith("未采纳 1 处。另有 2 处系统中已更新而文件未改，保持系统现值。")
    said = f"K{row} 格（状态）：文件为“滞后”，系统中已另改为“推进中”，保持系统现值"
    assert said in shown
    code = desk.confirm
    await desk.says("张三", "10 受阻")
    again = await desk.says(OFFICE, code)
    assert again.startswith(NOTHING)  # it was looked at once more, and this one has changed, too
    assert (await desk.world.share(10, "科技部")).status == "blocked"
    assert (await desk.world.share(24, "科技部")).status == "in_progress"


NAMED = [
    " 68 科技部 下一步打算：（空） → 送审",
    "第2行：行键重复，这几行均未读取",
    "第3行：行键重复，这几行均未读取",
    "第4行：行键已损坏，未读取",
    "第5行：没有行键，未读取",
    "第6行：最后一列（原值校验）已损坏，无法判断改了什么，请重新导出",
    "第7行：序号或单位与行键对不上，可能只对部分列排过序，未读取",
    "K11 格（状态）：“快好了”不是可选的状态",
    "L11 格（进度（%））：“一半”不是 0–100 的整数",
    "K26 格（状态）：办结请用“销号 编号”",
    "K27 格（状态）：“已完成（待核）”与本行另一处改动矛盾",
    "L27 格（进度（%））：“40”与本行另一处改动矛盾",
    "O49 格（进展情况）：本期已报送或封存：已报送的先“退回”，已封存的用“更正”",
    "O58 格（进展情况）：超过 2000 字",
    "K63 格（状态）：已办结，请先“恢复”",
    "第 1/2 页",
    "第69行：线下报送事项，不得填写文字，整行未读取。请删去文字",
    "O72 格（进展情况）：疑含标密字样，未保存",
    "第 2/2 页",
]


async def test_what_is_wrong_is_named_cell_by_cell_and_the_rest_is_taken(desk: Desk) -> None:
    world = desk.world
    await reported(world, 46, "海关总署", ReportState.ACCEPTED)
    await world.put(60, "商务部", Status.CLOSED)
    file = File(await desk.ledger())
    key, check = file.at("行键"), file.at("原值校验")
    file.put(10, "科技部", 状态="快好了", percent="一半").put(24, "科技部", 状态="已办结")
    file.put(24, "司法部", 状态="已完成", percent="40").put(55, "科技部", 进展情况="字" * 2001)
    file.put(68, "科技部", 进展情况="绝密材料", 下一步打算="送审")
    file.put(46, "海关总署", 进展情况="新").put(60, "商务部", 状态="滞后")
    file.put(65, "科技部", 进展情况="金丝雀", 状态="推进中")
    first = file.row(1, "知识产权局")
    keys = {n: file.rows[first - 2 + n][key] for n in range(6)}
    file.cells[place(first, key)] = keys[1]  # twice
    file.cells[place(first + 2, key)] = keys[2][:-1] + "?"
    file.cells[place(first + 3, key)] = ""
    file.cells[place(first + 4, check)] = "1-XYZ"
    file.cells[place(first + 5, file.at("序号"))] = "77"
    shown = await desk.says(OFFICE, file=("台账.xlsx", file.bytes))
    code = desk.confirm
    shown += "\n" + await desk.says(OFFICE, "导入 台账 1 第2页")
    starts = (" 68", "第", "K", "L", "O")
    assert [line for line in shown.splitlines() if line.startswith(starts)] == NAMED
    stored = world.dump()
    assert "绝密" not in stored
    assert "金丝雀" not in stored
    done = await desk.says(OFFICE, code)
    assert done.splitlines()[:3] == [
        "台账已读回 · 1 处",
        "涉及 1 项、1 个单位，已以各单位名义记入历史。",
        "未采纳 16 处。",
    ]
    assert (await world.share(65, "科技部")).status is Status.NOT_STARTED


async def test_a_restriction_takes_along_what_waits(desk: Desk) -> None:
    file = File(await desk.ledger()).put(10, "科技部", 进展情况="金丝雀甲乙丙丁戊己庚")
    await desk.says(OFFICE, file=("台账.xlsx", file.bytes))
    line = desk.confirm
    assert "金丝雀" in desk.world.dump()
    await desk.says(OFFICE, "线下 10 是")
    await desk.says(OFFICE, desk.confirm)
    assert (await desk.says(OFFICE, line)).startswith("此预览已过期")
    assert "金丝雀" not in desk.world.dump()


async def test_what_is_no_whole_ledger_is_refused(desk: Desk) -> None:
    text = (await desk.ledger("台账 csv")).decode("utf-8-sig")
    [header, *rows] = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(row[:-1] for row in [header, *rows])
    shown = await desk.says(OFFICE, file=("台账.csv", out.getvalue().encode()))
    assert shown.startswith("台账缺少列“原值校验”，未保存。请重新导出")
    await desk.says(OFFICE, "/lang en")
    shown = await desk.says(OFFICE, file=("ledger.csv", out.getvalue().encode()))
    assert shown.startswith("The ledger lacks the columns “As exported”; nothing was saved.")
    file = await desk.ledger("export csv")
    changed = file.decode("utf-8-sig").replace('"Not started"', '"in progress"', 1)
    shown = await desk.says(OFFICE, file=("ledger.csv", changed.encode()))
    assert shown.splitlines()[0] == "Ledger: change 1 cell? Nothing is saved yet."
    assert " 1 CNIPA Status: Not started → In progress" in shown.splitlines()
