from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wecom import cards
from adapters.wecom.render import Way, as_plain, call_of, filled, render, repeated
from bot.forms import Choice, Field, Form, Kind
from bot.messages import Action, Address, Card, Fact, Item, Platform
from tests.adapters.cards import TEXT
from tests.adapters.wecom_limits import check_call, said

KEY = "0123456789abcdef" * 2
TO = Address(Platform.WECOM, "corp", "ZhaoMin")
WAY = Way("app", agent=7)
STATUS = Field(
    name="status",
    label="状态",
    kind=Kind.CHOICE,
    choices=(Choice("in_progress", "推进中"), Choice("done", "已完成")),
)
FORM = Form(
    name="update",
    title="第12项：填报",
    fields=(STATUS,),
    submit="保存",
    cancel="取消",
    anything="请至少填写一项。",
    given=(("task", "12"),),
)
ASKED = Card("第 12 项要记什么？未保存。如：12 推进中 已发通知。", form=FORM)
SELECT = {
    "question_key": "status",
    "title": "状态",
    "selected_id": "-",
    "option_list": [
        {"id": "-", "text": "—"},
        {"id": "in_progress", "text": "推进中"},
        {"id": "done", "text": "已完成"},
    ],
}
PERCENT = Field(name="percent", label="进度", kind=Kind.NUMBER)
PROGRESS = Field(name="progress", label="进展")
HOW = "数字和文字请直接回复。"


def contents(card: Card, replacing: str | None = None) -> list[dict[str, Any]]:
    return [call_of(part)["body"] for part in render(TO, card, replacing, WAY)]


def template(card: Card, replacing: str | None = None) -> dict[str, Any]:
    [*_, last] = contents(card, replacing)
    made: dict[str, Any] = last["template_card"]
    return made


def labels(card: dict[str, Any]) -> list[str]:
    return [button["text"] for button in card["button_list"]]


def test_six_actions_are_buttons_and_the_others_lines_to_type() -> None:
    actions = tuple(Action(f"第{n}项", f"{n}") for n in range(1, 9))
    card = template(Card("x", (), actions))
    assert labels(card) == [f"第{n}项" for n in range(1, 7)]
    assert card["sub_title_text"] == "第7项：7\n第8项：8"


def test_a_label_that_no_button_says_is_a_line_to_type() -> None:
    card = template(Card("x", (), (Action("一二三四五六七八九十", "1"), Action("长" * 11, "2"))))
    half = template(Card("x", (), (Action("Ask for coordination", "3"),)))
    assert (labels(half), "sub_title_text" in half) == (["Ask for coordination"], False)
    assert labels(card) == ["一二三四五六七八九十", "长" * 9 + "…"]
    assert card["sub_title_text"] == "长" * 11 + "：2"


def test_two_buttons_never_send_the_same() -> None:
    card = template(Card("x", (), (Action("全部", "我的任务"), Action("返回", "我的任务")) * 2))
    assert labels(card) == ["全部"]
    assert card["sub_title_text"] == "返回：我的任务\n返回：我的任务"


def test_facts_at_the_end_stand_in_columns_if_every_fact_is_seen_there() -> None:
    facts = tuple(Fact(f"甲{n}：", f"乙{n}") for n in range(7))
    card = template(Card("x", ("行", *facts[:6]), (Action("a", "24"),)))
    assert card["sub_title_text"] == "行"
    assert [pair["keyname"] for pair in card["horizontal_content_list"]] == [
        f"甲{n}" for n in range(6)
    ]
    card = template(Card("x", ("行", *facts), (Action("a", "24"),)))
    assert "horizontal_content_list" not in card
    card = template(Card("x", (facts[0], "行", facts[1]), (Action("a", "24"),)))
    assert "horizontal_content_list" not in card
    assert card["sub_title_text"] == "甲0：乙0\n行\n甲1：乙1"
    for fact in (
        Fact("六个字的标签：", "x"),
        Fact("甲：", "长" * 31),
        Fact("甲：", ""),
        Fact("", "x"),
    ):
        assert "horizontal_content_list" not in template(Card("x", (fact,), (Action("a", "24"),)))
    card = template(Card("x", (Fact("甲：", "乙"), "行"), (Action("a", "24"),)))
    assert card["sub_title_text"] == "甲：乙\n行"


@pytest.mark.parametrize(("way", "room"), [(WAY, 160), (Way("aibot"), 112)])
def test_a_body_is_on_the_card_up_to_its_limit_and_else_above_it(way: Way, room: int) -> None:
    for length, messages in ((room, 1), (room + 1, 2)):
        card = Card("x", ("长" * length,), (Action("a", "24"),))
        assert len(render(TO, card, None, way)) == messages


