"""A write of the office's or to it that was said in a group: comes back in private as a button."""

from bot.cards import notes
from bot.commands.base import Call
from bot.messages import Reply


def button(call: Call) -> Reply:
    """The line as typed; of several lines none, since another may hold what nobody may repeat."""
    text = call.request.text.strip()
    if "\n" in text or "\r" in text:
        return Reply(notes.line_by_line(call.say))
    return Reply(notes.said_in_group(call.say, text, call.seen))
