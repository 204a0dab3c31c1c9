"""The command line as scripts call it: in this process, on a store of its own."""

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import cli

PLAN = Path(__file__).parents[2] / "store" / "data" / "plan_2019.txt"
YEAR = ("--from", "2019-01-01", "--to", "2019-12-31")


@dataclass(frozen=True)
class Ran:
    """How a call ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Liaison = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def liaison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Liaison:
    """Calls ``liaison`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/plan.db")
    for name in os.environ:
        if name.startswith(("TELEGRAM_", "SLACK_", "WECOM_", "LIAISON_")):
            monkeypatch.delenv(name, raising=False)

    def call(*args: str, stdin: bytes | str = "") -> Ran:
        ended = CliRunner().invoke(cli, list(args), input=stdin, prog_name="liaison")
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return Ran(ended.exit_code, ended.stdout, ended.stderr)

    return call


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database of ``planned`` is kept once it was made."""
    return tmp_path_factory.mktemp("planned") / "plan.db"


@pytest.fixture
def planned(liaison: Liaison, tmp_path: Path, shelf: Path) -> Liaison:
    """The same, with the 2019 plan in force; imported once, then copied."""
    if shelf.exists():
        shutil.copyfile(shelf, tmp_path / "plan.db")
        return liaison
    assert liaison("plan", "import", str(PLAN), *YEAR, "--yes").status == 0
    shutil.copyfile(tmp_path / "plan.db", shelf)
    return liaison
