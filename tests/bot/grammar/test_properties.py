"""What holds for any text at all."""

import importlib
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import bot.grammar
from bot.grammar import read
from bot.grammar.intent import Act, Confirm, Intent
from bot.grammar.numbers import number
from bot.grammar.parse import reading_as_json
from bot.grammar.vocabulary import READS
from bot.grammar.words import words
from tests.bot.grammar.shown import context

WORDS = [
    *words(
        "24 55 7 第24项 十二号任务 #15 1-106 3 项 号 个 月 60% 百分之六十 推进中 已完成 完成 done"
        " blocked 受阻 没 快 not almost 更新 update 备注 note 把 改成 mark as 问题： 下一步： 提醒"
        " remind 明天 friday 9点 全部 all ？ 吗 ， 、 - 到 . 搜索 专利 bind K7QM-2XPA-9TDR 撤销"
        " undo 谢谢 请 ok \u202e \u200b ① ４３ ٤٣ \ud83d / @ = %"
    ),
    "\n",
]
texts = st.text(st.characters(), max_size=60)
talk = st.lists(st.sampled_from(WORDS), max_size=8).flatmap(
    lambda said: st.sampled_from(["".join(said), " ".join(said)])
)
items = st.sampled_from([None, 34])
HAN = re.compile("[〇零一二两三四五六七八九十百千万]+")


def intents(text: str, item: int | None = None) -> list[tuple[Intent, bool]]:
    """What would be done at once (True) or after a preview."""
    return [
        (verdict.intent, isinstance(verdict, Act))
        for verdict in read(text, context(item=item))
        if isinstance(verdict, Act | Confirm)
    ]


def numbers_in(text: str) -> set[int]:
    """Every number that somebody could see in the text; of a range those in between too."""
    folded = unicodedata.normalize("NFKC", text.replace("\u200b", ""))
    seen = {int(found) for found in re.findall("[0-9]+", folded)}
    for run in HAN.findall(folded):
        pieces = (run[a:b] for a in range(len(run)) for b in range(a + 1, len(run) + 1))
        seen.update(n for piece in pieces for n in number(piece))
    ranged = seen and ("-" in text or "到" in text)
    return set(range(min(seen), max(seen) + 1)) if ranged else seen


@given(st.one_of(texts, talk), items)
@example("\ud800", None)
@example("4\u0301 done", None)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_always_the_same(text: str, item: int | None) -> None:
    verdicts = read(text, context(item=item))
    assert verdicts
    assert verdicts == read(text, context(item=item))
    assert reading_as_json(verdicts, 1)["class"]


@given(st.text(st.characters(exclude_categories=["Nd", "Nl", "No"]), max_size=60))
@settings(max_examples=200, deadline=None)
def test_without_a_number_no_item_is_written(text: str) -> None:
    if not HAN.search(text):
        assert all(not intent.tasks for intent, _ in intents(text))


@given(talk)
@settings(max_examples=600, deadline=None)
def test_only_what_was_named_is_written(text: str) -> None:
    for intent, at_once in intents(text):
        if intent.tasks:
            assert set(intent.tasks) <= numbers_in(text)
        if intent.name not in READS and at_once:
            assert len(intent.tasks) <= 5


@given(talk)
@settings(max_examples=300, deadline=None)
def test_a_note_is_a_piece_of_what_was_typed(text: str) -> None:
    for intent, _ in intents(text):
        for note in (intent.change.progress, intent.change.problems, intent.change.next_steps):
            assert note is None or note in text


NEGATIONS = words(
    "没 没有 未 尚未 还没 不算 快 快要 即将 预计 争取 基本 差不多 可能 计划 半 下月 年底前"
    " not__ almost__ nearly__ will__be__ isn't__ hasn't__been__ to__be__ soon__"
)
DONE = words("完成 完成了 做完了 办结 搞定 已完成 done finished completed")


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize("done", DONE)
def test_a_negation_or_a_hedge_before_done_never_writes_done(negation: str, done: str) -> None:
    for before in ("7", "7 ", "第7项", "7号任务", "把7", "更新 7 ", "task 7 is ", "mark 7 as "):
        for item in (None, 7):
            for intent, _ in intents(f"{before}{negation}{done}", item):
                assert intent.name in READS or intent.change.status != "done"
                assert intent.name != "done"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every regular expression of the grammar, with the module that holds it."""
    for module in pkgutil.iter_modules(bot.grammar.__path__):
        loaded = importlib.import_module(f"bot.grammar.{module.name}")
        for value in vars(loaded).values():
            for held in value.values() if isinstance(value, dict) else (value,):
                if isinstance(held, re.Pattern):
                    yield module.name, held


def depth(parsed: Any) -> int:
    """How deep repetitions stand in each other; something optional is none."""
    deepest = 0
    for operation, argument in parsed:
        here, parts = 0, argument if isinstance(argument, tuple | list) else ()
        if operation in (
            _constants.MAX_REPEAT,
            _constants.MIN_REPEAT,
            _constants.POSSESSIVE_REPEAT,
        ):
            here = int(argument[1] > 1)
            parts = (argument[2],)
        inside = [part for part in _flat(parts) if isinstance(part, _parser.SubPattern)]
        deepest = max([deepest, here, *(here + depth(part) for part in inside)])
    return deepest


def _flat(parts: Any) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, list):
            yield from _flat(part)
        else:
            yield part


def test_the_measure_of_nesting_sees_nesting() -> None:
    assert depth(_parser.parse("(a|b?)+")) == 1
    assert depth(_parser.parse("(?:x(?:a+|b))*")) == 2


def test_no_pattern_repeats_a_repetition() -> None:
    found = list(patterns())
    assert len(found) > 60
    assert [(name, p.pattern) for name, p in found if depth(_parser.parse(p.pattern)) > 1] == []


def steps(text: str) -> int:
    """Lines of our own code that run to read ``text``."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if "grammar" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text, context())
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "43,",
        "43 ",
        "43、",
        "(",
        "第一百",
        "问题：x ",
        "进行中 ",
        "60% ",
        "请",
        "的",
        "e\u0301",
        "1-9 ",
        "tomorrow ",
    ],
)
@pytest.mark.parametrize("head", ["", "更新 43 ", "done ", "提醒 43 ", "search "])
def test_twice_the_text_is_at_most_twice_the_work(head: str, piece: str) -> None:
    once, twice = (head + piece * (n // len(piece)) for n in (900, 1800))
    read(once, context())
    assert steps(twice) <= 2.5 * steps(once)


def test_a_hundred_kilobytes_are_not_read() -> None:
    assert steps("43 " * 40_000) < 100
