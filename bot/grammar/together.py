"""Lines that ask for the same: ``done 42`` and ``done 18`` are one intent for two items."""

from collections.abc import Sequence
from dataclasses import replace

from bot.grammar.asks import acted
from bot.grammar.intent import Act, Confirm, Intent, Verdict

_JOINED = ("update", "done")


def together(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts in order; neighbours that write the same text-free change become one."""
    joined: list[Verdict] = []
    for verdict in verdicts:
        before = joined[-1] if joined else None
        if isinstance(verdict, Act | Confirm) and isinstance(before, Act | Confirm):
            both = _both(before.intent, verdict.intent)
            if both is not None:
                joined[-1] = acted(both)
                continue
        joined.append(verdict)
    return tuple(joined)


def _both(first: Intent, second: Intent) -> Intent | None:
    if first.name not in _JOINED or first.change.has_text:
        return None
    if replace(first, tasks=()) != replace(second, tasks=()):
        return None
    return replace(first, tasks=tuple(dict.fromkeys(first.tasks + second.tasks)))
