"""What the office tells many, as each reader finds it in the day's bundle."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import duties, phrases
from bot.cards.bundle import Reader, addressed
from bot.locale import Words
from bot.messages import Action, Card, Heading, Line
from bot.model.desk import Bulletin, BulletinKind


def section(say: Words, bulletins: Sequence[Bulletin]) -> list[Line]:
    """Under a heading of its own, oldest first."""
    return [Heading(say("From the office")), *_lines(say, bulletins)]


def card(say: Words, reader: Reader, bulletins: Sequence[Bulletin], *, late: bool) -> Card:
    """A bundle in which nothing is asked for."""
    title = say(
        "{person} ({department}): from the office, {count}",
        person=addressed(say, reader),
        department=phrases.department(say, reader.person.department),
        count=len(bulletins),
    )
    title = say("{title} (late)", title=title) if late else title
    return Card(title, tuple(_lines(say, bulletins)), (Action(say("My tasks"), say("mytasks")),))


def reason(say: Words, key: str) -> str:
    """Why a bundle is planned in which nothing may be owed."""
    return say("the office tells something ({reason})", reason=key)


def _lines(say: Words, bulletins: Sequence[Bulletin]) -> list[Line]:
    found: list[Line] = []
    for one in bulletins:
        text = _text(say, one)
        if one.for_name is not None:
            text = say("(for {person}) {text}", person=one.for_name, text=text)
        found += [*text.split("\n"), _signed(say, one.at)]
    return found


def _text(say: Words, one: Bulletin) -> str:
    if one.kind is BulletinKind.DUTIES:
        return duties.text(say, one.words)
    return one.words or say("(taken back: it was about an item that is reported offline)")


def _signed(say: Words, at: datetime) -> str:
    return say("– the office, {day} {time}", day=say.day(at), time=say.time(at))
