"""我的任务: what my department has to do."""

from bot.access import Ruling
from bot.cards import lists, owed
from bot.commands.base import Call
from bot.commands.which_period import others
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.light import Light, light_of
from bot.model.task import FINISHED, Task, TaskRole


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    own = call.person.department
    tasks = await call.unit.tasks.assigned_to(call.facts.id, own.id)
    chosen = sorted(
        (task for task in tasks if all(_fits(call, task, f) for f in intent.filters)),
        key=lambda task: (lists.role_in(task, own) is not TaskRole.LEAD, task.ref),
    )
    period = call.facts.period
    if period is not None and period.is_open:
        card = owed.mine(
            call.say,
            call.person,
            tasks,
            chosen,
            owed.Day(period, call.today, call.calendar, besides=await others(call, period)),
            page=intent.page,
            filters=intent.filters,
        )
        return Reply(card, replaces=True)
    card = lists.my_tasks(
        call.say,
        call.person,
        tasks,
        chosen,
        page=intent.page,
        filters=intent.filters,
        today=call.today,
        calendar=call.calendar,
    )
    return Reply(card, replaces=True)


def _fits(call: Call, task: Task, word: str) -> bool:
    own = call.person.department
    role, share = lists.role_in(task, own), task.share_of(own.id)
    finished = share is not None and share.status in FINISHED
    match word:
        case lists.LEAD:
            return role is TaskRole.LEAD
        case lists.PARTICIPANT:
            return role is TaskRole.PARTICIPANT
        case lists.OVERDUE:
            return light_of(task, call.today, call.calendar, share) is Light.RED
        case lists.OPEN:
            return not finished
        case lists.DONE:
            return finished
        case owed.TO_REPORT | owed.DRAFT | owed.REPORTED:
            return owed.fits(task, own, word, finished=finished)
    return word in (task.chapter or "") or word in (task.section or "")
