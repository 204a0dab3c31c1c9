"""``liaison plan import`` with a plan in force: the difference, what is open, the yes."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, YEAR, Liaison

TEXT = PLAN.read_text("utf8")


def without(number: int, text: str) -> str:
    """One item less; those behind it are numbered anew."""
    lines = [line for line in text.split("\n") if not line.startswith(f"{number}.")]
    return "\n".join(re.sub(r"^(\d+)\.", lambda m: _down(m, number), line) for line in lines)


def _down(found: re.Match[str], number: int) -> str:
    return f"{int(found[1]) - (int(found[1]) > number)}."


REVISED = without(46, TEXT).replace("（国资委、知识产权局负责）", "（最高检察署、知识产权局负责）")


def test_a_dry_run_shows_the_difference_and_writes_nothing(
    planned: Liaison, tmp_path: Path
) -> None:
    before = (tmp_path / "plan.db").read_bytes()
    ran = planned("plan", "import", "-", "--dry-run", "--json", stdin=REVISED.encode())
    changes = ran.json["changes"]
    assert changes["unchanged"] == 44
    assert changes["unknown"] == [{"name": "最高检察署", "likely": None}]
    assert changes["items"][0] == {
        "before": 6,
        "after": 6,
        "kinds": ["lead"],
        "gained": ["最高检察署"],
        "lost": ["国资委"],
        "leads": ["最高检察署"],
        "led": ["国资委"],
    }
    assert [one["before"] for one in changes["items"] if "removed" in one["kinds"]] == [46]
    assert (tmp_path / "plan.db").read_bytes() == before
    shown = planned("plan", "import", "-", "--dry-run", stdin=REVISED.encode()).out
    assert "与现行版对比：相同 44 ｜ 编号变动 60 ｜ 牵头变更 1（6） ｜ 删除 1（46）" in shown
    assert "  6  牵头 最高检察署（原 国资委）；参与 −国资委\n" not in shown
    assert "  6  牵头 最高检察署（原 国资委）\n" in shown
    assert "新单位名“最高检察署”：--alias 最高检察署=现有单位 或 --add 最高检察署" in shown


def test_what_is_open_has_to_be_answered_before_a_yes(planned: Liaison) -> None:
    imports = ("plan", "import", "-", "--yes", "--json")
    ran = planned(*imports, stdin=REVISED.encode())
    assert (ran.status, ran.json["refused"]) == (1, "undecided")
    assert "--alias 最高检察署=现有单位" in ran.json["message"]
    assert len(planned("plan", "show", "--json").json["tasks"]) == 106
    ran = planned(*imports, "--alias", "最高检察署=市检察院", stdin=REVISED.encode())
    assert (ran.status, ran.json["refused"]) == (1, "bad_answer")
    ran = planned(*imports, "--alias", "最高检察署=高检院", stdin=REVISED.encode())
    assert (ran.status, ran.json["applied"], ran.json["told"]) == (0, True, [])
    assert {"高检院", "国资委", "海关总署"} <= set(ran.json["unbound"])
    plan = planned("plan", "show", "--json").json
    assert len(plan["tasks"]) == 105
    assert plan["tasks"][5]["departments"] == ["高检院", "知识产权局"]
    again = planned(*imports, stdin=REVISED.encode())
    assert (again.status, again.json["unchanged"], again.json["applied"]) == (0, True, False)
    back = planned("plan", "import", str(PLAN), "--yes", "--json")
    assert (back.status, back.json["applied"]) == (0, True)
    assert [one["kinds"] for one in back.json["changes"]["items"] if one["before"] is None] == [
        ["new"]
    ]
    assert len(planned("plan", "show", "--json").json["tasks"]) == 106


def test_half_alike_is_asked_about(planned: Liaison) -> None:
    found = re.search(r"^58\.(.*?)（([^（]*)负责）", TEXT, re.MULTILINE)
    assert found is not None
    edited = TEXT.replace(
        found[1], found[1][: len(found[1]) * 2 // 3] + "，并开展新一轮试点示范工作。"
    )
    imports = ("plan", "import", "-", "--yes", "--json")
    ran = planned(*imports, stdin=edited.encode())
    assert ran.json["refused"] == "undecided"
    [[pair]] = ran.json["changes"]["open"]
    assert (pair["before"], pair["after"]) == (58, 58)
    assert 60 <= pair["alike"] < 85
    ids = planned(*imports, "--new", "58", stdin=edited.encode()).json["changes"]["items"]
    assert [one["kinds"] for one in ids] == [["new"], ["removed"]]


@pytest.mark.parametrize("option", [("--same", "17"), ("--alias", "甲"), ("--new", "x")])
def test_an_option_is_read_or_refused(planned: Liaison, option: tuple[str, str]) -> None:
    assert planned("plan", "import", "-", *option, stdin=REVISED.encode()).status == 2


def test_another_plan_needs_one_more_word(planned: Liaison) -> None:
    other = "一、总则\n1.完成另一件事。（科技部负责）\n".encode()
    ran = planned("plan", "import", "-", *YEAR, "--yes", "--replace", "--json", stdin=other)
    assert (ran.status, ran.json["applied"]) == (0, True)
    assert len(planned("plan", "show", "--json").json["tasks"]) == 1
