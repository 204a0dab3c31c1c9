"""Secrecy marks are told from everyday words."""

import pytest

from bot.secrecy import mark
from tests.bot.secrecy_table import MARKED, PLAIN


def phrases(table: str) -> list[str]:
    """A line of the table holds several; an escape such as ``\\n`` stands for its character."""
    cells = [cell for line in table.strip("\n").split("\n") for cell in line.split("|")]
    escapes = [cell.encode("latin-1", "backslashreplace") for cell in cells]
    return list(dict.fromkeys(cell.decode("unicode_escape") for cell in escapes))


EVERY_MARKED = [*phrases(MARKED), "|内部|", "24 推进中 |秘密|"]
EVERY_PLAIN = phrases(PLAIN)


def test_the_table_is_large_enough_and_does_not_contradict_itself() -> None:
    assert len(EVERY_MARKED) >= 150
    assert len(EVERY_PLAIN) >= 150
    assert not set(EVERY_MARKED) & set(EVERY_PLAIN)


def test_marks_are_found() -> None:
    assert [phrase for phrase in EVERY_MARKED if mark(phrase) is None] == []


def test_everyday_words_are_none() -> None:
    assert [(phrase, mark(phrase)) for phrase in EVERY_PLAIN if mark(phrase)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("24 推进中 绝密文件已印发", "绝密"),
        ("文件★一份", "★"),
        ("秘密★1年", "秘密★1年"),
        ("24 推进中 （内部）", "内部"),
        ("秘密级", "秘密"),
        ("機密", "机密"),
        ("（祕 密）", "秘密"),
        ("机\n密", "机密"),
    ],
)
def test_a_mark_is_named_as_everybody_writes_it(text: str, found: str) -> None:
    assert mark(text) == found
