"""The story that a newcomer sees first."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Liaison

README = Path(__file__).parents[2] / "README.md"


def test_the_story_is_told_to_its_end_without_any_setting(
    liaison: Liaison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "nonsense")
    ran = liaison("demo", "--once")
    assert (ran.status, ran.err) == (0, "")
    assert "106 项任务，198 个任务—部门对" in ran.out
    assert "绑定 K7QM-" in ran.out
    assert "已报送 · 第24项 · 第三季度" in ran.out
    assert "科技部 张三 您好，还有 8 项第三季度进展未报（10月15日周二截止" in ran.out
    assert "【推进计划周报】2019年第42周（10月14日–10月18日）\n  本周更新 27 项" in ran.out
    assert "四、第三季度报送：已报 24/130" in ran.out
    assert "（各章状态（共 106 项）；未启动 78、受阻/需协调 2、滞后 2、推进中 18" in ran.out
    picture = Path(ran.out.rstrip().rpartition("已存到：")[2])
    assert picture.read_bytes().startswith(b"\x89PNG")
    picture.unlink()
    picture.parent.rmdir()
    assert list(tmp_path.iterdir()) == []


def test_the_transcript_of_the_readme_is_what_is_printed(liaison: Liaison) -> None:
    [transcript] = re.findall(r"```\n(张三 ▸.*?)```", README.read_text("utf8"), re.DOTALL)
    printed = liaison("demo", "--once").out.splitlines()
    lines = [line for line in transcript.splitlines() if line]
    assert len(lines) > 10
    assert [line for line in lines if line not in printed] == []
