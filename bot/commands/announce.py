"""通知: the office tells many something in their next bundle; shown first, sent after 确认."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.access import Ruling, Verdict
from bot.bundles import keys_for, next_day
from bot.cards import announcing as cards
from bot.chapters import is_in, meant
from bot.commands import coverage, grouped
from bot.commands.base import Call
from bot.commands.telling import Reached
from bot.errors import Code, UserError
from bot.grammar.announcing import WITHDRAW, audiences
from bot.grammar.intent import Intent
from bot.grammar.mentions import mentioned
from bot.grammar.prepare import lines
from bot.grammar.urging import REWORD
from bot.grammar.words import words
from bot.messages import Reply
from bot.model.desk import BulletinKind
from bot.model.person import PersonRole
from bot.model.reach import Gap
from bot.model.task import Department

_LONGEST = 2000  # characters
_LAST = 5  # announcements that are listed
_WINDOW = timedelta(hours=24)
_ROUNDED = timedelta(minutes=30)
_SPEAKERS = frozenset((PersonRole.LIAISON, PersonRole.DEPUTY))
_ROLES = {
    **dict.fromkeys(
        words("全体 所有人 全体人员 大家 all everyone everybody"), frozenset(PersonRole)
    ),
    **dict.fromkeys(words("联络员 全体联络员 liaisons liaison"), frozenset((PersonRole.LIAISON,))),
    **dict.fromkeys(
        words("备用联系人 全体备用联系人 deputies deputy"), frozenset((PersonRole.DEPUTY,))
    ),
    **dict.fromkeys(words("观察员 领导 observers observer"), frozenset((PersonRole.OBSERVER,))),
}
_MISSING = frozenset(words("未报 未交 missing"))
_UNBOUND = frozenset(words("未绑定 unbound"))


@dataclass(slots=True)
class _Audience:
    """Who is meant: people by role, or by department; ``unbound``: only who cannot be reached."""

    roles: frozenset[PersonRole] = frozenset()
    bodies: dict[int, Department] | None = None
    unbound: bool = False

    def add(self, bodies: Iterable[Department]) -> None:
        self.bodies = (self.bodies or {}) | {body.id: body for body in bodies}

    def takes(self, one: Reached) -> bool:
        person = one[0]
        by_body = person.role in _SPEAKERS and person.department.id in (self.bodies or {})
        return person.role in self.roles or by_body


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    text = intent.words or ""
    await _gate(call, text)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if intent.verb == WITHDRAW:
        return await _withdraw(call, intent)
    if intent.who is None:
        return Reply(cards.how(call.say, await call.unit.bulletins.announced(limit=_LAST)))
    names = audiences(intent.who)
    start = f"{call.say('announce')} {'、'.join(names)}"
    if text in REWORD:
        return Reply(cards.reword(call.say, start))
    audience = await _audience(call, names)
    if isinstance(audience, Reply):
        return audience
    if not text and not audience.unbound:
        return Reply(cards.no_text(call.say, intent.who))
    wanted, people = await _wanted(call, audience, intent.who, text)
    if not people:
        return Reply(cards.nobody(call.say, wanted))
    if not call.confirmed:
        confirm = await call.keep(f"{start} {text}")
        return Reply(cards.preview(call.say, wanted, confirm, start))
    said = dict.fromkeys((one[0].id for one in people), text)
    kind, by = BulletinKind.ANNOUNCEMENT, call.person.id
    await call.unit.bulletins.put(kind, call.batch, said, by=by, at=call.now)
    [made] = await call.unit.bulletins.announced(limit=1)
    return Reply(cards.sent(call.say, wanted, made.id))


async def _gate(call: Call, text: str) -> None:
    """Nothing is said to many about what is reported offline."""
    if len(text) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    if call.plan is None:
        return
    refs = set[int]().union(*(mentioned(line) for line in lines(text)))
    await call.load(refs)
    for ref in sorted(refs):
        task = call.known(ref)
        if task is not None and task.restricted:
            raise UserError(Code.RESTRICTED, number=ref)


async def _audience(call: Call, names: Sequence[str]) -> _Audience | Reply:
    """Words, departments by whole names, chapters; whoever is not known is asked about."""
    found = _Audience()
    bodies = await call.unit.coordinations.named([n for n in names if n.lower() not in _ROLES])
    for name in names:
        word = name.lower()
        if word in _ROLES:
            found.roles |= _ROLES[word]
        elif word in _UNBOUND:
            found.unbound = True
            found.roles |= frozenset((PersonRole.LIAISON,))
        elif word in _MISSING:
            period = call.facts.period
            owed = [] if period is None else await call.unit.reviews.missing(period.id)
            found.add(one.department for one in owed)
        elif len(bodies[name]) == 1:
            found.add(bodies[name])
        elif bodies[name]:
            return Reply(cards.several(call.say, name, bodies[name]))
        else:
            tasks = await call.unit.tasks.every(call.facts.id)
            title = meant(word, (one.chapter for one in tasks))
            chosen = [one for one in tasks if is_in(one.chapter, one.section, title)]
            if not chosen:
                return Reply(cards.unknown(call.say, name))
            found.add(share.department for task in chosen for share in task.shares)
    return found


async def _wanted(
    call: Call, audience: _Audience, who: str, text: str
) -> tuple[cards.Announcing, Sequence[Reached]]:
    """What is shown, and who is told; the office's own author is not."""
    roles = audience.roles | (_SPEAKERS if audience.bodies is not None else frozenset())
    everybody = [one for role in sorted(roles) for one in await call.unit.people.reachable(role)]
    meant = [one for one in everybody if audience.takes(one) and one[0].id != call.person.id]
    people = [one for one in meant if one[1] is not None and not audience.unbound]
    spoken = {person.department.id for person, _ in meant if person.role in _SPEAKERS}
    silent = [body for id, body in (audience.bodies or {}).items() if id not in spoken]
    every = await coverage.reaches(call) if PersonRole.LIAISON in audience.roles else ()
    keys = keys_for([person.id for person, _ in people], call.table, call.now)
    stages = await call.unit.occurrences.stages(keys) if keys else {}
    days = {person.id: next_day(person.id, call.table, call.now, stages) for person, _ in people}
    away = {one.person for one in await call.unit.absences.away(call.today)}
    today = [due for id, (day, due) in days.items() if day == call.today]
    return cards.Announcing(
        who=who,
        words=text,
        people=len(people),
        platforms=Counter(account.platform for _, account in people if account is not None),
        unbound=[person for person, account in meant if account is None],
        silent=silent,
        without=[
            one.department
            for one in every
            if one.gap(call.hours) is Gap.NOBODY and not audience.unbound
        ],
        away=sum(person.id in away for person, _ in people),
        soon=len(today),
        by=call.say.time(max([call.now, *today]) + _ROUNDED),
        next_day=max((day for day, _ in days.values()), default=call.today),
    ), people


async def _withdraw(call: Call, intent: Intent) -> Reply:
    """Who has been told stays told."""
    say, bulletins = call.say, call.unit.bulletins
    if intent.code is None:
        return Reply(cards.how(say, await bulletins.announced(limit=_LAST)))
    made = await bulletins.announcement(int(intent.code))
    if made is None:
        return Reply(cards.no_such(say, intent.code))
    if call.now - made.at > _WINDOW:
        return Reply(cards.too_late(say, made))
    count = await bulletins.withdraw(made.batch)
    return Reply(cards.withdrawn(say, made, count), replaces=True)
