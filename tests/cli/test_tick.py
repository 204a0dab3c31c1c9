"""``liaison tick``: what is due at an instant, as scripts read it."""

import pytest

from tests.cli.conftest import PLAN, YEAR, Liaison


@pytest.fixture
def office(liaison: Liaison) -> Liaison:
    assert liaison("plan", "import", str(PLAN), *YEAR, "--yes").status == 0
    for name, department, role, account in (
        ("张三", "科技部", "liaison", "telegram:1/7"),
        ("李四", "科技部", "deputy", "telegram:1/8"),
        ("王芳", "司法部", "liaison", ""),
        ("赵敏", "office", "coordinator", "wecom:corp/zhaomin"),
    ):
        how = ("--account", account) if account else ()
        args = ("person", "add", "--name", name, "--department", department, "--role", role)
        assert liaison(*args, *how).status == 0
    return liaison


@pytest.mark.parametrize(
    ("day", "clock", "step", "names"),
    [
        ("09-25", "10:00", "", ""),
        ("09-25", "23:59", "", ""),
        ("09-26", "00:00", "T-10", "张三 王芳"),
        ("09-26", "08:00", "T-10", "张三 王芳"),
        ("09-26", "09:00", "T-10", "张三 王芳"),
        ("09-29", "10:00", "", ""),  # a worked Sunday
        ("10-01", "10:00", "", ""),
        ("10-09", "09:30", "T-5", "张三 王芳"),
        ("10-11", "09:30", "T-3", "张三 王芳"),
        ("10-12", "09:30", "", ""),
        ("10-14", "09:30", "T-1", "张三 王芳"),
        ("10-15", "09:30", "T", "张三 王芳"),
        ("10-15", "14:00", "T", "张三 王芳"),
        ("10-16", "09:30", "T+1", "张三 李四 王芳"),
        ("10-18", "09:30", "T+3", "张三 李四 王芳 赵敏"),
        ("10-22", "09:30", "T+5", "张三 李四 王芳"),
        ("10-29", "09:30", "T+10", "张三 李四 王芳"),
        ("11-26", "09:30", "T+30", "张三 李四 王芳"),
    ],
)
def test_a_rehearsed_tick_shows_the_ladder(
    office: Liaison, day: str, clock: str, step: str, names: str
) -> None:
    at = f"2019-{day}T{clock}:00+08:00"
    for _ in range(2):  # nothing of it is kept
        ran = office("tick", "--at", at, "--dry-run", "--json")
        every = ran.json["occurrences"]
        assert (ran.status, ran.json["new"]) == (0, len(every))
        own = [one["to"] for one in every if one["kind"] == "desk"]
        assert own == (["赵敏"] if step in ("T-3", "T-1") else [])  # whom no reminder reaches
        found = [one for one in every if one["kind"] != "desk"]
        assert sorted(one["to"] for one in found) == sorted(names.split())
        for one in found:
            person = one["key"].split(":")[1]
            assert one["key"] == f"bundle:{person}:2019-{day}"
            assert one["kind"] == "bundle"
            assert f"nudge:2019-Q3:{step}:{person}:2019-{day}" in one["why"]
            assert one["at"] >= at
            assert one["at"][:10] == f"2019-{day}"
            assert step != "T" or one["at"][11:16] == "14:00"
            assert clock > "09:00" or "09:00" < one["at"][11:16] < "09:21"
            assert (one["address"] is None) == (one["to"] == "王芳")


def test_an_address_names_platform_and_chat(office: Liaison) -> None:
    ran = office("tick", "--at", "2019-10-15T14:00:00+08:00", "--json")
    [mine] = [one for one in ran.json["occurrences"] if one["to"] == "张三"]
    assert mine["address"] == {"platform": "telegram", "chat": "7"}
    assert mine["at"] == "2019-10-15T14:00:00+08:00"
    assert "10月15日" in mine["title"]
    again = office("tick", "--at", "2019-10-15T14:00:30+08:00", "--json")
    assert again.json == {"occurrences": [], "new": 0}
