"""``liaison ask``: the whole path, from a line to its answer."""

import json

import pytest

from tests.cli.conftest import Liaison


def said(liaison: Liaison, who: str, *text: str, more: tuple[str, ...] = ()) -> str:
    ran = liaison("ask", "--as", who, *more, "--json", *text)
    assert ran.status == 0, ran.err
    return "\n".join(reply["text"] for reply in ran.json["replies"])


def test_a_department_asks_and_reports_and_takes_it_back(planned: Liaison) -> None:
    assert "24" in said(planned, "科技部", "/mytasks")
    assert "人类遗传资源管理条例" in said(planned, "司法部", "24")
    stored = said(planned, "科技部", "24 推进中 征求意见稿已汇总21家意见")
    assert "第24项" in stored
    assert "推进中" in stored
    assert "征求意见稿已汇总21家意见" in stored
    assert "推进中" in said(planned, "科技部", "24")
    assert "24" in said(planned, "科技部", "撤销")
    assert "征求意见稿" not in said(planned, "科技部", "24").split("最近")[0]


def test_english_is_a_choice_of_the_person(planned: Liaison) -> None:
    said(planned, "MOST", "/lang", "en")
    shown = said(planned, "科技部", "24")
    assert "In progress" in shown
    assert "推进《人类遗传资源管理条例》立法进程" in shown
    assert "状态" not in shown
    assert "状态" in said(planned, "司法部", "24")


def test_the_shape_of_json_is_the_contract(planned: Liaison) -> None:
    ran = planned("ask", "--as", "科技部", "--json", "24")
    [reply] = ran.json["replies"]
    assert set(reply) == {"id", "private", "to", "title", "body", "actions", "text"}
    assert set(reply["to"]) == {"platform", "chat"}
    assert reply["to"]["platform"] == "console"
    assert all(set(action) == {"label", "command"} for action in reply["actions"])
    assert all(len(action["command"].encode()) <= 64 for action in reply["actions"])
    assert all(isinstance(line, str) for line in reply["body"])
    assert "\\u" not in ran.out


def test_several_lines_come_by_standard_input(planned: Liaison) -> None:
    ran = planned("ask", "--as", "科技部", "--json", "-", stdin="10 推进中\n55 60%\n")
    text = "\n".join(reply["text"] for reply in ran.json["replies"])
    assert "第10项" in text
    assert "第55项" in text


def test_a_button_of_an_old_card_asks_when_somebody_else_wrote(planned: Liaison) -> None:
    for name in ("张三", "李四"):
        assert planned("person", "add", "--name", name, "--department", "科技部").status == 0
    card = json.loads(planned("ask", "--as", "张三", "--json", "55").out)["replies"][0]
    said(planned, "李四", "55 受阻 等意见")
    pressed = ("--reply-to", str(card["id"]))
    stale = said(planned, "张三", "55 推进中", more=pressed)
    assert "李四" in stale
    assert "尚未保存" in stale
    assert "受阻" in said(planned, "张三", "55")


@pytest.mark.parametrize("chat", ["private", "group", "other"])
def test_the_unbound_learn_nothing(planned: Liaison, chat: str) -> None:
    def answers(line: str) -> list[tuple[bool, str]]:
        ran = planned("ask", "--as", "unbound", "--chat", chat, "--json", f"@联络员 {line}")
        return [(reply["private"], reply["text"]) for reply in ran.json["replies"]]

    assert answers("43") == answers("999")
    assert answers("第43项") == answers("我的任务")


def test_nobody_and_several_are_refused(planned: Liaison) -> None:
    assert planned("ask", "--as", "没有这个单位", "24").status == 1
    assert planned("ask", "--as", "科技部").status == 2
    assert planned("ask", "24").status == 2


@pytest.mark.parametrize(
    "text",
    ["🙂", "\u202e24", "24\x00", "x" * 100_000, "24 " + "长" * 5_000, "\n" * 300, "ԁone 43", "l3"],
)
def test_bad_input_is_one_answer_and_no_change(planned: Liaison, text: str) -> None:
    before = planned("plan", "show", "--json").json
    ran = planned("ask", "--as", "科技部", "--json", "-", stdin=text)
    assert ran.status == 0
    assert len(ran.json["replies"]) <= 1
    assert planned("plan", "show", "--json").json == before


