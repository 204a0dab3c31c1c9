"""What a person is told when something was not taken back."""

from collections.abc import Mapping

from bot.errors import Code
from bot.locale import later

SENTENCES: Mapping[Code, tuple[tuple[tuple[str, ...], str], ...]] = {
    Code.NOTHING_TO_UNDO: (
        (
            ("number", "sent"),
            later(
                "The last thing you did was to report item {number} for {sent};"
                " nothing was undone. Take the report back?"
            ),
        ),
        (
            ("number", "period", "withdraw"),
            later(
                "Item {number} has been reported for {period} with this record; nothing was undone."
                " First take the report back: report {number} withdraw"
            ),
        ),
        (
            ("number", "period"),
            later(
                "Item {number} has been reported for {period} with this record, and the report is"
                " closed; nothing was undone. Correct it: correct {number} text"
            ),
        ),
        (
            ("number", "digest"),
            later(
                "Item {number}: digest {digest} of {day} has this record and keeps it; nothing was"
                " undone. Correct it: correct {number} text"
            ),
        ),
        (
            ("number", "corrected"),
            later(
                "The last thing you did was to correct item {number}; corrections stay, nothing"
                " was undone. Correct it again: correct {number} text"
            ),
        ),
        (
            ("act", "time", "back", "before"),
            later(
                "Your last act was “{act}” at {time}; undo does not take that back, and nothing was"
                " undone. To take it back send: {back}. Or do you mean what you recorded before it"
                " ({before})?"
            ),
        ),
        (
            ("act", "time", "back"),
            later(
                "Your last act was “{act}” at {time}; undo does not take that back, and nothing was"
                " undone. To take it back send: {back}"
            ),
        ),
        (
            ("act", "time", "before"),
            later(
                "Your last act was “{act}” at {time}; undo does not take that back, and nothing was"
                " undone. Do you mean what you recorded before it ({before})?"
            ),
        ),
        (
            ("act", "time"),
            later(
                "Your last act was “{act}” at {time}; undo does not take that back, and nothing was"
                " undone."
            ),
        ),
        (
            ("late",),
            later("Your last update is more than 24 hours old and stays. Send a new one instead."),
        ),
        (
            ("number", "moved_on"),
            later(
                "Item {number}: more has become of the report since you wrote into it; nothing was"
                " undone. Look at the report, and write the field anew if it is still open."
            ),
        ),
        (
            ("number", "again"),
            later("What this card is about has been undone already; nothing more was undone now."),
        ),
        (
            ("number", "own", "time"),
            later(
                "You updated item {number} again at {time}, after what this card is about; nothing"
                " was undone. Undo the later update first, on its own card, or correct this one."
            ),
        ),
        (
            ("number", "person", "time"),
            later("Item {number} was changed by {person} at {time} after you; nothing was undone."),
        ),
        (
            ("number", "undone"),
            later(
                "Nothing more of yours to undo: what you wrote on item {number} was undone at"
                " {undone} already; nothing changed now. For anything earlier send:"
                " correct {number} text"
            ),
        ),
        (
            (),
            later(
                "There is nothing of yours to undo: only your own last update of the past 24 hours"
                " can be taken back; nothing changed. For anything earlier send: correct 24 text"
            ),
        ),
    ),
}
