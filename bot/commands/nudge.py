"""催办: ask departments for news by hand; shown first, sent after 确认, answers come back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.access import Ruling, Verdict
from bot.bundles import bundle, day_of, key_of, keys_for, next_day, receiver
from bot.cards import bundle as bundle_cards
from bot.cards import notes, urging
from bot.cards.coverage import Silent
from bot.commands import coverage
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.grammar.urging import MISSING, REWORD, names_in
from bot.ladder import climbs
from bot.messages import Card, Reply
from bot.model.audit import task_object
from bot.model.light import Light
from bot.model.nudge import Contact
from bot.model.reach import Gap
from bot.model.task import FINISHED, Department, Share, Task
from bot.ports import Occurrence

_ROUNDED = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: parts of tasks, and who is told, each with the bundle it comes in.

    ``reports``: how many these are, one for each period.  ``closed``: reports that are counted as
    missing, on items that the office has closed.
    """

    parts: Sequence[tuple[Task, Share]]
    reports: int
    closed: int
    bundles: Sequence[tuple[Contact, Occurrence]]
    silent: Silent

    @property
    def departments(self) -> set[int]:
        return {share.department.id for _, share in self.parts}


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    await call.load(intent.tasks)
    for ref in intent.tasks if intent.words else ():
        if (await call.task(ref)).restricted:
            raise UserError(Code.RESTRICTED, number=ref)
    if intent.verb == "reword" or intent.words in REWORD:
        return Reply(urging.reword(call.say, _target(call, intent)))
    if not intent.tasks and intent.who is None and intent.verb is None:
        return Reply(urging.how(call.say))
    intent, bodies = await _aimed(call, intent)
    if (wrong := await _not_them(call, intent, bodies)) is not None:
        return Reply(wrong)
    asked = await _asked(call, *await _parts(call, intent, bodies))
    if not asked.parts:
        return Reply(urging.nothing_missing(call.say))
    wanted = await _wanted(call, asked, intent.words)
    if not call.confirmed:
        confirm = await call.keep(_line(call, intent))
        return Reply(urging.preview(call.say, wanted, confirm, _target(call, intent)))
    await _send(call, asked, intent.words)
    return Reply(urging.sent(call.say, wanted))


async def _aimed(call: Call, intent: Intent) -> tuple[Intent, Sequence[Department]]:
    """Departments may stand behind: 催办 24 科技部, 催办 未报 科技部, 催办 科技部 司法部."""
    names, behind = names_in(intent.who), names_in(intent.words)
    behind = [name for name in behind if name not in MISSING] if intent.words else []
    found = await call.unit.coordinations.named([*names, *behind]) if names or behind else {}
    if intent.words and all(len(found[name]) == 1 for name in behind):
        names, intent = [*names, *behind], replace(intent, words=None)
    if not names:
        return intent, ()
    bodies = [found[name][0] for name in names if len(found[name]) == 1]
    intent = replace(intent, who="、".join(dict.fromkeys(names)), verb=None)
    return intent, bodies if len(bodies) == len(names) else ()


async def _not_them(call: Call, intent: Intent, bodies: Sequence[Department]) -> Card | None:
    """No departments, or none of the item that is meant."""
    if intent.who is None:
        return None
    if not bodies:
        return urging.no_such_department(call.say, intent.who)
    for ref in intent.tasks:
        task = await call.task(ref)
        if not {share.department.id for share in task.shares} & {body.id for body in bodies}:
            return urging.not_theirs(call.say, task, intent.who)
    return None


async def _parts(
    call: Call, intent: Intent, bodies: Sequence[Department]
) -> tuple[list[tuple[Task, Share]], int, int]:
    """Reports that go to the office and are owed; of a named item without any, what is not done.

    How many there are, and how many are left out because the office has closed their items.
    """
    periods = await call.unit.periods.all(call.facts.id)
    leaning = climbs(periods, call.table)
    only = [body.id for body in bodies] or None
    if intent.tasks:
        await call.load(intent.tasks)
        tasks = [await call.task(ref) for ref in dict.fromkeys(intent.tasks)]
    else:
        tasks = list(await call.unit.tasks.every(call.facts.id))
    ids = {task.id for task in tasks}
    owed = await call.unit.nudges.owed(leaning, only) if leaning else ()
    owed = [one for one in owed if one.task in ids]
    pairs = Counter((one.task, one.department) for one in owed if not one.to_lead)
    if bodies and not pairs:
        pairs = Counter((one.task, one.department) for one in owed)
    found, reports, closed = list[tuple[Task, Share]](), 0, 0
    for task in sorted(tasks, key=lambda task: task.ref):
        owing = [s for s in task.shares if (task.id, s.department.id) in pairs]
        missing = [share for share in owing if not task.is_closed_for(share)]
        closed += sum(pairs[task.id, s.department.id] for s in owing if s not in missing)
        if intent.tasks and not missing:
            parts = [s for s in task.shares if s.department.id in only] if only else task.deciding
            missing = [s for s in parts if s.status not in FINISHED]
        found += [(task, share) for share in missing]
        reports += sum(pairs[task.id, share.department.id] or 1 for share in missing)
    return found, reports, closed


