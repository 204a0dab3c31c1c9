"""What a search has found: two lines a task, what was found in 「」."""

from collections.abc import Collection, Mapping, Sequence

from bot import words
from bot.cards import answering, phrases
from bot.cards.lists import page_foot, page_turns, pages
from bot.locale import Words
from bot.messages import Action, Card, Item, Line, Seen
from bot.model.search import Found
from bot.model.task import Task

_NAMES = 3  # departments of a task that are named
_OFFERS = 3  # words that are offered alone


def found(say: Words, query: str, found: Found, *, typed: str | None = None) -> Card:
    """``query``: what was looked for; ``typed``: what was typed, if that is found nowhere."""
    body: list[Line] = []
    actions: tuple[Action, ...] = ()
    shown = words.inside_quotes(query)
    if typed is not None:
        told = say(
            "Nothing has “{typed}”; “{meant}” finds {count}.",
            typed=typed,
            meant=shown,
            count=found.total,
        )
        body = [told, ""]
        exactly = Action(say("Only “{words}”", words=typed), say("search “{words}”", words=typed))
        actions = (exactly,)
    for task in found.tasks:
        body += [_first_line(task, found.words), _second_line(say, task, found)]
    number = found.tasks[0].ref
    of = pages(found.total)
    turns = page_turns(
        say,
        found.page,
        lambda page: say("search {words} page {page}", words=query, page=page),
        more=found.page < of,
    )
    hint = answering.opening(say, number)
    return Card(
        say("Search “{words}” · {count}", words=shown, count=found.total),
        (*body, "", *page_foot(say, found.page, of), hint),
        turns + actions,
        _one(found.tasks),
    )


def nothing(say: Words, query: str, alone: Mapping[str, int]) -> Card:
    """``alone``: how many tasks each of the words finds by itself."""
    there = [(word, count) for word, count in alone.items() if count and len(alone) > 1]
    offers = [
        Action(
            say("Only “{words}” ({count})", words=word, count=count),
            say("search {words}", words=word),
        )
        for word, count in there[:_OFFERS]
    ]
    body = [
        say(
            "To be found: words of the text and of chapters, departments (also by initials,"
            " such as zscqj), numbers. Words in quotes stand together."
        )
    ]
    return Card(
        say("No item with “{words}”. Try fewer or other words.", words=words.inside_quotes(query)),
        tuple(body),
        (*offers, Action(say("My tasks"), say("mytasks"))),
    )


def _first_line(task: Task, wanted: Sequence[str]) -> Item:
    number = str(task.ref)
    number = f"{words.OPEN}{number}{words.CLOSE}" if number in map(words.folded, wanted) else number
    return Item(number, words.snippet(task.text, wanted) or phrases.short(task.text))


def _second_line(say: Words, task: Task, found: Found) -> str:
    """Who is responsible and how far it is; the title, where only that has a word."""
    facts = [_bodies(say, task, found.named), phrases.status(say, task.status)]
    if words.snippet(task.text, found.words) is None:
        titles = (task.section, task.chapter)
        marked = (words.marked(title, found.words) for title in titles if title)
        facts.insert(0, next(filter(None, marked), None) or "")
    return "  " + " · ".join(filter(None, facts))


def _bodies(say: Words, task: Task, named: Collection[int]) -> str:
    """The first departments, and those that were looked for."""
    shares = [
        share
        for place, share in enumerate(task.shares)
        if place < _NAMES or share.department.id in named
    ]
    names = [
        f"{words.OPEN}{name}{words.CLOSE}" if share.department.id in named else name
        for share in shares
        for name in [phrases.department(say, share.department)]
    ]
    if not names:
        return say("not assigned")
    listed = say.listed(names)
    more = len(task.shares) - len(shares)
    return say("{departments} and {count} more", departments=listed, count=more) if more else listed


def _one(tasks: Sequence[Task]) -> tuple[Seen, ...]:
    """A list of one is a card about that one: a reply to it needs no number."""
    if len(tasks) != 1 or not tasks[0].deciding:
        return ()
    share = tasks[0].deciding[0]
    return (Seen(tasks[0].ref, share.department.id, share.version),)
