"""What stands behind the commands that only read: items, pages, words."""

import re

from bot.errors import Code
from bot.grammar import asks, speech
from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.items import about
from bot.grammar.notes import Verb
from bot.grammar.numbers import number
from bot.grammar.opening import Arguments
from bot.grammar.refs import Ref, Refs, ref_at, refs_at, unknown

PAGE = re.compile(
    "(?:(?:^| )第 ?([0-9]{1,4}|[一二三四五六七八九十]{1,3}) ?页|(?:^| )(?:page|p\\.?)"
    " ?([0-9]{1,4}))$"
)
_FREELY = re.compile(
    "for [^ ]|(?:all |any |the )?(?:tasks?|items?) (?:about|related|relating|on|regarding|with"
    "|mention)"
)
_ABOUT_IT = re.compile("(?:相关|有关|方面)的?(?:任务|事项|工作|项目)$")
_IN_SPEECH = re.compile("一下|一搜|一查|关于|有关|涉及|跟|和|与")
_PAGE_DIGITS = 4
_FOR = re.compile("(?:of|for|on) (?:the )?")
NOT_A_NUMBER = re.compile("[a-z]{0,3}[+-]?[0-9٠-٩]|∞|nan|null|true|false|none")
"""How something starts that stands where a number should, and is none."""


def _one(a: Arguments) -> Ref | Verdict | None:
    """The single item that a command is about; what is wrong with it otherwise."""
    of = _FOR.match(a.line.folded, a.at)
    at = of.end() if of else a.at
    while at < len(a.line.folded) and a.line.folded[at] in "([【 ":
        at += 1
    found = ref_at(a.line.folded, at)
    if isinstance(found, Ref):
        wrong = not 1 <= found.number <= a.context.highest
        return unknown(found.word) if wrong else found
    if found is not None:
        return found
    if not a.rest:
        if a.context.item is not None:
            return Ref(a.context.item, str(a.context.item), a.at, marked=True)
        return asks.missing_task()
    return None if a.opening.glued else asks.bad_number(a.rest)


def page_of(found: re.Match[str]) -> int:
    """The page that ``PAGE`` has found; 1 where its numeral is none."""
    meant = number(found[1] or found[2])
    return meant[0] if len(meant) == 1 else 1


def show(a: Arguments) -> Verdict | None:
    """查看 24, task 24 详情: the item, however it is asked for."""
    of = _FOR.match(a.line.folded, a.at)
    at = of.end() if of else a.at
    found = refs_at(a.line.folded, at, a.context.highest)
    if isinstance(found, Refs) and a.opening.word == "task" and not a.opening.slash:
        return None  # a noun: task 58 is 65% done
    if found is not None:
        verdict = about(a.line, at, a.context, Verb.NONE)
        reads = isinstance(verdict, Act) and verdict.intent.name in ("show", "history")
        if reads or isinstance(verdict, Ask):
            return verdict
        return asks.not_understood(a.line.text(0))
    if not a.rest:
        return asks.missing_task()
    return asks.bad_number(a.rest) if NOT_A_NUMBER.match(a.rest) else None


def history(a: Arguments) -> Verdict | None:
    found = _one(a)
    if not isinstance(found, Ref):
        return found
    rest = speech.without_tail(a.line.folded[found.end :]).strip(" ?的")
    page = PAGE.fullmatch(" " + rest)
    if (
        page is None
        and rest
        and not (rest.isascii() and rest.isdigit() and len(rest) <= _PAGE_DIGITS)
    ):
        return None if rest not in ("历史记录", "历史", "记录") else _history_of(found, 1)
    return _history_of(found, max(page_of(page) if page else int(rest or 1), 1))


def _history_of(ref: Ref, page: int) -> Verdict:
    return Act(Intent(name="history", tasks=(ref.number,), page=page))


def search(a: Arguments) -> Verdict | None:
    """The words as typed: nothing in them has a meaning but a page at the end."""
    folded = a.line.folded[a.at :]
    if not folded:
        return Ask(Code.MISSING_QUERY)
    if (a.opening.glued and _IN_SPEECH.match(folded)) or _FREELY.match(folded):
        return None
    if a.opening.glued and len(a.opening.word) == 1:
        return None
    if a.opening.glued and _ABOUT_IT.search(folded):
        return None
    found = PAGE.search(folded)
    if found is None or not found.start():
        return Act(Intent(name="search", words=a.text))
    query = a.line.text(a.at, a.at + found.start())
    return Act(Intent(name="search", words=query, page=max(page_of(found), 1)))
