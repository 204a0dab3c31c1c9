"""What a person is told when something was not done: what happened, what next."""

from collections.abc import Mapping
from typing import Any

from bot.cards import binding_errors, office_errors, refused, report_errors, undo_errors, ways
from bot.errors import Code, UserError
from bot.locale import Words, later, words
from bot.messages import Action, Card, Language, Seen

_Sentences = tuple[tuple[tuple[str, ...], str], ...]
# Of each code the first sentence whose facts are all known.
_SENTENCES: Mapping[Code, _Sentences] = {
    Code.UNKNOWN_TASK: (
        (
            ("number", "total"),
            later(
                "No item {number}; nothing saved. The plan has {total} items;"
                " check the number or send: search word"
            ),
        ),
        ((), later("No such item; nothing saved. Check the number or send: search word")),
    ),
    Code.BAD_NUMBER: (
        (("days",), later("Within how many days? For example: due 14.")),
        (
            ("text",),
            later("“{text}” is not a number; nothing saved. Write digits, for example: 24."),
        ),
        ((), later("That is not a number; nothing saved. Write digits, for example: 24.")),
    ),
    Code.MISSING_TASK: (
        (
            ("example", "reminder"),
            later("Which item? No reminder set. For example: {example}."),
        ),
        (("example",), later("Which item? Nothing saved. For example: {example}.")),
        ((), later("Which item? Nothing saved. For example: 24 in progress.")),
    ),
    Code.MISSING_FIELDS: (
        (
            ("number", "remind"),
            later("When shall you be reminded of item {number}? No reminder set."),
        ),
        (
            ("number", "snooze"),
            later("Until when shall item {number} be put off? Nothing saved."),
        ),
        (
            ("number",),
            later(
                "What shall be recorded for item {number}? Nothing saved."
                " For example: {number} in progress notice sent."
            ),
        ),
        (
            (),
            later(
                "What shall be recorded? Nothing saved. For example: 24 in progress notice sent."
            ),
        ),
    ),
    Code.AMBIGUOUS: (
        (("text", "remind"), later("“{text}” is not clear; no reminder set.")),
        (
            ("text", "number", "below"),
            later("“{text}” names no item; nothing saved. Is it about item {number}?"),
        ),
        (
            ("text", "number"),
            later("“{text}” is not clear; nothing saved. Record item {number} as:"),
        ),
        (
            ("undo_below",),
            later("Nothing undone: to take back this message, send “undo” by itself."),
        ),
        (("text",), later("“{text}” is not clear; nothing saved.")),
        ((), later("That is not clear; nothing saved.")),
    ),
    Code.UNKNOWN_COMMAND: (
        (
            ("label",),
            later("“{label}” is no button of the last card; nothing changed. Did you mean:"),
        ),
        ((), later("Not understood; nothing changed. Did you mean:")),
    ),
    Code.BAD_STATUS: (
        (
            ("undated",),
            later(
                "Item {undated} has no date of its own; nothing to extend, nothing saved. The day"
                " by which reports are due is the office's. Report what there is, or choose:"
            ),
        ),
        (
            ("text", "extension", "until"),
            later(
                "“{text}” is not a status; nothing saved. To ask for an extension, for example:"
                " extend {extension} {until} reason"
            ),
        ),
        (
            ("text", "extension"),
            later(
                "“{text}” is not a status; nothing saved. To ask for an extension:"
                " extend {extension} date reason."
            ),
        ),
        (
            ("text",),
            later(
                "“{text}” is not a status; nothing saved."
                " There are: not started, in progress, behind, blocked, done."
            ),
        ),
        (
            (),
            later(
                "That is not a status; nothing saved."
                " There are: not started, in progress, behind, blocked, done."
            ),
        ),
    ),
    Code.BAD_PERCENT: (
        (
            (),
            later("Progress is a whole number from 0 to 100; nothing saved. For example: 24 60%."),
        ),
    ),
    Code.CONFLICT: (
        (
            ("number", "finished", "second"),
            later(
                "Item {number} is “{finished}”, which contradicts {second}; nothing saved."
                " Is it in progress again?"
            ),
        ),
        (("first", "second"), later("“{first}” contradicts {second}; nothing saved.")),
        (("first", "word"), later("“{first}” contradicts “{word}”; nothing saved.")),
        (
            ("number",),
            later("Item {number}: a later line contradicts the first; that line was not saved."),
        ),
        ((), later("The values contradict each other; nothing saved.")),
    ),
    Code.MULTI_TARGET: (
        (
            ("example",),
            later("Not all at once; nothing changed. Name what you mean, like: {example}."),
        ),
        (
            (),
            later(
                "Not all items at once; nothing changed. List the numbers, for example: 24, 55 in"
                " progress. More than 5 are shown first and changed when you confirm."
            ),
        ),
    ),
    Code.BAD_DATE: (
        (
            ("text", "repeats"),
            later("Reminders come once; none was set for “{text}”. Write the next time alone."),
        ),
        (
            ("text", "remind"),
            later(
                "There is no date “{text}”; no reminder set."
                " Write: 30 Nov, 5 working days, next Friday, end of quarter."
            ),
        ),
        (
            ("text",),
            later(
                "There is no date “{text}”; nothing saved."
                " Write: 30 Nov, 5 working days, next Friday, end of quarter."
            ),
        ),
        (
            (),
            later(
                "That is no date; nothing saved."
                " Write: 30 Nov, 5 working days, next Friday, end of quarter."
            ),
        ),
    ),
    Code.PAST_DATE: (
        (("text",), later("{text} is past; no reminder set. Write a later time.")),
        ((), later("That time is past; no reminder set. Write a later time.")),
    ),
    Code.MISSING_QUERY: (((), later("Nothing to search for. For example: search trademark.")),),
    Code.BAD_QUERY: (((), later("Nothing to search for. For example: search trademark.")),),
    Code.TOO_LONG: (
        ((), later("Longer than 2000 characters; nothing saved. Shorten it or send several.")),
    ),
    Code.CONTROL_CHARS: (
        (
            (),
            later(
                "Your message contains invisible control characters; nothing changed."
                " Please retype it by hand."
            ),
        ),
    ),
    Code.UNSUPPORTED: (
        (("language",), later("Which language? Nothing changed.")),
        (("name",), later("This is not available yet; nothing changed. Send help for the rest.")),
        ((), later("That cannot be done; nothing changed. Send help for the commands.")),
    ),
    Code.SECRECY: (
        (
            ("mark",),
            later(
                "The text seems to carry the secrecy mark “{mark}”; nothing saved."
                " Send no classified or internal sensitive information here."
                " Please delete your message now."
            ),
        ),
    ),
    Code.STALE: (
        (
            ("number", "person", "time", "status"),
            later(
                "{person} set item {number} to “{status}” at {time}."
                " You acted on the older state; nothing saved yet."
            ),
        ),
    ),
    Code.REPEATED: (
        (
            ("number", "time"),
            later(
                "Item {number}: you wrote the same at {time}; it was not recorded twice, and"
                " nothing changed."
            ),
        ),
    ),
    Code.EXPIRED: (
        (
            (),
            later(
                "This preview has expired, was cancelled or was used already;"
                " nothing more was done now. If it is still wanted, start again."
            ),
        ),
    ),
    Code.NO_PLAN: (
        (("office",), later("No plan has been imported yet. Send the plan's document as a file.")),
        ((), later("No plan has been imported yet. Ask the office.")),
    ),
    Code.UNAVAILABLE: (
        (
            ("reference",),
            later(
                "Nothing can be saved right now; your message was not kept."
                " Send it again in a minute (number {reference})."
            ),
        ),
    ),
}
_LONGEST = 40  # characters of a person's own words that an answer repeats


