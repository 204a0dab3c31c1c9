"""我是谁: who the bot takes me for, where it reaches me, and how I am reminded."""

from bot.access import Ruling
from bot.bundles import key_of
from bot.cards import people as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.person import PersonRole


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    person, unit = call.person.id, call.unit
    accounts = await unit.people.accounts(person)
    key = key_of(person, call.today)
    around = await unit.absences.around(person, call.today)
    colleagues = await unit.absences.colleagues(person, call.today)
    habits = cards.Habits(
        sent=(await unit.occurrences.stages([key])).get(key) == "sent",
        hours=call.hours,
        quiet=await unit.absences.quiet(person),
        away=next((one for one in around if one.person == person), None),
        stands_for=[one for one in around if one.person != person],
        deputies=[one.name for one in colleagues if one.role is PersonRole.DEPUTY],
    )
    return Reply(cards.who_am_i(call.say, call.person, accounts, habits))
