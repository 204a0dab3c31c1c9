"""What the importer noted while it read a document, for whoever confirms the plan."""

from collections.abc import Mapping

from bot.locale import Words, later
from bot.messages import Language
from bot.model.plan import PlanWarning

_ENGLISH: Mapping[str, str] = {
    "auto_numbering": later("Numbers that the file made by itself were worked out; please check."),
    "duplicate_number": later("A number or text stands twice, or out of order; both are kept."),
    "encoding_guessed": later("The file is not UTF-8; it was read as GB18030. Please check."),
    "hidden_content": later("Part of the file is hidden or unreadable and was left out."),
    "no_clause": later("A text without a clear clause on who is responsible; please check."),
    "no_numbers": later("Items without a number are kept in their order."),
    "number_gap": later("The numbers have a gap; they are kept as printed."),
    "odd_characters": later("Invisible or look-alike characters; please check."),
    "overlap_removed": later("A character stood twice at a line break; one was removed."),
    "same_body_twice": later("One department appears under two names."),
    "seam_joined": later("Lines broken inside a sentence were joined; please check."),
    "standing_rule": later("A rule for all items was kept as a note on the plan."),
    "unbalanced_brackets": later("Brackets without a partner; please check."),
}
"""By code; a code that is not here says what the importer says, which is Chinese."""


def said(say: Words, one: PlanWarning) -> str:
    """In Chinese the importer's own sentence, which knows more; in English that of its code."""
    if say.language is Language.EN and one.code in _ENGLISH:
        return say(_ENGLISH[one.code])
    return one.message
