"""What holds a secret stays stored nowhere: each part of such a card says so, on every platform."""

import pytest

from adapters.console.adapter import one_part
from adapters.slack import render as slack
from adapters.telegram import render as telegram
from adapters.wecom import render as wecom
from bot.documents import Document
from bot.messages import Action, Address, Card, Part, Platform

FILE = Document("a.docx", b"PK", "词", "此处不能发送文件")
LONG = tuple("字" * 500 for _ in range(20))
CARDS = (
    Card("绑定码", ("绑定 K7QM-2XPA-9TDR-5FHC",), once=True),
    Card("绑定码", LONG, (Action("部门", "部门"),), once=True),
    Card("绑定码", ("一",), (Action("部门", "部门"),), document=FILE, once=True),
)


def parts(card: Card) -> dict[str, list[Part]]:
    way = wecom.Way(people="app", agent=1)
    robot = Address(Platform.WECOM, "c", "robot:digest")
    return {
        "telegram": list(telegram.render(Address(Platform.TELEGRAM, "1", "7"), card)),
        "slack": list(slack.render(Address(Platform.SLACK, "T", "D1"), card)),
        "wecom": list(wecom.render(Address(Platform.WECOM, "c", "u"), card, None, way)),
        "wecom robot": list(wecom.render(robot, card, None, way)),
        "console": list(one_part(Address(Platform.CONSOLE, "c", "u"), card, None)),
    }


@pytest.mark.parametrize("card", CARDS)
def test_every_part_of_a_secret_is_blanked_when_it_is_settled(card: Card) -> None:
    for name, drawn in parts(card).items():
        assert [part.shows.once for part in drawn] == [True] * len(drawn), name
    assert any(len(drawn) > 1 for drawn in parts(CARDS[1]).values())
