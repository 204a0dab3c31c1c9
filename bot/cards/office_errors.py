"""What a person is told about items that the office has closed, marked or is asked to."""

from collections.abc import Mapping

from bot.errors import Code
from bot.locale import later

SENTENCES: Mapping[Code, tuple[tuple[tuple[str, ...], str], ...]] = {
    Code.CLOSED: (
        (
            ("number", "office"),
            later("Item {number} is closed; nothing saved. To open it again: reopen {number}"),
        ),
        (
            ("number",),
            later(
                "Item {number} was closed by the office; nothing saved. If there is more to"
                " report, ask the office to open it again."
            ),
        ),
    ),
    Code.MISSING_FIELDS: (
        (
            ("number", "restrict"),
            later(
                "Write only the numbers and yes or no, never what the item is about; nothing"
                " changed. For example: restrict {number} yes"
            ),
        ),
        (
            ("number", "words"),
            later("No words belong to this command, and none were saved; nothing changed."),
        ),
    ),
    Code.FORBIDDEN: (
        (
            ("file",),
            later(
                "Only the office imports documents; the file was not fetched, nothing was kept."
                " Write it as text, for example: 24 in progress notice sent."
            ),
        ),
    ),
    Code.TOO_LONG: (
        (
            ("document",),
            later(
                "More than 4000 characters do not fit into a message; nothing was imported. Send"
                " the document as a file."
            ),
        ),
    ),
}
