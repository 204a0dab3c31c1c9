"""Short answers: noted, sent in private, cancelled, a write that was said in a group."""

from collections.abc import Sequence

from bot.cards.unnamed import named
from bot.locale import Words
from bot.messages import Action, Card, Line, Seen
from bot.model.task import Task


def noted(say: Words) -> Card:
    return Card(say("All right."))


def cancelled(say: Words) -> Card:
    return Card(say("Cancelled; nothing changed."))


def stopped_filling(say: Words, ref: int) -> Card:
    """A report is left; what was written into it stays."""
    return Card(
        say("Stopped filling in item {number}; what was written before is kept.", number=ref),
        (),
        (Action(say("Go on"), say("report {number}", number=ref)),),
    )


def answered_privately(say: Words, door: str | None) -> Card:
    """For the group; ``door`` lets in who never opened the private chat, and so got nothing."""
    way = say("Nothing there? Open the private chat with me first: {link}", link=door or "")
    return Card(say("I have answered you in private."), (way,) if door else ())


def understood(say: Words, line: str) -> str:
    """A read that ran in spite of a typo says so."""
    return say("Understood as: {line}", line=line)


def said_in_group(say: Words, line: str, about: tuple[Seen, ...], *, stores: bool = False) -> Card:
    """What is not done in a group, as a button; nothing was done.  ``stores``: it is an update."""
    title, act = say("Nothing is done from a group; nothing changed. Do it here?"), say("Do it")
    if stores:
        title, act = say("Nothing is saved from a group. Save it here?"), say("Save")
    return Card(title, (line,), (Action(act, line), Action(say("Cancel"), say("cancel"))), about)


def line_by_line(say: Words) -> Card:
    """Several lines from a group: each is sent here by itself."""
    return Card(say("Nothing is saved from a group. Send the lines here, one by one."))


def which_item(
    say: Words,
    tasks: Sequence[Task],
    actions: tuple[Action, ...],
    *,
    cut: int | None = None,
    kept: int = 0,
) -> Card:
    """A forwarded message: it is never read as a command; a button for each of ``tasks``.

    ``cut``: characters of one that is too long, of which the first ``kept`` are recorded.
    """
    body: list[Line] = [
        *named(say, tasks),
        say("Or send the number and the text, for example: 24 text"),
    ]
    if cut is not None:
        body.insert(
            0,
            say(
                "It has {count} characters: the first {kept} are recorded. Send the"
                " rest by itself.",
                count=cut,
                kept=kept,
            ),
        )
    if not actions:
        nothing = say("Your department has no open item for it; nothing saved.")
        return Card(nothing, (), (Action(say("My tasks"), say("mytasks")),))
    return Card(
        say("Which item does the forwarded text belong to? Nothing is saved yet."),
        tuple(body),
        (*actions, Action(say("My tasks"), say("mytasks")), Action(say("Cancel"), say("cancel"))),
    )


def overtaken(say: Words) -> Card:
    """A card from before a revision was answered; its numbers may be other items now."""
    return Card(
        say("The plan was revised after this card: numbers may have changed; nothing saved."),
        (say("Look the item up, then say it again."),),
        (Action(say("My tasks"), say("mytasks")),),
    )
