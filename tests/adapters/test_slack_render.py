from dataclasses import replace

import pytest

from adapters.slack.blocks import BUTTONS
from adapters.slack.render import Call, as_new, as_plain, call_of, render, repeated, wire
from bot.cards.plain import plain_text
from bot.messages import Action, Address, Card, Fact, Heading, Item, Platform, Seen
from tests.adapters.slack_limits import buttons, said

CARD = Card(
    "第24项 · <需要更新>",
    (
        "推进《人类遗传资源管理条例》& 立法",
        Fact("状态：", "推进中"),
        "",
        Heading("待报 1"),
        Item("24", "条例立法"),
    ),
    (Action("推进中", "24 推进中"), Action("填报", "填报 24", opens=True)),
    (Seen(24, 3, 7),),
)
BLOCKS = [
    {
        "type": "header",
        "text": {"type": "plain_text", "text": "第24项 · <需要更新>", "emoji": False},
    },
    {
        "type": "section",
        "text": {
            "type": "plain_text",
            "text": "推进《人类遗传资源管理条例》& 立法\n状态：推进中",
            "emoji": False,
        },
        "expand": True,
    },
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*待报 1*", "verbatim": True},
        "expand": True,
    },
    {
        "type": "section",
        "text": {"type": "plain_text", "text": " 24 条例立法", "emoji": False},
        "expand": True,
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "推进中", "emoji": False},
                "action_id": "do:0",
                "value": "24 推进中",
            },
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "填报", "emoji": False},
                "action_id": "form:1",
                "value": "填报 24",
            },
        ],
    },
]
WORDS = (
    "第24项 · &lt;需要更新&gt;\n"
    "推进《人类遗传资源管理条例》&amp; 立法\n"
    "状态：推进中\n"
    "\n"
    "待报 1\n"
    " 24 条例立法"
)
TO = Address(Platform.SLACK, "T1", "D024BE91L", "1570759200.000100")
QUIET = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
NEW = {
    "method": "chat.postMessage",
    "channel": "D024BE91L",
    "thread_ts": "1570759200.000100",
    "text": WORDS,
    "blocks": BLOCKS,
    **QUIET,
}
URL = "https://hooks.slack.com/actions/T1/2/x"
PLACES = [None, "view:w1", "home:U1", f"url:{URL}", f"url!{URL}", "C1/1.2"]
LONG = Card("很多", tuple(Item(str(n), "长" * 90) for n in range(1, 301)), CARD.actions, CARD.about)


def calls(card: Card, replacing: str | None = None) -> list[Call]:
    return [call_of(part) for part in render(TO, card, replacing)]


def call(card: Card, replacing: str | None = None) -> Call:
    [only] = calls(card, replacing)
    return only


def test_a_card_is_one_whole_call() -> None:
    [part] = render(TO, CARD)
    assert call_of(part) == NEW
    assert part.shows == CARD
    assert "thread_ts" not in call_of(render(replace(TO, thread=None), CARD)[0])


def test_the_wire_gets_the_arguments_and_nothing_of_ours() -> None:
    method, arguments = wire(call(CARD, "view:w1") | {"again": True})
    assert (method, set(arguments)) == ("views.update", {"external_id", "view"})
    assert wire(NEW) == ("chat.postMessage", {k: v for k, v in NEW.items() if k != "method"})


def test_a_card_takes_the_place_of_the_pressed_one() -> None:
    assert call(CARD, "C024BE91L/1570759100.000200") == {
        "method": "chat.update",
        "channel": "C024BE91L",
        "ts": "1570759100.000200",
        "text": WORDS,
        "blocks": BLOCKS,
        "link_names": False,
        "parse": "none",
    }
    assert {each["method"] for each in calls(LONG, "C1/1.2")} == {"chat.postMessage"}
    assert call(CARD, "31") == NEW


def test_a_card_fills_a_window_and_the_tab() -> None:
    assert call(CARD, "view:w1") == {
        "method": "views.update",
        "external_id": "w1",
        "view": {
            "type": "modal",
            "external_id": "w1",
            "title": {"type": "plain_text", "text": "第24项 · <需要更新>", "emoji": False},
            "close": {"type": "plain_text", "text": "关闭 Close", "emoji": False},
            "blocks": BLOCKS[1:],
        },
        "else": {"text": WORDS, "blocks": BLOCKS},
    }
    assert call(CARD, "home:U1") == {
        "method": "views.publish",
        "user_id": "U1",
        "view": {"type": "home", "blocks": BLOCKS},
        "else": {"text": WORDS, "blocks": BLOCKS},
    }


def test_what_a_window_does_not_hold_follows_as_messages() -> None:
    alone = [part.shows for part in render(TO, LONG)]
    assert len(alone) > 5
    for place, method in (("view:w1", "views.update"), ("home:U1", "views.publish")):
        first, *rest = calls(LONG, place)
        assert first["method"] == method
        assert rest == calls(LONG)[1:]
        assert [part.shows for part in render(TO, LONG, place)] == alone


def test_an_answer_that_one_person_sees_has_five_parts_and_replaces_once() -> None:
    answer = {"method": "response_url", "url": URL, "response_type": "ephemeral"}
    assert call(CARD, f"url:{URL}") == answer | {"text": WORDS, "blocks": BLOCKS}
    parts = calls(LONG, f"url!{URL}")
    assert [each["method"] for each in parts[:6]] == ["response_url"] * 5 + ["chat.postMessage"]
    assert [each.get("replace_original") for each in parts[:2]] == [True, None]
    assert {each["url"] for each in parts[:5]} == {URL}


