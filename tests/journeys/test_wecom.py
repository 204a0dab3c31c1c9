"""WeCom as liaisons meet it: the real program as processes, the app, its cards and the robot."""

import asyncio
import json
import random
import signal
from pathlib import Path

from bot.app import open_database
from bot.messages import Platform
from bot.model.task import Status
from bot.model.update import Change
from tests.fakes import wecom_frames as frames
from tests.fakes import wecom_payloads as payloads
from tests.fakes.process import running
from tests.fakes.wecom_rules import Json
from tests.journeys.serving import prepare, serving
from tests.journeys.slack_office import CODE, invite, quiet
from tests.journeys.test_killed import notes
from tests.journeys.test_webhook import free_port
from tests.journeys.wecom_office import calling, environment, push, said

SEND, UPDATE, REPLY = "message/send", "message/update_template_card", "aibot_respond_msg"
PUSH = "aibot_send_msg"
MARK = "（可能重复）"
EVENTS = 30
MARKS = [f"批次{n:03}号" for n in range(EVENTS)]


def words(line: Json) -> str:
    """All that is to be read on a message."""
    fields = line["fields"]
    card = fields.get("template_card")
    if card is None:
        said: str = fields[fields["msgtype"]]["content"]
        return said
    pairs = [pair["value"] for pair in card.get("horizontal_content_list", ())]
    return "\n".join([card["main_title"]["title"], card.get("sub_title_text", ""), *pairs])


def keys(line: Json) -> dict[str, str]:
    """What each button sends."""
    buttons: list[Json] = line["fields"]["template_card"]["button_list"]
    return {button["text"]: button["key"] for button in buttons}


async def changes(url: str, number: int) -> list[Change]:
    """What was written on this item, newest first."""
    store = await open_database(url)
    async with store.view() as unit:
        record = await unit.plans.current()
        assert record is not None
        tasks = await unit.tasks.numbered(record.facts.id, [number])
        updates = await unit.tasks.history(tasks[number].id, limit=100)
    await store.close()
    return [update.change for update in updates]


async def test_the_app_its_cards_and_the_robot_are_one_person_to_us(tmp_path: Path) -> None:
    url, port = f"sqlite:///{tmp_path}/plan.db", free_port()
    await prepare(url, people=0)
    await invite(url, "张三", Platform.WECOM)
    ledger = tmp_path / "ledger.jsonl"
    with running("wecom_faults", ledger) as wecom, serving(environment(url, wecom, port)) as bot:
        async with calling(port) as wecom_calls:
            await wecom_calls.call(payloads.text(f"绑定 {CODE}", id=1))
            [bound] = await said(wecom, SEND, touser="zhangsan")
            assert "绑定成功" in words(bound)
            await wecom_calls.call(payloads.click("我的任务"))
            told = await said(wecom, SEND, 2)
            assert any("我的任务 · 科技部" in words(line) for line in told)
            await wecom_calls.call(payloads.text("24", id=2))
            [*_, card] = await said(wecom, SEND, 3, msgtype="template_card")
            task = card["fields"]["template_card"]["task_id"]
            code = wecom.control("/press", {"task_id": task})["response_code"]
            press = payloads.press(keys(card)["推进中"], task=task, code=code)
            await wecom_calls.call(press, more=2)
            [update] = await said(wecom, UPDATE, response_code=code)
            assert "已记录 · 第24项 → 推进中" in words(update)
            assert "撤销" in keys(update)
            before = len(wecom.accepted(SEND))
            await push(wecom, frames.text("24", id="m1", req="r1"))
            [answer] = await said(wecom, REPLY)
            assert (answer["req_id"], answer["chat"]) == ("r1", "ZhangSan")
            assert "第24项" in words(answer)
            await push(wecom, frames.mention("24", id="m2", req="r2"))
            [public] = await said(wecom, PUSH, chatid=frames.GROUP)
            assert words(public).strip("*") == "已私信回复您"
            private = await said(wecom, PUSH, 3, chatid="zhangsan")  # the first one's buttons, too
            assert all("第24项" in words(line) for line in private)
            assert len(wecom.accepted(SEND)) == before
        bot.terminate()
        assert await asyncio.to_thread(bot.wait, 20) == 0
        assert wecom.control("/connections")["open"] == 0
    [change] = await changes(url, 24)
    assert change.status is Status.IN_PROGRESS


