"""What is noted of a conversation, and how the office reads it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

from bot.codes import new_binding_code
from bot.messages import Address, Channel, Request
from tests.bot.world import NOW, World, account_of

HERE = {"channel": Channel.OTHER}
CODE = "K7QM-2XPA-9TDR-5FHC"


def rows(world: World, query: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(world.path)) as connection:
        return connection.execute(query, values).fetchall()


def change(world: World, statement: str) -> None:
    with closing(sqlite3.connect(world.path)) as connection, connection:
        connection.execute(statement)


async def reach(world: World, who: str, *, reachable: bool) -> None:
    account = account_of(who)
    chat = Address(account.platform, account.tenant, who)
    request = Request(
        sender=account,
        origin=chat,
        private=chat,
        channel=Channel.PRIVATE,
        text="",
        reachable=reachable,
    )
    async with world.store.unit() as unit:
        await world.bot.handle(request, unit, now=world.now, batch="reach")


async def test_every_act_and_every_refusal_is_an_entry_and_a_read_is_none(world: World) -> None:
    said = [
        ("张三", "24", {}, []),
        ("张三", "24 推进中 初稿", {}, ["张三 telegram private update 24 do"]),
        ("王芳", "办结 24", {}, ["王芳 telegram private done 24 do"]),
        ("王芳", "24 已完成", {}, ["王芳 telegram private update 24 do"]),
        ("张三", "60 进展 展位已定", {}, ["张三 telegram private update 60 own"]),
        (
            "张三",
            "10 推进中\n68 推进中 60%\n46 已完成",
            {},
            [
                "张三 telegram private update 10 do",
                "张三 telegram private update 68 do",
                "张三 telegram private update 46 forbidden",
            ],
        ),
        (
            "张三",
            "撤销",
            {},
            ["张三 telegram private undo 68 do", "张三 telegram private undo 10 do"],
        ),
        ("王芳", "记录 46", {}, ["王芳 telegram private history 46 forbidden"]),
        ("王芳", "催办 24", {}, ["王芳 telegram private nudge 24 forbidden"]),
        ("张三", "24 已完成", HERE, []),  # a button, nothing done
        ("王芳", "46 已完成", HERE, ["王芳 telegram other update 46 forbidden"]),
        ("赵敏", "工作日", {}, []),
        ("赵敏", "工作日 增 2019-10-19", {}, ["赵敏 telegram private calendar day:2019-10-19 do"]),
        ("赵敏", "工作日 增 2019-10-19", {}, []),  # it is one already
        ("赵敏", "催办 46", {}, []),  # shown first
        ("赵敏", "确认 0000-0000-0000-0000-0000-0000", {}, None),
        ("张三", "免打扰 12:00-14:00", {}, ["张三 telegram private quiet do"]),
        ("张三", "谢谢", {}, []),
        ("张三", "58没完成", {}, []),
        ("nobody", "24", {}, []),
        ("张三", "语言 en", {}, ["张三 telegram private lang do"]),
        ("张三", "解绑", {}, ["张三 telegram private unbind 张三 do"]),
    ]
    for who, line, how, expected in said:
        before = await world.audited()
        await world.say(who, line, **how)
        if expected is not None:
            assert await world.noted(after=before) == expected, line
    async with world.store.view() as unit:
        assert (await unit.audit.verify()).ok


async def test_what_may_not_be_kept_leaves_not_even_a_commitment(world: World) -> None:
    lines = (
        "65 推进中 渠道CANARY",
        "65 进展 渠道CANARY",
        "12 推进中 渠道CANARY",
        "24 推进中 内部★CANARY",
        "24 推进中 正常文字\n65 推进中 渠道CANARY",
        "延期 65 · 12月20日 CANARY",
        "催办 65 CANARY",
        "46 推进中 海关总署的事",
    )
    before = await world.audited()
    for line in lines:
        await world.say("张三", line)
        await world.say("王芳", line)
    found = rows(world, "SELECT act, outcome, commitment FROM audit_entry WHERE number > ?", before)
    assert {outcome for _, outcome, _ in found} == {"restricted", "secrecy", "forbidden", "do"}
    assert [(act, outcome) for act, outcome, kept in found if kept] == 2 * [("update", "forbidden")]
    assert "CANARY" not in str(rows(world, "SELECT * FROM audit_entry"))


async def test_a_preview_is_no_act_and_its_confirmation_is_the_act_itself(world: World) -> None:
    before = await world.audited()
    preview = await world.answer("赵敏", "催办 46")
    assert await world.noted(after=before) == []
    line = preview.replies[0].card.actions[0].command
    await world.say("张三", line)  # somebody else's
    await world.say("赵敏", line)
    await world.say("赵敏", line)  # once
    assert await world.noted(after=before) == [
        "张三 telegram private confirm expired",
        "赵敏 telegram private nudge 46 do",
        "赵敏 telegram private confirm expired",
    ]


async def test_codes_are_noted_and_never_kept(world: World) -> None:
    await world.issue("钱进", CODE, expires=NOW + timedelta(hours=1))
    before = await world.audited()
    await world.say("new", f"绑定 {new_binding_code()}")
    await world.say("new", f"绑定 {CODE}", **HERE)
    await world.say("new", f"绑定 {CODE}")
    await world.issue("钱进", CODE.replace("K", "M"), expires=NOW + timedelta(hours=1))
    await world.say("new", f"绑定 {CODE.replace('K', 'M')}")
    assert await world.noted(after=before) == [
        "unbound telegram private bind bad_code",
        "unbound telegram other bind revoke",
        "unbound telegram private bind bad_code",
        "钱进 telegram private bind 钱进 do",
    ]
    found = rows(world, "SELECT commitment FROM audit_entry WHERE number > ?", before)
    assert set(found) == {("",)}


async def test_a_write_takes_two_statements_more_and_a_read_none(world: World) -> None:
    await world.say("张三", "24")
    assert not [s for s in world.statements if "audit" in s]
    await world.say("张三", "24 推进中 初稿\n10 推进中\n68 推进中")
    assert len([s for s in world.statements if "audit" in s]) == 2


async def test_what_opens_by_itself_is_the_systems(world: World) -> None:
    first = (await world.noted())[0]
    assert first == "system period period:1 do"


TRAIL = """\
审计 · 第24项
 {n3} · 10月11日 10:00 赵敏（联席会议办公室） 催办 第 24 项：已执行［Telegram，私聊］
 {n2} · 10月11日 10:00 钱进（财政部） 更新 第 24 项：未执行（无权）［Telegram，私聊］
 {n1} · 10月11日 10:00 张三（科技部） 更新 第 24 项：已执行［Telegram，私聊］
