"""Files that people send, fetched from fakes over the real clients: bytes, or why not."""

import base64
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.fetching import is_on, shown_name
from adapters.slack.line import Line
from adapters.slack.shared import attachment_of as of_slack
from adapters.slack.shared import fetched as from_slack
from adapters.telegram import inbound
from adapters.wecom.crypto import _cipher
from adapters.wecom.inbound import event_of_frame, to_request
from adapters.wecom.sent_files import fetched as from_wecom
from bot.attachments import MOST, Attachment, Fetched, Missed, Why
from tests.adapters.test_wecom_frames import frame
from tests.adapters.wecom_calls import CORP
from tests.adapters.world import TOKEN, telegram
from tests.fakes.process import Fake, running
from tests.fakes.slack_payloads import file_share

CONTENT = "1.推进条例立法。（科技部负责）".encode()
KEY = bytes(range(32))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    with running("files", tmp_path_factory.mktemp("files") / "ledger.jsonl") as fake:
        fake.control("/put", {"plan.docx": encoded(CONTENT), "sealed": encoded(sealed(CONTENT))})
        yield fake


@pytest.fixture(scope="module")
def bots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    with running("telegram_faults", tmp_path_factory.mktemp("bots") / "ledger.jsonl") as fake:
        yield fake


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sealed(content: bytes, block: int = 32) -> bytes:
    missing = block - len(content) % block
    return _cipher(KEY).encryptor().update(content + bytes([missing]) * missing)


def why(got: Fetched | Missed) -> Why | bytes:
    return got.content if isinstance(got, Fetched) else got.why


def document(**more: Any) -> dict[str, Any]:
    file = {"file_id": "F-1_x", "file_name": "C:\\a\\台账.xlsx", "file_size": 7} | more
    chat = {"id": 5, "type": "private"}
    message = {"message_id": 1, "from": {"id": 5, "is_bot": False}, "chat": chat}
    return {"update_id": 1, "message": message | {"document": file, "caption": "导入"}}


def test_telegrams_documents_and_pictures_are_attachments() -> None:
    def read(update: dict[str, Any]) -> Any:
        return inbound.to_request(inbound.event_of(update, "1"), [])

    request = read(document())
    assert (request.text, request.attachment) == ("导入", Attachment("台账.xlsx", 7, "F-1_x"))
    update = document()
    del update["message"]["document"], update["message"]["caption"]
    update["message"]["photo"] = [{"file_id": "s"}, {"file_id": "l", "file_size": 9}]
    assert read(update).attachment == Attachment("photo.jpg", 9, "l")
    with pytest.raises(ValueError, match="without its id"):
        read(document(file_id=""))
    with pytest.raises(ValueError, match="no text"):
        read(document(file_id=7))
    assert read(document(file_name=None, file_size=True)).attachment.size is None


