"""Ingress, worker and delivery as processes of their own, on a real PostgreSQL."""

import asyncio
import os
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import postgres
from tests.fakes.process import running
from tests.journeys.serving import TOKEN, message, prepare, serving
from tests.journeys.test_killed import notes

EVENTS = 40


def test_roles_that_share_a_database_do_the_work_of_one(tmp_path: Path) -> None:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.server())
        except postgres.NoServer as reason:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(reason))
        url = stack.enter_context(postgres.database(server))
        asyncio.run(prepare(url, people=EVENTS))
        ledger = tmp_path / "ledger.jsonl"
        telegram = stack.enter_context(running("telegram_faults", ledger))
        env = {
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.base,
        }
        bots = [
            stack.enter_context(serving(env, "--role", role))
            for role in ("ingress", "worker", "delivery")
        ]
        updates = [message(n + 1, 1001 + n, f"24 推进中 批次{n:03}号") for n in range(EVENTS)]
        telegram.control("/updates", updates)
        telegram.control("/reached", EVENTS, patience=60)
        for bot in bots:
            bot.terminate()
        assert [bot.wait(20) for bot in bots] == [0, 0, 0]
        texts = [line["fields"]["text"] for line in telegram.accepted("sendMessage")]
        written = asyncio.run(notes(url))
    assert {written[f"批次{n:03}号"] for n in range(EVENTS)} == {1}
    answers = Counter({n: sum(f"批次{n:03}号" in text for text in texts) for n in range(EVENTS)})
    assert set(answers.values()) == {1}
