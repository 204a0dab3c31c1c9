"""Codes as people type them."""

import pytest

from bot import codes


@pytest.mark.parametrize(
    "typed",
    [
        "K7QM-2XPA-9TDR-5FH0",
        "k7qm2xpa9tdr5fho",
        "Ｋ７ＱＭ－２ＸＰＡ－９ＴＤＲ－５ＦＨＯ",
        " K7QM 2XPA 9TDR 5FHO ",
    ],
)
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert codes.normal(typed) == "K7QM2XPA9TDR5FH0"
    assert codes.binding_digest(typed) == codes.binding_digest("K7QM-2XPA-9TDR-5FH0")
    assert codes.is_code(typed)


def test_look_alikes_of_other_scripts_are_no_code() -> None:
    assert not codes.is_code("K7QM-2XPA-9TDR-5FHР")  # a Cyrillic letter at the end
    assert not codes.is_code("")


def test_a_new_code_has_80_and_an_action_128_bits() -> None:
    code = codes.new_binding_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert codes.is_code(code)
    assert len(codes.new_action_code()) * 5 >= 128
    assert len({codes.new_binding_code() for _ in range(100)}) == 100


def test_a_code_is_found_in_a_line() -> None:
    for text in ("绑定 k7qm-2xpa-9tdr-5fhc 谢谢", "bind K7QM 2XPA 9TDR 5FHC", "K7QM2XPA9TDR5FHC"):
        assert "K7QM2XPA9TDR5FHC" in codes.codes_in(text)
    assert "K7QM2XPA9TDR" in codes.codes_in("bind K7QM-2XPA-9TDR now")
    assert codes.codes_in("24 推进中") == []
