"""The bot behind a webhook: what is delivered three times has one effect."""

import asyncio
import random
import socket
from collections import Counter
from pathlib import Path

import httpx

from tests.fakes.process import running
from tests.journeys.serving import TOKEN, message, prepare, serving
from tests.journeys.test_killed import notes

SECRET = "a-webhook-secret"
EVENTS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def up(client: httpx.AsyncClient) -> None:
    """Until the server listens."""
    while True:
        try:
            await client.get("/healthz")
        except httpx.ConnectError:
            await asyncio.sleep(0.05)
        else:
            return


async def test_an_update_posted_three_times_has_one_effect_and_one_answer(tmp_path: Path) -> None:
    url, port = f"sqlite:///{tmp_path}/plan.db", free_port()
    await prepare(url, people=EVENTS)
    posts = [message(n + 1, 1001 + n, f"24 推进中 批次{n:03}号") for n in range(EVENTS)] * 3
    random.Random(7).shuffle(posts)  # noqa: S311
    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        env = {
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.base,
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "LIAISON_HTTP": f"127.0.0.1:{port}",
        }
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            with serving(env) as bot:
                await up(client)
                sent = [client.post("/telegram/webhook", json=p, headers=headers) for p in posts]
                assert {answer.status_code for answer in await asyncio.gather(*sent)} == {200}
                forged = await client.post("/telegram/webhook", json=posts[0])
                assert (forged.status_code, forged.content) == (401, b"")
                await asyncio.to_thread(telegram.control, "/reached", EVENTS, patience=60)
                ready = await client.get("/readyz")
                assert (ready.status_code, ready.text) == (200, "ok\n")
                numbers = (await client.get("/metrics")).text
                assert f'{{platform="telegram",result="done"}} {EVENTS}.0' in numbers
                bot.terminate()
                assert await asyncio.to_thread(bot.wait, 20) == 0
        texts = [line["fields"]["text"] for line in telegram.accepted("sendMessage")]
    written = await notes(url)
    assert {written[f"批次{n:03}号"] for n in range(EVENTS)} == {1}
    answers = Counter({n: sum(f"批次{n:03}号" in text for text in texts) for n in range(EVENTS)})
    assert set(answers.values()) == {1}
