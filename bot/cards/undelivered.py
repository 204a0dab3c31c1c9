"""What could not be delivered, for the office: to whom, what, why, since when, and two ways on."""

from collections.abc import Sequence

from bot.locale import Words, later
from bot.messages import Action, Card, Item
from bot.ports import DeliveryState

_SHORT = 18  # characters of a message's first line
_BUTTON = 64  # bytes
_STATES = {
    "refused": later("refused"),
    "unconfirmed": later("in doubt"),
    "expired": later("not possible for three days"),
    "held": later("put aside"),
    "pending": later("still being tried"),
    "unknown": later("in doubt"),
}


def title(say: Words, count: int) -> str:
    return say("Not delivered: {count}", count=count)


def card(say: Words, rows: Sequence[tuple[DeliveryState, str | None]], *, total: int) -> Card:
    """Each row with its addressee, None for a group or somebody unbound."""
    items = [Item(str(row.id), _line(say, row, name)) for row, name in rows]
    more = total - len(rows)
    rest = (say("… and {count} more: liaison outbox list", count=more),) if more > 0 else ()
    numbers = " ".join(str(row.id) for row, _ in rows)
    hint = say("Reply: resend {number}, or give up {number}", number=rows[0][0].id)
    actions = [
        Action(label, command)
        for label, command in (
            (say("Send all again"), say("resend {numbers}", numbers=numbers)),
            (say("Give all up"), say("give up {numbers}", numbers=numbers)),
        )
        if len(command.encode()) <= _BUTTON
    ]
    return Card(title(say, total), (*items, *rest, "", hint), tuple(actions))


def _line(say: Words, row: DeliveryState, name: str | None) -> str:
    what = row.delivery.message.shows.title
    what = what if len(what) <= _SHORT else f"{what[:_SHORT]}…"
    state = say(_STATES.get(row.state, row.state)) if row.state in _STATES else row.state
    since = say("since {time}", time=say.time(row.delivery.since))
    reason = f"{state} ({row.reason})" if row.reason else state
    to = name or say("group or unbound account")
    return " · ".join([to, what, row.delivery.to.platform.capitalize(), reason, since])


def settled(say: Words, done: Sequence[int], wrong: Sequence[int], *, again: bool) -> Card:
    """What a 重发 or 放弃 did; ``wrong``: numbers that are not among what failed."""
    lines = list[str]()
    if done:
        numbers = say.listed(map(str, done))
        resent = say("Will be sent again: {numbers}", numbers=numbers)
        lines.append(resent if again else say("Given up: {numbers}", numbers=numbers))
    if wrong:
        numbers = say.listed(map(str, wrong))
        lines.append(say("Not among what failed, unchanged: {numbers}", numbers=numbers))
    return Card(lines[0], tuple(lines[1:]))