async def _asked(
    call: Call, parts: Sequence[tuple[Task, Share]], reports: int, closed: int
) -> _Asked:
    """The liaisons, or who stands in for them; departments where nobody can be reached."""
    by_id = {share.department.id: share.department for _, share in parts}
    contacts = await call.unit.nudges.of_departments(by_id)
    away = {one.person: one for one in await call.unit.absences.away(call.today)}
    told = {to.person: to for to in (receiver(one, away) for one in contacts)}
    reached = {one.department for one in contacts if receiver(one, away).to is not None}
    people = [to for to in told.values() if to.to is not None]
    keys = keys_for([to.person for to in people], call.table, call.now)
    stages = await call.unit.occurrences.stages(keys) if keys else {}
    bundles = list[tuple[Contact, Occurrence]]()
    for to in sorted(people, key=lambda to: to.person):
        day, due = next_day(to.person, call.table, call.now, stages)
        say = call.say.to(to.language)
        made = bundle(
            to,
            day,
            due=due,
            title=bundle_cards.planned(say, day, late=False),
            reasons=[f"urge:{call.batch}:{to.person}"],
            why=bundle_cards.urged_by(say, call.person.name, f"urge:{call.batch}:{to.person}"),
        )
        bundles.append((to, made))
    gaps = {one.department.id: one.gap(call.hours) for one in await coverage.reaches(call)}
    silent: dict[Gap, list[Department]] = {}
    for id, body in by_id.items():
        if id not in reached:
            silent.setdefault(gaps.get(id) or Gap.NOBODY, []).append(body)
    return _Asked(parts, reports, closed, bundles, silent)


async def _wanted(call: Call, asked: _Asked, said: str | None) -> urging.Wanted:
    today = [o for to, o in asked.bundles if o.key == key_of(to.person, call.today)]
    periods = await call.unit.periods.all(call.facts.id)
    sharp = [
        rung.at
        for climb in climbs(periods, call.table).values()
        for rung in climb.sharp_on(call.today, call.table, call.now)
    ]
    latest = max([call.now, *(one.due for one in today), *sharp])
    tasks = list({task.id: task for task, _ in asked.parts}.values())
    due = [share.report_due for _, share in asked.parts if share.report_due is not None]
    red = any(day < call.today for day in due) or any(task.is_overdue(call.today) for task in tasks)
    named = {share.department.id for task, share in asked.parts if not task.restricted}
    return urging.Wanted(
        departments=len(asked.departments),
        offline=len(asked.departments - named),
        closed=asked.closed,
        reports=asked.reports,
        people=len(asked.bundles),
        platforms=Counter(to.to.platform for to, _ in asked.bundles if to.to is not None),
        silent=asked.silent,
        soon=len(today),
        later=len(asked.bundles) - len(today),
        by=call.say.time(latest + _ROUNDED),
        next_day=max((day_of(one.key) for _, one in asked.bundles), default=call.today),
        light=Light.RED if red else Light.YELLOW,
        words=said,
        tasks=tasks,
        shut=call.table.day(call.table.next_open(call.now)) != call.today,
        put_off=await call.unit.reminders.put_off([t.id for t in tasks], now=call.now),
    )


async def _send(call: Call, asked: _Asked, said: str | None) -> None:
    """What the office says in general is no word about a restricted item."""
    for kept, restricted in ((said, False), (None, True)):
        parts = [(t.id, s.department.id) for t, s in asked.parts if t.restricted is restricted]
        await call.unit.urges.add(
            parts, by=call.person.id, at=call.now, batch=call.batch, words=kept
        )
    call.touch(*(task_object(task.id) for task, _ in asked.parts))
    await call.unit.occurrences.plan([one for _, one in asked.bundles], at=call.now)


def _target(call: Call, intent: Intent) -> str:
    """The line without its words."""
    numbers = "、".join(map(str, intent.tasks))
    if intent.who is not None:
        return call.say("nudge {department}", department=f"{intent.who} {numbers}".strip())
    if intent.tasks:
        return call.say("nudge {number}", number=numbers)
    return call.say("nudge missing")


def _line(call: Call, intent: Intent) -> str:
    """The line that asks for the same again."""
    line = _target(call, intent)
    return f"{line} {intent.words}" if intent.words else line
