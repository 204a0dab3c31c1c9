"""Many cards, before three judges."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.blocks import BUTTONS, shortened
from adapters.slack.render import Call, as_new, as_plain, call_of, render, repeated, wire
from bot.cards.plain import line_text, plain_text, typed_line
from bot.messages import Address, Card, Heading, Part, Platform
from bot.visible import visible
from tests.adapters.cards import CARDS, HOSTILE, PLANTED
from tests.adapters.slack_limits import buttons, check_call, check_message, flat, said, unescaped

TO = Address(Platform.SLACK, "T1", "D1", "1570759200.000100")
PLACES = [None, "view:w1", "home:U1", "url:https://x", "url!https://x", "C1/1.2"]


def whole(card: Card) -> str:
    """All that has to be seen of title and lines, and what no button says."""
    typed = [
        typed_line(action)
        for place, action in enumerate(card.actions)
        if place >= BUTTONS or len(visible(action.label).strip().encode("utf-16-le")) > 150
    ]
    return flat(visible("".join([card.title, *map(line_text, card.body), *typed])))


def check(card: Card, place: str | None) -> None:
    """It is within every limit, also in another form, and nothing of it is lost on the way."""
    parts = render(TO, card, place)
    made = [call_of(part) for part in parts]
    for part, each in zip(parts, made, strict=True):
        check_call(each)
        check_message(as_new(TO, each))
        check_message(wire(as_new(TO, as_plain(each)))[1])
        check_again(part)
    shows = [as_new(TO, each) for each in made]
    told = "".join(flat(said(each["blocks"])) for each in shows)
    assert told == (whole(card) or "—")
    assert "".join(flat(unescaped(each["text"])) for each in shows) == told
    check_labels(card, [each for one in shows for each in buttons(one["blocks"])])
    check_window(made[0], parts[0])


def check_again(part: Part) -> None:
    """Marked, it is still within what Slack takes."""
    marked = as_new(TO, call_of(repeated(part)))
    assert marked["text"].startswith("（可能重复）\n")
    assert len(marked["text"]) <= 4000
    assert marked["blocks"][0]["text"]["text"].startswith("（可能重复）")
    limit = 150 if marked["blocks"][0]["type"] == "header" else 3000
    assert len(marked["blocks"][0]["text"]["text"]) <= limit


def check_labels(card: Card, made: Sequence[Any]) -> None:
    kept = card.actions[:BUTTONS]
    assert [button["value"] for button in made] == [action.command for action in kept]
    for action, button in zip(kept, made, strict=True):
        label = action.label if flat(visible(action.label)) else action.command
        assert button["text"]["text"] == shortened(label, 75)
        assert button["action_id"].startswith("form:" if action.opens else "do:")


def check_window(first: Call, part: Part) -> None:
    """A window says what the message that stands for it says; its title may say it above."""
    if not first["method"].startswith("views."):
        return
    told, title = flat(said(first["view"]["blocks"])), flat(visible(part.shows.title))
    stands = flat(said(first["else"]["blocks"]))
    assert told == stands or first["view"]["title"]["text"] == visible(part.shows.title).strip()
    assert told in (stands, stands.removeprefix(title))
    assert buttons(first["view"]["blocks"]) == buttons(first["else"]["blocks"])


@pytest.mark.xdist_group("drawn")
def test_every_card_of_the_bot_is_taken(drawn: Sequence[Card]) -> None:
    text = "\n".join(plain_text(card) for card in drawn)
    assert len(drawn) > 400
    assert all(
        words in text for words in (*HOSTILE[:4], "· history", "历史记录", "Saved", "已记录")
    )
    assert max(len(plain_text(card)) for card in drawn) > 10_000
    for card in dict.fromkeys(drawn):
        for place in (None, "view:w1"):
            check(card, place)


@pytest.mark.parametrize("card", PLANTED, ids=range(len(PLANTED)))
def test_cards_at_the_edges_are_taken(card: Card) -> None:
    for place in PLACES:
        check(card, place)


@settings(deadline=None)
@given(CARDS, st.sampled_from(PLACES))
def test_any_card_is_taken(card: Card, place: str | None) -> None:
    check(card, place)


@given(st.text(), st.text(min_size=1))
def test_a_heading_is_bold_or_as_it_is(title: str, text: str) -> None:
    made = call_of(render(TO, Card(title, (Heading(text),)))[0])
    assert flat(said(made["blocks"])) == (flat(visible(title + text)) or "—")
