"""Readings as JSON objects: one a case, without what does not apply."""

from typing import Any

import pytest

from bot.commands import COMMANDS
from bot.grammar.parse import parse_cases
from tests.bot.grammar.shown import NOW


def parsed(text: str, **more: Any) -> dict[str, Any]:
    [result] = parse_cases([{"id": 1, "text": text, **more}], now=NOW, highest=106)
    assert result.pop("id") == 1
    return result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("24", {"class": "valid", "intent": "show", "task": 24}),
        ("done 42 18", {"class": "valid", "intent": "done", "tasks": [42, 18]}),
        (
            "24 推进中 60% 已印发",
            {
                "class": "valid",
                "intent": "update",
                "task": 24,
                "status": "in_progress",
                "percent": 60,
                "note": "已印发",
            },
        ),
        ("24 0%", {"class": "valid", "intent": "update", "task": 24, "percent": 0}),
        ("搜索 商标", {"class": "valid", "intent": "search", "words": "商标"}),
        ("due 7d", {"class": "valid", "intent": "due", "days": 7}),
        ("lang zh", {"class": "valid", "intent": "lang", "lang": "zh"}),
        ("snooze 24 3d", {"class": "valid", "intent": "snooze", "task": 24, "for": "P3D"}),
        (
            "remind 24 tomorrow",
            {
                "class": "valid",
                "intent": "remind",
                "task": 24,
                "when": "2019-06-11T09:00:00+08:00",
            },
        ),
        (
            "绑定 k7qm2xpa9tdr",
            {"class": "valid", "intent": "bind", "code": "K7QM-2XPA-9TDR"},
        ),
        ("mytaks", {"class": "valid", "intent": "mytasks", "suggest": "mytasks"}),
        ("doen 20", {"class": "clear-error", "reason": "unknown_command", "suggest": "done"}),
        ("208", {"class": "clear-error", "reason": "unknown_task"}),
        ("done all", {"class": "clear-error", "reason": "multi_target"}),
        ("谢谢", {"class": "ack"}),
        (
            "催办 24",
            {"class": "clear-error", "reason": "unsupported", "intent": "nudge", "task": 24},
        ),
    ],
)
def test_a_reading_is_one_object(text: str, result: dict[str, Any]) -> None:
    assert parsed(text) == result


def test_bulk_is_confirmed() -> None:
    result = parsed("done 1-106")
    assert result["class"] == "confirm"
    assert result["tasks"] == list(range(1, 107))


def test_lines_with_different_contents_stand_in_a_list() -> None:
    result = parsed("24 60%\n25 受阻")
    assert result["class"] == "valid"
    assert [line["task"] for line in result["lines"]] == [24, 25]
    assert parsed("24 60%\n208")["class"] == "clear-error"


def test_a_long_case_is_made_from_its_parts() -> None:
    made = {"prefix": "search ", "repeat": "(", "times": 20_000, "suffix": ""}
    [result] = parse_cases([{"id": "x", "text_gen": made}], now=NOW, highest=106)
    assert result == {"id": "x", "class": "clear-error", "reason": "too_long"}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("@PlanBot 我的任务", {"class": "valid", "intent": "mytasks"}),
        ("<@U0BOT1234> mytasks", {"class": "valid", "intent": "mytasks"}),
        ("收到", {"class": "ignore"}),
        ("@PlanBot 完成 24", {"class": "clear-error", "reason": "private_only"}),
        ("bind K7QM-2XPA-9TDR", {"class": "clear-error", "reason": "private_only"}),
    ],
)
def test_a_group_only_reads(text: str, result: dict[str, Any]) -> None:
    assert parsed(text, chat="group") == result


def test_what_the_program_answers_is_valid_and_what_it_only_names_is_not() -> None:
    for text in ("工作日 2020", "重发 7", "放弃 7"):
        [known] = parse_cases([{"id": 1, "text": text}], now=NOW, highest=106, commands=COMMANDS)
        assert known["class"] == "valid"
        assert parsed(text)["class"] == "clear-error"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("需协调 37 与财政部口径不一", {"intent": "coord", "task": 37, "note": "与财政部口径不一"}),
        (
            "延期 91 6月28日 外方未反馈",
            {"intent": "extend", "task": 91, "when": "2019-06-28", "note": "外方未反馈"},
        ),
        ("55 60 无新进展", {"intent": "update", "tasks": [55, 60], "note": "无新进展"}),
        ("延期 30", {"class": "clear-error", "reason": "missing_fields"}),
        ("延期 30 6月28日", {"class": "clear-error", "reason": "missing_fields"}),
        ("延期 30 外方未反馈", {"class": "clear-error", "reason": "missing_fields"}),
    ],
)
def test_what_is_told_with_a_command_is_its_note(text: str, result: dict[str, Any]) -> None:
    [reading] = parse_cases([{"id": 1, "text": text}], now=NOW, highest=106, commands=COMMANDS)
    assert reading == {"id": 1, "class": "valid", **result}
