import json
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.render import render, repeated
from adapters.telegram.split import LIMIT, pieces, units
from bot.messages import Action, Card, Fact, Heading, Item, Line, Part, Seen
from bot.visible import visible
from tests.adapters.world import at

CARD = Card(
    "第24项 · <需要更新>",
    (
        "推进《人类遗传资源管理条例》& 立法",
        Fact("状态：", "推进中"),
        "",
        Heading("待报 1"),
        Item("24", "条例立法"),
    ),
    (
        Action("推进中", "24 推进中"),
        Action("滞后", "24 滞后"),
        Action("受阻/需协调", "24 受阻"),
        Action("已完成", "24 已完成"),
        Action("记到第 24 项，以后再说", "24"),
        Action("历史记录", "记录 24"),
    ),
    (Seen(24, 3, 7),),
)


def content(part: Part) -> dict[str, Any]:
    call: dict[str, Any] = json.loads(part.content)
    return call


def words(html: str) -> str:
    """As a phone shows it."""
    assert re.fullmatch(r"(<b>[^<>]*</b>|[^<>])*", html)
    return unescape(re.sub("</?b>", "", html))


def test_a_card_is_one_whole_call() -> None:
    [part] = render(at("-1007", thread="5"), CARD)
    assert content(part) == {
        "method": "sendMessage",
        "chat_id": "-1007",
        "message_thread_id": "5",
        "text": (
            "<b>第24项 · &lt;需要更新&gt;</b>\n"
            "推进《人类遗传资源管理条例》&amp; 立法\n"
            "状态：推进中\n"
            "\n"
            "<b>待报 1</b>\n"
            " 24 条例立法"
        ),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "推进中", "callback_data": "24 推进中"},
                    {"text": "滞后", "callback_data": "24 滞后"},
                ],
                [
                    {"text": "受阻/需协调", "callback_data": "24 受阻"},
                    {"text": "已完成", "callback_data": "24 已完成"},
                ],
                [{"text": "记到第 24 项，以后再说", "callback_data": "24"}],
                [{"text": "历史记录", "callback_data": "记录 24"}],
            ]
        },
    }
    assert part.shows == CARD


def test_a_card_takes_the_place_of_the_pressed_one() -> None:
    [part] = render(at("77"), Card("已记录"), "31")
    assert content(part) == {
        "method": "editMessageText",
        "chat_id": "77",
        "message_id": "31",
        "text": "<b>已记录</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    long = render(at("77"), Card("已记录", ("长" * 5000,)), "31")
    assert [content(part)["method"] for part in long] == ["sendMessage"] * 2


def test_a_repeat_says_that_it_may_be_one() -> None:
    [new], [edit] = render(at("77"), CARD), render(at("77"), CARD, "31")
    assert content(repeated(new))["text"] == "（可能重复）\n" + content(new)["text"]
    assert repeated(new).shows.title == "（可能重复）" + CARD.title
    assert content(repeated(edit))["text"] == content(edit)["text"]


def test_what_hides_or_turns_text_is_not_shown() -> None:
    [part] = render(at("77"), Card("a\u202eb\x00", ("c\u2066d\ud83de\tf",)))
    assert content(part)["text"] == "<b>ab</b>\ncd\ufffde f"


def test_a_card_without_words_is_still_a_message() -> None:
    [part] = render(at("77"), Card(" ", ("", " ")))
    assert content(part)["text"] == "—"


def test_a_command_that_does_not_fit_a_button_is_a_bug() -> None:
    render(at("77"), Card("x", (), (Action("x", "推" * 21 + "x"),)))
    with pytest.raises(ValueError, match="too long"):
        render(at("77"), Card("x", (), (Action("x", "推" * 21 + "xx"),)))


def test_the_hundred_and_first_button_is_a_line_to_type() -> None:
    actions = tuple(Action(f"第{n}项", f"{n}") for n in range(1, 104))
    [part] = render(at("77"), Card("x", (), actions))
    rows = content(part)["reply_markup"]["inline_keyboard"]
    assert sum(map(len, rows)) == 100
    assert max(map(len, rows)) == 3
    assert content(part)["text"].endswith("第101项：101\n第102项：102\n第103项：103")


def test_a_card_is_cut_at_its_lines_and_the_last_part_has_the_buttons() -> None:
    card = Card(
        "很多", tuple(Item(str(n), "长" * 90) for n in range(1, 101)), CARD.actions, CARD.about
    )
    parts = render(at("77"), card)
    assert len(parts) == 3
    assert ["reply_markup" in content(part) for part in parts] == [False, False, True]
    assert [part.shows.actions for part in parts] == [(), (), CARD.actions]
    assert {part.shows.about for part in parts} == {CARD.about}
    assert [part.shows.title for part in parts] == ["很多", "", ""]
    assert sum((part.shows.body for part in parts), ()) == card.body


TEXT = st.text(st.sampled_from("长<&'\"b𠮷👍\n \t\u202ex"), max_size=60).map(
    lambda text: text * (1 + len(text) % 5)
)
LINES = st.one_of(
    TEXT,
    st.builds(Heading, TEXT),
    st.builds(Fact, TEXT, TEXT),
    st.builds(Item, st.just("24"), TEXT),
)


@given(TEXT, st.lists(LINES, max_size=12).map(tuple), st.integers(20, 200))
def test_cutting_loses_nothing_and_keeps_the_limit(
    title: str, body: tuple[Line, ...], limit: int
) -> None:
    def flat(card: Card) -> str:
        [part] = render(at("77"), card)
        return "".join(words(content(part)["text"]).split()).replace("—", "")

    card = Card(title, body)
    cut = pieces(card, limit)
    for piece in cut:
        [part] = render(at("77"), piece)
        assert units(content(part)["text"]) <= limit
    assert "".join(map(flat, cut)) == flat(card)


@given(st.text())
def test_units_are_utf_16(text: str) -> None:
    shown = visible(text)
    assert units(shown) == len(shown.encode("utf-16-le")) // 2


@given(st.lists(LINES, max_size=5).map(tuple))
def test_every_part_fits_even_when_it_is_marked(body: tuple[Line, ...]) -> None:
    for part in render(at("77"), Card("标题", body * 40)):
        assert units(content(part)["text"]) <= LIMIT
        assert units(content(repeated(part))["text"]) <= 4096


def test_wide_labels_stand_two_in_a_row() -> None:
    """Three of them break into two lines on a narrow phone."""

    def rows(*labels: str) -> list[int]:
        [part] = render(at("77"), Card("x", (), tuple(Action(label, label) for label in labels)))
        return [len(row) for row in content(part)["reply_markup"]["inline_keyboard"]]

    assert rows("撤销", "补充问题", "补充下一步") == [2, 1]
    assert rows("撤销", "补充问题", "去报送") == [3]
