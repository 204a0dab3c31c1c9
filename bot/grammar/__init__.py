"""Reads what people write: a pure function from a line of text to what it asks for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import Code
from bot.grammar.address import Address, address
from bot.grammar.announcing import announcement
from bot.grammar.around import around
from bot.grammar.below import below
from bot.grammar.feedback import opinion
from bot.grammar.importing import pasted, too_long
from bot.grammar.intent import Act, Ask, Context, Refuse, Silence, Verdict
from bot.grammar.prepare import Line, lines
from bot.grammar.sentence import read_line
from bot.grammar.stepping import joined
from bot.grammar.together import together

MOST_CHARACTERS = 4000
MOST_LINES = 200
_QUOTED = ("text", "first", "second", "word")  # facts that are words of the line

__all__ = ["read"]


def read(text: str, context: Context) -> tuple[Verdict, ...]:
    """What each line of ``text`` means; never raises, whatever ``text`` holds.

    Lines with the same simple content are one intent with several ``tasks``.  What was not
    meant for the bot is one ``Silence``; but for a binding code, which is read wherever it
    stands.  Takes time linear in the text.
    """
    addressed = context.addressed or not context.group
    if len(text) > MOST_CHARACTERS:
        return (too_long(text),) if addressed else (Silence(),)
    to, text = address(text, context.bots)
    if to is Address.OTHER and (context.group or text.startswith("/")):
        return (Silence(),)
    if (addressed or to is Address.US) and (document := pasted(text)) is not None:
        return (document,)
    read_lines = list(lines(text))
    if len(read_lines) > MOST_LINES:
        return (Refuse(Code.TOO_LONG),) if addressed else (Silence(),)
    whole = announcement(read_lines, context) or opinion(read_lines, context)
    if whole is not None and addressed:
        return (whole,)
    verdicts = _together(read_lines, context)
    if addressed or to is Address.US:
        return verdicts or (Ask(Code.UNKNOWN_COMMAND, {"text": ""}),)
    return tuple(v for v in verdicts if _is_code(v))[:1] or (Silence(),)


def _together(read_lines: Sequence[Line], context: Context) -> tuple[Verdict, ...]:
    """Each line by itself, then with its neighbours."""
    read_alone = ((line, _read(line, context)) for line in read_lines)
    return joined(together(below(around(read_alone, context.item), context)))


def _read(line: Line, context: Context) -> Verdict:
    """One line.  Characters that nobody types may stand in a note, and nowhere else."""
    if line.broken:
        return Refuse(Code.CONTROL_CHARS)
    verdict = _quoting(line, read_line(line, context))
    if not line.hidden:
        return verdict
    if isinstance(verdict, Act) and verdict.intent.change.has_text:
        return verdict
    return Refuse(Code.CONTROL_CHARS)


def _quoting(line: Line, verdict: Verdict) -> Verdict:
    """What an answer repeats is repeated as it was typed: 30 Feb, not 30 feb."""
    if not isinstance(verdict, Ask | Refuse):
        return verdict
    quoted = {name: verdict.facts[name] for name in _QUOTED if name in verdict.facts}
    typed = {name: line.typed(said) for name, said in quoted.items() if isinstance(said, str)}
    return replace(verdict, facts={**verdict.facts, **typed}) if typed else verdict


def _is_code(verdict: Verdict) -> bool:
    return isinstance(verdict, Act) and verdict.intent.name == "bind"
