"""Cards of a revised plan: the difference, what is open, item by item, and what was done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cards import coverage, importing, people, phrases
from bot.cards.apart import apart
from bot.cards.coverage import Silent
from bot.cards.importing import Shown
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Heading, Item, Language, Line, Platform
from bot.model.plan import PlanDraft, refs_of
from bot.model.revision import Answers, Change, Kind, Question, Revision
from bot.model.task import Department, Task
from bot.ports import PlanPeriod

_PAGE = 6  # changes of a page, each with its texts
_ASKED = 3  # questions that have buttons; the others wait for their turn
_SHOWN = 40  # Han characters of a text
_NUMBERS = 20  # of a kind that are printed
_KINDS: Mapping[Kind, str] = {
    Kind.RENUMBERED: later("renumbered"),
    Kind.MOVED: later("moved"),
    Kind.TEXT: later("text changed"),
    Kind.LEAD: later("lead changed"),
    Kind.PARTICIPANTS: later("participants changed"),
    Kind.MODE: later("responsibility changed"),
    Kind.DEADLINE: later("date changed"),
    Kind.NEW: later("new"),
    Kind.REMOVED: later("removed"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Who will hear of it: people by platform, and departments that nothing reaches, by why."""

    platforms: Mapping[Platform, int]
    silent: Silent


Texts = Mapping[int, Task]
"""The tasks in force that a question is about, by number."""


def preview(say: Words, shown: Shown, texts: Texts, told: Told) -> Card:
    """Against the plan in force."""
    draft, seen, answers = shown.draft, shown.seen, shown.answers
    body: list[Line] = [importing.changed_meanwhile(say)] if shown.stale else []
    body.append(say("Against the plan in force: {count} items", count=len(draft.tasks)))
    body += [counts(say, seen), *_called(say, shown)]
    body += _open(say, draft, seen, texts)
    if seen.closing:
        numbers = _numbers(say, seen.closing)
        body.append(
            say("Reported offline from now on: {numbers}; their text goes.", numbers=numbers)
        )
    body += importing.warnings(say, draft)
    concerned = {body for change in seen.changes for body in change.concerned}
    key = later(
        "Once confirmed: what was reported follows the items; {count} departments are"
        " concerned, each gets one notice of what changes for it"
    )
    if not concerned:
        key = later("Once confirmed: what was reported follows the items; nobody's duties change.")
    body.append(say(key, count=len(concerned)))
    body += _told(say, told)
    actions: list[Action] = []
    if shown.confirm is not None:
        body.append(say("Confirm within 30 minutes."))
        actions.append(Action(say("Import it"), shown.confirm))
    actions += importing.names_asked(say, seen, answers)
    actions += _answers(say, seen, answers)
    title = say("Preview of the import: {title}", title=shown.period.title)
    actions.append(importing.items_action(say, seen, answers))
    actions.append(importing.file_action(say, seen, answers))
    if answers.same or answers.new or answers.bodies:
        actions.append(importing.afresh(say, seen.draft))
    actions.append(importing.drop(say, seen.draft))
    return Card(title, tuple(body), tuple(actions))


def _told(say: Words, told: Told) -> list[Line]:
    """How many people on which platform, and who has to be called."""
    lines = list[Line]()
    if told.platforms:
        named = [
            say("{platform} {count}", platform=people.platform(say, platform), count=count)
            for platform, count in told.platforms.items()
        ]
        lines.append(say(" · {platforms}", platforms=say.clauses(named)))
    silent = coverage.named(say, told.silent)
    return [*lines, *(say(" · {silent} (to be called)", silent=one) for one in silent)]


def _called(say: Words, shown: Shown) -> list[Line]:
    """Title and period, where they become others: reports hang on the period."""
    period, was = shown.period, shown.was
    if was is None:
        return []
    body = list[Line]()
    key = later("{now} (before: {was})")
    if period.title != was.title:
        body.append(Fact(say("Title: "), say(key, now=period.title, was=was.title)))
    if (period.starts, period.ends) != (was.starts, was.ends):
        now, before = importing.span(say, period), importing.span(say, was)
        body.append(Fact(say("Plan period: "), say(key, now=now, was=before)))
    return body


