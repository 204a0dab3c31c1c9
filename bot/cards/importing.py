"""Cards of a document that was read: a first plan, what is missing, what became of it."""

from dataclasses import dataclass, replace
from datetime import date

from bot.cards import hints, phrases
from bot.grammar.planned import AFRESH, APPLY, DROP, FILE, LIST, parts_of
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.plan import PlanDraft, PlanFacts, refs_of
from bot.model.revision import Answers, Revision
from bot.model.task import NEUTRAL
from bot.ports import PlanPeriod

_WARNINGS = 5  # that are shown; the rest is counted
_PAGE = 10  # items of a page
_VERBS = {
    AFRESH: later("afresh"),
    APPLY: later("apply"),
    DROP: later("discard"),
    FILE: later("comparison"),
    LIST: later("items"),
}
_ASKED_APART = {"unknown_department", "restricted_suggested", "noise_dropped"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a preview is of.  ``was``: title and period of the plan in force.  ``confirm``: the line
    that lets it take effect, None while something is open.  ``stale``: what was confirmed is not
    any more what would happen.
    """

    draft: PlanDraft
    seen: Revision
    answers: Answers
    period: PlanPeriod
    was: PlanPeriod | None = None
    confirm: str | None = None
    stale: bool = False


def line(say: Words, id: int, answers: Answers, verb: str | None = None, page: int = 1) -> str:
    """As it can be typed; ``verb`` is one of ``bot.grammar.planned``."""
    parts = [say("plandraft {id}", id=id), parts_of(answers)]
    if verb is not None:
        parts.append(say(_VERBS[verb]))
    if page > 1:
        parts.append(str(page))
    return " ".join(filter(None, parts))


def no_such_draft(say: Words, id: int) -> Card:
    return Card(say("There is no draft {id}; nothing changed. Send the plan's file.", id=id))


def dropped(say: Words, id: int) -> Card:
    return Card(say("Draft {id} was left; the plan did not change.", id=id))


def backwards(say: Words, id: int) -> Card:
    return Card(say("The period ends before it begins; nothing changed."), (_how_period(say, id),))


def bad_answer(say: Words, id: int, part: str) -> Card:
    title = say("“{part}” names nothing that is there; nothing changed.", part=part)
    return Card(title, (), (afresh(say, id),))


def unreadable(say: Words, id: int, draft: PlanDraft) -> Card:
    """A part behind the number is none that is known; it may hold anything, and is not repeated."""
    last = max(refs_of(draft.tasks), default=1)
    ways = [
        say(
            "{answer}: item {number} in force is the document's item {number}",
            answer=f"{last}={last}",
            number=last,
        ),
        say("{answer}: item {number} of the document is new", answer=f"+{last}", number=last),
        say("name=department: whom a new name means; name=+: a department of its own"),
        say("2019-01-01..2019-12-31: the period"),
    ]
    actions = (
        Action(say("Preview"), say("plandraft {id}", id=id)),
        Action(say("Item by item"), line(say, id, Answers(), LIST)),
        drop(say, id),
    )
    title = say(
        "A part behind “plandraft {id}” is none that I know; nothing changed. It can be:", id=id
    )
    return Card(title, tuple(ways), actions)


def no_change(say: Words, draft: PlanDraft, period: PlanPeriod) -> Card:
    """The same bytes again."""
    return Card(
        say("This document is the plan in force; no change."),
        (say("{title}, {count} items", title=period.title, count=len(draft.tasks)),),
    )


def which_period(say: Words, id: int, draft: PlanDraft, answers: Answers, today: date) -> Card:
    """Nothing takes effect without one; the current year is the likeliest."""
    year = draft.year or today.year
    said = replace(answers, starts=date(year, 1, 1), ends=date(year, 12, 31))
    return Card(
        say("Which period is the plan for? The document does not say; nothing changed."),
        (
            say(
                "{title}, {count} items",
                title=answers.title or draft.name,
                count=len(draft.tasks),
            ),
            _how_period(say, id),
        ),
        (Action(say("The year {year}", year=year), line(say, id, said)), drop(say, id)),
    )


def _how_period(say: Words, id: int) -> str:
    return say("For example: plandraft {id} 2019-01-01..2019-12-31", id=id)


def first(say: Words, shown: Shown) -> Card:
    """What the document would be as the first plan."""
    draft, seen, answers, period = shown.draft, shown.seen, shown.answers, shown.period
    body: list[Line] = [*([changed_meanwhile(say)] if shown.stale else ()), _counts(say, draft)]
    body.append(Fact(say("Plan period: "), span(say, period)))
    body += restricted(say, draft)
    if seen.unknown:
        names = say.listed(name for name, _ in seen.unknown)
        count = len(seen.unknown)
        body.append(say("New names {count}, kept as printed: {names}", count=count, names=names))
    body += warnings(say, draft)
    body += ["", say("Confirm within 30 minutes.")]
    actions = [Action(say("Import it"), shown.confirm)] if shown.confirm else []
    actions += names_asked(say, seen, answers)
    title = say("Preview of the import: {title}", title=period.title)
    return Card(
        title, tuple(body), (*actions, items_action(say, seen, answers), drop(say, seen.draft))
    )


def _counts(say: Words, draft: PlanDraft) -> str:
    return say(
        "{chapters} chapters, {sections} sections, {tasks} items, {pairs} parts of departments",
        chapters=len({task.chapter for task in draft.tasks} - {None}),
        sections=len({(task.chapter, task.section) for task in draft.tasks if task.section}),
        tasks=len(draft.tasks),
        pairs=sum(len(task.departments) for task in draft.tasks),
    )


def span(say: Words, period: PlanPeriod) -> str:
    """``1月1日至12月31日``."""
    return say("{first} to {last}", first=period.starts, last=period.ends)


def restricted(say: Words, draft: PlanDraft) -> list[Line]:
    """Which items would be reported offline, by number: nothing of their text is shown."""
    numbers = [task.number or "?" for task in draft.tasks if task.restricted_suggested]
    if not numbers:
        return []
    label = say("Suggested as reported offline ({count}): ", count=len(numbers))
    return [Fact(label, say.listed(numbers)), say("No text of these is kept.")]


def warnings(say: Words, draft: PlanDraft) -> list[Line]:
    """What the importer was not sure of, first; what is asked apart is left out."""
    found = [one for one in draft.warnings if one.code not in _ASKED_APART and one.message]
    body: list[Line] = []
    printed = [task.number for task in draft.tasks]
    if list(map(str, refs_of(draft.tasks))) != printed and any(printed):
        body.append(
            say("The printed numbers are not one for each item: items are numbered in their order.")
        )
    if not found:
        return body
    body.append(say("Notes of the import ({count}):", count=len(found)))
    for one in found[:_WARNINGS]:
        where = one.task or (say("line {line}", line=one.line) if one.line else "")
        note = hints.said(say, one)
        body.append(Item(where, note) if where else note)
    if len(found) > _WARNINGS:
        body.append(say("… and {count} more", count=len(found) - _WARNINGS))
    return body


def names_asked(say: Words, seen: Revision, answers: Answers, most: int = 1) -> list[Action]:
    """Buttons that settle the first of the unknown names."""
    actions = []
    for name, likely in seen.unknown[:most]:
        if likely is not None:
            said = replace(answers, bodies=(*answers.bodies, (name, likely)))
            label = say("Yes, it is {department}", department=likely)
            actions.append(Action(label, line(say, seen.draft, said)))
        said = replace(answers, bodies=(*answers.bodies, (name, None)))
        label = say("New: {name}", name=name)
        actions.append(Action(label, line(say, seen.draft, said)))
    return actions


def items_action(say: Words, seen: Revision, answers: Answers, page: int = 1) -> Action:
    """Opens the items of a draft, or their next page."""
    label = say("Item by item") if page == 1 else say("More")
    return Action(label, line(say, seen.draft, replace(answers, token=None), LIST, page))


def file_action(say: Words, seen: Revision, answers: Answers) -> Action:
    said = replace(answers, token=None)
    return Action(say("Download the comparison"), line(say, seen.draft, said, FILE))


def afresh(say: Words, id: int) -> Action:
    """Without what was answered so far."""
    return Action(say("Decide anew"), line(say, id, Answers(), AFRESH))


def drop(say: Words, id: int) -> Action:
    """Leaves the draft."""
    return Action(say("Discard"), line(say, id, Answers(), DROP))


def changed_meanwhile(say: Words) -> str:
    return say("Something has changed since you saw it: please look again; nothing was done.")


def drafted(say: Words, draft: PlanDraft, seen: Revision, answers: Answers, page: int) -> Card:
    """The tasks of a first plan, page by page."""
    pages = max(1, -(-len(draft.tasks) // _PAGE))
    page = min(page, pages)
    body: list[Line] = []
    for task in draft.tasks[(page - 1) * _PAGE : page * _PAGE]:
        text = say("reported offline") if task.text == NEUTRAL else phrases.short(task.text)
        names = say.listed(task.departments) or say("not assigned")
        body.append(Item(task.number or "–", f"{text}（{names}）"))
    title = say(
        "Items of draft {id}, page {page} of {pages}", id=seen.draft, page=page, pages=pages
    )
    more = [items_action(say, seen, answers, page + 1)] if page < pages else []
    return Card(title, tuple(body), (*more, back(say, seen, answers)))


def back(say: Words, seen: Revision, answers: Answers) -> Action:
    """From the items to the preview."""
    return Action(say("Preview"), line(say, seen.draft, replace(answers, token=None)))


def begun(say: Words, facts: PlanFacts, hidden: int) -> Card:
    """The plan is in force."""
    title = say("Imported: {title}, {count} items", title=facts.title, count=facts.tasks)
    body: list[Line] = [
        say("Plan period: ") + say("{first} to {last}", first=facts.starts, last=facts.ends)
    ]
    actions = [Action(say("Overview"), say("overview"))]
    if hidden:
        body.append(say("To be confirmed by you as reported offline: {count}", count=hidden))
        actions.insert(0, Action(say("The list"), say("restrict")))
    return Card(title, tuple(body), tuple(actions))
