"""What waits for the office's word: reports that were handed in and are not yet decided."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.cards.periods import name
from bot.cards.reviews import changed, line
from bot.locale import Words
from bot.messages import Action, Card, Item, Line
from bot.model.period import Period
from bot.ports import Owed

_MOST = 20  # reports that are listed
_BUTTONS = 3


def waiting(say: Words, period: Period, reports: Sequence[Owed]) -> Card:
    """By number, with a button for the first ones."""
    called = name(say, period.span)
    title = say("To review for {period}: {count} reports", period=called, count=len(reports))
    overview = Action(say("Overview"), say("overview"))
    if not reports:
        return Card(title, (), (overview,))
    body: list[Line] = []
    for one in reports[:_MOST]:
        text = say("reported offline") if one.restricted else phrases.short(one.text)
        body.append(Item(str(one.ref), f"{text} · {phrases.department(say, one.department)}"))
        body += changed(say, one)
    if len(reports) > _MOST:
        body.append(say("… and {count} more", count=len(reports) - _MOST))
    first = reports[0]
    body += [
        say("To read one: report {number}", number=first.ref),
        say(
            "To decide: approve {number} {department}, return {number} {department} reason;"
            " all of a department: approve {department}",
            number=first.ref,
            department=phrases.department(say, first.department),
        ),
    ]
    actions = tuple(
        Action(
            say(
                "Approve {number} {department}",
                number=one.ref,
                department=phrases.department(say, one.department),
            ),
            line(say, f"{one.ref} {one.department.short}", period, accepting=True),
        )
        for one in reports[:_BUTTONS]
    )
    return Card(title, tuple(body), (*actions, overview))
