"""Files in the simulator: taken by the page, kept in memory until the bot fetches them."""

from pathlib import Path

from bot.attachments import MOST, Attachment, Fetched, Missed, Why
from tests.adapters.test_web_chat import playing
from tests.adapters.world import Memory


async def test_a_file_is_kept_until_it_is_fetched(filled_file: Path, tmp_path: Path) -> None:
    memory = Memory()
    async with playing(filled_file, tmp_path, memory) as (_, client, adapter):
        where = "/web/chat/upload?user=unbound&chat=unbound&id=file-0001&name=../%E5%8F%B0.csv"
        assert (await client.post(where, content=b"1,2")).status_code == 200
        assert (await client.post(where, content=b"1,2")).status_code == 200
        [event] = memory.events.values()
        request = adapter.to_request(event)
        assert request.attachment == Attachment("台.csv", 3, "file-0001")
        assert await adapter.fetch(request.attachment) == Fetched(b"1,2")
        [entry] = adapter.hub.said("unbound")
        assert entry.text == "文件：台.csv"
        large = where.replace("0001", "0002") + "&text=x"
        assert (await client.post(large, content=bytes(MOST + 1))).status_code == 200
        [_, large_event] = memory.events.values()
        told = adapter.to_request(large_event).attachment
        assert told.size > MOST
        gone = await adapter.fetch(told)
        assert isinstance(gone, Missed)
        assert gone.why is Why.GONE
        for wrong in ("user=x", "chat=7", "id=;", "text=" + "x" * 20_001):
            name, _, value = wrong.partition("=")
            given = {"user": "unbound", "chat": "unbound", "id": "file-0003", name: value}
            answer = await client.post("/web/chat/upload", params=given, content=b"x")
            assert answer.status_code == 400, wrong
        adapter.hub.open = False
        assert (await client.post(where, content=b"1")).status_code == 503
