"""How people go on from a card: by an answer to it, or where there is none by what they send."""

from bot.abilities import Ability, Hint
from bot.locale import Words, later

_FIELDS = {
    "progress": (
        later("What is the progress? Reply with 1 and the text."),
        later("What is the progress? Send 1 and the text."),
    ),
    "problems": (
        later("What are the problems? Reply with 2 and the text; “2 none” for none."),
        later("What are the problems? Send 2 and the text; “2 none” for none."),
    ),
    "next_steps": (
        later("What are the next steps? Reply with 3 and the text."),
        later("What are the next steps? Send 3 and the text."),
    ),
}
_EXAMPLE = (
    later("Reply with 1, 2 or 3 and a text to change a field, for example: 2 none"),
    later("Send 1, 2 or 3 and a text to change a field, for example: 2 none"),
)
_MORE = (
    later(
        "Reply with 1, 2 or 3 and a text to change a field, for example: 2 what the problems are"
    ),
    later("Send 1, 2 or 3 and a text to change a field, for example: 2 what the problems are"),
)


def recording(say: Words, number: int) -> Hint:
    """Text alone is progress only in an answer, which says to which card it is."""
    return Hint(
        Ability.ANSWER,
        say("Reply with text to record progress"),
        say("Send “{number} text” to record progress", number=number),
    )


def opening(say: Words, number: int) -> Hint:
    """``回复编号查看，如：24``."""
    return Hint(
        Ability.ANSWER,
        say("Reply with a number to open it, for example: {number}", number=number),
        say("Send a number to open it, for example: {number}", number=number),
    )


def looking_up(say: Words, *, in_group: bool) -> Hint:
    """The note of a digest, with how the items on it can be asked for."""
    if in_group:
        named = say("To see an item: name me with its number")
        answered = say("To see an item: reply to this with its number")
        deaf = say("This group only receives: for an item or the full list, write to me in private")
        how = Hint(Ability.MENTION, named, Hint(Ability.ANSWER, answered, deaf))
    else:
        replied = say("To see an item: reply with its number")
        how = Hint(Ability.ANSWER, replied, say("To see an item: send its number"))
    note = later(
        "In the order of the plan, no ranking; items reported offline are not listed. {how}"
    )
    return how.put(lambda words: say(note, how=words))


def filling(say: Words, field: str) -> Hint:
    """Asks for a field of a report."""
    return _either(say, _FIELDS[field])


def changing(say: Words, *, returned: bool) -> Hint:
    """How a field is changed; the office wants more words, not fewer, from what it returned."""
    return _either(say, _MORE if returned else _EXAMPLE)


def _either(say: Words, sentences: tuple[str, str]) -> Hint:
    replied, sent = sentences
    return Hint(Ability.ANSWER, say(replied), say(sent))