def counts(say: Words, seen: Revision) -> str:
    """``相同 101 ｜ 文字修改 3（33、58、91） ｜ …``, of each kind what there is."""
    parts = [say("unchanged {count}", count=seen.unchanged)]
    for kind, name in _KINDS.items():
        if found := seen.numbers(kind):
            numbers = _numbers(say, found)
            key = later("{kind} {count} ({numbers})")
            if kind is Kind.RENUMBERED:  # usually all behind one that is new: the pages tell
                key = later("{kind} {count}")
            parts.append(say(key, kind=say(name), count=len(found), numbers=numbers))
    return (" | " if say.language is Language.EN else " ｜ ").join(parts)


def _numbers(say: Words, numbers: Sequence[int]) -> str:
    shown = say.listed(map(str, numbers[:_NUMBERS]))
    return f"{shown}…" if len(numbers) > _NUMBERS else shown


def _open(say: Words, draft: PlanDraft, seen: Revision, texts: Texts) -> list[Line]:
    count = len(seen.questions) + len(seen.unknown)
    if not count:
        return []
    body: list[Line] = [Heading(say("To be decided by you ({count}):", count=count))]
    for name, likely in seen.unknown:
        if likely is None:
            body.append(say(" · New name “{name}”: which department is it?", name=name))
        else:
            key = later(" · New name “{name}”: is it “{department}”?")
            body.append(say(key, name=name, department=likely))
    by_number = dict(zip(refs_of(draft.tasks), draft.tasks, strict=True)) if seen.questions else {}
    for question in seen.questions:
        body.append(_asked(say, question))
        olds = {old: texts[old] for old, _, _ in question.pairs if old in texts}
        secret = any(alike is None for _, _, alike in question.pairs)
        hidden = say("reported offline: its text is not shown")
        was = {old: phrases.title(say, task) for old, task in olds.items()}
        now = {
            new: hidden if secret else phrases.short(by_number[new].text) for new in question.news
        }
        for old, new, _ in question.pairs[:1]:
            # Cut at the same place, two wordings look like one.
            if old in was and not secret and was[old] == now[new]:
                was[old], now[new] = apart(olds[old].text, by_number[new].text)
        body += [say("In force: {number} {title}", number=n, title=was[n]) for n in was]
        body += [say("Document: {number} {title}", number=n, title=now[n]) for n in now]
    return body


def _asked(say: Words, question: Question) -> str:
    olds = say.listed(map(str, dict.fromkeys(old for old, _, _ in question.pairs)))
    news = say.listed(map(str, question.news))
    if len(question.pairs) == 1:
        alike = question.pairs[0][2]
        if alike is None:
            key = later(" · Items {old} and {new} have no text to compare: are they the same?")
            return say(key, old=olds, new=news)
        key = later(" · Item {old} and the document's {new} are {alike}% alike: the same?")
        return say(key, old=olds, new=news, alike=alike)
    key = later(" · Item {old} may have become the document's {new}: which one goes on with it?")
    return say(key, old=olds, new=news)


def _answers(say: Words, seen: Revision, answers: Answers) -> list[Action]:
    """Buttons for the first questions, and one for all as they are suggested."""
    actions = list[Action]()
    if len(seen.questions) > 1:
        same = tuple(question.suggested for question in seen.questions)
        said = replace(answers, same=(*answers.same, *same), token=None)
        label = say("All as suggested")
        actions.append(Action(label, importing.line(say, seen.draft, said)))
    for question in seen.questions[:_ASKED]:
        for old, new, _ in question.pairs[:_ASKED]:
            said = replace(answers, same=(*answers.same, (old, new)), token=None)
            key = later("Same item: {old} is the document's {new}")
            key = later("Same item {new}") if old == new else key
            label = say(key, old=old, new=new)
            actions.append(Action(label, importing.line(say, seen.draft, said)))
        fresh = replace(answers, new=(*answers.new, *question.news), token=None)
        label = say("New item: the document's {new}", new=say.listed(map(str, question.news)))
        actions.append(Action(label, importing.line(say, seen.draft, fresh)))
    return actions