def test_a_title_that_no_card_holds_is_whole_above_it() -> None:
    actions = (Action("a", "24"),)
    assert len(contents(Card("题" * 36, (), actions))) == 1
    first, last = contents(Card("题" * 37, ("行",), actions))
    assert first["text"]["content"] == "题" * 37 + "\n行"
    assert last["template_card"]["main_title"]["title"] == "题" * 35 + "…"


def test_a_long_title_of_two_sentences_is_a_title_and_a_line() -> None:
    first = "没有第 208 项，未保存。"
    second = "本计划共 106 项，请检查编号，或发“搜索 关键词”。"
    card = template(Card(first + second * 2, ("行",), (Action("我的任务", "我的任务"),)))
    assert card["main_title"]["title"] == first
    assert card["sub_title_text"] == second * 2 + "\n行"


def test_a_long_title_above_buttons_ends_at_a_clause() -> None:
    title = "科技部 张三 您好，还有 9 项第三季度进展未报（10月15日周二截止，剩 3 个工作日）"
    *_, last = contents(Card(title, ("长" * 200,), (Action("知道了", "知道了"),)))
    shown = "科技部 张三 您好，还有 9 项第三季度进展未报"
    assert last["template_card"]["main_title"]["title"] == shown


@pytest.mark.parametrize(
    ("title", "first", "rest"),
    [
        (
            "This preview has expired, was cancelled or was used already; nothing was done. Again.",
            "This preview has expired, was cancelled or was used already.",
            "Nothing was done. Again.",
        ),
        (
            "Set 1 item to offline reporting and delete the text for good? Nothing is changed yet.",
            "Set 1 item to offline reporting and delete the text for good?",
            "Nothing is changed yet.",
        ),
        (
            "将第 24 项设为线下报送，并永久删除其文字以及导入的文件中的原文？尚未改动。",
            "将第 24 项设为线下报送，并永久删除其文字以及导入的文件中的原文？",
            "尚未改动。",
        ),
        (
            "“改前写的是甲；改后写的是乙；以后还要写丙”没看明白，未保存；请您再写一遍，写清楚一点",
            "“改前写的是甲；改后写的是乙；以后还要写丙”没看明白，未保存。",
            "请您再写一遍，写清楚一点",
        ),
    ],
)
def test_a_title_is_whole_sentences(title: str, first: str, rest: str) -> None:
    card = template(Card(title, ("行",), (Action("查看", "24"),)))
    assert card["main_title"]["title"] == first
    assert card["sub_title_text"] == f"{rest}\n行"
    *_, last = contents(Card(title, ("长" * 200,), (Action("查看", "24"),)))
    assert last["template_card"]["main_title"]["title"] == first


def test_the_button_that_stands_out_leads_on_and_none_takes_back() -> None:
    undo, more = Action("撤销", "撤销", back=True), Action("去报送", "报送 24")
    card = template(Card("已记录", (), (undo, more, Action("查看第 24 项", "24"))))
    assert [(b["text"], b["style"]) for b in card["button_list"]] == [
        ("撤销", 2),
        ("去报送", 1),
        ("查看第 24 项", 2),
    ]
    assert template(Card("已恢复", (), (undo,)))["button_list"][0]["style"] == 2


def test_a_form_of_choices_is_a_card_to_fill_in() -> None:
    for place in ("code:c", "card:r", "aibot:r"):
        assert template(ASKED, place) == {
            "card_type": "multiple_interaction",
            "main_title": {"title": ASKED.title},
            "select_list": [SELECT],
            "submit_button": {"text": "保存", "key": "form:update:12"},
        }
    assert len(contents(ASKED, "code:c")) == 1


def test_nobody_reports_a_status_by_only_sending_the_card() -> None:
    """WeCom takes the first option for chosen where nobody chose."""
    [select] = template(ASKED, "code:c")["select_list"]
    assert select["selected_id"] == select["option_list"][0]["id"] == cards.NO_CHOICE
    needed = replace(FORM, fields=(replace(STATUS, needed=True, value="done"),))
    [select] = template(replace(ASKED, form=needed), "code:c")["select_list"]
    assert [option["id"] for option in select["option_list"]] == ["in_progress", "done"]
    assert select["selected_id"] == "done"