async def test_telegram_gives_the_bytes_or_says_why_not(
    bots: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bots.control("/files", {"F1": encoded(CONTENT)})
    big = {"status": 400, "body": {"ok": False, "description": "Bad Request: file is too big"}}
    wrong = {"status": 400, "body": {"ok": False, "description": "Bad Request: invalid file_id"}}
    limited = {"status": 429, "body": {"ok": False, "parameters": {"retry_after": 7}}}
    root = {"status": 200, "body": {"ok": True, "result": {"file_path": "/var/lib/x"}}}
    up = {"status": 200, "body": {"ok": True, "result": {"file_path": "a/../../x"}}}
    async with telegram(bots.base) as adapter:

        async def got(id: str, size: int | None = None, answer: Any = None) -> Why | bytes:
            if answer is not None:
                bots.control("/script", {"getFile": [answer]})
            return why(await adapter.fetch(Attachment("x.docx", size, id)))

        assert await got("F1") == CONTENT
        assert await got("F1", MOST + 1) is Why.TOO_LARGE
        assert await got("big") is Why.TOO_LARGE  # counted while it comes, without an end
        assert await got("moved") is Why.REFUSED
        assert await got("nothing") is Why.GONE
        assert await got("F1", answer=big) is Why.TOO_LARGE
        assert await got("F1", answer=wrong) is Why.GONE
        assert await got("F1", answer={"status": 502, "body": ""}) is Why.LATER
        assert await got("F1", answer={"fault": "reset"}) is Why.LATER
        assert await got("F1", answer=root) is Why.REFUSED
        assert await got("F1", answer=up) is Why.REFUSED
        bots.control("/script", {"getFile": [limited]})
        missed = await adapter.fetch(Attachment("x", None, "F1"))
        assert isinstance(missed, Missed)
        assert missed.after is not None
        assert missed.after.total_seconds() == 7
        asked = [call["fields"] for call in bots.control("/calls") if call["method"] == "getFile"]
        assert {fields["file_id"] for fields in asked} == {"F1", "big", "moved", "nothing"}
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_slack_gives_the_bytes_or_says_why_not(
    files: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line = Line("xoxb-canary-1", f"{files.base}/api/")

    async def got(path: str, name: str = "plan.docx", **more: Any) -> Why | bytes:
        url = path if path.startswith("http") else files.base + path
        shared = file_share("", name=name)["event"]["files"][0]
        shared |= {"url_private_download": url, "size": 9, **more}
        attachment = of_slack([shared])
        assert attachment is not None
        return why(await from_slack(line, f"{files.base}/api/", attachment))

    assert await got("/ok/plan.docx") == CONTENT
    assert await got("/page/plan.docx", name="plan.html") == CONTENT
    assert await got("/login") is Why.REFUSED  # without the scope
    assert await got("/moved") is Why.REFUSED
    assert await got("/big") is Why.TOO_LARGE
    assert await got("/told") is Why.TOO_LARGE
    assert await got("/ok/plan.docx", size=MOST + 1) is Why.TOO_LARGE
    assert await got("/gone") is Why.GONE
    assert await got("/later") is Why.LATER
    assert await got("/ok/plan.docx", is_external=True) is Why.REFUSED
    lines = [json.loads(line) for line in files.ledger.read_text("utf8").splitlines()]
    assert {line["authorization"] for line in lines} == {"Bearer xoxb-canary-1"}
    for foreign in (
        "https://files.slack.com.evil.test/x",
        "https://files.slack.com@evil.test/x",
        "https://evil.test/files.slack.com",
        "http://files.slack.com/x",
        f"http://127.0.0.2:{files.port}/ok/plan.docx",
        f"http://u:p@127.0.0.1:{files.port}/ok/plan.docx",
        "file:///etc/passwd",
    ):
        assert await got(foreign) is Why.REFUSED
    assert len(files.ledger.read_text("utf8").splitlines()) == len(lines)
    await line.close()
    assert "canary" not in caplog.text
    assert of_slack([{"name": "a"}, {"name": "b"}]).others == 1  # type: ignore[union-attr]
    assert of_slack("x") is None


async def test_wecoms_robot_gives_the_bytes_or_says_why_not(files: Fake) -> None:
    base, key = f"ws://127.0.0.1:{files.port}", encoded(KEY)

    async def got(path: str, aeskey: str | None = key) -> Fetched | Missed:
        url = path if "://" in path else f"http://127.0.0.1:{files.port}{path}"
        told = frame("file", {"url": url, "aeskey": aeskey})
        request = to_request(event_of_frame(told, CORP))
        assert request is not None
        assert request.attachment is not None
        assert (request.text, request.attachment.name) == ("", "")
        return await from_wecom(base, request.attachment)

    assert await got("/ok/sealed") == Fetched(CONTENT, "台账.xlsx")
    assert await got("/ok/sealed", key.rstrip("=")) == Fetched(CONTENT, "台账.xlsx")
    assert why(await got("/ok/plan.docx")) is Why.REFUSED  # not sealed
    assert why(await got("/ok/sealed", encoded(bytes(32)))) is Why.REFUSED
    assert why(await got("/ok/sealed", "short")) is Why.REFUSED
    assert why(await got("/ok/sealed", None)) is Why.REFUSED
    assert why(await got("/forbidden")) is Why.GONE  # its five minutes are over
    assert why(await got("/moved")) is Why.REFUSED
    assert why(await got("/big")) is Why.TOO_LARGE
    assert why(await got("/told")) is Why.TOO_LARGE
    assert why(await got("/later")) is Why.LATER
    before = len(files.ledger.read_text("utf8").splitlines())
    for foreign in (
        "https://ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com.evil.test/x",
        "https://ww-aibot-img-1258476244.cos.ap-guangzhou.myqcloud.com/x",
        "https://127.0.0.1/x",
        "http://169.254.169.254/latest",
    ):
        assert why(await got(foreign)) is Why.REFUSED
    assert len(files.ledger.read_text("utf8").splitlines()) == before


def test_an_address_is_looked_at_as_a_whole() -> None:
    hosts = ("files.slack.com",)
    assert is_on("https://files.slack.com/x", hosts)
    assert is_on("https://files.slack.com:443/x", hosts)
    assert not is_on("https://files.slack.com:8443/x", hosts)
    assert not is_on("https://[files.slack.com/x", hosts)
    assert shown_name("a/b\\c\u202e.docx\n") == "c.docx"
    assert shown_name(7) == ""
    assert len(shown_name("x" * 500 + ".docx")) == 120
