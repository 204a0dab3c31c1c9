"""The child process: the same draft, no way out, and no death that is not a refusal."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import date

import pytest

from store.plan import Register, read_plan, safely
from store.plan.safely import read_plan_safely
from store.plan.wire import Nonsense, draft_from_json
from tests.store.plan.files import TASK
from tests.store.plan.reading import FIXTURES

SAID = {"title": "计划", "starts": date(2024, 1, 1), "issued_on": date(2024, 2, 1)}


@pytest.mark.parametrize("name", ["f5_lead_then_duty.pdf", "seed20.xlsx", "refuse_scan.pdf"])
async def test_the_child_gives_the_same_draft(name: str) -> None:
    data, register = (FIXTURES / name).read_bytes(), Register.shipped()
    safe = await read_plan_safely(data, name=name, register=register, **SAID)  # type: ignore[arg-type]
    assert safe == read_plan(data, name=name, register=register, **SAID)  # type: ignore[arg-type]


async def test_the_loop_goes_on_while_a_document_is_read() -> None:
    reading = asyncio.create_task(
        read_plan_safely(TASK.encode(), name="-", register=Register.shipped())
    )
    turns = 0
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10
    assert len(reading.result().tasks) == 1


async def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "PATIENCE", 0.01)
    draft = await read_plan_safely(TASK.encode(), name="-", register=Register.shipped())
    assert (draft.refused, draft.refusal) == (
        "too_large",
        "解析超过 20 秒，未导入。请拆分后再导入。",
    )


async def test_a_file_beyond_the_limit_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    data, register = bytes(10 * 1024 * 1024 + 1), Register.shipped()
    refused = await read_plan_safely(data, name="a.docx", register=register)
    assert refused.refused == "too_large"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("raise MemoryError", "too_large"),
        ("import os; os._exit(77)", "too_large"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too_large"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "malformed"),
        ("print('{}')", "malformed"),
        ("print('no JSON')", "malformed"),
        ("raise ValueError", "malformed"),
        ("pass", "malformed"),
    ],
)
async def test_every_death_of_the_child_is_a_refusal(
    program: str, code: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child of another program stands in for one that goes wrong."""
    other = f"{tmp_path}/python"
    with open(other, "w", encoding="utf8") as script:  # noqa: ASYNC230 - a line
        script.write(f"#!{sys.executable}\n{program}\n")
    os.chmod(other, 0o700)
    monkeypatch.setattr(sys, "executable", other)
    draft = await read_plan_safely(TASK.encode(), name="a", register=Register.shipped())
    assert (draft.refused, draft.tasks, draft.name) == (code, (), "a")
    assert "未导入" in (draft.refusal or "")


def child(request: dict[str, object], data: bytes) -> subprocess.Popen[bytes]:
    started = subprocess.Popen(
        [sys.executable, "-P", "-m", "store.plan.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdin is not None
    started.stdin.write(json.dumps(request).encode() + b"\n" + data)
    started.stdin.flush()
    return started


def test_a_child_ends_with_its_parent() -> None:
    started = child({"size": 100, "kind": "sheets"}, b"not all of it")
    _, _ = started.communicate()
    assert started.returncode == 1


LIMITS = """
import resource, socket, sys
from store.plan import child
child._limit()
sys.addaudithook(child._refuse_the_world)
print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_AS)[0] >> 20)
for attempt in (
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: open("/tmp/x", "w"),
    lambda: __import__("subprocess").run(["true"]),
    lambda: bytearray(600 << 20),
):
    try:
        attempt()
        print("done")
    except (PermissionError, MemoryError) as error:
        print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="macOS cannot limit memory")
def test_the_child_has_limits_and_no_way_out() -> None:
    ran = subprocess.run([sys.executable, "-c", LIMITS], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["20", "512", *["PermissionError"] * 3, "MemoryError"]


def test_the_child_gets_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/d")
    assert not {"TELEGRAM_BOT_TOKEN", "DATABASE_URL"} & set(safely._environment())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"{}",
        b'{"sha256": "x", "name": "other"}',
        b'{"sha256": "x", "name": "n"}',
        b'{"sha256": "x", "name": "n", "refused": "because", "refusal": "s"}',
        b'{"sha256": "x", "name": "n", "tasks": [{"number": 1, "text": "t"}]}',
        b'{"sha256": "x", "name": "n", "issued_on": 5}',
    ],
)
def test_nonsense_is_no_draft(answer: bytes) -> None:
    with pytest.raises(Nonsense):
        draft_from_json(answer, sha256="x", name="n")


def test_a_killed_child_is_not_waited_for_twice() -> None:
    assert safely._why(-signal.SIGKILL, b"").code == "too_large"
