"""``liaison plan``: two steps in, and out again."""

from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, YEAR, Liaison


def test_a_dry_run_reads_the_plan_and_stores_nothing(liaison: Liaison, tmp_path: Path) -> None:
    ran = liaison("plan", "import", str(PLAN), "--dry-run", "--json")
    assert ran.status == 0
    assert len(ran.json["tasks"]) == 106
    assert sum(len(task["departments"]) for task in ran.json["tasks"]) == 198
    assert ran.json["refused"] is None
    assert not (tmp_path / "plan.db").exists()


def test_a_draft_waits_for_a_yes_and_the_same_file_again_changes_nothing(liaison: Liaison) -> None:
    first = liaison("plan", "import", str(PLAN), *YEAR, "--json")
    assert (first.status, first.json["applied"]) == (0, False)
    assert liaison("plan", "show", "--json").json["refused"] == "no_plan"
    second = liaison("plan", "import", str(PLAN), *YEAR, "--yes", "--json")
    assert (second.json["draft"], second.json["applied"]) == (first.json["draft"], True)
    shown = liaison("plan", "show", "--json").json
    third = liaison("plan", "import", str(PLAN), *YEAR, "--yes", "--json")
    assert (third.status, third.json["applied"]) == (0, False)
    assert liaison("plan", "show", "--json").json == shown


def test_what_is_shown_is_what_was_imported(planned: Liaison) -> None:
    draft = planned("plan", "import", str(PLAN), "--dry-run", "--json").json["tasks"]
    tasks = planned("plan", "show", "--json").json["tasks"]
    keys = ("number", "chapter", "section", "mode", "lead", "leads", "lead_basis", "departments")
    assert [[t[k] for k in keys] for t in tasks] == [[t[k] for k in keys] for t in draft]
    restricted = [t["number"] for t in tasks if t["restricted"]]
    assert restricted == ["4", "12", "13", "27", "65", "70", "71", "78"]
    assert all((t["text"] is None) == t["restricted"] for t in tasks)


def test_without_a_period_nothing_takes_effect(liaison: Liaison, tmp_path: Path) -> None:
    nameless = tmp_path / "plan.txt"
    nameless.write_bytes(PLAN.read_bytes())
    ran = liaison("plan", "import", str(nameless), "--yes", "--json")
    assert (ran.status, ran.json["refused"]) == (1, "period_unknown")
    assert ran.json["message"] in ran.err
    assert liaison("plan", "show").status == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_responsibility_clause"),
        ("会议纪要：大家讨论了很多。".encode(), "no_responsibility_clause"),
        ("🎉🎉🎉".encode(), "no_responsibility_clause"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "unsupported_format"),
        (b"PK\x03\x04" + bytes(300), "malformed"),
        (b"%PDF-1.7\n" + bytes(300), "malformed"),
    ],
)
def test_another_kind_of_document_is_refused(liaison: Liaison, content: bytes, code: str) -> None:
    ran = liaison("plan", "import", "-", "--dry-run", "--json", stdin=content)
    assert (ran.status, ran.json["refused"], ran.json["tasks"]) == (1, code, [])
    assert ran.json["message"]
    assert ran.json["message"] in ran.err


@pytest.mark.parametrize("option", ["--from", "--to", "--issued-on"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2019-02-29"])
def test_a_day_is_within_the_calendar(liaison: Liaison, option: str, day: str) -> None:
    assert liaison("plan", "import", str(PLAN), option, day, "--dry-run").status == 2


@pytest.mark.parametrize("title", ["", " ", "a\nb", "\x1b[2J", "\u202e计划", "长" * 201])
@pytest.mark.parametrize("how", ["--dry-run", "--yes"])
def test_a_title_is_a_line_to_read(liaison: Liaison, title: str, how: str) -> None:
    ran = liaison("plan", "import", str(PLAN), "--title", title, how, "--json")
    assert (ran.status, ran.json["refused"]) == (1, "bad_title")


@pytest.mark.parametrize("how", ["--dry-run", "--json", "--yes"])
def test_a_period_that_ends_before_it_begins_is_refused(liaison: Liaison, how: str) -> None:
    days = ("--from", "2019-12-31", "--to", "2019-01-01")
    ran = liaison("plan", "import", str(PLAN), *days, how)
    assert (ran.status, "结束早于开始" in ran.err) == (1, True)
    assert liaison("plan", "show").status == 1


def test_a_file_name_proposes_what_the_document_leaves_open(liaison: Liaison) -> None:
    assert liaison("plan", "import", str(PLAN), "--yes").status == 0
    plan = liaison("plan", "show", "--json").json["plan"]
    said = (plan["title"], plan["from"], plan["to"], plan["issued_on"])
    assert said == ("plan_2019", "2019-01-01", "2019-12-31", None)


def test_a_missing_file_is_one_sentence(liaison: Liaison) -> None:
    ran = liaison("plan", "import", "nowhere.txt", "--json")
    assert (ran.status, ran.json["refused"]) == (1, "unreadable")


def test_a_second_plan_does_not_push_out_the_first(planned: Liaison) -> None:
    other = "一、总则\n1.完成另一件事。（科技部负责）\n".encode()
    ran = planned("plan", "import", "-", *YEAR, "--yes", "--json", stdin=other)
    assert (ran.status, ran.json["refused"]) == (1, "plan_exists")
    assert len(planned("plan", "show", "--json").json["tasks"]) == 106


def test_a_lifted_item_gets_its_text_from_the_same_file(planned: Liaison) -> None:
    preview = planned("plan", "import", str(PLAN), "--dry-run").out
    assert "线下报送 8 项，待办公室确认（私聊发“线下”）：4、12、13、27、65、70、71、78" in preview
    again = planned("plan", "import", str(PLAN), *YEAR, "--yes", "--json").json
    assert (again["unchanged"], again["filled"]) == (True, [])
    planned("person", "add", "--name", "赵敏", "--department", "办公室", "--role", "coordinator")
    assert "重新导入同一份文件即可补回" in planned("ask", "--as", "赵敏", "线下 4 13 否").out
    shown = {t["ref"]: t["text"] for t in planned("plan", "show", "--json").json["tasks"]}
    waits = planned("plan", "import", str(PLAN), *YEAR, "--json").json
    assert (waits["unchanged"], waits["missing"]) == (True, [4, 13])
    filled = planned("plan", "import", str(PLAN), *YEAR, "--yes")
    assert filled.out.endswith("已补回第 4、13 项的原文，其余没有变化。\n")
    after = {t["ref"]: t["text"] for t in planned("plan", "show", "--json").json["tasks"]}
    assert {ref for ref in after if after[ref] != shown[ref]} == {4, 13}
    assert "国防" in after[4] or "军" in after[4]
