"""What people wrote is shown on a terminal and never commands it."""

import ast
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Liaison

HOSTILE = "已发\x1b]0;owned\x07通知\x1b[2J\x9b31m\u202egnp.exe\u2066删"
SHOWN = "已发]0;owned通知[2J31mgnp.exe删"
CLI = Path(__file__).parents[2] / "bot" / "cli"


def harmless(text: str) -> bool:
    return not any(sign in text for sign in "\x1b\x07\x9b\u202e\u2066")


def test_a_note_is_shown_harmless_and_kept_as_it_is(planned: Liaison) -> None:
    saved = planned("ask", "--as", "科技部", "-", stdin=f"24 {HOSTILE}")
    assert SHOWN in saved.out
    assert harmless(saved.out)
    ran = planned("ask", "--as", "科技部", "--json", "24")
    assert not any(sign in ran.out for sign in "\x1b\x07\x9b")
    assert "\\u009b" in ran.out
    assert HOSTILE in ran.json["replies"][0]["text"]


@pytest.mark.parametrize(
    "args",
    [
        ("ask", "--as", HOSTILE, "24"),
        ("ask", "--as", "科技部", "--at", HOSTILE, "24"),
        ("person", "add", "--name", "a", "--department", "科技部", "--account", HOSTILE),
        ("person", "revoke", HOSTILE),
        ("plan", "import", HOSTILE),
        ("parse", HOSTILE),
        ("status", HOSTILE),
        (HOSTILE,),
    ],
)
def test_a_complaint_repeats_nothing_harmful(planned: Liaison, args: tuple[str, ...]) -> None:
    ran = planned(*args)
    assert ran.status in (1, 2)
    assert harmless(ran.out + ran.err)


def test_half_a_character_is_an_escape_in_json(liaison: Liaison, tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps([{"id": "\ud800\x7f", "text": "24"}]))
    out = liaison("parse", str(cases)).out
    assert "\\ud800\\u007f" in out
    assert json.loads(out)["id"] == "\ud800\x7f"


def test_everything_goes_through_one_function() -> None:
    modules = sorted(CLI.glob("*.py"))
    assert len(modules) > 8
    for path in modules:
        tree = ast.parse(path.read_text("utf8"))
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        printing = [
            call
            for call in calls
            if getattr(call, "attr", getattr(call, "id", "")) in ("echo", "secho", "print")
            and (isinstance(call, ast.Attribute) or call.id == "print")  # type: ignore[attr-defined]
        ]
        assert printing == [] or path.name == "common.py", path.name
