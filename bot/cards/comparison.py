"""下载对照表: what a document changes in the plan in force, as a table to read and to pass on."""

from datetime import datetime

from bot.cards.export import sized
from bot.cards.revising import counts, described
from bot.documents import Document, Order
from bot.locale import Words
from bot.messages import Card
from bot.model.ledger import Column, Table, row_key
from bot.model.revision import Change, Revision
from bot.ports import PlanPeriod
from bot.visible import visible


def table(say: Words, seen: Revision, period: PlanPeriod, order: Order, at: datetime) -> Table:
    """A row for each item that changes, in the document's order; then what is removed."""
    title = say("Comparison of the plan · {title}", title=visible(period.title))
    return Table(
        title=title,
        name=say("Comparison"),
        columns=(
            Column(title=say("No. in the document"), width=9),
            Column(title=say("No. in force"), width=9),
            Column(title=say("What changes"), width=30),
            Column(title=say("In force"), width=50),
            Column(title=say("Document"), width=50),
            Column(title=say("Departments in the document"), width=24),
            Column(title=say("Row key"), width=22),
        ),
        rows=[_row(say, one, order.plan) for one in seen.changes if not one.unchanged],
        about_name=say("About this file"),
        about=(
            (say("Plan"), visible(period.title)),
            (say("Compared"), counts(say, seen)),
            (say("Made"), f"{say.in_year(0).weekday(at)} {say.time(at)} {order.asker}"),
            (say("Note"), say("Nothing has taken effect by this file.")),
            (say("Note"), say("Of items reported offline no text is shown.")),
        ),
        foot=title,
        at=at,
    )


def _row(say: Words, one: Change, plan: int) -> tuple[str, ...]:
    hidden = say("reported offline") if one.text is None and one.was_text is None else ""
    cells = (
        "" if one.after is None else str(one.after),
        "" if one.before is None else str(one.before),
        described(say, one),
        (one.was_text or hidden) if one.before is not None else "",
        (one.text or hidden) if one.after is not None else "",
        say.listed(one.bodies),
        "" if one.task is None else row_key(plan, one.task, 0),
    )
    return tuple(map(visible, cells))


def ordered(say: Words) -> Card:
    """What a card will have besides what the file itself gives it."""
    return Card(say("Comparison"))


def made(say: Words, seen: Revision, order: Order, at: datetime, content: bytes) -> Card:
    file = f"{say('comparison')}_{order.draft}_{at.astimezone(say.zone):%Y%m%d-%H%M}.xlsx"
    changed = sum(not one.unchanged for one in seen.changes)
    words = say("Comparison of draft {id} with the plan in force", id=order.draft)
    instead = say(
        "{file}: no file can be sent here. Ask for it in another chat that takes files.", file=file
    )
    body = (
        sized(say, file, content),
        say("{count} items that change; {same} stay as they are", count=changed,
            same=seen.unchanged),
        say("Nothing has taken effect by this file."),
    )  # fmt: skip
    return Card(words, body, document=Document(file, content, words, instead))
