"""What could not be delivered or worked, for the office: what, why, since when, and ways on."""

from collections.abc import Sequence

from bot.locale import Words, later
from bot.messages import Action, Card, Heading, Item, Line
from bot.ports import DeliveryState, EventState

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
_LINES = {
    "resend": later("resend {numbers}"),
    "giveup": later("give up {numbers}"),
    "redrive": later("redrive {number}"),
}
_DONE = {
    "resend": later("Will be sent again: {numbers}"),
    "giveup": later("Given up: {numbers}"),
    "redrive": later("Will be worked again: {numbers}"),
}


def title(say: Words, failed: int, parked: int) -> str:
    """``未送达 3 条 · 未能处理 1 条``; what there is none of is left out."""
    told = say("Not delivered: {count}", count=failed) if failed else ""
    stuck = say("Not worked: {count}", count=parked) if parked else ""
    return " · ".join(filter(None, [told, stuck]))


def card(
    say: Words,
    rows: Sequence[tuple[DeliveryState, str | None]],
    events: Sequence[EventState],
    *,
    failed: int,
    parked: int,
) -> Card:
    """Each message with its addressee, None for a group or somebody unbound; then the events."""
    body: list[Line] = [Item(str(row.id), _line(say, row, name), task=False) for row, name in rows]
    if rows:
        number = rows[0][0].id
        body += [say("Send: resend {number}, or give up {number}", number=number)]
    if events:
        body += ["", Heading(say("Messages that a fault of ours stopped"))]
        body += [Item(str(event.id), _event(say, event), task=False) for event in events]
        body += [say("After the repair: redrive {number}", number=events[0].id)]
    if (more := failed - len(rows) + parked - len(events)) > 0:
        body.append(say("… and {count} more: liaison outbox list", count=more))
    return Card(title(say, failed, parked), tuple(body), _actions(say, rows))


def _actions(say: Words, rows: Sequence[tuple[DeliveryState, str | None]]) -> tuple[Action, ...]:
    """For all that is listed, if a button holds so many numbers."""
    if not rows:
        return ()
    numbers = " ".join(str(row.id) for row, _ in rows)
    offered = (
        Action(say("Send all again"), say("resend {numbers}", numbers=numbers)),
        Action(say("Give all up"), say("give up {numbers}", numbers=numbers)),
    )
    return tuple(action for action in offered if len(action.command.encode()) <= _BUTTON)


def _event(say: Words, event: EventState) -> str:
    """No text of it: what it says may be nobody else's business."""
    since = say("since {time}", time=say.time(event.since))
    return " · ".join(
        [event.event.platform.capitalize(), event.reason, event.event.reference, since]
    )


def _line(say: Words, row: DeliveryState, name: str | None) -> str:
    shown = row.delivery.message.shows
    what = say("shown once") if shown.once else shown.title
    what = what if len(what) <= _SHORT else f"{what[:_SHORT]}…"
    state = say(_STATES[row.state]) if row.state in _STATES else row.state
    since = say("since {time}", time=say.time(row.delivery.since))
    reason = f"{state} ({row.reason})" if row.reason else state
    to = name or say("group or unbound account")
    return " · ".join([to, what, row.delivery.to.platform.capitalize(), reason, since])


def which(say: Words, what: str, shown: Sequence[Action]) -> Card:
    """No number was said; ``shown``: buttons of the last card that are called like that."""
    status = Action(say("Whether all runs"), say("status"))
    cancel = Action(say("Cancel"), say("cancel"))
    if shown:
        title = say("Did you mean this one? Nothing changed.")
        return Card(title, actions=(*(Action(a.command, a.command) for a in shown), cancel))
    title = say("Which one? Nothing changed.")
    line = say(_LINES[what], number=12, numbers=12)
    return Card(title, (say("With its number, for example: {line}", line=line),), (status,))


def settled(say: Words, what: str, done: Sequence[int], wrong: Sequence[int]) -> Card:
    """``what``: resend, giveup or redrive; ``wrong``: numbers that it could not be done with."""
    lines = list[str]()
    if done:
        lines.append(say(_DONE[what], numbers=say.listed(map(str, done))))
    if wrong:
        numbers = say.listed(map(str, wrong))
        lines.append(say("Not among what failed, unchanged: {numbers}", numbers=numbers))
    return Card(lines[0], tuple(lines[1:]))
