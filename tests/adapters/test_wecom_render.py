import json
from typing import Any

import pytest

from adapters.wecom.render import Way, as_new, as_plain, call_of, filled, render, repeated, sign
from bot.messages import Action, Address, Card, Fact, Heading, Item, Platform, Seen

KEY = "5f2b3c4d" * 4
APP, BOT, PLAIN = Way("app", agent=1000002), Way("aibot"), Way("app", plain=True, agent=1000002)
ZHAO = Address(Platform.WECOM, "corp", "ZhaoMin")
GROUP = Address(Platform.WECOM, "corp", "group:wrkSFfCgAA")
ROBOT = Address(Platform.WECOM, "corp", "robot:digest")

SAVED = Card(
    "已记录 · 第24项 → 推进中",
    ("代科技部填报", Fact("进度：", "60%"), Fact("进展：", "已印发征求意见稿")),
    (Action("撤销", "撤销"), Action("查看第 24 项", "24")),
    (Seen(24, 3, 7),),
)
SAVED_CARD = {
    "card_type": "button_interaction",
    "main_title": {"title": "已记录 · 第24项 → 推进中"},
    "sub_title_text": "代科技部填报",
    "horizontal_content_list": [
        {"keyname": "进度", "value": "60%"},
        {"keyname": "进展", "value": "已印发征求意见稿"},
    ],
    "button_list": [
        {"text": "撤销", "style": 1, "key": "撤销"},
        {"text": "查看第 24 项", "style": 2, "key": "24"},
    ],
}
TASKS = Card(
    "我的任务 · 科技部",
    ("共 2 项", "", Heading("牵头 2"), Item("24", "推进《条例》*立法* <草案>"), "# 回复编号"),
)
TASKS_TEXT = "我的任务 · 科技部\n共 2 项\n\n牵头 2\n 24 推进《条例》*立法* <草案>\n# 回复编号"
TASKS_MARKDOWN = (
    "**我的任务 · 科技部**\n共 2 项\n\n**牵头 2**\n"
    " 24 推进《条例》&#42;立法&#42; &lt;草案>\n\u2060# 回复编号"
)
LONG = Card(
    "第24项", ("长" * 1000, Fact("状态：", "推进中")), (Action("推进中", "24 推进中"),), SAVED.about
)


def calls(to: Address, card: Card, replacing: str | None, way: Way) -> list[dict[str, Any]]:
    return [call_of(part) for part in render(to, card, replacing, way)]


def call(to: Address, card: Card, replacing: str | None, way: Way) -> dict[str, Any]:
    [only] = calls(to, card, replacing, way)
    return only


