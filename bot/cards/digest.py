"""The weekly digest: plan order, no rankings; what is reported offline is counted, never named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import answering, chart, periods, phrases
from bot.digest_data import check as check_of
from bot.locale import Words, later
from bot.messages import Action, Card, Heading, Item, Language, Line
from bot.model.digest import Digest, Entry, Named, Scope, Section
from bot.model.task import Status

SHOWN = 3
"""Items of a section on the digest itself; 完整清单 has the others."""

_FULL = 150  # items of 完整清单: a dozen messages of WeCom
_NUMBERS = 10  # of closed items
_BEFORE = timedelta(4)  # from Friday to Monday: a digest after another one is about this week


def card(say: Words, made: Digest, number: int | None, check: str) -> Card:
    """``number`` None: made just now for whoever asked, and not kept."""
    say, late = say.in_year(made.last.year), made.planned
    body: list[Line] = [] if made.scope is Scope.PLAN else [_scope(say, made)]
    if late is not None:
        slot = f"{say.weekday(late)} {say.time(late)}"
        body.append(say("Sent late; it was due on {moment}.", moment=slot))
    body.append(_changes(say, made))
    rest = _Rest(say, listed=number is not None)
    body += _overdue(say, made, SHOWN, rest)
    body += _due(say, made, SHOWN, rest)
    body += _blocked(say, made, SHOWN, rest)
    body.append(Heading(_reported(say, made)))
    body += phrases.uncertain(say, made.provisional)
    body.append(answering.looking_up(say, in_group=made.in_group))
    body += _removed(say, made)
    body.append(_mark(say, made, number, check))
    return Card(
        title(say, made), tuple(body), _actions(say, number), sketch=chart.sketch(say, made)
    )


def title(say: Words, made: Digest) -> str:
    """``【推进计划周报】2019年第42周（10月14日–10月18日）``."""
    year, week = made.week.split("-W")
    say = say.in_year(made.last.year)
    return say(
        "[Weekly digest of the work plan] {year}, week {week} ({first} – {last})",
        year=year,
        week=int(week),
        first=say.day(made.first),
        last=say.day(made.last),
    )


def planned(say: Words, week: str) -> str:
    """For whoever looks at what waits: ``推进计划周报 2019-W42``."""
    return say("Weekly digest {week}", week=week)


def full(say: Words, made: Digest, number: int, check: str) -> Card:
    """Every item of every section, as far as they were kept and a chat can take them."""
    say = say.in_year(made.last.year)
    rest, left = _Rest(say, listed=False), _FULL
    body: list[Line] = [] if made.scope is Scope.PLAN else [_scope(say, made)]
    for section in (_overdue, _due, _blocked):
        lines = section(say, made, max(left, SHOWN), rest)
        left -= len(lines) - 1
        body += lines
    body += [
        answering.looking_up(say, in_group=made.in_group),
        *_removed(say, made),
        _mark(say, made, number, check),
    ]
    name = say("Full list · digest {number}", number=number)
    back = Action(say("Digest {number}", number=number), say("digest {number}", number=number))
    return Card(name, tuple(body), (back,))


def _removed(say: Words, made: Digest) -> tuple[str, ...]:
    """What people saw then and is not kept any more."""
    if not made.removed:
        return ()
    key = later("Taken out since, because they are reported offline now: {count} (was: {check})")
    return (say(key, count=made.removed, check=check_of(made.was)),)


def scope_words(say: Words, scope: Scope, of: str) -> str:
    """``整个计划``, or the chapter or department itself."""
    return say("the whole plan") if scope is Scope.PLAN else of


def _scope(say: Words, made: Digest) -> str:
    return say("About: {scope}", scope=scope_words(say, made.scope, made.of))


def _changes(say: Words, made: Digest) -> str:
    """``本周更新 34 项，新办结 3 项（40、62、77）``."""
    closed = made.closed
    numbers = [str(entry.number) for entry in closed.entries[:_NUMBERS]]
    if closed.total > closed.restricted > 0 or len(closed.entries) > _NUMBERS:
        numbers.append("…")
    shown = say(" ({numbers})", numbers=say.listed(numbers)) if numbers else ""
    counts = {"updates": made.updates, "closed": closed.total, "numbers": shown}
    began = made.since.astimezone(say.zone).date()
    if made.planned is None and began >= made.first - _BEFORE:
        return say("This week: items updated {updates}, newly closed {closed}{numbers}", **counts)
    return say(
        "Since {day}: items updated {updates}, newly closed {closed}{numbers}",
        day=say.day(began),
        **counts,
    )


@dataclass(frozen=True, slots=True)
class _Rest:
    """Says how many more there are; ``listed``: there is a full list, and this is not it."""

    say: Words
    listed: bool

    def words(self, count: int, *, reports: bool) -> str:
        if not self.listed:
            return self.say("… and {count} more", count=count)
        if reports:
            return self.say("… and {count} more reports, see the full list", count=count)
        return self.say("… and {count} more, see the full list", count=count)


def _overdue(say: Words, made: Digest, most: int, rest: _Rest) -> list[Line]:
    """Missed dates and missing reports in one list, in the order of the plan."""
    own, reports = made.overdue, made.missing
    parts = []
    if own.total:
        parts.append(say("items past their own date: {count}", count=own.total))
    if reports.total and made.reports is not None:
        period = periods.name(say, made.reports.span)
        count = reports.total
        parts.append(say("{period} reports not handed in: {count}", period=period, count=count))
    joined = say.listed(parts) if parts else say("no item")
    entries = sorted(
        (*own.entries, *reports.entries), key=lambda entry: (entry.number, entry.day is None)
    )
    of = own.total + reports.total - own.restricted - reports.restricted
    return [
        Heading(
            say("1. Overdue (red): {parts}", parts=joined)
            + _offline(say, own.restricted + reports.restricted)
        ),
        *_items(say, entries[:most], of, rest, reports=not own.total),
    ]


def _due(say: Words, made: Digest, most: int, rest: _Rest) -> list[Line]:
    heading = say("2. Due within two weeks: {count}", count=made.due.total)
    heading += _offline(say, made.due.restricted)
    return [Heading(heading), *_listed(say, made.due, most, rest)]


def _blocked(say: Words, made: Digest, most: int, rest: _Rest) -> list[Line]:
    blocked = made.blocked
    heading = say("3. Blocked: {count}", count=blocked.total)
    if blocked.fresh:
        heading += say(", of which new: {count}", count=blocked.fresh)
    heading += _offline(say, blocked.restricted)
    counted = sum(chapter.count.get(Status.BLOCKED, 0) for chapter in made.chapters)
    apart = made.chapters and blocked.total != counted
    key = later(
        "Listed as soon as one department is blocked or asks; statuses go by the least advanced."
    )
    why = [say(key)] if apart else []
    return [Heading(heading), *why, *_listed(say, blocked, most, rest)]


def _offline(say: Words, count: int) -> str:
    """Why a list is shorter than its count."""
    return say(" (of them reported offline, not listed: {count})", count=count) if count else ""


def _listed(say: Words, section: Section, most: int, rest: _Rest) -> list[Line]:
    return _items(say, section.entries[:most], section.total - section.restricted, rest)


def _items(
    say: Words, shown: Sequence[Entry], of: int, rest: _Rest, *, reports: bool = False
) -> list[Line]:
    """The last line says how many more there are."""
    items = [(str(entry.number), _entry(say, entry)) for entry in shown]
    left = of - len(shown)
    if items and left > 0:
        number, text = items[-1]
        more = rest.words(left, reports=reports)
        items[-1] = number, text + more
    return [Item(number, text) for number, text in items]


def _entry(say: Words, entry: Entry) -> str:
    """``推进《…》立法进程…（科技部）``; an item with a date of its own says it."""
    facts = [*([say.listed(_called(say, entry.departments))] if entry.departments else [])]
    if entry.day is not None:
        facts.append(say("due {day}", day=say.day(entry.day)))
    return entry.title + (say(" ({numbers})", numbers=_joined(say, facts)) if facts else "")


def _joined(say: Words, facts: Sequence[str]) -> str:
    return (", " if say.language is Language.EN else "，").join(facts)


def _called(say: Words, names: Sequence[Named]) -> list[str]:
    english = say.language is Language.EN
    return [name.english if english else name.short for name in names]


def _reported(say: Words, made: Digest) -> str:
    """The due day only while it lies ahead: afterwards the first section says what is missing."""
    reports = made.reports
    if reports is None:
        return say("4. Reports: none are asked for at present")
    key = later("4. {period} reports: handed in {done}/{owed}")
    if reports.done < reports.owed and reports.due >= made.at.astimezone(say.zone).date():
        key = later("4. {period} reports: handed in {done}/{owed}, due {weekday} {day}")
    return say(
        key,
        period=periods.name(say, reports.span),
        done=reports.done,
        owed=reports.owed,
        weekday=say.day_of_week(reports.due),
        day=say.day(reports.due),
    )


def _mark(say: Words, made: Digest, number: int | None, check: str) -> str:
    if number is None:
        moment = f"{say.day(made.at)} {say.time(made.at)}"
        return say("Made just now, {moment}; it is not kept under a number", moment=moment)
    mark = say("Digest {number} · check {check}", number=number, check=check)
    if not made.audit:
        return mark
    return mark + say(" · audit {head}", head=made.audit)


def _actions(say: Words, number: int | None) -> tuple[Action, ...]:
    own = Action(say("My tasks"), say("mytasks"))
    if number is None:
        return (own, Action(say("Overdue"), say("overdue")))
    return (own, Action(say("Full list"), say("digest {number} list", number=number)))


def no_such(say: Words, number: str) -> Card:
    return Card(
        say("There is no digest {number}. The latest: digest", number=number),
        actions=(Action(say("The latest digest"), say("digest")),),
    )
