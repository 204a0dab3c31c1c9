"""看板 in the chat: a link for the office and observers, and what everybody else is told."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.codes import token_digest
from bot.messages import Channel
from bot.ports import LINK_FOR, Page
from store.tables import web_key
from tests.bot.world import World

URL = "http://127.0.0.1:8080"


def switched_on(world: World) -> World:
    world.bot = replace(world.bot, web=URL)
    return world


def key_in(text: str) -> str:
    [key] = re.findall(r"/web/enter\?key=([A-Za-z0-9_-]{32})", text)
    return str(key)


async def opens(world: World, key: str) -> str | None:
    """Who gets in by a link; None for nobody."""
    async with world.store.unit() as unit:
        expires = world.now + timedelta(hours=12)
        visitor = await unit.web.enter(
            token_digest(key), token_digest(f"session of {key}"), at=world.now, expires=expires
        )
    assert visitor is None or visitor.page is Page.BOARD
    return None if visitor is None or visitor.person is None else visitor.person.name


async def test_the_office_and_observers_get_a_link_that_opens_once(world: World) -> None:
    switched_on(world)
    for who, line in (("赵敏", "看板"), ("领导", "/board")):
        said = await world.say(who, line)
        key = key_in(said)
        assert said == (
            "看板\n"
            f"{URL}/web/enter?key={key}\n"
            "链接 10 分钟内有效，仅可打开一次，仅供您本人使用，请勿转发。看板只供查看，不能修改。\n"
            "[总览: 总览]"
        )
        assert len(world.statements) <= 6  # two are of the audit
        assert await opens(world, key) == who
        assert await opens(world, key) is None


async def test_a_new_link_ends_the_one_before_and_time_ends_all(world: World) -> None:
    switched_on(world)
    first, second = [key_in(await world.say("赵敏", "看板")) for _ in range(2)]
    assert await opens(world, first) is None
    world.now += LINK_FOR
    assert await opens(world, second) is None


async def test_only_a_digest_of_the_key_is_kept_beside_the_answer(world: World) -> None:
    switched_on(world)
    answer = await world.answer("赵敏", "看板")
    key = key_in(str(answer.replies[0].card.body[0]))
    async with world.store.database.reading() as sql:
        rows = await sql.rows(select(web_key))
    assert key not in str(rows)
    assert token_digest(key) in str(rows)


async def test_others_are_told_whom_it_is_for(world: World) -> None:
    switched_on(world)
    for who in ("张三", "李四"):
        assert await world.say(who, "看板") == "看板供办公室和领导使用，未打开。\n[帮助: 帮助]"
    english = await world.say("Ann", "board")
    assert english.startswith("The board is for the office and observers; nothing was opened.")
    assert "web/enter" not in await world.say("陌生人", "看板")


async def test_a_group_never_sees_the_link(world: World) -> None:
    switched_on(world)
    for channel in (Channel.GROUP, Channel.OTHER):
        answer = await world.answer("赵敏", "看板", channel=channel)
        shown = [reply for reply in answer.replies if "enter" in str(reply.card)]
        assert [reply.private for reply in shown] == [True]
        assert len(answer.replies) == 2


async def test_while_it_is_off_the_answer_says_so_and_how(world: World) -> None:
    assert await world.say("赵敏", "看板") == (
        "看板未启用。\n可请运维人员启用：LIAISON_WEB=board。查看同样的计数请发：总览\n[总览: 总览]"
    )
