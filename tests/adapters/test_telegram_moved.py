"""A group that became a supergroup: its messages follow it, over the real wire."""

from pathlib import Path

from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from bot.app import assemble, open_database
from bot.messages import Address, Card, Platform
from bot.settings import Settings
from tests.fakes.process import running
from tests.world import FakeClock


async def test_what_was_drawn_for_the_old_group_arrives_in_the_new_one(tmp_path: Path) -> None:
    clock = FakeClock()
    store = await open_database(f"sqlite:///{tmp_path}/plan.db")
    await store.enlist(at=clock.now())
    moved = {"ok": False, "description": "Bad Request: group chat was upgraded"}
    moved["parameters"] = {"migrate_to_chat_id": -1007}
    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        telegram.control("/script", {"sendMessage": [{"status": 400, "body": moved}] * 2})
        wired = TelegramSettings(token="7:abc-def", api_base=telegram.base)
        adapter = TelegramAdapter(wired, clock, store.exclusive)
        parts = assemble(store, clock, [adapter], Settings.model_construct())
        old = Address(Platform.TELEGRAM, "7", "-7")
        async with store.unit() as unit:
            for text in ("one", "two"):
                drawn = adapter.render(old, Card(text))
                await unit.outbox.put(text, old, drawn, at=clock.now(), cause="e")
        for _ in range(8):
            await parts.postman.drain()
            await clock.sleep(1)
        await adapter.close()
        sent = [line["fields"] for line in telegram.accepted("sendMessage")]
    async with store.view() as unit:
        states = [row.state for row in await unit.outbox.answers("e")]
    await store.close()
    assert [(fields["chat_id"], fields["text"]) for fields in sent] == [
        ("-1007", "<b>one</b>"),
        ("-1007", "<b>two</b>"),
    ]
    assert states == ["sent", "sent"]
