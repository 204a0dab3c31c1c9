"""The label of a button, typed instead of pressed: 下一页, 去报送, Next page.

It counts below the last card of the past half hour in the private chat, if it stands there once
and means nothing by itself.  Words never write: only what reads is done at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import words
from bot.commands.base import Call
from bot.errors import Code
from bot.grammar.intent import Act, Ask, Verdict
from bot.grammar.reporting import Reporting
from bot.grammar.vocabulary import READS
from bot.messages import Action, Card, Channel

_LONGEST = 40  # characters of a label
_MEANS_NOTHING = (Code.UNKNOWN_COMMAND, Code.MISSING_TASK)
_NOTED = ("audit", "export")  # they read, and are entries of the audit
_CONFIRMING = ("确认", "confirm")
_EDGES = "[]【】「」“”\"' .。!！:："


@dataclass(frozen=True, slots=True)
class Labelled:
    """The button with this label, and the card that it is on."""

    action: Action
    card: Card


async def typed(call: Call, verdicts: Sequence[Verdict]) -> Labelled | None:
    """The one button that the whole text is the label of; one statement where it might be."""
    request = call.request
    said = request.text.strip(_EDGES)
    alone = request.channel is Channel.PRIVATE and not request.pressed and request.filled is None
    if not alone or request.reply_to is not None or not 1 < len(said) <= _LONGEST:
        return None
    match verdicts:
        case [Ask(code=code, suggest=None)] if code in _MEANS_NOTHING:
            last = await call.last_card()
        case _:
            return None
    if last is None:
        return None
    folded = words.folded(said)
    found = [one for one in last.actions if _is_called(one, folded)]
    return Labelled(found[0], last) if len(found) == 1 else None


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
    return intent.name in READS and intent.name not in _NOTED
