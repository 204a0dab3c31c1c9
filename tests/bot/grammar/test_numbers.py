"""Numbers and the folded copy: nothing becomes another item by folding."""

import pytest

from bot.grammar.numbers import number
from bot.grammar.prepare import lines


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("043", (43,)),
        ("0", (0,)),
        ("99999999999999999999", (10**9,)),
        ("十", (10,)),
        ("十二", (12,)),
        ("二十一", (21,)),
        ("一百", (100,)),
        ("一百零六", (106,)),
        ("百零六", (106,)),
        ("一〇六", (106,)),
        ("一百一十六", (116,)),
        ("一千零六", (1006,)),
        ("一百六", (160, 106)),
        ("三四", ()),
        ("零六", ()),
        ("二十零三", ()),
        ("十十", ()),
        ("一百零零六", ()),
        ("一亿", ()),
    ],
)
def test_a_number_means(word: str, meant: tuple[int, ...]) -> None:
    assert number(word) == meant


def test_every_number_up_to_999_is_read_back() -> None:
    digits = "零一二三四五六七八九"

    def written(n: int) -> str:
        hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
        text = digits[hundreds] + "百" if hundreds else ""
        text += digits[tens] + "十" if tens else "零" if hundreds and ones else ""
        return text + (digits[ones] if ones else "")

    assert [number(written(n)) for n in range(1, 1000)] == [(n,) for n in range(1, 1000)]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ｕｐｄａｔｅ　７３　６０％", "update 73 60%"),
        ("task ㊸", "task 43"),
        ("𝟒𝟑", "43"),
        ("4️⃣3️⃣", "43"),
        ("\u200bmy\u00a0tasks", "my tasks"),
        ("撤銷", "撤销"),
        ("任務　第87項", "任务 第87项"),
        ("“24”", "24"),
    ],
)
def test_what_looks_alike_is_folded(typed: str, folded: str) -> None:
    [line] = lines(typed)
    assert line.bare == folded


@pytest.mark.parametrize("typed", ["①②", "4³", "4½", "٤٣", "4\u0301"])
def test_what_is_no_number_does_not_become_one(typed: str) -> None:
    [line] = lines(typed)
    assert not line.bare.isascii()


def test_text_is_cut_out_of_what_was_typed() -> None:
    [line] = lines("　２４　ｘ：Ａ\u200d①e\u0301 ")
    at = line.folded.index("a")
    assert line.folded[:at] == "24 x:"
    assert line.text(at) == "Ａ\u200d①é"
