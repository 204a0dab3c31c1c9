"""Verdicts as one short line each, so that tables of readings can be read."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.grammar import read
from bot.grammar.intent import (
    Acknowledge,
    Act,
    Ask,
    Confirm,
    Context,
    Intent,
    Refuse,
    Silence,
    Verdict,
)
from bot.grammar.prepare import lines

NOW = datetime(2019, 6, 10, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
HIGHEST = 106


def context(*, item: int | None = None, group: bool = False, addressed: bool = True) -> Context:
    return Context(
        now=NOW,
        highest=HIGHEST,
        item=item,
        group=group,
        addressed=addressed,
        bots=("planbot", "u0bot1234", "联络员"),
    )


def folded(text: str) -> str:
    """What the grammar matches of a line."""
    return next((line.folded for line in lines(text)), "")


def shown(text: str, *, item: int | None = None) -> str:
    """``update 24 in_progress 60% 'text'``; an Ask by its code; lines joined by " / "."""
    return " / ".join(map(verdict, read(text, context(item=item))))


def verdict(value: Verdict) -> str:
    match value:
        case Act(intent):
            return intended(intent)
        case Confirm(intent):
            return f"confirm: {intended(intent)}"
        case Ask(code=code, suggest=suggest):
            return f"ask {code}" + (f" ({suggest}?)" if suggest else "")
        case Refuse(code=code):
            return f"refuse {code}"
        case Acknowledge():
            return "acknowledge"
        case Silence():
            return "silence"


def intended(intent: Intent) -> str:
    change = intent.change
    parts = [
        intent.name,
        ",".join(map(str, intent.tasks)),
        change.status,
        None if change.percent is None else f"{change.percent}%",
        _quoted("no news " if intent.no_news else "", change.progress),
        _quoted("problems ", change.problems),
        _quoted("next ", change.next_steps),
        _quoted("", intent.words),
        intent.code,
        None if intent.days is None else f"{intent.days} days",
        intent.language,
        intent.platform,
        f"{intent.when:%Y-%m-%d %H:%M}" if intent.when else None,
        intent.duration,
        "+".join(intent.filters),
        f"page {intent.page}" if intent.page > 1 else None,
        f"(for {intent.suggested!r})" if intent.suggested else None,
    ]
    return " ".join(part for part in parts if part)


def _quoted(label: str, text: str | None) -> str | None:
    return None if text is None else f"{label}{text!r}"
