"""The promise under ``kill -9``: the fake server's ledger and the store are the witnesses."""

import random
import signal
from collections import Counter
from pathlib import Path

from bot.app import open_database
from tests.fakes.process import Fake, running
from tests.journeys.serving import TOKEN, message, prepare, serving

EVENTS = 200
PEOPLE = 100
ITEMS = (1, 10, 15, 24, 37, 55, 60, 68, 106)


async def notes(url: str) -> Counter[str]:
    """How often each progress text stands in the store."""
    store = await open_database(url)
    async with store.view() as unit:
        record = await unit.plans.current()
        assert record is not None
        tasks = await unit.tasks.numbered(record.facts.id, ITEMS)
        histories = [await unit.tasks.history(task.id, limit=1000) for task in tasks.values()]
    await store.close()
    return Counter(update.change.progress or "" for rows in histories for update in rows)


def answered(telegram: Fake) -> Counter[str]:
    """How often each progress text came back in a reply."""
    texts = [line["fields"]["text"] for line in telegram.accepted("sendMessage")]
    marks = [f"批次{n:03}号" for n in range(EVENTS)]
    return Counter({mark: sum(mark in text for text in texts) for mark in marks})


async def test_every_update_takes_effect_once_and_is_answered(tmp_path: Path) -> None:
    url, dice = f"sqlite:///{tmp_path}/plan.db", random.Random(2019)  # noqa: S311
    await prepare(url, people=PEOPLE)
    updates = [
        message(n + 1, 1001 + n % PEOPLE, f"{dice.choice(ITEMS)} 推进中 批次{n:03}号")
        for n in range(EVENTS)
    ]
    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        env = {
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.base,
            "LIAISON_GRACE": "0",
        }
        telegram.control("/updates", updates)
        for stop in sorted(dice.sample(range(1, EVENTS - 20), 6)):
            with serving(env) as bot:
                telegram.control("/reached", stop, patience=60)
                bot.send_signal(signal.SIGKILL)
        with serving(env) as bot:
            accepted = EVENTS
            while accepted := telegram.control("/reached", accepted, patience=60):
                if min(answered(telegram).values()) > 0:
                    break
                accepted += 1  # counted before we looked: the next one is still to come
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(20) == 0
        replies = answered(telegram)
    written = await notes(url)
    assert {written[f"批次{n:03}号"] for n in range(EVENTS)} == {1}
    assert min(replies.values()) >= 1
    assert max(replies.values()) <= 2
