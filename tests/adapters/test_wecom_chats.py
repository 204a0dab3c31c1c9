"""Cards say what can be done in the chat where they are shown."""

import json

from bot.abilities import Ability, Hint
from bot.messages import Action, Card
from tests.adapters.test_wecom_render import APP, BOT, GROUP, ROBOT, ZHAO, call, calls


def test_a_label_that_is_its_line_is_printed_once() -> None:
    six = tuple(Action(f"看{n}", str(n)) for n in range(1, 7))
    more = (Action("部门", "部门"), Action("Digest", "digest"), Action("历史记录", "记录 24"))
    card = Card("总览", ("共 106 项",), (*six, *more))
    shown = call(ZHAO, card, None, APP)["body"]["template_card"]["sub_title_text"]
    assert shown == "共 106 项\n部门\ndigest\n历史记录：记录 24"


def test_what_people_are_told_to_do_works_in_their_chat() -> None:
    answer = Hint(Ability.ANSWER, "直接回复文字", "发“24 文字”")
    pass_on = Hint(Ability.FORWARD, "转给我", "转来的按您写的处理")
    ask = Hint(Ability.MENTION, "@我 加编号", Hint(Ability.ANSWER, "回复本条", "请私聊我"))
    card = Card("第24项", (answer, pass_on, ask))
    shown = {
        "app": (ZHAO, None, APP, "发“24 文字”\n转来的按您写的处理\n@我 加编号"),
        "pressed": (ZHAO, "code:c", APP, "发“24 文字”\n转来的按您写的处理\n@我 加编号"),
        "robot": (ZHAO, None, BOT, "直接回复文字\n转来的按您写的处理\n@我 加编号"),
        "group": (GROUP, None, APP, "直接回复文字\n转来的按您写的处理\n@我 加编号"),
        "deaf": (ROBOT, None, APP, "发“24 文字”\n转来的按您写的处理\n请私聊我"),
    }
    for name, (to, replacing, way, expected) in shown.items():
        body = call(to, card, replacing, way)["body"]
        text = body[body["msgtype"]]["content"]
        assert text.replace("**", "").removeprefix("第24项\n").replace("\u2060", "") == expected, (
            name
        )


def test_a_group_that_only_hears_us_is_offered_nothing() -> None:
    card = Card("周报", ("共 1 项",), (Action("完整清单", "简报 1 清单"),))
    [sent] = calls(ROBOT, card, None, APP)
    assert "清单" not in sent["body"]["markdown"]["content"]
    assert "button_list" in json.dumps(calls(GROUP, card, None, BOT))
