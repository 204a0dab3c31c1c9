"""我的任务: what my department has to do, all of it or a part."""

from dataclasses import replace

from bot.access import Ruling
from bot.cards import lists, narrowed, owed
from bot.commands.base import Call
from bot.commands.which_period import others
from bot.grammar import filters as words
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.mine import Mine


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    own, plan = call.person.department, call.facts.id
    tasks = await call.unit.tasks.assigned_to(plan, own.id)
    mine = Mine(own=own, tasks=tasks, today=call.today, calendar=call.calendar)
    if not set(intent.filters) <= set(words.KNOWN.values()):
        mine = replace(mine, chapters=await call.unit.board.chapters(plan))
    period = call.facts.period
    day = None
    if period is not None and period.is_open:
        besides = await others(call, period)
        day = owed.Day(period, call.today, call.calendar, besides=besides)
    if intent.filters and tasks:
        right = {word: _right(mine, word) for word in intent.filters}
        filters = tuple(dict.fromkeys(right.values()))
        card = narrowed.card(call.say, call.person, mine, filters, page=intent.page, day=day)
        slips = [word for word, meant in right.items() if word != meant]
        return Reply(narrowed.understood(call.say, card, slips, right), replaces=True)
    if day is not None:
        return Reply(owed.mine(call.say, call.person, tasks, day, page=intent.page), replaces=True)
    return Reply(lists.my_tasks(call.say, call.person, mine, page=intent.page), replaces=True)


def _right(mine: Mine, word: str) -> str:
    """The filter that was meant, if the word is none and in no title."""
    return word if mine.knows(word) else words.filter_meant(word) or word
