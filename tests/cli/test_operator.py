"""People, health and trouble, as an operator meets them."""

import os
import socket
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import health
from bot.findings import Limits, findings
from bot.messages import Platform
from bot.ports import Vitals
from tests.cli.conftest import PLAN, Liaison
from tests.world import START


def test_a_code_lets_somebody_in_once(planned: Liaison) -> None:
    assert planned("person", "add", "--name", "张三", "--department", "MOST").status == 0
    invited = planned("invite", "张三", "--platform", "console", "--json").json
    assert set(invited) == {"code", "expires", "link"}
    first = planned("ask", "--as", "unbound", f"绑定 {invited['code']}")
    assert "张三" in first.out
    again = planned("ask", "--as", "unbound", "/unbind")
    assert again.status == 0
    second = planned("ask", "--as", "unbound", f"绑定 {invited['code']}")
    assert "张三" not in second.out


def test_whom_nobody_has_added_cannot_be_invited(planned: Liaison) -> None:
    assert planned("invite", "谁", "--json").json["refused"] == "unknown_who"


@pytest.mark.parametrize(
    "name",
    ["1", "042", "office", "Office", "办公室", "unbound", " unbound ", "", "\u202eabc", "a" * 81],
)
def test_a_name_that_would_mean_somebody_else_is_refused(planned: Liaison, name: str) -> None:
    ran = planned("person", "add", "--name", name, "--department", "科技部", "--json")
    assert (ran.status, ran.json["refused"]) == (1, "bad_name")
    assert planned("person", "list", "--json").json["people"] == []


def test_a_secrecy_mark_is_no_part_of_a_name_or_a_title(planned: Liaison, tmp_path: Path) -> None:
    ended = planned("person", "add", "--name", "王五【内部】", "--department", "科技部", "--json")
    assert (ended.status, ended.json["refused"]) == (1, "secrecy")
    (tmp_path / "a.txt").write_text("1.做。（教育局负责）", "utf8")
    ended = planned("plan", "import", str(tmp_path / "a.txt"), "--title", "计划★", "--json")
    assert (ended.status, ended.json["refused"]) == (1, "secrecy")


def test_people_are_listed_and_stand_ins_marked(planned: Liaison) -> None:
    planned("person", "add", "--name", "张三", "--department", "科技部", "--account", "console:7")
    planned("ask", "--as", "司法部", "24")
    people = planned("person", "list", "--json").json["people"]
    marks = {p["department"]: p["standin"] for p in people}
    assert marks == {"科技部": False, "司法部": True}


def test_a_revoked_person_is_out_at_once(planned: Liaison) -> None:
    planned("person", "add", "--name", "张三", "--department", "科技部", "--account", "console:7")
    assert planned("person", "revoke", "张三", "--json").json["revoked"] is True
    assert planned("person", "list", "--json").json["people"] == []
    assert planned("person", "revoke", "张三").status == 1


def test_an_account_belongs_to_one_person(planned: Liaison) -> None:
    planned("person", "add", "--name", "张三", "--department", "科技部", "--account", "console:7")
    ran = planned(
        "person", "add", "--name", "李四", "--department", "科技部", "--account", "console:7"
    )
    assert ran.status == 1
    assert [p["name"] for p in planned("person", "list", "--json").json["people"]] == ["张三"]


def test_health_warns_until_there_is_a_coordinator(planned: Liaison) -> None:
    before = planned("status", "--json")
    assert (before.status, before.json["ok"]) == (0, True)
    assert any("coordinator" in problem for problem in before.json["problems"])
    assert "coordinator" in planned("doctor").out
    added = planned(
        "person", "add", "--name", "赵敏", "--department", "office", "--role", "coordinator"
    )
    assert added.status == 0
    assert planned("status", "--json").json["problems"] == []


KEYS = ["ok", "database", "plan", "platforms", "inbox", "outbox", "last_tick", "problems"]


