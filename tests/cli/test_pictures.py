"""``liaison doctor`` says what charts are drawn with, or how to get some."""

import sys

import pytest

from tests.cli.conftest import Liaison


def test_the_doctor_names_the_font_or_says_how_to_get_one(
    liaison: Liaison, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pictures() -> dict[str, str]:
        checks = liaison("doctor", "--json").json["checks"]
        found: dict[str, str] = next(check for check in checks if check["check"] == "pictures")
        return found

    assert pictures() == {
        "check": "pictures",
        "level": "ok",
        "advice": "Charts are drawn with Noto Sans SC (pylopdf_fonts_zh_cn).",
    }
    monkeypatch.setenv("LIAISON_FONT", "nowhere.otf")
    assert pictures()["level"] == "warn"
    assert pictures()["advice"].startswith("LIAISON_FONT: nowhere.otf cannot be read")
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    assert "Digests are text only" in pictures()["advice"]
    assert "pip install 'liaison[charts]'" in pictures()["advice"]
