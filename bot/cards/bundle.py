"""The one bundle of a working day: what is still owed, what to do about it, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import bundle_items, periods, phrases, urge_words
from bot.cards.bundle_items import Entry
from bot.cards.next_steps import NOTHING, Ahead, next_steps
from bot.cards.urge_words import Asked
from bot.locale import Words, later
from bot.messages import Action, Card, Heading, Line, Seen
from bot.model.period import Period, Tone
from bot.model.person import Person
from bot.workdays import Calendar

MOST = 12  # items: what a person reads on a phone, and one message on every platform
_FEW = 4  # items of each kind that stand there in any case
_TITLE = {
    Tone.OPEN: later(
        "{person} ({department}): {period} reports are open, {count} pre-filled, due {weekday} "
        "{day}, {left} working days left"
    ),
    Tone.STILL: later(
        "{person} ({department}): {count} {period} reports open, due {weekday} {day}, {left} "
        "working days left"
    ),
    Tone.LAST: later(
        "{person} ({department}): {period} reports are due today, {weekday} {day}; {count} open"
    ),
    Tone.LATE: later(
        "{person} ({department}): {count} {period} reports overdue, were due {weekday} {day}, "
        "{past} working days ago"
    ),
}
_DEPUTY = later(
    "{person} ({department}): your department's {count} {period} reports are overdue, were due "
    "{weekday} {day}, {past} working days ago; please help your liaison"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a person's department owes: reports of ``period``, tasks with a date, what was urged.

    ``quiet``: numbers of what is owed for ``period`` and not listed, as it was updated or put off.
    ``earlier``: numbers still owed for periods before it.  ``asked``: the office's own words.
    """

    period: Period | None = None
    tone: Tone = Tone.STILL
    reports: Sequence[Entry] = ()
    quiet: Sequence[int] = ()
    earlier: Sequence[tuple[Period, Sequence[int]]] = ()
    dates: Sequence[Entry] = ()
    urged: Sequence[Entry] = ()
    asked: Sequence[Asked] = ()
    ahead: Ahead = NOTHING

    @property
    def entries(self) -> list[Entry]:
        return [*self.reports, *self.dates, *self.urged]

    @property
    def refs(self) -> set[int]:
        """The numbers of all items it is about."""
        earlier = {ref for _, refs in self.earlier for ref in refs}
        return {entry.task.ref for entry in self.entries} | earlier

    @property
    def empty(self) -> bool:
        return not self.entries and not self.earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom it is for: ``stands_for`` are the names of those on leave; ``helps``: a deputy."""

    person: Person
    stands_for: Sequence[str] = ()
    helps: bool = False


def planned(say: Words, day: date, *, late: bool) -> str:
    """What a bundle is called until it is drawn."""
    title = say("Reminders of {weekday} {day}", weekday=say.day_of_week(day), day=say.day(day))
    return _marked(say, title, late=late)


def reason(say: Words, label: Period | int, step: str, key: str) -> str:
    """``第三季度 T-3（nudge:…）``: why a bundle is planned, and the key of that reason."""
    if isinstance(label, Period):
        subject = periods.name(say, label.span)
    else:
        subject = say("Item {number}", number=label)
    return say("{subject} {step} ({reason})", subject=subject, step=step, reason=key)


def urged_by(say: Words, person: str, key: str) -> str:
    """Why a bundle is planned that the office asked for."""
    return say("urged by {person} ({reason})", person=person, reason=key)


def card(
    say: Words, reader: Reader, own: Own, *, today: date, calendar: Calendar, late: bool
) -> Card:
    """All of a person's items in one message."""
    reports, dates, urged = _first(own)
    common = bundle_items.common([*reports, *dates, *urged])
    body: list[Line] = []
    if common is not None:
        light = phrases.light_word(say, common)
        body.append(say("Light of all items below: {light}", light=light))
    shown = {entry.task.ref for entry in [*reports, *dates, *urged]}
    under = urge_words.under(say, own.asked, shown=shown, refs=own.refs)
    body += bundle_items.items(say, reports, common, under)
    body += _quiet(say, own.quiet)
    for period, refs in own.earlier:
        numbers = say.listed(map(str, refs))
        called = periods.name(say, period.span)
        body.append(say("Still owed for {period}: {numbers}", period=called, numbers=numbers))
    single = not own.reports and not (own.dates and own.urged)
    apart = [(dates, say("With a date of their own")), (urged, say("The office asks for news"))]
    for entries, heading in apart:
        items = bundle_items.items(say, entries, common, under)
        body += [Heading(heading), *items] if items and not single else items
    body += _more(say, len(own.entries) - len(reports) - len(dates) - len(urged))
    body += urge_words.after(say, own.asked, shown=shown, refs=own.refs)
    body += bundle_items.examples(say, [*reports, *dates, *urged])
    body += next_steps(say, own.ahead)
    title = _marked(say, _title(say, reader, own, today, calendar), late=late)
    return Card(title, tuple(body), _actions(say, own), _about(own))


