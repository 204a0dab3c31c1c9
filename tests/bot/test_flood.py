"""Whoever says too much is told once, then met with silence; everybody else is heard as ever."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.telegram import inbound
from bot.app import Parts, assemble, open_database
from bot.flood import Limits
from bot.messages import Channel
from bot.settings import Settings
from tests.bot.test_inbox import Breaking
from tests.bot.world import World
from tests.journeys.serving import message
from tests.world import BOT, FakeClock

ZH = "消息超过 20 条：这一条及其后至 10:01 的消息均不处理、不保存，请在 10:01 之后重新发送。"
GROUP = {"channel": Channel.OTHER}


@pytest.fixture
def strict(world: World) -> World:
    world.bot = replace(world.bot, limits=Limits(20, 60))
    return world


async def test_the_twenty_first_is_told_and_not_read(strict: World) -> None:
    for n in range(20):
        assert "已记录" in await strict.say("张三", f"24 推进中 第{n}次")
    before = await strict.updates()
    assert await strict.say("张三", "24 推进中 多了") == f"您一分钟内发来的{ZH}"
    for text in ("24", "撤销", "帮助", "确认 0000", "绑定 K7QM-2XPA-9TDR-5FHC"):
        answer = await strict.answer("张三", text)
        assert (answer.replies, answer.blank, answer.refused) == ((), True, "flood")
        assert len(strict.statements) == 1
    assert await strict.updates() == before
    assert "已绑定" not in await strict.say("李四", "24")
    strict.now += timedelta(seconds=60)
    assert "第24项" in await strict.say("张三", "24")


async def test_in_english_and_to_a_stranger(strict: World) -> None:
    strict.bot = replace(strict.bot, limits=Limits(1, 60))
    await strict.say("Ann", "24")
    assert await strict.say("Ann", "24") == (
        "More than 1 messages came from you within a minute. This one and what follows until 10:01"
        " is neither read nor saved: send it again after that."
    )
    assert "尚未绑定" in await strict.say("路人", "24")
    told = await strict.answer("路人", "24")
    assert [(reply.hint, reply.private) for reply in told.replies] == [(True, True)]
    assert await strict.say("路人", "24") == ""


async def test_presses_count_and_chatter_does_not(strict: World) -> None:
    strict.bot = replace(strict.bot, limits=Limits(3, 60))
    await strict.say("张三", "24")
    card = strict.last
    await strict.say("张三", "24", reply_to=card, pressed=True)
    for _ in range(5):
        await strict.say("张三", "下班了", addressed=False, **GROUP)
        await strict.say("张三", "24", foreign=True, **GROUP)
    assert "第24项" in await strict.say("张三", "24", reply_to=card, pressed=True)
    assert "超过 3 条" in await strict.say("张三", "24", reply_to=card, pressed=True)


async def test_who_floods_a_group_uses_up_only_his_own(strict: World) -> None:
    strict.bot = replace(strict.bot, limits=Limits(3, 5))
    for _ in range(3):
        await strict.say("张三", "24", **GROUP)
    [told] = (await strict.answer("张三", "24", channel=Channel.OTHER)).replies
    assert told.private
    for _ in range(9):
        assert await strict.say("张三", "24", **GROUP) == ""
    assert "已私信回复您" in await strict.say("李四", "24", **GROUP)
    assert "已私信回复您" in await strict.say("王芳", "24", **GROUP)
    [told] = (await strict.answer("钱进", "24", channel=Channel.OTHER)).replies
    assert not told.private
    assert told.card.title.startswith("本群一分钟内的消息超过 5 条：这一条及其后")
    assert await strict.say("陈静", "24", **GROUP) == ""
    assert "第24项" in await strict.say("钱进", "24")


async def test_what_was_said_during_an_outage_counts_for_when_it_was_said(
    parts: tuple[Parts, Breaking],
) -> None:
    """A day's work that comes at once is no flood; a flood that comes late is one."""
    made, phone = parts
    day = [message(n, 5, f"24 推进中 第{n}次") for n in range(1, 41)]
    for n, one in enumerate(day):
        one["message"]["date"] -= 86400 - 600 * n
    burst = [message(100 + n, 6, "24") for n in range(25)]
    for one in burst:
        one["message"]["date"] -= 7200
    now = [message(200, 5, "24"), message(201, 6, "24")]
    await made.gate(phone).accept(*(inbound.event_of(one, BOT) for one in [*day, *burst, *now]))
    await _work(made)
    assert Counter(chat for chat, _ in phone.got) == {"5": 41, "6": 22}
    [told] = [text for _, text in phone.got if "超过 20 条" in text]
    assert "请在 10:00 之后重新发送。" in told


async def test_without_limits_nothing_is_counted(strict: World) -> None:
    strict.bot = replace(strict.bot, limits=None)
    for _ in range(30):
        assert await strict.say("张三", "24") != ""
        assert not any("flood" in statement for statement in strict.statements)


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[tuple[Parts, Breaking]]:
    store = await open_database(f"sqlite:///{tmp_path}/plan.db")
    await store.enlist(at=FakeClock().now())
    phone, settings = Breaking(), Settings.model_construct()
    yield assemble(store, FakeClock(), [phone], settings), phone
    await store.close()


async def _work(parts: Parts) -> None:
    working = True
    while working:
        working = await parts.worker.once() > 0
    await parts.postman.drain()


async def test_a_thousand_messages_of_one_cost_nobody_else_an_answer(
    parts: tuple[Parts, Breaking], tmp_path: Path
) -> None:
    made, phone = parts
    gate = made.gate(phone)
    flood = [message(n, 5, f"流水 {n}") for n in range(1, 1001)]
    others = [message(2000 + n, 100 + n, "24") for n in range(30)]
    mixed = flood[:500] + others[:15] + flood[500:] + others[15:]
    await gate.accept(*(inbound.event_of(one, BOT) for one in mixed))
    await _work(made)
    got = Counter(chat for chat, _ in phone.got)
    assert got == {"5": 21} | {str(100 + n): 1 for n in range(30)}
    assert sum("超过 20 条" in text for _, text in phone.got) == 1
    with sqlite3.connect(tmp_path / "plan.db") as base:
        states = base.execute(
            "SELECT state, reason, payload = '', count(*) FROM inbox GROUP BY 1, 2, 3 ORDER BY 1"
        ).fetchall()
        kept = base.execute(
            "SELECT count(*) FROM inbox WHERE payload LIKE '%流水 1000%'"
        ).fetchone()
    base.close()
    assert states == [("done", "", 1, 50), ("refused", "flood", 1, 980)]
    assert kept == (0,)
    async with made.store.view() as unit:
        assert await unit.inbox.listing(every=True) == []  # nothing for a person to do


async def test_who_finds_a_fault_of_ours_is_counted_too(parts: tuple[Parts, Breaking]) -> None:
    made, phone = parts
    made.worker.bot = replace(made.worker.bot, limits=Limits(2, 60))
    for n in range(1, 6):
        phone.breaks = 1 if n < 3 else 0
        await made.gate(phone).accept(inbound.event_of(message(n, 5, "24"), BOT))
        await _work(made)
    assert len(phone.got) == 3  # two apologies, and that it is too much


@pytest.mark.parametrize("text", ["20", "20/0", "0/60", "-1/60", "20/60/1", "", "２０/60", "1e3/9"])
def test_a_limit_is_two_numbers_or_none(text: str) -> None:
    assert Limits.read("0") is None
    assert Limits.read("20/60") == Limits(20, 60)
    with pytest.raises(ValueError, match="such as 20/60"):
        Limits.read(text)
