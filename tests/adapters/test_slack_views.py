from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.render import as_new, as_plain, call_of, render, wire
from adapters.slack.views import asking, filled_of, home, loading, saying
from bot.cards.plain import plain_text
from bot.forms import Choice, Field, Filled, Form, Kind
from bot.messages import Action, Address, Card, Heading, Item, Platform
from tests.adapters.cards import CARDS, LINES, TEXT
from tests.adapters.slack_forms import FIELDS, FORM, METADATA, words
from tests.adapters.slack_limits import check_call, check_view, flat, said

TO = Address(Platform.SLACK, "T1", "D1")
CARD = Card(
    "填报进展",
    (Heading("第24项"), "推进《…》"),
    (Action("推进中", "24 推进中"),),
    form=FORM,
)


def test_a_form_is_one_whole_window() -> None:
    [part] = render(TO, CARD, "view:w1")
    call = call_of(part)
    assert wire(call) == (
        "views.update",
        {
            "external_id": "w1",
            "view": {
                "type": "modal",
                "external_id": "w1",
                "callback_id": "update",
                "title": words("填报进展"),
                "submit": words("保存"),
                "close": words("取消"),
                "private_metadata": METADATA,
                "blocks": [
                    {"type": "section", "text": words("第24项\n推进《…》"), "expand": True},
                    *FIELDS,
                ],
            },
        },
    )
    check_call(call)
    assert plain_text(part.shows, actions=True) == plain_text(CARD, actions=True)


def test_where_there_is_no_window_a_form_is_its_card_in_words() -> None:
    [in_words] = render(TO, replace(CARD, form=None))
    [in_fields], [elsewhere] = render(TO, CARD, "view:w1"), render(TO, CARD)
    assert elsewhere == in_words
    assert as_new(TO, call_of(in_fields)) == call_of(in_words)
    view = as_plain(call_of(in_fields))["view"]
    assert said(view["blocks"]) == plain_text(CARD)
    assert "submit" not in view


def test_a_window_is_there_before_its_answer() -> None:
    view = loading("w1")
    check_view(view)
    assert view["external_id"] == "w1"
    assert said(view["blocks"]) == (
        "正在载入……几秒后若仍未显示，请关闭此窗口，再按一次按钮。\n"
        "Loading… If nothing appears in a few seconds, close this window and press again."
    )


def test_a_title_that_a_window_cuts_stands_whole_in_it() -> None:
    long = "编号、状态、进度都没有变化的第二十四项任务的填报"
    assert len(long) == 24
    assert said(saying("w1", Card(long, ("a",)))["blocks"]) == "a"
    cut = saying("w1", Card(long + "x", ("a",)))
    assert cut["title"]["text"] == long[:23] + "…"
    assert said(cut["blocks"]) == long + "x\na"
    form = asking("w1", Card("", ("a",)), replace(FORM, title=long + "x"))
    assert form["title"]["text"] == long[:23] + "…"
    assert said(form["blocks"]) == long + "x\na"


def test_a_card_that_is_a_title_only_says_it_in_the_window() -> None:
    for body in ((), ("", " ")):
        assert said(saying("w1", Card("好的。", body))["blocks"]) == "好的。"


def test_more_than_a_hundred_choices_come_in_groups() -> None:
    choices = tuple(Choice(str(n), f"第{n}项") for n in range(1, 107))
    field = Field(name="task", label="事项", kind=Kind.CHOICE, value="106", choices=choices)
    view = asking("w1", Card(""), replace(FORM, fields=(field,)))
    element = view["blocks"][0]["element"]
    assert [group["label"]["text"] for group in element["option_groups"]] == [
        "1 – 100",
        "101 – 106",
    ]
    assert element["initial_option"] == {"text": words("第106项"), "value": "106"}
    check_view(view)