def addressed(say: Words, reader: Reader) -> str:
    """``李四（代张三）``."""
    if not reader.stands_for:
        return reader.person.name
    others = say.listed(reader.stands_for)
    return say("{person} (for {others})", person=reader.person.name, others=others)


def _title(say: Words, reader: Reader, own: Own, today: date, calendar: Calendar) -> str:
    who = {
        "person": addressed(say, reader),
        "department": phrases.department(say, reader.person.department),
    }
    if own.period is not None and own.reports:
        due = own.period.due
        tone = _tone(own.tone, today, due)
        facts = {
            "period": periods.name(say, own.period.span),
            "count": len(own.reports) + len(own.quiet),
            "day": say.day(due),
            "weekday": say.day_of_week(due),
            "left": calendar.workdays_left(today, due),
            "past": calendar.workdays_left(due, today),
        }
        return say(_DEPUTY if reader.helps else _TITLE[tone], **who, **facts)
    if own.dates or own.earlier:
        count = len(own.dates) + len(own.urged) + sum(len(refs) for _, refs in own.earlier)
        return say(
            "{person} ({department}): {count} items near or past their limit", **who, count=count
        )
    return say(
        "{person} ({department}): the office asks for news of {count} items",
        **who,
        count=len(own.urged),
    )


def _tone(reached: Tone, today: date, due: date) -> Tone:
    """As its step says, but never of days that are left where none is."""
    if today >= due:
        return Tone.LAST if today == due else Tone.LATE
    return Tone.STILL if reached is Tone.NEAR else reached


def _marked(say: Words, title: str, *, late: bool) -> str:
    return say("{title} (late)", title=title) if late else title


def _first(own: Own) -> tuple[Sequence[Entry], Sequence[Entry], Sequence[Entry]]:
    """What stands on the card: all of it, or the most urgent of each kind, in the plan's order."""
    kinds = (own.reports, own.dates, own.urged)
    room = [min(len(kind), _FEW) for kind in kinds]
    for place, kind in enumerate(kinds):
        room[place] += min(len(kind) - room[place], MOST - sum(room))
    reports, dates, urged = map(bundle_items.most_urgent, kinds, room)
    return reports, dates, urged


def _more(say: Words, count: int) -> list[Line]:
    if not count:
        return []
    return [say("… and {count} more; all of them: {line}", count=count, line=say("mytasks"))]


def _quiet(say: Words, refs: Sequence[int]) -> list[Line]:
    """What the title counts and no line shows."""
    if not refs:
        return []
    key = later("Of these {count} not listed, updated or put off lately: {numbers}")
    return [say(key, count=len(refs), numbers=say.listed(map(str, refs)))]


def _actions(say: Words, own: Own) -> tuple[Action, ...]:
    fill = Action(say("One by one"), say("report"))
    return (
        fill if own.reports or own.earlier else Action(say("My tasks"), say("mytasks")),
        Action(say("Later today"), say("later today")),
        Action(say("Noted"), say("noted")),
        Action(say("Hand over"), say("hand over")),
    )


def _about(own: Own) -> tuple[Seen, ...]:
    """What the card showed: a reply to a bundle of one needs no number."""
    return tuple(
        Seen(entry.task.ref, entry.share.department.id, entry.share.version)
        for entry in own.entries
        if entry.share is not None
    )
