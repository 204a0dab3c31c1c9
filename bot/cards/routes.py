"""Whom a report goes to, and who has reported already."""

from bot.cards import phrases
from bot.locale import Words
from bot.messages import Fact, Line
from bot.model.report import OWED, ReportState
from bot.model.task import Department, Mode, Share, Task, TaskRole


def route(say: Words, task: Task, share: Share) -> list[Line]:
    """Whom the report of a part goes to; for a lead, who has told it what."""
    lines: list[Line] = []
    if share not in task.deciding and (to := lead(say, task)):
        lines.append(Fact(say("Goes to: "), say("{department} (lead)", department=to)))
    return lines + fed(say, task, share)


def fed(say: Words, task: Task, share: Share) -> list[Line]:
    """A line for each participant that reports to this part first."""
    return [
        Fact(
            say("{department}: ", department=phrases.department(say, other.department)),
            told(say, other, to_lead=True),
        )
        for other in feeding(task, share)
    ]


def told(say: Words, share: Share, *, to_lead: bool) -> str:
    """``已报（10月9日）``, ``已报牵头单位（10月9日）``, ``未报``."""
    if not has_told(share):
        return say("not reported yet")
    words = say("told to the lead") if to_lead else say("reported")
    if share.reported_at is None:
        return words
    return say("{words} ({day})", words=words, day=say.day(share.reported_at))


def has_told(share: Share) -> bool:
    """Whether its report is with whoever it goes to."""
    return share.report is not None and share.report not in OWED and not was_missed(share)


def was_missed(share: Share) -> bool:
    """Whether the period was sealed before this part was reported."""
    return share.report is ReportState.SEALED and share.reported_at is None


def feeding(task: Task, share: Share) -> list[Share]:
    """The participants that report to this part first."""
    if task.mode is not Mode.LEAD_PARTICIPANTS or share.role is not TaskRole.LEAD:
        return []
    return [s for s in task.shares if s.role is TaskRole.PARTICIPANT and s.report is not None]


def feeds_lead(task: Task, own: Department) -> bool:
    """Whether the department's report goes to the lead, and not to the office."""
    share = task.share_of(own.id)
    return share is not None and share not in task.deciding


def lead(say: Words, task: Task) -> str | None:
    """Whom participants report to; None where an item has no lead."""
    return phrases.department(say, task.leads[0].department) if task.leads else None
