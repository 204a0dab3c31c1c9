"""What Slack saw acknowledged is done once and answered once, whatever dies and whoever is away."""

import asyncio
import random
import signal
from collections import Counter
from pathlib import Path
from typing import Any

from tests.fakes.process import Fake, running
from tests.fakes.slack_payloads import message as said_in_slack
from tests.fakes.slack_presses import press
from tests.fakes.slack_rules import Json
from tests.journeys.serving import TOKEN, message, prepare, serving
from tests.journeys.slack_office import environment, push, quiet, said
from tests.journeys.test_killed import notes

EVENTS = 30
MARKS = [f"批次{n:03}号" for n in range(EVENTS)]


def wish(n: int) -> Json:
    """Of one person each: two write, the third presses a button."""
    user, text = f"U{1001 + n}", f"24 推进中 {MARKS[n]}"
    if n % 3 == 2:
        return press(text, user=user, channel=f"D{user}", trigger=f"t{n}")
    ts = f"1570759260.{n:06}"
    return said_in_slack(text, user=user, channel=f"D{user}", ts=ts, id=f"Ev{n}")


def answered(slack: Fake) -> Counter[str]:
    """How often each wish came back in a message, told or not."""
    texts = [line["fields"]["text"] for line in slack.accepted("chat.postMessage")]
    return Counter({mark: sum(mark in text for text in texts) for mark in MARKS})


def acknowledged(slack: Fake) -> list[str]:
    return [MARKS[int(ack["of"])] for ack in slack.control("/acks")]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(url: str, tmp_path: Path) -> None:
    dice = random.Random(2019)  # noqa: S311
    asyncio.run(prepare(url, people=EVENTS))
    with running("slack_faults", tmp_path / "ledger.jsonl") as slack:
        slack.control("/settings", {"again": 1})
        lost = {"method": "chat.postMessage", "fault": "reset", "accept": True}
        slack.control("/order", [lost, {"method": "chat.postMessage"}, lost])
        env = environment(url, slack)
        for first, stop in enumerate((dice.randrange(3, 10), dice.randrange(12, 20))):
            with serving(env) as bot:
                slack.control("/connections", {"open": 2}, patience=30)
                for n in range(first * 15, first * 15 + 15):
                    push(slack, wish(n), id=str(n))
                said(slack, "chat.postMessage", stop)
                bot.send_signal(signal.SIGKILL)
        with serving(env) as bot:
            for n in (n for n in range(EVENTS) if n % 3 != 2):
                slack.control("/await_acks", {"of": str(n), "count": 1}, patience=30)
            asyncio.run(quiet(url))
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(20) == 0
        marks = acknowledged(slack)
        copies = answered(slack)
        methods = {call["method"] for call in slack.control("/calls")}
        untold = [line for line in slack.accepted("chat.postMessage") if not line["told"]]
    written = asyncio.run(notes(url))
    assert len(set(marks)) >= EVENTS * 2 / 3
    assert {written[mark] for mark in marks} == {copies[mark] for mark in marks} == {1}
    assert {mark: written[mark] for mark in MARKS} == {mark: copies[mark] for mark in MARKS}
    assert len(untold) == 2
    assert "conversations.history" in methods


def test_who_has_never_met_slack_serves_telegram_until_slack_comes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/plan.db"
    asyncio.run(prepare(url, people=5))
    with (
        running("slack_faults", tmp_path / "slack.jsonl") as slack,
        running("telegram_faults", tmp_path / "telegram.jsonl") as telegram,
    ):
        env = environment(url, slack)
        env |= {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": telegram.base}
        away: list[dict[str, Any]] = [{"method": "*", "fault": "reset", "always": True}]
        slack.control("/order", away)
        with serving(env) as bot:
            telegram.control("/updates", [message(1, 1001, f"24 推进中 {MARKS[0]}")])
            telegram.control("/reached", 1, patience=30)
            slack.control("/await", {"method": "auth.test", "count": 2}, patience=30)
            slack.control("/reset")
            slack.control("/connections", {"open": 2}, patience=30)
            push(slack, wish(1), id="1")
            said(slack, "chat.postMessage", channel="DU1002")
            telegram.control("/updates", [message(2, 1002, f"24 推进中 {MARKS[3]}")])
            telegram.control("/reached", 2, patience=30)
            bot.terminate()
            assert bot.wait(20) == 0
        slack.control("/order", [{"method": "auth.test", "fault": "reset", "always": True}])
        with serving(env) as bot:  # it is remembered who we are
            slack.control("/connections", {"open": 2, "ever": 4}, patience=30)
            push(slack, wish(4), id="4")
            said(slack, "chat.postMessage", channel="DU1005")
            bot.terminate()
            assert bot.wait(20) == 0
    written = asyncio.run(notes(url))
    assert [written[MARKS[n]] for n in (0, 1, 3, 4)] == [1, 1, 1, 1]