def test_what_stands_at_first_is_only_what_the_field_takes() -> None:
    fields = (
        Field(name="a", label="a", kind=Kind.CHOICE, value="x", choices=(Choice("y", " "),)),
        *(Field(name=f"b{v}", label="b", kind=Kind.NUMBER, value=v) for v in ("101", "-1", "07")),
        Field(name="c", label=" ", value="\x00a\u202e" + "长" * 2000, hint=" "),
    )
    view = asking("w1", Card(""), replace(FORM, fields=fields))
    check_view(view)
    select, *numbers, text = (block["element"] for block in view["blocks"])
    assert "initial_option" not in select
    assert select["options"] == [{"text": words("y"), "value": "y"}]
    assert not any("initial_value" in number for number in numbers)
    assert text["initial_value"] == "a" + "长" * 1999
    assert view["blocks"][-1]["label"] == words("—")
    assert "hint" not in view["blocks"][-1]


@pytest.mark.parametrize(
    "form",
    [
        replace(FORM, name=""),
        replace(FORM, name="x" * 256),
        replace(FORM, fields=()),
        replace(FORM, fields=(Field(name="x", label="x"),) * 2),
        replace(FORM, fields=tuple(Field(name=str(n), label="x") for n in range(101))),
        replace(FORM, fields=(Field(name="x", label="x", kind=Kind.CHOICE),)),
        replace(
            FORM,
            fields=(Field(name="x", label="x", kind=Kind.CHOICE, choices=(Choice("", "x"),)),),
        ),
        replace(FORM, given=(("x", "长" * 3000),)),
    ],
)
def test_a_form_that_slack_would_refuse_is_a_bug(form: Form) -> None:
    with pytest.raises(ValueError, match="no form for Slack"):
        asking("w1", Card(""), form)


NAMES = st.text(st.sampled_from('abc<>&"'), min_size=1, max_size=255)
CHOICES = st.builds(Choice, st.text(min_size=1, max_size=75).filter(str.strip), TEXT)
FIELDS_OF_FORMS = st.builds(
    Field,
    name=NAMES,
    label=TEXT,
    kind=st.sampled_from(Kind),
    value=TEXT | st.integers(-9, 109).map(str),
    choices=st.lists(CHOICES, min_size=1, max_size=9).map(tuple),
    hint=TEXT,
    needed=st.booleans(),
)
FORMS = st.builds(
    Form,
    name=NAMES,
    title=st.text(max_size=200) | st.just("&<>*" * 50),
    fields=st.lists(
        FIELDS_OF_FORMS, min_size=1, max_size=6, unique_by=lambda field: field.name
    ).map(tuple),
    submit=TEXT,
    cancel=TEXT,
    anything=st.text(max_size=90),
    given=st.lists(
        st.tuples(st.text(max_size=5), st.text(max_size=20)), max_size=4, unique_by=lambda p: p[0]
    ).map(tuple),
)


@settings(deadline=None)
@given(CARDS, FORMS)
def test_any_form_is_taken_and_what_it_was_given_comes_back(card: Card, form: Form) -> None:
    first, *rest = (call_of(part) for part in render(TO, replace(card, form=form), "view:w1"))
    check_call(first)
    assert {each["method"] for each in rest} <= {"chat.postMessage"}
    check_view(as_plain(first)["view"])
    view = first["view"] | {"state": {"values": {}}}
    assert filled_of(view) == Filled(form.name, dict(form.given))
    kinds = [block["type"] for block in first["view"]["blocks"]]
    assert kinds.count("section") <= 1 + 3
    assert kinds.count("input") == len(form.fields)


@given(st.lists(LINES, max_size=30))
def test_under_a_form_all_lines_are_one_text(body: list[Any]) -> None:
    [part, *_] = render(TO, Card("x", tuple(body), form=FORM), "view:w1")
    shown = said(call_of(part)["view"]["blocks"])
    assert flat(shown) in flat(plain_text(part.shows))


def test_the_tab_is_the_card() -> None:
    view = home(Card("我的任务", (Item("24", "条例"),)))
    check_view(view)
    assert said(view["blocks"]) == "我的任务\n 24 条例"
