"""代管, 转交: a colleague gets one's reminders until the end of a day; 销假 ends it."""

from datetime import date, timedelta

from bot.access import Ruling, Verdict
from bot.cards import notes
from bot.cards import own as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.audit import person_object
from bot.model.person import PersonRole

_LONGEST = timedelta(366)
_FRIDAY = 4
_OF_DEPARTMENT = (PersonRole.LIAISON, PersonRole.DEPUTY)
_ALIKE = {
    PersonRole.LIAISON: _OF_DEPARTMENT,
    PersonRole.DEPUTY: _OF_DEPARTMENT,
    PersonRole.COORDINATOR: (PersonRole.COORDINATOR,),
    PersonRole.OBSERVER: (PersonRole.OBSERVER,),
}
"""Who may do what the other does."""


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """A deputy is an active person of the same department, of the same kind, who is there."""
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    absences, person = call.unit.absences, call.person.id
    colleagues = [
        one
        for one in await absences.colleagues(person, call.today)
        if one.role in _ALIKE[call.person.role]
    ]
    if intent.who is None:
        around = await absences.around(person, call.today)
        own = next((one for one in around if one.person == person), None)
        return Reply(cards.who_stands_in(call.say, colleagues, own))
    named = [one for one in colleagues if one.name.casefold() == intent.who.casefold()]
    there = [one for one in named if not one.away]
    if not there:
        return Reply(cards.not_possible(call.say, intent.who, away=bool(named)))
    deputy = there[0]
    if intent.day is None:
        return Reply(cards.until_when(call.say, deputy.name, _offered(call)))
    if not call.today <= intent.day <= call.today + _LONGEST:
        return Reply(cards.bad_day(call.say, deputy.name))
    call.touch(person_object(deputy.person))
    await absences.leave(person, deputy.person, until=intent.day, at=call.now)
    workday = call.calendar.is_workday(intent.day)
    return Reply(cards.handed_over(call.say, deputy.name, intent.day, workday=workday))


def _offered(call: Call) -> tuple[date, ...]:
    """Tomorrow's end, this week's, next week's, the week's after that."""
    friday = call.today + timedelta((_FRIDAY - call.today.weekday()) % 7)
    days = (call.today + timedelta(1), friday, friday + timedelta(7), friday + timedelta(14))
    return tuple(sorted({day for day in days if day > call.today}))


async def back(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.say("back"), call.seen))
    was_away = await call.unit.absences.come_back(call.person.id)
    return Reply(cards.back(call.say, was_away=was_away))