def items(say: Words, seen: Revision, answers: Answers, page: int) -> Card:
    """What changes, page by page, in the document's order; what is only renumbered comes last."""
    found = [change for change in seen.changes if not change.unchanged]
    found.sort(key=lambda change: change.kinds == {Kind.RENUMBERED})
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages)
    body: list[Line] = []
    for change in found[(page - 1) * _PAGE : page * _PAGE]:
        body += [Item(_number(change), described(say, change)), *_texts(say, change)]
    key = later("What changes, page {page} of {pages}; {same} items stay as they are")
    title = say(key, page=page, pages=pages, same=seen.unchanged)
    more = [importing.items_action(say, seen, answers, page + 1)] if page < pages else []
    file = importing.file_action(say, seen, answers)
    return Card(title, tuple(body), (*more, importing.back(say, seen, answers), file))


def _texts(say: Words, change: Change) -> list[Line]:
    """Where the wording changes, both wordings around the place; of what comes or goes its own."""
    if not {Kind.TEXT, Kind.NEW, Kind.REMOVED} & change.kinds:
        return []
    was, now = change.was_text, change.text
    if was is not None and now is not None:
        was, now = apart(was, now)
    elif was is None and now is None:
        return [say("reported offline: its text is not shown")]
    else:
        was, now = was and phrases.short(was, _SHOWN), now and phrases.short(now, _SHOWN)
    lines: list[Line] = [] if was is None else [Fact(say("In force: "), was)]
    return lines if now is None else [*lines, Fact(say("Document: "), now)]


def _number(change: Change) -> str:
    return str(change.before if change.after is None else change.after)


def described(say: Words, change: Change) -> str:
    """What of one item changes: ``原第 16 项；牵头 科技部（原 商务部）；增 财政部``."""
    return say("; ").join(
        part(say, change) for kind, part in _PARTS if kind in change.kinds
    ) or say("unchanged")


def _new(say: Words, change: Change) -> str:
    return say("new: {departments}", departments=say.listed(change.bodies) or say("not assigned"))


def _lead(say: Words, change: Change) -> str:
    none = say("nobody")
    now, was = say.listed(change.leads) or none, say.listed(change.led) or none
    return say("lead {now} (before: {was})", now=now, was=was)


def _participants(say: Words, change: Change) -> str:
    gained = [body for body in change.gained if body not in change.leads]
    lost = [body for body in change.lost if body not in change.led]
    parts = [f"+{body}" for body in gained] + [f"−{body}" for body in lost]
    return say("participants {changes}", changes=say.listed(parts) or say("in other roles"))


def _date(say: Words, change: Change) -> str:
    return say("date {day}", day=change.day or say("none"))


_PARTS: Sequence[tuple[Kind, Callable[[Words, Change], str]]] = (
    (Kind.NEW, _new),
    (Kind.REMOVED, lambda say, _: say("removed")),
    (Kind.RENUMBERED, lambda say, change: say("was item {number}", number=change.before)),
    (Kind.MOVED, lambda say, _: say("moved")),
    (Kind.TEXT, lambda say, _: say("text changed")),
    (Kind.LEAD, _lead),
    (Kind.PARTICIPANTS, _participants),
    (Kind.MODE, lambda say, _: say("responsibility changed")),
    (Kind.DEADLINE, _date),
)


def applied(
    say: Words,
    period: PlanPeriod,
    seen: Revision,
    told: Sequence[Department],
    unbound: Sequence[Department],
) -> Card:
    """What was done, and who has to be called."""
    title = say("The revised plan is in force: {title}", title=period.title)
    body: list[Line] = [counts(say, seen)]
    body.append(say("What was reported follows the items."))
    if told:
        body.append(say("{count} departments are told in their next bundle.", count=len(told)))
    if unbound:
        names = say.listed(phrases.department(say, one) for one in unbound)
        key = later("Nobody is bound there, please call: {names}")
        body.append(say(key, names=names))
    actions = (Action(say("Overview"), say("overview")),)
    return Card(title, tuple(body), actions)
