"""Reports in states that a story needs, without the conversation that leads there."""

from sqlalchemy import update

from bot.model.report import ReportState
from store.period_tables import report
from tests.bot.world import NOW, World

_HANDED = (ReportState.SUBMITTED, ReportState.ACCEPTED)


async def reported(
    world: World, ref: int, department: str, state: ReportState, by: str = "张三"
) -> None:
    """The report of the department on the item, for every open period."""
    task, share = await world.task(ref), await world.share(ref, department)
    async with world.store.view() as unit:
        person = next(one for one in await unit.people.people() if one.name == by)
    handed = state in _HANDED
    async with world.store.database.writing() as sql:
        await sql.count(
            update(report)
            .where(report.c.task_id == task.id)
            .where(report.c.department_id == share.department.id)
            .values(
                state=state,
                submitted_at=NOW if handed else None,
                submitted_by=person.id if handed else None,
                signed_at=NOW if handed and not task.restricted else None,
                registered_by=person.id if handed and not task.restricted else None,
                offline_on=NOW.date() if handed and task.restricted else None,
            )
        )


async def state_of(world: World, ref: int, department: str) -> ReportState | None:
    """For the plan's current period."""
    return (await world.share(ref, department)).report