def test_what_is_not_utf_8_is_refused_and_not_guessed_at(planned: Liaison) -> None:
    before = planned("plan", "show", "--json").json
    torn = "24 推进中 ".encode() + b"\xff\xfe\xe4"
    ran = planned("ask", "--as", "科技部", "--json", "-", stdin=torn)
    assert (ran.status, ran.json["refused"]) == (1, "control_chars")
    ran = planned("ask", "--as", "科技部", "--json", "24", "推进中", "\udcff")
    assert (ran.status, ran.json["refused"]) == (1, "control_chars")
    assert planned("ask", "--as", "\ud800", "24").status == 1
    assert planned("person", "revoke", "\udcff").status == 1
    assert planned("plan", "show", "--json").json == before


def test_at_is_the_clock_of_that_run(planned: Liaison) -> None:
    said(planned, "科技部", "24 推进中", more=("--at", "2019-10-11T10:02:00+08:00"))
    assert "10月11日" in said(planned, "科技部", "24")
    assert planned("ask", "--as", "科技部", "--at", "gestern", "24").status == 2


@pytest.mark.parametrize(
    "at", ["0001-01-01", "0001-01-01T00:00+14:00", "1969-12-31", "2201-01-01", "9999-12-31T23:59Z"]
)
def test_a_clock_stands_within_the_calendar(planned: Liaison, at: str) -> None:
    for args in (("ask", "--as", "科技部", "--at", at, "24"), ("parse", "--now", at, "-")):
        ran = planned(*args, stdin="[]")
        assert (ran.status, "1970" in ran.err, ran.out) == (2, True, "")
    assert planned("outbox", "list", "--all", "--json").json["inbox"] == []


@pytest.mark.parametrize("at", ["1970-01-01T00:00+14:00", "2200-12-31T23:59-12:00"])
def test_the_last_days_of_the_calendar_work(planned: Liaison, at: str) -> None:
    lines = ("24 推进中", "/mytasks", "临期", "撤销", "提醒 24 明年年底", "稍后 24 3个工作日")
    for line in lines:
        assert said(planned, "科技部", line, more=("--at", at))
    assert planned("outbox", "list", "--all", "--json").json == {"deliveries": [], "inbox": []}


def test_telegram_is_rendered_within_its_limits(planned: Liaison) -> None:
    ran = planned("ask", "--as", "知识产权局", "--platform", "telegram", "--json", "我的任务")
    [reply] = ran.json["replies"]
    assert reply["to"]["platform"] == "telegram"
    assert len(reply["text"].encode("utf-16-le")) // 2 <= 4096


def test_my_tasks_can_be_cut_by_what_is_done(planned: Liaison) -> None:
    said(planned, "科技部", "10 已完成")
    done, still = (
        said(planned, "科技部", "我的任务 已完成"),
        said(planned, "科技部", "我的任务 未完成"),
    )
    assert (" 10 " in done, " 24 " in done) == (True, False)
    assert (" 10 " in still, " 24 " in still) == (False, True)


def test_a_group_is_a_registered_one_if_one_says_so(planned: Liaison) -> None:
    for chat, private in (("group", False), ("other", True)):
        for line in ("@联络员 24", "@联络员 简报"):
            ran = planned("ask", "--as", "科技部", "--chat", chat, "--json", line)
            assert ran.json["replies"][0]["private"] is private


def test_a_group_of_the_command_line_is_registered_and_planned_without_an_address(
    planned: Liaison,
) -> None:
    at = ("--at", "2019-10-09T10:00:00+08:00")
    registered = planned("ask", "--as", "office", "--chat", "other", *at, "@联络员 绑定本群")
    assert registered.out.startswith("本群已登记（群 1）")
    shown = planned("ask", "--as", "科技部", "--chat", "other", "--json", *at, "@联络员 24")
    assert shown.json["replies"][0]["private"] is False
    ticked = planned("tick", "--at", "2019-10-11T16:00:00+08:00", "--json")
    [digest] = [one for one in ticked.json["occurrences"] if one["kind"] == "digest"]
    assert digest == {
        "key": "digest:1:2019-W41",
        "kind": "digest",
        "to": None,
        "address": None,
        "at": "2019-10-11T16:00:00+08:00",
        "title": "推进计划周报 2019-W41",
        "why": "group 1",
    }
