"""``liaison plan export``: the ledger as a file, which never takes the place of another unasked."""

import csv
import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.cli.conftest import Liaison

AT = "2019-10-11T10:00"


def test_both_kinds_hold_the_same_and_nothing_is_overwritten(
    planned: Liaison, tmp_path: Path
) -> None:
    """One plan for all of it: importing takes its time."""
    assert planned("ask", "--as", "科技部", "--at", AT, "24", "推进中", "=1+1").status == 0
    made = planned("plan", "export", "a.xlsx", "--period", "Q3", "--json")
    assert (made.status, made.json["rows"], made.json["tasks"]) == (0, 198, 106)
    assert (made.json["restricted"], made.json["period"]) == (8, "2019-Q3")
    assert made.json["bytes"] == (tmp_path / "a.xlsx").stat().st_size
    sheet, about = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).sheet_names
    assert (sheet, about) == ("台账", "说明")
    rows = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()
    again = planned("plan", "export", "a.xlsx", "--json")
    assert (again.status, again.json["refused"]) == (1, "exists")
    assert planned("plan", "export", "a.xlsx", "--force").status == 0
    told = planned("plan", "export", "b.csv")
    assert told.out.splitlines()[0].startswith(
        "已写入 b.csv：198 行，106 项任务，其中线下报送事项 8 项"
    )
    read = list(csv.reader(io.StringIO((tmp_path / "b.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) == len(read) == 199
    keys = {str(row[-1]) for row in rows[1:]}
    assert keys == {row[-1] for row in read[1:]}
    assert len(keys) == 198
    assert any("'=1+1" in row for row in read)
    english = planned("plan", "export", "c.csv", "--department", "MOST", "--lang", "en", "--json")
    assert english.json["department"] == "科技部"
    assert (tmp_path / "c.csv").read_text("utf-8-sig").startswith('"No.","Chapter"')
    refusals = {
        ("d.txt",): "bad_format",
        ("nowhere/d.csv",): "unwritable",
        ("d.csv", "--period", "Q1"): "no_period",
        ("d.csv", "--department", "教育局"): "unknown_department",
    }
    for words, code in refusals.items():
        ran = planned("plan", "export", *words, "--json")
        assert (ran.status, ran.json["refused"]) == (1, code), words
    assert sorted(path.name for path in tmp_path.glob("*.*") if "plan.db" not in path.name) == [
        "a.xlsx",
        "b.csv",
        "c.csv",
    ]
    asked = planned("ask", "--as", "office", "--at", AT, "台账", "csv")
    assert "文件已存到：" in asked.out
    saved = Path(asked.out.split("文件已存到：")[1].strip())
    assert saved.name == "台账_2019-Q3_20191011-1000.csv"
    saved.unlink()
    saved.parent.rmdir()


def test_without_a_plan_there_is_no_ledger(liaison: Liaison, tmp_path: Path) -> None:
    ran = liaison("plan", "export", "a.xlsx", "--json")
    assert (ran.status, ran.json["refused"]) == (1, "no_plan")
    assert not (tmp_path / "a.xlsx").exists()


def test_an_edited_ledger_is_read_back(planned: Liaison, tmp_path: Path) -> None:
    assert planned("plan", "export", "l.csv").status == 0
    text = (tmp_path / "l.csv").read_text("utf-8-sig")
    (tmp_path / "l.csv").write_bytes(text.replace("未启动", "推进中", 2).encode("gb18030"))
    dry = planned("plan", "ledger-in", "l.csv", "--dry-run", "--yes", "--json")
    assert (dry.status, dry.json["applied"], dry.json["rows"]) == (0, False, 198)
    assert [(one["item"], one["before"], one["after"]) for one in dry.json["changes"]] == [
        (1, "未启动", "推进中"),
        (1, "未启动", "推进中"),
    ]
    nobody = planned("plan", "ledger-in", "l.csv", "--yes", "--json")
    assert (nobody.status, nobody.json["refused"]) == (1, "unknown_who")
    office = ("--department", "联席会议办公室", "--role", "coordinator")
    assert planned("person", "add", "--name", "赵敏", *office).status == 0
    done = planned("plan", "ledger-in", "l.csv", "--yes", "--json")
    assert (done.status, done.json["applied"], len(done.json["changes"])) == (0, True, 2)
    again = planned("plan", "ledger-in", "l.csv", "--yes").out.splitlines()
    assert again[-1] == "没有可采纳的改动，未保存。"
    undone = planned("ask", "--as", "赵敏", "撤销")
    assert undone.out.startswith("已撤销 1 项")
    trail = planned("ask", "--as", "赵敏", "审计").out
    assert "运维（命令行） 导入 第 1 项" in trail
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    other = planned("plan", "ledger-in", "x.csv", "--json")
    assert (other.status, other.json["refused"]) == (1, "not_a_ledger")