def test_a_call_whose_place_is_gone_says_the_same_in_a_message() -> None:
    for place in PLACES:
        assert as_new(TO, call(CARD, place)) == NEW
    plain = as_new(TO, as_plain(call(CARD, "view:w1")))
    assert plain == {k: v for k, v in NEW.items() if k != "blocks"} | {"mrkdwn": False}


def test_what_slack_has_something_against_goes_as_words() -> None:
    words = {k: v for k, v in NEW.items() if k != "blocks"} | {"mrkdwn": False}
    assert as_plain(call(CARD)) == words
    assert as_plain(call(CARD, "C1/1.2"))["blocks"] == []  # the old ones are to go, too
    assert "blocks" not in as_plain(call(CARD, f"url:{URL}"))
    view = as_plain(call(CARD, "view:w1"))["view"]
    assert set(view) == {"type", "external_id", "title", "close", "blocks"}
    assert said(view["blocks"]) == plain_text(CARD)
    assert said(as_plain(call(CARD, "home:U1"))["view"]["blocks"]) == plain_text(CARD)


def test_a_repeat_says_that_it_may_be_one() -> None:
    [part] = render(TO, CARD)
    again = call_of(repeated(part))
    assert again["text"] == "（可能重复）\n" + WORDS
    assert again["blocks"][0]["text"]["text"] == "（可能重复）第24项 · <需要更新>"
    assert again["blocks"][1:] == BLOCKS[1:]
    assert repeated(part).shows.title == "（可能重复）" + CARD.title
    [untitled] = render(TO, Card("", (Heading("待报"),)), f"url:{URL}")
    assert call_of(repeated(untitled))["blocks"][0]["text"]["text"] == "（可能重复）\n*待报*"


@pytest.mark.parametrize("place", ["view:w1", "home:U1", f"url!{URL}", "C1/1.2"])
def test_what_takes_a_place_is_marked_only_once_it_is_a_message(place: str) -> None:
    [part] = render(TO, CARD, place)
    again = call_of(repeated(part))
    assert wire(again) == wire(call_of(part))
    assert repeated(part).shows == CARD
    for _ in range(2):  # what it was made of is left as it was
        assert as_new(TO, again) == call_of(repeated(render(TO, CARD)[0]))
    assert as_new(TO, as_plain(again))["text"] == "（可能重复）\n" + WORDS


def test_what_people_write_is_never_formatting() -> None:
    made = call(Card("*a* <!here>", ("<!channel> *b* `c`", Heading("_d_"), Heading("e & <f>"))))
    assert [block["text"] for block in made["blocks"]] == [
        {"type": "plain_text", "text": "*a* <!here>", "emoji": False},
        {"type": "plain_text", "text": "<!channel> *b* `c`\n_d_", "emoji": False},
        {"type": "mrkdwn", "text": "*e &amp; &lt;f&gt;*", "verbatim": True},
    ]
    assert made["text"] == "*a* &lt;!here&gt;\n&lt;!channel&gt; *b* `c`\n_d_\ne &amp; &lt;f&gt;"


def test_what_hides_or_turns_text_is_not_shown() -> None:
    made = call(Card("a\u202eb\x00", ("c\u2066d\ud83de\tf",), (Action("g\u202e", "24"),)))
    assert made["text"] == "ab\ncd\ufffde f"
    assert said(made["blocks"]) == "ab\ncd\ufffde f"
    assert buttons(made["blocks"])[0]["text"]["text"] == "g"


def test_a_card_without_words_is_still_a_message() -> None:
    for body in ((), ("", " "), ("\u200b",), (Heading(" "),)):
        made = call(Card(" ", body, (Action(" ", "24"),)))
        assert (made["text"], said(made["blocks"])) == ("—", "—")
        assert buttons(made["blocks"])[0]["text"]["text"] == "24"


def test_a_title_that_no_header_holds_is_a_heading() -> None:
    header, long = call(Card("题" * 140)), call(Card("题" * 141))
    assert header["blocks"][0]["type"] == "header"
    assert long["blocks"][0]["text"]["text"] == "*" + "题" * 141 + "*"
    [part] = render(TO, Card("题" * 141))
    assert part.shows.title == "题" * 141


def test_a_command_that_does_not_fit_a_button_is_a_bug() -> None:
    call(Card("x", (), (Action("x", "推" * 21 + "x"),)))
    for command in ("推" * 21 + "xx", "", "\ud800"):
        with pytest.raises(ValueError, match=r"too long|surrogates"):
            call(Card("x", (), (Action("x", command),)))


def test_what_no_button_holds_or_says_is_a_line_to_type() -> None:
    actions = tuple(Action(f"第{n}项", f"{n}") for n in range(1, BUTTONS + 3))
    made = call(Card("x", (), (*actions[:1], Action("长" * 76, "9"), *actions[2:])))
    assert [len(block["elements"]) for block in made["blocks"][-2:]] == [25, 25]
    assert buttons(made["blocks"])[1]["text"]["text"] == "长" * 74 + "…"
    assert made["text"].splitlines() == ["x", "长" * 76 + "：9", "第51项：51", "第52项：52"]


def test_a_card_is_cut_at_its_lines_and_the_last_part_has_the_buttons() -> None:
    parts = render(TO, LONG)
    assert [part.shows.actions for part in parts] == [()] * (len(parts) - 1) + [CARD.actions]
    assert {part.shows.about for part in parts} == {CARD.about}
    assert [part.shows.title for part in parts] == ["很多"] + [""] * (len(parts) - 1)
    assert sum((part.shows.body for part in parts), ()) == LONG.body
