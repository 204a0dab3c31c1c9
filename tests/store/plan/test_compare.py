"""Who is who in two documents: nobody is lost, whatever was edited, moved, removed or added."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.likeness import content_of, mark_of
from bot.model.revision import Answers, Kind
from store.plan.compare import Side, match
from store.plan.difference import differences
from tests.revised import document


def sides() -> list[Side]:
    """The shipped plan; what is reported offline has no text."""
    return [
        Side(
            ref=ref,
            id=1000 + ref,
            content=None if one.restricted_suggested else content_of(one.text),
            mark=mark_of(one.text),
            text="" if one.restricted_suggested else one.text,
            number=one.number,
            chapter=one.chapter,
            section=one.section,
            bodies=one.departments,
            leads=one.leads,
            mode=one.mode,
            restricted=one.restricted_suggested,
        )
        for ref, one in enumerate(document().tasks, start=1)
    ]


OLD = sides()


def edited(side: Side, how: str) -> Side:
    if side.content is None or how == "same":
        return side
    text = {
        "comma": side.text.replace("，", ","),
        "few": side.text.replace("知识产权", "专利"),
        "half": side.text[: len(side.text) // 2] + "，开展另外一项完全不同的工作并及时总结推广。",
        "other": "召开" + "".join(reversed(side.text)),
    }[how]
    return replace(side, text=text, content=content_of(text), mark=mark_of(text))


@given(
    order=st.permutations(range(len(OLD))),
    how=st.lists(
        st.sampled_from(["same", "same", "comma", "few", "half", "other"]),
        min_size=len(OLD),
        max_size=len(OLD),
    ),
    kept=st.integers(60, len(OLD)),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_task_is_in_exactly_one_place(order: list[int], how: list[str], kept: int) -> None:
    picked = [edited(OLD[place], how[place]) for place in order[:kept]]
    news = [replace(side, ref=ref, id=None, number=str(ref)) for ref, side in enumerate(picked, 1)]
    pairs, questions = match(OLD, news, Answers())
    changes = differences(OLD, news, pairs)
    assert sorted(c.before for c in changes if c.before is not None) == [s.ref for s in OLD]
    assert [c.after for c in changes if c.after is not None] == [s.ref for s in news]
    was = {ref: OLD[place].ref for ref, place in enumerate(order[:kept], 1)}
    for ref, place in enumerate(order[:kept], 1):
        if how[place] in ("same", "comma"):
            assert pairs[ref] == was[ref]
    asked = {new for question in questions for new in question.news}
    assert not asked & pairs.keys()
    settled, left = match(OLD, news, Answers(same=tuple((q.suggested) for q in questions)))
    assert set(pairs.items()) <= set(settled.items())
    again, still = match(OLD, [replace(old, id=None) for old in OLD], Answers())
    assert (again, still) == ({old.ref: old.ref for old in OLD}, ())
    assert not any(c.kinds for c in differences(OLD, OLD, again))
    assert not {new for q in left for new in q.news} & settled.keys()


def plain(*texts: str) -> list[Side]:
    return [
        Side(ref=ref, id=ref, content=content_of(text), mark=mark_of(text), text=text)
        for ref, text in enumerate(texts, start=1)
    ]


A = "建立健全知识产权侵权惩罚性赔偿制度，加大对恶意侵权行为的打击力度。"
B = "研究起草商业秘密保护规定，完善地理标志统一认定办法和配套措施。"
C = "开展打击侵权假冒专项行动。"


@pytest.mark.parametrize(
    ("olds", "news", "pairs", "asked"),
    [
        ((A, B), (B, A), {1: 2, 2: 1}, []),
        ((A, A), (A, A), {1: 1, 2: 2}, []),  # twins keep their places
        ((A,), (A.replace("，", " , "),), {1: 1}, []),
        ((A + B,), (A, B), {}, [[(1, 1), (1, 2)]]),  # split
        ((A, B), (A + B,), {}, [[(1, 1), (2, 1)]]),  # merged
        ((A + C,), (A, C), {}, [[(1, 1), (1, 2)]]),  # the larger part alone would be the same
        ((A,), (C,), {}, []),
        ((), (A,), {}, []),
        ((A,), (), {}, []),
    ],
)
def test_split_merged_and_twins(
    olds: tuple[str, ...],
    news: tuple[str, ...],
    pairs: dict[int, int],
    asked: list[list[tuple[int, int]]],
) -> None:
    found, questions = match(plain(*olds), plain(*news), Answers())
    assert found == pairs
    assert [[pair[:2] for pair in question.pairs] for question in questions] == asked


def test_answers_settle_and_answers_about_nothing_do_not() -> None:
    olds, news = plain(A + B, C), plain(A, B, C)
    assert match(olds, news, Answers(same=((1, 2),))) == ({2: 1, 3: 2}, ())
    assert match(olds, news, Answers(new=(1, 2))) == ({3: 2}, ())
    pairs, questions = match(olds, news, Answers(new=(2,)))
    assert (pairs, [question.suggested for question in questions]) == ({3: 2}, [(1, 1)])
    for wrong in (Answers(same=((9, 1),)), Answers(new=(9,)), Answers(same=((1, 1), (2, 1)))):
        with pytest.raises(ValueError, match=r"[+=]"):
            match(olds, news, wrong)


def test_a_chapter_that_became_the_next_one_is_no_move() -> None:
    [old] = plain(A)
    old = replace(old, chapter="一、深化改革", section="（二）立法")
    new = replace(old, chapter="二、深化改革", section="（三） 立法")
    [change] = differences([old], [new], {1: 1})
    assert change.kinds == frozenset()
    [change] = differences([old], [replace(new, section="（三）宣传")], {1: 1})
    assert change.kinds == {Kind.MOVED}