def test_what_no_card_can_ask_for_is_said_in_words_above_the_choices() -> None:
    form = replace(FORM, fields=(STATUS, PERCENT, PROGRESS), given=())
    words, card = contents(replace(ASKED, body=(HOW,) * 5, form=form), "aibot:r")
    assert words["markdown"]["content"].startswith(f"**{ASKED.title}**\n{HOW}\n")
    assert card["template_card"]["main_title"] == {"title": FORM.title}
    assert card["template_card"]["select_list"] == [SELECT]
    assert card["template_card"]["submit_button"]["key"] == "form:update:"
    [only] = contents(replace(ASKED, form=replace(FORM, fields=(PERCENT, PROGRESS))), "aibot:r")
    assert only["markdown"]["content"] == f"**{ASKED.title}**"


def test_a_form_says_in_one_card_what_leaves_room_for_the_mark_of_a_repeat() -> None:
    for length, messages in ((38, 1), (39, 2)):
        parts = render(TO, replace(ASKED, body=("长" * length,)), "aibot:r", WAY)
        assert len(parts) == messages
    [part] = render(TO, replace(ASKED, body=("长" * 38,)), "aibot:r", WAY)
    title = call_of(repeated(part))["body"]["template_card"]["main_title"]
    assert title["desc"] == "（可能重复）" + "长" * 38


def test_where_nobody_waits_or_sees_cards_a_form_is_words() -> None:
    for place in (None, "welcome:w", "C1/1.2"):
        assert all("template_card" not in content for content in contents(ASKED, place))
    [part] = render(TO, ASKED, "aibot:r", replace(WAY, plain=True))
    assert call_of(part)["body"]["msgtype"] == "markdown"


def test_buttons_that_already_say_what_is_missing_come_before_a_form() -> None:
    card = replace(ASKED, actions=(Action("24 已印发", "24 进展：已印发"),))
    assert template(card, "aibot:r")["card_type"] == "button_interaction"


def test_more_choices_than_a_select_takes_are_cut_likeliest_first() -> None:
    choices = tuple(Choice(str(n), f"{n} 推进知识产权强国建设纲要") for n in range(1, 100))
    task = Field(name="task", label="事项", kind=Kind.CHOICE, choices=choices, needed=True)
    form = replace(FORM, fields=(task, STATUS))
    first, second = template(replace(ASKED, form=form), "aibot:r")["select_list"]
    assert [option["id"] for option in first["option_list"]] == [str(n) for n in range(1, 11)]
    assert first["option_list"][0]["text"] == "1 推进知识产权强国…"
    assert second == SELECT


def test_a_form_that_is_refused_goes_as_words() -> None:
    plain = as_plain(call_of(render(TO, ASKED, "aibot:r", WAY)[0]))
    assert said(plain["body"]) == ASKED.title + "\n状态：推进中 / 已完成"


def test_a_form_that_cannot_be_is_a_bug() -> None:
    for field in (
        replace(STATUS, name=""),
        replace(STATUS, choices=(Choice("", "x"),)),
        replace(STATUS, choices=(Choice("x" * 129, "x"),)),
        replace(STATUS, choices=(Choice("-", "x"),)),
        replace(STATUS, choices=(Choice("x", "x"), Choice("x", "y"))),
    ):
        with pytest.raises(ValueError, match="no form"):
            contents(replace(ASKED, form=replace(FORM, fields=(field,))), "code:c")
    with pytest.raises(ValueError, match="no form"):
        contents(replace(ASKED, form=replace(FORM, fields=(STATUS, STATUS))), "code:c")


NAMES = st.text("abcdefgh_", min_size=1, max_size=128)
FIELDS = st.builds(
    Field,
    name=NAMES,
    label=TEXT,
    kind=st.sampled_from(Kind),
    value=NAMES,
    choices=st.lists(st.builds(Choice, NAMES, TEXT), max_size=20, unique_by=lambda c: c.value).map(
        tuple
    ),
    needed=st.booleans(),
)
FORMS = st.builds(
    Form,
    name=NAMES,
    title=TEXT,
    fields=st.lists(FIELDS, max_size=5, unique_by=lambda f: f.name).map(tuple),
    submit=TEXT,
    cancel=TEXT,
    anything=TEXT,
    given=st.sampled_from([(), (("task", "12"), ("version", "7"))]),
)


@settings(deadline=None)
@given(st.builds(Card, TEXT, st.lists(st.builds(Item, NAMES, TEXT), max_size=2).map(tuple)), FORMS)
def test_any_form_is_taken(card: Card, form: Form) -> None:
    for place in ("code:c", "card:r", "aibot:r"):
        for part in render(TO, replace(card, form=form), place, WAY):
            check_call(filled(call_of(part), KEY))
            check_call(filled(as_plain(call_of(part)), KEY))
