"""Cards about which items are reported offline: of those that are, number and status alone."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.grammar.closing import SHOWN
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.restriction import Traces
from bot.model.task import Task

_MOST = 40  # items that are listed
_LINES = {
    "yes": later("restrict {items} yes"),
    "no": later("restrict {items} no"),
    SHOWN: later("restrict {items} yes seen"),
}
_TRACES = {
    "updates": later("updates with text {count}"),
    "reports": later("reports with text {count}"),
    "urges": later("wordings of urges {count}"),
    "extensions": later("extension requests with reasons {count}"),
    "corrections": later("corrections with text {count}"),
    "dates": later("dates with reasons or the document's words {count}"),
    "requests": later("requests for coordination {count}"),
    "steps": later("answers to requests for coordination {count}"),
    "digests": later("kept digests that name them {count}"),
    "messages": later("kept messages that show them {count}"),
    "waiting": later("messages that have not left yet {count}"),
    "events": later("kept incoming messages {count}"),
}


def line(say: Words, tasks: Sequence[Task], verb: str) -> str:
    """As it can be typed."""
    items = ("、" if say.language == "zh" else ",").join(str(task.ref) for task in tasks)
    return say(_LINES[verb], items=items)


def listed(say: Words, tasks: Sequence[Task]) -> Card:
    """What only the import has suggested, what the office has confirmed, what lacks its text."""
    suggested = [t for t in tasks if t.restricted and not t.restriction_confirmed]
    confirmed = [task for task in tasks if task.restriction_confirmed]
    missing = [task for task in tasks if task.text_missing]
    body: list[Line] = []
    if suggested:
        names = _numbers(say, suggested)
        body.append(Fact(say("Suggested by the import, to be confirmed by you: "), names))
    if confirmed:
        body.append(Fact(say("Confirmed: "), _numbers(say, confirmed)))
    if missing:
        body.append(Fact(say("Lifted, text still missing: "), _numbers(say, missing)))
        body.append(_how_to_refill(say))
    if suggested:
        body.append(say("Until you confirm they are restricted all the same."))
    number = next((task.ref for task in (*suggested, *confirmed)), 12)
    body.append(
        say("It is one: restrict {number} yes; it is none: restrict {number} no", number=number)
    )
    actions: tuple[Action, ...] = ()
    if suggested:
        confirm = say("Confirm all {count}", count=len(suggested))
        actions = (Action(confirm, line(say, suggested, "yes")),)
    count = len(suggested) + len(confirmed)
    return Card(say("Items reported offline: {count}", count=count), tuple(body), actions)


def yes_or_no(say: Words, tasks: Sequence[Task]) -> Card:
    title = say(
        "Are they reported offline: {numbers}? Nothing changed.", numbers=_numbers(say, tasks)
    )
    actions = (
        Action(say("Yes, offline"), line(say, tasks, "yes")),
        Action(say("No, an open item"), line(say, tasks, "no")),
        Action(say("Cancel"), say("cancel")),
    )
    return Card(title, (), actions)


def preview(
    say: Words,
    opened: Sequence[Task],
    suggested: Sequence[Task],
    left_alone: Sequence[str],
    *,
    traces: Traces,
    confirm: str,
) -> Card:
    """Exactly what will be gone, before anything is."""
    body: list[Line] = [Item(str(task.ref), phrases.title(say, task)) for task in opened[:_MOST]]
    if opened:
        title = say(
            "Report {count} items offline and delete their text for good? Nothing changed yet.",
            count=len(opened) + len(suggested),
        )
        act = say("Confirm, delete text")
        body.append(Fact(say("Will be deleted: "), _gone(say, opened, traces)))
        body.append(say("All previews and long buttons that wait will expire."))
        body.append(say("Who did what when, statuses and percentages stay. This cannot be undone."))
        body.append(say("What has arrived on phones, and backups, this system cannot delete."))
    else:
        title = say("Confirm {count} items as reported offline?", count=len(suggested))
        act = say("Confirm {count} items", count=len(suggested))
    if suggested:
        body.append(Fact(say("Confirmed only, no text is there: "), _numbers(say, suggested)))
    body += [*left_alone[:_MOST], "", say("Confirm within 30 minutes.")]
    actions = confirming(say, act, confirm)
    return Card(title, tuple(body), actions)


def marked(
    say: Words,
    opened: Sequence[Task],
    suggested: Sequence[Task],
    left_alone: Sequence[str],
    traces: Traces,
) -> Card:
    """What is gone, what stays, and the way back for the mark; the words do not come back."""
    tasks = [*opened, *suggested]
    title = say("Reported offline: {numbers}", numbers=_numbers(say, tasks))
    body: list[Line] = []
    if opened:
        body.append(Fact(say("Deleted: "), _gone(say, opened, traces)))
        body.append(say("What has arrived on phones, and backups, this system cannot delete."))
    body += [*left_alone, say("Only status, percentage and the day of the offline report remain.")]
    back = Action(say("No, an open item"), line(say, tasks, "no"), back=True)
    return Card(title, tuple(body), (back, Action(say("The list"), say("restrict"))))


def preview_lifting(
    say: Words, tasks: Sequence[Task], left_alone: Sequence[str], confirm: str
) -> Card:
    title = say("Open {count} items to everybody? Nothing changed yet.", count=len(tasks))
    body = [_numbers(say, tasks), *left_alone[:_MOST], "", say("Confirm within 30 minutes.")]
    actions = confirming(say, say("End it for {count} items", count=len(tasks)), confirm)
    return Card(title, tuple(body), actions)


def lifted(say: Words, tasks: Sequence[Task], left_alone: Sequence[str]) -> Card:
    title = say("No longer reported offline: {numbers}", numbers=_numbers(say, tasks))
    body = (*left_alone, say("Their text is not there."), _how_to_refill(say))
    back = Action(say("Yes, offline"), line(say, tasks, "yes"), back=True)
    return Card(title, body, (back, Action(say("The list"), say("restrict"))))


def unchanged(say: Words, left_alone: Sequence[str]) -> Card:
    return Card(say("Nothing changed."), tuple(left_alone[:_MOST]))


def already(say: Words, task: Task) -> str:
    return say("Item {number} is reported offline already, and confirmed.", number=task.ref)


def not_restricted(say: Words, task: Task) -> str:
    return say("Item {number} is not reported offline.", number=task.ref)


def _how_to_refill(say: Words) -> str:
    return say("Import the same file again, then it is filled in: liaison plan import FILE --yes")


def _gone(say: Words, opened: Sequence[Task], traces: Traces) -> str:
    parts = []
    if any(not task.text_missing for task in opened):
        parts.append(say("the text of the items, also in the imported document"))
    parts += [
        say(key, count=getattr(traces, name))
        for name, key in _TRACES.items()
        if getattr(traces, name)
    ]
    return say.listed(parts)


def _numbers(say: Words, tasks: Sequence[Task]) -> str:
    return say.listed(str(task.ref) for task in tasks)
