"""Which task of a document is which of the plan in force: by what they say, never by number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from bot.model.likeness import content_of
from bot.model.revision import Answers, Question
from bot.model.task import NEUTRAL, DeadlineKind, Mode

SAME, ALIKE = 85, 60
"""Of 100: from the first on it is the same task, below the second another one."""

_WINDOW = 6  # characters in a row by which a part of a text is recognised
_PART = 0.8  # of them stand in the other text: it is a part of it
_SHORTEST = 10  # characters; a shorter text is no part of anything

Pairs = Mapping[int, int]
"""Number in the document -> number in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A task of one side.  ``content`` None: its text is kept nowhere, ``mark`` stands for it.

    ``bodies`` in printed order, the leads among them; ``kind`` and ``day`` are the document's own.
    ``id`` None: it is of the document.
    """

    ref: int
    content: str | None
    mark: str | None
    text: str
    number: str | None = None
    id: int | None = None
    chapter: str | None = None
    section: str | None = None
    bodies: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    mode: Mode | None = None
    kind: DeadlineKind = DeadlineKind.NONE
    day: date | None = None
    restricted: bool = False


@dataclass(slots=True)
class _Matching:
    """``olds`` and ``news`` are what has no partner yet, by number and in order."""

    olds: dict[int, Side]
    news: dict[int, Side]
    pairs: dict[int, int] = field(default_factory=dict)

    def join(self, old: int, new: int) -> None:
        self.pairs[new] = old
        del self.olds[old], self.news[new]


def match(
    olds: Sequence[Side], news: Sequence[Side], answers: Answers
) -> tuple[Pairs, tuple[Question, ...]]:
    """Who is who, and what the office has to decide.

    Whoever is in no pair is removed, or new: as long as it is open, who stands in a question too.
    Raises ValueError for an answer about a task that there is not, or about one twice.
    """
    found = _Matching({side.ref: side for side in olds}, {side.ref: side for side in news})
    _answered(found, answers)
    new = {ref: found.news.pop(ref) for ref in answers.new}
    _equal(found)
    scores = _alike(found)
    parts = _parts(found, scores)
    _best(found, scores, parts)
    questions = _questions(found, scores, parts)
    found.news |= new
    return found.pairs, questions


def _answered(found: _Matching, answers: Answers) -> None:
    for old, new in answers.same:
        if old not in found.olds or new not in found.news:
            raise ValueError(f"{old}={new}")
        found.join(old, new)
    for new in answers.new:
        if new not in found.news:
            raise ValueError(f"+{new}")


def is_like(text: str, others: Collection[str]) -> bool:
    """Whether it may be one of the others, edited."""
    contents = [content_of(other) for other in others if other != NEUTRAL]
    found = process.extractOne(content_of(text), contents, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return text != NEUTRAL and found is not None


def closeness(old: Side, new: Side) -> tuple[bool, bool, int]:
    """What breaks ties: number, place in the document, how many departments both have."""
    number = old.number is not None and old.number == new.number
    place = (old.chapter, old.section) == (new.chapter, new.section)
    return number, place, len({*old.bodies} & {*new.bodies})


def _equal(found: _Matching) -> None:
    """The same content; of a text that is kept nowhere the same mark, and a body in common."""
    by_content = defaultdict[str, list[Side]](list)
    by_mark = defaultdict[str, list[Side]](list)
    for new in found.news.values():
        if new.content is not None:
            by_content[new.content].append(new)
        if new.mark is not None:
            by_mark[new.mark].append(new)
    equal = list[tuple[Side, Side]]()
    for old in found.olds.values():
        if old.content is not None:
            equal += [(old, new) for new in by_content.get(old.content, ())]
        equal += [
            (old, new)
            for new in by_mark.get(old.mark or "", ())
            if None in (old.content, new.content) and _have_in_common(old, new)
        ]
    # Whoever keeps its number comes first, so that of twins each finds itself.
    equal.sort(key=lambda pair: closeness(*pair), reverse=True)
    for old, new in equal:
        if old.ref in found.olds and new.ref in found.news:
            found.join(old.ref, new.ref)


def _have_in_common(old: Side, new: Side) -> bool:
    return bool({*old.bodies} & {*new.bodies}) or not (old.bodies or new.bodies)


Scores = Mapping[tuple[int, int], float]


def _alike(found: _Matching) -> Scores:
    """How alike the texts are that are left, from ``ALIKE`` on."""
    texts = {ref: side.content for ref, side in found.news.items() if side.content is not None}
    scores = dict[tuple[int, int], float]()
    for old in found.olds.values():
        if old.content is not None:
            near = process.extract(
                old.content, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
            )
            scores |= {(old.ref, new): score for _, score, new in near}
    return scores


def _parts(found: _Matching, scores: Scores) -> Collection[tuple[int, int]]:
    """Where a text became a part of a longer one, or a part of a text became a task.

    Only what has no sure partner is looked at.
    """
    olds = {ref: side.content or "" for ref, side in found.olds.items()}
    news = {ref: side.content or "" for ref, side in found.news.items()}
    sure = [pair for pair, score in scores.items() if score >= SAME]
    split = _contained(news, olds, {new for _, new in sure})
    merged = _contained(olds, news, {old for old, _ in sure})
    return {*((old, new) for new, old in split), *merged}


def _contained(
    parts: Mapping[int, str], wholes: Mapping[int, str], partnered: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Part and whole, for every part without a partner; linear in the texts."""
    places = defaultdict[str, set[int]](set)
    for ref, text in wholes.items():
        for window in _windows(text):
            places[window].add(ref)
    for ref, text in parts.items():
        windows = _windows(text)
        if ref in partnered or len(text) < _SHORTEST:
            continue
        hits = defaultdict[int, int](int)
        for window in windows:
            for whole in places.get(window, ()):
                hits[whole] += 1
        best = max(hits, key=lambda whole: (hits[whole], -whole), default=None)
        if best is None or len(text) >= len(wholes[best]):
            continue
        if hits[best] >= _PART * len(windows):
            yield ref, best


