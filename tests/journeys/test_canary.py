"""Secrets and texts, planted, and looked for in all that a whole run lets out."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.fakes import wecom_frames as frames
from tests.fakes import wecom_payloads as payloads
from tests.fakes.process import running
from tests.fakes.slack_payloads import message as in_slack
from tests.fakes.slack_presses import slash_command
from tests.journeys.serving import message, prepare, serving
from tests.journeys.slack_office import environment, push
from tests.journeys.test_webhook import free_port, up
from tests.journeys.wecom_office import calling
from tests.journeys.wecom_office import environment as wecom_environment
from tests.journeys.wecom_office import push as push_to_robot

CANARY = "canary0canary0canary0canary"
TOKEN = f"7:{CANARY}"


async def test_a_run_at_debug_lets_no_secret_and_no_text_out(tmp_path: Path) -> None:
    url, port = f"sqlite:///{tmp_path}/plan.db", free_port()
    await prepare(url, people=1)
    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        env = {
            "DATABASE_URL": url,
            "LIAISON_LOG": "debug",
            "LIAISON_HTTP": f"127.0.0.1:{port}",
            "LIAISON_OPERATOR_TOKEN": CANARY,
            "LIAISON_HEARTBEAT_URL": f"http://127.0.0.1:1/{CANARY}?key={CANARY}",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.base,
        }
        broken = {"status": 400, "body": {"ok": False, "description": f"Bad Request: {TOKEN}"}}
        telegram.control("/script", {"sendMessage": [broken, {"fault": "reset"}]})
        texts = (f"24 推进中 {CANARY}", f"绑定 {CANARY}", f"999 {CANARY}")
        telegram.control("/updates", [message(n, 1001, text) for n, text in enumerate(texts, 1)])
        path = tmp_path / "log"
        with path.open("wb") as log, serving(env, log=log) as bot:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
                await up(client)
                await asyncio.to_thread(telegram.control, "/reached", 1, patience=60)
                answers = [await client.get(path) for path in ("/healthz", "/readyz", "/metrics")]
            bot.terminate()
            assert await asyncio.to_thread(bot.wait, 20) == 0
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    assert any(line["logger"] == "adapters.heartbeat" for line in lines)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert CANARY not in path.read_text("utf8") + "".join(answer.text for answer in answers)


async def test_nor_does_slack(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/plan.db"
    await prepare(url, people=4)
    with running("slack_faults", tmp_path / "ledger.jsonl") as slack:
        env = environment(url, slack) | {
            "LIAISON_LOG": "debug",
            "SLACK_BOT_TOKEN": f"xoxb-{CANARY}",
            "SLACK_APP_TOKEN": f"xapp-1-A1-1-{CANARY}",
            "SLACK_SIGNING_SECRET": CANARY,
        }
        troubles = [{"error": "invalid_blocks"}, {"fault": "reset"}]
        slack.control("/order", [{"method": "chat.postMessage", **t} for t in troubles])
        path, texts = tmp_path / "log", (f"24 推进中 {CANARY}", f"绑定 {CANARY}", f"999 {CANARY}")
        with path.open("wb") as log, serving(env, log=log) as bot:
            await asyncio.to_thread(slack.control, "/connections", {"open": 2}, patience=30)
            await asyncio.to_thread(slack.control, "/drop")
            await asyncio.to_thread(slack.control, "/connections", {"open": 2, "ever": 4})
            for n, text in enumerate(texts, 1):
                user = f"U100{n}"
                said = {"user": user, "channel": f"D{user}", "ts": f"1570759260.{n:06}"}
                push(slack, in_slack(text, **said), id=str(n))
            home = f"{slack.base}/response/{CANARY}"
            push(slack, slash_command(CANARY, user="U1004", channel="C1", response_url=home))
            await slack.called("response_url")
            await slack.called("chat.postMessage", count=5)  # one plain, one in doubt
            await asyncio.to_thread(slack.control, "/tokens", {"xoxb-": "token_revoked"})
            push(slack, in_slack("24", user="U1004", channel="DU1004", ts="1570759260.000009"))
            await slack.called("chat.postMessage", channel="DU1004")
            bot.terminate()
            assert await asyncio.to_thread(bot.wait, 20) == 0
    written = path.read_text("utf8")
    loggers = {json.loads(line)["logger"] for line in written.splitlines()}
    assert {"adapters.slack.adapter", "adapters.circuit"} <= loggers
    assert CANARY not in written


async def test_nor_does_wecom(tmp_path: Path) -> None:
    url, port, sealed = f"sqlite:///{tmp_path}/plan.db", free_port(), (CANARY, f"{CANARY:A<43}")
    await prepare(url, people=4)
    with running("wecom_faults", tmp_path / "ledger.jsonl") as wecom:
        wecom.control("/apps", {CANARY: payloads.AGENT})
        wecom.control("/bots", {frames.BOT: CANARY})
        env = wecom_environment(url, wecom, port) | {
            "LIAISON_LOG": "debug",
            "WECOM_SECRET": CANARY,
            "WECOM_BOT_SECRET": CANARY,
            "WECOM_CALLBACK_TOKEN": sealed[0],
            "WECOM_ENCODING_AES_KEY": sealed[1],
            "WECOM_ROBOTS": f"digest:{CANARY}",
        }
        path, send = tmp_path / "log", {"method": "message/send"}
        wecom.control("/order", [{**send, "errcode": 40058}, {**send, "fault": "reset"}])
        said_back = {"errcode": 40058, "errmsg": f"bad {CANARY}"}
        wecom.control("/order", [{"method": "gettoken", **said_back}])
        with path.open("wb") as log, serving(env, log=log) as bot:
            async with calling(port, *sealed) as caller, calling(port, CANARY[:9]) as forger:
                for n, text in enumerate((f"24 推进中 {CANARY}", f"绑定 {CANARY}", CANARY)):
                    plain = payloads.text(text, user=f"u100{n + 1}", id=n)
                    await caller.call(plain)
                assert await forger.once(plain) == 403
            await push_to_robot(wecom, frames.text(CANARY, user="u1004"))
            await asyncio.to_thread(wecom.control, "/garbage", {"text": CANARY})
            await wecom.called("aibot_respond_msg")
            await wecom.called("message/send", count=4)  # one plain, one in doubt
            wecom.control("/expire")
            wecom.control("/apps", {})
            wecom.control("/bots", {})
            wecom.control("/close")
            async with calling(port, *sealed) as caller:
                await caller.call(payloads.text("24", user="u1004", id=9))
            await wecom.called("gettoken", count=3)
            bot.terminate()
            assert await asyncio.to_thread(bot.wait, 20) == 0
    written = path.read_text("utf8")
    loggers = {json.loads(line)["logger"] for line in written.splitlines()}
    assert {"adapters.wecom.adapter", "adapters.wecom.bot", "adapters.circuit"} <= loggers
    assert CANARY not in written


@pytest.mark.parametrize("line", ["doctor", "status", "outbox list --all"])
def test_nor_does_what_an_operator_asks_for(tmp_path: Path, line: str) -> None:
    nobody = "http://127.0.0.1:1"
    secrets = {
        "LIAISON_LOG": "debug",
        "LIAISON_OPERATOR_TOKEN": CANARY,
        "LIAISON_HEARTBEAT_URL": f"{nobody}/{CANARY}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": nobody,
        "SLACK_BOT_TOKEN": f"xoxb-{CANARY}",
        "SLACK_APP_TOKEN": f"xapp-1-A1-1-{CANARY}",
        "SLACK_SIGNING_SECRET": CANARY,
        "SLACK_API_BASE": f"{nobody}/api",
        "WECOM_CORP_ID": "ww1",
        "WECOM_AGENT_ID": "1",
        "WECOM_SECRET": CANARY,
        "WECOM_CALLBACK_TOKEN": CANARY,
        "WECOM_ENCODING_AES_KEY": f"{CANARY:A<43}",
        "WECOM_API_BASE": nobody,
        "WECOM_ROBOTS": f"digest:{CANARY}",
    }
    for url in (f"sqlite:///{tmp_path}/plan.db", f"postgresql://liaison:{CANARY}@127.0.0.1:1/x"):
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *line.split()],
            env={**os.environ, **secrets, "DATABASE_URL": url},
            capture_output=True,
            check=False,
            timeout=60,
        )
        said = (ran.stdout + ran.stderr).decode()
        assert said
        assert CANARY not in said
