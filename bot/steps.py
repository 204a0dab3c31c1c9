"""Whether a line is about the report that somebody is just filling in."""

from datetime import datetime, timedelta

from bot.commands.base import PATIENCE
from bot.messages import Channel, Request
from bot.model.person import Sender
from bot.model.report import OpenStep


def step_of(request: Request, sender: Sender, now: datetime, item: int | None) -> OpenStep | None:
    """The report that a line may be about: opened not long ago, said in private, typed.

    A button is a complete line by itself, and a reply to another item's card is about that one.
    """
    step = sender.step
    if step is None or request.pressed or request.channel is not Channel.PRIVATE:
        return None
    recent = timedelta(0) <= now - step.at < PATIENCE
    return step if recent and item in (None, step.item) else None


def step_period(sender: Sender) -> str | None:
    """The period of the report that is being filled in, unless it is the plan's current one."""
    current = sender.plan.period if sender.plan else None
    if sender.step is None or (current is not None and current.id == sender.step.period):
        return None
    return f"期{sender.step.period}"
