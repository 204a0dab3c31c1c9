"""What 我的任务 can be narrowed to, as it is typed: 牵头 逾期 第二章 第2页, in any order."""

import re

from bot import likeness
from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.numbers import number
from bot.grammar.opening import Arguments
from bot.grammar.phrase_parts import ITEMS, LOOK, THINGS, WE, either
from bot.grammar.queries import PAGE, page_of
from bot.grammar.words import words

LEAD, PARTICIPANT, OVERDUE = "lead", "participant", "overdue"
OWED, DRAFT, REPORTED, OFFLINE = "owed", "draft", "reported", "offline"
OPEN, DONE, CLOSED = "open", "done", "closed"
CHAPTER = "chapter "
"""With a number behind it: the plan's chapters, counted from 1."""

_WORDS = {
    LEAD: words("牵头 主责 只看牵头 牵头的 lead leading led"),
    PARTICIPANT: words("参与 配合 协办 只看参与 参与的 participant participating support"),
    OVERDUE: words("逾期 超期 过期 红灯 逾期的 overdue late red"),
    OWED: words("待报 未报 没报 待报送 应报 owed pending unreported"),
    DRAFT: words("草稿 draft drafts"),
    REPORTED: words("已报 已报送 报了 reported submitted"),
    OFFLINE: words("线下 线下报送 需线下报送 offline"),
    OPEN: words("未完成 未办结 没完成 open unfinished"),
    DONE: words("已完成 完成 done finished"),
    CLOSED: words("已办结 办结 销号 closed"),
}
KNOWN = {word: name for name, known in _WORDS.items() for word in known}
_CHAPTER = re.compile(
    "(?:^|(?<= ))(?:第 ?([0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?章|chapter ?([0-9]{1,2}))(?= |$)"
)
_MARK = "\ue000"  # no blank, and nobody types it
_MOST = 5
_PAGE_DIGITS = 4
_NOUNS = ("tasks", "todo", "task list")
"""Behind these, words are a sentence unless each is a filter."""

_NOT_YET = "(?:还|都)?(?:没|未|没有|尚未|还没有?|还未)"
_HERE = f"{LOOK}{WE}?(?:现在|目前|这个?季度|本季度|这一?期|本期)?(?:还|都)?"
_WHICH = "(?:有)?(?:哪些|哪几[项个条]|什么|啥|几[项个条件份]|多少[项个条件份]?)"
_END = "(?:有哪些|有哪几[项个条]|有什么|都有哪些|是哪些|有吗?|有没有|列表|清单)"


def _asked(doing: str) -> str:
    """有哪些 doing 的, doing 的有哪些, 哪些 doing."""
    return (
        f"{_HERE}{_WHICH}{THINGS}?(?:是)?(?:{WE})?{doing}的?{THINGS}?"
        f"|{_HERE}(?:有)?{doing}的{THINGS}?{_END}?"
        f"|{_HERE}{doing}了?(?:的)?{_WHICH}{THINGS}?"
        f"|{_HERE}有没有{doing}的{THINGS}?"
    )


_PHRASES = {
    OWED: either(
        _asked(f"(?:{_NOT_YET}(?:报送?|上报|填报?|交)|待报送?|要报|该报|应报)"),
        f"{_HERE}还?[差缺]{_WHICH}{THINGS}?(?:{_NOT_YET}(?:报送?|上报|填报?|交))?",
        "what(?: do (?:i|we))? (?:still )?(?:have|need) to report"
        "|what(?: is|'s) (?:still )?(?:left to report|unreported|owed)"
        "|(?:what|how many reports) do (?:i|we) (?:still )?owe"
        "|what have(?: i|n't i| we|n't we) not reported(?: yet)?",
        f"which (?:{ITEMS} )?(?:are|have) (?:still |not )?(?:unreported|not reported|reported yet"
        "|to be reported|owed)",
    ),
    REPORTED: either(
        _asked("(?:已经?报送?了?|已经?上报了?|报了|报过了?|报完了?)"),
        "what have (?:i|we) (?:already )?reported(?: so far| already)?",
    ),
    LEAD: either(
        _asked("(?:牵头|主责)(?:负责)?"),
        f"(?:what|which(?: {ITEMS})?) (?:do|are) (?:i|we) (?:lead|leading)",
    ),
    PARTICIPANT: either(
        _asked("(?:参与|配合|协办)"),
        f"(?:what|which(?: {ITEMS})?) (?:do|are) (?:i|we) (?:take part in|taking part in"
        "|support|supporting)",
    ),
    DRAFT: either(
        _asked("(?:是|存了?|还是)?草稿(?!的)"),
        f"{_HERE}(?:有没有草稿|有草稿的?|草稿{_END})",
        "(?:what|which)(?: of (?:my|our) reports)? (?:is|are)(?: still)?(?: a)? drafts?",
    ),
    OFFLINE: either(_asked("(?:要|需要?|应该?)线下报送?")),
}


def mytasks(a: Arguments) -> Verdict | None:
    """Filters in any order, a page at the end; other words name a chapter."""
    words, page = chosen(a.rest)
    if len(words) > _MOST or not page or any("?" in word for word in words):
        return None
    known = all(word in KNOWN for word in words)
    if not known and (a.opening.glued or a.opening.word in _NOUNS):
        return None
    filters = dict.fromkeys(KNOWN.get(word, word) for word in words)
    return Act(Intent(name="mytasks", filters=tuple(filters), page=page))


def chosen(rest: str, *, numbered: bool = True) -> tuple[list[str], int]:
    """The words of a list's line, chapters as ``chapter 2``, and the page at the end, else 1.

    ``numbered``: a number alone at the end is a page, too.
    """
    page = 1
    if found := PAGE.search(rest):
        rest, page = rest[: found.start()], page_of(found)
    rest = rest.replace("、", " ").replace(",", " ")
    words = [word.replace(_MARK, " ") for word in _CHAPTER.sub(_numbered, rest).split()]
    if numbered and not found and words and _is_page(words[-1]):
        page = int(words.pop())
    return words, page


def asked_for(text: str) -> tuple[str, ...] | None:
    """The filter that a whole line in free wording is a question for: 有哪些没报的."""
    for name, pattern in _PHRASES.items():
        if pattern.fullmatch(text):
            return (name,)
    return None


def filter_meant(word: str) -> str | None:
    """The filter of which ``word`` is a slip: 牵投, overdu."""
    return KNOWN.get(likeness.meant(word, KNOWN) or "")


def _numbered(found: re.Match[str]) -> str:
    """``第二章`` as ``chapter 2``, one word for now."""
    meant = number(found[1] or found[2])
    return f"{CHAPTER.strip()}{_MARK}{meant[0]}" if len(meant) == 1 else found[0]


def _is_page(word: str) -> bool:
    return len(word) <= _PAGE_DIGITS and word.isascii() and word.isdigit()
