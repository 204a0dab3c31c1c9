"""Slack as liaisons meet it: the real program as a process, from the code to the form."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import open_database
from bot.model.task import Status
from bot.model.update import Change
from tests.fakes.process import Fake, running
from tests.fakes.slack_payloads import home_opened, mention, message
from tests.fakes.slack_presses import (
    message_shortcut,
    press,
    selected,
    slash_command,
    submission,
    typed,
)
from tests.fakes.slack_rules import Json
from tests.journeys.serving import prepare, serving
from tests.journeys.slack_office import CODE, environment, invite, push, said

ME, DIRECT = "U1001", "DU1001"


@dataclass
class Office:
    """A Slack with the bot in it; ``ME`` speaks for 科技部."""

    slack: Fake
    url: str
    told: int = 0

    def say(self, text: str) -> None:
        self.told += 1
        ts = f"1570759260.{self.told:06}"
        push(self.slack, message(text, user=ME, channel=DIRECT, ts=ts, id=f"Ev{self.told}"))

    async def changes(self, number: int) -> list[Change]:
        """What was written on this item, newest first."""
        store = await open_database(self.url)
        async with store.view() as unit:
            record = await unit.plans.current()
            assert record is not None
            tasks = await unit.tasks.numbered(record.facts.id, [number])
            updates = await unit.tasks.history(tasks[number].id, limit=100)
        await store.close()
        return [update.change for update in updates]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    url = f"sqlite:///{tmp_path}/plan.db"
    asyncio.run(prepare(url, people=1))
    asyncio.run(invite(url, "张三"))
    with running("slack_faults", tmp_path / "ledger.jsonl") as slack:
        with serving(environment(url, slack)) as bot:
            slack.control("/connections", {"open": 2}, patience=30)
            yield Office(slack, url)
            bot.terminate()
            assert bot.wait(20) == 0
        assert slack.control("/connections")["open"] == 0


def blocks(line: Json) -> list[Json]:
    shown: list[Json] = line["fields"].get("view", line["fields"])["blocks"]
    return shown


def words(line: Json) -> str:
    """All that is to be read on a message or a view."""
    return "\n".join(block["text"]["text"] for block in blocks(line) if "text" in block)


def buttons(line: Json) -> dict[str, Json]:
    rows = [block["elements"] for block in blocks(line) if block["type"] == "actions"]
    return {button["text"]["text"]: button for row in rows for button in row}


def test_a_code_binds_and_a_press_takes_the_place_of_its_card(office: Office) -> None:
    slack = office.slack
    for n, text in enumerate((f"绑定 {CODE}", "我的任务", "24"), 1):
        push(slack, message(text, ts=f"1570759260.00001{n}"))
        answers = said(slack, "chat.postMessage", n, channel="DU77")
    assert "绑定成功" in words(answers[0])
    assert "我的任务 · 科技部" in words(answers[1])
    card = answers[2]
    button = buttons(card)["推进中"]
    pressed = {"type": "button", **button}
    push(slack, press(pressed, ts=card["ts"], text="第24项", trigger="t1"))
    [update] = said(slack, "chat.update", ts=card["ts"])
    assert "已记录 · 第24项 → 推进中" in words(update)
    assert update["channel"] == "DU77"
    assert "撤销" in buttons(update)
    assert len(slack.accepted("chat.postMessage")) == 3
    [change] = asyncio.run(office.changes(24))
    assert change.status is Status.IN_PROGRESS


def test_a_command_opens_a_window_whose_form_is_one_update(office: Office) -> None:
    slack = office.slack
    command = slash_command("24", command="/update", user=ME, channel="C1", trigger="t1")
    push(slack, command, id="command")
    [opened] = said(slack, "views.open", trigger_id="t1")  # or its trigger had expired
    assert "载入中" in opened["fields"]["view"]["title"]["text"]
    [filled] = said(slack, "views.update")
    view = filled["fields"]["view"]
    names = [block["block_id"] for block in view["blocks"]]
    assert names == ["status", "percent", "progress", "problems", "next_steps"]
    assert filled["view"] == opened["view"]
    view |= {"id": filled["view"], "state": {}}
    empty = {name: {name: typed(None)} for name in ("progress", "problems")}
    push(slack, submission(empty, view=view, user=ME, trigger="t3"), id="blank")
    values = {"status": {"status": selected("done")}, "progress": {"progress": typed("24\n/undo")}}
    sent = submission(empty | values, view=view, user=ME, trigger="t4")
    push(slack, sent, id="sent")
    push(slack, sent, id="again")
    [answer] = said(slack, "chat.postMessage", channel=DIRECT)
    assert "已记录 · 第24项 → 已完成" in words(answer)
    acks = {ack["of"]: ack["payload"] for ack in slack.control("/await_acks", {"count": 4})}
    assert acks["blank"]["response_action"] == "errors"
    assert acks["sent"] is acks["again"] is acks["command"] is None
    [change] = asyncio.run(office.changes(24))
    assert (change.status, change.progress) == (Status.DONE, "24 /undo")
    assert len(slack.accepted("chat.postMessage")) == 1


def test_the_home_shows_the_tasks_and_its_buttons_work_there(office: Office) -> None:
    slack = office.slack
    push(slack, home_opened(user=ME))
    [home] = said(slack, "views.publish", user_id=ME)
    assert "我的任务 · 科技部" in words(home)
    assert buttons(home)


def test_a_message_becomes_progress_in_a_window_and_commands_in_it_are_text(
    office: Office,
) -> None:
    slack = office.slack
    text = "已汇总\n/undo\n撤销\n24 已完成"
    push(slack, message_shortcut("note", text, user=ME, trigger="t1"))
    [filled] = said(slack, "views.update")
    view = filled["fields"]["view"]
    fields = {block["block_id"]: block["element"] for block in blocks(filled) if "element" in block}
    filled_in = "已汇总 /undo 撤销 24 已完成（转发，原发 2019年10月11日 10:01）"
    assert fields["progress"]["initial_value"] == filled_in
    assert fields["task"]["options"][0]["value"] == "24"
    assert asyncio.run(office.changes(24)) == []
    view |= {"id": filled["view"], "state": {}}
    values = {
        "task": {"task": selected("24")},
        "progress": {"progress": typed("已汇总\n/undo\n撤销\n24 已完成")},
    }
    push(slack, submission(values, view=view, user=ME, trigger="t2"))
    [answer] = said(slack, "chat.postMessage", channel=DIRECT)
    assert "已记录 · 第24项" in words(answer)
    [change] = asyncio.run(office.changes(24))
    assert (change.status, change.progress) == (None, "已汇总 /undo 撤销 24 已完成")


def test_a_mention_is_answered_in_private_and_the_channel_is_told_so(office: Office) -> None:
    slack = office.slack
    text, ts = "<@UBOT> 24", "1570759260.000009"
    push(slack, mention(text, user=ME, ts=ts, id="Ev1"), id="mention")
    push(slack, message(text, user=ME, channel="C1", ts=ts, id="Ev2"), id="message")
    slack.control("/await_acks", {"count": 2})
    [private] = said(slack, "chat.postMessage", channel=DIRECT)
    [public] = said(slack, "chat.postMessage", channel="C1")
    assert "直接回复文字即可记为进展" in words(private)
    assert words(public) == "已私信回复您"
    assert len(slack.accepted("chat.postMessage")) == 2
