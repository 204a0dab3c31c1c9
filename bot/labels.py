"""The label of a button, typed instead of pressed: 下一页, 去报送, Next page.

It counts below the last card of the past half hour in the private chat, if it stands there once
and means nothing by itself.  Words never write: only what reads is done at once.  Without such a
button they are the bot's own words all the same, and nobody's progress.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot import words
from bot.commands.base import Call
from bot.errors import Code
from bot.grammar.intent import Act, Ask, Verdict
from bot.grammar.numbered import NONE
from bot.grammar.reporting import Reporting
from bot.grammar.values import NO_NEWS
from bot.grammar.vocabulary import READS
from bot.locale import words as spoken
from bot.messages import Action, Card, Channel, Language

_LONGEST = 40  # characters of a label
_MEANS_NOTHING = (Code.UNKNOWN_COMMAND, Code.MISSING_TASK)
_NOTED = ("audit", "export")  # they read, and are entries of the audit
_CONFIRMING = ("确认", "confirm")
_SHORTEST = 4  # characters that a longer label may begin with: 确认销号 of 确认销号第 55 项
_PAGE = re.compile("第?[0-9一二三四五六七八九十]{1,3}页|[上下前后]一?页|(?:page|p)[0-9]{1,3}")
_EDGES = "[]【】「」“”\"' .。!！:："


@dataclass(frozen=True, slots=True)
class Labelled:
    """The button with this label, and the card that it is on."""

    action: Action
    card: Card


async def typed(call: Call, verdicts: Sequence[Verdict]) -> Labelled | None:
    """The one button that the whole text is the label of; one statement where it might be."""
    folded = _alone(call, verdicts)
    last = None if folded is None else await call.last_card()
    if folded is None or last is None:
        return None
    found = [one for one in last.actions if _is_called(one, folded)]
    if not found and len(folded) >= _SHORTEST:
        found = [one for one in last.actions if words.folded(one.label).startswith(folded)]
    return Labelled(found[0], last) if len(found) == 1 else None


def is_own(call: Call, verdicts: Sequence[Verdict]) -> bool:
    """Whether the whole text is one of the bot's own labels and sentences, or names a page.

    What only lacks its item, such as 推进中 or 稍后, and 无新进展 are people's words, too.
    """
    folded = _alone(call, verdicts)
    lacking = any(isinstance(one, Ask) and one.code is Code.MISSING_TASK for one in verdicts)
    if folded is None or lacking or NO_NEWS.fullmatch(folded) or folded in NONE:
        return False
    return bool(_PAGE.fullmatch(folded)) or any(folded in _sentences(one) for one in Language)


def is_values(verdicts: Sequence[Verdict]) -> bool:
    """推进中, 60%: only the item is missing, and not that of a command."""
    missing = [one for one in verdicts if isinstance(one, Ask) and _lacks_item(one)]
    return len(missing) == len(verdicts)


def _lacks_item(ask: Ask) -> bool:
    return ask.code is Code.MISSING_TASK and "example" not in ask.facts


def _alone(call: Call, verdicts: Sequence[Verdict]) -> str | None:
    """The whole text, folded, where it may be a label: typed, to no card, meaning nothing."""
    request = call.request
    said = request.text.strip(_EDGES)
    alone = request.channel is Channel.PRIVATE and not request.pressed and request.filled is None
    if not alone or request.reply_to is not None or not 1 < len(said) <= _LONGEST:
        return None
    match verdicts:
        case [Ask(code=code, suggest=None)] if code in _MEANS_NOTHING:
            return words.folded(said)
    return None


@lru_cache
def _sentences(language: Language) -> frozenset[str]:
    """All short sentences of the catalogue as far as they hold no facts, folded."""
    short = [one for one in spoken(language).catalogue.values() if len(one) <= _LONGEST]
    whole = {words.folded(one.strip(_EDGES)) for one in short if "{" not in one}
    begun = {words.folded(one.partition("{")[0]).rstrip("第") for one in short if "{" in one}
    return frozenset(whole | {one for one in begun if len(one) >= _SHORTEST})


def _is_called(action: Action, folded: str) -> bool:
    """Whether it is the button's label, or 确认 for the one that confirms, whatever its label."""
    if folded in _CONFIRMING:
        return action.command.startswith(_CONFIRMING)
    return words.folded(action.label) == folded


def only_reads(verdicts: Sequence[Verdict]) -> bool:
    """Whether what a button says changes nothing."""
    return all(isinstance(one, Act) and _reads(one) for one in verdicts)


def _reads(act: Act) -> bool:
    intent = act.intent
    if intent.name == "report":  # the sheet, a question about it, or the list of them
        return intent.verb in (None, Reporting.ASK) and not intent.change.has_text
    if intent.name == "cancel":  # nothing that is stored changes
        return True
    return intent.name in READS and intent.name not in _NOTED
