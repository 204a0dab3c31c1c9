"""Names against the register."""

import pytest

from store.plan import Register, read_plan
from tests.store.plan.reading import codes, read


def warned(code: str, document: str, title: str = "2019年计划") -> list[str]:
    return [w.message for w in read(document, title=title).warnings if w.code == code]


def test_only_exact_spellings_are_known() -> None:
    register = Register.shipped()
    assert [s.short for s in register.spellings("国家知识产权局")] == ["知识产权局"]
    assert [s.short for s in register.spellings("發展改革委")] == ["发展改革委"]
    for name in ("市知识产权局", "市财政局", "知识产权", "⼯业和信息化部", "中央"):
        assert not register.spellings(name)
    assert register.similar("市知识产权局") == "知识产权局"


@pytest.mark.parametrize(
    ("name", "year", "right"),
    [
        ("农业部", 2017, True),
        ("农业部", 2019, False),
        ("银保监会", 2019, True),
        ("银保监会", 2024, False),
    ],
)
def test_names_have_years(name: str, year: int, right: bool) -> None:
    messages = warned("name_not_valid_in_year", f"1.做。（{name}负责）", f"{year}年计划")
    assert (messages == []) is right


def test_a_signboard_is_printed_as_its_body() -> None:
    draft = read("1.做。（国家版权局、财政部负责）", title="2019年计划")
    assert draft.tasks[0].departments == ("中央宣传部", "财政部")
    assert draft.tasks[0].leads == ("中央宣传部",)


def test_a_body_under_two_names_is_reported() -> None:
    draft = read("1.做。（中宣部牵头，国家版权局、财政部配合）", title="2019年计划")
    assert "same_body_twice" in codes(draft)


def test_unknown_and_ambiguous_names_stay_as_printed() -> None:
    document = "1.做。（云川市财政局、新闻出版广电总局（版权局）负责）"
    assert read(document).tasks[0].departments == ("云川市财政局", "新闻出版广电总局（版权局）")
    assert len(warned("unknown_department", document)) == 1
    assert len(warned("ambiguous_name", document)) == 1


def test_an_empty_register_stops_nothing() -> None:
    data = "1.做。（甲局、乙局负责）".encode()
    [task] = read_plan(data, name="-", register=Register({})).tasks
    assert task.departments == ("甲局", "乙局")


def test_a_left_out_prefix_is_suggested_not_added() -> None:
    draft = read("1.做。（市司法局、税务局、河东区、国家税务总局负责）")
    assert "税务局" in draft.tasks[0].departments
    [message] = [w.message for w in draft.warnings if w.code == "prefix_left_out"]
    assert "市税务局" in message
    assert "河东区" not in message


def test_a_look_alike_name_does_not_resolve() -> None:
    draft = read("1.做。（⼯业和信息化部负责）\n2.做。（财\u200b政部负责）")
    assert {"odd_characters", "unknown_department"} <= codes(draft)
    assert [task.departments for task in draft.tasks] == [("⼯业和信息化部",), ("财政部",)]