链：末条与链头 {head} 一致
全链核验由运维执行：liaison audit verify
[查看第 24 项: 24]"""


async def test_the_office_reads_who_did_what(world: World) -> None:
    before = await world.audited()
    await world.say("张三", "24 推进中 初稿CANARY")
    await world.say("钱进", "24 推进中 我来")
    preview = await world.answer("赵敏", "催办 24")
    await world.say("赵敏", preview.replies[0].card.actions[0].command)
    async with world.store.view() as unit:
        head = await unit.audit.head()
    shown = await world.say("赵敏", "审计 24")
    numbers = {f"n{n}": before + n for n in (1, 2, 3)}
    assert shown == TRAIL.format(head=head.witness, **numbers)
    assert len(world.statements) <= 8
    assert "CANARY" not in await world.say("赵敏", "审计")
    named = await world.say("赵敏", "审计 钱进")
    assert "审计 · 钱进" in named
    assert named.count("第 24 项") == 1
    assert await world.say("赵敏", "审计 无此人") == "没有叫“无此人”的人。如：审计 24"
    assert "未执行（无权）" not in await world.say("赵敏", "审计 46")
    for n in range(12):
        await world.say("张三", f"10 {n + 1}%")
    second = await world.say("赵敏", "审计 10 第2页")
    assert "第 2 页" in second
    assert second.count("第 10 项：") == 2
    asked = await world.answer("赵敏", "审计", channel=Channel.OTHER)
    assert [reply.private for reply in asked.replies] == [True, False]
    for other in ("张三", "领导"):
        assert "”只能由办公室操作，未执行。" in await world.say(other, "审计 24")


async def test_an_erased_person_and_a_broken_chain_are_said_so(world: World) -> None:
    await world.say("王芳", "24 已完成")
    change(world, "UPDATE person SET name = '', erased_at = '2019-10-11' WHERE name = '王芳'")
    assert "已注销（司法部） 更新 第 24 项：已执行" in await world.say("赵敏", "审计 24")
    change(world, "UPDATE audit_head SET number = number + 1")
    assert "链：异常" in await world.say("赵敏", "审计")


async def test_in_english(world: World) -> None:
    await world.say("赵敏", "语言 en")
    await world.say("张三", "24 推进中 初稿")
    shown = await world.say("赵敏", "/audit 24")
    assert shown.startswith("Audit · item 24\n")
    assert "11 Oct 10:00 张三 (MOST): update item 24 – carried out [Telegram, private]" in shown


async def test_closing_the_private_chat_is_noted(world: World) -> None:
    before = await world.audited()
    for reachable in (False, True):
        await reach(world, "张三", reachable=reachable)
    assert await world.noted(after=before) == [
        "张三 telegram private block 张三 do",
        "张三 telegram private unblock 张三 do",
    ]