def text(words: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": words}}


def app(content: dict[str, Any]) -> dict[str, Any]:
    checked = {"enable_duplicate_check": 1, "duplicate_check_interval": 14400}
    return {"via": "app", "body": {"touser": "ZhaoMin", "agentid": 1000002} | content | checked}


def push(content: dict[str, Any], chat: str = "ZhaoMin", kind: int = 1) -> dict[str, Any]:
    body = {"chatid": chat, "chat_type": kind} | content
    return {"via": "aibot", "cmd": "aibot_send_msg", "body": body}


TEMPLATE = {"msgtype": "template_card", "template_card": SAVED_CARD}
MARKDOWN = {"msgtype": "markdown", "markdown": {"content": TASKS_MARKDOWN}}


def test_a_card_with_buttons_is_one_template_card() -> None:
    [part] = render(ZHAO, SAVED, None, APP)
    assert call_of(part) == app(TEMPLATE)
    assert part.shows == SAVED
    assert call(ZHAO, SAVED, None, BOT) == push(TEMPLATE)
    assert call(GROUP, SAVED, None, APP) == push(TEMPLATE, "wrkSFfCgAA", 2)


def test_a_card_without_buttons_is_words() -> None:
    assert call(ZHAO, TASKS, None, APP) == app(text(TASKS_TEXT))
    assert call(ZHAO, TASKS, None, BOT) == push(MARKDOWN)
    assert call(GROUP, TASKS, None, APP) == push(MARKDOWN, "wrkSFfCgAA", 2)
    assert call(ROBOT, TASKS, None, APP) == {"via": "robot", "robot": "digest", "body": MARKDOWN}


def test_where_nothing_can_be_pressed_every_action_is_a_line_to_type() -> None:
    words = "代科技部填报\n进度：60%\n进展：已印发征求意见稿"
    typed = "撤销\n查看第 24 项：24"
    assert call(ZHAO, SAVED, None, PLAIN) == app(text(f"{SAVED.title}\n{words}\n{typed}"))
    content = call(ROBOT, SAVED, None, APP)["body"]["markdown"]["content"]
    assert content == f"**{SAVED.title}**\n{words}"  # nobody is heard there


def test_what_no_card_holds_is_said_in_words_above_the_buttons() -> None:
    parts = render(ZHAO, LONG, None, APP)
    first, second, last = map(call_of, parts)
    assert first["body"]["text"]["content"] == "第24项\n" + "长" * 667
    assert second["body"]["text"]["content"] == "长" * 333 + "\n状态：推进中"
    assert last["body"]["template_card"] == {
        "card_type": "button_interaction",
        "main_title": {"title": "第24项"},
        "button_list": [{"text": "推进中", "style": 1, "key": "24 推进中"}],
    }
    assert [part.shows.actions for part in parts] == [(), (), LONG.actions]
    assert {part.shows.about for part in parts} == {LONG.about}


def test_a_pressed_card_of_an_app_is_updated_if_the_answer_fits_one() -> None:
    place = {"userids": ["ZhaoMin"], "agentid": 1000002, "response_code": "c:1"}
    assert call(ZHAO, SAVED, "code:c:1", APP) == {
        "via": "update",
        "body": place | {"template_card": SAVED_CARD},
    }
    assert [each["via"] for each in calls(ZHAO, LONG, "code:c", APP)] == ["app"] * 3
    assert call(ZHAO, TASKS, "code:c", APP) == app(text(TASKS_TEXT))
    assert call(ZHAO, SAVED, "code:c", BOT) == push(TEMPLATE)


def test_an_answer_of_a_word_is_said_by_the_pressed_button() -> None:
    assert call(ZHAO, Card("已取消，未改动。"), "code:c", APP) == {
        "via": "update",
        "body": {
            "userids": ["ZhaoMin"],
            "agentid": 1000002,
            "response_code": "c",
            "button": {"replace_name": "已取消，未改动。"},
        },
        "else": text("已取消，未改动。"),
    }
    assert call(ZHAO, Card("已取消，什么也没有改动。"), "code:c", APP)["via"] == "app"


def test_who_wrote_to_the_bot_is_answered_and_the_rest_is_pushed() -> None:
    answer = {"via": "aibot", "cmd": "aibot_respond_msg", "req_id": "r:1"}
    assert call(ZHAO, TASKS, "aibot:r:1", APP) == answer | {"body": MARKDOWN}
    assert call(GROUP, SAVED, "aibot:r:1", APP) == answer | {"body": TEMPLATE}
    first, last = calls(ZHAO, LONG, "aibot:r:1", APP)
    assert first["req_id"] == "r:1"
    assert last["cmd"] == "aibot_send_msg"


def test_a_pressed_card_of_a_bot_is_updated_under_its_own_task() -> None:
    update = call(ZHAO, SAVED, "card:r|t-1", APP)
    assert update == {
        "via": "aibot",
        "cmd": "aibot_respond_update_msg",
        "req_id": "r",
        "body": {
            "response_type": "update_template_card",
            "template_card": SAVED_CARD | {"task_id": "t-1"},
        },
        "else": push(TEMPLATE)["body"],
    }
    assert filled(update, KEY)["body"] == update["body"]
    unnamed = filled(call(ZHAO, SAVED, "card:r", APP), KEY)
    assert unnamed["body"]["template_card"]["task_id"] == KEY
    assert call(ZHAO, TASKS, "card:r", APP) == push(MARKDOWN)


def test_a_welcome_is_a_text_or_a_card() -> None:
    welcome = {"via": "aibot", "cmd": "aibot_respond_welcome_msg", "req_id": "w"}
    assert call(ZHAO, SAVED, "welcome:w", APP) == welcome | {"body": TEMPLATE}
    words = welcome | {"body": text(TASKS_TEXT), "else": MARKDOWN}
    assert call(ZHAO, TASKS, "welcome:w", APP) == words


def test_a_message_and_a_robot_are_no_place() -> None:
    assert call(ZHAO, SAVED, "5f2b3c4d", APP) == app(TEMPLATE)
    assert call(ROBOT, TASKS, "aibot:r", APP)["via"] == "robot"
    assert call(GROUP, SAVED, "code:c", APP) == push(TEMPLATE, "wrkSFfCgAA", 2)


def test_a_call_whose_place_is_gone_is_said_anew_in_its_chat() -> None:
    for place, way in (("aibot:r", BOT), ("card:r|t", APP), ("welcome:r", APP)):
        assert as_new(ZHAO, call(ZHAO, SAVED, place, way), way) == push(TEMPLATE)
    assert as_new(ZHAO, call(ZHAO, SAVED, "code:c", APP), APP) == app(TEMPLATE)
    assert as_new(ZHAO, call(ZHAO, TASKS, "welcome:w", APP), APP) == push(MARKDOWN)
    short = Card("已取消")
    assert as_new(ZHAO, call(ZHAO, short, "code:c", APP), APP) == app(text("已取消"))
    assert as_new(ZHAO, app(TEMPLATE), APP) == app(TEMPLATE)


SAVED_WORDS = (
    "已记录 · 第24项 → 推进中\n代科技部填报\n进度：60%\n进展：已印发征求意见稿\n"
    "撤销\n查看第 24 项：24"
)


def test_a_card_that_is_refused_goes_as_words() -> None:
    words = {"msgtype": "markdown", "markdown": {"content": SAVED_WORDS}}
    for place in (None, "code:c"):
        assert as_plain(call(ZHAO, SAVED, place, APP)) == app(text(SAVED_WORDS))
    assert as_plain(call(ZHAO, SAVED, None, BOT)) == push(words)
    assert as_plain(call(ZHAO, SAVED, "card:r|t", BOT)) == push(words)
    answer = as_plain(call(ZHAO, SAVED, "aibot:r", BOT))
    assert (answer["req_id"], answer["body"]) == ("r", words)
    assert as_plain(call(ZHAO, SAVED, "welcome:w", BOT))["body"] == text(SAVED_WORDS)
    assert as_plain(call(ZHAO, Card("已取消"), "code:c", APP)) == app(text("已取消"))


def test_words_that_are_refused_go_shorter_and_without_signs() -> None:
    assert as_plain(call(ZHAO, TASKS, None, APP)) == app(text(TASKS_TEXT))
    assert as_plain(call(ROBOT, TASKS, None, APP))["body"] == text(
        "我的任务 · 科技部\n共 2 项\n\n牵头 2\n 24 推进《条例》*立法* <草案>\n\u2060# 回复编号"
    )
    long = as_plain(call(ZHAO, Card("t", ("长" * 600,)), None, BOT))
    assert long["body"]["markdown"]["content"] == "t\n" + "长" * 331 + "…"


def test_every_try_of_a_delivery_has_the_same_bytes_and_no_other_delivery_has_them() -> None:
    card, words = call(ZHAO, SAVED, None, APP), call(ZHAO, TASKS, None, APP)
    assert sign(KEY) == "〔WKR〕"
    assert filled(card, KEY)["body"]["template_card"] == SAVED_CARD | {"task_id": KEY}
    assert filled(words, KEY) == app(text(TASKS_TEXT + "〔WKR〕"))
    for each in (card, words):
        tries = {json.dumps(filled(each, key)) for key in (KEY, KEY, KEY[::-1])}
        assert len(tries) == 2
        assert "task_id" not in json.dumps(each)
    assert filled(call(ZHAO, TASKS, None, BOT), KEY) == push(MARKDOWN)
    for key in ("", "键", "x" * 129, "a b"):
        with pytest.raises(ValueError, match="no key"):
            filled(card, key)


def test_a_repeat_says_that_it_may_be_one_except_where_wecom_tells_copies_apart() -> None:
    [part] = render(ZHAO, TASKS, None, BOT)
    again = call_of(repeated(part))
    assert again["body"]["markdown"]["content"] == "（可能重复）\n" + TASKS_MARKDOWN
    assert repeated(part).shows.title == "（可能重复）" + TASKS.title
    [card] = render(GROUP, SAVED, None, BOT)
    title = call_of(repeated(card))["body"]["template_card"]["main_title"]
    assert title == {"title": SAVED.title, "desc": "（可能重复）"}
    [ours] = render(ZHAO, SAVED, None, APP)
    assert repeated(ours) == ours


def test_what_takes_a_place_is_marked_only_when_it_becomes_a_message() -> None:
    for place in ("code:c", "card:r|t", "welcome:w"):
        [part] = render(ZHAO, SAVED, place, APP)
        again = call_of(repeated(part))
        assert again["body"] == call_of(part)["body"]
        title = as_new(ZHAO, again, APP)["body"]["template_card"]["main_title"]
        assert title["desc"] == "（可能重复）"


def test_nothing_is_ever_sent_to_everybody() -> None:
    for user in ("@all", "ZhaoMin|WangFang", ""):
        with pytest.raises(ValueError, match="no userid"):
            render(Address(Platform.WECOM, "corp", user), SAVED, None, APP)
    with pytest.raises(ValueError, match="no app"):
        render(ZHAO, SAVED, None, Way("app"))


def test_what_people_write_is_never_formatting() -> None:
    hostile = ("<@ZhaoMin> @all <font color=red>", "[x](https://x.cn)", "1. a_b _c_ ~~d~~ `e`")
    card = Card("*题*", (*hostile, "> 引", "- 列", "| 表 |", "    码", "a &lt; b & c \\*"))
    assert call(ZHAO, card, None, BOT)["body"]["markdown"]["content"] == (
        "**&#42;题&#42;**\n"
        "\u2060&lt;\u2060@ZhaoMin> @\u2060all &lt;\u2060font color=red>\n"
        "\u2060[x]\u2060(https:\u2060//x.cn)\n"
        "\u20601. a_b &#95;c&#95; &#126;&#126;d&#126;&#126; &#96;e&#96;\n"
        "\u2060> 引\n\u2060- 列\n\u2060| 表 |\n\u2060    码\na &amp;lt; b & c &#92;&#42;"
    )
    assert call(ZHAO, card, None, APP)["body"]["text"]["content"].startswith(
        "*题*\n<\u2060@ZhaoMin> @\u2060all <\u2060font color=red>\n[x](https://x.cn)\n1. a_b _c_"
    )


def test_what_hides_or_turns_text_is_not_shown() -> None:
    card = Card("a\u202eb\x00", ("c\u2066d\ud83de\tf",), (Action("g\u202e", "24"),))
    shown = call(ZHAO, card, None, APP)["body"]["template_card"]
    assert shown["main_title"]["title"] == "ab"
    assert shown["sub_title_text"] == "cd\ufffde f"
    assert shown["button_list"][0]["text"] == "g"


def test_a_card_without_words_is_still_a_message() -> None:
    for body in ((), ("", " "), ("\u200b",), (Heading(" "),)):
        for way in (APP, BOT):
            content = call(ZHAO, Card(" ", body), None, way)["body"]
            assert content[content["msgtype"]]["content"] == "—"
        card = call(ZHAO, Card(" ", body, (Action(" ", "24"),)), None, APP)["body"]["template_card"]
        assert (card["main_title"]["title"], card["button_list"][0]["text"]) == ("—", "24")
        assert "sub_title_text" not in card


def test_a_command_that_does_not_fit_a_button_is_a_bug() -> None:
    for way in (APP, PLAIN):
        call(ZHAO, Card("x", (), (Action("x", "推" * 21 + "x"),)), None, way)
        for command in ("推" * 21 + "xx", "", "\ud800"):
            with pytest.raises(ValueError, match=r"too long|surrogates"):
                render(ZHAO, Card("x", (), (Action("x", command),)), None, way)
