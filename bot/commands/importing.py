"""计划稿: a document that was read, shown before it takes effect as a first plan or a revision."""

from collections import Counter
from dataclasses import replace

from bot.access import Ruling, Verdict
from bot.cards import comparison, no_files, revising, upload
from bot.cards import importing as cards
from bot.commands import coverage, grouped
from bot.commands.base import Call
from bot.comparisons import order_for
from bot.grammar.intent import Intent
from bot.grammar.planned import AFRESH, APPLY, DROP, FILE, LIST, Said, parts_of, said_of
from bot.messages import Card, Reply
from bot.model.plan import PlanDraft
from bot.model.reach import Gap
from bot.model.revision import Answers, Revision
from bot.model.task import Department
from bot.ports import PlanPeriod
from bot.reissue import begin, revise, settled


async def preview(call: Call, draft_id: int) -> Reply:
    """The card of a kept draft: what it would be, or change, and the way to let it take effect."""
    return await _about(call, draft_id, Said(Answers()))


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if intent.code is not None and intent.words:
        return await _about(call, int(intent.code), said_of(intent.words))
    last = await call.unit.uploads.last_draft(call.person.id)
    if intent.code is None and last is None:
        return Reply(upload.how(call.say, call.request.sender.platform))
    id, before = last or (0, "")
    if intent.code is not None and int(intent.code) != id:
        id, before = int(intent.code), ""
    return await _about(call, id, said_of(before))  # as far as it had come


async def _about(call: Call, id: int, said: Said) -> Reply:
    draft = await call.unit.revisions.draft(id)
    if draft is None:
        return Reply(cards.no_such_draft(call.say, id))
    if said.verb == DROP:
        await call.unit.actions.drop_lines(call.person.id, cards.line(call.say, id, Answers()))
        return Reply(cards.dropped(call.say, id), replaces=call.request.pressed)
    if said.wrong is not None:
        return Reply(cards.unreadable(call.say, id, draft))
    return await _compared(call, id, draft, said)


async def _keep(call: Call, id: int, said: Said) -> None:
    """What was answered stands when the draft is opened again."""
    if said.verb in (None, AFRESH):
        parts = parts_of(replace(said.answers, token=None))
        await call.unit.uploads.answered(id, call.person.id, parts)


async def _compared(call: Call, id: int, draft: PlanDraft, said: Said) -> Reply:
    current = await call.unit.plans.current() if call.plan is not None else None
    was = None if current is None else current.period
    period = settled(draft, said.answers, was)
    if period is None:
        await _keep(call, id, said)
        return Reply(cards.which_period(call.say, id, draft, said.answers, call.today))
    if period.ends < period.starts:
        return Reply(cards.backwards(call.say, id))
    try:
        seen = await call.unit.revisions.compare(id, said.answers, period)
    except ValueError as error:
        return Reply(cards.bad_answer(call.say, id, str(error)))
    await _keep(call, id, said)
    if seen.same_document:
        return Reply(cards.no_change(call.say, draft, period))
    if said.verb == LIST:
        return Reply(_items(call, draft, seen, said))
    if said.verb == FILE and current is not None:
        return _file(call, id, said.answers)
    settles = said.verb == APPLY and call.confirmed and said.answers.token is not None
    if settles and said.answers.token == seen.token and not (call.plan and seen.open):
        return await _apply(call, draft, seen, said.answers, period)
    shown = cards.Shown(
        draft=draft, seen=seen, answers=said.answers, period=period, was=was, stale=settles
    )
    return await _shown(call, shown)


def _file(call: Call, id: int, answers: Answers) -> Reply:
    """It is made when no transaction is open."""
    if not call.request.files:
        return Reply(no_files.refused(call.say, "liaison plan import FILE --json"))
    answers = replace(answers, token=None)
    who = call.person
    order = order_for(call.facts.id, id, answers, language=who.language, asker=who.name)
    return Reply(replace(comparison.ordered(call.say), order=order))


def _items(call: Call, draft: PlanDraft, seen: Revision, said: Said) -> Card:
    if call.plan is None:
        return cards.drafted(call.say, draft, seen, said.answers, said.page)
    return revising.items(call.say, seen, said.answers, said.page)


async def _shown(call: Call, shown: cards.Shown) -> Reply:
    """With the way to let it take effect, unless something is open."""
    shown = replace(shown, answers=replace(shown.answers, token=None))
    seen = shown.seen
    if call.plan is None or not seen.open:
        confirm = await call.keep(
            f"{cards.line(call.say, seen.draft, shown.answers, APPLY)} #{seen.token}"
        )
        shown = replace(shown, confirm=confirm)
    if call.plan is None:
        return Reply(cards.first(call.say, shown))
    asked = {old for question in seen.questions for old, _, _ in question.pairs}
    await call.load(asked)
    texts = {ref: task for ref in asked if (task := call.known(ref)) is not None}
    return Reply(revising.preview(call.say, shown, texts, await _told(call, seen)))


async def _told(call: Call, seen: Revision) -> revising.Told:
    """Whom ``reissue.revise`` would tell; new names have nobody yet.  Four statements."""
    names = {name for change in seen.changes for name in change.concerned}
    every = await call.unit.people.departments()
    bodies = {one.id: one for one in every if one.short in names and one.kind != "collective"}
    fresh = sorted(names - {one.short for one in every})
    contacts = await call.unit.nudges.of_departments(bodies)
    gaps = {one.department.id: one.gap(call.hours) for one in await coverage.reaches(call)}
    reached = {one.department for one in contacts if one.to is not None}
    silent: dict[Gap, list[Department]] = {}
    if fresh:
        silent[Gap.NOBODY] = [Department(id=0, short=name) for name in fresh]
    for id, body in bodies.items():
        if id not in reached:
            registered = any(one.department == id for one in contacts)
            other = Gap.UNBOUND if registered else Gap.NOBODY
            silent.setdefault(gaps.get(id) or other, []).append(body)
    return revising.Told(Counter(one.to.platform for one in contacts if one.to is not None), silent)


async def _apply(
    call: Call, draft: PlanDraft, seen: Revision, answers: Answers, period: PlanPeriod
) -> Reply:
    if call.plan is None:
        facts = await begin(call.unit, seen, answers, period, at=call.now)
        call.touch(f"plan:{facts.id}")
        hidden = [task for task in draft.tasks if task.restricted_suggested]
        return Reply(cards.begun(call.say, facts, len(hidden)), replaces=call.request.pressed)
    done = await revise(
        call.unit, seen, answers, period, by=call.person.id, at=call.now, batch=call.batch
    )
    call.touch(f"plan:{call.plan.id}")
    card = revising.applied(call.say, period, seen, done.told, done.unbound)
    return Reply(card, replaces=call.request.pressed)
