"""What stands behind 通报: a period, and a chapter or a department, in any order."""

from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.reviews import without_span

_TRIM = " ?。,，、:"


def circular(a: Arguments) -> Verdict | None:
    """``[Q3] [章节|单位]``."""
    rest, period = without_span(a.rest.strip(_TRIM), a.context.now.date())
    if a.opening.glued and rest:
        return None
    return Act(Intent(name="circular", who=rest or None, period=period))