def test_status_says_what_somebody_has_to_do(planned: Liaison, tmp_path: Path) -> None:
    planned("ask", "--as", "科技部", "24")
    well = planned("status", "--json")
    assert list(well.json) == KEYS
    assert (well.status, well.json["last_tick"], well.json["outbox"]) == (0, None, {})
    with sqlite3.connect(tmp_path / "plan.db") as raw:
        raw.execute("UPDATE delivery SET state = 'refused'")
        raw.execute("INSERT INTO tick VALUES ('tick', '2019-10-11 02:00:00.000000')")
    raw.close()
    ran = planned("status", "--json")
    assert (ran.status, ran.json["ok"], ran.json["outbox"]) == (1, False, {"refused": 1})
    assert ran.json["last_tick"] == "2019-10-11T10:00:00+08:00"
    assert "1 undelivered: liaison outbox list" in ran.json["problems"]
    with sqlite3.connect(tmp_path / "plan.db") as raw:
        raw.execute("UPDATE delivery SET state = 'pending', due = '2019-10-11 02:00:00.000000'")
    raw.close()
    shown = planned("status")
    assert shown.status == 1
    assert "console has been due for" in shown.out


def test_every_finding_has_its_advice() -> None:
    odd = Vitals(
        inbox={Platform.SLACK: {"parked": 1}},
        outbox={Platform.SLACK: {"refused": 1}},
        oldest_new=START,
        oldest_due={Platform.SLACK: START},
        oldest_unknown={Platform.SLACK: START},
        orphans=1,
        sent_without_id=1,
        dead_without_notice=1,
        refused={Platform.SLACK: START + timedelta(hours=3)},
        alive_since=START,
    )
    found = findings(odd, START + timedelta(hours=3), Limits())
    assert {finding.code for finding in found} == set(health._ADVICE)
    sentences = [health._sentence(finding) for finding in found]
    assert len(set(sentences)) == len(sentences)
    assert any("slack has been due for 3 h" in sentence for sentence in sentences)


def test_the_outbox_of_a_quiet_bot_is_empty(planned: Liaison) -> None:
    planned("ask", "--as", "科技部", "24")
    assert planned("outbox", "list", "--all", "--json").json == {"deliveries": [], "inbox": []}
    assert planned("outbox", "retry", "99").status == 1
    assert planned("outbox", "drop", "99").status == 1
    assert planned("outbox", "hold", "--json").json == {"held": 0}


@pytest.mark.parametrize("verb", ["retry", "drop", "redrive"])
@pytest.mark.parametrize("id", ["9" * 20, str(2**63), "-1", "x"])
def test_a_number_that_no_row_can_have_is_a_usage_error(
    planned: Liaison, verb: str, id: str
) -> None:
    ran = planned("outbox", verb, "--", id)
    assert (ran.status, "Traceback" in ran.err) == (2, False)
    assert planned("outbox", verb, str(2**63 - 1)).status == 1


