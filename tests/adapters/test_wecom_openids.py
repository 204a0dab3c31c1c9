"""Whom the robot calls by an encrypted id is somebody of the corporation all the same."""

from adapters.wecom.openids import OpenIds
from bot.messages import Account, Platform
from tests.adapters.wecom_app import app, calls
from tests.adapters.wecom_bot import hearing
from tests.adapters.world import Door
from tests.fakes.process import Fake
from tests.fakes.wecom_frames import text
from tests.fakes.wecom_payloads import CORP

OPEN = "woAJ2GCAAAXtWyujaWJHDDGi0mACH71w"
CONVERT = "batch/openuserid_to_userid"


async def test_the_app_is_asked_once_who_it_is(wecom: Fake) -> None:
    wecom.control("/people", {"open": {OPEN: "ZhangSan"}})
    async with app(wecom) as made:
        ids = OpenIds(made.desk.plain_id)
        for _ in range(2):
            named = await ids.named(text("24", user=OPEN))
            assert named["person"] == "ZhangSan"
        plain = text("24", user="lisi")
        assert await ids.named(plain) == plain
        assert "person" not in await ids.named(text("24", user="wo" + "x" * 30))
    assert len([c for c in calls(wecom, CONVERT) if c["fields"]["open_userid_list"] == [OPEN]]) == 1


async def test_who_cannot_be_named_is_heard_all_the_same() -> None:
    async def away(_: str) -> str | None:
        raise OSError

    frame = text("24", user=OPEN)
    assert await OpenIds(away).named(frame) == frame


async def test_people_are_those_of_the_corporation_and_chats_the_robots(wecom: Fake) -> None:
    wecom.control("/people", {"open": {OPEN: "ZhangSan"}})
    frame = text("24", user=OPEN)
    door = Door()
    async with app(wecom) as made, hearing(wecom, door, names=made.desk.plain_id) as adapter:
        wecom.control("/push", [frame])
        await door.holds(frame["body"]["msgid"])
        [event] = door.events.values()
        request = adapter.to_request(event)
    assert request is not None
    assert request.sender == Account(Platform.WECOM, CORP, "zhangsan")
    assert request.private.chat == OPEN
