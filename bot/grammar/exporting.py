"""What stands behind 台账: a period, a department and the kind of file, in any order."""

import re

from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.reviews import without_span

_TRIM = " ?。,，、:"
_FORMAT = re.compile(r"(?<![a-z0-9])\.?(?:(xlsx|excel)|csv)(?![a-z0-9])")


def export(a: Arguments) -> Verdict | None:
    """``[Q3] [单位] [xlsx|csv]``."""
    rest, format = a.rest.strip(_TRIM), None
    if found := _FORMAT.search(rest):
        format = "xlsx" if found[1] else "csv"
        rest = f"{rest[: found.start()].strip(_TRIM)} {rest[found.end() :].strip(_TRIM)}"
    rest, period = without_span(rest.strip(_TRIM), a.context.now.date())
    if a.opening.glued and rest:
        return None
    return Act(Intent(name="export", who=rest or None, period=period, words=format))
