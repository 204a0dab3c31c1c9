"""Many cards, in every direction, before a judge who knows only WeCom's pages."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wecom.render import ABLE, Way, as_new, as_plain, call_of, filled, render, repeated
from adapters.wecom.text import says
from bot.cards.plain import line_text, plain_text, told, typed_line
from bot.messages import Action, Address, Card, Heading, Part, Platform
from bot.visible import visible
from tests.adapters.cards import CARDS, HOSTILE, PLANTED
from tests.adapters.wecom_limits import JOINER, bold_lines, buttons_of, check_call, flat, said

KEY = "0123456789abcdef" * 2
MARK = "（可能重复）"
CHATS = ("ZhaoMin", "group:wrkSFfCgAA", "robot:digest")
PLACES = (None, "code:c", "aibot:r", "card:r", "card:r|t-1", "welcome:r", "C1/1.2")
WAYS = (Way("app", agent=7), Way("aibot"), Way("aibot", agent=7), Way("app", plain=True, agent=7))


def check(card: Card, chat: str, place: str | None, way: Way) -> None:
    """It is within every limit, also in another form, and nothing of it is lost on the way."""
    to = Address(Platform.WECOM, "corp", chat)
    parts = render(to, card, place, way)
    for part in parts:
        check_every_form(to, part, way)
    medium = call_of(parts[0])["via"]
    check_nothing_is_lost(told(card, ABLE["app" if medium == "update" else medium]), parts)


def check_every_form(to: Address, part: Part, way: Way) -> None:
    call = call_of(part)
    again = call_of(repeated(part))
    for made in (call, again, as_plain(call), as_new(to, call, way), as_new(to, again, way)):
        check_call(filled(made, KEY))
        assert filled(filled(made, KEY), KEY) == filled(made, KEY)
        assert as_plain(made)["via"] in ("app", "aibot", "robot")
    check_call(filled(as_new(to, as_plain(call), way), KEY))
    assert as_new(to, as_new(to, call, way), way) == as_new(to, call, way)
    if "template_card" in call["body"]:
        told = flat(said(as_plain(call)["body"]))
        assert told.startswith(flat(said(call["body"])))
    if call["via"] != "app":
        assert said(as_new(to, again, way)["body"]).replace("\n", "").count(MARK) >= 1


def as_sentences(text: str) -> str:
    """What can be seen of it; a title may end in a full stop where more of it followed."""
    return flat(text).translate({ord(";"): ".", ord("；"): "。"}).casefold()


def check_nothing_is_lost(card: Card, parts: Sequence[Part]) -> None:
    bodies = [call_of(part)["body"] for part in parts]
    buttons = buttons_of(bodies[-1])
    if len(bodies) > 1 and buttons:  # below what says it all
        title = as_sentences(said(bodies.pop()))
        assert (as_sentences(card.title) or "—").startswith(title.removesuffix("…"))
    on_buttons = {(button["text"].replace(JOINER, ""), button["key"]) for button in buttons}
    typed = [
        typed_line(action)
        for action in card.actions
        if (label_of(action), action.command) not in on_buttons
    ]
    told = as_sentences("".join(map(said, bodies)))
    expected = as_sentences("".join([card.title, *map(line_text, card.body), *typed]))
    assert told in (expected, "—" + expected)
    assert told == expected or not says(visible(card.title))
    assert [action.command for action in parts[-1].shows.actions] == [b["key"] for b in buttons]
    assert all(part.shows.about == card.about for part in parts)
    headings = [card.title, *(line.text for line in card.body if isinstance(line, Heading))]
    for body in bodies:
        for bold in bold_lines(body.get("markdown", {}).get("content", "")):
            assert any(flat(bold) in flat(heading) for heading in headings)


def label_of(action: Action) -> str:
    """What a button of any length would say."""
    for text in (action.label, action.command):
        if says(visible(text)):
            return " ".join(visible(text).split("\n")).replace(JOINER, "").strip()
    return "—"


@pytest.mark.xdist_group("drawn")
def test_every_card_of_the_bot_is_taken(drawn: Sequence[Card]) -> None:
    text = "\n".join(plain_text(card) for card in drawn)
    assert len(drawn) > 400
    assert all(words in text for words in (*HOSTILE[:4], "· history", "历史记录", "Saved"))
    assert max(len(plain_text(card).encode()) for card in drawn) > 20_000
    for card in dict.fromkeys(drawn):
        check(card, "ZhaoMin", "code:c", WAYS[0])
        check(card, "ZhaoMin", "aibot:r", WAYS[1])
        check(card, "robot:digest", None, WAYS[0])


@pytest.mark.parametrize("card", PLANTED, ids=range(len(PLANTED)))
def test_cards_at_the_edges_are_taken(card: Card) -> None:
    for way in WAYS:
        for place in PLACES:
            check(card, "ZhaoMin", place, way)
    for chat in CHATS[1:]:
        check(card, chat, "aibot:r", WAYS[0])


@settings(deadline=None)
@given(CARDS, st.sampled_from(CHATS), st.sampled_from(PLACES), st.sampled_from(WAYS))
def test_any_card_is_taken(card: Card, chat: str, place: str | None, way: Way) -> None:
    check(card, chat, place, way)


DENSE = ("<@", "@all", "&lt;", "*", "\\", "~~", "](", "://", "<", "`_")


@pytest.mark.parametrize("signs", DENSE)
def test_words_full_of_signs_are_taken(signs: str) -> None:
    for chat in CHATS:
        for way in WAYS[:2]:
            check(Card(signs * 30, (signs * 3000, Heading(signs * 3000))), chat, None, way)


SIGNS = st.text(st.sampled_from("*_`~\\[]()<>#!&:/-+.=|1 @allx权\n\u2060"), max_size=30)


@settings(deadline=None)
@given(st.lists(SIGNS, max_size=6), st.lists(SIGNS, max_size=2))
def test_no_sign_that_people_write_means_anything(lines: list[str], headings: list[str]) -> None:
    card = Card("第24项", (*lines, *map(Heading, headings)), (Action("x", "24"),))
    for chat in CHATS:
        check(card, chat, None, WAYS[1])


CLUSTERS = ("长", "👍🏽", "👩‍👩‍👧‍👦", "e\u0301", "🇨🇳", "कि", "한", "x")


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_nothing_is_cut_through_the_middle_of_a_character(cluster: str) -> None:
    to = Address(Platform.WECOM, "corp", "ZhaoMin")
    parts = render(to, Card("t", ("a" + cluster * 900,)), None, WAYS[0])
    texts = [call_of(part)["body"]["text"]["content"] for part in parts]
    whole = [text.removeprefix("t\na") for text in texts]
    assert all(text == cluster * (len(text) // len(cluster)) for text in whole)
    assert sum(map(len, whole)) == 900 * len(cluster)
    assert all(1900 < len(text.encode()) <= 2048 for text in texts[:-1])
