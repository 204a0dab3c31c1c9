"""意见: what happens to what somebody wrote, and for the office what it has not read."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.lists import page_foot, page_turns, pages
from bot.cards.staff import who
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line
from bot.model.feedback import Feedback

PAGE = 5


def how(say: Words, ref: int | None = None) -> Card:
    """``ref``: the item that it is about."""
    example = say("For example: feedback the reminder comes too early")
    if ref is not None:
        example = say(
            "For example: feedback item {number}: our department works on it too", number=ref
        )
    return Card(
        say("What do you want to tell the office? Nothing saved."),
        (
            example,
            say(
                "The office reads it with your name. Nothing secret, and no report: those go with "
                "the item."
            ),
        ),
        awaits=say("feedback"),
    )


def kept(say: Words, words: str, told: datetime) -> Card:
    """``told``: when the office is told at the latest."""
    return Card(
        say("Your words are kept for the office"),
        (
            words,
            say(
                "The office is told on {day} and reads them with your name and department.",
                day=say.weekday(told),
            ),
            say(
                "They change no item and no report. Once read, they are deleted after a while; "
                "if you erase your account, they go too."
            ),
        ),
    )


def unread(say: Words, found: Sequence[Feedback], total: int, page: int) -> Card:
    """Oldest first, in the words that were written."""
    if not found:
        return Card(
            say("No unread words of anybody."), (), (Action(say("Overview"), say("overview")),)
        )
    body: list[Line] = []
    for one in found:
        colon = ": " if say.language.value == "en" else "："
        head = say(
            "No. {number} · {who} · {day}",
            number=one.id,
            who=who(say, one.person),
            day=say.day(one.at),
        )
        # one line each: nobody writes what looks like the head of another's
        body.append(Fact(f"{head}{colon}", " ".join(one.words.split("\n"))))
    of = pages(total, PAGE)
    body += page_foot(say, page, of)
    numbers = " ".join(str(one.id) for one in found)
    read = Action(say("Mark as read"), say("feedback read {numbers}", numbers=numbers))
    turns = page_turns(say, page, lambda n: say("feedback page {page}", page=n), more=page < of)
    return Card(
        say("Unread words to the office: {count}", count=total), tuple(body), (read, *turns)
    )


def were_read(say: Words, done: int, wrong: int) -> Card:
    body = (say("Not among the unread: {count}", count=wrong),) if wrong else ()
    return Card(
        say("Marked as read: {count}", count=done),
        body,
        (Action(say("Words to the office"), say("feedback")),),
    )
