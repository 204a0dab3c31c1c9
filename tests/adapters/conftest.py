"""The fake platforms, each started once for all tests of this folder."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.messages import Card
from store import open_store
from tests.adapters.cards import shown
from tests.fakes.process import Fake, running


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database that is set up, to copy."""
    path = tmp_path_factory.mktemp("filled") / "liaison.db"

    async def set_up() -> None:
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(set_up())
    return path


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Card]:
    """What the bot shows; who uses it is in the group ``drawn``, so that it is drawn once a run."""
    return shown(tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="session")
def fault_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    with running("telegram_faults", tmp_path_factory.mktemp("faults") / "ledger.jsonl") as fake:
        yield fake


@pytest.fixture
def faults(fault_server: Fake) -> Fake:
    """A Bot API that fails as told; its ledger goes on through all tests."""
    fault_server.control("/reset")
    return fault_server


@pytest.fixture(scope="session")
def slack_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    with running("slack_faults", tmp_path_factory.mktemp("slack") / "ledger.jsonl") as fake:
        yield fake


@pytest.fixture
def slack(slack_server: Fake) -> Fake:
    """A Slack that fails as told; its ledger goes on through all tests."""
    slack_server.control("/reset")
    return slack_server


@pytest.fixture(scope="session")
def wecom_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    with running("wecom_faults", tmp_path_factory.mktemp("wecom") / "ledger.jsonl") as fake:
        yield fake


@pytest.fixture
def wecom(wecom_server: Fake) -> Fake:
    """A WeCom that fails as told; its ledger goes on through all tests."""
    wecom_server.control("/reset")
    return wecom_server


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    """A strict Bot API."""
    with running("telegram_emulator", tmp_path_factory.mktemp("strict") / "ledger.jsonl") as fake:
        yield fake


@pytest.fixture
def closed() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture
def full() -> Iterator[int]:
    """A port whose queue is full: who connects hears nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        waiting = []
        for _ in range(8):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(server.getsockname())
            waiting.append(client)
        yield server.getsockname()[1]
        for client in waiting:
            client.close()
