"""kill -9 while a file is in our hands: it is fetched again, and answered once."""

import base64
import signal
from pathlib import Path

from bot.app import open_database
from bot.messages import Account, Platform
from bot.model.person import PersonRole
from tests.fakes.process import running
from tests.journeys.serving import BOT, TOKEN, message, serving
from tests.world import START


async def test_a_file_is_answered_once_whoever_dies_over_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/plan.db"
    store = await open_database(url)
    async with store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        person = await unit.people.add("赵敏", office.id, PersonRole.COORDINATOR, at=START)
        assert await unit.people.bind(person.id, Account(Platform.TELEGRAM, BOT, "1001"), at=START)
    await store.close()
    data = "1.推进条例立法。（科技部负责）\n2.加强宣传。（财政部负责）".encode()
    update = message(1, 1001, "")
    del update["message"]["text"]
    update["message"]["document"] = {
        "file_id": "F1",
        "file_name": "2019.txt",
        "file_size": len(data),
    }
    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        telegram.control("/files", {"F1": base64.b64encode(data).decode()})
        env = {
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.base,
            "LIAISON_GRACE": "0",
        }
        telegram.control("/updates", [update])
        with serving({**env, "LIAISON_CRASH": "after_fetch:1"}) as bot:
            assert bot.wait(60) == -signal.SIGKILL
        assert telegram.accepted("sendMessage") == []
        with serving(env) as bot:
            telegram.control("/reached", 1, patience=60)
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(20) == 0
        [answer] = telegram.accepted("sendMessage")
        assert "，2 项任务，" in answer["fields"]["text"]
        fetched = [call for call in telegram.control("/calls") if call["method"] == "getFile"]
        assert len(fetched) == 2
    store = await open_database(url)
    async with store.view() as unit:
        assert await unit.inbox.listing(every=True) == []
    await store.close()
