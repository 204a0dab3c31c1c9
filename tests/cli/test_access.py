"""Codes and people from the operator's side: shown once, and everything that is stored."""

import re
import sqlite3
from pathlib import Path

from tests.cli.conftest import Liaison


def test_a_code_is_printed_and_not_kept(liaison: Liaison, tmp_path: Path) -> None:
    for name, body, role in (("赵敏", "office", "coordinator"), ("张三", "科技部", "liaison")):
        added = liaison("person", "add", "--name", name, "--department", body, "--role", role)
        assert added.status == 0
    [reply] = liaison("ask", "--as", "赵敏", "--json", "绑定码 科技部").json["replies"]
    code = re.search(r"绑定 (\S{4}-\S{4}-\S{4}-\S{4})", reply["text"])
    assert code
    with sqlite3.connect(tmp_path / "plan.db") as connection:
        dumped = "\n".join(connection.iterdump())
    connection.close()
    assert code[1] not in dumped
    assert "绑定码 科技部" in dumped  # what the office typed holds no code
    found = liaison("person", "data", "张三", "--json").json
    assert found.keys() == {"person", "binding_code", "audit_entry"}
    assert found["binding_code"][0]["issued_by"] == 1
    assert liaison("person", "data", "张三").out == (
        "person: 1\nbinding_code: 1\naudit_entry: 2\n--json prints all of it.\n"
    )
    assert liaison("person", "revoke", "张三").status == 0
    assert liaison("person", "data", "2", "--json").json["person"][0]["active"] is False
