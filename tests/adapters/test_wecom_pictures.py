"""A chart: uploaded by the app, sent as it is by a group's robot, in words by the other."""

import base64

import pytest

from adapters.wecom.render import Way, call_of, filled, render, repeated
from bot.messages import Card, Picture
from bot.outcomes import Sent
from bot.ports import Doubt
from tests.adapters.gist import ALL, HTML, ONE, gist, http
from tests.adapters.wecom_app import KEY, app, at, calls, order
from tests.fakes.process import Fake
from tests.fakes.wecom_rules import Json

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
CARD = Card("周报", ("24 推进中",), picture=Picture(PNG, "各章状态：推进中 71"))


async def test_an_app_uploads_it_and_sends_it_before_the_text(wecom: Fake) -> None:
    async with app(wecom) as adapter:
        shown, text = adapter.render(at("zhangsan"), CARD)
        assert shown.shows == Card("各章状态：推进中 71")
        assert adapter.doubt_of(shown) is Doubt.REPEAT
        for part in (shown, text):
            assert isinstance(await adapter.send(at("zhangsan"), part, key=KEY), Sent)
        again = adapter.repeated(shown)
        assert isinstance(await adapter.send(at("zhangsan"), again, key=KEY), Sent)
    image, words, marked = (line["fields"] for line in wecom.accepted("message/send")[-3:])
    assert image["image"]["media_id"] == wecom.accepted("media/upload")[-1]["media_id"]
    assert words["text"]["content"].startswith("周报\n各章状态：推进中 71\n24 推进中")
    assert marked["text"]["content"].startswith("（可能重复）各章状态：推进中 71")


async def test_a_robot_of_a_group_sends_it_as_it_is() -> None:
    shown, words = render(at("robot:digest"), CARD, None, Way(people="app", agent=1))
    body = filled(call_of(shown), KEY)["body"]
    assert base64.b64decode(body["image"]["base64"]) == PNG
    assert len(body["image"]["md5"]) == 32
    assert call_of(repeated(shown))["body"]["text"]["content"].startswith("（可能重复）")
    assert "各章状态：推进中 71" in call_of(words)["body"]["markdown"]["content"]


def test_the_other_robot_says_what_it_shows() -> None:
    [words] = render(at("group:g1"), CARD, None, Way(people="aibot"))
    assert "各章状态" in call_of(words)["body"]["markdown"]["content"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"fault": "reset"}, "later"),
        ({"status": 502, "body": "<html>"}, "later"),
        ({"errcode": 40004, "errmsg": "invalid media type"}, "later"),
    ],
)
async def test_an_upload_that_fails_has_shown_nobody_anything(
    wecom: Fake, answer: Json, outcome: str
) -> None:
    async with app(wecom) as adapter:
        order(wecom, answer, method="media/upload")
        shown, _ = adapter.render(at("zhangsan"), CARD)
        told = gist(await adapter.send(at("zhangsan"), shown, key=KEY))
    assert (told[0] if isinstance(told, tuple) else told) == outcome
    assert calls(wecom) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"fault": "reset", "accept": True}, ("later", None, ONE)),
        ({"status": 502, "body": HTML}, ("later", None, ONE)),
        (http(500, {"errcode": 40001}), ("later", None, ONE)),
        ({"fault": "garbage"}, ("later", None, ONE)),
        ({"errcode": 40001}, ("later", 30.0, ALL)),
        ({"errcode": 42001}, "sent"),
    ],
)
async def test_an_upload_is_never_in_doubt(wecom: Fake, answer: Json, expected: object) -> None:
    order(wecom, answer, method="media/upload")
    async with app(wecom) as adapter:
        shown, _ = adapter.render(at("zhangsan"), CARD)
        assert gist(await adapter.send(at("zhangsan"), shown, key=KEY)) == expected
    assert len(calls(wecom)) == (expected == "sent")
