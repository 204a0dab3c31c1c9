"""``liaison parse``: files of cases, and what only looks like one."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Liaison


def test_each_case_is_one_line(liaison: Liaison, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    made = {"prefix": "24 ", "repeat": "长", "times": 3, "suffix": ""}
    cases = [{"id": 1, "text": "24"}, {"id": 2, "text_gen": made}, {"id": 3, "text": "\ud800"}]
    file.write_text(json.dumps({"cases": cases}))
    ran = liaison("parse", str(file))
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == [1, 2, 3]
    assert ran.out == liaison("parse", "-", stdin=file.read_bytes()).out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"24",
        b"null",
        b"not JSON",
        b"\x89PNG\r\n\xff\x00",
        b"{}",
        b'{"cases": null}',
        b'{"cases": {"id": 1, "text": "24"}}',
        b'{"cases": "24"}',
        b'{"cases": [], "meta": {"now": 7}}',
        b'{"cases": [], "meta": 7}',
        b"[1]",
        b"[null]",
        b'[{"text": "24"}]',
        b'[{"id": 1}]',
        b'[{"id": 1, "text": null}]',
        b'[{"id": 1, "text": 24}]',
        b'[{"id": 1, "text_gen": 24}]',
        b'[{"id": 1, "text_gen": {"prefix": "24"}}]',
        b'[{"id": 1, "text_gen": {"prefix": "", "repeat": "x", "times": 1e9, "suffix": ""}}]',
        b'[{"id": 1, "text_gen": {"prefix": "", "repeat": "x", "times": 10000000, "suffix": ""}}]',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda content: repr(content[:12] + content[-40:]),
)
def test_what_is_no_list_of_cases_is_refused(liaison: Liaison, content: bytes) -> None:
    ran = liaison("parse", "-", stdin=content)
    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(liaison: Liaison, tmp_path: Path) -> None:
    assert liaison("parse", str(tmp_path / "none")).status == 1
    assert liaison("parse", str(tmp_path)).status == 2


def test_what_only_the_office_may_is_refused_to_a_liaison(liaison: Liaison, tmp_path: Path) -> None:
    lines = ("export all", "台账", "revoke 张三", "停用 张三", "换联络员 科技部 新人", "销号 24")
    cases = [{"id": n, "text": text} for n, text in enumerate(lines)]
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    read = [json.loads(line) for line in liaison("parse", "cases.json").out.splitlines()]
    assert {one["class"] for one in read} == {"clear-error"}
    assert [one.get("intent") for one in read][1:3] == ["export", "revoke"]
