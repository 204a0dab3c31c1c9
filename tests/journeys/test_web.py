"""The simulator as a process, without a browser: the demo with its clock, and the bot itself."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.journeys.serving import serving

LINK = re.compile(r"(http\S+)/web/enter\?key=(\S+)")


@contextmanager
def entered(link: str) -> Iterator[httpx.Client]:
    found = LINK.search(link)
    assert found is not None
    with httpx.Client(base_url=found[1], timeout=20) as client:
        client.headers["Origin"] = found[1]
        assert client.post("/web/enter", data={"key": found[2]}).status_code == 303
        yield client


def play(client: httpx.Client, who: str) -> str:
    """The user that speaks for somebody."""
    answer = client.post("/web/chat/open", data={"who": who, "skin": "slack"})
    return httpx.URL(answer.headers["location"]).params["user"]


def say(client: httpx.Client, user: str, text: str, *, number: int, chat: str = "") -> list[Any]:
    """What the private chat is told, until the bot has said something there."""
    with client.stream("GET", f"/web/chat/events?user={user}&skin=slack") as stream:
        lines = stream.iter_lines()
        assert next(line for line in lines if line.startswith("event:")) == "event: lost"
        post = {"id": f"{number:08}", "user": user, "chat": chat or user, "text": text}
        assert client.post("/web/chat/say", json=post).status_code == 200
        return list(told(lines, user, "您好，"))


def told(lines: Iterator[str], user: str, unasked: str = "") -> Iterator[Any]:
    """Until the bot speaks; ``unasked``: what the bundle has that the start may send meanwhile."""
    for line in lines:
        if line.startswith("data: {") and (facts := json.loads(line[6:])):
            if unasked and facts["user"] == "" and unasked in facts["html"]:
                continue
            yield facts
            if facts["chat"] == user and facts["user"] == "":
                return


@contextmanager
def demo() -> Iterator[str]:
    """``liaison demo --web``; its link.  It ends by SIGTERM, in order."""
    command = [sys.executable, "-m", "bot", "demo", "--web"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield next(line for line in process.stdout if LINK.search(line))
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()


def test_the_demo_is_played_in_a_browser() -> None:
    with demo() as link, entered(link) as client:
        user = play(client, "科技部")
        *_, card = say(client, user, "24", number=1)
        assert "第24项" in card["html"]
        other = play(client, "unbound")
        assert "人类遗传" not in str(say(client, other, "24", number=2))
        assert "谁" in client.post("/web/chat/open", data={"who": "谁"}).text
        group = say(client, user, "@联络员 24 推进中", number=3, chat="group")
        assert [facts["chat"] for facts in group[:1]] == ["group"]
        moved = client.post("/web/chat/clock", json={"to": "message", "chat": user})
        assert moved.json() == {"found": True}
        shown = client.get(f"/web/chat?user={user}&skin=wecom").text
        assert "张三 您好，还有" in shown
        spread = "10月14日 周一 9:[01][0-9]|10月14日 周一 9:20"  # when the bundle leaves
        assert re.search(spread, client.get("/web/board").text) is not None
        bad: list[Any] = [{"to": "2019-10-01"}, {"to": -5}, {"to": True}, {}, [], {"to": "x"}]
        for wrong in bad:
            assert client.post("/web/chat/clock", json=wrong).status_code == 400, wrong


def test_the_bot_itself_has_it_only_where_it_is_switched_on(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"sqlite:///{tmp_path}/liaison.db"
    env = {"DATABASE_URL": url, "LIAISON_WEB": "chat", "LIAISON_HTTP": f"127.0.0.1:{port}"}
    link = subprocess.run(
        [sys.executable, "-m", "bot", "web", "link", "--page", "chat"],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout
    with serving(env) as process:
        _wait(port)
        with entered(link) as client:
            user = play(client, "unbound")
            assert say(client, user, "24", number=1)
            assert client.post("/web/chat/clock", json={"to": 30}).status_code == 404
            with client.stream("GET", f"/web/chat/events?user={user}&skin=slack") as stream:
                assert stream.status_code == 200
                process.send_signal(signal.SIGTERM)
                assert process.wait(4) == 0


def _wait(port: int) -> None:
    """Until somebody listens."""
    for _ in range(400):
        with socket.socket() as probe:
            probe.settimeout(0.1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
            probe.settimeout(None)
        subprocess.run(["sleep", "0.05"], check=False)
    raise AssertionError("nobody listens")
