"""What a person is told who may not, or not in these words."""

from collections.abc import Mapping

from bot.errors import Code
from bot.locale import later

SENTENCES: Mapping[Code, tuple[tuple[tuple[str, ...], str], ...]] = {
    Code.FORBIDDEN: (
        (
            ("number", "responsible", "department", "reading"),
            later(
                "Item {number} belongs to {responsible}; you act for {department}"
                " and cannot read its history."
            ),
        ),
        (
            ("number", "responsible", "department"),
            later(
                "Item {number} belongs to {responsible}; you act for {department}"
                " and cannot update it; nothing saved."
            ),
        ),
        (
            ("number", "observer"),
            later("Observers read; item {number} was not changed."),
        ),
        (
            ("number",),
            later("Item {number} is reported offline by others; nothing saved, nothing to show."),
        ),
        (
            ("command",),
            later("Only the office can do that: {command}. Nothing was done."),
        ),
        (
            ("board",),
            later("The board is for the office and observers; nothing was opened."),
        ),
        ((), later("You may not do that; nothing changed. Send “help” to see what you can do.")),
    ),
    Code.RESTRICTED: (
        (
            ("number", "line"),
            later(
                "Item {number} is “reported offline”: do not write about it in chat;"
                " nothing saved. Status alone may be set: {line}"
            ),
        ),
        (
            ("number",),
            later(
                "Item {number} is “reported offline”: do not write about it in chat;"
                " nothing saved. Status alone may be set, for example: {number} done."
            ),
        ),
    ),
}
