"""Cards about text that names no item: for which of the shown ones it is, or of one's own."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.locale import Words
from bot.messages import Action, Card, Item, Line, Seen
from bot.model.task import Task

_QUOTED = 60  # Han characters of a text that are shown


def for_item(say: Words, ref: int, line: str, *, noted: bool = False) -> Action:
    """A button names its item by number alone: no button has room for its title.

    ``noted``: the line writes progress and nothing else.
    """
    label = say("For item {number}", number=ref)
    if noted:
        label = say("Record for item {number}", number=ref)
    return Action(label, line)


def named(say: Words, tasks: Sequence[Task]) -> list[Line]:
    """What the buttons stand for, a line each."""
    return [Item(str(task.ref), phrases.title(say, task)) for task in tasks]


def offered(
    say: Words,
    tasks: Sequence[Task],
    text: str,
    actions: tuple[Action, ...],
    about: tuple[Seen, ...],
    *,
    noted: bool,
) -> Card:
    """Nothing is stored before one of the buttons is pressed; ``noted``: as progress alone."""
    quoted = say("“{text}”", text=phrases.short(text, _QUOTED))
    if len(tasks) == 1:
        [task] = tasks
        title = say("Save it for item {number}? Nothing is saved yet.", number=task.ref)
        if noted:
            title = say("Record it for item {number}? Nothing is saved yet.", number=task.ref)
        return Card(title, (quoted, phrases.title(say, task)), actions, about)
    title = say("For which item? Nothing is saved yet.")
    body = (quoted, *named(say, tasks), _or_type(say, tasks[0].ref))
    return Card(title, body, actions, about)


def completed(say: Words, line: str, text: str, actions: tuple[Action, ...]) -> Card:
    """A text for a line that was asked to be completed."""
    title = say("Send it as “{line}”? Nothing is saved yet.", line=line)
    quoted = say("“{text}”", text=phrases.short(text, _QUOTED))
    return Card(title, (quoted,), actions)


def choosing(say: Words, tasks: Sequence[Task], text: str, actions: tuple[Action, ...]) -> Card:
    """One's own likeliest items, and a button for each."""
    if not actions:
        nothing = say("Your department has no open item for it; nothing saved.")
        return Card(nothing, (), (Action(say("My tasks"), say("mytasks")),))
    body: list[Line] = [say("“{text}”", text=phrases.short(text, _QUOTED))]
    body += [
        *named(say, tasks),
        say("Or send the number and the text, for example: 24 text"),
    ]
    ways = (Action(say("My tasks"), say("mytasks")), Action(say("Cancel"), say("cancel")))
    return Card(say("For which item? Nothing is saved yet."), tuple(body), (*actions, *ways))


def what_to_note(say: Words) -> Card:
    """记一条 without a text."""
    return Card(
        say("What is to be noted? Nothing saved."),
        (say("For example: 24 in progress notice sent"),),
        (Action(say("My tasks"), say("mytasks")), Action(say("Help"), say("help update"))),
    )


def only_text(say: Words) -> Card:
    """A picture, a voice message, a sticker, a place: nothing in it can be read."""
    return Card(
        say("I can read text only; nothing saved."),
        (
            say("Send it as text, for example: 24 in progress notice sent"),
            say("Voice: let your keyboard write it down, then send the text."),
        ),
        (Action(say("My tasks"), say("mytasks")), Action(say("Help"), say("help"))),
    )


def _or_type(say: Words, ref: int) -> str:
    return say("Or send the number and the text, for example: {number} text", number=ref)
