"""Secrecy marks are told from everyday words."""

import pytest

from bot.secrecy import mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("24 推进中 绝密文件已印发", "绝密"),
        ("24 推进中 机密", "机密"),
        ("文件★一份", "★"),
        ("秘密★1年", "★"),
        ("24 推进中 （内部）", "内部"),
        ("24 推进中 秘密级材料", "秘密"),
        ("秘密", "秘密"),
        ("24 推进中\n内部\n已发", "内部"),
        ("【秘密】", "秘密"),
        ("24 问题：内部", "内部"),
        ("機密", "机密"),
        ("绝\u200b密", "绝密"),
        ("( 内部 )", "内部"),
    ],
)
def test_a_mark_is_found(text: str, found: str) -> None:
    assert mark(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "保护商业秘密",
        "技术秘密",
        "内部程序已走完",
        "加强秘密保护",
        "按单位内部程序办理",
        "",
        "24 推进中",
    ],
)
def test_an_everyday_word_is_none(text: str) -> None:
    assert mark(text) is None
