"""Documents with a hand-written truth: every row, every warning."""

import json
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.model.plan import PlanDraft
from store.plan import draft_as_json
from tests.store.plan.reading import FIXTURES, read

TRUTHS = sorted(FIXTURES.glob("*.truth.json"))
COMPARED = (
    "number",
    "departments",
    "leads",
    "lead",
    "lead_basis",
    "deadline",
    "deadline_kind",
    "deadline_raw",
    "complete",
    "restricted_suggested",
    "chapter",
    "section",
)


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def truths() -> list[Any]:
    """Every file that has a truth, in every format."""
    documents = []
    for path in TRUTHS:
        truth = json.loads(path.read_text("utf8"))
        if "rows" in truth:
            documents += [pytest.param(truth, name, id=name) for name in truth["files"]]
    return documents


def read_file(name: str) -> PlanDraft:
    """The file of f5 without a title leaves the year open."""
    said = {"starts": date(2024, 1, 1), "ends": date(2024, 12, 31)} if name == UNTITLED else {}
    return read((FIXTURES / name).read_bytes(), name=name, **said)


UNTITLED = "f5_lead_then_duty.csv"
WITHOUT_CHAPTERS = (UNTITLED, "f5_lead_then_duty.xlsx")


def test_there_are_truths() -> None:
    assert len(truths()) == 23


@pytest.mark.parametrize(("truth", "name"), truths())
def test_a_document_gives_its_true_rows(truth: Any, name: str) -> None:
    draft = read_file(name)
    view = draft_as_json(draft)
    compared = set(COMPARED) - ({"chapter"} if name in WITHOUT_CHAPTERS else set())
    assert len(view["tasks"]) == len(truth["rows"])
    for task, row in zip(view["tasks"], truth["rows"], strict=True):
        wanted = {key: row[key] for key in compared if key in row}
        assert {key: task[key] for key in wanted} == wanted
        assert task["mode"] in (row["mode"], *row.get("mode_accept", ()))
        assert task["milestones"] == row.get("milestones", [])
        assert task["open_list"] == row.get("open_list", False)
        check_text(task["text"], row)
    assert set(truth["warnings"]) <= {warning["code"] for warning in view["warnings"]}
    for key, count in truth.get("counts", {}).items():
        assert view["counts"][key] == count
    found = [list(task.collectives) for task in draft.tasks]
    assert found == [row.get("collectives", []) for row in truth["rows"]]


@pytest.mark.parametrize("name", ["f5_lead_then_duty", "seed20"])
def test_every_format_gives_the_same_tasks(name: str) -> None:
    """Up to the places in the file; the tables of f5 have no chapters."""
    files = json.loads((FIXTURES / f"{name}.truth.json").read_text("utf8"))["files"]
    assert len(files) >= 7
    kept = {
        file: [
            replace(task, lines=(0, 0), source="", chapter=None if name[0] == "f" else task.chapter)
            for task in read_file(file).tasks
        ]
        for file in files
    }
    assert [file for file in files if kept[file] != kept[files[0]]] == []


def check_text(text: str, row: Any) -> None:
    shown = folded(text).removeprefix(row.get("heading", "")).removeprefix("。")
    assert shown.startswith(folded(row["text_start"]))
    assert all(part in shown for part in row.get("text_must_contain", ()))
    assert not any(part in text for part in row.get("text_must_not_contain", ()))
    assert len(text) == row.get("text_chars", len(text))


@pytest.mark.parametrize("name", ["f1_wrapped_pages", "f5_lead_then_duty", "seed20"])
def test_encodings_give_the_same_tasks(name: str) -> None:
    text = (FIXTURES / f"{name}.txt").read_text("utf8")
    utf8 = read(text).tasks
    assert read(text.encode("utf-8-sig")).tasks == utf8
    assert read(text.encode("gb18030")).tasks == utf8
    assert read(text.encode("utf-16")).tasks == utf8
    assert read(text.replace("\n", "\r\n")).tasks == utf8
