"""The gate of restricted items: whose words are refused before any answer or row repeats them.

What departments write passes the gates of ``update`` and ``paper``; this one stands before every
other command, and before every question, which would quote what was said.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.commands import update
from bot.commands.base import Call
from bot.grammar import prepare
from bot.grammar.importing import is_import
from bot.grammar.intent import Act, Ask, Confirm, Intent, Refuse, Verdict
from bot.grammar.mentions import mentioned
from bot.grammar.opening import opening_at
from bot.grammar.prepare import Line
from bot.grammar.refs import Refs, counts, refs_at
from bot.grammar.words import words

_BARE = re.compile("(?<![0-9a-z.])[0-9]{1,4}(?![0-9a-z.%])")
_WORD = re.compile(r"[^\W\d_]")
_NOT_ITEMS = frozenset(
    words(
        "search digest assign revoke code audit forget bind calendar here period quiet lang resend"
        " giveup redrive confirm cancel status draft import"
    )
)
"""Commands behind which a number is no item."""

_NAMED_BY_WHO = frozenset(("approve", "return", "missing", "dept", "nudge"))
_FREE = frozenset(words("feedback"))
"""Commands whose text is about anything: an item that stands in it is meant."""
_DATED = frozenset(words("deadline extend extend_ok offline remind snooze"))
"""Commands with a date behind their items: ``55 12-20`` is no list from 12 to 20."""

_FIELDS = {1, 2, 3}
_CODE = re.compile("[0-9]{4}(?:-[A-Z0-9]{1,4})?")
_MOST = 60  # numbers of one line that are looked at


@dataclass(frozen=True, slots=True)
class Gated:
    """``blank``: the message is about a restricted item, so that the raw event is not kept.

    ``refused``: by the place of a verdict, the restricted item that it may not say anything about.
    """

    blank: bool
    refused: Mapping[int, int]


async def check(call: Call, verdicts: Sequence[Verdict]) -> Gated:
    """One statement, for all items that the message could mean.

    A document may speak of every item: of the restricted ones nothing is kept, nor of the message.
    """
    if is_import(verdicts):
        return Gated(blank=True, refused={})
    if call.plan is None:
        return Gated(blank=False, refused={})
    lines = [] if call.request.filled is not None else list(prepare.lines(call.request.text))
    shown = {seen.ref for seen in call.seen}
    leading = [_leading(line, call.facts.highest) for line in lines]
    marked = [mentioned(line) for line in lines]
    meant = [_meant(verdict) for verdict in verdicts]
    bare = [_bare(line) for line in lines]
    await call.load(set().union(shown, *leading, *marked, *meant, *bare))
    named_at_all = set().union(shown, *leading, *marked, *meant, *bare)
    refused = dict[int, int]()
    before, sheet = set[int](), set[int]()
    apart = len(lines) == len(verdicts)
    for place, verdict in enumerate(verdicts):
        at = slice(place, place + 1) if apart else slice(None)
        dated = isinstance(verdict, Act) and verdict.intent.name in _DATED
        named = meant[place] if dated else meant[place] | _all(leading[at])
        if isinstance(verdict, Act) and verdict.intent.name in _FREE:
            named |= _all(marked[at])
        if isinstance(verdict, Ask | Refuse):
            named = named or _all(marked[at]) or shown or before or _all(bare[at])
        else:
            named = named or shown
            if sheet and meant[place] <= _FIELDS:  # 1 … below 报送 12: a field of that report
                named = sheet
        found = sorted(ref for ref in named if _is(call, ref))
        if found and (named is sheet or await _speaks(call, verdict)):
            refused[place] = found[0]
        before, sheet = named or before, _sheet(verdict)
    return Gated(blank=any(_is(call, ref) for ref in named_at_all), refused=refused)


async def forwarded(call: Call, verdicts: Sequence[Verdict]) -> int | None:
    """The restricted item that a forwarded text names first, if it names any."""
    if call.plan is None:
        return None
    lines = list(prepare.lines(call.request.text))
    highest = call.facts.highest
    named = [_leading(line, highest) | mentioned(line) for line in lines]
    refs = {int(found[0]) for line in lines if (found := _BARE.match(line.folded))}
    refs |= _all(named) | _all(map(_meant, verdicts)) | {seen.ref for seen in call.seen}
    await call.load(refs)
    return next((ref for ref in sorted(refs) if _is(call, ref)), None)


def _is(call: Call, ref: int) -> bool:
    task = call.known(ref)
    return task is not None and task.restricted


def _all(found: Iterable[set[int]]) -> set[int]:
    return set().union(*found)


def _meant(verdict: Verdict) -> set[int]:
    """The items of a reading; of a question those that it names."""
    match verdict:
        case Act(intent) | Confirm(intent):
            return set(intent.tasks)
        case Ask() | Refuse():
            facts = (verdict.facts.get(name) for name in ("number", "item", "step", "extension"))
            return {int(fact) for fact in map(str, facts) if fact.isdecimal()}
    return set()


def _sheet(verdict: Verdict) -> set[int]:
    """The item whose report a line opens."""
    report = isinstance(verdict, Act) and verdict.intent.name == "report"
    return _meant(verdict) if report else set()


def _bare(line: Line) -> set[int]:
    """Every number of the line that is no part of a code and counts nothing: no 12月, no 12家."""
    found = islice(_BARE.finditer(line.folded), _MOST)
    return {int(one[0]) for one in found if not counts(line.folded, one.start(), one.end())}


def _leading(line: Line, highest: int) -> set[int]:
    """At the start of the line, or behind its command word, where numbers are items there."""
    opening = opening_at(line.folded, 0)
    if opening is not None and opening.name in _NOT_ITEMS:
        return set()
    starts = {0} if opening is None else {0, opening.end}
    found = [refs_at(line.folded, start, highest) for start in starts]
    return {ref for refs in found if isinstance(refs, Refs) for ref in refs.numbers}


async def _speaks(call: Call, verdict: Verdict) -> bool:
    """Whether it holds words of the sender's that an answer or a row would repeat."""
    match verdict:
        case Act(intent) | Confirm(intent):
            return intent.name not in update.NAMES and await _has_words(call, intent)
        case Ask() | Refuse():
            quoted = [value for value in verdict.facts.values() if isinstance(value, str)]
            return bool(verdict.offers) or any(map(_WORD.search, quoted))
    return False


async def _has_words(call: Call, intent: Intent) -> bool:
    """The name of a department is none, where one may stand."""
    if intent.name in ("report", "offline"):
        return False  # their own gate knows what is a text there
    if intent.words is not None and _WORD.search(intent.words):
        return True
    if any(map(_WORD.search, intent.filters)):
        return True
    if intent.period is not None and not _CODE.fullmatch(intent.period):
        return True
    if intent.who is None or not _WORD.search(intent.who):
        return False
    known = intent.name in _NAMED_BY_WHO and await call.unit.people.department(intent.who)
    return not known
