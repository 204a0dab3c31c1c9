"""A file in chat: sent after the text, with the promises of every message, on each platform."""

import base64
import json
from pathlib import Path

import pytest

from adapters.console.adapter import ConsoleAdapter
from adapters.slack.render import call_of as slack_call
from adapters.wecom.render import Way, call_of, filled, render
from bot.documents import Document
from bot.messages import Action, Address, Card, Part, Platform
from bot.outcomes import Sent
from bot.ports import Doubt
from tests.adapters import slack_world, wecom_app, wecom_limits
from tests.adapters.gist import CHAT, ONE, gist, http
from tests.adapters.slack_world import slack_adapter
from tests.adapters.world import at, telegram
from tests.fakes.process import Fake
from tests.fakes.wecom_rules import Json

CONTENT = b"PK\x03\x04" + bytes(range(256)) * 4
NAME = "台账_2019-Q3_20191011-1000.xlsx"
FILE = Document(NAME, CONTENT, "台账 · 第三季度 <b>", f"{NAME}：此处不能发送文件。")
CARD = Card("台账", ("198 行",), (Action("导出 csv", "台账 csv"),), document=FILE)
KEY = wecom_app.KEY


def says(status: int, words: str) -> Json:
    body = {"ok": False, "error_code": status, "description": words}
    return {"status": status, "body": body}


async def test_telegram_sends_it_behind_the_text(faults: Fake) -> None:
    here = at("-1007", thread="5")
    async with telegram(faults.base) as adapter:
        text, file = adapter.render(here, CARD)
        assert file.shows == Card(NAME)
        for part in (text, file, adapter.repeated(file)):
            assert isinstance(await adapter.send(here, part), Sent)
    words, sent, again = faults.accepted()[-3:]
    assert (words["method"], sent["method"]) == ("sendMessage", "sendDocument")
    assert sent["fields"] == {
        "chat_id": "-1007",
        "message_thread_id": "5",
        "document": len(CONTENT),
        "document_name": NAME,
        "caption": "台账 · 第三季度 <b>",
    }
    assert again["fields"]["caption"] == "（可能重复）台账 · 第三季度 <b>"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (http(502, "<html>"), "unknown"),
        ({"fault": "reset", "accept": True}, "unknown"),
        (says(429, "Too Many Requests"), ("later", 30.0, CHAT)),
        (says(403, "Forbidden: bot was blocked by the user"), "dead"),
        (says(400, "Bad Request: file must be non-empty"), "sent"),
        ({"status": 413, "body": "too large"}, "sent"),
    ],
)
async def test_telegrams_endings_of_a_file(faults: Fake, answer: Json, expected: object) -> None:
    faults.control("/script", {"sendDocument": [answer]})
    async with telegram(faults.base) as adapter:
        _, file = adapter.render(at("7"), CARD)
        assert gist(await adapter.send(at("7"), file)) == expected
    if expected == "sent":
        assert faults.accepted()[-1]["fields"] == {"chat_id": "7", "text": FILE.instead}


async def test_slack_uploads_it_and_shares_it_behind_the_text(slack: Fake) -> None:
    here = slack_world.at("U77", "1.2")
    async with slack_adapter(slack.base) as adapter:
        text, file = adapter.render(here, CARD)
        for part in (text, file):
            assert isinstance(await adapter.send(here, part, key=KEY), Sent)
        assert adapter.doubt_of(file) is Doubt.REPEAT
        assert slack_call(adapter.repeated(file))["title"].startswith("（可能重复）")
    [place] = slack.accepted("files.getUploadURLExternal")[-1:]
    assert place["fields"]["filename"] == NAME
    assert int(place["fields"]["length"]) == len(CONTENT)
    assert "alt_txt" not in place["fields"]
    [done] = slack.accepted("files.completeUploadExternal")[-1:]
    assert done["fields"]["channel_id"] == "DU77"
    assert done["fields"]["thread_ts"] == "1.2"
    assert "instead" not in json.dumps(done["fields"])


