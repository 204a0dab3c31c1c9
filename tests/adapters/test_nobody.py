"""Who is nobody on each platform: bots, channels, other organisations, who left, namesakes."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.slack import inbound as slack
from adapters.telegram import inbound as telegram
from adapters.wecom import inbound as wecom
from bot.cards.plain import plain_text
from bot.messages import Account, Platform, Request
from bot.model.person import PersonRole
from tests.adapters import telegram_updates as tg
from tests.adapters.test_wecom_frames import from_corp
from tests.adapters.test_wecom_inbound import changed
from tests.adapters.wecom_calls import CORP, event, said
from tests.adapters.world import BOT
from tests.bot.world import NOW, World, make
from tests.fakes import slack_payloads as sl

HINT = (
    "此账号尚未绑定，未执行。请向本单位备用联系人或联席会议办公室索取绑定码，"
    "在私聊中发送，如：绑定 K7QM-2XPA-9TDR-5FHC"
)
SILENCE: list[str] = []
TASK = "第24项"
ME = {
    Platform.TELEGRAM: Account(Platform.TELEGRAM, BOT, "77"),
    Platform.SLACK: Account(Platform.SLACK, sl.TEAM, sl.USER),
    Platform.WECOM: Account(Platform.WECOM, CORP, "zhangsan"),
}


def of_telegram(update: Any) -> Request | None:
    return telegram.to_request(telegram.event_of(update, BOT), ("联络员",))


def of_slack(payload: Any) -> Request | None:
    return slack.to_request(slack.event_of(payload, sl.TEAM), sl.BOT_USER)


def of_wecom(plain: str) -> Request | None:
    return wecom.to_request(wecom.event_of(plain, CORP))


def of_robot(frame: Any) -> Request | None:
    return wecom.to_request(wecom.event_of_frame(frame, CORP), ("联络员",))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """张三 speaks for 科技部 on three platforms."""
    made = await make(tmp_path / "liaison.db")
    yield made
    await made.store.close()


async def bound(world: World) -> None:
    async with world.store.unit() as unit:
        person = next(p for p in await unit.people.people() if p.name == "张三")
        for account in ME.values():
            await unit.people.unbind(account)
            assert await unit.people.bind(person.id, account, at=NOW)


async def answers(world: World, request: Request | None) -> list[str]:
    """Titles; silence where it is nothing to us."""
    if request is None:
        return SILENCE
    world.said += 1
    async with world.store.unit() as unit:
        answer = await world.bot.handle(request, unit, now=NOW, batch=f"n:{world.said}")
    return [plain_text(reply.card).split("\n")[0] for reply in answer.replies]


USER_BOT = {**tg.ZHANG, "is_bot": True}
CHANNEL = {"id": -100777, "title": "频道", "type": "channel"}
FOREIGN: list[tuple[str, Callable[[Any], Request | None], Any]] = [
    ("a bot of that id", of_telegram, tg.message("24", sender=USER_BOT)),
    ("a channel speaks", of_telegram, tg.message("/task 24", chat=tg.GROUP, sender_chat=CHANNEL)),
    ("an anonymous admin", of_telegram, tg.message("/task 24", sender_chat=tg.GROUP)),
    ("through a bot", of_telegram, tg.message("24", via_bot=tg.US)),
    ("a channel's post", of_telegram, {"update_id": 9, "channel_post": tg.message()["message"]}),
    ("a bot presses", of_telegram, tg.press(sender=USER_BOT)),
    ("Slack Connect", of_slack, sl.foreign(f"<@{sl.BOT_USER}> 24")),
    ("Slack Connect, privately", of_slack, sl.foreign("24", channel=sl.DIRECT)),
    ("another bot", of_slack, sl.by_bot("24", bot="B777", user=sl.USER)),
    ("an old integration", of_slack, sl.by_classic_bot("24")),
    ("an external contact", of_wecom, said("24", user="wwother/zhangsan")),
    ("another corp", of_robot, from_corp("ww0")),
]


async def test_foreign_senders_are_nobody(world: World) -> None:
    await bound(world)
    said = {name: await answers(world, read(payload)) for name, read, payload in FOREIGN}
    assert said == {name: SILENCE for name, *_ in FOREIGN}


SPEAK = (of_telegram(tg.message("24")), of_slack(sl.message("24")), of_wecom(said("24")))
LEFT: list[tuple[Request | None, Request | None, Request | None]] = [
    # who leaves, who says something, who is back (None: there is no way but a code)
    (of_telegram(tg.member("kicked")), SPEAK[0], of_telegram(tg.member("member"))),
    (of_slack(sl.user_change()), SPEAK[1], of_slack(sl.user_change(deleted=False))),
    (of_wecom(event("unsubscribe")), SPEAK[2], of_wecom(event("subscribe", EventKey=""))),
    (
        of_wecom(changed("update_user", UserID="zhangsan", Status="2")),
        SPEAK[2],
        of_wecom(changed("update_user", UserID="zhangsan", Status="1")),
    ),
    (of_wecom(changed("delete_user", UserID="zhangsan")), SPEAK[2], None),
    (of_wecom(changed("update_user", UserID="zhangsan", NewUserID="z2")), SPEAK[2], None),
]


async def test_who_left_is_nobody_and_a_recreated_id_stays_nobody(world: World) -> None:
    """WeCom gives ids away again: whoever has it next is told by ``subscribe``, and is nobody."""
    for leaves, speaks, back in LEFT:
        await bound(world)
        assert (await answers(world, speaks))[0].startswith(TASK)
        assert await answers(world, leaves) == SILENCE
        assert await answers(world, speaks) == [HINT]
        again = back or of_wecom(event("subscribe", EventKey=""))
        assert await answers(world, again) == SILENCE
        then = await answers(world, speaks)
        assert then == [HINT] if back is None else then[0].startswith(TASK)


async def test_the_same_name_and_another_tenant_are_somebody_else(world: World) -> None:
    """A second 张三 with an account of their own; the same id at another bot, team or corp."""
    await bound(world)
    async with world.store.unit() as unit:
        [body] = await unit.people.department("财政部")
        namesake = await unit.people.add("张三", body.id, PersonRole.LIAISON, at=NOW)
    for speaks in SPEAK:
        assert speaks is not None
        theirs = replace(speaks.sender, user=f"{speaks.sender.user}2")
        async with world.store.unit() as unit:
            assert await unit.people.bind(namesake.id, theirs, at=NOW)
            assert (await unit.people.who(theirs)).person == namesake
            await unit.people.unbind(theirs)
        other = replace(speaks, sender=replace(speaks.sender, tenant="other"))
        assert await answers(world, other) == [HINT]
        assert await answers(world, replace(speaks, sender=theirs)) == [HINT]
