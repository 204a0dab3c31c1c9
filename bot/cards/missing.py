"""The card about who has not reported: 未报."""

from collections.abc import Mapping, Sequence

from bot.cards import phrases, tally
from bot.cards.lists import PAGE, page_foot, page_turns, pages
from bot.cards.periods import name
from bot.cards.reviews import STATES, overview, title_of
from bot.locale import Words
from bot.messages import Action, Card, Heading, Item, Line
from bot.model.period import Period
from bot.model.report import ReportState
from bot.model.staff import Owing
from bot.model.task import Department
from bot.ports import Owed

_NOTHING = Owing()


def card(
    say: Words,
    period: Period,
    owed: Sequence[Owed],
    page: int,
    narrowed: str | None,
    *,
    of_whom: Department | None = None,
    owing: Owing = _NOTHING,
    urges: bool,
) -> Card:
    """By department, in plan order; ``narrowed``: the department or chapter that was named.

    ``of_whom``: that department, which alone is nudged.  ``owing``: what it owes, to leads too.
    ``urges``: the reader may nudge.
    """
    called = name(say, period.span)
    title = say("Missing for {period}: {count}", period=called, count=len(owed))
    if narrowed:
        title += f" · {narrowed}"
    besides = tally.besides(say, owing)
    if not owed:
        done = say("Everything is handed in.")
        return Card(title, (done, *besides), (overview(say),))
    groups: dict[int, list[Owed]] = {}
    for one in owed:
        groups.setdefault(one.department.id, []).append(one)
    ordered = [one for group in groups.values() for one in group]
    of = pages(len(ordered))
    number = min(max(page, 1), of)
    body = _items(say, ordered[(number - 1) * PAGE : number * PAGE], groups)
    foot = [*page_foot(say, number, of), *besides]
    body += ["", *foot] if foot else []
    rest = f" {narrowed}" if narrowed else ""
    turns = page_turns(
        say,
        number,
        lambda n: say("missing {period} page {page}", period=period.span.code + rest, page=n),
        more=number < of,
    )
    nudge = (_nudge(say, of_whom),) if urges and period.is_open else ()
    return Card(title, tuple(body), (*turns, *nudge, overview(say)))


def _items(say: Words, owed: Sequence[Owed], groups: Mapping[int, Sequence[Owed]]) -> list[Line]:
    """Under the names of their departments, with how many each owes in all."""
    body: list[Line] = []
    before: int | None = None
    for one in owed:
        if one.department.id != before:
            before = one.department.id
            count = len(groups[before])
            body.append(Heading(f"{phrases.department(say, one.department)} {count}"))
        shut = one.state is ReportState.SEALED
        state = say("not handed in") if shut else say(STATES[one.state])
        body.append(Item(str(one.ref), f"{title_of(say, one)} · {state}"))
    return body


def _nudge(say: Words, of_whom: Department | None) -> Action:
    """A card about one department nudges nobody else."""
    if of_whom is None:
        return Action(say("Nudge all who are missing"), say("nudge missing"))
    name = phrases.department(say, of_whom)
    line = say("nudge {department}", department=of_whom.short)
    return Action(say("Nudge {department}", department=name), line)
