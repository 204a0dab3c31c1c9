"""``liaison audit``: what the operator does is noted, and the chain is verified."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Liaison

LIST = "userid,单位,姓名\nzhangsan,科技部,张三\n"


def ask(folder: Path, query: str) -> list[str]:
    with closing(sqlite3.connect(folder / "plan.db")) as connection, connection:
        return [" ".join(map(str, row)) for row in connection.execute(query)]


def test_what_the_operator_changes_is_noted_and_verified(planned: Liaison, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(LIST)
    office = ("--name", "赵敏", "--department", "office", "--role", "coordinator")
    assert planned("person", "add", *office, "--account", "telegram:7/1").status == 0
    assert planned("person", "add", *office, "--account", "telegram:7/1").status == 1  # taken
    assert planned("invite", "赵敏").status == 0
    assert planned("person", "list").status == 0
    assert planned("calendar", "set", "2019-10-19", "workday").status == 0
    assert planned("calendar", "set", "2019-10-19", "workday").status == 0
    assert planned("outbox", "retry", "5").status == 1  # there is none
    assert planned("ask", "--as", "office", "--at", "2019-10-11T10:00", "24 推进中").status == 0
    assert planned("ask", "--as", "科技部", "24").status == 0  # through a stand-in
    assert planned("person", "revoke", "赵敏").status == 0
    assert planned("plan", "export", str(tmp_path / "a.csv")).status == 0
    noted = "SELECT actor, channel, act, object, outcome FROM audit_entry ORDER BY number"
    assert ask(tmp_path, noted) == [
        "operator command line import plan:1 do",
        "operator command line add person:1 do",
        "operator command line code person:1 do",
        "operator command line calendar day:2019-10-19 do",
        "operator command line calendar day:2019-10-19 do",
        "system  period period:1 do",
        "person:1 command line update task:24 do",
        "operator command line add person:2 do",
        "operator command line revoke person:1 do",
        "operator command line export plan:1 do",
    ]
    good = planned("audit", "verify", "--json").json
    assert (good["ok"], good["entries"], good["first_bad"], good["reason"]) == (
        True,
        10,
        None,
        None,
    )
    head = good["head"]
    assert planned("audit", "verify", "--witness", head[:14]).status == 0
    assert planned("audit", "verify", "--witness", "24").status == 2
    assert planned("doctor", "--json").json["checks"]
    later = planned("audit", "verify", "--witness", head, "--witness", "12:00112233", "--json")
    assert (later.status, later.json["first_bad"], later.json["reason"]) == (1, 11, "witness 12")
    _tampered(planned, tmp_path)


def test_a_database_that_is_not_there_is_not_verified(liaison: Liaison, tmp_path: Path) -> None:
    """A name mistyped in DATABASE_URL is no good chain of no entries, and makes no database."""
    for empty in (False, True):
        if empty:
            (tmp_path / "plan.db").touch()
        ran = liaison("audit", "verify", "--json")
        assert (ran.status, ran.json["refused"]) == (1, "unavailable")
        assert "none was made" in ran.err
        assert (tmp_path / "plan.db").exists() is empty
    assert not ask(tmp_path, "SELECT * FROM sqlite_master")
    (tmp_path / "plan.db").unlink()
    assert liaison("person", "list").status == 0  # sets it up
    fresh = liaison("audit", "verify")
    assert (fresh.status, fresh.out) == (0, "The audit has no entries yet: nothing was compared.\n")


def _tampered(planned: Liaison, tmp_path: Path) -> None:
    """Whoever edits an entry is found, and so is a head that does not fit."""
    ask(tmp_path, "DROP TRIGGER audit_entry_update")
    ask(tmp_path, "UPDATE audit_entry SET actor = 'person:9' WHERE number = 5")
    bad = planned("audit", "verify")
    assert bad.status == 1
    assert bad.err == "Entry 5: it is not what was written.\n"
    assert bad.out.startswith("Good up to entry 4.")
    ask(tmp_path, "UPDATE audit_head SET number = 7")
    problems = planned("status", "--json").json["problems"]
    assert "The audit does not end where its head says: liaison audit verify" in problems
