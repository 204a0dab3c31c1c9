from typing import Any

import pytest

from adapters.wecom.render import Way, call_of, render
from bot.messages import Action, Address, Card, Fact, Platform

TO = Address(Platform.WECOM, "corp", "ZhaoMin")
WAY = Way("app", agent=7)


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
