"""A part of 我的任务: what it was narrowed to, how many there are, which cuts are left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards import answering, lists, notes, owed, phrases
from bot.cards.lists import Page
from bot.cards.report import fill_in
from bot.grammar import filters as words
from bot.locale import Words, later
from bot.messages import Action, Card, Line
from bot.mine import Mine
from bot.model.person import Person
from bot.model.task import Task

_NAMES = {
    words.LEAD: later("lead"),
    words.PARTICIPANT: later("participant"),
    words.OVERDUE: later("overdue"),
    words.OWED: later("owed"),
    words.DRAFT: later("draft"),
    words.REPORTED: later("reported"),
    words.OFFLINE: later("offline"),
    words.OPEN: later("open"),
    words.DONE: later("done"),
    words.CLOSED: later("closed items"),
}
_MOST = 4  # further cuts that have a button
_CHAPTERS = 4  # that have one
_SHORT = 10  # Han characters of a chapter on a button


def card(
    say: Words,
    person: Person,
    mine: Mine,
    filters: tuple[str, ...],
    *,
    page: int,
    day: owed.Day | None,
) -> Card:
    """``day``: of the open period, if there is one."""
    chosen = mine.fitting(filters)
    title = lists.my_title(say, mine.own, mine.today)
    if not chosen:
        return Card(title, tuple(_nothing(say, mine, filters, day)), _ways_on(say, mine, filters))
    cut = Page.cut(chosen, page)
    further = mine.further(filters)
    body: list[Line] = [] if day is None else [*owed.until(say, day), ""]
    body += [_line(say, task, mine, day) for task in cut.tasks]
    body += ["", _shown(say, filters, len(chosen))]
    if further:
        parts = say.listed(_counted(say, word, count) for _, word, count in further)
        body.append(say("Other parts: {filters}", filters=parts))
    body += cut.foot(say)
    first = cut.tasks[0].ref
    body.append(answering.opening(say, first))
    turns = cut.turns(say, lambda number: f"{line(say, filters)} {number}")
    cuts = tuple(
        Action(_label(say, word, count), line(say, others)) for others, word, count in further
    )
    every = Action(say("All"), say("mytasks"))
    filling = _filling(say, person, mine, cut.tasks, day)
    return Card(title, tuple(body), (*filling, *turns, *cuts[:_MOST], every))


def understood(say: Words, card: Card, slips: Sequence[str], right: Mapping[str, str]) -> Card:
    """The card with the word for what was taken for something else than typed."""
    told = [notes.understood(say, name(say, right[slip])) for slip in slips]
    return replace(card, body=(*told, *card.body)) if told else card


def line(say: Words, filters: Sequence[str]) -> str:
    """The line that shows a part of one's list."""
    return " ".join([say("mytasks"), *(name(say, word) for word in filters)])


def name(say: Words, word: str) -> str:
    """A filter as it is shown and typed."""
    if word in _NAMES:
        return say(_NAMES[word])
    if word.startswith(words.CHAPTER):
        return say("chapter {number}", number=word.removeprefix(words.CHAPTER))
    return word


def _line(say: Words, task: Task, mine: Mine, day: owed.Day | None) -> Line:
    if day is not None:
        return owed.line(say, task, mine.own, day)
    return lists.own_line(say, task, mine.own, mine.today, mine.calendar)


def _shown(say: Words, filters: Sequence[str], count: int) -> str:
    listed = say.listed(name(say, word) for word in filters)
    return say("Shown: {filters} ({count})", filters=listed, count=count)


def _counted(say: Words, word: str, count: int) -> str:
    return say("{filter} {count}", filter=name(say, word), count=count)


def _label(say: Words, word: str, count: int) -> str:
    """The same on a button, which begins like all the others."""
    words = _counted(say, word, count)
    return words[:1].upper() + words[1:]


def _filling(
    say: Words, person: Person, mine: Mine, shown: Sequence[Task], day: owed.Day | None
) -> tuple[Action, ...]:
    """The first report on the page that is still to be filled in, for who may."""
    if day is None or not owed.writes(person):
        return ()
    groups = owed.Groups(shown, mine.own)
    open_ones = [*groups.to_report, *groups.drafts][:1]
    return tuple(fill_in(say, task.ref) for task in open_ones)


def _nothing(say: Words, mine: Mine, filters: Sequence[str], day: owed.Day | None) -> list[Line]:
    body: list[Line] = [] if day is None else [*owed.until(say, day), ""]
    total = len(mine.tasks)
    listed = say.listed(name(say, word) for word in filters)
    body.append(say("None of your {total} items: {filters}", total=total, filters=listed))
    if tuple(filters) == (words.OWED,) and day is not None:
        body.append(say("All is reported."))
    unknown = [word for word in filters if not mine.knows(word)]
    if unknown:
        body.append(
            say(
                "“{word}” is in no title of your items. Filters: {filters}",
                word=unknown[0],
                filters=say.listed(say(key) for key in _NAMES.values()),
            )
        )
    return body


def _ways_on(say: Words, mine: Mine, filters: Sequence[str]) -> tuple[Action, ...]:
    """Each of the filters alone, where it leaves some; else chapters, or what else there is."""
    alone = [
        Action(_label(say, word, count), line(say, (word,)))
        for word in filters
        if len(filters) > 1 and (count := len(mine.fitting((word,))))
    ]
    if not alone and not all(mine.knows(word) for word in filters):
        alone = [
            Action(
                f"{phrases.short(title.partition('、')[2] or title, _SHORT)} {count}",
                line(say, (f"{words.CHAPTER}{place}",)),
            )
            for place, title, count in mine.in_chapters()[:_CHAPTERS]
        ]
    if not alone:
        alone = [
            Action(_label(say, word, count), line(say, (word,)))
            for _, word, count in mine.further(())[: _MOST - 1]
        ]
    soon = (Action(say("Due soon"), say("due")),) if tuple(filters) == (words.OVERDUE,) else ()
    return (*alone, *soon, Action(say("All"), say("mytasks")))
