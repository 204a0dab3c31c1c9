"""Any bytes, any text: nothing is raised, nothing is lost, time grows with the size only."""

import re
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.plan import PlanDraft
from store.plan import draft_as_json
from tests.store.plan import files
from tests.store.plan.reading import FIXTURES, read

HAN = re.compile("[\u4e00-\u9fff]")
NUMERAL = re.compile("^[（(]?[一二三四五六七八九十]+[、）)]")
PARTS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "3、",
    "(1)",
    "①",
    "5.5%",
    "第一部分",
    "（",
    "）",
    "《",
    "》",
    "【",
    "】",
    "负责",
    "牵头",
    "，",
    "、",
    "。",
    "：",
    "等",
    "和",
    "□□",
    "□□□。",
    "□□局",
    "各□",
    "牵头单位：",
    "责任单位：",
    "配合单位：",
    "完成时限：",
    "□□：",
    "（□□局负责）",
    "（□局牵头，□局配合）",
    "9月底前",
    "第2页",
    "—",
    "无",
    "列第一位的为牵头单位",
    "每季度末报送□□。",
    "来源：□□",
    "附件：",
    "●",
    "😀",
    "\u200b",
]
DOCUMENTS = st.lists(st.sampled_from([*PARTS, "\n", "\n", "\n", "\n\n", " "]), max_size=40)


def filled(parts: list[str]) -> str:
    """A document in which every □ is a character that stands nowhere else."""
    characters = map(chr, range(0x3500, 0x4000))
    return "".join(next(characters) if c == "□" else c for c in "".join(parts))


def kept(draft: PlanDraft) -> str:
    """Everything a person can still read: tasks with their headings, rules, warnings."""
    tasks = (
        f"{task.text}{task.chapter}{task.section}{task.departments}{task.deadline_raw}"
        for task in draft.tasks
    )
    messages = (warning.message for warning in draft.warnings)
    above = (draft.proposed_title or "", draft.issuer or "")
    return "".join([*tasks, *messages, *draft.rules, *above])


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS.map(filled))
def test_nothing_is_lost(document: str) -> None:
    draft = read(document)
    if draft.refused is None:
        here = kept(draft)
        assert not [c for c in document if "\u3500" <= c < "\u4000" and c not in here]


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS.map(filled))
def test_what_follows_changes_no_closed_task(document: str) -> None:
    draft = read(f"1.保留甲乙丙。（教育局负责）\n{document}")
    if draft.refused is None:
        assert draft.tasks[0].text.startswith("保留甲乙丙。")
        assert all(task.lines[0] <= task.lines[1] for task in draft.tasks)


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_nothing_is_raised(data: bytes) -> None:
    draft = read(data)
    assert (draft.refused is None) == bool(draft.tasks)
    draft_as_json(draft)


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS.map(filled))
def test_nobody_is_assigned_without_a_printed_name(document: str) -> None:
    printed = "".join(document.replace("\u200b", "").split())
    for task in read(document).tasks:
        assert all(name in printed for name in task.departments)
        assert set(task.leads) <= set(task.departments)
        assert task.complete or not task.departments


UNITS = (
    "知 （ ） 《 1. 市财政局、 牵头单位： 做。（教育局负责） ①a；②b； 6月底前， 按职责 一、 （）"
    " 各区、 甲局和"
)


@pytest.mark.parametrize("unit", [*UNITS.split(), "知\n", " 知", "（教育局负责\n"])
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        document = ("1.做（教育局负责）\n" + unit * (size // len(unit))).encode()
        start = process_time()
        read(document)
        return process_time() - start

    small = min(seconds(4_000) for _ in range(2))
    large = min(seconds(16_000) for _ in range(2))
    assert large < 10 * small + 0.05


FILES: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a paragraph": (lambda text: files.word(files.paragraph(text)), "a.docx"),
    "runs": (
        lambda text: files.word("<w:p>" + "<w:r><w:t>做</w:t></w:r>" * len(text) + "</w:p>"),
        "a.docx",
    ),
    "a page": (lambda text: f"<p>{text}".encode(), "a.html"),
    "tags": (lambda text: ("<p>" + "<br><b>做</b>&<" * (len(text) // 8)).encode(), "a.html"),
    "cells": (
        lambda text: ("<table>" + "<tr><td rowspan=9>做<td>做" * (len(text) // 40)).encode(),
        "a.html",
    ),
    "a cell": (lambda text: f"序号,任务,责任单位\n1,{text},教育局".encode(), "a.csv"),
    "quotes": (lambda text: b'1,"' + b'a""' * len(text) + b'"', "a.csv"),
    "a PDF": (lambda text: files.pdf([text]), "a.pdf"),
}


@pytest.mark.parametrize("kind", FILES)
def test_time_is_linear_in_every_format(kind: str) -> None:
    make, name = FILES[kind]

    def seconds(times: int) -> float:
        data = make("做好工作，明确责任。（教育局、财政局负责）" * times)
        start = process_time()
        read(data, name=name)
        return process_time() - start

    small = min(seconds(50) for _ in range(2))
    large = min(seconds(200) for _ in range(3))
    assert large < 10 * small + 0.1


def test_every_line_of_a_fixture_is_accounted_for() -> None:
    for path in sorted(FIXTURES.glob("*.txt")):
        draft = read(path.read_bytes())
        numbers = {n for task in draft.tasks for n in range(task.lines[0], task.lines[1] + 1)}
        numbers |= {warning.line for warning in draft.warnings if warning.line}
        here = "".join(HAN.findall(kept(draft)))
        for number, line in enumerate(path.read_text("utf8").split("\n"), 1):
            text = "".join(HAN.findall(NUMERAL.sub("", line)))
            assert number in numbers or draft.refused or text in here, line
