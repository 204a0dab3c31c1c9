"""Whatever the grammar offers as a button is a line that it understands."""

import pytest

from bot.grammar import read
from bot.grammar.intent import Act, Ask, Refuse
from tests.bot.grammar.queried import ON_A_CARD
from tests.bot.grammar.shown import context, shown
from tests.bot.grammar.test_readings import CASES

LINES = [text for text, _ in CASES]


def offers(text: str, item: int | None = None) -> tuple[str, ...]:
    [verdict] = read(text, context(item=item))
    assert isinstance(verdict, Ask | Refuse)
    return verdict.offers


def test_every_offer_can_be_acted_upon() -> None:
    looked_at = 0
    for text in LINES + [text for text, _ in ON_A_CARD]:
        for verdict in read(text, context()):
            for offer in verdict.offers if isinstance(verdict, Ask | Refuse) else ():
                looked_at += 1
                meant = read(offer, context())
                assert len(meant) == 1, offer
                assert isinstance(meant[0], Act), offer
    assert looked_at > 50


def test_loose_talk_may_be_a_status_or_only_a_note() -> None:
    assert offers("7 快好了") == ("7 推进中", "7 已完成", "备注 7 快好了")
    assert offers("7 almost done") == ("7 in progress", "7 done", "note 7 almost done")
    assert shown("备注 7 快好了") == "update 7 '快好了'"


def test_a_note_that_starts_with_a_number_stays_one() -> None:
    assert offers("24 is almost done", item=34)[1] == "note 34: 24 is almost done"
    assert shown("note 34: 24 is almost done") == "update 34 '24 is almost done'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 延期", ("7 滞后", "7 受阻")),
        ("7 at risk", ("7 behind", "7 blocked")),
        ("update 25 blcoked", ("25 blocked",)),
        ("doen 20", ("done 20",)),
        ("update 59 60", ("59 60%",)),
        ("24 60% 80%", ("24 60%", "24 80%")),
        ("24 25", ("24", "25")),
        ("搜所 商标", ("搜索 商标",)),
    ],
)
def test_the_way_out_is_offered(text: str, expected: tuple[str, ...]) -> None:
    assert offers(text) == expected


def test_in_a_reply_both_items_are_offered() -> None:
    assert offers("15 已完成", item=34) == ("#15 已完成", "34 已完成")
    assert offers("done 15", item=34) == ("done #15", "done 34")
    assert shown("#15 已完成", item=34) == "update 15 done"
    assert shown("done #15", item=34) == "done 15"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("208", {"number": "208"}),
        ("done 0x2b", {"text": "0x2b"}),
        ("更新 58", {"number": 58}),
        ("7 快好了", {"text": "7 快好了", "number": 7}),
        ("91 延期", {"text": "延期", "number": 91, "extension": 91}),
        ("24 已延期了", {"text": "已延期了", "number": 24, "extension": 24}),
        ("24 Postponed", {"text": "Postponed", "number": 24, "extension": 24}),
        ("24 At Risk", {"text": "At Risk", "number": 24}),
        ("remind 24 30 Feb", {"text": "30 Feb", "remind": 24}),
        ("remind 24 1 Jan 2018", {"text": "1 Jan 2018", "remind": 24}),
        ("update 0X2B", {"text": "0X2B"}),
        ("24 Blcoked", {"text": "Blcoked", "number": 24}),
        ("24 70％ 80%", {"number": 24, "first": "70％", "second": "80%"}),
        ("24 Done 40%", {"number": 24, "first": "Done", "second": "40%"}),
        ("24 已完成 40%", {"number": 24, "first": "已完成", "second": "40%"}),
        ("remind 24 2月30日", {"text": "2月30日", "remind": 24}),
    ],
)
def test_the_facts_of_the_sentence_are_named(text: str, facts: dict[str, object]) -> None:
    [verdict] = read(text, context())
    assert isinstance(verdict, Ask | Refuse)
    assert verdict.facts == facts


def test_a_note_that_is_offered_keeps_the_word_that_looked_like_a_status() -> None:
    for text in ("76 almost done", "76 done almost", "76 done, not yet approved"):
        offer = offers(text)[-1]
        assert shown(offer) == f"update 76 '{text.removeprefix('76 ')}'"
    assert offers("7 已完成 初稿")[-1] == "备注 7 已完成 初稿"


def test_undo_is_found_behind_its_usual_slips() -> None:
    assert shown("撤消") == shown("请撤消一下") == shown("撤销") == "undo"
    assert offers("撒销") == ("撤销",)
