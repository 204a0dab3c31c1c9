"""Numbers, seams, noise and rules: what is joined, dropped or moved, and said so."""

import pytest

from tests.store.plan.reading import codes, read, row


def test_gaps_and_repeats_are_reported_and_kept() -> None:
    draft = read("1.甲。（教育局负责）\n1.乙。（教育局负责）\n4.丙。（教育局负责）\n")
    assert [(w.code, w.task, w.line) for w in draft.warnings if "number" in w.code] == [
        ("duplicate_number", "1", 2),
        ("number_gap", "4", 3),
    ]


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        ("完善知识", "知识产权机制", "完善知识产权机制"),
        ("推动基层工作", "作风转变", "推动基层工作作风转变"),
        ("实现人", "人享有服务", "实现人人享有服务"),
        ("完善分", "分级诊疗", "完善分级诊疗"),
    ],
)
def test_only_a_true_overlap_is_removed(left: str, right: str, text: str) -> None:
    draft = read(f"1.{left}\n\n{right}。（教育局负责）\n")
    assert draft.tasks[0].text == text + "。"
    assert ("overlap_removed" in codes(draft)) == (len(text) < len(left + right))


def test_doubled_characters_between_sentences_stay() -> None:
    draft = read("1.推动发展。\n\n发展产业。\n\n（教育局负责）\n")
    assert draft.tasks[0].text == "推动发展。发展产业。"
    assert codes(draft) <= {"unknown_department"}


def test_running_headers_and_pages_are_dropped_and_reported() -> None:
    draft = read(
        "云川市2024年要点\n一、基础\n1.编制目录，明确管\n云川市2024年要点\n- 1 -\n"
        "理责任。（数据局负责）\n云川市2024年要点\n第 2 页 共 3 页\n2.归集。（数据局负责）\n"
    )
    assert [task.text for task in draft.tasks] == ["编制目录，明确管理责任。", "归集。"]
    assert [w.line for w in draft.warnings if w.code == "noise_dropped"] == [4, 5, 7, 8]
    assert draft.proposed_title == "云川市2024年要点"


def test_rules_become_plan_notes() -> None:
    draft = read(
        "1.甲。（教育局、财政局负责，以下均需各区落实，不再列出）\n2.乙。（财政局、税务局负责）\n"
        "各牵头单位于每季度末月25日前报送进展情况。\n各项任务中列首位的为牵头单位。\n"
    )
    assert len(draft.rules) == 3
    assert [row(task) for task in draft.tasks] == [
        "1: 教育局 closing_rule / 财政局 / lead_participants",
        "2: 财政局 closing_rule / 税务局 / lead_participants",
    ]
    assert "standing_rule" in codes(draft)


def test_a_decimal_in_a_heading_is_no_item() -> None:
    draft = read(
        "（一）打基础\n1.做。（教育局负责）\n（二）城市大脑2.0版本\n2.建。（教育局负责）\n"
        "3.推进改革。（一）简政放权；（二）放管结合。（教育局负责）\n"
    )
    assert [task.section for task in draft.tasks] == [None] * 3
    assert [task.chapter for task in draft.tasks] == [
        "打基础",
        "城市大脑2.0版本",
        "城市大脑2.0版本",
    ]
    assert draft.tasks[2].text == "推进改革。（一）简政放权；（二）放管结合。"


def test_order_without_meaning_gives_no_lead() -> None:
    draft = read("1.甲。（教育局、财政局负责）\n注：责任单位排名不分先后。\n")
    assert row(draft.tasks[0]) == "1: 教育局、财政局 / lead_participants"
