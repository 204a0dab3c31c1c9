"""Points at which a process can be made to die."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import crash
from bot.crash import Point, crash_point

ROOT = Path(__file__).parents[2]


def liaison(order: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env={"LIAISON_CRASH": order, "DATABASE_URL": "sqlite:///nowhere.db"},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize("order", ["after_lunch:1", "after_send", "after_send:0", "after_send:x"])
def test_a_point_that_there_is_not_is_refused_at_start(order: str) -> None:
    ended = liaison(order, "--help")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("LIAISON_CRASH: not POINT:N with one of before_store, in_store")


def test_the_process_dies_at_the_pass_that_was_ordered() -> None:
    assert liaison("in_set_up:1", "db", "check").returncode == 0
    assert liaison("in_set_up:1", "demo", "--help").returncode == 0
    program = "from bot.crash import *; {}; [print(n) or crash_point(Point.IN_ACT) for n in (1, 2)]"
    for order, told in (("in_act:1", "1\n"), ("in_act:2", "1\n2\n"), ("in_done:1", "1\n2\n")):
        ended = subprocess.run(
            [sys.executable, "-u", "-c", program.format(f"arm('{order}')")],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        dies = order != "in_done:1"
        assert (ended.stdout, ended.returncode) == (told, -signal.SIGKILL if dies else 0)


def test_who_watches_hears_of_every_pass() -> None:
    heard: list[Point] = []
    crash.watch(heard.append)
    try:
        crash_point(Point.IN_ACT)
        crash_point(Point.AFTER_SEND)
    finally:
        crash.watch(None)
    crash_point(Point.AFTER_SEND)
    assert heard == [Point.IN_ACT, Point.AFTER_SEND]


def test_every_point_is_placed_once() -> None:
    folders = ("bot", "adapters", "store", "reminders")
    texts = [path.read_text("utf8") for folder in folders for path in (ROOT / folder).rglob("*.py")]
    placed = re.findall(r"crash_point\(Point\.(\w+)\)", "\n".join(texts))
    assert sorted(placed) == sorted(point.name for point in Point)
