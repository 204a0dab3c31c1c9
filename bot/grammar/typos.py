"""Probable typing errors in command and status words; rapidfuzz is loaded when first needed."""

from bot.grammar.values import WORDS
from bot.grammar.vocabulary import CHINESE, ENGLISH

_SHORTEST = 4  # letters; shorter words are too near to each other
_SHORTEST_CHINESE = 3
_LOOK_ALIKE = ("撤撒澈辙彻", "销消锁削硝")
_NO_SLIPS = frozenset("已刚才正在未没不待快会将要可能很太你我他最还都就")
_STATUS_WORDS = tuple(word for known in WORDS.values() for word in known)


def near(word: str, candidates: tuple[str, ...]) -> list[str]:
    """The candidates one slip away: a letter more, less, other, or two of them swapped."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - most lines are spelt right

    return [
        candidate
        for candidate in candidates
        if len(candidate) >= _SHORTEST and OSA.distance(word, candidate, score_cutoff=1) <= 1
    ]


def command_meant(word: str) -> tuple[str, str] | None:
    """The command word that ``word`` probably is and its command, if there is exactly one.

    Spaces inside an English word count as nothing: "over due", "who ami".  Swapped letters are
    likelier than a lost one: "taks" is rather task than tasks.
    """
    if word.isascii():
        joined = word.replace(" ", "")
        if joined in ENGLISH and joined != word:
            return joined, ENGLISH[joined]
        found = near(joined, tuple(ENGLISH)) if len(joined) >= _SHORTEST else []
        found = [known for known in found if sorted(known) == sorted(joined)] or found
        names = {ENGLISH[candidate] for candidate in found}
        return (found[0], ENGLISH[found[0]]) if len(names) == 1 else None
    alike = [known for known in CHINESE if len(known) > 1 and _one_other(word, known)]
    alike = [known for known in alike if _looks_like(word, known)] or alike
    if not alike and len(word) >= _SHORTEST_CHINESE:
        longer = tuple(known for known in CHINESE if len(known) >= _SHORTEST)
        alike = [known for known in near(word, longer) if len(known) != len(word)]
    names = {CHINESE[known] for known in alike}
    return (alike[0], CHINESE[alike[0]]) if len(names) == 1 else None


def status_meant(text: str) -> str | None:
    """The status word that a note probably was meant to be, or to begin with."""
    first, _, _ = text.partition(" ")
    for word in dict.fromkeys((text[:20], first)):
        if word.isascii():
            found = near(word, _STATUS_WORDS) if len(word) >= _SHORTEST else []
        else:
            found = [known for known in _STATUS_WORDS if _is_slip(word, known)]
            found = found if word == text or len(word) >= _SHORTEST_CHINESE else []
        if found:
            return found[0]
    return None


def _one_other(word: str, known: str) -> bool:
    """Chinese slips keep the length: one character is another, as homophones are."""
    return len(word) == len(known) and sum(a != b for a, b in zip(word, known, strict=True)) == 1


def _is_slip(word: str, known: str) -> bool:
    """已启动 is no slip for 未启动, nor 很好 for 办好."""
    if not _one_other(word, known):
        return False
    return all(a == b or a not in _NO_SLIPS for a, b in zip(word, known, strict=True))


def _looks_like(word: str, known: str) -> bool:
    """撒销 is rather 撤销 than 注销: the slip looks or sounds like what was meant."""
    slips = {a + b for a, b in zip(word, known, strict=True) if a != b}
    return all(any(set(slip) <= set(alike) for alike in _LOOK_ALIKE) for slip in slips)
