"""The draft of a circular in words: five parts, in the order of the plan, without a ranking."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards import circular_parts as parts
from bot.cards import phrases, tally
from bot.cards.export import sized, stem
from bot.cards.ledger import scope
from bot.cards.periods import name
from bot.documents import Document
from bot.grammar.periods import token
from bot.locale import NAMED, Words
from bot.messages import Action, Card, Language, Line
from bot.model.ledger import Ledger, LedgerRow
from bot.model.light import Light, light_of
from bot.model.paper import Block, Grid, Head, Paper
from bot.model.paper import Words as Text
from bot.model.period import Period
from bot.model.task import Status, Task
from bot.visible import visible
from bot.workdays import Calendar

_OFFERED = 5
_STATUSES = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.BEHIND,
    Status.BLOCKED,
    Status.DONE,
    Status.CLOSED,
)
_LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)


def line(say: Words, period: Period | None, who: str | None = None) -> str:
    """The command for such a draft."""
    of = "" if period is None else token(period)
    return " ".join(filter(None, (say("circular"), of, who)))


def ordered(say: Words, period: Period | None) -> Card:
    """The buttons that the card will have."""
    actions = [Action(say("Overview"), say("overview"))]
    if period is not None:
        actions.insert(0, Action(say("Who is missing"), f"{say('missing')} {period.span.code}"))
    actions.insert(0, Action(say("Export the ledger"), say("export")))
    return Card(say("Circular"), (), tuple(actions))


def unknown_period(say: Words, word: str, every: Sequence[Period]) -> Card:
    actions = tuple(Action(name(say, one.span), line(say, one)) for one in every[:_OFFERED])
    return Card(
        say("No period is called “{word}”; no file was made. Which one?", word=word), (), actions
    )


def unknown_scope(say: Words, word: str, period: Period | None) -> Card:
    return Card(
        say("“{word}” is no department or chapter of this plan; no file was made.", word=word),
        (),
        (
            Action(say("The whole circular"), line(say, period)),
            Action(say("Departments"), say("dept")),
        ),
    )


def made(say: Words, ledger: Ledger, content: bytes, chapter: str | None) -> Card:
    """The card with its file: counts are of the same look at the store."""
    of = _scope(say, ledger, chapter)
    file = f"{stem(say('circular draft'), say, ledger)}.docx"
    counts = parts.counted(ledger.rows)
    body: list[Line] = [
        sized(say, file, content),
        say(
            "Items {tasks}, of them reported offline {restricted}; reports owed {owed}, handed in "
            "{handed}, missing {missing}",
            tasks=ledger.tasks,
            restricted=ledger.restricted,
            owed=counts.owed,
            handed=counts.handed,
            missing=counts.owed - counts.handed,
        ),
        say("Only what has been handed in is quoted, as it was written; check it before it goes."),
        say("Items reported offline are only counted."),
        say("Audit {head}", head=ledger.head.witness),
        say("For the office's own use: do not pass it on in groups."),
    ]
    words = say("Draft of a circular · {scope}", scope=of)
    instead = say(
        "{file}: no file can be sent here. Ask for it in another chat that takes files, "
        "or let the operator run: liaison plan circular {file}",
        file=file,
    )
    return Card(words, tuple(body), document=Document(file, content, words, instead))


def paper(say: Words, ledger: Ledger, calendar: Calendar, chapter: str | None) -> Paper:
    """What hides or turns around text is taken out; nothing is longer than what people write."""
    today = ledger.at.astimezone(say.zone).date()
    told = parts.Told(say, ledger, calendar, today)
    blocks: list[Block] = [Text(_opening(say, ledger, chapter))]
    blocks += [Head(say("I. Overall progress")), *_overall(say, ledger, calendar, today)]
    blocks += [Head(say("II. Progress by chapter")), *told.progress()]
    blocks += [Head(say("III. Problems and coordination")), *told.problems()]
    blocks += [Head(told.missing_title()), *told.missing()]
    blocks += [Head(say("V. Next steps")), *told.next_steps()]
    return Paper(
        title=visible(_title(say, ledger)),
        mark=say("(draft)"),
        to=say("To the departments responsible:"),
        blocks=[_seen(block) for block in blocks],
        signature=[_full_day(say, today)],
        foot=say(
            "Drafted {moment} · audit {head}",
            moment=f"{ledger.at.astimezone(say.zone):%Y-%m-%d %H:%M}",
            head=ledger.head.witness,
        ),
        at=ledger.at,
        wide=say.language is Language.ZH,
    )


def _title(say: Words, ledger: Ledger) -> str:
    plan = ledger.plan.title
    if ledger.period is None:
        return say("Circular on the progress of “{plan}”", plan=plan.strip("《》"))
    called = name(say, ledger.period.span)
    return say(
        "Circular on the progress of “{plan}” in {period}", plan=plan.strip("《》"), period=called
    )


def _opening(say: Words, ledger: Ledger, chapter: str | None) -> str:
    moment = ledger.at.astimezone(say.zone)
    of = say(
        "What follows was reported by the departments until {day}, {time}.",
        day=_full_day(say, moment.date()),
        time=say.time(ledger.at),
    )
    if ledger.department is None and chapter is None:
        return of
    about = chapter or ""
    if ledger.department is not None:
        about = phrases.department(say, ledger.department)
    return of + say("It is about “{scope}” only.", scope=about)


def _overall(say: Words, ledger: Ledger, calendar: Calendar, today: date) -> Iterable[Block]:
    tasks, counts = parts.tasks_of(ledger.rows), parts.counted(ledger.rows)
    statuses = Counter(task.status for task in tasks)
    lights = Counter(light_of(task, today, calendar) for task in tasks)
    bodies = {row.share.department.id for row in ledger.rows if row.share is not None}
    yield Text(
        say(
            "{tasks} items of {departments} departments: {statuses}. Lights: {lights}.",
            tasks=len(tasks),
            departments=len(bodies),
            statuses=say.clauses(
                say("{word} {count} items", word=phrases.status(say, one), count=statuses[one])
                for one in _STATUSES
            ),
            lights=say.clauses(
                say("{word} {count} items", word=phrases.light_word(say, one), count=lights[one])
                for one in _LIGHTS
            )
            + tally.unlit(say, ledger.period, counts.owed - counts.handed),
        )
    )
    if ledger.period is None:
        yield Text(say("No period has been opened yet."))
    else:
        yield Text(
            say(
                "Reports owed to the office {owed}, handed in {handed} (of them accepted "
                "{accepted}), missing {missing}.",
                owed=counts.owed,
                handed=counts.handed,
                accepted=counts.accepted,
                missing=counts.owed - counts.handed,
            )
        )
    if ledger.restricted:
        yield Text(
            say(
                "{count} items are reported offline: they are counted, and not described here.",
                count=ledger.restricted,
            )
        )
    yield from _by_chapter(say, ledger, tasks)


def _by_chapter(say: Words, ledger: Ledger, tasks: Sequence[Task]) -> Iterable[Block]:
    chapters = parts.chapters(ledger.rows)
    if len(chapters) < 2:  # noqa: PLR2004 - one line says no more than the text
        return
    closed = Counter(task.chapter for task in tasks if task.status is Status.CLOSED)
    rows = [
        _row(parts.bare(chapter) or say("no chapter"), of, closed[chapter])
        for chapter, of in chapters.items()
    ]
    total = _row(say("in all"), ledger.rows, closed.total())
    header = (
        say("Chapter"),
        say("Items"),
        say("Owed"),
        say("Handed in"),
        say("Still owed"),
        say("Closed"),
    )
    yield Grid(header, (*rows, total), (58, 14, 14, 14, 14, 14))


def _row(called: str, rows: Sequence[LedgerRow], closed: int) -> Sequence[str]:
    counts = parts.counted(rows)
    numbers = (
        len(parts.tasks_of(rows)),
        counts.owed,
        counts.handed,
        counts.owed - counts.handed,
        closed,
    )
    return (called, *map(str, numbers))


def _full_day(say: Words, day: date) -> str:
    return say.in_year(NAMED).day(day)


def _scope(say: Words, ledger: Ledger, chapter: str | None) -> str:
    return " · ".join(filter(None, (scope(say, ledger), visible(chapter or ""))))


def _seen(block: Block) -> Block:
    match block:
        case Head(text, level):
            return Head(visible(text), level)
        case Text(text, lead):
            return Text(visible(text), visible(lead))
        case Grid(header, rows, widths):
            return Grid(header, [[visible(cell) for cell in row] for row in rows], widths)
