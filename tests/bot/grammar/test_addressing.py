"""Who is spoken to: what is not for the bot is met with silence."""

import pytest

from bot.grammar import read
from tests.bot.grammar.shown import context, verdict

CODE = "K7QM-2XPA-9TDR"


def heard(text: str, *, addressed: bool = False, group: bool = True) -> str:
    return " / ".join(map(verdict, read(text, context(group=group, addressed=addressed))))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("@PlanBot 我的任务", "mytasks"),
        ("@PlanBot\u2005逾期", "overdue"),
        ("@planbot，逾期", "overdue"),
        ("@联络员 24", "show 24"),
        ("<@U0BOT1234> mytasks", "mytasks"),
        ("<@U0BOT1234|planbot> mytasks", "mytasks"),
        ("/task@PlanBot 24", "show 24"),
        ("@PlanBot", "ask unknown_command"),
        ("/done@OtherBot 43", "silence"),
        ("@张三 完成43", "silence"),
        ("@PlanBot @张三 完成43", "silence"),
        ("<@U0OTHER> done 43", "silence"),
        ("收到", "silence"),
        ("完成43", "silence"),
        ("24 推进中\n25 推进中", "silence"),
        ("长" * 5000, "silence"),
        ("1\n" * 300, "silence"),
    ],
)
def test_in_a_group_only_what_names_the_bot_is_read(text: str, meaning: str) -> None:
    assert heard(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("24", "show 24"),
        ("@张三 完成43", "silence"),
        ("/done@OtherBot 43", "silence"),
        ("长" * 5000, "refuse too_long"),
        ("1\n" * 300, "refuse too_long"),
    ],
)
def test_what_the_adapter_marked_as_ours_is_read(text: str, meaning: str) -> None:
    assert heard(text, addressed=True) == meaning


@pytest.mark.parametrize("addressed", [True, False])
@pytest.mark.parametrize(
    "text", [f"绑定 {CODE}", f"bind {CODE}", f"/bind {CODE.lower()}", f"@PlanBot 绑定码：{CODE}"]
)
def test_a_code_is_read_wherever_it_stands(text: str, addressed: bool) -> None:
    assert heard(text, addressed=addressed) == f"bind {CODE}"


def test_a_code_among_other_lines_is_read_too() -> None:
    assert heard(f"各位好\n绑定 {CODE}") == f"bind {CODE}"
    assert heard("绑定 不是码") == "silence"


def test_in_private_another_bots_command_is_not_ours_and_a_name_is_no_command() -> None:
    assert heard("/done@OtherBot 43", group=False, addressed=True) == "silence"
    assert heard("@张三 完成43", group=False, addressed=True) == "ask unknown_command"
    assert heard("@PlanBot done 43", group=False, addressed=True) == "done 43"
