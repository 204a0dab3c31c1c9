"""Every command that runs by itself: one module, one line here.

Writes (``update``, ``done``) are gathered from all lines of a message by ``bot.commands.update``;
binding and 确认 stand before a person or a line is known, in ``bot.dispatch``.
"""

from collections.abc import Mapping

from bot.access import Act
from bot.commands import (
    calendar,
    cancel,
    deadline,
    deliveries,
    dept,
    due,
    extension,
    handover,
    help,
    history,
    lang,
    missing,
    mytasks,
    nudge,
    overdue,
    overview,
    period,
    quiet,
    remind,
    review,
    search,
    show,
    snooze,
    unbind,
    undo,
    whoami,
)
from bot.commands.base import Command

COMMANDS: Mapping[str, Command] = {
    "help": Command(Act.HELP, help.run),
    "mytasks": Command(Act.LIST, mytasks.run),
    "show": Command(Act.SHOW, show.run, about_task=True),
    "history": Command(Act.HISTORY, history.run, about_task=True),
    "search": Command(Act.LIST, search.run),
    "due": Command(Act.LIST, due.run),
    "overdue": Command(Act.OVERVIEW, overdue.run),
    "whoami": Command(Act.LIST, whoami.run),
    "lang": Command(Act.LIST, lang.run),
    "unbind": Command(Act.LIST, unbind.run),
    "undo": Command(Act.CONFIRM, undo.run),
    "cancel": Command(Act.LIST, cancel.run),
    "resend": Command(Act.DELIVER, deliveries.resend),
    "giveup": Command(Act.DELIVER, deliveries.give_up),
    "redrive": Command(Act.DELIVER, deliveries.redrive),
    "calendar": Command(Act.CALENDAR, calendar.run),
    "remind": Command(Act.CONFIRM, remind.run),
    "snooze": Command(Act.CONFIRM, snooze.run),
    "later": Command(Act.CONFIRM, snooze.later),
    "quiet": Command(Act.CONFIRM, quiet.run),
    "handover": Command(Act.CONFIRM, handover.run),
    "back": Command(Act.CONFIRM, handover.back),
    "nudge": Command(Act.URGE, nudge.run),
    "deadline": Command(Act.OFFICE, deadline.run),
    "extend": Command(Act.CONFIRM, extension.ask),
    "extend_ok": Command(Act.OFFICE, extension.decide),
    "extend_no": Command(Act.OFFICE, extension.decide),
    "period": Command(Act.OFFICE, period.run),
    "approve": Command(Act.OFFICE, review.approve),
    "return": Command(Act.OFFICE, review.send_back),
    "missing": Command(Act.OVERSEE, missing.run),
    "overview": Command(Act.OVERVIEW, overview.run),
    "dept": Command(Act.OVERSEE, dept.run),
}
