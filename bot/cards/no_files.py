"""Where no file can be sent: said before anything is made, with where to ask instead."""

from bot.locale import Words
from bot.messages import Action, Card


def refused(say: Words, line: str) -> Card:
    """``line``: what the operator can run to get the same file."""
    return Card(
        say("No file can be sent in this chat; nothing was made."),
        (
            say("Ask again in a chat that takes files: WeCom's app, Telegram or Slack."),
            say("Or let the operator run: {line}", line=line),
        ),
        (Action(say("Overview"), say("overview")),),
    )