def wish(n: int) -> str:
    """Of one person each: most write, some press a button whose card can be changed no more."""
    user, text = f"u{1001 + n}", f"24 推进中 {MARKS[n]}"
    return payloads.press(text, user=user) if presses(n) else payloads.text(text, user=user, id=n)


def presses(n: int) -> bool:
    """Not before the first kill: what is in doubt twice is given up."""
    return n >= EVENTS / 2 and n % 3 == 2


async def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    url: str, tmp_path: Path
) -> None:
    dice, port = random.Random(2019), free_port()  # noqa: S311
    await prepare(url, people=EVENTS)
    with running("wecom_faults", tmp_path / "ledger.jsonl") as wecom:
        lost = {"method": SEND, "fault": "reset", "accept": True}
        wecom.control("/order", [lost | {"fields": {"touser": f"u{1001 + n}"}} for n in (0, 1, 3)])
        env = environment(url, wecom, port)
        async with calling(port) as wecom_calls, asyncio.TaskGroup() as group:
            posts = []
            for first, stop in enumerate((dice.randrange(3, 10), dice.randrange(12, 20))):
                with serving(env) as bot:
                    for n in range(first * 15, first * 15 + 15):
                        posts.append(group.create_task(wecom_calls.call(wish(n), more=n % 2)))
                    await said(wecom, SEND, stop)
                    bot.send_signal(signal.SIGKILL)
            with serving(env) as bot:
                await asyncio.wait(posts)
                await quiet(url)
                bot.send_signal(signal.SIGTERM)
                assert await asyncio.to_thread(bot.wait, 20) == 0
        texts = [json.dumps(line, ensure_ascii=False) for line in wecom.accepted(SEND)]
        untold = [line for line in wecom.accepted(SEND) if not line["told"]]
    written = await notes(url)
    assert {mark: written[mark] for mark in MARKS} == dict.fromkeys(MARKS, 1)
    for n, mark in enumerate(MARKS):
        again = [MARK in text for text in texts if mark in text]
        if presses(n):  # what was to take a card's place has no bytes that WeCom remembers
            assert sorted(again) in ([False], [True], [False, True]), mark
        else:
            assert again == [False], mark
    assert len(untold) >= 3


async def test_the_robot_speaks_where_it_hears_and_the_app_where_deliveries_are_made(
    postgresql: str, tmp_path: Path
) -> None:
    port = free_port()
    await prepare(postgresql, people=2)
    with running("wecom_faults", tmp_path / "ledger.jsonl") as wecom:
        env = environment(postgresql, wecom)
        hears = environment(postgresql, wecom, port)
        with serving(hears, "--role", "ingress") as ingress:
            with serving(env, "--role", "worker"):
                async with calling(port) as wecom_calls:
                    await wecom_calls.call(payloads.text("24", user="u1001"))
                for n in (1, 2):
                    frame = frames.text("24", user="u1002", id=f"m{n}", req=f"r{n}")
                    await push(wecom, frame)
                    await said(wecom, REPLY, n)
                methods = {call["method"] for call in wecom.control("/calls")}
                assert methods == {"aibot_subscribe", REPLY, PUSH}  # not even a token was asked for
            with serving(env, "--role", "delivery", "--role", "worker") as rest:
                [answer, *_] = await said(wecom, SEND)
                assert answer["fields"]["touser"] == "u1001"
                await push(wecom, frames.mention("24", user="u1002", id="m3", req="r3"))
                await said(wecom, PUSH, chatid=frames.GROUP)
                assert wecom.control("/connections")["ever"] == 1
                for bot in (ingress, rest):
                    bot.terminate()
                ends = [await asyncio.to_thread(bot.wait, 20) for bot in (ingress, rest)]
    assert ends == [0, 0]