def _windows(text: str) -> set[str]:
    return {text[at : at + _WINDOW] for at in range(len(text) - _WINDOW + 1)}


def _best(found: _Matching, scores: Scores, parts: Collection[tuple[int, int]]) -> None:
    """The most alike first; what was split or merged waits for the office."""
    torn_olds, torn_news = {old for old, _ in parts}, {new for _, new in parts}
    for old, new in _by_score(found, scores):
        free = old in found.olds and new in found.news
        if free and scores[old, new] >= SAME and old not in torn_olds and new not in torn_news:
            found.join(old, new)


def _by_score(found: _Matching, scores: Scores) -> list[tuple[int, int]]:
    free = [(old, new) for old, new in scores if old in found.olds and new in found.news]

    def rank(pair: tuple[int, int]) -> tuple[float, tuple[bool, bool, int]]:
        old, new = pair
        return scores[pair], closeness(found.olds[old], found.news[new])

    return sorted(free, key=rank, reverse=True)


def _questions(
    found: _Matching, scores: Scores, parts: Collection[tuple[int, int]]
) -> tuple[Question, ...]:
    """One for each pair that is half alike, with what was split off from it or merged into it."""
    asked = list[tuple[int, int]]()
    taken_olds, taken_news = set[int](), set[int]()
    for old, new in _by_score(found, scores):
        if old not in taken_olds and new not in taken_news:
            asked.append((old, new))
            taken_olds.add(old)
            taken_news.add(new)
    asked += [(old, new) for old, new in sorted(parts) if (old, new) not in asked]
    asked += _hidden(found)
    together = _together(asked)
    return tuple(
        Question(pairs=tuple((o, n, _score(found, scores, o, n)) for o, n in pairs))
        for pairs in together
    )


def _score(found: _Matching, scores: Scores, old: int, new: int) -> int | None:
    was, now = found.olds[old].content, found.news[new].content
    if was is None or now is None:
        return None
    return round(scores.get((old, new)) or fuzz.ratio(was, now))


def _hidden(found: _Matching) -> Iterator[tuple[int, int]]:
    """Tasks without text that stand in one place, or have the same departments."""
    for old in found.olds.values():
        for new in found.news.values() if old.content is None else ():
            if new.content is not None or not _have_in_common(old, new):
                continue
            same_bodies = {*old.bodies} == {*new.bodies}
            if same_bodies or (old.chapter, old.section) == (new.chapter, new.section):
                yield old.ref, new.ref


def _together(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that share a task are one question."""
    groups = list[list[tuple[int, int]]]()
    for pair in pairs:
        touching = [g for g in groups if any(o == pair[0] or n == pair[1] for o, n in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([*(one for g in touching for one in g), pair])
    return sorted(groups, key=min)
