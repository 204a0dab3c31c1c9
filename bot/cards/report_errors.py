"""What a person is told when something about a report was not done, or not taken back."""

from collections.abc import Mapping

from bot.errors import Code
from bot.locale import later

SENTENCES: Mapping[Code, tuple[tuple[tuple[str, ...], str], ...]] = {
    Code.SEALED: (
        (
            ("number", "period", "accepted"),
            later(
                "Item {number}: the office has accepted the report for {period}; nothing saved."
                " What is new belongs to the next period."
            ),
        ),
        (("period", "day"), later("{period} was closed on {day}; nothing saved.")),
        ((), later("This period is closed; nothing saved.")),
    ),
    Code.NO_REPORT: (
        (
            ("number", "period"),
            later("Item {number}: your department owes no report for {period}; nothing changed."),
        ),
        (
            ("number", "online"),
            later("Item {number} is reported here; nothing changed. Send: report {number}"),
        ),
        (
            ("text", "current"),
            later(
                "There is no period “{text}”; nothing changed. The current one is {current}; send:"
                " report 24"
            ),
        ),
        (("text",), later("There is no period “{text}”; nothing changed.")),
        ((), later("No period is open for reports; nothing changed.")),
    ),
    Code.MISSING_FIELDS: (
        (
            ("number", "empty"),
            later(
                "Item {number}: all three fields of the report are empty; it was not sent."
                " Is there no news to report?"
            ),
        ),
        (
            ("number", "blocked"),
            later(
                "Item {number} is blocked, and its report names no problem; it was not sent."
                " What is the problem?"
            ),
        ),
    ),
    Code.STALE: (
        (
            ("number", "report"),
            later(
                "The report of item {number} has changed since this card was drawn; it was not"
                " sent. Read it as it is now, then report it."
            ),
        ),
    ),
    Code.UNSIGNED: (
        (
            (),
            later(
                "Item {number}: nobody has said that your department approved the report;"
                " it was not sent. Has it been approved?"
            ),
        ),
    ),
    Code.AMBIGUOUS: (
        (
            ("undo",),
            later(
                "Undo takes back all that your last message wrote, and cannot pick one item;"
                " nothing changed. To put item {undo} right send: correct {undo} text"
            ),
        ),
        (
            ("listed",),
            later("On this card {listed} is no item; nothing changed. Item {listed} itself:"),
        ),
        (
            ("text", "fields"),
            later(
                "“{text}”: shall its problems and next steps stand in fields of their own?"
                " Nothing saved."
            ),
        ),
        (
            ("text", "item", "step", "field"),
            later(
                "“{text}”: item {item}, or field {field} of the report of item {step}?"
                " Nothing saved."
            ),
        ),
    ),
    Code.UNSUPPORTED: (
        (("language",), later("Which language? Nothing changed. I speak Chinese and English.")),
    ),
    Code.BAD_DATE: (
        (
            ("future",),
            later("{future} has not come yet; nothing saved. Write the day of the offline report."),
        ),
    ),
    Code.RESTRICTED: (
        (
            ("number", "reported"),
            later(
                "Item {number} is “reported offline”: write nothing about it in chat;"
                " nothing saved. Only the day of the offline report is kept here."
            ),
        ),
    ),
}
"""Of each code the first sentence whose facts are all known; those of ``errors`` follow."""