@pytest.mark.parametrize(
    ("method", "answer", "expected"),
    [
        ("files.getUploadURLExternal", {"fault": "reset"}, ("later", None, ONE)),
        ("files.completeUploadExternal", {"fault": "reset", "accept": True}, "unknown"),
        ("files.completeUploadExternal", {"error": "missing_scope"}, "sent"),
    ],
)
async def test_slacks_endings_of_a_file(
    slack: Fake, method: str, answer: Json, expected: object
) -> None:
    slack_world.order(slack, answer, method=method)
    here = slack_world.at("C1")
    async with slack_adapter(slack.base) as adapter:
        *_, file = adapter.render(here, CARD)
        assert gist(await adapter.send(here, file, key=KEY)) == expected
    if expected == "sent":
        said = slack.accepted("chat.postMessage")[-1]["fields"]["text"]
        assert said == FILE.instead


async def test_wecoms_app_uploads_it_and_sends_it_behind_the_text(wecom: Fake) -> None:
    here = wecom_app.at("zhangsan")
    async with wecom_app.app(wecom) as adapter:
        *text, file = adapter.render(here, CARD)
        assert adapter.doubt_of(file) is Doubt.REPEAT
        for part in (*text, file, adapter.repeated(file)):
            assert isinstance(await adapter.send(here, part, key=KEY), Sent)
    first, again = wecom.accepted("media/upload")[-2:]
    sent, copy = (line["fields"] for line in wecom.accepted("message/send")[-2:])
    assert first["fields"]["filename"] == NAME
    assert first["fields"]["size"] == len(CONTENT)
    assert (sent["msgtype"], sent["file"]) == ("file", {"media_id": first["media_id"]})
    assert again["fields"]["filename"] == f"（可能重复）{NAME}"
    assert copy["file"]["media_id"] == again["media_id"] != first["media_id"]


@pytest.mark.parametrize(
    ("method", "answer", "expected"),
    [
        ("media/upload", {"fault": "reset"}, ("later", None, ONE)),
        ("media/upload", http(502, "<html>"), ("later", None, ONE)),
        ("message/send", {"fault": "reset", "accept": True}, "unknown"),
        ("message/send", {"errcode": 44004, "errmsg": "ours"}, "sent"),
    ],
)
async def test_wecoms_endings_of_a_file(
    wecom: Fake, method: str, answer: Json, expected: object
) -> None:
    wecom_app.order(wecom, answer, method=method)
    here = wecom_app.at("zhangsan")
    async with wecom_app.app(wecom) as adapter:
        *_, file = adapter.render(here, CARD)
        assert gist(await adapter.send(here, file, key=KEY)) == expected
    if expected == "sent":
        assert FILE.instead in wecom.accepted("message/send")[-1]["fields"]["text"]["content"]


@pytest.mark.parametrize("chat", ["robot:digest", "group:g1", "zhangsan"])
def test_wecoms_robots_say_how_to_get_it(chat: str) -> None:
    way = Way(people="aibot")
    *_, said = render(wecom_app.at(chat), CARD, None, way)
    call = filled(call_of(said), KEY)
    wecom_limits.check_call(call)
    assert "此处不能发送文件" in json.dumps(call, ensure_ascii=False)
    assert base64.b64encode(CONTENT).decode() not in said.content


async def test_a_terminal_saves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shown: list[Part] = []
    files: list[Path] = []
    adapter = ConsoleAdapter(shown.append, files=files)
    to = Address(Platform.CONSOLE, "ask", "1")
    for part in adapter.render(to, CARD):
        assert isinstance(await adapter.send(to, part), Sent)
    [path] = files
    assert path.read_bytes() == CONTENT
    assert path.name == NAME
    assert path.is_relative_to(tmp_path)
    assert [part.shows.title for part in shown] == ["台账", NAME]