def test_the_schema_is_checked_and_upgraded(liaison: Liaison) -> None:
    assert liaison("db", "upgrade", "--json").json == {"state": "current"}
    assert liaison("db", "check", "--json").json == {"state": "current"}
    assert liaison("db", "upgrade").status == 0


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://u:canary@h/d",
        "sqlite:////nowhere/at/all/x.db",
        "postgresql://",
        "http:",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?cache=shared&uri=true",
        "sqlite:///file:x?mode=memory&uri=true",
    ],
)
def test_a_wrong_database_url_is_one_sentence(
    liaison: Liaison, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:nobody-is-asked")
    for command in (("status",), ("db", "check"), ("db", "upgrade"), ("ask", "--as", "x", "24")):
        ran = liaison(*command, "--json")
        assert (ran.status, ran.json["refused"]) == (1, "unavailable")
        assert len(ran.err.strip().splitlines()) == 1
        assert "canary" not in ran.err + ran.out
    ran = liaison("serve")
    assert (ran.status, len(ran.err.strip().splitlines())) == (1, 1)


def test_a_file_that_is_no_database_is_one_sentence(liaison: Liaison, tmp_path: Path) -> None:
    (tmp_path / "plan.db").write_text("this is a letter, not a database " * 100)
    ran = liaison("ask", "--as", "科技部", "24")
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1


def test_another_programs_database_is_one_sentence(liaison: Liaison, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "plan.db")
    other.execute("CREATE TABLE letters (id INTEGER)")
    other.close()
    for command, code in ((("status",), "unavailable"), (("db", "check"), "schema_foreign")):
        ran = liaison(*command, "--json")
        assert (ran.status, ran.json["refused"]) == (1, code)
        assert "another program" in ran.err
        assert len(ran.err.strip().splitlines()) == 1


def test_a_newer_schema_is_one_sentence(planned: Liaison, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "plan.db") as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    ran = planned("db", "check", "--json")
    assert ran.json["refused"] == "schema_newer"
    assert ran.err.strip() == (
        "The schema is newer than this version: install the version that wrote it."
    )


def test_a_locked_database_is_one_sentence_and_nothing_is_lost(
    planned: Liaison, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "plan.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        ran = planned("ask", "--as", "科技部", "24 推进中")
        assert ran.status == 1
        assert len(ran.err.strip().splitlines()) == 1
        assert planned("plan", "show").status == 0
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert planned("ask", "--as", "科技部", "24 推进中").status == 0


@pytest.mark.parametrize("harm", ["locked", "read-only"])
def test_a_database_that_cannot_be_written_is_a_problem(
    planned: Liaison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    keys = planned("status", "--json").json.keys()
    other = sqlite3.connect(tmp_path / "plan.db", isolation_level=None)
    if harm == "locked":
        other.execute("BEGIN EXCLUSIVE")
    else:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///file:{tmp_path}/plan.db?mode=ro&uri=true")
    status, doctor = planned("status", "--json"), planned("doctor", "--json")
    other.close()
    assert (status.status, status.json["ok"], status.json.keys()) == (1, False, keys)
    assert str(tmp_path) in status.json["problems"][0]
    [database] = [c for c in doctor.json["checks"] if c["check"] == "database"]
    assert (doctor.status, doctor.json["ok"]) == (1, False)
    assert (database["level"], database["advice"]) == ("bad", status.json["problems"][0])


def test_a_look_at_the_health_changes_nothing(planned: Liaison, tmp_path: Path) -> None:
    def dump() -> list[str]:
        with sqlite3.connect(tmp_path / "plan.db") as other:
            dumped = list(other.iterdump())
        other.close()
        return dumped

    before, files = dump(), sorted(os.listdir(tmp_path))
    assert (planned("status").status, planned("doctor").status) == (0, 0)
    assert (dump(), sorted(os.listdir(tmp_path))) == (before, files)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_database_is_one_sentence(planned: Liaison, tmp_path: Path) -> None:
    (tmp_path / "plan.db").chmod(stat.S_IRUSR)
    assert planned("ask", "--as", "科技部", "24 推进中").status == 1


def test_serving_nobody_is_refused(liaison: Liaison) -> None:
    ran = liaison("serve")
    assert ran.status == 1
    assert "TELEGRAM_BOT_TOKEN" in ran.err


def test_an_address_that_cannot_be_had_is_one_sentence(
    liaison: Liaison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:nobody-is-asked")
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:9")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setenv("LIAISON_HTTP", address)
        ran = liaison("serve")
    assert (ran.status, address in ran.err) == (1, True)
    assert "Traceback" not in ran.err
    monkeypatch.setenv("LIAISON_HTTP", "127.0.0.1:99999")
    ran = liaison("serve")
    assert (ran.status, len(ran.err.strip().splitlines())) == (1, 1)
    assert "LIAISON_HTTP" in ran.err


def test_the_plan_ships_with_the_project() -> None:
    assert PLAN.stat().st_size == 24_634
