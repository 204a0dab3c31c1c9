"""A digest stays as it was seen; its picture waits for no transaction."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy import text as sql_text

from bot.digest_data import digest_of, from_json, to_json
from bot.messages import Address, Language, Platform
from bot.outcomes import Later
from store.audit_tables import audit_entry, audit_head
from store.period_tables import digest as digest_table
from tests.reminders.digesting import (
    OTHER,
    FakePainter,
    Office,
    beijing,
    office_in,
    register,
)
from tests.world import BOT


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_in(tmp_path) as made:
        yield made


async def test_it_is_said_again_exactly_as_it_was_seen(office: Office) -> None:
    await office.world.say("张三", "24 受阻 与司法部职责分工尚待明确")
    [seen] = await office.goes(beijing(11, 16))
    painted = office.phone.pictures[0]
    office.at(datetime(2019, 12, 30, 2, 0, tzinfo=UTC))
    await office.world.say("张三", "24 推进中 已明确")
    await office.world.say("赵敏", "46 已完成")
    for line, where in (("简报", OTHER), ("简报", {}), ("简报 1", {}), ("/digest show 1", {})):
        assert await office.world.say("王芳", line, **where) == seen
        answer = await office.world.answer("王芳", line, **where)  # type: ignore[arg-type]
        sketch = answer.replies[0].card.sketch
        assert sketch is not None
        assert sketch.svg.encode() == painted
    assert (await office.world.say("王芳", "简报 1 清单")).startswith("完整清单 · 简报 1\n")


async def test_the_full_list_lacks_nothing(office: Office) -> None:
    [card] = await office.goes(beijing(18))
    assert "单项时限已过 1 项、第三季度报送单未报 107 张" in card
    assert "……其余 103 项见清单" in card
    shown = await office.world.say("王芳", "简报 1 清单")
    listed = [line for line in shown.splitlines() if line.startswith(" ")]
    assert len(listed) == 106  # two reports are of restricted items
    assert "未报 107 张（其中线下报送 2，不列示）\n" in shown
    assert "未报 107 张（其中线下报送 2，不列示）\n" in card
    assert "清单" not in listed[-1]


async def test_what_is_stored_is_what_its_check_says(office: Office) -> None:
    await office.goes(beijing(11, 16))
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(1)
    assert found is not None
    assert digest_of(found.data) == found.digest
    assert to_json(from_json(found.data)) == found.data
    assert json.loads(found.data)["overdue"]["entries"][0]["number"] == 46


async def test_an_older_one_without_the_audits_head_is_still_shown(office: Office) -> None:
    [card] = await office.goes(beijing(11, 16))
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(1)
    assert found is not None
    data = json.loads(found.data)
    head = data.pop("audit")
    assert f" · 审计 {head}\n" in card
    older = json.dumps(data)
    assert from_json(older) == replace(from_json(found.data), audit="")
    async with office.world.store.database.writing() as sql:
        await sql.count(update(digest_table).values(data=older))
    assert await office.world.say("王芳", "简报 1") == card.replace(f" · 审计 {head}", "")
    async with office.world.store.view() as unit:
        assert (await unit.audit.verify()).ok


async def test_what_digests_were_printed_with_witnesses_the_chain(office: Office) -> None:
    await office.world.say("张三", "24 推进中 初稿")
    before = await office.world.audited()
    await office.goes(beijing(11, 16))
    assert await office.world.noted(after=before) == ["system digest digest:1 do"]
    async with office.world.store.database.writing() as sql:
        cut = "DROP TRIGGER audit_entry_delete"
        await sql.count(sql_text(cut))
        await sql.count(delete(audit_entry).where(audit_entry.c.number >= before))
        [(hash,)] = await sql.rows(
            select(audit_entry.c.hash).where(audit_entry.c.number == before - 1)
        )
        await sql.count(update(audit_head).values(number=before - 1, hash=hash))
    async with office.world.store.view() as unit:
        assert await unit.audit.is_whole()
        found = await unit.audit.verify()
    assert (found.first_bad, found.reason) == (before, "digest 1")


async def test_restricted_text_is_neither_sent_nor_stored(office: Office) -> None:
    office.at(beijing(11, 15))
    await office.world.say("赵敏", "65 受阻")
    [card] = await office.goes(beijing(11, 16))
    assert "受阻/需协调 1 项" in card
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(1)
    assert found is not None
    for text in (card, found.data, office.phone.pictures[0].decode()):
        assert "军民" not in text
        assert "国防" not in text
        assert " 65 " not in text
    assert json.loads(found.data)["blocked"] == {
        "entries": [],
        "fresh": 1,
        "restricted": 1,
        "total": 1,
    }


async def test_subscribers_get_the_whole_plan_in_their_language(office: Office) -> None:
    await office.world.say("Ann", "/subscribe")
    await office.world.say("张三", "订阅")
    await office.look(beijing(11, 16))
    async with office.world.store.unit() as unit:
        quiet = next(p for p in await unit.people.people() if p.name == "张三")
        await unit.subscriptions.remove(quiet.id)
        ann = next(p for p in await unit.people.people() if p.name == "Ann")
        assert ann.language is Language.EN
    await office.man.drain()
    cards = dict((to.chat, text) for to, text in office.phone.cards)
    assert sorted(cards) == ["Ann", "group"]
    assert cards["Ann"].startswith("[Weekly digest of the work plan] 2019, week 41")
    assert await office.states() == {
        "digest:1:2019-W41": "sent",
        f"digest:p{ann.id}:2019-W41": "sent",
        f"digest:p{quiet.id}:2019-W41": "superseded",
    }


async def test_the_office_sends_it_early_and_then_no_second_one_comes(office: Office) -> None:
    office.at(beijing(16, 10))
    shown = await office.world.say("赵敏", "简报 发送")
    confirm = shown.split("[确认发送: ")[1].split("]")[0]
    assert await office.world.say("赵敏", confirm) == "简报即刻发出：1 个群"
    await office.man.drain()
    [(to, card)] = office.phone.cards
    assert to.chat == "group"
    assert card.startswith("【推进计划周报】2019年第42周（10月14日–10月18日）\n本周更新")
    assert "补发" not in card
    assert await office.goes(beijing(18, 16)) == []


async def test_while_a_picture_is_painted_no_transaction_is_open(office: Office) -> None:
    """And whoever lost the message meanwhile fills in nothing."""
    assert isinstance(office.painter, FakePainter)
    office.painter.meanwhile = asyncio.Event()
    await office.look(beijing(11, 16))
    draining = asyncio.create_task(office.man.drain())
    for _ in range(200):
        await asyncio.sleep(0)
    assert office.phone.cards == []
    async with office.world.store.unit() as unit:  # would wait for an open one
        held = [r for r in await unit.outbox.listing(every=True) if r.state == "claimed"]
        assert len(held) == 1
        assert await unit.outbox.disown(keep=()) == 1
    office.painter.meanwhile.set()
    await draining
    assert [chat for chat, _ in office.phone.got] == ["group"]
    assert len(set(office.phone.cards)) == 1
    async with office.world.store.view() as unit:
        row = (await unit.outbox.some(range(1, 50)))[-1]
        assert (row.state, row.tries) == ("sent", 1)


async def test_a_picture_of_several_groups_is_painted_once(office: Office) -> None:
    await register(office.world, Address(Platform.TELEGRAM, BOT, "second", "7"))
    await office.goes(beijing(11, 16))
    assert isinstance(office.painter, FakePainter)
    assert len(office.painter.painted) == 1
    assert sorted((to.chat, to.thread) for to, _ in office.phone.cards) == [
        ("group", None),
        ("second", "7"),
    ]


async def test_a_group_that_moved_gets_it_where_it_lives_now(office: Office) -> None:
    office.phone.outcomes.append(Later(timedelta(0), "moved", moved_to="-1007"))
    await office.goes(beijing(11, 16))
    await office.clock.sleep(60)
    await office.man.drain()
    assert [chat for chat, _ in office.phone.got] == ["group", "-1007"]
    async with office.world.store.view() as unit:
        [group] = await unit.groups.standing()
    assert group.address.chat == "-1007"
