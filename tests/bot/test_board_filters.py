"""Filters live in the address: what it says, what of it says nothing, and the way back."""

from urllib.parse import parse_qsl

import pytest

from bot.board_filters import number, read_filters, to_query
from bot.model.board import Filters, Wish
from bot.model.light import Light
from bot.model.task import Department, Status

CHAPTERS = ("一、法规", "二、保护")
DEPARTMENTS = (Department(1, "科技部", "Ministry", "MOST"), Department(2, "财政部"))


def read(query: str) -> tuple[Filters, tuple[str, ...]]:
    return read_filters(parse_qsl(query), CHAPTERS, DEPARTMENTS)


def test_an_address_says_what_is_looked_at() -> None:
    whole = (
        "chapter=2&department=科技部&status=blocked&light=red&report=owed&words=地理++标志&page=3"
    )
    wanted = Filters(
        chapter=2,
        department="科技部",
        status=Status.BLOCKED,
        light=Light.RED,
        report=Wish.OWED,
        words="地理 标志",
        page=3,
    )
    assert read(whole) == (wanted, ())
    assert read(to_query(wanted)) == (wanted, ())
    assert read("") == (Filters(), ())
    assert to_query(Filters()) == ""


def test_what_a_form_leaves_empty_is_no_filter() -> None:
    assert read("chapter=&status=&words=&page=&lang=en") == (Filters(), ())


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("chapter=3", "3"),
        ("chapter=0", "0"),
        ("chapter=%D9%A1", "١"),
        ("status=BLOCKED", "BLOCKED"),
        ("light=purple", "purple"),
        ("report=lost", "lost"),
        ("department=某部", "某部"),
        ("page=-1", "-1"),
        ("page=9999999", "9999999"),
        ("colour=red", "colour=red"),
        ("words=" + "x" * 101, "x" * 100),
    ],
)
def test_what_says_nothing_is_left_out_and_named(query: str, ignored: str) -> None:
    assert read(query) == (Filters(), (ignored,))


def test_the_first_of_two_counts() -> None:
    assert read("status=done&status=closed") == (Filters(status=Status.DONE), ("closed",))


def test_what_is_not_text_is_a_blank() -> None:
    assert read("words=a%00b%E2%80%AEc")[0].words == "a b c"


def test_a_change_of_a_filter_keeps_the_others() -> None:
    wanted = Filters(status=Status.DONE, words="a b", page=2)
    assert to_query(wanted, page=1) == "status=done&words=a+b"
    assert to_query(wanted, status=None, light=Light.RED, page=1) == "light=red&words=a+b"


def test_a_number_is_plain_digits() -> None:
    assert [number(text) for text in ("24", "0", "", "²", "1_0", "+1")] == [24, *[None] * 5]