def sentence(say: Words, error: UserError) -> str:
    """The sentence for an error; what it quotes is cut short."""
    facts = {name: _quoted(value) for name, value in error.facts.items()}
    for needed, key in (*_more(error.code), *_SENTENCES.get(error.code, ())):
        if all(facts.get(name) is not None for name in needed):
            return say(key, **facts)
    raise LookupError(f"no sentence for {error.code} with {sorted(facts)}")


def _more(code: Code) -> tuple[tuple[tuple[str, ...], str], ...]:
    rooms = (binding_errors, report_errors, office_errors, undo_errors, refused)
    return tuple(found for room in rooms for found in room.SENTENCES.get(code, ()))


def card(
    say: Words, error: UserError, actions: tuple[Action, ...] = (), about: tuple[Seen, ...] = ()
) -> Card:
    """The sentence with ready-made ways on; ``about``: what a way on would act upon."""
    return Card(sentence(say, error), (), actions or ways.after(say, error), about)


def broken(reference: str, language: Language = Language.ZH) -> Card:
    """A fault of ours: nothing was kept, and the number under which the log has it."""
    say = words(language)
    return Card(
        say(
            "Something went wrong on our side; nothing was saved. Try again, or give the office"
            " this number: {reference}",
            reference=reference,
        )
    )


def _quoted(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[: _LONGEST - 1] + "…"
    return value
