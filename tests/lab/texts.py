"""``python -m tests.lab.texts [TEXTS [SEED]]``: that many random texts through the grammar.

A mixture: words of the commands, numbers of all kinds, traps, noise of Unicode, and sentences with
a few characters changed.  JSON out; the end is 1 if a text broke anything or wrote a wrong item.
"""

import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from bot.grammar import MOST_CHARACTERS, read
from bot.grammar.intent import Act, Confirm, Verdict
from bot.grammar.numbers import number
from bot.grammar.parse import reading_as_json
from bot.grammar.vocabulary import READS
from tests.bot.grammar.shown import context
from tests.bot.grammar.test_properties import DONE, HAN, NEGATIONS, WORDS

SENTENCES = (
    "24 推进中 征求意见稿已汇总21家意见",
    "把第六十二项改成进行中吧",
    "done 70 15",
    "提醒 24 下周五上午九点半",
    "58没完成",
    "延期 24 12月20日 征求意见范围扩大",
    "全部 完成",
    "1-106 完成",
    "催办 未报 请于今天下班前报送",
    "更新 33 进行中 已发文〔2019〕43号",
    "what's the status of task 58",
    "24 3 家单位已反馈",
    "绑定 K7QM-2XPA-9TDR-5FHC",
    "报送 24 进展：已印发 问题：无 下一步：汇总",
    "有没有逾期的",
    "定时限 24、55 11月30日",
    "稍后 24 3d",
    "@联络员 24",
    "/done@planbot 43",
    "17 60% 80%",
)
TRAPS = (
    *(
        [
            "①",
            "㊸",
            "０４３",
            "٤٣",
            "1_0",
            "0x2b",
            "1+1",
            "l3",
            "O7",
            "²",
            "½",
            "Ⅻ",
            "𝟜𝟛",
            "４３",
            "十二",
            "〇",
            "百",
            "一百六",
        ]
    ),
    *(
        [
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u2028",
            "\x00",
            "\x07",
            "\x1b",
            "\x7f",
            "\x85",
            "�",
            "�",
        ]
    ),
    *(
        [
            "' OR 1=1",
            "<!here>",
            "@all",
            "=cmd",
            "{0}",
            "%s",
            "${x}",
            ".*",
            "\\d+",
            "((((",
            "]]]]",
            "<@U1>",
            "🇨🇳",
            "👨\u200d👩\u200d👧",
            "é́",
        ]
    ),
)
NUMBERS = (*map(str, (0, 1, 2, 3, 7, 24, 43, 55, 106, 107, 208, 2019, 10**9, 10**40)), "-1", "3.5")
JOINS = ("", "", " ", " ", "\n", "、", ",", "，", "-", "到", "：", ":", "。", "；")
CONTEXTS = (context(), context(), context(item=34), context(group=True))
VERDICTS = get_args(Verdict)
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]")
_ENDLESS = 10**9  # so the grammar calls every number that no plan has
_RANGES = ("-", "~", "到", "至", "...")
_MANY = 10_000  # no item has such a number


@dataclass(slots=True)
class Figures:
    texts: int = 0
    characters: int = 0
    slowest_ms: float = 0.0
    verdicts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def text(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.5:
        return _joined(dice, dice.randrange(1, 9))
    if kind < 0.8:
        return _bent(dice, dice.choice(SENTENCES))
    if kind < 0.9:
        return _noise(dice, dice.randrange(1, 40))
    if kind < 0.97:
        return dice.choice(SENTENCES) + dice.choice(JOINS) + _joined(dice, 4)
    if kind < 0.999:
        return "\n".join(_joined(dice, 4) for _ in range(dice.randrange(1, 9)))
    return (_joined(dice, 3) * MOST_CHARACTERS)[: dice.randrange(MOST_CHARACTERS + 9)]


def _joined(dice: random.Random, count: int) -> str:
    pools: tuple[Sequence[str], ...] = (WORDS, WORDS, NUMBERS, TRAPS, DONE, NEGATIONS)
    words = (dice.choice(dice.choice(pools)) for _ in range(count))
    return "".join(word + dice.choice(JOINS) for word in words)


def _bent(dice: random.Random, said: str) -> str:
    made = list(said)
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(made) + 1)
        more = dice.choice((_noise(dice, 1), dice.choice(TRAPS), dice.choice(NUMBERS), ""))
        made[at : at + dice.randrange(3)] = list(more)
    return "".join(made)


def _noise(dice: random.Random, count: int) -> str:
    planes = ((0, 0x250), (0x300, 0x600), (0x2000, 0x2BFF), (0x3000, 0x9FFF), (0xD800, 0xFFFF))
    ranges = [dice.choice((*planes, (0x10000, 0x10FFFF))) for _ in range(count)]
    return "".join(chr(dice.randrange(low, high + 1)) for low, high in ranges)


def throw(count: int, seed: int = 2019) -> Figures:
    """Read that many texts; a fault is told with the text that made it."""
    dice, figures = random.Random(seed), Figures()
    for n in range(count):
        said, within = text(dice), CONTEXTS[n % len(CONTEXTS)]
        started = time.process_time()
        try:
            verdicts = read(said, within)
        except Exception as error:
            figures.faults.append(f"{type(error).__name__}: {said!a}")
            continue
        figures.slowest_ms = max(figures.slowest_ms, 1000 * (time.process_time() - started))
        figures.texts += 1
        figures.characters += len(said)
        figures.verdicts.update(type(verdict).__name__ for verdict in verdicts)
        if not verdicts or not all(isinstance(verdict, VERDICTS) for verdict in verdicts):
            figures.faults.append(f"no verdict: {said!a}")
        if not n % 16:
            reading_as_json(verdicts, n)
        figures.faults += _wrong(said, verdicts, within.item)
    return figures


def _wrong(said: str, verdicts: Sequence[Verdict], item: int | None) -> list[str]:
    """Items that would be written though nobody named them."""
    written = {
        task
        for verdict in verdicts
        if isinstance(verdict, Act | Confirm) and verdict.intent.name not in READS
        for task in verdict.intent.tasks
    }
    written.discard(item or 0)
    if written <= _seen(said):
        return []
    return [f"wrong items {sorted(written)[:9]}: {said!a}"]


def _seen(said: str) -> set[int]:
    """Every number that a reader could find there; with the sign of a range all in between."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", said))
    runs = [int(run) for run in re.findall("[0-9]+", folded)]
    found = {*runs, *(min(run, _ENDLESS) for run in runs)}  # as typed, or as "no such item"
    for run in HAN.findall(folded):
        pieces = (run[a:b] for a in range(len(run)) for b in range(a + 1, len(run) + 1))
        found.update(value for piece in pieces for value in number(piece))
    few = {value for value in found if value < _MANY}
    ranged = few and any(sign in folded for sign in _RANGES)
    return found | (set(range(min(few), max(few) + 1)) if ranged else set())


def run(count: int, seed: int) -> dict[str, Any]:
    started = time.process_time()
    figures = throw(count, seed)
    seconds = time.process_time() - started
    return {
        "texts": figures.texts,
        "characters": figures.characters,
        "cpu_s": round(seconds, 1),
        "texts_a_second": round(figures.texts / seconds),
        "slowest_ms": round(figures.slowest_ms, 1),
        "verdicts": dict(figures.verdicts.most_common()),
        "faults": figures.faults[:50],
        "faults_total": len(figures.faults),
        "seed": seed,
    }


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3]]
    told = run(*(numbers + [1_000_000, 2019][len(numbers) :]))
    print(json.dumps(told, ensure_ascii=True, indent=2))
    sys.exit(bool(told["faults"]))
