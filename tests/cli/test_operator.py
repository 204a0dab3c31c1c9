"""People, health and trouble, as an operator meets them."""

import os
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import health
from bot.messages import Platform
from bot.ports import Vitals
from reminders.auditor import Limits, findings
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
    assert ran.json["problems"][0] == "1 undelivered: liaison outbox list"
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
    ],
)
def test_a_wrong_database_url_is_one_sentence(
    liaison: Liaison, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    ran = liaison("status", "--json")
    assert (ran.status, ran.json["refused"]) == (1, "unavailable")
    assert len(ran.err.strip().splitlines()) == 1
    assert "canary" not in ran.err + ran.out


def test_a_file_that_is_no_database_is_one_sentence(liaison: Liaison, tmp_path: Path) -> None:
    (tmp_path / "plan.db").write_text("this is a letter, not a database " * 100)
    ran = liaison("ask", "--as", "科技部", "24")
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1


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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_database_is_one_sentence(planned: Liaison, tmp_path: Path) -> None:
    (tmp_path / "plan.db").chmod(stat.S_IRUSR)
    assert planned("ask", "--as", "科技部", "24 推进中").status == 1


def test_serving_nobody_is_refused(liaison: Liaison) -> None:
    ran = liaison("serve")
    assert ran.status == 1
    assert "TELEGRAM_BOT_TOKEN" in ran.err


def test_the_plan_ships_with_the_project() -> None:
    assert PLAN.stat().st_size == 24_634
